//! The way in: sign up, then confirm the e-mail address by setting a password.

use base::{DeveloperId, Error, Result, Secret};
use frame::{Call, Event, Write};

use super::{Entrance, check_password, reset, resets, slow_down_mails};
use crate::developers::developer::{Developer, NewDeveloper, State};
use crate::developers::{jobs, store};
use crate::links::{self, Kind};
use crate::portals::{self, Portal};
use crate::sessions::{self, Owner};

/// Asks for an account. The answer is the same whether or not the e-mail address is known: a new one gets a mail with
/// a link, one that never confirmed gets another link, any other gets a mail that says where its account stands.
pub async fn sign_up(call: &Call, new: &NewDeveloper) -> Result<()> {
    let (email, full_name) = new.check()?;
    slow_down_mails(call, &email)?;
    let mut tx = call.write().await?;
    let portal = portals::find(&mut tx, &call.here()?).await?;
    portal.require_accounts()?;
    let id = call.new_id::<DeveloperId>()?;
    store::insert_unless_known(&mut tx, id, portal.id, &email, &full_name, call.now()).await?;
    let (developer, _) = store::by_email(&mut tx, portal.id, &email).await?.ok_or(Error::NotFound)?;
    if developer.state == State::Unverified {
        invite(call, &mut tx, &portal, Developer { full_name, ..developer }).await?;
    } else {
        jobs::tell_status(call, &mut tx, &portal, &developer).await?;
        let event = Event::new("developer.signed_up_again", developer.id, &email).within(portal.id);
        call.record(&mut tx, event).await?;
    }
    tx.commit().await
}

/// The name of the last sign-up stands: whoever opens the mail typed it, or sees it before a password is set.
async fn invite(call: &Call, tx: &mut Write, portal: &Portal, developer: Developer) -> Result<()> {
    store::rename(tx, developer.id, &developer.full_name, call.now()).await?;
    let token = links::make(call, tx, developer.id, Kind::Confirm).await?;
    jobs::ask_to_confirm(call, tx, portal, &developer, &token).await?;
    let event = Event::new("developer.signed_up", developer.id, &developer.email).within(portal.id);
    call.record(tx, event).await
}

/// Whom a confirmation link would confirm. Nothing is used up: mail scanners open links too.
pub async fn confirms(call: &Call, token: &str) -> Result<Developer> {
    let mut tx = call.read().await?;
    let portal = portals::find(&mut tx, &call.here()?).await?;
    portal.require_accounts()?;
    let link = links::open(&mut tx, portal.id, Kind::Confirm, token, call.now()).await?;
    store::find_any(&mut tx, &link.developer).await
}

/// Confirms the e-mail address and sets the first password. Where the portal approves developers by itself, they are
/// signed in at once; else they wait.
pub async fn set_password(call: &Call, token: &str, password: &Secret) -> Result<Entrance> {
    let (mut tx, developer, hash) = confirm(call, token, password).await?;
    if !developer.state.is_approved() {
        tx.commit().await?;
        return Ok(Entrance::Closed(developer));
    }
    store::note_entrance(&mut tx, developer.id, &hash, call.now()).await?;
    let session = sessions::open(call, &mut tx, Owner::Developer(developer.id)).await?;
    tx.commit().await?;
    Ok(Entrance::Open(developer, session))
}

/// Confirms that a mail arrived, for a client of the API, whose link and whose form for the password are two pages: uses
/// the link up and gives a token for the form, good for as long.
pub async fn verify_email(call: &Call, token: &str) -> Result<(Developer, Secret)> {
    let mut tx = call.write().await?;
    let portal = portals::find(&mut tx, &call.here()?).await?;
    portal.require_accounts()?;
    let link = links::use_up(&mut tx, portal.id, Kind::Confirm, token, call.now()).await?;
    let developer = store::find_any(&mut tx, &link.developer).await?;
    let next = links::make(call, &mut tx, developer.id, Kind::Confirm).await?;
    let event = Event::new("developer.email_verified", developer.id, &developer.email).within(portal.id);
    call.record(&mut tx, event).await?;
    tx.commit().await?;
    Ok((developer, next))
}

/// Sets a password by whatever link allows it: the first one, or one in place of a forgotten one. Nobody is signed in.
pub async fn choose_password(call: &Call, token: &str, password: &Secret) -> Result<()> {
    match resets(call, token).await {
        Ok(_) => reset(call, token, password).await.map(drop),
        Err(Error::Refused("link.unknown")) => confirm(call, token, password).await?.0.commit().await,
        Err(error) => Err(error),
    }
}

/// Writes the first password and what becomes of the account; gives the password's hash too.
async fn confirm(call: &Call, token: &str, password: &Secret) -> Result<(Write, Developer, String)> {
    let developer = confirms(call, token).await?;
    let portal = portals::find(&mut call.read().await?, &developer.portal).await?;
    check_password("password", password, &developer, portal.shown_name())?;
    let hash = call.app.passwords.hash(password).await?;
    let mut tx = call.write().await?;
    let portal = portals::find(&mut tx, &portal.id).await?;
    let link = links::use_up(&mut tx, portal.id, Kind::Confirm, token, call.now()).await?;
    let before = store::find_any(&mut tx, &link.developer).await?;
    let state = before.state.confirm(portal.auto_approve_developers.then(|| call.by_portal().decision()))?;
    store::confirm(&mut tx, &before, &state, &hash, call.now()).await?;
    let after = Developer { state, requested_at: call.now(), ..before };
    let event = |name| Event::new(name, after.id, &after.email).within(portal.id);
    call.record(&mut tx, event("developer.confirmed")).await?;
    if after.state.is_approved() {
        call.by_portal().record(&mut tx, event("developer.approved")).await?;
    }
    Ok((tx, after, hash))
}
