//! One's own account: name and password.

use base::{Error, Result, Secret, words};
use frame::{Call, Event};

use super::{check_password, keys, one};
use crate::developers::developer::Developer;
use crate::developers::store;
use crate::links;
use crate::portals;
use crate::sessions;

/// The developer who asks.
pub async fn account(call: &Call) -> Result<Developer> {
    let person = call.developer()?;
    store::find(&mut call.read().await?, &call.reach(), &person.id).await
}

/// Changes one's own name.
pub async fn change_name(call: &Call, full_name: &str) -> Result<Developer> {
    let person = call.developer()?;
    let full_name = one("full_name", words::line(full_name, 256))?;
    let mut tx = call.write().await?;
    let before = store::find(&mut tx, &call.reach(), &person.id).await?;
    store::rename(&mut tx, before.id, &full_name, call.now()).await?;
    let event = Event::new("developer.renamed", before.id, &before.email).within(before.portal);
    call.record(&mut tx, event).await?;
    tx.commit().await?;
    Ok(Developer { full_name, ..before })
}

/// Changes one's own password. The current one is asked for; all other sessions and all links that were
/// mailed end, and says how many sessions there were.
pub async fn change_password(call: &Call, current: &Secret, new: &Secret) -> Result<u64> {
    let person = call.developer()?;
    let developer = account(call).await?;
    let portal = portals::find(&mut call.read().await?, &developer.portal).await?;
    let old = prove(call, &developer, current).await?;
    check_password("new", new, &developer, portal.shown_name())?;
    let hash = call.app.passwords.hash(new).await?;
    let mut tx = call.write().await?;
    if store::replace_password(&mut tx, person.id, &old, &hash, call.now()).await? != 1 {
        return Err(Error::field("current", "wrong_password"));
    }
    let ended = sessions::end_all_but(call, &mut tx).await?;
    links::end_all(&mut tx, person.id, call.now()).await?;
    let event = Event::new("developer.password_changed", person.id, &person.email).within(portal.id);
    call.record(&mut tx, event).await?;
    tx.commit().await?;
    Ok(ended)
}

/// The hash of the password, once it is proven that the developer knows it. Guesses count as at sign-in: a stolen
/// session must not become a way to try passwords.
async fn prove(call: &Call, developer: &Developer, password: &Secret) -> Result<String> {
    if password.is_empty() {
        return Err(Error::field("current", "required"));
    }
    let keys = keys(call, &developer.portal.to_string(), &developer.email);
    call.app.throttle.check(&keys, call.now())?;
    let hash = store::password_hash(&mut call.read().await?, developer.id).await?;
    let is_right = call.app.passwords.verify(password, hash.as_deref()).await;
    if is_right.is_err() {
        call.app.throttle.withdrawn(&keys);
    }
    match (is_right?, hash) {
        (true, Some(hash)) => {
            call.app.throttle.succeeded(&keys, call.now());
            Ok(hash)
        }
        _ => Err(Error::field("current", "wrong_password")),
    }
}
