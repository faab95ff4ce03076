//! Sessions on an account page: end one, or all others. The page itself is the developer's or the admin's, and lists
//! every session but the current one for ending: that is what signing out is for.

use axum::extract::Path;
use axum::response::Response;
use base::{Error, Right};
use frame::door::{Fault, Need, Routes, Visitor};

/// What can be done with sessions on a portal.
pub fn routes(at: &mut Routes) {
    both(at, Need::Developer);
}

/// What can be done with sessions in the console.
pub fn console_routes(at: &mut Routes) {
    both(at, Need::Admin(Right::ReadConsole));
}

fn both(at: &mut Routes, need: Need) {
    at.post("/account/sessions/end-others", need, end_others);
    at.post("/account/sessions/{id}/end", need, end);
}

async fn end(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    super::end(&visitor.call, id).await?;
    visitor.go_to("/account", "sessions-one-ended")
}

async fn end_others(visitor: Visitor) -> Result<Response, Fault> {
    super::end_others(&visitor.call).await?;
    visitor.go_to("/account", "sessions-others-ended")
}
