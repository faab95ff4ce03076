//! SQL and rows. Private to the folder.

use base::{AdminId, AdminTokenId, Error, Instant, Result};
use sql::{Row, Tx, args};

use super::token::Token;
use crate::admins::admin::Admin;

/// Writes a token that did not exist.
pub(super) async fn insert(tx: &mut Tx, it: &Token, hash: &str) -> Result<()> {
    let done = tx
        .run(
            "insert into admin_tokens (id, admin, name, hash, created_at, expires_at)
             values ($1, $2, $3, $4, $5, $6)",
            args![it.id, it.admin, &it.name, hash, it.created_at, it.expires_at],
        )
        .await;
    done.map(drop).map_err(|failure| {
        if failure.taken_on("name") { Error::field("name", "taken") } else { failure.into() }
    })
}

/// The tokens of an admin, the newest first.
pub(super) async fn list(tx: &mut Tx, admin: &AdminId) -> Result<Vec<Token>> {
    let rows = tx
        .all(
            "select t.id, t.admin, t.name, t.created_at, t.expires_at, t.last_used_at, a.email
               from admin_tokens t join admins a on a.id = t.admin
              where t.admin = $1 order by t.created_at desc, t.id desc",
            args![admin],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// The token of this id.
pub(super) async fn find(tx: &mut Tx, id: &AdminTokenId) -> Result<Token> {
    let row = tx
        .maybe_one(
            "select t.id, t.admin, t.name, t.created_at, t.expires_at, t.last_used_at, a.email
               from admin_tokens t join admins a on a.id = t.admin where t.id = $1",
            args![id],
        )
        .await?;
    row.ok_or(Error::NotFound).and_then(|row| read(&row))
}

/// The token with this hash that has not expired, and its admin.
pub(super) async fn by_hash(tx: &mut Tx, hash: &str, now: Instant) -> Result<Option<(Token, Admin)>> {
    let row = tx
        .maybe_one(
            "select t.id, t.admin, t.name, t.created_at, t.expires_at, t.last_used_at, a.email
               from admin_tokens t join admins a on a.id = t.admin
              where t.hash = $1 and (t.expires_at is null or t.expires_at > $2)",
            args![hash, now],
        )
        .await?;
    let Some(row) = row else { return Ok(None) };
    let token = read(&row)?;
    let admin = crate::admins::store::find(tx, &token.admin).await?;
    Ok(Some((token, admin)))
}

/// Notes that a token is in use.
pub(super) async fn note(tx: &mut Tx, id: &AdminTokenId, now: Instant) -> Result<()> {
    tx.run("update admin_tokens set last_used_at = $2 where id = $1", args![id, now]).await?;
    Ok(())
}

/// Removes a token.
pub(super) async fn remove(tx: &mut Tx, id: &AdminTokenId) -> Result<()> {
    tx.run("delete from admin_tokens where id = $1", args![id]).await?;
    Ok(())
}

fn read(row: &Row) -> Result<Token> {
    Ok(Token {
        id: row.id("id")?,
        admin: row.id("admin")?,
        admin_email: row.get("email")?,
        name: row.get("name")?,
        created_at: row.get("created_at")?,
        expires_at: row.get("expires_at")?,
        last_used_at: row.get("last_used_at")?,
    })
}
