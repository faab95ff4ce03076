//! SQL and rows. Private to the folder.
//!
//! A session ends by being removed, by its last day, or by not being used; each look-up asks for all three. Whether
//! its developer is approved is asked too, so that no race can leave a session behind that works.

use base::{AdminId, DeveloperId, Instant, PortalId, Result, SessionId};
use frame::{Call, Person};
use sql::{Row, Tx, args};

use super::agent::Agent;
use super::ops::Seen;
use super::session::{ADMIN_IDLE_S, DEVELOPER_IDLE_S, Owner, Session, Token};

/// How much of a program's own words is kept.
const MAX_AGENT: usize = 300;

/// Writes a session.
pub(super) async fn insert(
    tx: &mut Tx,
    call: &Call,
    owner: Owner,
    hash: &str,
    until: Instant,
) -> Result<SessionId> {
    let id = call.new_id::<SessionId>()?;
    let (developer, admin) = owner.columns();
    let address = call.address.map(|it| it.to_string()).unwrap_or_default();
    let agent: String = call.agent.chars().filter(|it| !it.is_control()).take(MAX_AGENT).collect();
    tx.run(
        "insert into sessions (id, hash, developer, admin, address, agent, created_at, last_seen_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $7, $8)",
        args![id, hash, developer, admin, address, agent, call.now(), until],
    )
    .await?;
    Ok(id)
}

/// Writes another token of a session.
pub(super) async fn add_token(
    tx: &mut Tx,
    session: SessionId,
    kind: Token,
    hash: &str,
    now: Instant,
) -> Result<()> {
    let sql = "insert into session_tokens (hash, session, kind, created_at) values ($1, $2, $3, $4)";
    tx.run(sql, args![hash, session, kind.name(), now]).await?;
    Ok(())
}

/// Removes all but the newest access tokens that were added to a session.
pub(super) async fn keep_newest(tx: &mut Tx, session: SessionId, count: i64) -> Result<()> {
    tx.run(
        "delete from session_tokens
          where session = $1 and kind = 'access'
            and hash not in (select hash from session_tokens where session = $1 and kind = 'access'
                              order by created_at desc, hash limit $2)",
        args![session, count],
    )
    .await?;
    Ok(())
}

/// The approved developer of this portal with this session: by the token with which it began, or by one that was added.
pub(super) async fn find_developer(
    tx: &mut Tx,
    portal: PortalId,
    hash: &str,
    now: Instant,
) -> Result<Option<Seen<DeveloperId>>> {
    let row = tx
        .maybe_one(
            "select s.id as session, s.last_seen_at, d.id, d.email, d.full_name, '' as role
               from sessions s join developers d on d.id = s.developer
              where s.id = coalesce((select id from sessions where hash = $1),
                                    (select session from session_tokens where hash = $1 and kind = 'access'))
                and d.portal = $2 and d.state = 'approved' and s.expires_at > $3 and s.last_seen_at > $4",
            args![hash, portal, now, now.minus_seconds(DEVELOPER_IDLE_S)],
        )
        .await?;
    row.map(|row| seen(&row, now)).transpose()
}

/// The approved developer of this portal whose session has this refresh token, and when the session ends.
pub(super) async fn find_refreshed(
    tx: &mut Tx,
    portal: PortalId,
    hash: &str,
    now: Instant,
) -> Result<Option<(Seen<DeveloperId>, Instant)>> {
    let row = tx
        .maybe_one(
            "select s.id as session, s.last_seen_at, s.expires_at, d.id, d.email, d.full_name, '' as role
               from session_tokens t join sessions s on s.id = t.session join developers d on d.id = s.developer
              where t.hash = $1 and t.kind = 'refresh' and d.portal = $2 and d.state = 'approved'
                and s.expires_at > $3 and s.last_seen_at > $4",
            args![hash, portal, now, now.minus_seconds(DEVELOPER_IDLE_S)],
        )
        .await?;
    row.map(|row| Ok((seen(&row, now)?, row.get("expires_at")?))).transpose()
}

/// The admin with this session.
pub(super) async fn find_admin(tx: &mut Tx, hash: &str, now: Instant) -> Result<Option<Seen<AdminId>>> {
    let row = tx
        .maybe_one(
            "select s.id as session, s.last_seen_at, a.id, a.email, a.full_name, a.role
               from sessions s join admins a on a.id = s.admin
              where s.hash = $1 and s.expires_at > $2 and s.last_seen_at > $3",
            args![hash, now, now.minus_seconds(ADMIN_IDLE_S)],
        )
        .await?;
    row.map(|row| seen(&row, now)).transpose()
}

fn seen<Id: std::str::FromStr>(row: &Row, now: Instant) -> Result<Seen<Id>> {
    let person = Person {
        id: row.id("id")?,
        email: row.get("email")?,
        name: row.get("full_name")?,
        session: Some(row.id("session")?),
    };
    Ok(Seen::new(person, row.get("role")?, row.get("last_seen_at")?, now))
}

/// Notes that a session is in use, unless another request did so a moment ago.
pub(super) async fn note(tx: &mut Tx, id: SessionId, now: Instant, before: Instant) -> Result<()> {
    let sql = "update sessions set last_seen_at = $2 where id = $1 and last_seen_at <= $3";
    tx.run(sql, args![id, now, before]).await?;
    Ok(())
}

/// The sessions of one owner that have not ended.
pub(super) async fn list(
    tx: &mut Tx,
    owner: Owner,
    current: Option<SessionId>,
    now: Instant,
) -> Result<Vec<Session>> {
    let (developer, admin) = owner.columns();
    let rows = tx
        .all(
            "select id, address, agent, created_at, last_seen_at, expires_at from sessions
              where (developer = $1 or admin = $2) and expires_at > $3 and last_seen_at > $4
              order by case when id = $5 then 0 else 1 end, last_seen_at desc, id",
            args![developer, admin, now, now.minus_seconds(owner.idle_s()), current],
        )
        .await?;
    rows.iter().map(|row| read(row, current)).collect()
}

fn read(row: &Row, current: Option<SessionId>) -> Result<Session> {
    let id = row.id("id")?;
    Ok(Session {
        id,
        address: row.get("address")?,
        agent: Agent::of(&row.get::<String>("agent")?),
        created_at: row.get("created_at")?,
        last_seen_at: row.get("last_seen_at")?,
        expires_at: row.get("expires_at")?,
        is_current: current == Some(id),
    })
}

/// Removes one session of the owner.
pub(super) async fn remove(tx: &mut Tx, owner: Owner, id: SessionId) -> Result<u64> {
    let (developer, admin) = owner.columns();
    let sql = "delete from sessions where id = $1 and (developer = $2 or admin = $3)";
    Ok(tx.run(sql, args![id, developer, admin]).await?)
}

/// Removes the sessions of the owner but this one.
pub(super) async fn remove_all_but(tx: &mut Tx, owner: Owner, but: Option<SessionId>) -> Result<u64> {
    let (developer, admin) = owner.columns();
    let but = but.map(|it| it.to_string()).unwrap_or_default();
    let sql = "delete from sessions where (developer = $1 or admin = $2) and id <> $3";
    Ok(tx.run(sql, args![developer, admin, but]).await?)
}

/// Removes sessions that are over.
pub(super) async fn remove_ended(tx: &mut Tx, now: Instant) -> Result<u64> {
    let gone = tx
        .run(
            "delete from sessions
              where expires_at <= $1
                 or (developer is not null and last_seen_at <= $2)
                 or (admin is not null and last_seen_at <= $3)",
            args![now, now.minus_seconds(DEVELOPER_IDLE_S), now.minus_seconds(ADMIN_IDLE_S)],
        )
        .await?;
    Ok(gone)
}
