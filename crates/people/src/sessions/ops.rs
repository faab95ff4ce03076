//! What can be done with sessions. The only caller of the store.

use base::{AdminId, DeveloperId, Error, PortalId, Result, Secret, SessionId};
use frame::{Call, Event, Person, Who, Write};
use sql::Tx;

use super::session::{NOTED_EVERY_S, Owner, Session, TOKENS_KEPT, Token};
use super::store;

/// A session that a request's cookie stands for.
pub(crate) struct Seen<Id> {
    /// Who has it.
    pub(crate) person: Person<Id>,
    /// The word of an admin's role; empty for a developer.
    pub(crate) role: String,
    /// Whether it is time to note that it is in use.
    stale: bool,
}

impl<Id> Seen<Id> {
    pub(super) fn new(
        person: Person<Id>,
        role: String,
        last_seen_at: base::Instant,
        now: base::Instant,
    ) -> Self {
        Self { person, role, stale: now.seconds_since(last_seen_at) >= NOTED_EVERY_S }
    }

    /// Notes that the session is in use, at most every ten minutes. A database that cannot be written does not
    /// keep anybody from reading.
    pub(crate) async fn note(&self, call: &Call) {
        let Some(id) = self.person.session.filter(|_| self.stale) else { return };
        let noted = async {
            let mut tx = call.write().await?;
            store::note(&mut tx, id, call.now(), call.now().minus_seconds(NOTED_EVERY_S)).await?;
            tx.commit().await
        };
        if let Err(error) = noted.await {
            tracing::warn!(%error, "could not note that a session is in use");
        }
    }
}

/// Opens a session in the caller's transaction, and gives the token for the cookie.
pub(crate) async fn open(call: &Call, tx: &mut Write, owner: Owner) -> Result<Secret> {
    let token = call.new_token()?;
    let until = call.now().plus_seconds(owner.longest_s());
    store::insert(tx, call, owner, &signin::token::hash(token.expose()), until).await?;
    Ok(token)
}

/// What a client of the API holds of a session.
#[derive(Debug, Clone)]
pub struct Tokens {
    /// For each request.
    pub access: Secret,
    /// For another access token.
    pub refresh: Secret,
    /// For how many seconds the session can last.
    pub lasts_s: i64,
}

/// Opens a session that a client of the API can refresh.
pub(crate) async fn open_refreshable(call: &Call, tx: &mut Write, owner: Owner) -> Result<Tokens> {
    let (access, refresh, lasts_s) = (call.new_token()?, call.new_token()?, owner.longest_s());
    let until = call.now().plus_seconds(lasts_s);
    let id = store::insert(tx, call, owner, &signin::token::hash(access.expose()), until).await?;
    store::add_token(tx, id, Token::Refresh, &signin::token::hash(refresh.expose()), call.now()).await?;
    Ok(Tokens { access, refresh, lasts_s })
}

/// Gives another access token to whoever holds a session's refresh token, which stays good: clients refresh in several
/// tabs at once, and twice in a moment. The audit log keeps the sign-in, not each of these.
pub async fn refresh(call: &Call, refresh: Secret) -> Result<Tokens> {
    let mut tx = call.write().await?;
    let hash = signin::token::hash(refresh.expose());
    let found = store::find_refreshed(&mut tx, call.here()?, &hash, call.now()).await?;
    let (seen, until) = found.ok_or(Error::Refused("session.ended"))?;
    let id = seen.person.session.ok_or(Error::Refused("session.ended"))?;
    let access = call.new_token()?;
    store::add_token(&mut tx, id, Token::Access, &signin::token::hash(access.expose()), call.now()).await?;
    store::keep_newest(&mut tx, id, TOKENS_KEPT).await?;
    store::note(&mut tx, id, call.now(), call.now().minus_seconds(NOTED_EVERY_S)).await?;
    tx.commit().await?;
    Ok(Tokens { access, refresh, lasts_s: until.seconds_since(call.now()) })
}

/// The developer whose session has this refresh token.
pub(crate) async fn look_up_refreshed(call: &Call, refresh: &Secret) -> Result<Option<Person<DeveloperId>>> {
    let hash = signin::token::hash(refresh.expose());
    let found = store::find_refreshed(&mut call.read().await?, call.here()?, &hash, call.now()).await?;
    Ok(found.map(|(seen, _)| seen.person))
}

/// The approved developer of this portal whose session this is, if it has not ended.
pub(crate) async fn look_up_developer(
    call: &Call,
    tx: &mut Tx,
    portal: PortalId,
    token: &str,
) -> Result<Option<Seen<DeveloperId>>> {
    store::find_developer(tx, portal, &signin::token::hash(token), call.now()).await
}

/// The admin whose session this is, if it has not ended.
pub(crate) async fn look_up_admin(call: &Call, tx: &mut Tx, token: &str) -> Result<Option<Seen<AdminId>>> {
    store::find_admin(tx, &signin::token::hash(token), call.now()).await
}

fn mine(call: &Call) -> Result<(Owner, Option<SessionId>)> {
    match &call.who {
        Who::Developer(person) => Ok((Owner::Developer(person.id), person.session)),
        Who::Admin(person) => Ok((Owner::Admin(person.id), person.session)),
        Who::Nobody | Who::Portal | Who::Operator => Err(Error::SignIn),
    }
}

/// The sessions of whoever asks, the current one first, then those used last.
pub async fn list(call: &Call) -> Result<Vec<Session>> {
    let (owner, current) = mine(call)?;
    store::list(&mut call.read().await?, owner, current, call.now()).await
}

/// How many sessions somebody has open.
pub(crate) async fn count(call: &Call, tx: &mut Tx, owner: Owner) -> Result<usize> {
    Ok(store::list(tx, owner, None, call.now()).await?.len())
}

/// Ends one of one's own sessions.
pub async fn end(call: &Call, id: SessionId) -> Result<()> {
    let (owner, _) = mine(call)?;
    let mut tx = call.write().await?;
    if store::remove(&mut tx, owner, id).await? != 1 {
        return Err(Error::NotFound);
    }
    call.record(&mut tx, Event::new("session.ended", id, &own_email(call))).await?;
    tx.commit().await
}

/// Ends all of one's own sessions but the current one, and says how many there were.
pub async fn end_others(call: &Call) -> Result<u64> {
    let (owner, current) = mine(call)?;
    let mut tx = call.write().await?;
    let ended = store::remove_all_but(&mut tx, owner, current).await?;
    if ended > 0 {
        let event = Event::new("session.others_ended", owner_id(owner), &own_email(call));
        call.record(&mut tx, event.detail(serde_json::json!({ "sessions": ended }))).await?;
    }
    tx.commit().await?;
    Ok(ended)
}

/// Ends the session that asks.
pub(crate) async fn end_current(call: &Call, tx: &mut Write) -> Result<()> {
    let (owner, current) = mine(call)?;
    if let Some(id) = current {
        store::remove(tx, owner, id).await?;
        call.record(tx, Event::new("session.ended", id, &own_email(call))).await?;
    }
    Ok(())
}

/// Ends all sessions of somebody, in the caller's transaction.
pub(crate) async fn end_all(tx: &mut Tx, owner: Owner) -> Result<u64> {
    store::remove_all_but(tx, owner, None).await
}

/// Ends all sessions of whoever asks but the current one, in the caller's transaction.
pub(crate) async fn end_all_but(call: &Call, tx: &mut Tx) -> Result<u64> {
    let (owner, current) = mine(call)?;
    store::remove_all_but(tx, owner, current).await
}

/// Removes sessions that have ended by themselves.
pub(crate) async fn purge(tx: &mut Tx, now: base::Instant) -> Result<u64> {
    store::remove_ended(tx, now).await
}

fn own_email(call: &Call) -> String {
    match &call.who {
        Who::Developer(person) => person.email.clone(),
        Who::Admin(person) => person.email.clone(),
        Who::Nobody | Who::Portal | Who::Operator => String::new(),
    }
}

fn owner_id(owner: Owner) -> String {
    match owner {
        Owner::Developer(id) => id.to_string(),
        Owner::Admin(id) => id.to_string(),
    }
}
