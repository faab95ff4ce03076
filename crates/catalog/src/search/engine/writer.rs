//! Writing the index: a product's things are replaced together, and seen together once it is committed.

use std::sync::Arc;

use base::Result;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::schema::{OwnedValue, TantivyDocument};
use tantivy::{Index, IndexReader, IndexSettings, IndexWriter, ReloadPolicy, Term};

use super::schema::{Fields, schema};
use super::tokens::{CUT, Cut};
use super::{Numbers, Reader, fault};
use crate::search::text::fold;
use crate::search::thing::{Batch, Thing, Which};

/// How much memory words take before they become a part of the index: the least that the engine allows.
const BUFFER: usize = 15_000_000;
/// How many parts of like size are made one. Each search looks at every part.
const PARTS: usize = 4;

/// The one who writes the index.
pub(in crate::search) struct Writer {
    engine: IndexWriter,
    reader: IndexReader,
    fields: Fields,
    numbers: Arc<Numbers>,
}

impl Writer {
    /// An empty index.
    pub(in crate::search) fn new() -> Result<Self> {
        let (schema, fields) = schema();
        let settings =
            IndexSettings { docstore_compress_dedicated_thread: false, ..IndexSettings::default() };
        let index = Index::builder().schema(schema).settings(settings).create_in_ram().map_err(fault)?;
        index.tokenizers().register(CUT, Cut);
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .num_merge_threads(1)
            .memory_budget_per_thread(BUFFER)
            .build();
        let writer = index.writer_with_options(options).map_err(fault)?;
        let mut policy = LogMergePolicy::default();
        policy.set_min_num_segments(PARTS);
        writer.set_merge_policy(Box::new(policy));
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(fault)?;
        Ok(Self { engine: writer, reader, fields, numbers: Arc::default() })
    }

    /// What the products are from now on: these things, and no others. Seen once it is committed.
    pub(in crate::search) fn put(&mut self, batch: &Batch) -> Result<()> {
        let number = u64::from(match self.numbers.of(batch.product) {
            Some(number) => {
                self.engine.delete_term(Term::from_field_u64(self.fields.product, u64::from(number)));
                number
            }
            // Nothing of it is in the index yet. Who holds the numbers goes on with those that there were.
            None => Arc::make_mut(&mut self.numbers).number(batch.product),
        });
        let order = order(&batch.name);
        for thing in &batch.things {
            self.engine.add_document(self.document(thing, number, order)).map_err(fault)?;
        }
        Ok(())
    }

    /// Makes everything that was put visible, and says what there is now.
    pub(in crate::search) fn commit(&mut self) -> Result<(Reader, Arc<Numbers>)> {
        self.engine.commit().map_err(fault)?;
        self.reader.reload().map_err(fault)?;
        let reader = Reader { searcher: self.reader.searcher(), fields: self.fields };
        Ok((reader, Arc::clone(&self.numbers)))
    }

    fn document(&self, thing: &Thing, product: u64, order: u64) -> TantivyDocument {
        let fields = &self.fields;
        let mut it = TantivyDocument::new();
        it.add_bytes(fields.which, &bytes(thing.which));
        it.add_u64(fields.kind, u64::try_from(thing.which.kind().index()).unwrap_or_default());
        it.add_u64(fields.product, product);
        it.add_u64(fields.order, order);
        for portal in &thing.portals {
            it.add_text(fields.portal, portal);
        }
        for name in &thing.names {
            it.add_text(fields.whole, fold(name.trim()));
            it.add_text(fields.names, name);
        }
        if !thing.text.is_empty() {
            it.add_text(fields.text, &thing.text);
        }
        if !thing.around.is_empty() {
            it.add_text(fields.around, &thing.around);
        }
        it
    }
}

/// The first eight bytes of a folded name, so that numbers sort as names do.
fn order(name: &str) -> u64 {
    let mut bytes = [0; 8];
    for (to, from) in bytes.iter_mut().zip(fold(name).bytes()) {
        *to = from;
    }
    u64::from_be_bytes(bytes)
}

/// Which thing it is, as the index keeps it: the kind, the id, and the number of an operation.
fn bytes(which: Which) -> Vec<u8> {
    let kind = u8::try_from(which.kind().index()).unwrap_or_default();
    let (id, number) = match which {
        Which::Product(id) => (id.uuid(), 0),
        Which::Version(id) => (id.uuid(), 0),
        Which::Document(id) => (id.uuid(), 0),
        Which::Operation(id, number) => (id.uuid(), number),
    };
    [&[kind], id.as_bytes().as_slice(), &number.to_be_bytes()].concat()
}

/// What `bytes` wrote.
pub(super) fn which(document: &TantivyDocument, fields: &Fields) -> Option<Which> {
    let value = OwnedValue::from(document.get_first(fields.which)?);
    let OwnedValue::Bytes(bytes) = value else { return None };
    let (kind, rest) = bytes.split_first()?;
    let (id, number) = rest.split_at_checked(16)?;
    let id = base::Uuid::from_slice(id).ok()?;
    Some(match kind {
        0 => Which::Product(id.into()),
        1 => Which::Version(id.into()),
        2 => Which::Document(id.into()),
        _ => Which::Operation(id.into(), u32::from_be_bytes(number.try_into().ok()?)),
    })
}
