//! What is shown of the things that were found, as far as the one who asks may see them.

use std::collections::HashMap;

use base::{Error, ProductId, Result, VersionId};
use frame::Reach;
use sql::{Args, IntoValue, Row, Tx};

use crate::search::hit::{Hit, Shown};
use crate::search::text::{Terms, mark, plain, snippet};
use crate::search::thing::Which;
use crate::specifications::Operation;
use crate::visibility::{document_is_visible, product_is_visible, version_is_visible};

/// How many things are read at most.
pub(in crate::search) const AT_MOST: usize = 20;

/// How the statements below name the ids that are wanted.
macro_rules! wanted {
    ($column:literal) => {
        concat!(
            $column,
            " in ($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23) and "
        )
    };
}

const PRODUCTS: &str = concat!(
    "select p.id, p.slug, p.name, p.description from products p where ",
    wanted!("p.id"),
    product_is_visible!()
);
const VERSIONS: &str = concat!(
    "select v.id, v.name, p.slug, p.name as product,
            exists (select 1 from publications o where o.version = v.id and o.portal = $2 and o.deprecated) as deprecated
       from versions v join products p on p.id = v.product where ",
    wanted!("v.id"),
    product_is_visible!(),
    " and ",
    version_is_visible!()
);
/// A snippet is taken from the beginning of a document, so that a long one costs no more than others.
const DOCUMENTS: &str = concat!(
    "select d.id, d.slug as document, d.title, substr(d.content, 1, 20000) as content, p.slug, p.name as product
       from documents d join products p on p.id = d.product where ",
    wanted!("d.id"),
    product_is_visible!(),
    " and ",
    document_is_visible!()
);
const OPERATIONS: &str = concat!(
    "select v.id, v.name as version, f.operations, p.slug, p.name as product
       from specifications c join specification_files f on f.specification = c.id
       join versions v on v.id = c.version join products p on p.id = v.product where ",
    wanted!("v.id"),
    product_is_visible!(),
    " and ",
    version_is_visible!()
);

/// The finds of these things, in their order. What is gone meanwhile is left out.
pub(in crate::search) async fn hits(
    tx: &mut Tx,
    reach: &Reach,
    things: &[Which],
    terms: &Terms,
) -> Result<Vec<Hit>> {
    let mut found: HashMap<Which, Hit> = HashMap::new();
    for row in rows(tx, reach, PRODUCTS, things, |it| matches!(it, Which::Product(_))).await? {
        found.insert(Which::Product(row.get("id")?), product(&row, terms)?);
    }
    for row in rows(tx, reach, VERSIONS, things, |it| matches!(it, Which::Version(_))).await? {
        found.insert(Which::Version(row.get("id")?), version(&row, terms)?);
    }
    for row in rows(tx, reach, DOCUMENTS, things, |it| matches!(it, Which::Document(_))).await? {
        found.insert(Which::Document(row.get("id")?), document(&row, terms)?);
    }
    for row in rows(tx, reach, OPERATIONS, things, |it| matches!(it, Which::Operation(..))).await? {
        operations(&row, things, terms, &mut found)?;
    }
    Ok(things.iter().filter_map(|it| found.remove(it)).collect())
}

/// The names in addresses and the names of these products, as far as the one who asks may see them.
pub(in crate::search) async fn names(
    tx: &mut Tx,
    reach: &Reach,
    products: &[ProductId],
) -> Result<HashMap<ProductId, (String, String)>> {
    let things: Vec<Which> = products.iter().copied().map(Which::Product).collect();
    let rows = rows(tx, reach, PRODUCTS, &things, |_| true).await?;
    rows.iter().map(|row| Ok((row.get("id")?, (row.get("slug")?, row.get("name")?)))).collect()
}

async fn rows(
    tx: &mut Tx,
    reach: &Reach,
    sql: &'static str,
    things: &[Which],
    is_wanted: fn(&Which) -> bool,
) -> Result<Vec<Row>> {
    let mut ids: Vec<String> = things.iter().filter(|it| is_wanted(it)).map(|it| it.id()).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    ids.resize(AT_MOST, String::new());
    let mut values =
        vec![reach.is_everything().into_value(), reach.portal().into_value(), reach.developer().into_value()];
    values.extend(ids.into_iter().map(IntoValue::into_value));
    Ok(tx.all(sql, Args::new(values)).await?)
}

fn product(row: &Row, terms: &Terms) -> Result<Hit> {
    let (slug, name) = (row.get::<String>("slug")?, row.get::<String>("name")?);
    Ok(Hit {
        path: format!("/products/{slug}"),
        title: mark(&name, terms),
        text: snippet(&row.get::<String>("description")?, terms),
        product: name,
        shown: Shown::Product,
    })
}

fn version(row: &Row, terms: &Terms) -> Result<Hit> {
    let (slug, id) = (row.get::<String>("slug")?, row.get::<VersionId>("id")?);
    Ok(Hit {
        path: format!("/products/{slug}/versions/{id}"),
        title: mark(&row.get::<String>("name")?, terms),
        text: snippet("", terms),
        product: row.get("product")?,
        shown: Shown::Version { is_deprecated: row.get("deprecated")? },
    })
}

fn document(row: &Row, terms: &Terms) -> Result<Hit> {
    let (slug, document) = (row.get::<String>("slug")?, row.get::<String>("document")?);
    Ok(Hit {
        path: format!("/products/{slug}/docs/{document}"),
        title: mark(&row.get::<String>("title")?, terms),
        text: snippet(&plain(&row.get::<String>("content")?), terms),
        product: row.get("product")?,
        shown: Shown::Document,
    })
}

/// The operation's page, or its version's when it has none.
fn page_of(version: &str, it: &Operation) -> String {
    if it.slug.is_empty() { version.to_owned() } else { format!("{version}/reference/{}", it.slug) }
}

fn operations(row: &Row, things: &[Which], terms: &Terms, found: &mut HashMap<Which, Hit>) -> Result<()> {
    let id = row.get::<VersionId>("id")?;
    let (slug, product) = (row.get::<String>("slug")?, row.get::<String>("product")?);
    let version = row.get::<String>("version")?;
    let text = row.get::<String>("operations")?;
    let all = serde_json::from_str::<Vec<Operation>>(&text).map_err(Error::internal)?;
    for which in things {
        let Which::Operation(of, number) = which else { continue };
        let at = usize::try_from(*number).unwrap_or(usize::MAX);
        let Some(it) = all.get(at).filter(|_| *of == id) else { continue };
        let path = mark(&it.path, terms);
        let named = it.summary.as_deref().or(it.operation_id.as_deref());
        found.insert(
            *which,
            Hit {
                path: page_of(&format!("/products/{slug}/versions/{id}"), it),
                title: named.map_or_else(|| path.clone(), |it| mark(it, terms)),
                text: snippet("", terms),
                product: product.clone(),
                shown: Shown::Operation {
                    version: version.clone(),
                    method: it.method.clone(),
                    path,
                    is_deprecated: it.deprecated,
                },
            },
        );
    }
    Ok(())
}
