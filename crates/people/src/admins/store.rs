//! SQL and rows. Private to the folder.

use base::sieve::Order;
use base::{AdminId, Error, Instant, Listed, Page, Result, Sieve};
use sql::{Column, Listing, Row, Tx, args};

use super::admin::Admin;
use crate::roles::Role;

/// The name of the set-up link's hash among the settings.
const SETUP: &str = "setup_token";

/// Lets changes that depend on how many admins there are happen one after another, on every node: the row is locked
/// until the end of the transaction.
pub(super) async fn take_turns(tx: &mut Tx) -> Result<()> {
    tx.run(
        "insert into settings (name, value) values ('admins_turn', '')
         on conflict (name) do update set value = excluded.value",
        args![],
    )
    .await?;
    Ok(())
}

/// Writes an admin who did not exist.
pub(super) async fn insert(tx: &mut Tx, it: &Admin, hash: &str) -> Result<()> {
    let done = tx
        .run(
            "insert into admins (id, email, full_name, password_hash, role, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $6)",
            args![it.id, &it.email, &it.full_name, hash, it.role.name(), it.created_at],
        )
        .await;
    done.map(drop).map_err(|failure| {
        if failure.taken_on("email") { Error::field("email", "taken") } else { failure.into() }
    })
}

/// How many admins there are.
pub(super) async fn count(tx: &mut Tx) -> Result<i64> {
    tx.one("select count(*) as total from admins", args![]).await?.get("total")
}

/// How many of them have every right.
pub(super) async fn count_mighty(tx: &mut Tx) -> Result<i64> {
    tx.one("select count(*) as total from admins where role = 'admin'", args![]).await?.get("total")
}

/// All admins.
pub(super) async fn list(tx: &mut Tx) -> Result<Vec<Admin>> {
    let rows = tx
        .all(
            "select id, email, full_name, role, last_signed_in_at, created_at, updated_at
               from admins order by lower(full_name), email",
            args![],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// What the fields of a list are.
const COLUMNS: &[Column] = &[
    Column::new("email", "a.email"),
    Column::sorted("full_name", "a.full_name", "lower(a.full_name)"),
    Column::new("role", "a.role"),
    Column::new("created_at", "a.created_at"),
    Column::new("last_signed_in_at", "a.last_signed_in_at"),
];

/// Admins that a sieve lets through, by name where nothing else is said.
pub(super) async fn list_sieved(tx: &mut Tx, sieve: &Sieve, page: Page) -> Result<Listed<Admin>> {
    let columns = "a.id, a.email, a.full_name, a.role, a.last_signed_in_at, a.created_at, a.updated_at";
    let mut listing = Listing::new(columns, "admins a where true", args![]);
    listing.sieve(COLUMNS, sieve)?;
    listing.order("lower(a.full_name)", Order::Ascending);
    listing.order("a.email", Order::Ascending);
    let (rows, total) = tx.page(&listing, page).await?;
    let items = rows.iter().map(read).collect::<Result<Vec<_>>>()?;
    Ok(Listed { items, total, page })
}

/// The admin of this id.
pub(super) async fn find(tx: &mut Tx, id: &AdminId) -> Result<Admin> {
    let row = tx
        .maybe_one(
            "select id, email, full_name, role, last_signed_in_at, created_at, updated_at
               from admins where id = $1",
            args![id],
        )
        .await?;
    row.ok_or(Error::NotFound).and_then(|row| read(&row))
}

/// The admin of this e-mail address.
pub(super) async fn by_email(tx: &mut Tx, email: &str) -> Result<Option<Admin>> {
    let row = tx
        .maybe_one(
            "select id, email, full_name, role, last_signed_in_at, created_at, updated_at
               from admins where email = $1",
            args![email],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// The id and the password's hash of the admin with this e-mail address.
pub(super) async fn password_of(tx: &mut Tx, email: &str) -> Result<Option<(AdminId, String)>> {
    let row = tx.maybe_one("select id, password_hash from admins where email = $1", args![email]).await?;
    row.map(|row| Ok((row.id("id")?, row.get("password_hash")?))).transpose()
}

/// Notes that an admin with this password signs in, and locks the account until the end of the transaction.
pub(super) async fn note_entrance(tx: &mut Tx, id: AdminId, hash: &str, now: Instant) -> Result<u64> {
    let sql = "update admins set last_signed_in_at = $3 where id = $1 and password_hash = $2";
    Ok(tx.run(sql, args![id, hash, now]).await?)
}

/// Writes the password's hash, unless the old one is no longer there.
pub(super) async fn replace_password(
    tx: &mut Tx,
    id: AdminId,
    old: &str,
    new: &str,
    now: Instant,
) -> Result<u64> {
    let sql = "update admins set password_hash = $3, updated_at = $4 where id = $1 and password_hash = $2";
    Ok(tx.run(sql, args![id, old, new, now]).await?)
}

/// Writes the role.
pub(super) async fn change_role(tx: &mut Tx, id: &AdminId, role: Role, now: Instant) -> Result<()> {
    let sql = "update admins set role = $2, updated_at = $3 where id = $1";
    tx.run(sql, args![id, role.name(), now]).await?;
    Ok(())
}

/// Removes an admin with sessions and tokens.
pub(super) async fn remove(tx: &mut Tx, id: &AdminId) -> Result<()> {
    tx.run("delete from admins where id = $1", args![id]).await?;
    Ok(())
}

/// Keeps the hash of a set-up link's token in place of any other.
pub(super) async fn keep_setup_hash(tx: &mut Tx, hash: &str) -> Result<()> {
    tx.run(
        "insert into settings (name, value) values ($1, $2)
         on conflict (name) do update set value = excluded.value",
        args![SETUP, hash],
    )
    .await?;
    Ok(())
}

/// Whether this is the hash that is kept.
pub(super) async fn has_setup_hash(tx: &mut Tx, hash: &str) -> Result<bool> {
    let sql = "select name from settings where name = $1 and value = $2";
    Ok(tx.maybe_one(sql, args![SETUP, hash]).await?.is_some())
}

/// Forgets the set-up link.
pub(super) async fn forget_setup_hash(tx: &mut Tx) -> Result<()> {
    tx.run("delete from settings where name = $1", args![SETUP]).await?;
    Ok(())
}

fn read(row: &Row) -> Result<Admin> {
    let role = row.get::<String>("role")?;
    Ok(Admin {
        id: row.id("id")?,
        email: row.get("email")?,
        full_name: row.get("full_name")?,
        role: role.parse().map_err(|_| Error::internal(format!("an admin has the unknown role {role}")))?,
        last_signed_in_at: row.get("last_signed_in_at")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}
