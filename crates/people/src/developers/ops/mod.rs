//! What can be done with developers: the way in, signing in, one's own account, and an admin's decisions.

mod account;
mod deciding;
mod entering;
mod joining;
mod listing;

use base::words::Broken;
use base::{DeveloperId, Error, FieldErrors, PortalId, Result, Secret};
use frame::Call;
use sql::Tx;

pub use account::{account, change_name, change_password};
pub use deciding::{
    Filter, Going, Holdings, Sort, approve, approve_all, delete, going, holdings, list, reject, reject_all,
    revoke, settle, view, waiting,
};
pub use entering::{SignIn, authenticate, forgot, reset, resets, sign_in, sign_out};
pub use joining::{choose_password, confirms, set_password, sign_up, verify_email};
pub use listing::{FIELDS, MEMBER_FIELDS, Overview, list_sieved, members_of, overview};

use super::developer::Developer;
use super::store;

/// What somebody who proved who they are gets.
#[derive(Debug, Clone)]
pub enum Entrance {
    /// A session, and the token for its cookie.
    Open(Developer, Secret),
    /// The door is shut; the account's state says why.
    Closed(Developer),
}

/// The developer, for operations of other nouns in their own transaction.
pub async fn find(tx: &mut Tx, id: &DeveloperId) -> Result<Developer> {
    store::find_any(tx, id).await
}

/// The developer of this e-mail address in a portal, for operations of other nouns in their own transaction.
pub async fn find_by_email(tx: &mut Tx, portal: PortalId, email: &str) -> Result<Option<Developer>> {
    Ok(store::by_email(tx, portal, email).await?.map(|(developer, _)| developer))
}

/// Refuses a password that is too short, too common, or made of what others know.
fn check_password(field: &str, password: &Secret, developer: &Developer, portal_name: &str) -> Result<()> {
    let personal = [developer.email.as_str(), developer.full_name.as_str(), portal_name];
    one(field, signin::policy::check(password, &personal))
}

/// One checked value, or the error of its field.
fn one<T>(field: &str, parsed: std::result::Result<T, Broken>) -> Result<T> {
    parsed.map_err(|broken| {
        let mut errors = FieldErrors::new();
        errors.take::<()>(field, Err(broken));
        Error::Invalid(errors)
    })
}

/// What attempts are counted under: the realm (a portal, or what is done there), the account and the address.
fn keys(call: &Call, realm: &str, email: &str) -> signin::Keys {
    let address = call.address.unwrap_or(std::net::Ipv4Addr::UNSPECIFIED.into());
    signin::Keys::new(realm, email, address)
}

/// Slows down whoever makes the portal send mails. Known and unknown addresses are slowed down alike.
fn slow_down_mails(call: &Call, email: &str) -> Result<()> {
    let realm = format!("mails of {}", call.here()?);
    call.app.throttle.check(&keys(call, &realm, email), call.now())
}
