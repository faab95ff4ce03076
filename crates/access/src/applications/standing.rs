//! Where a developer's applications stand towards one version: registered, in whatever state, or not. Programs read it
//! before they register.

use base::sieve::{Field, Order};
use base::{ApplicationId, StrategyId};
use base::{Instant, Listed, Page, RegistrationId, Result, Sieve, VersionId};
use frame::Reach;
use sql::{Column, Listing, Row, Tx, args};

use super::own::own;

/// An application, and its registration for one version.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The application.
    pub application: ApplicationId,
    /// Its name.
    pub name: String,
    /// How it proves itself.
    pub strategy: StrategyId,
    /// Its registration for the version, and the word of the registration's state.
    pub registration: Option<(RegistrationId, String)>,
    /// When the application was created.
    pub created_at: Instant,
    /// When it was changed last.
    pub updated_at: Instant,
}

/// What they are filtered by.
pub const FIELDS: &[Field] = &[
    Field::text("name"),
    Field::word("status", crate::registrations::STATES),
    Field::id("auth_strategy_id"),
];

const COLUMNS: [Column; 3] = [
    Column::sorted("name", "a.name", "lower(a.name)"),
    Column::new("status", "r.state"),
    Column::new("auth_strategy_id", "a.strategy"),
];

/// The developer's applications towards a version, by name where the sieve does not say otherwise. `unregistered` asks
/// for those without a registration in any state.
pub(super) async fn list(
    tx: &mut Tx,
    reach: &Reach,
    version: VersionId,
    (sieve, unregistered): (&Sieve, bool),
    page: Page,
) -> Result<Listed<Standing>> {
    let mut listing = Listing::new(
        "a.id, a.name, a.strategy, r.id as registration, r.state, a.created_at, a.updated_at, s.updated_at as
         strategy_updated_at",
        "applications a
           left join registrations r on r.application = a.id and r.version = $3
           join strategies s on s.id = a.strategy
          where true",
        args![reach.portal(), reach.developer(), version, unregistered],
    )
    .counted_over(concat!(
        "applications a left join registrations r on r.application = a.id and r.version = $3 where ",
        own!(),
        " and (r.id is null or not $4)"
    ))
    .keyed("a.id");
    listing.sieve(&COLUMNS, sieve)?;
    listing.order("lower(a.name)", Order::Ascending);
    listing.order("a.id", Order::Ascending);
    let (rows, total) = if sieve.tests.is_empty() {
        let total = count(tx, reach, version, unregistered).await?;
        (tx.page_of(&listing, page, total).await?, total)
    } else {
        tx.page(&listing, page).await?
    };
    let items = rows.iter().map(read).collect::<Result<Vec<_>>>()?;
    Ok(Listed { items, total, page })
}

/// How many there are, without looking for each whether it is registered.
async fn count(tx: &mut Tx, reach: &Reach, version: VersionId, unregistered: bool) -> Result<i64> {
    let row = tx
        .one(
            concat!(
                "select (select count(*) from applications a where ",
                own!(),
                ") as all_of_them,
                 (select count(*) from registrations r
                   where $4 and r.version = $3 and r.developer = $2 and r.portal = $1) as registered"
            ),
            args![reach.portal(), reach.developer(), version, unregistered],
        )
        .await?;
    Ok(row.get::<i64>("all_of_them")? - row.get::<i64>("registered")?)
}

fn read(row: &Row) -> Result<Standing> {
    let state = row.get::<Option<String>>("state")?;
    Ok(Standing {
        application: row.id("id")?,
        name: row.get("name")?,
        strategy: row.id("strategy")?,
        registration: row.maybe_id("registration")?.zip(state),
        created_at: row.get("created_at")?,
        updated_at: row.get::<Instant>("updated_at")?.max(row.get("strategy_updated_at")?),
    })
}
