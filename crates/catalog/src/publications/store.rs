//! SQL and rows. Private to the folder.

use base::sieve::Order;
use base::{Error, Instant, PortalId, ProductId, RegistrationId, Result, StrategyId, VersionId};
use sql::{Failure, Listing, Row, Tx, args};

use super::ops::{Offer, Showing, Shown};
use super::publication::Publication;
use crate::State;

/// Shows a product in a portal; says whether it was not shown before.
pub(super) async fn show(tx: &mut Tx, product: ProductId, portal: PortalId, now: Instant) -> Result<bool> {
    let done = tx
        .run(
            "insert into product_publications (product, portal, created_at) values ($1, $2, $3)
             on conflict (product, portal) do nothing",
            args![product, portal, now],
        )
        .await?;
    Ok(done == 1)
}

/// Hides a product from a portal; says whether it was shown before.
pub(super) async fn hide(tx: &mut Tx, product: ProductId, portal: PortalId) -> Result<bool> {
    let done = tx
        .run("delete from product_publications where product = $1 and portal = $2", args![product, portal])
        .await?;
    Ok(done == 1)
}

/// A portal where a version may be published, and how it is there.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    pub(super) portal: PortalId,
    pub(super) default_strategy: Option<StrategyId>,
    /// Whether a version that comes there is deprecated from the start.
    pub(super) deprecated: bool,
    pub(super) publication: Option<Publication>,
}

/// The portals that show a product.
pub(super) async fn portals_of(tx: &mut Tx, product: ProductId) -> Result<Vec<PortalId>> {
    let rows = tx.all("select portal from product_publications where product = $1", args![product]).await?;
    rows.iter().map(|row| row.get("portal")).collect()
}

/// The portals that show a product or know one of its versions, and how the version is published there.
pub(super) async fn spots(tx: &mut Tx, version: VersionId, product: ProductId) -> Result<Vec<Spot>> {
    let rows = tx
        .all(
            "select o.id as place, o.default_strategy, u.id, u.version, u.portal, u.state, u.deprecated,
                    u.registration, u.auto_approve, u.strategy, u.created_at, u.updated_at
               from portals o left join publications u on u.portal = o.id and u.version = $1
              where u.id is not null
                 or exists (select 1 from product_publications s where s.portal = o.id and s.product = $2)
              order by o.id",
            args![version, product],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let is_known = row.get::<Option<String>>("id")?.is_some();
            Ok(Spot {
                portal: row.get("place")?,
                default_strategy: row.get("default_strategy")?,
                deprecated: false,
                publication: is_known.then(|| read(row)).transpose()?,
            })
        })
        .collect()
}

/// A product's versions that were published for all portals and that a portal does not know yet, with their names.
pub(super) async fn ready(
    tx: &mut Tx,
    product: ProductId,
    portal: PortalId,
) -> Result<Vec<(VersionId, String, Spot)>> {
    let rows = tx
        .all(
            "select v.id, v.name, v.deprecated, o.default_strategy
               from versions v join portals o on o.id = $2
              where v.product = $1 and v.publish_status = 'published'
                and not exists (select 1 from publications u where u.version = v.id and u.portal = $2)
              order by v.created_at, v.id",
            args![product, portal],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let (default_strategy, deprecated) = (row.get("default_strategy")?, row.get("deprecated")?);
            Ok((
                row.get("id")?,
                row.get("name")?,
                Spot { portal, default_strategy, deprecated, publication: None },
            ))
        })
        .collect()
}

/// How each of these versions is published, portal by portal.
pub(super) async fn offers(tx: &mut Tx, versions: impl IntoIterator<Item = VersionId>) -> Result<Vec<Offer>> {
    let columns =
        "u.id, u.version, u.portal, u.state, u.deprecated, u.registration, u.auto_approve, u.strategy,
         u.created_at, u.updated_at, o.name as portal_name, s.name as strategy_name";
    let rows = "publications u join portals o on o.id = u.portal left join strategies s on s.id = u.strategy where true";
    let mut listing = Listing::new(columns, rows, args![]);
    listing.among("u.version", versions);
    listing.order("lower(o.name)", Order::Ascending);
    listing.order("o.id", Order::Ascending);
    let rows = tx.every(&listing).await?;
    rows.iter()
        .map(|row| {
            Ok(Offer {
                publication: read(row)?,
                portal_name: row.get("portal_name")?,
                strategy_name: row.get("strategy_name")?,
            })
        })
        .collect()
}

/// Writes how a version is published to a portal, whether or not it was before.
pub(super) async fn put(tx: &mut Tx, it: &Publication) -> Result<()> {
    let done = tx
        .run(
            "insert into publications (id, version, portal, state, deprecated, registration, auto_approve, strategy,
                                       created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
             on conflict (version, portal) do update
                set state = $4, deprecated = $5, registration = $6, auto_approve = $7, strategy = $8, updated_at = $10",
            args![
                it.id,
                it.version,
                it.portal,
                it.state.word(),
                it.deprecated,
                it.registration,
                it.auto_approve,
                it.strategy,
                it.created_at,
                it.updated_at
            ],
        )
        .await;
    match done {
        Ok(_) => Ok(()),
        Err(Failure::Referenced(_)) => Err(Error::field("strategy", "unknown")),
        Err(failure) => Err(failure.into()),
    }
}

/// Takes the publication of a version to a portal away.
pub(super) async fn remove(tx: &mut Tx, version: VersionId, portal: PortalId) -> Result<()> {
    let sql = "delete from publications where version = $1 and portal = $2";
    if tx.run(sql, args![version, portal]).await? == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// Removes what the applications of a portal registered to a version, and says which registrations there were.
pub(super) async fn remove_registrations(
    tx: &mut Tx,
    version: VersionId,
    portal: PortalId,
) -> Result<Vec<RegistrationId>> {
    let sql = "delete from registrations where version = $1 and portal = $2 returning id";
    let rows = tx.all(sql, args![version, portal]).await?;
    rows.iter().map(|row| row.get("id")).collect()
}

/// Whether the gateway would let everybody call the version, were it not for its publication to this portal.
pub(super) async fn is_open_but_for(tx: &mut Tx, version: VersionId, portal: PortalId) -> Result<bool> {
    let row = tx
        .one(
            "select (exists (select 1 from publications
                              where version = $1 and portal <> $2 and state = 'published')
                     and not exists (select 1 from publications
                                      where version = $1 and portal <> $2 and strategy is not null)) as opens",
            args![version, portal],
        )
        .await?;
    row.get("opens")
}

/// A developer who may call a version.
pub(super) struct Registered {
    pub(super) email: String,
    pub(super) name: String,
    pub(super) applications: Vec<String>,
}

/// The developers of a portal whose applications may call a version, each once with the names of the applications.
pub(super) async fn registered(tx: &mut Tx, version: VersionId, portal: PortalId) -> Result<Vec<Registered>> {
    let rows = tx
        .all(
            "select d.email, d.full_name, a.name
               from registrations r
               join applications a on a.id = r.application
               join developers d on d.id = a.developer
              where r.version = $1 and r.state = 'approved' and a.portal = $2
              order by d.email, lower(a.name), a.id",
            args![version, portal],
        )
        .await?;
    let mut list: Vec<Registered> = Vec::new();
    for row in &rows {
        let (email, application) = (row.get::<String>("email")?, row.get::<String>("name")?);
        if let Some(known) = list.last_mut().filter(|it| it.email == email) {
            known.applications.push(application);
        } else {
            let name = row.get("full_name")?;
            list.push(Registered { email, name, applications: vec![application] });
        }
    }
    Ok(list)
}

/// How a version is published to a portal, if it ever was.
pub(super) async fn find(tx: &mut Tx, version: VersionId, portal: PortalId) -> Result<Option<Publication>> {
    let row = tx
        .maybe_one(
            "select id, version, portal, state, deprecated, registration, auto_approve, strategy,
                    created_at, updated_at
               from publications where version = $1 and portal = $2",
            args![version, portal],
        )
        .await?;
    row.map(|row| read(&row)).transpose()
}

/// All portals, with whether they show the product and how many of its versions.
pub(super) async fn portals_of_product(tx: &mut Tx, product: ProductId) -> Result<Vec<Showing>> {
    let rows = tx
        .all(
            "select o.id, o.name, o.slug, s.created_at,
                    (select count(*) from publications u join versions v on v.id = u.version
                      where u.portal = o.id and v.product = $1 and u.state = 'published') as versions
               from portals o left join product_publications s on s.portal = o.id and s.product = $1
              order by lower(o.name), o.id",
            args![product],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Showing {
                portal: row.get("id")?,
                portal_name: row.get("name")?,
                portal_slug: row.get("slug")?,
                since: row.get("created_at")?,
                versions: row.get("versions")?,
            })
        })
        .collect()
}

/// How a version is published, portal by portal.
pub(super) async fn of_version(tx: &mut Tx, version: VersionId) -> Result<Vec<Shown>> {
    let rows = tx
        .all(
            "select u.id, u.version, u.portal, u.state, u.deprecated, u.registration, u.auto_approve, u.strategy,
                    u.created_at, u.updated_at, o.name as portal_name, o.slug as portal_slug,
                    s.display_name as strategy_name,
                    exists (select 1 from product_publications x where x.portal = o.id and x.product = v.product)
                        as product_is_shown
               from publications u
               join portals o on o.id = u.portal
               join versions v on v.id = u.version
               left join strategies s on s.id = u.strategy
              where u.version = $1 order by lower(o.name), o.id",
            args![version],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Shown {
                publication: read(row)?,
                portal_name: row.get("portal_name")?,
                portal_slug: row.get("portal_slug")?,
                strategy_name: row.get("strategy_name")?,
                product_is_shown: row.get("product_is_shown")?,
            })
        })
        .collect()
}

/// Reads a publication from a row.
pub(super) fn read(row: &Row) -> Result<Publication> {
    Ok(Publication {
        id: row.get("id")?,
        version: row.get("version")?,
        portal: row.get("portal")?,
        state: State::stored(row)?,
        deprecated: row.get("deprecated")?,
        registration: row.get("registration")?,
        auto_approve: row.get("auto_approve")?,
        strategy: row.get("strategy")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}
