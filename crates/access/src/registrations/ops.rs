//! What can be done with registrations. The only caller of the store.

use base::sieve::Field;
use base::{
    ApplicationId, Error, FieldErrors, Listed, Page, PortalId, RegistrationId, Result, Right, Sieve,
    VersionId, words,
};
use catalog::publications::{self, Offered};
use frame::{Call, Event, Write};
use people::portals;
use serde::Deserialize;

use super::registration::{Registration, STATES, State, Verb};
use super::{jobs, store};
use crate::applications::{self, Application};

/// Asks for an application to use a version. Both are ids, as a form or a JSON body spells them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct NewRegistration {
    /// The application's id.
    pub application: String,
    /// The version's id.
    pub version: String,
}

impl NewRegistration {
    fn check(&self, scopes: &[String]) -> Result<(ApplicationId, VersionId)> {
        let mut errors = FieldErrors::new();
        let application = self.application.parse().ok();
        if application.is_none() {
            errors.add("application", if self.application.is_empty() { "required" } else { "unknown" });
        }
        let version = self.version.parse().ok();
        if version.is_none() {
            errors.add("version", if self.version.is_empty() { "required" } else { "unknown" });
        }
        if !scopes.is_empty() {
            errors.add("scopes", "not_with_keys");
        }
        match (application, version) {
            (Some(application), Some(version)) if errors.is_empty() => Ok((application, version)),
            _ => Err(Error::Invalid(errors)),
        }
    }
}

/// Which registrations are wanted.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// In this state; empty for all.
    pub state: String,
    /// Of this application.
    pub application: Option<ApplicationId>,
    /// For this version.
    pub version: Option<VersionId>,
    /// In this portal.
    pub portal: Option<PortalId>,
    /// In the names of application, product or developer; empty for all.
    pub text: String,
}

/// Asks for access: pending, or approved at once where the portal or the version says so.
pub async fn request(call: &Call, new: &NewRegistration) -> Result<Registration> {
    request_with(call, new, &[]).await
}

/// Asks for access with scopes, which an identity provider would grant: an application with keys has none.
pub async fn request_with(call: &Call, new: &NewRegistration, scopes: &[String]) -> Result<Registration> {
    call.require(Right::Build)?;
    let (application, version) = new.check(scopes)?;
    let mut tx = call.write().await?;
    let application = applications::find(&mut tx, &call.reach(), application)
        .await
        .map_err(|error| unknown("application", error))?;
    let offered = publications::offered(&mut tx, &call.reach(), &version)
        .await
        .map_err(|error| unknown("version", error))?;
    check_offer(&offered, &application)?;
    let state = first_state(call, &mut tx, &offered).await?;
    let id = call.new_id::<RegistrationId>()?;
    store::insert(&mut tx, id, application.id, version, &state, call.now()).await?;
    let it = store::find(&mut tx, &call.reach(), id).await?;
    call.record(&mut tx, Event::new("registration.requested", id, &it.title()).within(it.portal)).await?;
    if matches!(state, State::Approved(_)) {
        let event = Event::new("registration.approved", id, &it.title()).within(it.portal);
        call.by_portal().record(&mut tx, event).await?;
    }
    tx.changes("registration", id);
    tx.commit().await?;
    Ok(it)
}

fn check_offer(offered: &Offered, application: &Application) -> Result<()> {
    let Some(strategy) = offered.strategy.as_ref().filter(|_| offered.registration) else {
        return Err(Error::Refused("registration.closed"));
    };
    if !offered.may_register {
        return Err(Error::Refused("registration.viewer_only"));
    }
    if strategy.id == application.strategy {
        Ok(())
    } else {
        Err(Error::field("application", "other_strategy"))
    }
}

async fn first_state(call: &Call, tx: &mut Write, offered: &Offered) -> Result<State> {
    let portal = portals::find(tx, &call.here()?).await?;
    if portal.auto_approve_registrations || offered.auto_approve {
        State::Pending.approve(call.by_portal().decision())
    } else {
        Ok(State::Pending)
    }
}

fn unknown(field: &str, error: Error) -> Error {
    if matches!(error, Error::NotFound) { Error::field(field, "unknown") } else { error }
}

/// Lets the application call the version from now on. The gateway knows before this returns.
pub async fn approve(call: &Call, id: RegistrationId) -> Result<Registration> {
    decide(call, id, |_| Ok(Some(Verb::Approve)), String::new()).await
}

/// Says no, with a reason that the developer reads.
pub async fn reject(call: &Call, id: RegistrationId, reason: &str) -> Result<Registration> {
    let reason = check_reason(reason)?;
    decide(call, id, |_| Ok(Some(Verb::Reject)), reason).await
}

/// Takes the permission back. The gateway refuses before this returns.
pub async fn revoke(call: &Call, id: RegistrationId) -> Result<Registration> {
    decide(call, id, |_| Ok(Some(Verb::Revoke)), String::new()).await
}

/// Brings the registration to the state of this word, by the verb that leads there. What is there already stays as it
/// is. A rejection says that no reason was given.
pub async fn settle(call: &Call, id: RegistrationId, word: &str) -> Result<Registration> {
    let reason = call.app.texts.say("registration-no-reason", &[]);
    decide(call, id, |state| state.toward(word), reason).await
}

/// Approves those of the list that still wait, and says how many there were.
pub async fn approve_all(call: &Call, ids: &[RegistrationId]) -> Result<usize> {
    let mut done = 0;
    for id in ids {
        done += count(approve(call, *id).await)?;
    }
    Ok(done)
}

/// Rejects those of the list that still wait, all for one reason, and says how many there were.
pub async fn reject_all(call: &Call, ids: &[RegistrationId], reason: &str) -> Result<usize> {
    check_reason(reason)?;
    let mut done = 0;
    for id in ids {
        done += count(reject(call, *id, reason).await)?;
    }
    Ok(done)
}

fn check_reason(reason: &str) -> Result<String> {
    words::line(reason, 500).map_err(|broken| {
        let mut errors = FieldErrors::new();
        errors.take::<()>("reason", Err(broken));
        Error::Invalid(errors)
    })
}

/// One more, unless somebody else was quicker.
fn count(decided: Result<Registration>) -> Result<usize> {
    match decided {
        Ok(_) => Ok(1),
        Err(Error::Refused(_) | Error::NotFound) => Ok(0),
        Err(error) => Err(error),
    }
}

async fn decide(
    call: &Call,
    id: RegistrationId,
    choose: impl FnOnce(&State) -> Result<Option<Verb>>,
    reason: String,
) -> Result<Registration> {
    call.require(Right::DecideRequests)?;
    let mut tx = call.write().await?;
    let before = store::find(&mut tx, &call.reach(), id).await?;
    call.expect(before.updated_at)?;
    let Some(verb) = choose(&before.state)? else { return Ok(before) };
    let state = before.state.after(verb, call.decision(), reason)?;
    store::advance(&mut tx, &before, &state, call.now()).await?;
    let after = Registration { state, updated_at: call.now(), ..before };
    call.record(&mut tx, Event::new(verb.event(), id, &after.title()).within(after.portal)).await?;
    jobs::tell_developer(call, &mut tx, &after).await?;
    tx.changes("registration", id);
    tx.commit().await?;
    Ok(after)
}

/// Deletes a registration in any state: the developer's own, or any for an admin.
pub async fn delete(call: &Call, id: RegistrationId) -> Result<Registration> {
    call.require(Right::Build).or_else(|_| call.require(Right::DecideRequests))?;
    let mut tx = call.write().await?;
    let it = store::find(&mut tx, &call.reach(), id).await?;
    call.expect(it.updated_at)?;
    store::remove(&mut tx, id).await?;
    call.record(&mut tx, Event::new("registration.deleted", id, &it.title()).within(it.portal)).await?;
    tx.changes("registration", id);
    tx.commit().await?;
    Ok(it)
}

/// One registration.
pub async fn view(call: &Call, id: RegistrationId) -> Result<Registration> {
    store::find(&mut call.read().await?, &call.reach(), id).await
}

/// Registrations that may be seen.
pub async fn list(call: &Call, filter: &Filter, page: Page) -> Result<Listed<Registration>> {
    store::list(&mut call.read().await?, &call.reach(), filter, page).await
}

/// What the registrations of an application are filtered by.
pub const OF_APPLICATION_FIELDS: &[Field] = &[
    Field::id("id"),
    Field::word("status", STATES),
    Field::text("product_name"),
    Field::text("product_version_name"),
];

/// One registration of an application.
pub async fn view_in(call: &Call, application: ApplicationId, id: RegistrationId) -> Result<Registration> {
    let it = view(call, id).await?;
    if it.application == application { Ok(it) } else { Err(Error::NotFound) }
}

/// The registrations of an application that may be seen, the newest first unless the sieve says otherwise.
pub async fn list_of_application(
    call: &Call,
    application: ApplicationId,
    sieve: &Sieve,
    page: Page,
) -> Result<Listed<Registration>> {
    let mut tx = call.read().await?;
    applications::find(&mut tx, &call.reach(), application).await?;
    store::list_of_application(&mut tx, &call.reach(), application, (sieve, page)).await
}

/// The scopes that an identity provider granted for a registration. An application with keys has none, and no other is
/// made yet.
pub async fn granted_scopes(
    call: &Call,
    application: ApplicationId,
    id: RegistrationId,
) -> Result<Vec<String>> {
    view_in(call, application, id).await?;
    Err(Error::Refused("scopes.unsupported"))
}

/// The scopes that an identity provider granted to an application for a version that may be seen.
pub async fn granted_scopes_towards(
    call: &Call,
    application: ApplicationId,
    version: VersionId,
) -> Result<Vec<String>> {
    let mut tx = call.read().await?;
    applications::find(&mut tx, &call.reach(), application).await?;
    publications::offered(&mut tx, &call.reach(), &version).await?;
    Err(Error::Refused("scopes.unsupported"))
}

/// How many wait for a decision.
pub async fn waiting(call: &Call) -> Result<i64> {
    call.require(Right::ReadConsole)?;
    store::count_pending(&mut call.read().await?).await
}
