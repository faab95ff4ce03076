//! What can be done with credentials.

use base::{ApplicationId, CredentialId, Error, FieldErrors, Listed, Page, Result, Right, Secret, words};
use catalog::strategies;
use frame::{Call, Event};
use keys::{Key, Prefix};
use people::portals;
use serde::Deserialize;

use super::credential::{Credential, State};
use super::store;
use crate::applications;

/// What a developer says of a new credential, and of one that is renamed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct NewCredential {
    /// What to call it, at most 255 characters. A plain name is given when it is empty.
    pub name: String,
}

/// A credential at the only moment when its key exists in clear.
pub struct Generated {
    /// The credential.
    pub credential: Credential,
    /// The key. It is shown once and kept nowhere.
    pub key: Secret,
}

/// Generates a credential. The gateway knows it before this returns.
pub async fn generate(call: &Call, application: ApplicationId, new: &NewCredential) -> Result<Generated> {
    call.require(Right::Build)?;
    let name = check(&new.name)?;
    let id = call.new_id::<CredentialId>()?;
    let mut tx = call.write().await?;
    let application = applications::find(&mut tx, &call.reach(), application).await?;
    let portal = portals::find(&mut tx, &application.portal).await?;
    let count = store::count_of(&mut tx, application.id).await?;
    if count >= portal.max_credentials {
        return Err(Error::Refused("credential.too_many"));
    }
    let strategy = strategies::find(&mut tx, &application.strategy).await?;
    let key = make(call, &portal.key_prefix)?;
    let credential = Credential {
        id,
        application: application.id,
        name: if name.is_empty() { format!("Key {}", count + 1) } else { name },
        hint: key.hint().to_owned(),
        state: State::Active,
        created_at: call.now(),
        expires_at: strategy.ttl.map(|it| it.expiry(call.now())),
        last_used_at: None,
    };
    store::insert(&mut tx, &credential, &keys::mac(&call.app.key_secret, &key).hex()).await?;
    let event = Event::new("credential.generated", id, &credential.name).within(application.portal);
    call.record(&mut tx, event.detail(serde_json::json!({ "application": application.id }))).await?;
    tx.changes("credential", id);
    tx.commit().await?;
    Ok(Generated { credential, key: Secret::new(key.expose()) })
}

fn make(call: &Call, prefix: &str) -> Result<Key> {
    let prefix = Prefix::parse(prefix).map_err(|_| Error::internal("the portal's key prefix is not one"))?;
    let mut failed = None;
    let key = Key::make(&prefix, &mut |bytes: &mut [u8]| {
        if let Err(error) = call.app.fill(bytes) {
            failed = Some(error);
        }
    });
    failed.map_or(Ok(key), Err)
}

fn check(name: &str) -> Result<String> {
    let mut errors = FieldErrors::new();
    errors.take("name", words::optional_line(name, 255)).ok_or(Error::Invalid(errors))
}

/// Gives a credential another name.
pub async fn rename(call: &Call, id: CredentialId, new: &NewCredential) -> Result<Credential> {
    call.require(Right::Build)?;
    let mut errors = FieldErrors::new();
    let name = errors.take("name", words::line(&new.name, 255)).ok_or(Error::Invalid(errors))?;
    let mut tx = call.write().await?;
    let it = store::find(&mut tx, &call.reach(), id, call.now()).await?;
    store::rename(&mut tx, id, &name).await?;
    call.record(&mut tx, Event::new("credential.renamed", id, &name)).await?;
    tx.commit().await?;
    Ok(Credential { name, ..it })
}

/// Deletes a credential. The gateway refuses it before this returns.
pub async fn delete(call: &Call, id: CredentialId) -> Result<Credential> {
    call.require(Right::Build).or_else(|_| call.require(Right::DecideRequests))?;
    let mut tx = call.write().await?;
    let it = store::find(&mut tx, &call.reach(), id, call.now()).await?;
    store::remove(&mut tx, id).await?;
    call.record(&mut tx, Event::new("credential.deleted", id, &it.name)).await?;
    tx.changes("credential", id);
    tx.commit().await?;
    Ok(it)
}

/// One credential, without its key.
pub async fn view(call: &Call, id: CredentialId) -> Result<Credential> {
    store::find(&mut call.read().await?, &call.reach(), id, call.now()).await
}

/// The credentials of an application, newest first.
pub async fn list(call: &Call, application: ApplicationId) -> Result<Vec<Credential>> {
    store::list(&mut call.read().await?, &call.reach(), application, call.now()).await
}

/// One credential of an application.
pub async fn view_in(call: &Call, application: ApplicationId, id: CredentialId) -> Result<Credential> {
    let it = view(call, id).await?;
    if it.application == application { Ok(it) } else { Err(Error::NotFound) }
}

/// A page of the credentials of an application that may be seen, newest first.
pub async fn list_page(call: &Call, application: ApplicationId, page: Page) -> Result<Listed<Credential>> {
    let mut tx = call.read().await?;
    applications::find(&mut tx, &call.reach(), application).await?;
    store::list_page(&mut tx, &call.reach(), application, (page, call.now())).await
}
