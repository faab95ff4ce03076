//! The sample upstream: a small web service inside the process that answers every operation which the sample
//! products describe. It knows nothing of portals, credentials or registrations: it is what stands behind a
//! gateway, and trusts the identity headers that only the gateway sets.

mod answer;
mod ask;
mod form;
mod paging;
mod sandbox;
mod whoami;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{Method, Uri};
use axum::routing::{MethodRouter, delete, get, patch, post, put};

pub(crate) use answer::{Answer, Problem, Reply, problem_of};
pub(crate) use ask::Ask;
pub(crate) use form::Form;
pub(crate) use paging::{cursor_page, page};
pub(crate) use sandbox::{Sandbox, Shelf};
pub(crate) use whoami::whoami;

use crate::{accounts, ferries, harbours, parcels, weather};

/// The largest body that the upstream reads. Nothing it accepts comes near.
const LARGEST_BODY: usize = 16 * 1024;

/// How one operation is answered.
pub(crate) type Handler = fn(&Ask) -> Answer;

/// The upstream of all sample products, each version under its own prefix. What callers create is kept in memory,
/// bounded, and seen only by the application that created it.
pub fn upstream() -> Router {
    let mut router = Router::new();
    for (prefix, routes) in [
        ("/ferries/v1", ferries::v1::routes as fn(&mut Routes)),
        ("/ferries/v2", ferries::v2::routes),
        ("/ferries/v3", ferries::v3::routes),
        ("/parcels/v1", parcels::v1::routes),
        ("/parcels/v2", parcels::v2::routes),
        ("/parcels/v3", parcels::v3::routes),
        ("/harbours/v1", harbours::v1::routes),
        ("/harbours/v2", harbours::v2::routes),
        ("/weather/v1", weather::v1::routes),
        ("/weather/v2", weather::v2::routes),
        ("/accounts/v1", accounts::v1::routes),
        ("/accounts/v2", accounts::v2::routes),
    ] {
        let mut at = Routes { router: Router::new() };
        routes(&mut at);
        router = router.nest(prefix, at.router);
    }
    router
        .fallback(no_such_path)
        .method_not_allowed_fallback(no_such_method)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .with_state(Arc::new(Sandbox::default()))
}

/// The paths of one version, below its prefix.
pub(crate) struct Routes {
    router: Router<Arc<Sandbox>>,
}

impl Routes {
    /// Answers GET.
    pub(crate) fn get(&mut self, path: &str, handler: Handler) {
        self.add(path, get(move |ask: Ask| async move { problem_of(handler(&ask)) }));
    }

    /// Answers POST.
    pub(crate) fn post(&mut self, path: &str, handler: Handler) {
        self.add(path, post(move |ask: Ask| async move { problem_of(handler(&ask)) }));
    }

    /// Answers PUT.
    pub(crate) fn put(&mut self, path: &str, handler: Handler) {
        self.add(path, put(move |ask: Ask| async move { problem_of(handler(&ask)) }));
    }

    /// Answers PATCH.
    pub(crate) fn patch(&mut self, path: &str, handler: Handler) {
        self.add(path, patch(move |ask: Ask| async move { problem_of(handler(&ask)) }));
    }

    /// Answers DELETE.
    pub(crate) fn delete(&mut self, path: &str, handler: Handler) {
        self.add(path, delete(move |ask: Ask| async move { problem_of(handler(&ask)) }));
    }

    fn add(&mut self, path: &str, method: MethodRouter<Arc<Sandbox>>) {
        let router = std::mem::take(&mut self.router);
        self.router = router.route(path, method);
    }
}

async fn no_such_path(uri: Uri) -> Problem {
    Problem::not_found(&format!("Nothing answers at {}.", uri.path()))
}

async fn no_such_method(method: Method, uri: Uri) -> Problem {
    Problem::method_not_allowed(&format!("{} does not answer {method}.", uri.path()))
}
