//! A developer's own applications as programs list them: without what belongs to each, which nobody counts for a list.

use base::sieve::{Field, Order};
use base::{ApplicationId, Instant, Listed, Page, Result, Sieve, StrategyId};
use frame::Reach;
use sql::{Column, Listing, Row, Tx, args};

use super::application::Application;

/// One of the caller's applications.
#[derive(Debug, Clone)]
pub struct Own {
    /// Which one.
    pub id: ApplicationId,
    /// Its name, unique among the developer's.
    pub name: String,
    /// What it is for; may be empty.
    pub description: String,
    /// Unique in the portal.
    pub reference_id: String,
    /// How it proves itself, for life.
    pub strategy: StrategyId,
    /// When it was created.
    pub created_at: Instant,
    /// When it was changed last, or its strategy was.
    pub updated_at: Instant,
}

impl From<Application> for Own {
    fn from(it: Application) -> Self {
        Self {
            id: it.id,
            name: it.name,
            description: it.description,
            reference_id: it.reference_id,
            strategy: it.strategy,
            created_at: it.created_at,
            updated_at: it.updated_at,
        }
    }
}

/// What they are filtered by.
pub const FIELDS: &[Field] = &[Field::text("name"), Field::id("auth_strategy_id")];

const COLUMNS: [Column; 2] =
    [Column::sorted("name", "a.name", "lower(a.name)"), Column::new("auth_strategy_id", "a.strategy")];

/// That the developer is of the portal is asked once, so that the index of the developer's applications leads.
macro_rules! own {
    () => {
        "a.developer = $2 and $1 = (select d.portal from developers d where d.id = $2)"
    };
}

pub(super) use own;

/// The applications of the reach's developer that a sieve lets through, by name where it does not say otherwise.
pub(super) async fn list(tx: &mut Tx, reach: &Reach, sieve: &Sieve, page: Page) -> Result<Listed<Own>> {
    let mut listing = Listing::new(
        "a.id, a.name, a.description, a.reference_id, a.strategy, a.created_at, a.updated_at,
         s.updated_at as strategy_updated_at",
        "applications a join strategies s on s.id = a.strategy where true",
        args![reach.portal(), reach.developer()],
    )
    .counted_over(concat!("applications a where ", own!()))
    .keyed("a.id");
    listing.sieve(&COLUMNS, sieve)?;
    listing.order("lower(a.name)", Order::Ascending);
    listing.order("a.id", Order::Ascending);
    let (rows, total) = tx.page(&listing, page).await?;
    let items = rows.iter().map(read).collect::<Result<Vec<_>>>()?;
    Ok(Listed { items, total, page })
}

fn read(row: &Row) -> Result<Own> {
    Ok(Own {
        id: row.id("id")?,
        name: row.get("name")?,
        description: row.get("description")?,
        reference_id: row.get("reference_id")?,
        strategy: row.id("strategy")?,
        created_at: row.get("created_at")?,
        updated_at: row.get::<Instant>("updated_at")?.max(row.get("strategy_updated_at")?),
    })
}
