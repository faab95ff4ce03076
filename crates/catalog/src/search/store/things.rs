//! What the index is made of: the products from one id to another, with everything that a portal shows of them.

use std::collections::HashMap;

use base::{DocumentId, Error, ProductId, Result, VersionId};
use sql::{Tx, args};

use crate::search::text::plain;
use crate::search::thing::{Batch, Thing, Which};
use crate::specifications::Operation;

/// The products that a portal shows, from the first to the last id.
pub(in crate::search) async fn batches(tx: &mut Tx, (first, last): (&str, &str)) -> Result<Vec<Batch>> {
    let mut shown = products(tx, first, last).await?;
    let mut versions = versions(tx, first, last, &mut shown).await?;
    operations(tx, first, last, &mut versions, &mut shown).await?;
    documents(tx, first, last, &mut shown).await?;
    Ok(shown.into_values().collect())
}

type Shown = HashMap<ProductId, Batch>;

async fn products(tx: &mut Tx, first: &str, last: &str) -> Result<Shown> {
    let rows = tx
        .all(
            "select p.id, p.name, p.description, s.portal
               from products p join product_publications s on s.product = p.id
              where p.id >= $1 and p.id <= $2",
            args![first, last],
        )
        .await?;
    let mut shown = Shown::new();
    for row in &rows {
        let product = row.get("id")?;
        if let Some(batch) = shown.get_mut(&product) {
            batch.things[0].portals.push(row.get("portal")?);
            continue;
        }
        let name = row.get::<String>("name")?;
        let thing = Thing {
            which: Which::Product(product),
            portals: vec![row.get("portal")?],
            names: vec![name.clone()],
            text: row.get("description")?,
            around: String::new(),
        };
        shown.insert(product, Batch { product, name, things: vec![thing] });
    }
    Ok(shown)
}

/// A version's product, its name, and the portals that show it.
type Versions = HashMap<VersionId, (ProductId, String, Vec<String>)>;

async fn versions(tx: &mut Tx, first: &str, last: &str, shown: &mut Shown) -> Result<Versions> {
    let rows = tx
        .all(
            "select v.id, v.product, v.name, u.portal
               from versions v
               join publications u on u.version = v.id and u.state = 'published'
               join product_publications s on s.product = v.product and s.portal = u.portal
              where v.product >= $1 and v.product <= $2",
            args![first, last],
        )
        .await?;
    let mut all = Versions::new();
    for row in &rows {
        let (product, name) = (row.get("product")?, row.get("name")?);
        all.entry(row.get("id")?).or_insert((product, name, Vec::new())).2.push(row.get("portal")?);
    }
    for (version, (product, name, portals)) in &all {
        let Some(batch) = shown.get_mut(product) else { continue };
        batch.things.push(Thing {
            which: Which::Version(*version),
            portals: portals.clone(),
            names: vec![name.clone()],
            text: String::new(),
            around: batch.name.clone(),
        });
    }
    Ok(all)
}

async fn operations(
    tx: &mut Tx,
    first: &str,
    last: &str,
    versions: &mut Versions,
    shown: &mut Shown,
) -> Result<()> {
    let rows = tx
        .all(
            "select v.id, f.operations from specifications c join specification_files f on f.specification = c.id
               join versions v on v.id = c.version
              where v.product >= $1 and v.product <= $2",
            args![first, last],
        )
        .await?;
    for row in &rows {
        let version = row.get("id")?;
        let Some((product, name, portals)) = versions.remove(&version) else { continue };
        let Some(batch) = shown.get_mut(&product) else { continue };
        let around = format!("{} {name}", batch.name);
        let text = row.get::<String>("operations")?;
        let all = serde_json::from_str::<Vec<Operation>>(&text).map_err(Error::internal)?;
        let numbered = (0..).zip(all);
        batch.things.extend(numbered.map(|(number, it)| Thing {
            which: Which::Operation(version, number),
            portals: portals.clone(),
            around: format!("{around} {}", it.method),
            text: it.tags.join(" "),
            names: [Some(it.path), it.summary, it.operation_id].into_iter().flatten().collect(),
        }));
    }
    Ok(())
}

async fn documents(tx: &mut Tx, first: &str, last: &str, shown: &mut Shown) -> Result<()> {
    let rows = tx
        .all(
            "select d.id, d.product, d.title, d.content from documents d
              where d.product >= $1 and d.product <= $2 and d.state = 'published'",
            args![first, last],
        )
        .await?;
    for row in &rows {
        let Some(batch) = shown.get_mut(&row.get("product")?) else { continue };
        let thing = Thing {
            which: Which::Document(row.get::<DocumentId>("id")?),
            portals: batch.things[0].portals.clone(),
            names: vec![row.get("title")?],
            text: plain(&row.get::<String>("content")?),
            around: batch.name.clone(),
        };
        batch.things.push(thing);
    }
    Ok(())
}
