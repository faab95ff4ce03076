//! SQL and rows. Private to the folder.

use base::sieve::Order;
use base::{Error, Labels, Page, ProductId, Result, Sieve};
use frame::Reach;
use sql::{Args, Column, IntoValue, Listing, Row, Tx, args};

use super::card::{Card, Latest};
use crate::visibility::product_is_visible;

/// How many ids a statement takes. A page with more products, of which the JSON API is the only reader, takes several.
const AT_ONCE: usize = 24;

/// The cards of these products, in their order, as far as the one who asks may see them.
pub(super) async fn cards(tx: &mut Tx, reach: &Reach, products: &[ProductId]) -> Result<Vec<Card>> {
    let mut cards = Vec::new();
    for some in products.chunks(AT_ONCE) {
        cards.extend(cards_of(tx, reach, some).await?);
    }
    cards.sort_by_key(|card| products.iter().position(|it| *it == card.product));
    Ok(cards)
}

/// `cross join` keeps SQLite from beginning with all publications of the portal.
async fn cards_of(tx: &mut Tx, reach: &Reach, products: &[ProductId]) -> Result<Vec<Card>> {
    let mut values =
        vec![reach.is_everything().into_value(), reach.portal().into_value(), reach.developer().into_value()];
    values.extend(products.iter().map(IntoValue::into_value));
    values.resize(3 + AT_ONCE, String::new().into_value());
    let rows = tx
        .all(
            concat!(
                "select p.id, p.slug, p.name, p.description, p.public_labels, p.created_at, p.updated_at,
                        (select count(*) from versions v cross join publications o
                          where v.product = p.id and o.version = v.id and o.portal = $2
                            and o.state = 'published') as versions,
                        exists (select 1 from versions v cross join publications o
                          where v.product = p.id and o.version = v.id and o.portal = $2
                            and o.state = 'published' and o.registration) as is_open,
                        exists (select 1 from versions v cross join publications o
                          where v.product = p.id and o.version = v.id and o.portal = $2
                            and o.state = 'published' and not o.deprecated) as is_current,
                        (select v.id || ' ' || v.name from versions v cross join publications o
                          where v.product = p.id and o.version = v.id and o.portal = $2
                            and o.state = 'published'
                          order by v.created_at desc, v.id desc limit 1) as latest,
                        (select count(*) from documents d where d.product = p.id and d.state = 'published') as documents
                   from products p
                  where p.id in ($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
                                 $22, $23, $24, $25, $26, $27) and ",
                product_is_visible!()
            ),
            Args::new(values),
        )
        .await?;
    rows.iter().map(card).collect()
}

fn card(row: &Row) -> Result<Card> {
    Ok(Card {
        product: row.get("id")?,
        slug: row.get("slug")?,
        name: row.get("name")?,
        description: row.get("description")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
        versions: row.get("versions")?,
        latest: row.get::<Option<String>>("latest")?.and_then(|it| latest(&it)),
        documents: row.get("documents")?,
        public_labels: Labels::read(&row.get::<String>("public_labels")?)?,
        is_open: row.get("is_open")?,
        is_current: row.get("is_current")?,
    })
}

/// The version that was made last: its id, a blank, its name.
fn latest(text: &str) -> Option<Latest> {
    let (id, name) = text.split_once(' ')?;
    Some(Latest { id: id.parse().ok()?, name: name.to_owned() })
}

const COLUMNS: [Column; 3] = [
    Column::sorted("name", "p.name", "lower(p.name)"),
    Column::new("description", "p.description"),
    Column::new("id", "p.id"),
];

/// The rule of `visibility` for all products of a portal at once: what is the same for all of them is asked once. `$1` is
/// the portal, `$2` the developer; nothing here is for admins.
const SHOWN: &str = "products p
    where exists (select 1 from product_publications shown where shown.product = p.id and shown.portal = $1)
      and ($2 <> '' or (select place.catalog from portals place where place.id = $1) = 'public')
      and (not (select place.rbac from portals place where place.id = $1)
           or p.id in (select held.product from team_members mine join team_roles held on held.team = mine.team
                        where mine.developer = $2))";

/// The products of the reach's portal that a sieve lets through, by name where it does not say otherwise: this page of
/// them, and how many there are.
pub(super) async fn sieved(
    tx: &mut Tx,
    reach: &Reach,
    sieve: &Sieve,
    page: Page,
) -> Result<(Vec<ProductId>, i64)> {
    let mut listing = Listing::new("p.id", SHOWN, args![reach.portal(), reach.developer()]).keyed("p.id");
    listing.sieve(&COLUMNS, sieve)?;
    listing.order("lower(p.name)", Order::Ascending);
    listing.order("p.id", Order::Ascending);
    let (rows, total) = tx.page(&listing, page).await?;
    Ok((rows.iter().map(|row| row.get("id")).collect::<Result<_>>()?, total))
}

/// Whether the developer may register applications to the versions of a product within reach.
pub(super) async fn may_register(tx: &mut Tx, reach: &Reach, id: ProductId) -> Result<bool> {
    let row = tx
        .maybe_one(
            concat!(
                "select $1 or not (select place.rbac from portals place where place.id = $2)
                        or exists (select 1 from team_members mine join team_roles held on held.team = mine.team
                                    where mine.developer = $3 and held.product = p.id
                                      and held.role = 'consumer') as may_register
                   from products p where p.id = $4 and ",
                product_is_visible!()
            ),
            args![reach.is_everything(), reach.portal(), reach.developer(), id],
        )
        .await?;
    row.ok_or(Error::NotFound)?.get("may_register")
}
