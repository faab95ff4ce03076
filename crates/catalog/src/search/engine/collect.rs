//! What is kept of all that fits: the best things, and how many there are of each kind and product; or what each
//! product is worth. What may not be seen is passed over before anything is counted.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::sync::Arc;

use base::Result;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::schema::TantivyDocument;
use tantivy::{DocAddress, DocId, Score, Searcher, SegmentOrdinal, SegmentReader};

use super::fault;
use super::query::LEAST;
use super::schema::{Fields, KIND, ORDER, PRODUCT};
use super::writer::which;
use crate::search::thing::{Kind, Which};

/// The things that were found.
#[derive(Debug, Clone, Default)]
pub(in crate::search) struct Found {
    /// Those that were asked for, the best first.
    pub(in crate::search) things: Vec<Which>,
    /// How many there are of each kind, whatever kind was asked for.
    pub(in crate::search) of_kinds: [i64; 4],
    /// How many there are of each product, by their numbers, whatever product was asked for.
    pub(in crate::search) of_products: HashMap<u32, i64>,
}

impl Found {
    /// Whether nothing fits, of whatever kind.
    pub(in crate::search) fn is_nothing(&self) -> bool {
        self.of_kinds == [0; 4]
    }
}

/// Collects the best things.
pub(super) struct Top {
    pub(super) seen: Option<Arc<[bool]>>,
    pub(super) kind: Option<Kind>,
    pub(super) product: Option<u32>,
    /// How many are kept.
    pub(super) most: usize,
}

/// A find as the heap sorts it: the greatest is the worst.
type Place = (Reverse<u32>, u64, u64, u64, DocAddress);

/// What was found before it is read.
#[derive(Default)]
pub(super) struct Raw {
    best: BinaryHeap<Place>,
    found: Found,
}

pub(super) struct TopOf {
    columns: Columns,
    segment: SegmentOrdinal,
    seen: Option<Arc<[bool]>>,
    kind: Option<u64>,
    product: Option<u64>,
    most: usize,
    raw: Raw,
}

struct Columns {
    kind: Column<u64>,
    product: Column<u64>,
    order: Column<u64>,
}

impl Columns {
    fn of(segment: &SegmentReader) -> tantivy::Result<Self> {
        let fast = segment.fast_fields();
        Ok(Self { kind: fast.u64(KIND)?, product: fast.u64(PRODUCT)?, order: fast.u64(ORDER)? })
    }
}

fn weight(kind: u64) -> f32 {
    usize::try_from(kind).ok().and_then(|it| Kind::ALL.get(it)).map_or(0.0, |it| it.weight())
}

impl Collector for Top {
    type Fruit = Raw;
    type Child = TopOf;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<TopOf> {
        Ok(TopOf {
            columns: Columns::of(reader)?,
            segment,
            seen: self.seen.clone(),
            kind: self.kind.and_then(|it| u64::try_from(it.index()).ok()),
            product: self.product.map(u64::from),
            most: self.most,
            raw: Raw::default(),
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<Raw>) -> tantivy::Result<Raw> {
        let mut all = Raw::default();
        for it in fruits {
            for place in it.best {
                all.keep(place, self.most);
            }
            for (sum, count) in all.found.of_kinds.iter_mut().zip(it.found.of_kinds) {
                *sum += count;
            }
            for (product, count) in it.found.of_products {
                *all.found.of_products.entry(product).or_default() += count;
            }
        }
        Ok(all)
    }
}

impl SegmentCollector for TopOf {
    type Fruit = Raw;

    fn collect(&mut self, doc: DocId, score: Score) {
        if score < LEAST {
            return;
        }
        let product = self.columns.product.first(doc).unwrap_or(u64::MAX);
        let at = usize::try_from(product).unwrap_or(usize::MAX);
        if self.seen.as_ref().is_some_and(|it| it.get(at) != Some(&true)) {
            return;
        }
        let kind = self.columns.kind.first(doc).unwrap_or_default();
        let (is_of_kind, is_of_product) =
            (self.kind.is_none_or(|it| it == kind), self.product.is_none_or(|it| it == product));
        if is_of_product
            && let Some(count) = self.raw.found.of_kinds.get_mut(usize::try_from(kind).unwrap_or(4))
        {
            *count += 1;
        }
        if is_of_kind && let Ok(number) = u32::try_from(product) {
            *self.raw.found.of_products.entry(number).or_default() += 1;
        }
        if is_of_kind && is_of_product {
            let order = self.columns.order.first(doc).unwrap_or_default();
            // Scores are positive, so their bits sort as they do.
            let worth = Reverse((score * weight(kind)).to_bits());
            self.raw.keep((worth, kind, order, product, DocAddress::new(self.segment, doc)), self.most);
        }
    }

    fn harvest(self) -> Raw {
        self.raw
    }
}

impl Raw {
    fn keep(&mut self, place: Place, most: usize) {
        if self.best.len() < most {
            self.best.push(place);
        } else if self.best.peek().is_some_and(|worst| place < *worst) {
            self.best.pop();
            self.best.push(place);
        }
    }

    /// Which things they are, without the first so many.
    pub(super) fn read(self, searcher: &Searcher, fields: &Fields, skip: usize) -> Result<Found> {
        let mut things = Vec::new();
        for (.., address) in self.best.into_sorted_vec().into_iter().skip(skip) {
            let document = searcher.doc::<TantivyDocument>(address).map_err(fault)?;
            things.extend(which(&document, fields));
        }
        Ok(Found { things, ..self.found })
    }
}

/// What each product is worth, by its number; nothing where it does not fit.
#[derive(Debug, Clone, Default)]
pub(in crate::search) struct Best(Vec<f32>);

impl Best {
    /// What the product with this number is worth; nothing when it does not fit.
    pub(in crate::search) fn worth(&self, number: u32) -> Option<f32> {
        self.0.get(usize::try_from(number).ok()?).copied().filter(|it| *it > 0.0)
    }

    /// What fits both, and is worth the sum.
    pub(super) fn and(self, other: &Self) -> Self {
        let both = |(one, other): (f32, &f32)| if one > 0.0 && *other > 0.0 { one + other } else { 0.0 };
        Self(self.0.into_iter().zip(&other.0).map(both).collect())
    }

    /// What fits this, and is worth what the other adds.
    pub(super) fn plus(mut self, other: &Self) -> Self {
        for (one, other) in self.0.iter_mut().zip(&other.0).filter(|(one, _)| **one > 0.0) {
            *one += other;
        }
        self
    }

    fn put(&mut self, number: usize, worth: f32) {
        if self.0.len() <= number {
            self.0.resize(number + 1, 0.0);
        }
        self.0[number] = self.0[number].max(worth);
    }
}

/// Collects what each product is worth.
pub(super) struct BestOf;

pub(super) struct BestOfSegment {
    columns: Columns,
    best: Best,
}

impl Collector for BestOf {
    type Fruit = Best;
    type Child = BestOfSegment;

    fn for_segment(&self, _: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<BestOfSegment> {
        Ok(BestOfSegment { columns: Columns::of(reader)?, best: Best::default() })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<Best>) -> tantivy::Result<Best> {
        let mut all = Best::default();
        for (number, worth) in fruits.iter().flat_map(|it| it.0.iter().enumerate()) {
            all.put(number, *worth);
        }
        Ok(all)
    }
}

impl SegmentCollector for BestOfSegment {
    type Fruit = Best;

    fn collect(&mut self, doc: DocId, score: Score) {
        let product = self.columns.product.first(doc).and_then(|it| usize::try_from(it).ok());
        if score >= LEAST
            && let Some(product) = product
        {
            let kind = self.columns.kind.first(doc).unwrap_or_default();
            self.best.put(product, score * weight(kind));
        }
    }

    fn harvest(self) -> Best {
        self.best
    }
}
