//! What callers create and change. Each application sees the sample's own things and, over them, its own: nobody
//! can spoil an example for somebody else. Bounded: the oldest is forgotten first.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;

use super::Ask;

/// How many things are kept, of all applications together.
const MOST: usize = 2_000;

/// How much of an application's id is kept. Ids are 36 characters long.
const LONGEST_OWNER: usize = 64;

/// Crockford's alphabet: no I, L, O, U.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A kind of things that callers can create or change.
pub(crate) struct Shelf {
    /// What the shelf is called.
    pub(crate) name: &'static str,
    /// The field that names a thing.
    pub(crate) key: &'static str,
    /// What lies there from the beginning.
    pub(crate) seeds: fn() -> Vec<Value>,
}

impl Shelf {
    /// Everything that the caller sees here: the caller's own, newest first, then the sample's.
    pub(crate) fn all(&self, ask: &Ask) -> Vec<Value> {
        let kept = ask.sandbox().kept();
        let own: Vec<&Entry> = kept.of(ask.owner(), self.name).collect();
        let seeds = (self.seeds)().into_iter().filter(|seed| !own.iter().any(|it| seed[self.key] == it.id));
        own.iter().map(|it| it.value.clone()).filter(|it| !it.is_null()).chain(seeds).collect()
    }

    /// One thing, by its name.
    pub(crate) fn find(&self, ask: &Ask, id: &str) -> Option<Value> {
        let own =
            ask.sandbox().kept().of(ask.owner(), self.name).find(|it| it.id == id).map(|it| it.value.clone());
        let found = own.or_else(|| (self.seeds)().into_iter().find(|it| it[self.key] == id));
        found.filter(|it| !it.is_null())
    }

    /// Keeps a thing for the caller, in place of the one with the same name.
    pub(crate) fn keep(&self, ask: &Ask, value: Value) {
        let id = value[self.key].as_str().unwrap_or_default().to_owned();
        self.put(ask, id, value);
    }

    /// Takes a thing away from the caller's sight, be it the caller's own or the sample's.
    pub(crate) fn forget(&self, ask: &Ask, id: &str) {
        self.put(ask, id.to_owned(), Value::Null);
    }

    fn put(&self, ask: &Ask, id: String, value: Value) {
        let owner: String = ask.owner().chars().take(LONGEST_OWNER).collect();
        let mut kept = ask.sandbox().kept();
        kept.entries.retain(|it| !(it.owner == owner && it.shelf == self.name && it.id == id));
        kept.entries.push_front(Entry { owner, shelf: self.name, id, value });
        kept.entries.truncate(MOST);
    }
}

/// What is kept between requests.
#[derive(Default)]
pub(crate) struct Sandbox(Mutex<Kept>);

impl Sandbox {
    /// Six letters and digits that were not given before, without those that are read for one another.
    pub(crate) fn next_code(&self) -> String {
        let mut kept = self.kept();
        kept.numbers += 1;
        let mixed = kept.numbers.wrapping_mul(0x9E37_79B1) & 0x3FFF_FFFF;
        (0..6).rev().map(|at| char::from(LETTERS[(mixed >> (at * 5)) as usize & 31])).collect()
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Default)]
struct Kept {
    entries: VecDeque<Entry>,
    numbers: u64,
}

impl Kept {
    fn of<'a>(&'a self, owner: &'a str, name: &'a str) -> impl Iterator<Item = &'a Entry> {
        self.entries.iter().filter(move |it| it.owner == owner && it.shelf == name)
    }
}

struct Entry {
    owner: String,
    shelf: &'static str,
    id: String,
    value: Value,
}
