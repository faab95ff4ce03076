//! The route register: each route says who may call it, so no handler can forget to ask, and a test can list them.

use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, on};
use base::{Error, Right};

use super::{Fault, Visitor};
use crate::{Call, Who};

/// On which site a route lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Site {
    /// The developer's pages.
    Portal,
    /// The admin's pages.
    Console,
    /// The bare portal domain.
    FrontDoor,
}

/// Who may call a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Anybody.
    Nothing,
    /// Anybody where the catalog is public, else an approved developer.
    Reader,
    /// An approved developer.
    Developer,
    /// An admin with this right.
    Admin(Right),
}

/// A route, as the register keeps it.
#[derive(Debug, Clone)]
pub struct Route {
    /// The site.
    pub site: Site,
    /// The method.
    pub method: Method,
    /// The path with its parameters.
    pub path: &'static str,
    /// Who may call it.
    pub need: Need,
}

/// Collects the routes of one site.
pub struct Routes {
    site: Site,
    router: Router,
    list: Vec<Route>,
}

impl Routes {
    /// None yet.
    pub fn new(site: Site) -> Self {
        Self { site, router: Router::new(), list: Vec::new() }
    }

    /// A page.
    pub fn get<H, T>(&mut self, path: &'static str, need: Need, handler: H)
    where
        H: Handler<T, ()>,
        T: 'static,
    {
        self.add(Method::GET, path, need, MethodFilter::GET, handler);
    }

    /// A deed.
    pub fn post<H, T>(&mut self, path: &'static str, need: Need, handler: H)
    where
        H: Handler<T, ()>,
        T: 'static,
    {
        self.add(Method::POST, path, need, MethodFilter::POST, handler);
    }

    fn add<H, T>(&mut self, method: Method, path: &'static str, need: Need, filter: MethodFilter, handler: H)
    where
        H: Handler<T, ()>,
        T: 'static,
    {
        self.list.push(Route { site: self.site, method, path, need });
        let guarded = on(filter, handler)
            .layer(from_fn(move |request: Request, next: Next| admit(need, request, next)));
        self.router = std::mem::take(&mut self.router).route(path, guarded);
    }

    /// The router, and the register of what is in it.
    pub fn finish(self) -> (Router, Vec<Route>) {
        (self.router, self.list)
    }
}

async fn admit(need: Need, request: Request, next: Next) -> Response {
    let Some(visitor) = request.extensions().get::<Visitor>() else {
        return Fault::from(Error::internal("a route was reached without an arrival")).into_response();
    };
    match may(need, &visitor.call, visitor.catalog_is_public) {
        Ok(()) => next.run(request).await,
        Err(error) => Fault::from(error).into_response(),
    }
}

fn may(need: Need, call: &Call, catalog_is_public: bool) -> base::Result<()> {
    match need {
        Need::Nothing => Ok(()),
        Need::Reader if catalog_is_public => Ok(()),
        Need::Reader | Need::Developer => call.developer().map(|_| ()),
        Need::Admin(right) => match call.who {
            Who::Admin(_) => call.require(right),
            _ => Err(Error::SignIn),
        },
    }
}
