//! What can be done with documents. The only caller of the store.

mod folders;

use std::collections::HashMap;

use base::{DocumentId, Error, FieldErrors, ProductId, Result, Right};
use frame::{Call, Event, Write};

pub use folders::{Gone, Import, Imported, export, import};

use super::document::{Document, DocumentChanges, Draft, Metadata, NewDocument, free_slug};
use super::store;
use super::tree::{DEEPEST, Tree};
use crate::products;

/// Which way a document moves among its siblings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Before the one that stood before it.
    Up,
    /// After the one that stood after it.
    Down,
}

/// Makes a document, last among its siblings.
pub async fn create(call: &Call, product: ProductId, new: &NewDocument) -> Result<Document> {
    call.require(Right::ManageCatalog)?;
    let draft = new.check()?;
    let mut tx = call.write().await?;
    products::touch(call, &mut tx, product).await?;
    let tree = store::tree(&mut tx, &call.reach(), product).await?;
    let document = Document {
        id: call.new_id()?,
        product,
        parent: parent_in(&tree, &draft, None)?,
        slug: slug_in(&tree, &draft),
        position: bottom(&tree, draft.parent),
        title: draft.title,
        content: draft.content,
        state: draft.state,
        metadata: draft.metadata.unwrap_or_default(),
        created_at: call.now(),
        updated_at: call.now(),
    };
    store::insert(&mut tx, &document).await?;
    call.record(&mut tx, Event::new("document.created", document.id, &document.title)).await?;
    tx.commit().await?;
    Ok(document)
}

/// Changes a document. Below another parent it becomes the last; an empty slug keeps the one it has.
pub async fn update(call: &Call, id: DocumentId, new: &NewDocument) -> Result<Document> {
    revise(call, id, |_| new.clone()).await
}

/// Changes what is said of a document; what is not said stays.
pub async fn change(call: &Call, id: DocumentId, changes: DocumentChanges) -> Result<Document> {
    revise(call, id, |before| changes.onto(before.into())).await
}

async fn revise(
    call: &Call,
    id: DocumentId,
    after: impl FnOnce(&Document) -> NewDocument,
) -> Result<Document> {
    call.require(Right::ManageCatalog)?;
    let mut tx = call.write().await?;
    let before = find_to_change(call, &mut tx, id).await?;
    call.expect(before.updated_at)?;
    let draft = after(&before).check()?;
    let tree = store::tree(&mut tx, &call.reach(), before.product).await?;
    let parent = parent_in(&tree, &draft, Some(id))?;
    let position = if parent == before.parent { before.position } else { bottom(&tree, parent) };
    let document = Document {
        parent,
        position,
        slug: draft.slug.unwrap_or(before.slug),
        title: draft.title,
        content: draft.content,
        state: draft.state,
        metadata: draft.metadata.unwrap_or(before.metadata),
        updated_at: call.now(),
        ..before
    };
    store::update(&mut tx, &document).await?;
    call.record(&mut tx, Event::new("document.changed", id, &document.title)).await?;
    tx.commit().await?;
    Ok(document)
}

/// Moves a document one place up or down among its siblings; at the end it stays.
pub async fn shift(call: &Call, id: DocumentId, way: Way) -> Result<Document> {
    call.require(Right::ManageCatalog)?;
    let mut tx = call.write().await?;
    let document = find_to_change(call, &mut tx, id).await?;
    let tree = store::tree(&mut tx, &call.reach(), document.product).await?;
    let mut siblings = tree.siblings(document.parent);
    let at = siblings.iter().position(|it| it.id == id).ok_or(Error::NotFound)?;
    let to = match way {
        Way::Up => at.saturating_sub(1),
        Way::Down => (at + 1).min(siblings.len() - 1),
    };
    siblings.swap(at, to);
    for (position, sibling) in (0_i64..).zip(siblings) {
        store::place(&mut tx, sibling.id, position).await?;
    }
    call.record(&mut tx, Event::new("document.moved", id, &document.title)).await?;
    tx.commit().await?;
    Ok(document)
}

/// Deletes a document with everything below it.
pub async fn delete(call: &Call, id: DocumentId) -> Result<Document> {
    call.require(Right::ManageCatalog)?;
    let mut tx = call.write().await?;
    let document = find_to_change(call, &mut tx, id).await?;
    call.expect(document.updated_at)?;
    let tree = store::tree(&mut tx, &call.reach(), document.product).await?;
    let branch = tree.branch(id);
    for leaf in branch.iter().rev() {
        store::remove(&mut tx, leaf.id).await?;
    }
    let detail = serde_json::json!({ "documents": branch.len() });
    call.record(&mut tx, Event::new("document.deleted", id, &document.title).detail(detail)).await?;
    tx.commit().await?;
    Ok(document)
}

/// One document of a product that may be seen, named by slug or id.
pub async fn view(call: &Call, product: ProductId, name: &str) -> Result<Document> {
    let mut tx = call.read().await?;
    let id = match name.parse() {
        Ok(id) => id,
        Err(_) => store::id_of(&mut tx, product, name).await?,
    };
    let document = store::find(&mut tx, &call.reach(), id).await?;
    if document.product == product { Ok(document) } else { Err(Error::NotFound) }
}

/// The tree of a product's documents that may be seen.
pub async fn tree(call: &Call, product: ProductId) -> Result<Tree> {
    store::tree(&mut call.read().await?, &call.reach(), product).await
}

/// What producers keep beside the documents of a product that may be seen. The tree does without it, because no page
/// shows it.
pub async fn metadata(call: &Call, product: ProductId) -> Result<HashMap<DocumentId, Metadata>> {
    store::metadata(&mut call.read().await?, &call.reach(), product).await
}

/// Finds the document again once its product's row is held, so that changes of one tree follow each other.
async fn find_to_change(call: &Call, tx: &mut Write, id: DocumentId) -> Result<Document> {
    let product = store::find(tx, &call.reach(), id).await?.product;
    products::touch(call, tx, product).await?;
    store::find(tx, &call.reach(), id).await
}

/// The parent that was asked for: of the same product, not itself nor below itself, not too deep.
fn parent_in(tree: &Tree, draft: &Draft, id: Option<DocumentId>) -> Result<Option<DocumentId>> {
    let Some(parent) = draft.parent else { return Ok(None) };
    let branch = id.map_or(&[][..], |id| tree.branch(id));
    let leaf = tree.get(parent).filter(|it| branch.iter().all(|below| below.id != it.id));
    let leaf = leaf.ok_or_else(|| Error::field("parent", "unknown"))?;
    let own_depth = branch.first().map_or(0, |it| it.depth);
    let height = branch.iter().map(|it| it.depth - own_depth).max().unwrap_or_default();
    if leaf.depth + 1 + height < DEEPEST {
        return Ok(Some(parent));
    }
    let mut errors = FieldErrors::new();
    errors.add_limit("parent", "too_deep", i64::try_from(DEEPEST).unwrap_or(i64::MAX));
    Err(Error::Invalid(errors))
}

fn slug_in(tree: &Tree, draft: &Draft) -> String {
    let is_taken = |slug: &str| tree.leaves().iter().any(|it| it.slug == slug);
    draft.slug.clone().unwrap_or_else(|| free_slug(&draft.title, is_taken))
}

fn bottom(tree: &Tree, parent: Option<DocumentId>) -> i64 {
    tree.siblings(parent).iter().map(|it| it.position + 1).max().unwrap_or_default()
}
