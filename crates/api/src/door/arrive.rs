//! How a request arrives: whose it is, whether a browser was made to send it, and how a problem becomes its document.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base::{Error, Secret, TraceId};
use frame::door::guard::Remote;
use frame::{App, Call, Door};
use people::admins::tokens;
use people::arrival::{self, Visit};

use super::asked::Arrival;
use super::{cors, query};
use crate::problem::Problem;

/// Arriving at a portal's API: the session is that of the pages.
pub(crate) async fn visit(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let Visit { call, portal, .. } = match arrival::visit(&app, Door::Api, &request).await {
        Ok(visit) => visit,
        Err(Error::NotFound) => return arrival::nowhere(),
        Err(error) => return early(&app, &request, &error.into()),
    };
    let client = cors::client_origin(request.headers(), &portal, &app.addresses);
    let (method, headers) = (request.method(), request.headers());
    let mut response = if cors::is_preflight(method, headers) {
        cors::preflight()
    } else if cors::is_cross_site(method, headers, client.as_ref(), &app.addresses) {
        Problem::from(Error::Refused("request.cross_site")).answer(&call)
    } else if let Some(problem) = misspelled(&request) {
        problem.answer(&call)
    } else {
        request.extensions_mut().insert(Arrival { call: call.clone(), portal: Some(Arc::new(portal)) });
        finish(&call, next.run(request).await)
    };
    cors::finish(response.headers_mut(), client);
    response
}

/// Arriving at the management API: who asks is known by a token.
pub(crate) async fn bearer(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let Ok(call) = call(&app, &request) else { return StatusCode::SERVICE_UNAVAILABLE.into_response() };
    if let Some(problem) = misspelled(&request) {
        return problem.answer(&call);
    }
    let admitted = match token(request.headers()) {
        None => call.clone(),
        Some(token) => match tokens::admit(call.clone(), &token).await {
            Ok(call) => call,
            Err(error) => return Problem::from(error).answer(&call),
        },
    };
    request.extensions_mut().insert(Arrival { call: admitted.clone(), portal: None });
    finish(&admitted, next.run(request).await)
}

fn token(headers: &HeaderMap) -> Option<Secret> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().unwrap_or_default();
    let (scheme, token) = value.split_once(' ').unwrap_or((value, ""));
    Some(Secret::new(if scheme.eq_ignore_ascii_case("bearer") { token.trim() } else { "" }))
}

fn call(app: &App, request: &Request) -> base::Result<Call> {
    let mut call = Call::new(app, Door::Api)?;
    if let Some(trace) = request.extensions().get::<TraceId>() {
        call.trace = *trace;
    }
    call.address = request.extensions().get::<Remote>().and_then(|it| it.0);
    let agent = request.headers().get(header::USER_AGENT).and_then(|it| it.to_str().ok());
    agent.unwrap_or_default().clone_into(&mut call.agent);
    Ok(call)
}

fn early(app: &App, request: &Request, problem: &Problem) -> Response {
    match call(app, request) {
        Ok(call) => problem.answer(&call),
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// An address with an escape that is none, or with a NUL, which no database holds.
fn misspelled(request: &Request) -> Option<Problem> {
    let is_sound = query::decoded(request.uri().path()).is_some_and(|it| !it.contains('\0'));
    (!is_sound).then(|| Problem::http(StatusCode::BAD_REQUEST, "http.encoding"))
}

/// Writes the document of whatever problem came back.
fn finish(call: &Call, response: Response) -> Response {
    let Some(problem) = response.extensions().get::<Problem>().cloned() else { return response };
    let mut written = problem.answer(call);
    // What the router said of the methods that the address takes.
    if let Some(methods) = response.headers().get(header::ALLOW) {
        written.headers_mut().insert(header::ALLOW, methods.clone());
    }
    written
}
