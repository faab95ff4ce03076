//! The developer's pages of the account: the way in, signing in, and the account itself.
//!
//! Where a portal has no accounts, none of these pages exists: each asks for the portal `with_accounts`.

mod account;
mod closed;
mod entering;
mod joining;
mod trouble;

use axum::http::header;
use axum::response::Response;
use base::Secret;
use frame::door::{Need, Routes, Visitor, back_path, gone, set};

use crate::sessions::{DEVELOPER_LONGEST_S, PORTAL_COOKIE};

/// The cookie that remembers for a week where somebody was going who had to sign up first.
const WAY_COOKIE: &str = "portico_way";
const WEEK_S: i64 = 7 * 86_400;

/// The routes.
pub fn routes(at: &mut Routes) {
    at.get("/sign-up", Need::Nothing, joining::form);
    at.post("/sign-up", Need::Nothing, joining::sign_up);
    at.get("/sign-up/sent", Need::Nothing, joining::sent);
    at.get("/confirm", Need::Nothing, joining::confirm);
    at.post("/confirm", Need::Nothing, joining::set_password);
    at.get("/waiting", Need::Nothing, closed::waiting);
    at.get("/sign-in", Need::Nothing, entering::form);
    at.post("/sign-in", Need::Nothing, entering::sign_in);
    at.post("/sign-out", Need::Nothing, entering::sign_out);
    at.get("/password/forgotten", Need::Nothing, entering::forgotten);
    at.post("/password/forgotten", Need::Nothing, entering::forgot);
    at.get("/password/sent", Need::Nothing, entering::sent);
    at.get("/password/new", Need::Nothing, entering::renew);
    at.post("/password/new", Need::Nothing, entering::reset);
    at.get("/account", Need::Developer, account::show);
    at.post("/account/name", Need::Developer, account::change_name);
    at.post("/account/password", Need::Developer, account::change_password);
}

/// Where to go now that somebody is in: where they were going, when that is a path of ours.
fn onwards<'a>(to: &'a str, remembered: Option<&'a str>) -> &'a str {
    back_path(to).filter(|it| *it != "/").or_else(|| remembered.and_then(back_path)).unwrap_or("/")
}

/// Lets somebody in: sets the session's cookie and leads on.
fn let_in(visitor: &Visitor, mut response: Response, token: &Secret) -> Response {
    let addresses = &visitor.call.app.addresses;
    let cookies =
        [set(addresses, PORTAL_COOKIE, token.expose(), DEVELOPER_LONGEST_S), gone(addresses, WAY_COOKIE)];
    for cookie in cookies.into_iter().flatten() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
