//! SQL and rows. Private to the crate: other nouns find an application within their own transaction.

use base::{ApplicationId, DeveloperId, Error, Instant, Listed, Page, Result};
use catalog::strategies::{self, Strategy};
use frame::Reach;
use sql::{Failure, Row, Tx, args};

use super::application::{Application, Belongings};
use super::ops::{Checked, Filter};

/// Writes an application that did not exist.
pub(super) async fn insert(tx: &mut Tx, it: &Application) -> Result<()> {
    let done = tx
        .run(
            "insert into applications (id, portal, developer, name, description, reference_id, strategy,
                                       created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
            args![
                it.id,
                it.portal,
                it.developer,
                &it.name,
                &it.description,
                &it.reference_id,
                it.strategy,
                it.created_at
            ],
        )
        .await;
    done.map(|_| ()).map_err(taken)
}

/// Writes the changed details.
pub(super) async fn update(tx: &mut Tx, it: &Application, new: &Checked, now: Instant) -> Result<()> {
    let done = tx
        .run(
            "update applications set name = $2, description = $3, reference_id = $4, updated_at = $5 where id = $1",
            args![it.id, &new.name, &new.description, &new.reference_id, now],
        )
        .await;
    done.map(|_| ()).map_err(taken)
}

/// Removes an application, and with it its credentials and registrations.
pub(super) async fn remove(tx: &mut Tx, id: ApplicationId) -> Result<()> {
    let gone = tx.run("delete from applications where id = $1", args![id]).await?;
    if gone == 1 { Ok(()) } else { Err(Error::NotFound) }
}

fn taken(failure: Failure) -> Error {
    if failure.taken_on("reference_id") {
        Error::field("reference_id", "taken")
    } else if failure.taken_on("name") {
        Error::field("name", "taken")
    } else {
        failure.into()
    }
}

/// How many a developer has.
pub(super) async fn count_of(tx: &mut Tx, developer: DeveloperId) -> Result<i64> {
    let row =
        tx.one("select count(*) as total from applications where developer = $1", args![developer]).await?;
    row.get("total")
}

/// The application, within reach.
pub(crate) async fn find(tx: &mut Tx, reach: &Reach, id: ApplicationId) -> Result<Application> {
    let row = tx
        .maybe_one(
            "select a.id, a.portal, o.name as portal_name, a.developer, d.full_name, d.email, a.name, a.description,
                    a.reference_id, a.strategy, s.display_name, a.first_call_at, a.created_at, a.updated_at,
                    s.updated_at as strategy_updated_at,
                    (select count(*) from registrations r where r.application = a.id) as registrations,
                    (select count(*) from registrations r where r.application = a.id and r.state = 'pending') as pending,
                    (select count(*) from credentials c where c.application = a.id) as credentials
               from applications a
               join portals o on o.id = a.portal
               join developers d on d.id = a.developer
               join strategies s on s.id = a.strategy
              where a.id = $1 and ($2 or (a.portal = $3 and a.developer = $4))",
            args![id, reach.is_everything(), reach.portal(), reach.developer()],
        )
        .await?;
    row.ok_or(Error::NotFound).and_then(|row| read(&row))
}

/// Applications within reach, by name.
pub(super) async fn list(
    tx: &mut Tx,
    reach: &Reach,
    filter: &Filter,
    page: Page,
) -> Result<Listed<Application>> {
    let portal = filter.portal.map(|it| it.to_string()).unwrap_or_default();
    let developer = filter.developer.map(|it| it.to_string()).unwrap_or_default();
    let strategy = filter.strategy.map(|it| it.to_string()).unwrap_or_default();
    let unregistered = filter.unregistered.map(|it| it.to_string()).unwrap_or_default();
    let like = format!("%{}%", filter.text.trim().to_lowercase());
    let rows = tx
        .all(
            "select a.id, a.portal, o.name as portal_name, a.developer, d.full_name, d.email, a.name, a.description,
                    a.reference_id, a.strategy, s.display_name, a.first_call_at, a.created_at, a.updated_at,
                    s.updated_at as strategy_updated_at,
                    (select count(*) from registrations r where r.application = a.id) as registrations,
                    (select count(*) from registrations r where r.application = a.id and r.state = 'pending') as pending,
                    (select count(*) from credentials c where c.application = a.id) as credentials,
                    count(*) over () as total
               from applications a
               join portals o on o.id = a.portal
               join developers d on d.id = a.developer
               join strategies s on s.id = a.strategy
              where ($1 or (a.portal = $2 and a.developer = $3))
                and ($4 = '' or a.portal = $4)
                and ($5 = '' or a.developer = $5)
                and ($6 = '' or a.strategy = $6)
                and ($7 = '' or not exists (select 1 from registrations r
                                             where r.application = a.id and r.version = $7))
                and (lower(a.name) like $8 or lower(a.reference_id) like $8 or lower(d.full_name) like $8
                     or d.email like $8)
              order by lower(a.name), a.id
              limit $9 offset $10",
            args![
                reach.is_everything(),
                reach.portal(),
                reach.developer(),
                portal,
                developer,
                strategy,
                unregistered,
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

/// The strategies of a developer's applications.
pub(super) async fn strategies_of(tx: &mut Tx, developer: DeveloperId) -> Result<Vec<Strategy>> {
    let rows = tx
        .all(
            "select id, name, display_name, kind, key_names, ttl_value, ttl_unit, hide_key, labels, created_at,
                    updated_at
               from strategies s
              where exists (select 1 from applications a where a.developer = $1 and a.strategy = s.id)",
            args![developer],
        )
        .await?;
    rows.iter().map(|row| strategies::read(row, "")).collect()
}

/// Reads an application from a row.
pub(super) fn read(row: &Row) -> Result<Application> {
    Ok(Application {
        id: row.id("id")?,
        portal: row.id("portal")?,
        portal_name: row.get("portal_name")?,
        developer: row.id("developer")?,
        developer_name: row.get("full_name")?,
        developer_email: row.get("email")?,
        name: row.get("name")?,
        description: row.get("description")?,
        reference_id: row.get("reference_id")?,
        strategy: row.id("strategy")?,
        strategy_name: row.get("display_name")?,
        first_call_at: row.get("first_call_at")?,
        created_at: row.get("created_at")?,
        updated_at: row.get::<Instant>("updated_at")?.max(row.get("strategy_updated_at")?),
        belongings: Belongings {
            registrations: row.get("registrations")?,
            pending: row.get("pending")?,
            credentials: row.get("credentials")?,
        },
    })
}
