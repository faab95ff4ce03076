//! Documents as HTML, kept in memory until they change: no reader waits for what another has had rendered.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use base::{DocumentId, Error, Instant, Result};
use frame::App;

use super::Document;
use crate::markdown::{self, Rendered};

/// How many bytes of HTML are kept before all are let go.
const MOST_BYTES: usize = 8 * 1024 * 1024;

#[derive(Default)]
struct Pages(Mutex<Held>);

#[derive(Default)]
struct Held {
    pages: HashMap<DocumentId, (Instant, Arc<Rendered>)>,
    bytes: usize,
}

/// The document as HTML.
pub async fn rendered(app: &App, document: &Document) -> Result<Arc<Rendered>> {
    let pages = app.kept::<Pages>();
    if let Some(page) = pages.get(document) {
        return Ok(page);
    }
    let (content, title) = (document.content.clone(), document.title.clone());
    let page = tokio::task::spawn_blocking(move || markdown::render(&content, &title)).await;
    let page = Arc::new(page.map_err(Error::internal)?);
    pages.put(document, Arc::clone(&page));
    Ok(page)
}

impl Pages {
    fn get(&self, document: &Document) -> Option<Arc<Rendered>> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, page) = held.pages.get(&document.id)?;
        (*at == document.updated_at).then(|| Arc::clone(page))
    }

    fn put(&self, document: &Document, page: Arc<Rendered>) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if held.bytes + page.html.len() > MOST_BYTES {
            *held = Held::default();
        }
        held.bytes += page.html.len();
        if let Some((_, old)) = held.pages.insert(document.id, (document.updated_at, page)) {
            held.bytes -= old.html.len();
        }
    }
}
