//! What can be done with management tokens. The only caller of the store.

use base::sieve::Field;
use base::{AdminId, AdminTokenId, Error, FieldErrors, Listed, Page, Result, Right, Secret, Sieve, words};
use frame::{Call, Event, Person};

use super::store;
use super::token::{NewToken, PREFIX, Token};
use crate::admins::admin::Admin;
use crate::admins::store as admins;
use crate::roles::Role;

/// How often a token that is in use is noted as such, in seconds.
const NOTED_EVERY_S: i64 = 600;

/// By what tokens are sorted.
pub const FIELDS: &[Field] = &[
    Field::text("name"),
    Field::moment("created_at"),
    Field::moment("expires_at"),
    Field::moment("last_used_at"),
];

/// A token that was made this moment, with its secret: shown this once.
#[derive(Debug)]
pub struct Made {
    /// The token.
    pub token: Token,
    /// What a program sends.
    pub secret: Secret,
}

/// Creates a token for the admin of this e-mail address.
pub async fn create(call: &Call, admin_email: &str, new: &NewToken) -> Result<Made> {
    call.require(Right::ManageAdmins)?;
    let admin = admins::by_email(&mut call.read().await?, &admin_email.trim().to_lowercase()).await?;
    insert(call, admin.ok_or_else(|| Error::field("admin", "unknown"))?, new).await
}

/// Creates a token for an admin: oneself, or any for whoever manages admins.
pub async fn create_for(call: &Call, admin: &AdminId, new: &NewToken) -> Result<Made> {
    may(call, admin)?;
    let admin = admins::find(&mut call.read().await?, admin).await?;
    insert(call, admin, new).await
}

/// Creates a token for oneself.
pub async fn create_own(call: &Call, new: &NewToken) -> Result<Made> {
    let id = call.admin()?.id;
    create_for(call, &id, new).await
}

async fn insert(call: &Call, admin: Admin, new: &NewToken) -> Result<Made> {
    let mut errors = FieldErrors::new();
    let name = errors.take("name", words::line(&new.name, 100)).unwrap_or_default();
    if new.role.is_some_and(|it| !admin.role.rights().cover(it.rights())) {
        errors.add("role", "wider_role");
    }
    if new.expires_at.is_some_and(|it| it <= call.now()) {
        errors.add("expires_at", "past");
    }
    errors.into_result()?;
    let secret = Secret::new(format!("{PREFIX}{}", call.new_token()?.expose()));
    let token = Token {
        id: call.new_id()?,
        admin: admin.id,
        admin_email: admin.email,
        name,
        role: new.role,
        created_at: call.now(),
        expires_at: new.expires_at,
        last_used_at: None,
    };
    no_more_than(call, &token, admin.role)?;
    let mut tx = call.write().await?;
    store::insert(&mut tx, &token, &signin::token::hash(secret.expose())).await?;
    call.record(&mut tx, event("token.created", &token)).await?;
    tx.commit().await?;
    Ok(Made { token, secret })
}

/// Whoever calls with a token that is limited makes and revokes no token that may do more.
fn no_more_than(call: &Call, token: &Token, admin: Role) -> Result<()> {
    if call.rights.cover(token.rights(admin)) { Ok(()) } else { Err(Error::Forbidden(Right::ManageAdmins)) }
}

fn event(name: &'static str, token: &Token) -> Event {
    let role = token.role.map(Role::name);
    Event::new(name, token.id, &token.name)
        .detail(serde_json::json!({ "admin": token.admin_email, "role": role }))
}

/// The tokens of one admin: one's own, or anybody's for whoever manages admins.
pub async fn list(call: &Call, admin: &AdminId) -> Result<Vec<Token>> {
    may(call, admin)?;
    store::list(&mut call.read().await?, admin).await
}

/// The tokens of one admin that a sieve lets through, the newest first where nothing else is said.
pub async fn list_sieved(call: &Call, admin: &AdminId, sieve: &Sieve, page: Page) -> Result<Listed<Token>> {
    may(call, admin)?;
    let mut tx = call.read().await?;
    admins::find(&mut tx, admin).await?;
    store::list_sieved(&mut tx, admin, sieve, page).await
}

/// One token of this admin.
pub async fn view(call: &Call, admin: &AdminId, id: &AdminTokenId) -> Result<Token> {
    may(call, admin)?;
    let token = store::find(&mut call.read().await?, id).await?;
    if token.admin == *admin { Ok(token) } else { Err(Error::NotFound) }
}

/// Revokes a token: from now on it is refused.
pub async fn revoke(call: &Call, id: &AdminTokenId) -> Result<Token> {
    let mut tx = call.write().await?;
    let token = store::find(&mut tx, id).await?;
    may(call, &token.admin).map_err(|_| Error::NotFound)?;
    no_more_than(call, &token, admins::find(&mut tx, &token.admin).await?.role)?;
    store::remove(&mut tx, id).await?;
    call.record(&mut tx, event("token.revoked", &token)).await?;
    tx.commit().await?;
    Ok(token)
}

fn may(call: &Call, admin: &AdminId) -> Result<()> {
    if call.admin().is_ok_and(|it| it.id == *admin) { Ok(()) } else { call.require(Right::ManageAdmins) }
}

/// The call as the admin makes it whose token this is, limited to the token's role. Unknown, expired and malformed are one answer.
pub async fn admit(call: Call, secret: &Secret) -> Result<Call> {
    if !secret.expose().starts_with(PREFIX) {
        return Err(Error::SignIn);
    }
    let hash = signin::token::hash(secret.expose());
    let found = store::by_hash(&mut call.read().await?, &hash, call.now()).await?;
    let (token, admin) = found.ok_or(Error::SignIn)?;
    if token.last_used_at.is_none_or(|it| call.now().seconds_since(it) >= NOTED_EVERY_S) {
        note(&call, &token).await;
    }
    let person = Person { id: admin.id, email: admin.email, name: admin.full_name, session: None };
    Ok(call.by_admin(person, token.rights(admin.role)))
}

/// Notes that a token is in use. A database that cannot be written does not keep a program from reading.
async fn note(call: &Call, token: &Token) {
    let noted = async {
        let mut tx = call.write().await?;
        store::note(&mut tx, &token.id, call.now()).await?;
        tx.commit().await
    };
    if let Err(error) = noted.await {
        tracing::warn!(%error, "could not note that a token is in use");
    }
}
