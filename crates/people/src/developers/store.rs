//! SQL and rows. Private to the folder.

use base::sieve::Order;
use base::{DeveloperId, Error, Instant, Listed, Page, PortalId, Result, Sieve, TeamId};
use frame::{Decision, Reach};
use sql::{Column, Listing, Row, Tx, args, dialect};

use super::developer::{Developer, State};
use super::ops::{Filter, Going, Overview};

/// Writes an unverified account, unless the portal knows the e-mail address. Of two at once, one is written.
pub(super) async fn insert_unless_known(
    tx: &mut Tx,
    id: DeveloperId,
    portal: PortalId,
    email: &str,
    full_name: &str,
    now: Instant,
) -> Result<()> {
    tx.run(
        "insert into developers (id, portal, email, full_name, state, requested_at, created_at, updated_at)
         values ($1, $2, $3, $4, 'unverified', $5, $5, $5)
         on conflict (portal, email) do nothing",
        args![id, portal, email, full_name, now],
    )
    .await?;
    Ok(())
}

/// The account of this e-mail address, and its password's hash.
pub(super) async fn by_email(
    tx: &mut Tx,
    portal: PortalId,
    email: &str,
) -> Result<Option<(Developer, Option<String>)>> {
    let row = tx
        .maybe_one(
            "select id, portal, email, full_name, state, requested_at, decided_at, decided_by, reason,
                    last_signed_in_at, created_at, updated_at, password_hash
               from developers where portal = $1 and email = $2",
            args![portal, email],
        )
        .await?;
    row.map(|row| Ok((read(&row)?, row.get("password_hash")?))).transpose()
}

/// The developer, within reach.
pub(super) async fn find(tx: &mut Tx, reach: &Reach, id: &DeveloperId) -> Result<Developer> {
    let row = tx
        .maybe_one(
            "select id, portal, email, full_name, state, requested_at, decided_at, decided_by, reason,
                    last_signed_in_at, created_at, updated_at
               from developers
              where id = $1 and ($2 or (portal = $3 and id = $4))",
            args![id, reach.is_everything(), reach.portal(), reach.developer()],
        )
        .await?;
    row.ok_or(Error::NotFound).and_then(|row| read(&row))
}

/// The developer of an id that did not come from outside.
pub(super) async fn find_any(tx: &mut Tx, id: &DeveloperId) -> Result<Developer> {
    find(tx, &Reach::Everything, id).await
}

/// The hash of the password, if there is one.
pub(super) async fn password_hash(tx: &mut Tx, id: DeveloperId) -> Result<Option<String>> {
    tx.one("select password_hash from developers where id = $1", args![id]).await?.get("password_hash")
}

/// Writes the name.
pub(super) async fn rename(tx: &mut Tx, id: DeveloperId, full_name: &str, now: Instant) -> Result<()> {
    let sql = "update developers set full_name = $2, updated_at = $3 where id = $1";
    tx.run(sql, args![id, full_name, now]).await?;
    Ok(())
}

/// Writes the password's hash.
pub(super) async fn set_password(tx: &mut Tx, id: DeveloperId, hash: &str, now: Instant) -> Result<()> {
    let sql = "update developers set password_hash = $2, updated_at = $3 where id = $1";
    tx.run(sql, args![id, hash, now]).await?;
    Ok(())
}

/// Writes the password's hash, unless the old one is no longer there.
pub(super) async fn replace_password(
    tx: &mut Tx,
    id: DeveloperId,
    old: &str,
    new: &str,
    now: Instant,
) -> Result<u64> {
    let sql =
        "update developers set password_hash = $3, updated_at = $4 where id = $1 and password_hash = $2";
    Ok(tx.run(sql, args![id, old, new, now]).await?)
}

/// Notes that an approved developer with this password signs in, and locks the account until the end of the
/// transaction. None when either is not true any more.
pub(super) async fn note_entrance(tx: &mut Tx, id: DeveloperId, hash: &str, now: Instant) -> Result<u64> {
    let sql = "update developers set last_signed_in_at = $3
                where id = $1 and password_hash = $2 and state = 'approved'";
    Ok(tx.run(sql, args![id, hash, now]).await?)
}

/// Moves an account on as its e-mail address is confirmed, with its first password.
pub(super) async fn confirm(
    tx: &mut Tx,
    before: &Developer,
    after: &State,
    hash: &str,
    now: Instant,
) -> Result<()> {
    advance(tx, before, after, now).await?;
    let sql = "update developers set password_hash = $2, requested_at = $3 where id = $1";
    tx.run(sql, args![before.id, hash, now]).await?;
    Ok(())
}

/// Moves an account on, unless somebody else already moved it.
pub(super) async fn advance(tx: &mut Tx, before: &Developer, after: &State, now: Instant) -> Result<()> {
    let (decision, reason) = after.facts();
    let moved = tx
        .run(
            "update developers
                set state = $3, decided_at = $4, decided_by = $5, reason = $6, updated_at = $7
              where id = $1 and state = $2",
            args![
                before.id,
                before.state.name(),
                after.name(),
                decision.map(|it| it.at),
                decision.map(|it| &it.by),
                reason,
                now
            ],
        )
        .await?;
    if moved == 1 { Ok(()) } else { Err(Error::Refused("developer.already_decided")) }
}

/// Removes an account with all that hangs on it.
pub(super) async fn remove(tx: &mut Tx, id: &DeveloperId) -> Result<()> {
    let gone = tx.run("delete from developers where id = $1", args![id]).await?;
    if gone == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// What hangs on an account.
pub(super) async fn count_going(tx: &mut Tx, id: &DeveloperId) -> Result<Going> {
    let row = tx
        .one(
            "select (select count(*) from applications where developer = $1) as applications,
                    (select count(*) from registrations r join applications a on a.id = r.application
                      where a.developer = $1) as registrations,
                    (select count(*) from credentials c join applications a on a.id = c.application
                      where a.developer = $1) as credentials",
            args![id],
        )
        .await?;
    Ok(Going {
        applications: row.get("applications")?,
        registrations: row.get("registrations")?,
        credentials: row.get("credentials")?,
    })
}

/// The ids of the developer's applications.
pub(super) async fn applications(tx: &mut Tx, id: &DeveloperId) -> Result<Vec<String>> {
    let rows = tx.all("select id from applications where developer = $1", args![id]).await?;
    rows.iter().map(|row| row.get("id")).collect()
}

/// Developers in the order that was asked for.
pub(super) async fn list(tx: &mut Tx, filter: &Filter, page: Page) -> Result<Listed<Developer>> {
    let portal = filter.portal.map(|it| it.to_string()).unwrap_or_default();
    let text = dialect::containing(filter.text.trim());
    let total = tx
        .one(
            "select count(*) as total from developers
              where ($1 = '' or portal = $1) and ($2 = '' or state = $2)
                and (full_name {like} $3 escape '\\' or email {like} $3 escape '\\')",
            args![&portal, &filter.state, &text],
        )
        .await?
        .get::<i64>("total")?;
    let rows = tx
        .all(
            "select id, portal, email, full_name, state, requested_at, decided_at, decided_by, reason,
                    last_signed_in_at, created_at, updated_at
               from developers
              where ($1 = '' or portal = $1) and ($2 = '' or state = $2)
                and (full_name {like} $3 escape '\\' or email {like} $3 escape '\\')
              order by case when $4 = 'name' then lower(full_name) when $4 = 'email' then email end,
                       case when $4 = 'oldest' then requested_at end,
                       requested_at desc, id desc
              limit $5 offset $6",
            args![&portal, &filter.state, &text, filter.sort.name(), page.limit(), page.offset()],
        )
        .await?;
    let items = rows.iter().map(read).collect::<Result<Vec<_>>>()?;
    Ok(Listed { items, total, page })
}

/// What programs call a developer's columns.
const COLUMNS: [Column; 9] = [
    Column::sorted("name", "d.full_name", "lower(d.full_name)"),
    Column::sorted("full_name", "d.full_name", "lower(d.full_name)"),
    Column::new("email", "d.email"),
    Column::new("status", "d.state"),
    Column::new("active", "(d.state = 'approved')"),
    Column::new("attributes", "''"),
    Column::new("created_at", "d.created_at"),
    Column::new("updated_at", "d.updated_at"),
    Column::new("requested_at", "d.requested_at"),
];

/// The columns of a developer with how much they have built.
const OVERVIEW: &str =
    "d.id, d.portal, d.email, d.full_name, d.state, d.requested_at, d.decided_at, d.decided_by,
    d.reason, d.last_signed_in_at, d.created_at, d.updated_at,
    (select count(*) from applications a where a.developer = d.id) as applications";

/// The developers of a portal that a sieve lets through, who asked last first where it does not say otherwise.
pub(super) async fn list_sieved(
    tx: &mut Tx,
    portal: &PortalId,
    sieve: &Sieve,
    unverified: bool,
    page: Page,
) -> Result<Listed<Overview>> {
    let rows = "developers d where d.portal = $1 and ($2 or d.state <> 'unverified')";
    let mut listing = Listing::new(OVERVIEW, rows, args![portal, unverified]);
    listing.sieve(&COLUMNS, sieve)?;
    listing.order("d.requested_at", Order::Descending);
    listing.order("d.id", Order::Descending);
    let (rows, total) = tx.page(&listing, page).await?;
    let items = rows.iter().map(read_overview).collect::<Result<Vec<_>>>()?;
    Ok(Listed { items, total, page })
}

/// One developer of a portal, with how much they have built.
pub(super) async fn overview(tx: &mut Tx, portal: &PortalId, id: &DeveloperId) -> Result<Overview> {
    let rows = "developers d where d.portal = $1 and d.id = $2";
    let (rows, _) = tx.page(&Listing::new(OVERVIEW, rows, args![portal, id]), Page::first(1)).await?;
    rows.first().ok_or(Error::NotFound).and_then(read_overview)
}

fn read_overview(row: &Row) -> Result<Overview> {
    Ok(Overview { developer: read(row)?, applications: row.get("applications")? })
}

/// The members of a team that a sieve lets through, by name.
pub(super) async fn members_of(
    tx: &mut Tx,
    team: &TeamId,
    sieve: &Sieve,
    page: Page,
) -> Result<Listed<Developer>> {
    let mut listing = Listing::new(
        "d.id, d.portal, d.email, d.full_name, d.state, d.requested_at, d.decided_at, d.decided_by, d.reason,
         d.last_signed_in_at, d.created_at, d.updated_at",
        "team_members m join developers d on d.id = m.developer where m.team = $1",
        args![team],
    );
    listing.sieve(&COLUMNS, sieve)?;
    listing.order("lower(d.full_name)", Order::Ascending);
    listing.order("d.id", Order::Ascending);
    let (rows, total) = tx.page(&listing, page).await?;
    let items = rows.iter().map(read).collect::<Result<Vec<_>>>()?;
    Ok(Listed { items, total, page })
}

/// How many wait for a decision.
pub(super) async fn count_pending(tx: &mut Tx) -> Result<i64> {
    let row = tx.one("select count(*) as total from developers where state = 'pending'", args![]).await?;
    row.get("total")
}

fn read(row: &Row) -> Result<Developer> {
    Ok(Developer {
        id: row.id("id")?,
        portal: row.id("portal")?,
        email: row.get("email")?,
        full_name: row.get("full_name")?,
        state: state(row)?,
        requested_at: row.get("requested_at")?,
        last_signed_in_at: row.get("last_signed_in_at")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}

fn state(row: &Row) -> Result<State> {
    let name = row.get::<String>("state")?;
    match name.as_str() {
        "unverified" => return Ok(State::Unverified),
        "pending" => return Ok(State::Pending),
        _ => {}
    }
    let decision = Decision { at: row.get("decided_at")?, by: row.get("decided_by")? };
    match name.as_str() {
        "approved" => Ok(State::Approved(decision)),
        "rejected" => Ok(State::Rejected(decision, row.get("reason")?)),
        "revoked" => Ok(State::Revoked(decision)),
        other => Err(Error::internal(format!("a developer is in the unknown state {other}"))),
    }
}
