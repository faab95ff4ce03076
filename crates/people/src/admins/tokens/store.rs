//! SQL and rows. Private to the folder.

use base::sieve::Order;
use base::{AdminId, AdminTokenId, Error, Instant, Listed, Page, Result, Sieve};
use sql::{Column, Listing, Row, Tx, args};

use super::token::Token;
use crate::admins::admin::Admin;
use crate::roles::Role;

/// Writes a token that did not exist.
pub(super) async fn insert(tx: &mut Tx, it: &Token, hash: &str) -> Result<()> {
    let done = tx
        .run(
            "insert into admin_tokens (id, admin, name, hash, role, created_at, expires_at)
             values ($1, $2, $3, $4, $5, $6, $7)",
            args![it.id, it.admin, &it.name, hash, it.role.map(Role::name), it.created_at, it.expires_at],
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
            "select t.id, t.admin, t.name, t.role, t.created_at, t.expires_at, t.last_used_at, a.email
               from admin_tokens t join admins a on a.id = t.admin
              where t.admin = $1 order by t.created_at desc, t.id desc",
            args![admin],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// What the fields of a list are.
const COLUMNS: &[Column] = &[
    Column::sorted("name", "t.name", "lower(t.name)"),
    Column::new("created_at", "t.created_at"),
    Column::new("expires_at", "t.expires_at"),
    Column::new("last_used_at", "t.last_used_at"),
];

/// The tokens of an admin that a sieve lets through, the newest first where nothing else is said.
pub(super) async fn list_sieved(
    tx: &mut Tx,
    admin: &AdminId,
    sieve: &Sieve,
    page: Page,
) -> Result<Listed<Token>> {
    let columns = "t.id, t.admin, t.name, t.role, t.created_at, t.expires_at, t.last_used_at, a.email";
    let rows = "admin_tokens t join admins a on a.id = t.admin where t.admin = $1";
    let mut listing = Listing::new(columns, rows, args![admin]);
    listing.sieve(COLUMNS, sieve)?;
    listing.order("t.created_at", Order::Descending);
    listing.order("t.id", Order::Descending);
    let (rows, total) = tx.page(&listing, page).await?;
    let items = rows.iter().map(read).collect::<Result<Vec<_>>>()?;
    Ok(Listed { items, total, page })
}

/// The token of this id.
pub(super) async fn find(tx: &mut Tx, id: &AdminTokenId) -> Result<Token> {
    let row = tx
        .maybe_one(
            "select t.id, t.admin, t.name, t.role, t.created_at, t.expires_at, t.last_used_at, a.email
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
            "select t.id, t.admin, t.name, t.role, t.created_at, t.expires_at, t.last_used_at, a.email
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

fn role(word: &str) -> Result<Role> {
    word.parse().map_err(|_| Error::internal(format!("a token has the unknown role {word}")))
}

fn read(row: &Row) -> Result<Token> {
    Ok(Token {
        id: row.id("id")?,
        admin: row.id("admin")?,
        admin_email: row.get("email")?,
        name: row.get("name")?,
        role: row.get::<Option<String>>("role")?.map(|it| role(&it)).transpose()?,
        created_at: row.get("created_at")?,
        expires_at: row.get("expires_at")?,
        last_used_at: row.get("last_used_at")?,
    })
}
