//! What can be done with management tokens. The only caller of the store.

use base::{AdminId, AdminTokenId, Error, FieldErrors, Instant, Result, Right, Secret, words};
use frame::{Call, Event, Person};

use super::store;
use super::token::{PREFIX, Token};
use crate::admins::admin::Admin;
use crate::admins::store as admins;

/// How often a token that is in use is noted as such, in seconds.
const NOTED_EVERY_S: i64 = 600;

/// Creates a token for the admin of this e-mail address, and gives its secret, once.
pub async fn create(
    call: &Call,
    admin_email: &str,
    name: &str,
    expires_at: Option<Instant>,
) -> Result<Secret> {
    call.require(Right::ManageAdmins)?;
    let admin = admins::by_email(&mut call.read().await?, &admin_email.trim().to_lowercase()).await?;
    insert(call, admin.ok_or_else(|| Error::field("admin", "unknown"))?, name, expires_at).await
}

/// Creates a token for oneself, and gives its secret, once.
pub async fn create_own(call: &Call, name: &str, expires_at: Option<Instant>) -> Result<Secret> {
    let id = call.admin()?.id;
    let admin = admins::find(&mut call.read().await?, &id).await?;
    insert(call, admin, name, expires_at).await
}

async fn insert(call: &Call, admin: Admin, name: &str, expires_at: Option<Instant>) -> Result<Secret> {
    let mut errors = FieldErrors::new();
    let name = errors.take("name", words::line(name, 100)).unwrap_or_default();
    if expires_at.is_some_and(|it| it <= call.now()) {
        errors.add("expires_at", "past");
    }
    errors.into_result()?;
    let secret = Secret::new(format!("{PREFIX}{}", call.new_token()?.expose()));
    let token = Token {
        id: call.new_id()?,
        admin: admin.id,
        admin_email: admin.email,
        name,
        created_at: call.now(),
        expires_at,
        last_used_at: None,
    };
    let mut tx = call.write().await?;
    store::insert(&mut tx, &token, &signin::token::hash(secret.expose())).await?;
    call.record(&mut tx, event("token.created", &token)).await?;
    tx.commit().await?;
    Ok(secret)
}

fn event(name: &'static str, token: &Token) -> Event {
    Event::new(name, token.id, &token.name).detail(serde_json::json!({ "admin": token.admin_email }))
}

/// The tokens of one admin: one's own, or anybody's for whoever manages admins.
pub async fn list(call: &Call, admin: &AdminId) -> Result<Vec<Token>> {
    may(call, admin)?;
    store::list(&mut call.read().await?, admin).await
}

/// Revokes a token: from now on it is refused.
pub async fn revoke(call: &Call, id: &AdminTokenId) -> Result<Token> {
    let mut tx = call.write().await?;
    let token = store::find(&mut tx, id).await?;
    may(call, &token.admin).map_err(|_| Error::NotFound)?;
    store::remove(&mut tx, id).await?;
    call.record(&mut tx, event("token.revoked", &token)).await?;
    tx.commit().await?;
    Ok(token)
}

fn may(call: &Call, admin: &AdminId) -> Result<()> {
    if call.admin().is_ok_and(|it| it.id == *admin) { Ok(()) } else { call.require(Right::ManageAdmins) }
}

/// The call as the admin makes it whose token this is. Unknown, expired and malformed are one answer.
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
    Ok(call.by_admin(person, admin.role.rights()))
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
