//! Finding what a page shows. The only caller of the store.
//!
//! Pages are made when a specification is uploaded. For one that was uploaded under another program, the first reader
//! has them made, and the rest wait for it.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use base::{Error, Instant, ProductId, Result, SpecificationId, VersionId};
use frame::{Call, Write};
use reference::Document;
use reference::model::{OperationPage, Overview, SchemaPage};

use super::overviews::Overviews;
use super::pages::{self, Kind, PackedPage};
use super::store;
use crate::specifications::{self, LARGEST, aside};

/// Who makes pages now, and which documents have none: they were sound once, under other rules.
#[derive(Default)]
struct Making {
    turn: tokio::sync::Mutex<()>,
    unsound: Mutex<HashSet<(SpecificationId, Instant)>>,
}

/// Puts pages in the place of all that the specification has.
pub(crate) async fn replace(
    tx: &mut Write,
    specification: SpecificationId,
    pages: &[PackedPage],
) -> Result<()> {
    store::remove(tx, specification).await?;
    store::put(tx, specification, pages).await
}

/// The overview of a version's specification that may be seen; nothing when there is none to show.
pub async fn overview(call: &Call, version: VersionId) -> Result<Option<Arc<Overview>>> {
    Ok(find(call, version, None).await?.map(|(overview, _)| overview))
}

/// An operation or webhook of a version's specification, with the overview around it.
pub async fn operation(
    call: &Call,
    version: VersionId,
    slug: &str,
) -> Result<(Arc<Overview>, OperationPage)> {
    match find(call, version, Some((Kind::Operation, slug))).await? {
        Some((overview, Some(page))) => Ok((overview, pages::operation(&page)?)),
        _ => Err(Error::NotFound),
    }
}

/// A named shape of a version's specification, with the overview around it.
pub async fn schema(call: &Call, version: VersionId, slug: &str) -> Result<(Arc<Overview>, SchemaPage)> {
    match find(call, version, Some((Kind::Schema, slug))).await? {
        Some((overview, Some(page))) => Ok((overview, pages::schema(&page)?)),
        _ => Err(Error::NotFound),
    }
}

/// The versions of a product that have a page of this name.
pub(super) async fn having(
    call: &Call,
    product: ProductId,
    kind: Kind,
    slug: &str,
) -> Result<HashSet<VersionId>> {
    store::having(&mut call.read().await?, product, kind, slug).await
}

/// An overview, and the other page that was asked for.
type Found = (Arc<Overview>, Option<Vec<u8>>);

async fn find(call: &Call, version: VersionId, page: Option<(Kind, &str)>) -> Result<Option<Found>> {
    match look(call, version, page).await? {
        None if make(call, version).await? => look(call, version, page).await,
        found => Ok(found),
    }
}

async fn look(call: &Call, version: VersionId, page: Option<(Kind, &str)>) -> Result<Option<Found>> {
    let mut tx = call.read().await?;
    let Some((specification, at, page)) = store::page(&mut tx, &call.reach(), version, page).await? else {
        return Ok(None);
    };
    let overviews = call.app.kept::<Overviews>();
    if let Some(overview) = overviews.find((specification, at)) {
        return Ok(Some((overview, page)));
    }
    let Some(content) = store::overview(&mut tx, specification).await? else { return Ok(None) };
    Ok(Some((overviews.read((specification, at), &content)?, page)))
}

/// Makes the pages of a specification that has none of this format; whether there are some now.
async fn make(call: &Call, version: VersionId) -> Result<bool> {
    let Some(specification) = specifications::view(call, version).await? else { return Ok(false) };
    let key = (specification.id, specification.updated_at);
    let making = call.app.kept::<Making>();
    let is_unsound = || making.unsound.lock().unwrap_or_else(PoisonError::into_inner).contains(&key);
    if is_unsound() {
        return Ok(false);
    }
    let _turn = making.turn.lock().await;
    let is_made = store::overview(&mut call.read().await?, specification.id).await?.is_some();
    if is_made || is_unsound() {
        return Ok(is_made);
    }
    let file = specifications::file(call, version).await?;
    let made = aside(&call.app, move || {
        let document = Document::parse(&file.name, file.content.as_bytes(), LARGEST);
        document.ok().map(|it| pages::pages(&it)).transpose()
    });
    let Ok(Some(pages)) = made.await else {
        making.unsound.lock().unwrap_or_else(PoisonError::into_inner).insert(key);
        return Ok(false);
    };
    let mut tx = call.write().await?;
    if store::hold(&mut tx, specification.id, specification.updated_at).await? {
        store::put(&mut tx, specification.id, &pages).await?;
        tx.commit().await?;
    }
    Ok(true)
}
