//! Documents as HTML, kept in memory under the digest of all that they are made of. Whoever asks first has a document
//! rendered, and the others wait for that; a new release begins with nothing kept, and so renders anew.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use base::Result;
use frame::App;
use serde_json::Value;
use sha2::{Digest, Sha256};
use tokio::sync::OnceCell;

use super::Document;
use crate::markdown::{self, Place, Rendered};
use crate::turns::in_turn;

/// How many bytes of HTML are kept before all are let go.
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// How many documents are kept, however small.
const MOST_PAGES: usize = 10_000;

type Key = [u8; 32];

/// A page that is there, or that somebody has been asked to render.
type Page = Arc<OnceCell<Arc<Rendered>>>;

#[derive(Default)]
struct Pages(Mutex<Held>);

#[derive(Default)]
struct Held {
    pages: HashMap<Key, Page>,
    bytes: usize,
}

/// The document as HTML, with its addresses as the place has them.
pub async fn rendered(app: &App, document: &Document, place: &Place) -> Result<Arc<Rendered>> {
    let pages = app.kept::<Pages>();
    let page = pages.page(key(document, place));
    let made = page
        .get_or_try_init(|| async {
            let made = previewed(app, &document.content, &document.title, place.clone()).await?;
            pages.weigh(made.html.len());
            Ok::<_, base::Error>(Arc::new(made))
        })
        .await?;
    Ok(Arc::clone(made))
}

/// A text as HTML that is not kept: it is still being written.
pub async fn previewed(app: &App, content: &str, title: &str, place: Place) -> Result<Rendered> {
    let (content, title) = (content.to_owned(), title.to_owned());
    in_turn(app, move || markdown::render_at(&content, &title, &place)).await
}

/// The document as the published contract's nodes.
pub async fn nodes(app: &App, document: &Document, place: Place) -> Result<Value> {
    let content = document.content.clone();
    in_turn(app, move || markdown::nodes_at(&content, &place)).await
}

fn key(document: &Document, place: &Place) -> Key {
    let mut digest = Sha256::new();
    for part in [&document.title, &document.content].into_iter().chain(place.parts()) {
        digest.update(part.len().to_be_bytes());
        digest.update(part);
    }
    digest.finalize().into()
}

impl Pages {
    fn page(&self, key: Key) -> Page {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if held.pages.len() >= MOST_PAGES && !held.pages.contains_key(&key) {
            *held = Held::default();
        }
        Arc::clone(held.pages.entry(key).or_default())
    }

    /// Notes how much was rendered, and lets everything go when it has become too much.
    fn weigh(&self, bytes: usize) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.bytes += bytes;
        if held.bytes > MOST_BYTES {
            *held = Held::default();
        }
    }
}
