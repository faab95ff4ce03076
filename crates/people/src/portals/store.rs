//! SQL and rows. Private to the folder.

use std::collections::HashMap;

use base::sieve::Order;
use base::{Error, ImageId, Instant, Labels, Listed, Page, PortalId, Result, Sieve, StrategyId};
use sql::{Column, Failure, Listing, Row, Tx, args};

use super::ops::{Going, Overview};
use super::picture::Image;
use super::portal::Portal;

/// Writes a portal that did not exist.
pub(super) async fn insert(tx: &mut Tx, it: &Portal) -> Result<()> {
    let done = tx
        .run(
            "insert into portals (id, slug, name, description, catalog, accounts, listed, rbac,
                                  auto_approve_developers, auto_approve_registrations, key_prefix, default_strategy,
                                  max_applications, max_credentials, welcome_title, welcome_text, support_email,
                                  theme, logo, created_at, updated_at, display_name, custom_domain,
                                  custom_client_domain, labels)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $20,
                     $21, $22, $23, $24)",
            args![
                it.id,
                &it.slug,
                &it.name,
                &it.description,
                it.catalog.name(),
                it.accounts.name(),
                it.listed,
                it.rbac,
                it.auto_approve_developers,
                it.auto_approve_registrations,
                &it.key_prefix,
                it.default_strategy,
                it.max_applications,
                it.max_credentials,
                &it.welcome_title,
                &it.welcome_text,
                &it.support_email,
                &it.theme,
                it.logo,
                it.created_at,
                &it.display_name,
                it.custom_domain.clone(),
                it.custom_client_domain.clone(),
                it.labels.stored()
            ],
        )
        .await;
    done.map(|_| ()).map_err(taken)
}

/// Writes everything that may change.
pub(super) async fn update(tx: &mut Tx, it: &Portal) -> Result<()> {
    let done = tx
        .run(
            "update portals
                set name = $2, description = $3, catalog = $4, accounts = $5, listed = $6, rbac = $7,
                    auto_approve_developers = $8, auto_approve_registrations = $9, key_prefix = $10,
                    default_strategy = $11, max_applications = $12, max_credentials = $13, welcome_title = $14,
                    welcome_text = $15, support_email = $16, theme = $17, logo = $18, updated_at = $19,
                    display_name = $20, custom_domain = $21, custom_client_domain = $22, labels = $23,
                    appearance = $24, cover = $25, favicon = $26
              where id = $1",
            args![
                it.id,
                &it.name,
                &it.description,
                it.catalog.name(),
                it.accounts.name(),
                it.listed,
                it.rbac,
                it.auto_approve_developers,
                it.auto_approve_registrations,
                &it.key_prefix,
                it.default_strategy,
                it.max_applications,
                it.max_credentials,
                &it.welcome_title,
                &it.welcome_text,
                &it.support_email,
                &it.theme,
                it.logo,
                it.updated_at,
                &it.display_name,
                it.custom_domain.clone(),
                it.custom_client_domain.clone(),
                it.labels.stored(),
                &it.appearance,
                it.cover,
                it.favicon
            ],
        )
        .await;
    if done.map_err(taken)? == 1 { Ok(()) } else { Err(Error::NotFound) }
}

fn taken(failure: Failure) -> Error {
    for field in ["custom_domain", "custom_client_domain", "slug", "name"] {
        if failure.taken_on(field) {
            return Error::field(field, "taken");
        }
    }
    failure.into()
}

/// Removes a portal with everything in it.
pub(super) async fn remove(tx: &mut Tx, it: &Portal) -> Result<()> {
    let gone = tx.run("delete from portals where id = $1", args![it.id]).await?;
    if gone != 1 {
        return Err(Error::NotFound);
    }
    for image in [it.logo, it.cover, it.favicon] {
        remove_image(tx, image).await?;
    }
    Ok(())
}

/// The portal of this id, held until the end of the transaction: what is decided by what was read stays true.
pub(super) async fn find_to_change(tx: &mut Tx, id: &PortalId) -> Result<Portal> {
    tx.maybe_one("select id from portals where id = $1 {for_update}", args![id]).await?;
    find(tx, id).await
}

/// The portal of this id.
pub(super) async fn find(tx: &mut Tx, id: &PortalId) -> Result<Portal> {
    let row = tx
        .maybe_one(
            "select id, slug, name, description, catalog, accounts, listed, rbac, auto_approve_developers,
                    auto_approve_registrations, key_prefix, default_strategy, max_applications, max_credentials,
                    welcome_title, welcome_text, support_email, theme, logo, created_at, updated_at, display_name,
                    custom_domain, custom_client_domain, labels, appearance, cover, favicon
               from portals where id = $1",
            args![id],
        )
        .await?;
    row.ok_or(Error::NotFound).and_then(|row| read(&row))
}

/// The portal of this slug.
pub(super) async fn by_slug(tx: &mut Tx, slug: &str) -> Result<Portal> {
    let row = tx
        .maybe_one(
            "select id, slug, name, description, catalog, accounts, listed, rbac, auto_approve_developers,
                    auto_approve_registrations, key_prefix, default_strategy, max_applications, max_credentials,
                    welcome_title, welcome_text, support_email, theme, logo, created_at, updated_at, display_name,
                    custom_domain, custom_client_domain, labels, appearance, cover, favicon
               from portals where slug = $1",
            args![slug],
        )
        .await?;
    row.ok_or(Error::NotFound).and_then(|row| read(&row))
}

/// The portal that has this domain of its own.
pub(super) async fn by_domain(tx: &mut Tx, domain: &str) -> Result<Portal> {
    let row = tx
        .maybe_one(
            "select id, slug, name, description, catalog, accounts, listed, rbac, auto_approve_developers,
                    auto_approve_registrations, key_prefix, default_strategy, max_applications, max_credentials,
                    welcome_title, welcome_text, support_email, theme, logo, created_at, updated_at, display_name,
                    custom_domain, custom_client_domain, labels, appearance, cover, favicon
               from portals where custom_domain = $1",
            args![domain],
        )
        .await?;
    row.ok_or(Error::NotFound).and_then(|row| read(&row))
}

/// All portals by name, or those that choose to be listed.
pub(super) async fn list(tx: &mut Tx, only_listed: bool) -> Result<Vec<Portal>> {
    let rows = tx
        .all(
            "select id, slug, name, description, catalog, accounts, listed, rbac, auto_approve_developers,
                    auto_approve_registrations, key_prefix, default_strategy, max_applications, max_credentials,
                    welcome_title, welcome_text, support_email, theme, logo, created_at, updated_at, display_name,
                    custom_domain, custom_client_domain, labels, appearance, cover, favicon
               from portals where listed or not $1
              order by lower(name), id",
            args![only_listed],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// What programs call a portal's columns. `$1` is what follows a slug in its host name.
const COLUMNS: [Column; 12] = [
    Column::new("id", "p.id"),
    Column::sorted("name", "p.name", "lower(p.name)"),
    Column::sorted("description", "p.description", "lower(p.description)"),
    Column::sorted("is_public", "(p.accounts = 'off')", "case when p.accounts = 'off' then 1 else 0 end"),
    Column::new("rbac_enabled", "p.rbac"),
    Column::new("auto_approve_developers", "p.auto_approve_developers"),
    Column::new("auto_approve_applications", "p.auto_approve_registrations"),
    Column::sorted("default_domain", "(p.slug || $1)", "p.slug"),
    Column::new("custom_domain", "p.custom_domain"),
    Column::new("custom_client_domain", "p.custom_client_domain"),
    Column::new("created_at", "p.created_at"),
    Column::new("updated_at", "p.updated_at"),
];

/// Portals with how much is in them. The parameter that the columns use is used whether or not they are.
fn overviews(domain: &str) -> Listing {
    Listing::new(
        "p.id, p.slug, p.name, p.description, p.catalog, p.accounts, p.listed, p.rbac, p.auto_approve_developers,
         p.auto_approve_registrations, p.key_prefix, p.default_strategy, p.max_applications, p.max_credentials,
         p.welcome_title, p.welcome_text, p.support_email, p.theme, p.logo, p.created_at, p.updated_at,
         p.display_name, p.custom_domain, p.custom_client_domain, p.labels, p.appearance, p.cover, p.favicon,
         (select count(*) from applications a where a.portal = p.id) as applications,
         (select count(*) from developers d where d.portal = p.id and d.state <> 'unverified') as developers,
         (select count(*) from product_publications s where s.portal = p.id) as products",
        "portals p where $1 <> ''",
        args![domain],
    )
}

/// The portals that a sieve lets through, by name where it does not say otherwise.
pub(super) async fn list_sieved(
    tx: &mut Tx,
    domain: &str,
    sieve: &Sieve,
    page: Page,
) -> Result<Listed<Overview>> {
    let mut listing = overviews(domain);
    listing.sieve(&COLUMNS, sieve)?;
    listing.order("lower(p.name)", Order::Ascending);
    listing.order("p.id", Order::Ascending);
    let (rows, total) = tx.page(&listing, page).await?;
    let items = rows.iter().map(read_overview).collect::<Result<Vec<_>>>()?;
    Ok(Listed { items, total, page })
}

/// One portal with how much is in it.
pub(super) async fn overview(tx: &mut Tx, id: &PortalId, domain: &str) -> Result<Overview> {
    let mut listing = overviews(domain);
    listing.and("p.id = ?", *id);
    let (rows, _) = tx.page(&listing, Page::first(1)).await?;
    rows.first().ok_or(Error::NotFound).and_then(read_overview)
}

fn read_overview(row: &Row) -> Result<Overview> {
    Ok(Overview {
        portal: read(row)?,
        applications: row.get("applications")?,
        developers: row.get("developers")?,
        products: row.get("products")?,
    })
}

/// The slugs that begin like this one.
pub(super) async fn slugs_like(tx: &mut Tx, stem: &str) -> Result<Vec<String>> {
    let rows = tx.all("select slug from portals where slug like $1", args![format!("{stem}%")]).await?;
    rows.iter().map(|row| row.get("slug")).collect()
}

/// Whether a portal has developers, or versions that take registrations.
pub(super) async fn is_in_use(tx: &mut Tx, id: &PortalId) -> Result<bool> {
    let row = tx
        .one(
            "select (exists (select 1 from developers where portal = $1 and state <> 'unverified')
                     or exists (select 1 from publications where portal = $1 and registration)) as used",
            args![id],
        )
        .await?;
    row.get("used")
}

/// How many developers each portal has.
pub(super) async fn head_counts(tx: &mut Tx) -> Result<HashMap<PortalId, i64>> {
    let rows = tx.all("select portal, count(*) as total from developers group by portal", args![]).await?;
    rows.iter().map(|row| Ok((row.id("portal")?, row.get("total")?))).collect()
}

/// The ids and display names of the auth strategies.
pub(super) async fn strategies(tx: &mut Tx) -> Result<Vec<(StrategyId, String)>> {
    let sql = "select id, display_name from strategies order by lower(display_name), id";
    let rows = tx.all(sql, args![]).await?;
    rows.iter().map(|row| Ok((row.id("id")?, row.get("display_name")?))).collect()
}

/// The slug of the portal that has exactly this slug or this name.
pub(super) async fn slug_of(tx: &mut Tx, typed: &str) -> Result<Option<String>> {
    let row = tx
        .maybe_one(
            "select slug from portals where slug = lower($1) or lower(name) = lower($1)
              order by case when slug = lower($1) then 0 else 1 end limit 1",
            args![typed],
        )
        .await?;
    row.map(|row| row.get("slug")).transpose()
}

/// What goes with a portal.
pub(super) async fn count_going(tx: &mut Tx, id: &PortalId) -> Result<Going> {
    let row = tx
        .one(
            "select (select count(*) from developers where portal = $1) as developers,
                    (select count(*) from teams where portal = $1) as teams,
                    (select count(*) from applications where portal = $1) as applications,
                    (select count(*) from registrations r join applications a on a.id = r.application
                      where a.portal = $1) as registrations,
                    (select count(*) from credentials c join applications a on a.id = c.application
                      where a.portal = $1) as credentials",
            args![id],
        )
        .await?;
    Ok(Going {
        developers: row.get("developers")?,
        teams: row.get("teams")?,
        applications: row.get("applications")?,
        registrations: row.get("registrations")?,
        credentials: row.get("credentials")?,
    })
}

/// The ids of the portal's applications.
pub(super) async fn applications(tx: &mut Tx, id: &PortalId) -> Result<Vec<String>> {
    let rows = tx.all("select id from applications where portal = $1", args![id]).await?;
    rows.iter().map(|row| row.get("id")).collect()
}

/// Whether another portal has this domain, as its own or as its client's.
pub(super) async fn is_domain_of_another(tx: &mut Tx, id: &PortalId, domain: &str) -> Result<bool> {
    let sql = "select id from portals where id <> $1 and (custom_domain = $2 or custom_client_domain = $2)";
    Ok(tx.maybe_one(sql, args![id, domain]).await?.is_some())
}

/// Whether there is such an auth strategy.
pub(super) async fn has_strategy(tx: &mut Tx, id: &str) -> Result<bool> {
    Ok(tx.maybe_one("select id from strategies where id = $1", args![id]).await?.is_some())
}

/// Writes an image.
pub(super) async fn insert_image(tx: &mut Tx, id: ImageId, image: &Image, now: Instant) -> Result<()> {
    tx.run(
        "insert into images (id, media_type, bytes, created_at) values ($1, $2, $3, $4)",
        args![id, image.media_type.as_str(), image.bytes.as_slice(), now],
    )
    .await?;
    Ok(())
}

/// Removes an image, if there is one.
pub(super) async fn remove_image(tx: &mut Tx, id: Option<ImageId>) -> Result<()> {
    tx.run("delete from images where id = $1", args![id]).await?;
    Ok(())
}

/// The image: any, or a picture of this portal, or the logo of a listed portal where none is named.
pub(super) async fn find_image(
    tx: &mut Tx,
    id: ImageId,
    any: bool,
    portal: Option<PortalId>,
) -> Result<Image> {
    let portal = portal.map(|it| it.to_string()).unwrap_or_default();
    let row = tx
        .maybe_one(
            "select i.media_type, i.bytes from images i
              where i.id = $1 and exists (
                    select 1 from portals p
                     where (p.logo = i.id or p.cover = i.id or p.favicon = i.id)
                       and ($2 or p.id = $3 or ($3 = '' and p.listed and p.logo = i.id)))",
            args![id, any, portal],
        )
        .await?
        .ok_or(Error::NotFound)?;
    Ok(Image { media_type: row.get("media_type")?, bytes: row.get("bytes")? })
}

/// The portal's pictures.
pub(super) async fn images_of(tx: &mut Tx, it: &Portal) -> Result<HashMap<ImageId, Image>> {
    let rows = tx
        .all(
            "select id, media_type, bytes from images where id in ($1, $2, $3)",
            args![it.logo, it.favicon, it.cover],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let image = Image { media_type: row.get("media_type")?, bytes: row.get("bytes")? };
            Ok((row.id("id")?, image))
        })
        .collect()
}

fn read(row: &Row) -> Result<Portal> {
    Ok(Portal {
        id: row.id("id")?,
        slug: row.get("slug")?,
        name: row.get("name")?,
        description: row.get("description")?,
        catalog: word(&row.get::<String>("catalog")?)?,
        accounts: word(&row.get::<String>("accounts")?)?,
        listed: row.get("listed")?,
        rbac: row.get("rbac")?,
        auto_approve_developers: row.get("auto_approve_developers")?,
        auto_approve_registrations: row.get("auto_approve_registrations")?,
        key_prefix: row.get("key_prefix")?,
        default_strategy: row.maybe_id("default_strategy")?,
        max_applications: row.get("max_applications")?,
        max_credentials: row.get("max_credentials")?,
        welcome_title: row.get("welcome_title")?,
        welcome_text: row.get("welcome_text")?,
        support_email: row.get("support_email")?,
        theme: row.get("theme")?,
        logo: row.maybe_id("logo")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
        display_name: row.get("display_name")?,
        custom_domain: row.get("custom_domain")?,
        custom_client_domain: row.get("custom_client_domain")?,
        labels: Labels::read(&row.get::<String>("labels")?)?,
        appearance: row.get("appearance")?,
        cover: row.maybe_id("cover")?,
        favicon: row.maybe_id("favicon")?,
    })
}

fn word<T: std::str::FromStr>(text: &str) -> Result<T> {
    text.parse().map_err(|_| Error::internal(format!("a portal's setting is the unknown word {text}")))
}
