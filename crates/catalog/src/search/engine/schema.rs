//! The fields of the index.

use tantivy::schema::{
    Field, IndexRecordOption, NumericOptions, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};

use super::tokens::CUT;

/// The fields of the index.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    /// Which thing it is: stored only.
    pub(super) which: Field,
    /// The number of its kind.
    pub(super) kind: Field,
    /// The number of its product.
    pub(super) product: Field,
    /// The first letters of its product's name, as a number.
    pub(super) order: Field,
    /// The portals that show it.
    pub(super) portal: Field,
    /// Each name, folded, as one word.
    pub(super) whole: Field,
    /// The words of its names.
    pub(super) names: Field,
    /// The words of its running text, with how often each stands there.
    pub(super) text: Field,
    /// The words around it.
    pub(super) around: Field,
}

pub(super) const KIND: &str = "kind";
pub(super) const PRODUCT: &str = "product";
pub(super) const ORDER: &str = "order";

/// The schema, and its fields.
pub(super) fn schema() -> (Schema, Fields) {
    let mut it = Schema::builder();
    let number = NumericOptions::default().set_fast();
    let fields = Fields {
        which: it.add_bytes_field("which", STORED),
        kind: it.add_u64_field(KIND, number.clone()),
        product: it.add_u64_field(PRODUCT, number.clone().set_indexed()),
        order: it.add_u64_field(ORDER, number),
        portal: it.add_text_field("portal", STRING),
        whole: it.add_text_field("whole", STRING),
        names: it.add_text_field("names", cut(IndexRecordOption::Basic)),
        text: it.add_text_field("text", cut(IndexRecordOption::WithFreqs)),
        around: it.add_text_field("around", cut(IndexRecordOption::Basic)),
    };
    (it.build(), fields)
}

fn cut(option: IndexRecordOption) -> TextOptions {
    let counts = option.has_freq();
    let indexing =
        TextFieldIndexing::default().set_tokenizer(CUT).set_index_option(option).set_fieldnorms(counts);
    TextOptions::default().set_indexing_options(indexing)
}
