//! From terms to queries. Each term must be found, in a thing's own words or in those around it; scores are what the
//! best place of each term is worth, summed.

use std::ops::Bound;
use std::sync::Arc;

use base::Result;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, FuzzyTermQuery, Occur, Query, RangeQuery,
    TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::collect::{Best, BestOf, Found, Top};
use super::schema::Fields;
use super::tokens::as_stem;
use super::{Reader, fault};
use crate::search::text::{Term, Terms, fold};
use crate::search::thing::Kind;

/// What a word in a name counts, in running text, and around a thing. The last never makes a find by itself.
const NAME: f32 = 4.0;
const TEXT: f32 = 1.0;
const AROUND: f32 = 0.01;
/// What a find counts that has no more than words around it, and that is left out, lies below this.
pub(super) const LEAST: f32 = 0.3;
/// What a whole name counts beside its words.
const WHOLE: f32 = 8.0;
/// How a stem, the beginning of a word, and a word with typing errors count against the word itself.
const STEM: f32 = 0.9;
const BEGINNING: f32 = 0.75;
const NEARLY: f32 = 0.4;
/// How much it counts that a word stands often in a running text, or is rare: at most about as much as the word.
const OFTEN: f32 = 0.04;

/// What is looked for, where.
pub(in crate::search) struct Asked<'a> {
    /// The portal.
    pub(in crate::search) portal: String,
    /// The words.
    pub(in crate::search) terms: &'a Terms,
    /// The whole of what was typed.
    pub(in crate::search) typed: &'a str,
    /// Which products may be seen, by their numbers; all when there is nothing.
    pub(in crate::search) seen: Option<Arc<[bool]>>,
    /// Only of this kind.
    pub(in crate::search) kind: Option<Kind>,
    /// Only of the product with this number.
    pub(in crate::search) product: Option<u32>,
}

impl Reader {
    /// The things that fit best, so many after so many, and how many there are.
    pub(in crate::search) fn find(&self, asked: &Asked<'_>, skip: usize, take: usize) -> Result<Found> {
        let mut parts: Vec<(Occur, Box<dyn Query>)> = vec![(Occur::Must, self.in_portal(&asked.portal))];
        parts.extend(asked.terms.iter().map(|it| (Occur::Must, self.term(it))));
        parts.push((Occur::Should, self.whole(asked.typed)));
        let top =
            Top { seen: asked.seen.clone(), kind: asked.kind, product: asked.product, most: skip + take };
        let found = self.searcher.search(&BooleanQuery::new(parts), &top).map_err(fault)?;
        found.read(&self.searcher, &self.fields, skip)
    }

    /// What each product is worth that has every term somewhere: in its name, its description, its versions, its
    /// documents or its operations. By the products' numbers.
    pub(in crate::search) fn products(&self, asked: &Asked<'_>) -> Result<Best> {
        let mut best: Option<Best> = None;
        for term in asked.terms.iter() {
            let next = self.best(&asked.portal, self.term(term))?;
            best = Some(match best {
                Some(before) => before.and(&next),
                None => next,
            });
        }
        let whole = self.best(&asked.portal, self.whole(asked.typed))?;
        Ok(best.unwrap_or_default().plus(&whole))
    }

    fn best(&self, portal: &str, query: Box<dyn Query>) -> Result<Best> {
        let both = BooleanQuery::intersection(vec![self.in_portal(portal), query]);
        self.searcher.search(&both, &BestOf).map_err(fault)
    }

    fn in_portal(&self, portal: &str) -> Box<dyn Query> {
        let term = tantivy::Term::from_field_text(self.fields.portal, portal);
        constant(Box::new(TermQuery::new(term, IndexRecordOption::Basic)), 0.0)
    }

    fn whole(&self, typed: &str) -> Box<dyn Query> {
        constant(word(self.fields.whole, &fold(typed.trim())), WHOLE)
    }

    /// A term, in the best of the places where it may stand.
    fn term(&self, term: &Term) -> Box<dyn Query> {
        let Fields { names, text, around, .. } = self.fields;
        let mut places = Vec::new();
        places.extend(ways(names, NAME, term, false));
        places.extend(ways(text, TEXT, term, true));
        places.extend(ways(around, AROUND, term, false));
        let often = BoostQuery::new(counted(text, &term.word), OFTEN);
        let here = BooleanQuery::union(vec![constant(word(text, &term.word), TEXT), Box::new(often)]);
        places.push(Box::new(here));
        Box::new(DisjunctionMaxQuery::new(places))
    }
}

/// The ways in which a term may stand in a field.
fn ways(field: Field, weight: f32, term: &Term, in_running_text: bool) -> Vec<Box<dyn Query>> {
    let mut ways = vec![constant(word(field, &as_stem(&term.stem)), weight * STEM)];
    if term.stem != term.word {
        ways.push(constant(word(field, &term.stem), weight * STEM));
    }
    if !in_running_text {
        ways.push(constant(word(field, &term.word), weight));
    }
    if term.is_beginning(in_running_text) {
        ways.push(constant(beginning(field, &term.word), weight * BEGINNING));
    }
    if term.forgiven > 0 {
        for text in [&term.word, &as_stem(&term.stem)] {
            let word = tantivy::Term::from_field_text(field, text);
            let nearly = FuzzyTermQuery::new(word, term.forgiven, true);
            ways.push(constant(Box::new(nearly), weight * NEARLY));
        }
    }
    ways
}

fn constant(query: Box<dyn Query>, score: f32) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, score))
}

fn word(field: Field, text: &str) -> Box<dyn Query> {
    let term = tantivy::Term::from_field_text(field, text);
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}

fn counted(field: Field, text: &str) -> Box<dyn Query> {
    let term = tantivy::Term::from_field_text(field, text);
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

/// All words that begin so. No word has the last of all characters in it.
fn beginning(field: Field, text: &str) -> Box<dyn Query> {
    let from = tantivy::Term::from_field_text(field, text);
    let to = tantivy::Term::from_field_text(field, &format!("{text}\u{10FFFF}"));
    Box::new(RangeQuery::new(Bound::Included(from), Bound::Excluded(to)))
}
