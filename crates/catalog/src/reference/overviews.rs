//! The overviews that were asked for last, in memory.
//!
//! Every page of a reference needs its document's overview, and reading that is most of the work that a page of a large
//! document makes. Whether it may be seen is asked of the database each time, before anybody looks here.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use base::{Instant, Result, SpecificationId};
use lru::LruCache;
use reference::model::Overview;

use super::pages;

/// How many are kept.
const KEPT: NonZeroUsize = NonZeroUsize::MIN.saturating_add(15);

/// How many bytes one may have while it is packed, to be kept: it is about ten times as large in memory.
const LARGEST: usize = 256 * 1024;

/// A specification, and when it was uploaded: another upload is another overview.
type Upload = (SpecificationId, Instant);

pub(super) struct Overviews(Mutex<LruCache<Upload, Arc<Overview>>>);

impl Default for Overviews {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(KEPT)))
    }
}

impl Overviews {
    /// The overview, if it is kept.
    pub(super) fn find(&self, of: Upload) -> Option<Arc<Overview>> {
        self.all().get(&of).cloned()
    }

    /// Reads the overview, and keeps it unless it is very large.
    pub(super) fn read(&self, of: Upload, content: &[u8]) -> Result<Arc<Overview>> {
        let overview = Arc::new(pages::overview(content)?);
        if content.len() <= LARGEST {
            self.all().put(of, Arc::clone(&overview));
        }
        Ok(overview)
    }

    fn all(&self) -> MutexGuard<'_, LruCache<Upload, Arc<Overview>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
