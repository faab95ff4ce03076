//! The JSON door: the Portal API v2 on each portal's host, and the management API v2 on the installation's.
//!
//! Both follow contracts that others published, so that what was built on those works here: `docs/API.md` says how.
//! This crate translates and does nothing else: a request becomes the input of an operation that the pages use too, and
//! what comes back becomes JSON. A folder per API, a file per noun. `door` holds what all routes share; the
//! description of the API is made of what the routes are registered with.

mod describe;
mod door;
mod management;
mod pages;
mod portal;
mod problem;
mod shapes;

use axum::Router;
use axum::middleware::from_fn_with_state;
use frame::App;

pub use describe::description;
pub use door::{Api, Route};
pub use pages::{console_routes, portal_routes};

use door::Routes;

/// The sentences of this crate.
pub const TEXTS: &[&str] = &[include_str!("../text/en/api.ftl")];

/// The Portal API, for every portal.
pub fn portal(app: &App) -> Router {
    let routes = routes(Api::Portal).finish().0;
    routes.layer(from_fn_with_state(app.clone(), door::visit))
}

/// The management API.
pub fn management(app: &App) -> Router {
    let routes = routes(Api::Management).finish().0;
    routes.layer(from_fn_with_state(app.clone(), door::bearer))
}

/// The register of all routes: what the description is made of, and what tests walk.
pub fn register() -> Vec<Route> {
    [Api::Portal, Api::Management].into_iter().flat_map(|api| routes(api).finish().1).collect()
}

fn routes(api: Api) -> Routes {
    let mut at = Routes::new(api);
    match api {
        Api::Portal => portal::routes(&mut at),
        Api::Management => management::routes(&mut at),
    }
    at
}
