//! An admin's decisions about developers.

use base::{DeveloperId, Error, Listed, Page, PortalId, Result, Right, words};
use frame::{Call, Event};
use serde::Deserialize;

use super::one;
use crate::developers::developer::{Developer, State, Verb};
use crate::developers::{jobs, store};
use crate::portals;
use crate::sessions::{self, Owner};

/// Which developers are wanted.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of this portal.
    pub portal: Option<PortalId>,
    /// In this state; empty for all.
    pub state: String,
    /// In the name or the e-mail address; empty for all.
    pub text: String,
    /// In which order.
    pub sort: Sort,
}

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// Who asked last comes first.
    #[default]
    Newest,
    /// Who has waited longest comes first.
    Oldest,
    /// By full name.
    Name,
    /// By e-mail address.
    Email,
}

impl Sort {
    /// The word in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Oldest => "oldest",
            Self::Name => "name",
            Self::Email => "email",
        }
    }
}

/// What goes with a developer who is deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Going {
    /// So many applications.
    pub applications: i64,
    /// So many registrations.
    pub registrations: i64,
    /// So many credentials.
    pub credentials: i64,
}

/// What a developer has, for whoever looks on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holdings {
    /// So many applications.
    pub applications: i64,
    /// So many open sessions.
    pub sessions: usize,
}

/// Lets the developer sign in from now on.
pub async fn approve(call: &Call, id: &DeveloperId) -> Result<Developer> {
    decide(call, id, |_| Ok(Some(Verb::Approve)), String::new()).await
}

/// Says no, with a reason that the developer reads.
pub async fn reject(call: &Call, id: &DeveloperId, reason: &str) -> Result<Developer> {
    let reason = check_reason(reason)?;
    decide(call, id, |_| Ok(Some(Verb::Reject)), reason).await
}

/// Shuts the developer out: all sessions end at once. Credentials stay until their registrations are revoked.
pub async fn revoke(call: &Call, id: &DeveloperId) -> Result<Developer> {
    decide(call, id, |_| Ok(Some(Verb::Revoke)), String::new()).await
}

/// Brings the account to the state of this word, by the verb that leads there. Who is there already stays as they are.
/// A rejection says that no reason was given.
pub async fn settle(call: &Call, id: &DeveloperId, word: &str) -> Result<Developer> {
    let reason = call.app.texts.say("developers-no-reason", &[]);
    decide(call, id, |state| state.toward(word), reason).await
}

/// Approves those of the list that still wait, and says how many there were.
pub async fn approve_all(call: &Call, ids: &[DeveloperId]) -> Result<usize> {
    let mut done = 0;
    for id in ids {
        done += count(approve(call, id).await)?;
    }
    Ok(done)
}

/// Rejects those of the list that still wait, all for one reason, and says how many there were.
pub async fn reject_all(call: &Call, ids: &[DeveloperId], reason: &str) -> Result<usize> {
    check_reason(reason)?;
    let mut done = 0;
    for id in ids {
        done += count(reject(call, id, reason).await)?;
    }
    Ok(done)
}

fn check_reason(reason: &str) -> Result<String> {
    one("reason", words::line(reason, 500))
}

/// One more, unless somebody else was quicker.
fn count(decided: Result<Developer>) -> Result<usize> {
    match decided {
        Ok(_) => Ok(1),
        Err(Error::Refused(_) | Error::NotFound) => Ok(0),
        Err(error) => Err(error),
    }
}

async fn decide(
    call: &Call,
    id: &DeveloperId,
    choose: impl FnOnce(&State) -> Result<Option<Verb>>,
    reason: String,
) -> Result<Developer> {
    call.require(Right::DecideRequests)?;
    let mut tx = call.write().await?;
    let before = store::find(&mut tx, &call.reach(), id).await?;
    call.expect(before.updated_at)?;
    let Some(verb) = choose(&before.state)? else { return Ok(before) };
    let state = before.state.after(verb, call.decision(), reason)?;
    store::advance(&mut tx, &before, &state, call.now()).await?;
    let after = Developer { state, updated_at: call.now(), ..before };
    if !after.state.is_approved() {
        sessions::end_all(&mut tx, Owner::Developer(*id)).await?;
    }
    call.record(&mut tx, Event::new(verb.event(), id, &after.email).within(after.portal)).await?;
    let portal = portals::find(&mut tx, &after.portal).await?;
    jobs::tell_decision(call, &mut tx, &portal, &after).await?;
    tx.commit().await?;
    Ok(after)
}

/// What would go with the developer.
pub async fn going(call: &Call, id: &DeveloperId) -> Result<Going> {
    call.require(Right::DecideRequests)?;
    let mut tx = call.read().await?;
    store::find(&mut tx, &call.reach(), id).await?;
    store::count_going(&mut tx, id).await
}

/// Deletes a developer in any state, with applications, registrations and credentials: the gateway refuses them
/// before this returns. The e-mail address may sign up again.
pub async fn delete(call: &Call, id: &DeveloperId) -> Result<Developer> {
    call.require(Right::DecideRequests)?;
    let mut tx = call.write().await?;
    let developer = store::find(&mut tx, &call.reach(), id).await?;
    call.expect(developer.updated_at)?;
    let going = store::count_going(&mut tx, id).await?;
    for application in store::applications(&mut tx, id).await? {
        tx.changes("application", application);
    }
    tx.changes("developer", id);
    store::remove(&mut tx, id).await?;
    let detail = serde_json::json!({
        "applications": going.applications, "registrations": going.registrations, "credentials": going.credentials,
    });
    let event = Event::new("developer.deleted", id, &developer.email).within(developer.portal);
    call.record(&mut tx, event.detail(detail)).await?;
    tx.commit().await?;
    Ok(developer)
}

/// One developer.
pub async fn view(call: &Call, id: &DeveloperId) -> Result<Developer> {
    store::find(&mut call.read().await?, &call.reach(), id).await
}

/// What the developer has.
pub async fn holdings(call: &Call, id: &DeveloperId) -> Result<Holdings> {
    call.require(Right::ReadConsole)?;
    let mut tx = call.read().await?;
    let applications = store::count_going(&mut tx, id).await?.applications;
    let sessions = sessions::count(call, &mut tx, Owner::Developer(*id)).await?;
    Ok(Holdings { applications, sessions })
}

/// Developers of one portal or of all.
pub async fn list(call: &Call, filter: &Filter, page: Page) -> Result<Listed<Developer>> {
    call.require(Right::ReadConsole)?;
    store::list(&mut call.read().await?, filter, page).await
}

/// How many wait for a decision.
pub async fn waiting(call: &Call) -> Result<i64> {
    call.require(Right::ReadConsole)?;
    store::count_pending(&mut call.read().await?).await
}
