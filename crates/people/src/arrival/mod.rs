//! Where requests of browsers arrive: which site a host name stands for, who visits, what stands around a page, and how
//! a fault becomes one.
//!
//! One function decides by the host name, before anything else is looked at: the portal that it gives is the only one
//! that the rest of the request can see. A host that stands for nothing gets 421 and nothing else.

mod console;
mod faults;
mod front_door;
mod host;
mod portal;
mod request;
mod visit;

use axum::Router;
use axum::middleware::from_fn_with_state;
use frame::App;
use frame::door::{Site, guard};

pub use host::{Sites, by_host, nowhere};
pub use visit::{Visit, visit};

/// Puts the arrival around a site's routes: who visits, what stands around the page, how faults are drawn.
pub fn around(app: &App, site: Site, routes: Router) -> Router {
    let routes = routes.fallback(faults::not_found).method_not_allowed_fallback(faults::wrong_method);
    let routes = match site {
        Site::Portal => routes.layer(from_fn_with_state(app.clone(), portal::arrive)),
        Site::Console => routes.layer(from_fn_with_state(app.clone(), console::arrive)),
        Site::FrontDoor => routes.layer(from_fn_with_state(app.clone(), front_door::arrive)),
    };
    routes.layer(from_fn_with_state(app.clone(), guard::same_origin))
}
