//! What can be done with editions. The only caller of the store.

use base::{EditionId, Error, Result, Right, VersionId};
use frame::{Call, Write};

use super::edition::{Edition, MOST, NewEdition};
use super::store;
use crate::packed::unpacked;
use crate::specifications::{self, File, LARGEST, NewSpecification, Specification, aside};

/// Keeps what has become a version's specification, and lets go of the oldest.
pub(crate) async fn keep(call: &Call, tx: &mut Write, new: NewEdition) -> Result<()> {
    let version = new.version;
    store::insert(tx, call.new_id::<EditionId>()?, new).await?;
    store::let_go(tx, version, MOST).await
}

/// The editions of a version, the last first.
pub async fn list(call: &Call, version: VersionId) -> Result<Vec<Edition>> {
    call.require(Right::ReadConsole)?;
    store::list(&mut call.read().await?, version).await
}

/// The file of an edition, as it was uploaded.
pub async fn file(call: &Call, version: VersionId, id: EditionId) -> Result<File> {
    call.require(Right::ReadConsole)?;
    let (name, content, updated_at) = store::file(&mut call.read().await?, version, id).await?;
    let bytes = aside(&call.app, move || unpacked(&content, LARGEST)).await?;
    Ok(File { name, content: String::from_utf8(bytes).map_err(Error::internal)?, updated_at })
}

/// Makes an edition the version's specification again.
pub async fn restore(call: &Call, version: VersionId, id: EditionId) -> Result<Specification> {
    call.require(Right::ManageCatalog)?;
    let file = file(call, version, id).await?;
    let new = NewSpecification { name: file.name, content: file.content.into_bytes() };
    specifications::replace(call, version, new).await
}
