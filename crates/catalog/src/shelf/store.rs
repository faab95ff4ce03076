//! SQL and rows. Private to the folder.

use std::collections::{HashMap, HashSet};

use base::{Error, PortalId, ProductId, Result};
use frame::Reach;
use sql::{Args, IntoValue, Row, Tx, args};

use super::entry::{Draft, Entry};
use super::ops::Card;
use super::shelf::Sight;
use crate::specifications::Operation;
use crate::visibility::product_is_visible;

/// How many cards a page of the catalog has at most.
pub(super) const PAGE: usize = 24;

/// The last change that was committed.
pub(super) async fn position(tx: &mut Tx) -> Result<i64> {
    tx.one("select seq from feed", args![]).await?.get("seq")
}

/// The products that changed after a position, with the position of the last of them, oldest first; nothing when the
/// feed does not reach back so far.
pub(super) async fn changed(tx: &mut Tx, after: i64, most: i64) -> Result<Option<Vec<(i64, String)>>> {
    let first =
        tx.one("select min(seq) as first from changes", args![]).await?.get::<Option<i64>>("first")?;
    if first.is_none_or(|it| it > after + 1) {
        return Ok(None);
    }
    let rows = tx
        .all(
            "select seq, id from changes where seq > $1 and kind = 'product' order by seq limit $2",
            args![after, most],
        )
        .await?;
    rows.iter().map(|row| Ok((row.get("seq")?, row.get("id")?))).collect::<Result<Vec<_>>>().map(Some)
}

/// The ids that follow this one, in order.
pub(super) async fn next_products(tx: &mut Tx, after: &str, most: i64) -> Result<Vec<String>> {
    let rows =
        tx.all("select id from products where id > $1 order by id limit $2", args![after, most]).await?;
    rows.iter().map(|row| row.get("id")).collect()
}

/// The entries of the products from the first to the last id, portal by portal.
pub(super) async fn entries(tx: &mut Tx, first: &str, last: &str) -> Result<Vec<(PortalId, Entry)>> {
    let mut drafts = shown(tx, first, last).await?;
    add_versions(tx, first, last, &mut drafts).await?;
    add_documents(tx, first, last, &mut drafts).await?;
    Ok(drafts.into_iter().map(|((product, portal), draft)| (portal, draft.finish(product))).collect())
}

type Drafts = HashMap<(ProductId, PortalId), Draft>;

async fn shown(tx: &mut Tx, first: &str, last: &str) -> Result<Drafts> {
    let rows = tx
        .all(
            "select p.id, p.name, p.description, s.portal
               from products p join product_publications s on s.product = p.id
              where p.id >= $1 and p.id <= $2",
            args![first, last],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let product = row.get("id")?;
            let (name, about) = (row.get("name")?, row.get("description")?);
            Ok(((product, row.get("portal")?), Draft { name, about, ..Draft::default() }))
        })
        .collect()
}

async fn add_versions(tx: &mut Tx, first: &str, last: &str, drafts: &mut Drafts) -> Result<()> {
    let rows = tx
        .all(
            "select v.product, v.name, u.portal, u.deprecated, u.registration, u.auto_approve,
                    c.operations
               from versions v
               join publications u on u.version = v.id and u.state = 'published'
               left join specifications c on c.version = v.id
              where v.product >= $1 and v.product <= $2",
            args![first, last],
        )
        .await?;
    for row in &rows {
        let Some(draft) = drafts.get_mut(&(row.get("product")?, row.get("portal")?)) else { continue };
        draft.versions.push(row.get("name")?);
        let is_open = row.get::<bool>("registration")?;
        draft.open += u32::from(is_open);
        draft.at_once += u32::from(is_open && row.get::<bool>("auto_approve")?);
        draft.is_current |= !row.get::<bool>("deprecated")?;
        if let Some(operations) = row.get::<Option<String>>("operations")? {
            add_operations(&operations, draft)?;
        }
    }
    Ok(())
}

fn add_operations(operations: &str, draft: &mut Draft) -> Result<()> {
    for it in serde_json::from_str::<Vec<Operation>>(operations).map_err(Error::internal)? {
        draft.add(&it.path);
        let named = [it.summary, it.operation_id].into_iter().flatten();
        named.chain(it.tags).for_each(|text| draft.add(&text));
    }
    Ok(())
}

async fn add_documents(tx: &mut Tx, first: &str, last: &str, drafts: &mut Drafts) -> Result<()> {
    let rows = tx
        .all(
            "select d.product, d.title, d.content, s.portal
               from documents d join product_publications s on s.product = d.product
              where d.product >= $1 and d.product <= $2 and d.state = 'published'",
            args![first, last],
        )
        .await?;
    for row in &rows {
        let Some(draft) = drafts.get_mut(&(row.get("product")?, row.get("portal")?)) else { continue };
        draft.add(&row.get::<String>("title")?);
        draft.add(&row.get::<String>("content")?);
    }
    Ok(())
}

/// The products on which a team of the developer has a role, as far as the portal shows them.
pub(super) async fn sight_of_teams(tx: &mut Tx, reach: &Reach) -> Result<Sight> {
    let rows = tx
        .all(
            concat!(
                "select distinct p.id
                   from team_members own join team_roles role on role.team = own.team
                   join products p on p.id = role.product
                  where own.developer = $3 and ",
                product_is_visible!()
            ),
            args![reach.is_everything(), reach.portal(), reach.developer()],
        )
        .await?;
    rows.iter().map(|row| row.get("id")).collect::<Result<HashSet<_>>>().map(Sight::Only)
}

/// The cards of these products, in their order, as far as the one who asks may see them. `cross join` keeps SQLite
/// from beginning with all publications of the portal.
pub(super) async fn cards(tx: &mut Tx, reach: &Reach, products: &[ProductId]) -> Result<Vec<Card>> {
    let mut values =
        vec![reach.is_everything().into_value(), reach.portal().into_value(), reach.developer().into_value()];
    values.extend(products.iter().map(IntoValue::into_value));
    values.resize(3 + PAGE, String::new().into_value());
    let rows = tx
        .all(
            concat!(
                "select p.id, p.slug, p.name, p.description,
                        (select count(*) from versions v cross join publications o
                          where v.product = p.id and o.version = v.id and o.portal = $2
                            and o.state = 'published') as versions,
                        exists (select 1 from versions v cross join publications o
                          where v.product = p.id and o.version = v.id and o.portal = $2
                            and o.state = 'published' and o.registration) as is_open,
                        exists (select 1 from versions v cross join publications o
                          where v.product = p.id and o.version = v.id and o.portal = $2
                            and o.state = 'published' and not o.deprecated) as is_current,
                        (select v.name from versions v cross join publications o
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
    let mut cards = rows.iter().map(card).collect::<Result<Vec<_>>>()?;
    cards.sort_by_key(|card| products.iter().position(|it| *it == card.product));
    Ok(cards)
}

fn card(row: &Row) -> Result<Card> {
    Ok(Card {
        product: row.get("id")?,
        slug: row.get("slug")?,
        name: row.get("name")?,
        description: row.get("description")?,
        versions: row.get("versions")?,
        latest: row.get("latest")?,
        documents: row.get("documents")?,
        is_open: row.get("is_open")?,
        is_current: row.get("is_current")?,
    })
}
