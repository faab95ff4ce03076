//! Registrations as admins' programs list them: those of a portal or of one of its applications.

use base::sieve::{Field, Order};
use base::{ApplicationId, Error, Listed, Page, PortalId, RegistrationId, Result, Right, Sieve};
use frame::Call;
use people::portals;
use sql::{Column, Listing, Tx, args};

use super::registration::Registration;
use super::store::{self, columns, tables};

/// By what programs filter and sort the registrations of a portal.
pub const FIELDS: &[Field] = &[
    Field { sorts: true, ..Field::id("developer_id") },
    Field::text("developer_name"),
    Field::text("application_name"),
    Field::text("status"),
    Field::moment("created_at").only_sorts(),
    Field::moment("updated_at").only_sorts(),
];

/// By what programs filter and sort the registrations of an application.
pub const STATE_FIELDS: &[Field] = &[
    Field::text("status"),
    Field::moment("created_at").only_sorts(),
    Field::moment("updated_at").only_sorts(),
];

const COLUMNS: [Column; 6] = [
    Column::new("developer_id", "a.developer"),
    Column::sorted("developer_name", "d.full_name", "lower(d.full_name)"),
    Column::sorted("application_name", "a.name", "lower(a.name)"),
    Column::new("status", "r.state"),
    Column::new("created_at", "r.created_at"),
    Column::new("updated_at", "r.updated_at"),
];

/// One registration of an application of a portal.
pub async fn view_within(
    call: &Call,
    (portal, application): (PortalId, ApplicationId),
    id: RegistrationId,
) -> Result<Registration> {
    call.require(Right::ReadConsole)?;
    let it = store::find(&mut call.read().await?, &call.reach(), id).await?;
    if it.portal == portal && it.application == application { Ok(it) } else { Err(Error::NotFound) }
}

/// The registrations of a portal, or of one of its applications, that a sieve lets through, the newest first unless it
/// says otherwise.
pub async fn list_within(
    call: &Call,
    portal: PortalId,
    application: Option<ApplicationId>,
    sieve: &Sieve,
    page: Page,
) -> Result<Listed<Registration>> {
    call.require(Right::ReadConsole)?;
    let mut tx = call.read().await?;
    portals::find(&mut tx, &portal).await?;
    // Their names are not the registrations' own.
    let names_somebody =
        sieve.fields().any(|field| field.starts_with("developer_") || field.starts_with("application_"));
    let mut listing = registrations(portal, names_somebody);
    if let Some(application) = application {
        require(&mut tx, portal, application).await?;
        listing.and("r.application = ?", application);
    }
    listing.sieve(&COLUMNS, sieve)?;
    // Ties go the way that was asked for, as an index does.
    let ties = sieve.sort.last().map_or(Order::Descending, |(_, order)| *order);
    listing.order("r.created_at", ties);
    listing.order("r.id", ties);
    let (rows, total) = tx.page(&listing, page).await?;
    let items = rows.iter().map(store::read).collect::<Result<Vec<_>>>()?;
    Ok(Listed { items, total, page })
}

async fn require(tx: &mut Tx, portal: PortalId, application: ApplicationId) -> Result<()> {
    let sql = "select id from applications where id = $1 and portal = $2";
    tx.maybe_one(sql, args![application, portal]).await?.map(drop).ok_or(Error::NotFound)
}

fn registrations(portal: PortalId, by_name: bool) -> Listing {
    let listing = Listing::new(columns!(), concat!(tables!(), " where true"), args![portal]).keyed("r.id");
    if by_name {
        listing.counted_over(
            "registrations r
               join applications a on a.id = r.application
               join developers d on d.id = a.developer
              where r.portal = $1",
        )
    } else {
        listing.counted_over("registrations r where r.portal = $1")
    }
}
