//! What can be done with specifications. The only caller of the store.

use base::{Error, Instant, Result, Right, VersionId};
use frame::{Call, Event, Write};

use super::specification::{NewSpecification, Operation, Sound, Specification, Warning};
use super::{aside, store, work};
use crate::editions::{self, NewEdition};
use crate::packed::packed;
use crate::products::Product;
use crate::versions::{Version, title};
use crate::{products, reference, versions};

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

/// What a file would be as a specification.
#[derive(Debug, Clone)]
pub struct Checked {
    /// What the document calls the API.
    pub title: String,
    /// What the API can do.
    pub operations: Vec<Operation>,
    /// What the author may want to know.
    pub warnings: Vec<Warning>,
}

/// A format of OpenAPI documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JSON.
    Json,
    /// YAML.
    Yaml,
}

impl Format {
    /// The ending of its files' names.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Yaml => "yaml",
        }
    }
}

/// Reads a file as if it were uploaded, and changes nothing. What is wrong is said with line and column.
pub async fn check(call: &Call, new: NewSpecification) -> Result<Checked> {
    call.require(Right::ManageCatalog)?;
    let told = |it: &Sound| Checked {
        title: it.title.clone(),
        operations: it.operations.clone(),
        warnings: it.warnings.clone(),
    };
    work::check(&call.app, new, told).await
}

/// Makes the file the version's specification, in place of the one that it has, which stays among its editions. A file
/// that is not a sound OpenAPI document changes nothing, and what is wrong with it is said with line and column; the
/// same file once more changes nothing either.
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
    may: impl Fn(Option<&Specification>) -> Result<()>,
) -> Result<Specification> {
    call.require(Right::ManageCatalog)?;
    let digest = new.digest();
    if let Some(before) = view(call, version).await?.filter(|it| new.is_of(&digest, it)) {
        return may(Some(&before)).map(|()| before);
    }
    let unkept = unkept(call, version).await?;
    let sound = work::read(&call.app, &digest, new).await?;
    let mut tx = call.write().await?;
    let version = versions::find(&mut tx, &call.reach(), version).await?;
    let product = products::find(&mut tx, &call.reach(), version.product).await?;
    products::touch(call, &mut tx, product.id).await?;
    let before = store::find(&mut tx, &call.reach(), version.id).await?;
    may(before.as_ref())?;
    if let (Some(before), Some((content, bytes))) = (&before, unkept) {
        let earlier = edition(before, content, bytes);
        editions::keep(call, &mut tx, NewEdition { created_at: before.updated_at, ..earlier }).await?;
    }
    let specification = write(call, &mut tx, &version, before.as_ref(), (digest, &sound)).await?;
    let current = edition(&specification, sound.packed, sound.content.len());
    editions::keep(call, &mut tx, NewEdition { created_by: call.decision().by, ..current }).await?;
    record(call, &mut tx, (&product, &version), &specification).await?;
    tx.commit().await?;
    Ok(specification)
}

/// Writes the specification and its pages in the place of those that are there.
async fn write(
    call: &Call,
    tx: &mut Write,
    version: &Version,
    before: Option<&Specification>,
    (digest, sound): (String, &Sound),
) -> Result<Specification> {
    let specification = Specification {
        id: before.map_or_else(|| call.new_id(), |it| Ok(it.id))?,
        version: version.id,
        name: sound.name.clone(),
        title: sound.title.clone(),
        operations: sound.operations.clone(),
        warnings: sound.warnings.clone(),
        digest,
        created_at: before.map_or(call.now(), |it| it.created_at),
        updated_at: call.now(),
    };
    store::put(tx, &specification, &sound.content, sound.sample.as_deref()).await?;
    reference::replace(tx, specification.id, &sound.pages).await?;
    Ok(specification)
}

async fn record(
    call: &Call,
    tx: &mut Write,
    (product, version): (&Product, &Version),
    it: &Specification,
) -> Result<()> {
    let detail = serde_json::json!({ "file": it.name, "operations": it.operations.len() });
    let event = Event::new("specification.replaced", version.id, &title(product, version)).detail(detail);
    call.record(tx, event).await
}

/// The edition of a specification.
fn edition(it: &Specification, content: Vec<u8>, bytes: usize) -> NewEdition {
    NewEdition {
        version: it.version,
        name: it.name.clone(),
        title: it.title.clone(),
        content,
        bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
        digest: it.digest.clone(),
        operations: i64::try_from(it.operations.len()).unwrap_or(i64::MAX),
        created_at: it.updated_at,
        created_by: String::new(),
    }
}

/// The file that the version has, deflated, when it was uploaded before editions were kept.
async fn unkept(call: &Call, version: VersionId) -> Result<Option<(Vec<u8>, usize)>> {
    let before = view(call, version).await?;
    if before.is_none_or(|it| !it.digest.is_empty()) {
        return Ok(None);
    }
    let file = file(call, version).await?;
    let bytes = file.content.len();
    aside(&call.app, move || packed(file.content.as_bytes())).await.map(|it| Some((it, bytes)))
}

/// Removes a version's specification. Its editions stay.
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

/// The file in this format: as it was uploaded when that is its own.
pub async fn file_as(call: &Call, version: VersionId, format: Format) -> Result<File> {
    let file = file(call, version).await?;
    let stem = file.name.rsplit_once('.').map_or(file.name.as_str(), |(stem, _)| stem);
    let name = format!("{stem}.{}", format.ending());
    let is_json = file.content.trim_start().starts_with('{');
    if is_json == (format == Format::Json) {
        return Ok(File { name, ..file });
    }
    let updated_at = file.updated_at;
    let content = aside(&call.app, move || converted(&file, format)).await?;
    Ok(File { name, content, updated_at })
}

fn converted(file: &File, format: Format) -> Result<String> {
    let unsound = |_| Error::Refused("specification.unsound");
    let document = ::reference::Document::parse(&file.name, file.content.as_bytes(), super::LARGEST);
    let document = document.map_err(|_| Error::Refused("specification.unsound"))?;
    match format {
        Format::Json => document.to_json().map_err(unsound),
        Format::Yaml => document.to_yaml().map_err(unsound),
    }
}
