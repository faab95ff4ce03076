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

/// Makes the file the version's specification, in place of the one that it has. A file that is not a sound OpenAPI
/// document changes nothing, and what is wrong with it is said with line and column.
pub async fn replace(call: &Call, version: VersionId, new: NewSpecification) -> Result<Specification> {
    call.require(Right::ManageCatalog)?;
    let sound = tokio::task::spawn_blocking(|| new.read()).await.map_err(Error::internal)??;
    let mut tx = call.write().await?;
    let version = versions::find(&mut tx, &call.reach(), version).await?;
    let product = products::find(&mut tx, &call.reach(), version.product).await?;
    products::touch(call, &mut tx, product.id).await?;
    let before = store::find(&mut tx, &call.reach(), version.id).await?;
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
    store::remove(&mut tx, version.id).await?;
    let event = Event::new("specification.deleted", version.id, &title(&product, &version));
    call.record(&mut tx, event).await?;
    tx.commit().await
}

/// A version's specification that may be seen, if it has one.
pub async fn view(call: &Call, version: VersionId) -> Result<Option<Specification>> {
    store::find(&mut call.read().await?, &call.reach(), version).await
}

/// The file that was uploaded, as it was.
pub async fn file(call: &Call, version: VersionId) -> Result<File> {
    store::file(&mut call.read().await?, &call.reach(), version).await
}
