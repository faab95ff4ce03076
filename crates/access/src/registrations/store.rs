//! SQL and rows. Private to the folder.

use base::sieve::Order;
use base::{ApplicationId, Error, Instant, Listed, Page, RegistrationId, Result, Sieve, VersionId};
use frame::{Decision, Reach};
use sql::{Column, Listing, Row, Tx, args};

use super::ops::Filter;
use super::registration::{Registration, State};

/// What `read` reads of a registration, and the tables that have it.
macro_rules! columns {
    () => {
        "r.id, r.application, r.version, r.state, r.requested_at, r.decided_at, r.decided_by, r.reason, r.updated_at,
         a.portal, a.name as application_name, a.developer, d.full_name, d.email,
         v.product, v.name as version_name, p.name as product_name, p.slug as product_slug"
    };
}
macro_rules! tables {
    () => {
        "registrations r
           join applications a on a.id = r.application
           join developers d on d.id = a.developer
           join versions v on v.id = r.version
           join products p on p.id = v.product"
    };
}

pub(super) use {columns, tables};

/// Writes a registration that did not exist.
pub(super) async fn insert(
    tx: &mut Tx,
    id: RegistrationId,
    application: ApplicationId,
    version: VersionId,
    state: &State,
    now: Instant,
) -> Result<()> {
    let (decision, reason) = state.facts();
    let done = tx
        .run(
            "insert into registrations (id, application, version, state, requested_at, decided_at, decided_by,
                                        reason, created_at, updated_at, portal, developer)
             select $1, a.id, $3, $4, $5, $6, $7, $8, $5, $5, a.portal, a.developer from applications a where a.id = $2",
            args![
                id,
                application,
                version,
                state.name(),
                now,
                decision.map(|it| it.at),
                decision.map(|it| &it.by),
                reason
            ],
        )
        .await;
    match sql::unless_taken(done, "registration.exists")? {
        0 => Err(Error::NotFound),
        _ => Ok(()),
    }
}

/// Moves a registration on, unless somebody else already moved it.
pub(super) async fn advance(tx: &mut Tx, before: &Registration, after: &State, now: Instant) -> Result<()> {
    let (decision, reason) = after.facts();
    let moved = tx
        .run(
            "update registrations
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
    if moved == 1 { Ok(()) } else { Err(Error::Refused("registration.already_decided")) }
}

/// Removes a registration.
pub(super) async fn remove(tx: &mut Tx, id: RegistrationId) -> Result<()> {
    let gone = tx.run("delete from registrations where id = $1", args![id]).await?;
    if gone == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// The registration, within reach.
pub(super) async fn find(tx: &mut Tx, reach: &Reach, id: RegistrationId) -> Result<Registration> {
    let row = tx
        .maybe_one(
            concat!(
                "select ",
                columns!(),
                " from ",
                tables!(),
                " where r.id = $1 and ($2 or (a.portal = $3 and a.developer = $4))"
            ),
            args![id, reach.is_everything(), reach.portal(), reach.developer()],
        )
        .await?;
    row.ok_or(Error::NotFound).and_then(|row| read(&row))
}

/// Registrations within reach, those that wait longest first, then the newest.
pub(super) async fn list(
    tx: &mut Tx,
    reach: &Reach,
    filter: &Filter,
    page: Page,
) -> Result<Listed<Registration>> {
    let application = filter.application.map(|it| it.to_string()).unwrap_or_default();
    let version = filter.version.map(|it| it.to_string()).unwrap_or_default();
    let portal = filter.portal.map(|it| it.to_string()).unwrap_or_default();
    let like = format!("%{}%", filter.text.trim().to_lowercase());
    let rows = tx
        .all(
            concat!(
                "select ",
                columns!(),
                ", count(*) over () as total from ",
                tables!(),
                " where ($1 or (a.portal = $2 and a.developer = $3))
                and ($4 = '' or r.state = $4)
                and ($5 = '' or r.application = $5)
                and ($6 = '' or r.version = $6)
                and ($7 = '' or a.portal = $7)
                and (lower(a.name) like $8 or lower(p.name) like $8 or lower(d.full_name) like $8 or d.email like $8)
              order by case when r.state = 'pending' then r.requested_at else 9000000000000000000 end,
                       r.updated_at desc, r.id desc
              limit $9 offset $10"
            ),
            args![
                reach.is_everything(),
                reach.portal(),
                reach.developer(),
                &filter.state,
                application,
                version,
                portal,
                like,
                page.limit(),
                page.offset()
            ],
        )
        .await?;
    let total = rows.first().map_or(Ok(0), |row| row.get::<i64>("total"))?;
    let items = rows.iter().map(read).collect::<Result<Vec<_>>>()?;
    Ok(Listed { items, total, page })
}

const COLUMNS: [Column; 4] = [
    Column::new("id", "r.id"),
    Column::new("status", "r.state"),
    Column::sorted("product_name", "p.name", "lower(p.name)"),
    Column::sorted("product_version_name", "v.name", "lower(v.name)"),
];

/// The registrations of an application, if it is within reach: that is asked once.
macro_rules! of_application {
    () => {
        "r.application = (select a.id from applications a
                           where a.id = $4 and ($1 or (a.portal = $2 and a.developer = $3)))"
    };
}

/// The registrations of an application within reach, the newest first where the sieve does not say otherwise.
pub(super) async fn list_of_application(
    tx: &mut Tx,
    reach: &Reach,
    application: ApplicationId,
    (sieve, page): (&Sieve, Page),
) -> Result<Listed<Registration>> {
    let listing = Listing::new(
        columns!(),
        concat!(tables!(), " where true"),
        args![reach.is_everything(), reach.portal(), reach.developer(), application],
    )
    .keyed("r.id");
    let names_a_product = sieve.fields().any(|field| field.starts_with("product_"));
    let mut listing = listing.counted_over(if names_a_product {
        concat!(
            "registrations r join versions v on v.id = r.version join products p on p.id = v.product where ",
            of_application!()
        )
    } else {
        concat!("registrations r where ", of_application!())
    });
    listing.sieve(&COLUMNS, sieve)?;
    listing.order("r.created_at", Order::Descending);
    listing.order("r.id", Order::Descending);
    let (rows, total) = tx.page(&listing, page).await?;
    let items = rows.iter().map(read).collect::<Result<Vec<_>>>()?;
    Ok(Listed { items, total, page })
}

/// How many wait for a decision.
pub(super) async fn count_pending(tx: &mut Tx) -> Result<i64> {
    let row = tx.one("select count(*) as total from registrations where state = 'pending'", args![]).await?;
    row.get("total")
}

/// Reads a registration from a row.
pub(super) fn read(row: &Row) -> Result<Registration> {
    Ok(Registration {
        id: row.id("id")?,
        portal: row.id("portal")?,
        application: row.id("application")?,
        application_name: row.get("application_name")?,
        developer: row.id("developer")?,
        developer_name: row.get("full_name")?,
        developer_email: row.get("email")?,
        product: row.id("product")?,
        product_name: row.get("product_name")?,
        product_slug: row.get("product_slug")?,
        version: row.id("version")?,
        version_name: row.get("version_name")?,
        state: state(row)?,
        requested_at: row.get("requested_at")?,
        updated_at: row.get("updated_at")?,
    })
}

fn state(row: &Row) -> Result<State> {
    let name = row.get::<String>("state")?;
    if name == "pending" {
        return Ok(State::Pending);
    }
    let decision = Decision { at: row.get("decided_at")?, by: row.get("decided_by")? };
    match name.as_str() {
        "approved" => Ok(State::Approved(decision)),
        "rejected" => Ok(State::Rejected(decision, row.get("reason")?)),
        "revoked" => Ok(State::Revoked(decision)),
        other => Err(Error::internal(format!("a registration is in the unknown state {other}"))),
    }
}
