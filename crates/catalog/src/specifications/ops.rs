//! What can be done with specifications. The only caller of the store.

use base::{Error, Instant, Result, Right, VersionId};
use frame::{Call, Event};

use super::specification::{NewSpecification, Specification};
use super::store;
use crate::versions::title;
use crate::{products, versions};

/// The file that was uploaded, as it was.
#[derive(Debug, Clone)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its text.
    pub content: String,
    /// When it was uploaded.
    pub updated_at: Instant,
}

/// A specification with what the file holds.
#[derive(Debug, Clone)]
pub struct Whole {
    /// The specification.
    pub specification: Specification,
    /// The file's text, as it was uploaded.
    pub content: String,
}

/// What changes a specification. What is not said stays.
#[derive(Debug, Clone, Default)]
pub struct SpecificationChanges {
    /// The file's name.
    pub name: Option<String>,
    /// Its bytes.
    pub content: Option<Vec<u8>>,
}

/// Says what the document calls the API and how many operations it has, or what is wrong with it; nothing is stored.
pub async fn check(call: &Call, new: NewSpecification) -> Result<(String, usize)> {
    call.require(Right::ManageCatalog)?;
    let sound = tokio::task::spawn_blocking(|| new.read()).await.map_err(Error::internal)??;
    Ok((sound.title, sound.operations.len()))
}

/// Makes the file the version's specification, in place of the one that it has. A file that is not a sound OpenAPI
/// document changes nothing, and what is wrong with it is said with line and column.
pub async fn replace(call: &Call, version: VersionId, new: NewSpecification) -> Result<Specification> {
    put(call, version, new, |_| Ok(())).await
}

/// Makes the file the specification of a version that has none.
pub async fn create(call: &Call, version: VersionId, new: NewSpecification) -> Result<Specification> {
    put(call, version, new, |before| match before {
        None => Ok(()),
        Some(_) => Err(Error::Refused("specification.exists")),
    })
    .await
}

/// Changes the file's name, or its content, or both; what is not said stays.
pub async fn change(call: &Call, version: VersionId, changes: SpecificationChanges) -> Result<Specification> {
    call.require(Right::ManageCatalog)?;
    let Whole { specification, content } = whole(call, version).await?.ok_or(Error::NotFound)?;
    let new = NewSpecification {
        name: changes.name.unwrap_or(specification.name),
        content: changes.content.unwrap_or_else(|| content.into_bytes()),
    };
    // Read before the transaction: what came between would be lost.
    let seen = specification.updated_at;
    put(call, version, new, |before| {
        let before = before.ok_or(Error::NotFound)?;
        call.expect(before.updated_at)?;
        if before.updated_at == seen { Ok(()) } else { Err(Error::Refused("specification.moved")) }
    })
    .await
}

/// Reads the file, and stores it where `may` has nothing against what there was before.
async fn put(
    call: &Call,
    version: VersionId,
    new: NewSpecification,
    may: impl FnOnce(Option<&Specification>) -> Result<()>,
) -> Result<Specification> {
    call.require(Right::ManageCatalog)?;
    let sound = tokio::task::spawn_blocking(|| new.read()).await.map_err(Error::internal)??;
    let mut tx = call.write().await?;
    let version = versions::find(&mut tx, &call.reach(), version).await?;
    let product = products::find(&mut tx, &call.reach(), version.product).await?;
    products::touch(call, &mut tx, product.id).await?;
    let before = store::find(&mut tx, &call.reach(), version.id).await?;
    may(before.as_ref())?;
    let specification = Specification {
        id: before.as_ref().map_or_else(|| call.new_id(), |it| Ok(it.id))?,
        version: version.id,
        name: sound.name,
        title: sound.title,
        operations: sound.operations,
        created_at: before.as_ref().map_or(call.now(), |it| it.created_at),
        updated_at: call.now(),
    };
    store::put(&mut tx, &specification, &sound.content, sound.sample.as_deref()).await?;
    let detail =
        serde_json::json!({ "file": specification.name, "operations": specification.operations.len() });
    let event = Event::new("specification.replaced", version.id, &title(&product, &version)).detail(detail);
    call.record(&mut tx, event).await?;
    tx.commit().await?;
    Ok(specification)
}

/// Removes a version's specification.
pub async fn delete(call: &Call, version: VersionId) -> Result<()> {
    call.require(Right::ManageCatalog)?;
    let mut tx = call.write().await?;
    let version = versions::find(&mut tx, &call.reach(), version).await?;
    let product = products::find(&mut tx, &call.reach(), version.product).await?;
    products::touch(call, &mut tx, product.id).await?;
    let before = store::find(&mut tx, &call.reach(), version.id).await?.ok_or(Error::NotFound)?;
    call.expect(before.updated_at)?;
    store::remove(&mut tx, version.id).await?;
    let event = Event::new("specification.deleted", version.id, &title(&product, &version));
    call.record(&mut tx, event).await?;
    tx.commit().await
}

/// A version's specification that may be seen, if it has one.
pub async fn view(call: &Call, version: VersionId) -> Result<Option<Specification>> {
    store::find(&mut call.read().await?, &call.reach(), version).await
}

/// A version's specification that may be seen, with what the file holds, if it has one.
pub async fn whole(call: &Call, version: VersionId) -> Result<Option<Whole>> {
    let mut tx = call.read().await?;
    let Some(specification) = store::find(&mut tx, &call.reach(), version).await? else { return Ok(None) };
    let content = store::file(&mut tx, &call.reach(), version).await?.content;
    Ok(Some(Whole { specification, content }))
}

/// The file that was uploaded, as it was.
pub async fn file(call: &Call, version: VersionId) -> Result<File> {
    store::file(&mut call.read().await?, &call.reach(), version).await
}
