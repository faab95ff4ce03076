//! Applications as admins' programs list them: those of a portal, with their strategies, labels and what they hold.

use base::sieve::{Field, Order};
use base::{ApplicationId, Error, Labels, Listed, Page, PortalId, Result, Right, Sieve};
use catalog::strategies::{self, Strategy};
use frame::Call;
use people::portals;
use sql::{Column, Listing, Row, args};

use super::application::Application;
use super::store;

/// By what programs filter and sort the applications of a portal.
pub const FIELDS: &[Field] = &[
    Field { sorts: true, ..Field::id("developer_id") },
    Field::text("developer_name"),
    Field::text("developer_email"),
    Field::text("name"),
    Field::moment("created_at").only_sorts(),
    Field::moment("updated_at").only_sorts(),
];

/// An application with its strategy and its labels.
#[derive(Debug, Clone)]
pub struct Overview {
    /// The application.
    pub application: Application,
    /// How it proves itself.
    pub strategy: Strategy,
    /// Its labels.
    pub labels: Labels,
}

const COLUMNS: [Column; 6] = [
    Column::new("developer_id", "a.developer"),
    Column::sorted("developer_name", "d.full_name", "lower(d.full_name)"),
    Column::new("developer_email", "d.email"),
    Column::sorted("name", "a.name", "lower(a.name)"),
    Column::new("created_at", "a.created_at"),
    Column::new("updated_at", "a.updated_at"),
];

/// One application of a portal, or of any portal where none is named.
pub async fn overview(call: &Call, portal: Option<PortalId>, id: ApplicationId) -> Result<Overview> {
    call.require(Right::ReadConsole)?;
    let mut listing = overviews(false);
    listing.and("a.id = ?", id);
    if let Some(portal) = portal {
        listing.and("a.portal = ?", portal);
    }
    let (rows, _) = call.read().await?.page(&listing, Page::first(1)).await?;
    rows.first().ok_or(Error::NotFound).and_then(read)
}

/// The applications of a portal that a sieve lets through, by name unless it says otherwise.
pub async fn list_within(
    call: &Call,
    portal: PortalId,
    sieve: &Sieve,
    page: Page,
) -> Result<Listed<Overview>> {
    call.require(Right::ReadConsole)?;
    let mut tx = call.read().await?;
    portals::find(&mut tx, &portal).await?;
    let mut listing = overviews(names_owner(sieve));
    listing.and("a.portal = ?", portal);
    listing.sieve(&COLUMNS, sieve)?;
    listing.order("lower(a.name)", Order::Ascending);
    listing.order("a.id", Order::Ascending);
    let (rows, total) = tx.page(&listing, page).await?;
    let items = rows.iter().map(read).collect::<Result<Vec<_>>>()?;
    Ok(Listed { items, total, page })
}

fn overviews(by_owner: bool) -> Listing {
    Listing::new(
        "a.id, a.portal, o.name as portal_name, a.developer, d.full_name, d.email, a.name, a.description,
         a.reference_id, a.strategy, s.display_name, a.first_call_at, a.created_at, a.updated_at, a.labels,
         s.id as strategy_id, s.name as strategy_name, s.display_name as strategy_display_name,
         s.kind as strategy_kind, s.key_names as strategy_key_names, s.ttl_value as strategy_ttl_value,
         s.ttl_unit as strategy_ttl_unit, s.hide_key as strategy_hide_key, s.labels as strategy_labels, s.created_at as strategy_created_at,
         s.updated_at as strategy_updated_at,
         (select count(*) from registrations r where r.application = a.id) as registrations,
         (select count(*) from registrations r where r.application = a.id and r.state = 'pending') as pending,
         (select count(*) from credentials c where c.application = a.id) as credentials",
        "applications a
           join developers d on d.id = a.developer
           join portals o on o.id = a.portal
           join strategies s on s.id = a.strategy
          where true",
        args![],
    )
    .keyed("a.id")
    .counted_over(if by_owner {
        "applications a join developers d on d.id = a.developer where true"
    } else {
        "applications a where true"
    })
}

/// Whether a sieve asks for what applications do not hold themselves.
fn names_owner(sieve: &Sieve) -> bool {
    sieve.fields().any(|field| matches!(field, "developer_name" | "developer_email"))
}

fn read(row: &Row) -> Result<Overview> {
    Ok(Overview {
        application: store::read(row)?,
        strategy: strategies::read(row, "strategy_")?,
        labels: Labels::read(&row.get::<String>("labels")?)?,
    })
}
