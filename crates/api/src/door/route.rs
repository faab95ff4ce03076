//! The route register: each route says who may call it, what it takes and what it gives.

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::http::{Method, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, on};
use base::Error;
use frame::Who;
use frame::door::Need;

use super::asked::Asked;
use super::{Operation, answer, once, query};
use crate::problem::Problem;

/// Which API a route belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Api {
    /// The developer's, on each portal's host.
    Portal,
    /// The admin's, on the installation's API host.
    Management,
}

/// A route, as the register keeps it.
#[derive(Debug, Clone)]
pub struct Route {
    /// Which API it belongs to.
    pub api: Api,
    /// The method.
    pub method: Method,
    /// The path with its parameters.
    pub path: &'static str,
    /// Who may call it.
    pub need: Need,
    pub(crate) operation: Arc<Operation>,
}

impl Route {
    /// Its name in clients that are made from the description.
    pub fn id(&self) -> &'static str {
        self.operation.id
    }
}

/// Collects the routes of one API.
pub(crate) struct Routes {
    api: Api,
    router: Router,
    list: Vec<Route>,
}

impl Routes {
    /// None yet.
    pub(crate) fn new(api: Api) -> Self {
        Self { api, router: Router::new(), list: Vec::new() }
    }

    /// Something to read.
    pub(crate) fn get<H: Handler<T, ()>, T: 'static>(
        &mut self,
        path: &'static str,
        need: Need,
        handler: H,
        operation: Operation,
    ) {
        self.add(Method::GET, MethodFilter::GET, (path, need), handler, operation);
    }

    /// Something to do or to make.
    pub(crate) fn post<H: Handler<T, ()>, T: 'static>(
        &mut self,
        path: &'static str,
        need: Need,
        handler: H,
        operation: Operation,
    ) {
        self.add(Method::POST, MethodFilter::POST, (path, need), handler, operation);
    }

    /// Something to replace.
    pub(crate) fn put<H: Handler<T, ()>, T: 'static>(
        &mut self,
        path: &'static str,
        need: Need,
        handler: H,
        operation: Operation,
    ) {
        self.add(Method::PUT, MethodFilter::PUT, (path, need), handler, operation);
    }

    /// Something to change.
    pub(crate) fn patch<H: Handler<T, ()>, T: 'static>(
        &mut self,
        path: &'static str,
        need: Need,
        handler: H,
        operation: Operation,
    ) {
        self.add(Method::PATCH, MethodFilter::PATCH, (path, need), handler, operation);
    }

    /// Something to take away.
    pub(crate) fn delete<H: Handler<T, ()>, T: 'static>(
        &mut self,
        path: &'static str,
        need: Need,
        handler: H,
        operation: Operation,
    ) {
        self.add(Method::DELETE, MethodFilter::DELETE, (path, need), handler, operation);
    }

    fn add<H: Handler<T, ()>, T: 'static>(
        &mut self,
        method: Method,
        filter: MethodFilter,
        (path, need): (&'static str, Need),
        handler: H,
        operation: Operation,
    ) {
        let operation = Arc::new(operation);
        let route = Route { api: self.api, method, path, need, operation: Arc::clone(&operation) };
        self.list.push(route);
        let guarded = on(filter, handler).layer(from_fn(move |request: Request, next: Next| {
            let operation = Arc::clone(&operation);
            async move { admit(need, operation, request, next).await.unwrap_or_else(Problem::into_response) }
        }));
        self.router = std::mem::take(&mut self.router).route(path, guarded);
    }

    /// The router, and the register of what is in it.
    pub(crate) fn finish(self) -> (Router, Vec<Route>) {
        let router = self.router.fallback(nothing).method_not_allowed_fallback(wrong_method);
        (router, self.list)
    }
}

async fn nothing() -> Problem {
    Error::NotFound.into()
}

async fn wrong_method() -> Problem {
    Problem::http(StatusCode::METHOD_NOT_ALLOWED, "http.method")
}

/// Asks whether the route may be called, reads what is asked, heeds the idempotency key, and tags the answer.
async fn admit(
    need: Need,
    operation: Arc<Operation>,
    mut request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let mut asked = Asked::arrived(&mut request)?;
    may(need, &asked)?;
    asked.query = query::read(request.uri().query().unwrap_or_default(), &operation)?;
    if operation.tagged {
        asked.call.only_if = answer::only_if(request.headers())?;
    }
    let tag = answer::if_none_match(request.headers());
    let once = if operation.makes {
        once::begin(&mut asked, &operation, &mut request).await?
    } else {
        once::Turn::Free
    };
    let once = match once {
        once::Turn::Answered(response) => return Ok(response),
        once::Turn::Free => None,
        once::Turn::Taken(once) => Some(once),
    };
    let app = asked.call.app.clone();
    request.extensions_mut().insert(asked);
    request.extensions_mut().insert(Arc::clone(&operation));
    let mut response = next.run(request).await;
    if let Some(once) = once
        && response.status().is_success()
    {
        response = once::keep(&app, once, &operation, response).await;
    }
    Ok(answer::unless_known(tag.as_deref(), response))
}

fn may(need: Need, asked: &Asked) -> Result<(), Problem> {
    let call = &asked.call;
    let done = match need {
        Need::Nothing => Ok(()),
        Need::Reader if asked.portal.as_ref().is_some_and(|it| it.is_public()) => Ok(()),
        Need::Reader | Need::Developer => call.developer().map(drop),
        Need::Admin(right) => match call.who {
            Who::Admin(_) => call.require(right),
            _ => Err(Error::SignIn),
        },
    };
    done.map_err(Problem::from)
}
