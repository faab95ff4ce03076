//! SQL and rows. Private to the folder.

use std::collections::HashMap;

use base::{DocumentId, Error, ProductId, Result};
use frame::Reach;
use sql::{Failure, Row, Tx, args};

use super::document::{Document, Metadata};
use super::tree::{Leaf, Tree};
use crate::State;
use crate::visibility::{document_is_visible, product_is_visible};

/// Writes a document that did not exist.
pub(super) async fn insert(tx: &mut Tx, it: &Document) -> Result<()> {
    let done = tx
        .run(
            "insert into documents (id, product, parent, slug, title, content, state, position, metadata, created_at,
                                    updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)",
            args![
                it.id,
                it.product,
                it.parent,
                &it.slug,
                &it.title,
                &it.content,
                it.state.word(),
                it.position,
                written(&it.metadata)?,
                it.created_at
            ],
        )
        .await;
    unless_taken(done).map(|_| ())
}

/// Changes a document.
pub(super) async fn update(tx: &mut Tx, it: &Document) -> Result<()> {
    let done = tx
        .run(
            "update documents
                set parent = $2, slug = $3, title = $4, content = $5, state = $6, position = $7, metadata = $8,
                    updated_at = $9
              where id = $1",
            args![
                it.id,
                it.parent,
                &it.slug,
                &it.title,
                &it.content,
                it.state.word(),
                it.position,
                written(&it.metadata)?,
                it.updated_at
            ],
        )
        .await;
    if unless_taken(done)? == 1 { Ok(()) } else { Err(Error::NotFound) }
}

fn written(metadata: &Metadata) -> Result<String> {
    serde_json::to_string(metadata).map_err(Error::internal)
}

fn unless_taken<T>(done: std::result::Result<T, Failure>) -> Result<T> {
    done.map_err(|failure| match failure {
        Failure::Taken { .. } => Error::field("slug", "taken"),
        other => other.into(),
    })
}

/// Takes a document out of developers' sight.
pub(super) async fn hide(tx: &mut Tx, it: &Document) -> Result<()> {
    tx.run(
        "update documents set state = 'unpublished', updated_at = $2 where id = $1 and state = 'published'",
        args![it.id, it.updated_at],
    )
    .await?;
    Ok(())
}

/// Puts a document in its place among its siblings.
pub(super) async fn place(tx: &mut Tx, id: DocumentId, position: i64) -> Result<()> {
    tx.run("update documents set position = $2 where id = $1", args![id, position]).await?;
    Ok(())
}

/// Removes a document that has none below it.
pub(super) async fn remove(tx: &mut Tx, id: DocumentId) -> Result<()> {
    let gone = tx.run("delete from documents where id = $1", args![id]).await?;
    if gone == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// Whole documents of which this is so, within the reach that the first three values say.
macro_rules! documents {
    ($which:literal) => {
        concat!(
            "select d.id, d.product, d.parent, d.slug, d.title, d.content, d.state, d.position,
                    d.metadata, d.created_at, d.updated_at
               from documents d join products p on p.id = d.product
              where ",
            $which,
            " and ",
            product_is_visible!(),
            " and ",
            document_is_visible!()
        )
    };
}

/// One document, within reach.
pub(super) async fn find(tx: &mut Tx, reach: &Reach, id: DocumentId) -> Result<Document> {
    let row = tx
        .maybe_one(
            documents!("d.id = $4"),
            args![reach.is_everything(), reach.portal(), reach.developer(), id],
        )
        .await?;
    row.ok_or(Error::NotFound).and_then(|row| read(&row))
}

/// The documents of a product with their contents, within reach.
pub(super) async fn all(tx: &mut Tx, reach: &Reach, product: ProductId) -> Result<Vec<Document>> {
    let rows = tx
        .all(
            documents!("d.product = $4"),
            args![reach.is_everything(), reach.portal(), reach.developer(), product],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// The id that a slug names in a product. What may be seen of it is for `find` to say.
pub(super) async fn id_of(tx: &mut Tx, product: ProductId, slug: &str) -> Result<DocumentId> {
    let row = tx
        .maybe_one("select id from documents where product = $1 and slug = $2", args![product, slug])
        .await?;
    row.ok_or(Error::NotFound).and_then(|row| row.get("id"))
}

/// The tree of a product's documents, within reach.
pub(super) async fn tree(tx: &mut Tx, reach: &Reach, product: ProductId) -> Result<Tree> {
    let rows = tx
        .all(
            concat!(
                "select d.id, d.parent, d.slug, d.title, d.state, d.position, d.created_at, d.updated_at
                   from documents d join products p on p.id = d.product
                  where d.product = $4 and ",
                product_is_visible!(),
                " and ",
                document_is_visible!(),
                " order by d.position, d.id"
            ),
            args![reach.is_everything(), reach.portal(), reach.developer(), product],
        )
        .await?;
    rows.iter().map(leaf).collect::<Result<Vec<_>>>().map(Tree::of)
}

/// What is kept beside each of a product's documents, within reach.
pub(super) async fn metadata(
    tx: &mut Tx,
    reach: &Reach,
    product: ProductId,
) -> Result<HashMap<DocumentId, Metadata>> {
    let rows = tx
        .all(
            concat!(
                "select d.id, d.metadata from documents d join products p on p.id = d.product
                  where d.product = $4 and ",
                product_is_visible!(),
                " and ",
                document_is_visible!()
            ),
            args![reach.is_everything(), reach.portal(), reach.developer(), product],
        )
        .await?;
    rows.iter().map(|row| Ok((row.get("id")?, metadata_in(row)?))).collect()
}

fn metadata_in(row: &Row) -> Result<Metadata> {
    serde_json::from_str(&row.get::<String>("metadata")?).map_err(Error::internal)
}

fn leaf(row: &Row) -> Result<Leaf> {
    Ok(Leaf {
        id: row.get("id")?,
        parent: row.get("parent")?,
        slug: row.get("slug")?,
        title: row.get("title")?,
        state: State::stored(row)?,
        position: row.get("position")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
        depth: 0,
    })
}

fn read(row: &Row) -> Result<Document> {
    Ok(Document {
        id: row.get("id")?,
        product: row.get("product")?,
        parent: row.get("parent")?,
        slug: row.get("slug")?,
        title: row.get("title")?,
        content: row.get("content")?,
        state: State::stored(row)?,
        position: row.get("position")?,
        metadata: metadata_in(row)?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}
