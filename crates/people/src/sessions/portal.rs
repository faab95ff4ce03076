//! Sessions on a developer's account page: end one, or all others. The page itself is the developer's.

use axum::extract::Path;
use axum::http::header;
use axum::response::Response;
use base::Error;
use frame::door::{Fault, Need, Routes, Visitor, gone};

use super::PORTAL_COOKIE;

/// What can be done with sessions on a portal.
pub fn routes(at: &mut Routes) {
    at.post("/account/sessions/end-others", Need::Developer, end_others);
    at.post("/account/sessions/{id}/end", Need::Developer, end);
}

async fn end(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let is_current = visitor.call.developer()?.session == Some(id);
    super::end(&visitor.call, id).await?;
    if !is_current {
        return visitor.go_to("/account", "sessions-one-ended");
    }
    let mut response = visitor.go_to("/sign-in", "sessions-signed-out")?;
    if let Some(cookie) = gone(&visitor.call.app.addresses, PORTAL_COOKIE) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

async fn end_others(visitor: Visitor) -> Result<Response, Fault> {
    super::end_others(&visitor.call).await?;
    visitor.go_to("/account", "sessions-others-ended")
}
