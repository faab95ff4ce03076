//! Signing in and out, and forgotten passwords.

use base::{Error, FieldErrors, Result, Secret, words};
use frame::{Call, Event, Write};
use serde::Deserialize;

use super::{Entrance, check_password, keys, one, slow_down_mails};
use crate::developers::developer::{Developer, State};
use crate::developers::{jobs, store};
use crate::links::{self, Kind};
use crate::portals;
use crate::sessions::{self, Owner, Tokens};

/// What somebody gives to sign in.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SignIn {
    /// The e-mail address.
    pub email: String,
    /// The password.
    pub password: Secret,
}

impl SignIn {
    /// The address as it is stored, or what is missing. Whether it is well formed does not matter here.
    pub(crate) fn check(&self) -> Result<String> {
        let mut errors = FieldErrors::new();
        let email = self.email.trim().to_lowercase();
        if email.is_empty() {
            errors.add("email", "required");
        }
        if self.password.is_empty() {
            errors.add("password", "required");
        }
        errors.into_result()?;
        Ok(email)
    }
}

/// Signs in. An unknown account costs the same work and gets the same answer as a wrong password; the account's state
/// is told only to whoever knows the password.
pub async fn sign_in(call: &Call, form: &SignIn) -> Result<Entrance> {
    let (developer, hash) = proven(call, form).await?;
    if !developer.state.is_approved() {
        return Ok(Entrance::Closed(developer));
    }
    let mut tx = enter(call, &developer, &form.password, hash).await?;
    let session = sessions::open(call, &mut tx, Owner::Developer(developer.id)).await?;
    tx.commit().await?;
    Ok(Entrance::Open(developer, session))
}

/// The same for a client of the API, which gets a refresh token too.
pub async fn authenticate(call: &Call, form: &SignIn) -> Result<Tokens> {
    let (developer, hash) = proven(call, form).await?;
    if !developer.state.is_approved() {
        return Err(Error::Refused("developer.not_approved"));
    }
    let mut tx = enter(call, &developer, &form.password, hash).await?;
    let tokens = sessions::open_refreshable(call, &mut tx, Owner::Developer(developer.id)).await?;
    tx.commit().await?;
    Ok(tokens)
}

/// Whose account it is, once the password has proven it, and the password's hash.
async fn proven(call: &Call, form: &SignIn) -> Result<(Developer, String)> {
    let portal = portals::find(&mut call.read().await?, &call.here()?).await?;
    portal.require_accounts()?;
    let email = form.check()?;
    let keys = keys(call, &portal.id.to_string(), &email);
    call.app.throttle.check(&keys, call.now())?;
    let found = store::by_email(&mut call.read().await?, portal.id, &email).await?;
    let known = found.as_ref().and_then(|(_, hash)| hash.as_deref());
    let is_right = call.app.passwords.verify(&form.password, known).await;
    if is_right.is_err() {
        call.app.throttle.withdrawn(&keys);
    }
    let (true, Some((developer, Some(hash)))) = (is_right?, found) else {
        return Err(Error::Refused("developer.wrong_password"));
    };
    call.app.throttle.succeeded(&keys, call.now());
    Ok((developer, hash))
}

/// Writes that somebody came in; the session is opened in the same transaction.
async fn enter(call: &Call, developer: &Developer, password: &Secret, hash: String) -> Result<Write> {
    let anew = if call.app.passwords.needs_rehash(&hash) {
        Some(call.app.passwords.hash(password).await?)
    } else {
        None
    };
    let mut tx = call.write().await?;
    // Locks the account and asks again: it may have lost approval, or changed its password, a moment ago.
    if store::note_entrance(&mut tx, developer.id, &hash, call.now()).await? != 1 {
        return Err(Error::Refused("developer.wrong_password"));
    }
    if let Some(anew) = anew {
        store::set_password(&mut tx, developer.id, &anew, call.now()).await?;
    }
    let event = Event::new("developer.signed_in", developer.id, &developer.email).within(developer.portal);
    call.record(&mut tx, event).await?;
    Ok(tx)
}

/// Ends the session that asks, and the one that this refresh token belongs to: what a client keeps may outlive what it
/// asks with. Without either, there is nothing to do.
pub async fn sign_out(call: &Call, refresh: Option<&Secret>) -> Result<()> {
    let mut ending: Vec<Call> = call.developer().is_ok().then(|| call.clone()).into_iter().collect();
    if let Some(refresh) = refresh
        && let Some(person) = sessions::look_up_refreshed(call, refresh).await?
        && call.developer().ok().is_none_or(|it| it.session != person.session)
    {
        ending.push(call.clone().by_developer(call.here()?, person));
    }
    if ending.is_empty() {
        return Ok(());
    }
    let mut tx = call.write().await?;
    for call in &ending {
        sessions::end_current(call, &mut tx).await?;
    }
    tx.commit().await
}

/// Asks for a new password. The answer is the same for every address; the mail fits the account.
pub async fn forgot(call: &Call, email: &str) -> Result<()> {
    let email = one("email", words::email(email))?;
    slow_down_mails(call, &email)?;
    let mut tx = call.write().await?;
    let portal = portals::find(&mut tx, &call.here()?).await?;
    portal.require_accounts()?;
    let found = store::by_email(&mut tx, portal.id, &email).await?;
    let id = found.as_ref().map(|(it, _)| it.id.to_string()).unwrap_or_default();
    if let Some((developer, _)) = &found {
        match developer.state {
            State::Unverified => {
                let token = links::make(call, &mut tx, developer.id, Kind::Confirm).await?;
                jobs::ask_to_confirm(call, &mut tx, &portal, developer, &token).await?;
            }
            State::Pending | State::Approved(_) => {
                let token = links::make(call, &mut tx, developer.id, Kind::Reset).await?;
                jobs::send_reset(call, &mut tx, &portal, developer, &token).await?;
            }
            State::Rejected(..) | State::Revoked(_) => {
                jobs::tell_status(call, &mut tx, &portal, developer).await?;
            }
        }
    }
    let event = Event::new("developer.password_forgotten", id, &email).within(portal.id);
    call.record(&mut tx, event).await?;
    tx.commit().await
}

/// Whose password a reset link would replace. Nothing is used up.
pub async fn resets(call: &Call, token: &str) -> Result<Developer> {
    let mut tx = call.read().await?;
    let portal = portals::find(&mut tx, &call.here()?).await?;
    portal.require_accounts()?;
    let link = links::open(&mut tx, portal.id, Kind::Reset, token, call.now()).await?;
    store::find_any(&mut tx, &link.developer).await
}

/// Replaces a forgotten password. All sessions end; whoever may sign in does so with the new password.
pub async fn reset(call: &Call, token: &str, password: &Secret) -> Result<Developer> {
    let developer = resets(call, token).await?;
    let portal = portals::find(&mut call.read().await?, &developer.portal).await?;
    check_password("password", password, &developer, portal.shown_name())?;
    let hash = call.app.passwords.hash(password).await?;
    let mut tx = call.write().await?;
    let link = links::use_up(&mut tx, portal.id, Kind::Reset, token, call.now()).await?;
    let developer = store::find_any(&mut tx, &link.developer).await?;
    store::set_password(&mut tx, developer.id, &hash, call.now()).await?;
    sessions::end_all(&mut tx, Owner::Developer(developer.id)).await?;
    let event = Event::new("developer.password_reset", developer.id, &developer.email).within(portal.id);
    call.record(&mut tx, event).await?;
    tx.commit().await?;
    Ok(developer)
}
