//! The search engine: an index in memory of all portals' things, written by one, read by everybody.
//!
//! Its texts are not kept, only their words; what is shown of a find is read from the database. No query language is
//! parsed: queries are built from terms.

mod collect;
mod query;
mod schema;
mod tokens;
mod writer;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use base::{Error, ProductId};
use tantivy::Searcher;

pub(super) use collect::Found;
pub(super) use query::Asked;
use schema::Fields;
pub(super) use writer::Writer;

/// The state of the index at one moment.
#[derive(Clone)]
pub(super) struct Reader {
    searcher: Searcher,
    fields: Fields,
}

/// Small numbers that stand for products while the process lives.
#[derive(Debug, Clone, Default)]
pub(super) struct Numbers {
    all: Vec<ProductId>,
    known: HashMap<ProductId, u32>,
}

impl Numbers {
    /// Which of the numbered products are among these, by their numbers.
    pub(super) fn among(&self, products: &HashSet<ProductId>) -> Arc<[bool]> {
        self.all.iter().map(|it| products.contains(it)).collect()
    }

    /// The number of a product, a new one when it has none.
    fn number(&mut self, product: ProductId) -> u32 {
        *self.known.entry(product).or_insert_with(|| {
            self.all.push(product);
            u32::try_from(self.all.len() - 1).unwrap_or(u32::MAX)
        })
    }

    /// The number of a product that is in the index.
    pub(super) fn of(&self, product: ProductId) -> Option<u32> {
        self.known.get(&product).copied()
    }

    /// The product with this number.
    pub(super) fn product(&self, number: u32) -> Option<ProductId> {
        self.all.get(usize::try_from(number).ok()?).copied()
    }
}

/// What went wrong in the engine is our fault: nothing that a visitor types can do it.
fn fault(error: impl std::fmt::Display) -> Error {
    Error::internal(format!("the search engine failed: {error}"))
}
