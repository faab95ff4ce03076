//! What a portal shows of its products to those who come to it: each with the counts and the latest version that lists
//! of products tell. Programs read it; nothing here is for admins.
//!
//! The rule is that of `visibility`, written so that it holds for ten thousand products at once: what is the same for
//! all of them is asked once, and names come from the index that orders them.

use base::sieve::{Field, Order};
use base::{Error, Labels, Listed, Page, ProductId, Result, Sieve, VersionId};
use frame::Reach;
use sql::{Args, Column, IntoValue, Listing, Row, Tx, args};

use super::product::Product;
use super::store;
use crate::visibility::product_is_visible;

/// A product as a portal shows it.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The product.
    pub product: Product,
    /// How many documents there are to read.
    pub documents: i64,
    /// How many versions the portal offers.
    pub versions: i64,
    /// The one of them that was made last.
    pub latest: Option<Latest>,
    /// What its producer says of it in labels that everybody may read.
    pub public_labels: Labels,
}

/// The version that was made last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Latest {
    /// Which one.
    pub id: VersionId,
    /// Its name.
    pub name: String,
}

/// What may be done with a product by the one who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actions {
    /// Whether applications may be registered to its versions: with RBAC on, only API Consumers may.
    pub register: bool,
}

/// What a portal's products are filtered by.
pub const FIELDS: &[Field] = &[Field::text("name"), Field::text("description"), Field::id("id")];

const COLUMNS: [Column; 3] = [
    Column::sorted("name", "p.name", "lower(p.name)"),
    Column::new("description", "p.description"),
    Column::new("id", "p.id"),
];

/// Who comes may see products here at all: `$1` is the portal, `$2` the developer.
macro_rules! is_let_in {
    () => {
        "($2 <> '' or (select place.catalog from portals place where place.id = $1) = 'public')
         and (not (select place.rbac from portals place where place.id = $1)"
    };
}

/// The products on which a team of the developer has a role.
macro_rules! of_teams {
    () => {
        "(select held.product from team_members mine join team_roles held on held.team = mine.team
           where mine.developer = $2)"
    };
}

const ROWS: &str = concat!(
    "products p
      where exists (select 1 from product_publications shown where shown.product = p.id and shown.portal = $1)
        and ",
    is_let_in!(),
    " or p.id in ",
    of_teams!(),
    ")"
);

/// The same rows, counted without looking at products.
const COUNTED: &str = concat!(
    "product_publications shown where shown.portal = $1 and ",
    is_let_in!(),
    " or shown.product in ",
    of_teams!(),
    ")"
);

/// The products of the reach's portal that a sieve lets through, by name where it does not say otherwise.
pub(super) async fn list(tx: &mut Tx, reach: &Reach, sieve: &Sieve, page: Page) -> Result<Listed<Shown>> {
    let mut listing = Listing::new("p.id", ROWS, args![reach.portal(), reach.developer()]);
    if sieve.tests.is_empty() {
        listing = listing.counted_over(COUNTED);
    }
    listing.sieve(&COLUMNS, sieve)?;
    listing.order("lower(p.name)", Order::Ascending);
    listing.order("p.id", Order::Ascending);
    let (rows, total) = tx.page(&listing, page).await?;
    let ids = rows.iter().map(|row| row.get("id")).collect::<Result<Vec<_>>>()?;
    Ok(Listed { items: of(tx, reach, &ids).await?, total, page })
}

/// One product, within reach.
pub(super) async fn one(tx: &mut Tx, reach: &Reach, id: ProductId) -> Result<Shown> {
    of(tx, reach, &[id]).await?.pop().ok_or(Error::NotFound)
}

/// As many places for ids as a page has rows at most.
const MOST: usize = 100;

/// The products of these ids, a page of them at most, in their order and as far as they are within reach. `cross join`
/// keeps SQLite from beginning with all publications of the portal.
pub(crate) async fn of(tx: &mut Tx, reach: &Reach, ids: &[ProductId]) -> Result<Vec<Shown>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut values =
        vec![reach.is_everything().into_value(), reach.portal().into_value(), reach.developer().into_value()];
    values.extend(ids.iter().take(MOST).map(IntoValue::into_value));
    values.resize(3 + MOST, String::new().into_value());
    let rows = tx
        .all(
            concat!(
                "select p.id, p.slug, p.name, p.description, p.labels, p.public_labels, p.created_at, p.updated_at,
                        (select count(*) from documents d
                          where d.product = p.id and d.state = 'published') as documents,
                        (select count(*) from versions v cross join publications o
                          where v.product = p.id and o.version = v.id and o.portal = $2
                            and o.state = 'published') as versions,
                        (select v.id || ' ' || v.name from versions v cross join publications o
                          where v.product = p.id and o.version = v.id and o.portal = $2
                            and o.state = 'published'
                          order by v.created_at desc, v.id desc limit 1) as latest
                   from products p
                  where p.id in ($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
                                 $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38,
                                 $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51, $52, $53, $54, $55,
                                 $56, $57, $58, $59, $60, $61, $62, $63, $64, $65, $66, $67, $68, $69, $70, $71, $72,
                                 $73, $74, $75, $76, $77, $78, $79, $80, $81, $82, $83, $84, $85, $86, $87, $88, $89,
                                 $90, $91, $92, $93, $94, $95, $96, $97, $98, $99, $100, $101, $102, $103) and ",
                product_is_visible!()
            ),
            Args::new(values),
        )
        .await?;
    let mut shown = rows.iter().map(read).collect::<Result<Vec<_>>>()?;
    shown.sort_by_key(|it| ids.iter().position(|id| *id == it.product.id));
    Ok(shown)
}

/// What may be done with a product within reach.
pub(super) async fn actions(tx: &mut Tx, reach: &Reach, id: ProductId) -> Result<Actions> {
    let row = tx
        .maybe_one(
            concat!(
                "select $1 or not (select place.rbac from portals place where place.id = $2)
                        or exists (select 1 from team_members mine join team_roles held on held.team = mine.team
                                    where mine.developer = $3 and held.product = p.id
                                      and held.role = 'consumer') as register
                   from products p where p.id = $4 and ",
                product_is_visible!()
            ),
            args![reach.is_everything(), reach.portal(), reach.developer(), id],
        )
        .await?;
    let row = row.ok_or(Error::NotFound)?;
    Ok(Actions { register: row.get("register")? })
}

fn read(row: &Row) -> Result<Shown> {
    Ok(Shown {
        product: store::read(row)?,
        documents: row.get("documents")?,
        versions: row.get("versions")?,
        latest: latest(row.get::<Option<String>>("latest")?.as_deref())?,
        public_labels: Labels::read(&row.get::<String>("public_labels")?)?,
    })
}

fn latest(stored: Option<&str>) -> Result<Option<Latest>> {
    let Some((id, name)) = stored.and_then(|it| it.split_once(' ')) else { return Ok(None) };
    let id = id.parse().map_err(|_| Error::internal("a version's id is none"))?;
    Ok(Some(Latest { id, name: name.to_owned() }))
}
