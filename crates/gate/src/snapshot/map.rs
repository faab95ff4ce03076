//! An immutable map that costs little to change: two levels of branches over short sorted leaves. Changing one
//! record copies one leaf and the way to it; everything else is shared with the map it was made from. Leaves hold
//! exactly their records, so a million of them take little more than their own size.

use std::sync::Arc;

const BRANCHES: usize = 256;
const LEAVES: usize = 64;

/// What a map holds: a record that knows its key.
pub(crate) trait Record: Clone {
    /// What records are told apart by.
    type Key: Ord;
    /// The record's key.
    fn key(&self) -> Self::Key;
    /// Where a record with this key lies: bits that are spread evenly, of which the lowest fourteen are used.
    fn place(key: &Self::Key) -> u16;
}

/// An immutable map of records.
#[derive(Clone)]
pub(crate) struct Map<R> {
    branches: Vec<Option<Arc<Branch<R>>>>,
    count: usize,
}

#[derive(Clone)]
struct Branch<R> {
    leaves: Vec<Option<Arc<[R]>>>,
}

impl<R> Default for Map<R> {
    fn default() -> Self {
        Self { branches: vec![None; BRANCHES], count: 0 }
    }
}

impl<R: Record> Map<R> {
    /// How many records there are.
    pub(crate) fn len(&self) -> usize {
        self.count
    }

    /// The record with this key.
    pub(crate) fn get(&self, key: &R::Key) -> Option<&R> {
        let leaf = self.leaf(R::place(key));
        leaf.binary_search_by(|it| it.key().cmp(key)).ok().and_then(|at| leaf.get(at))
    }

    /// The records that lie at this place, in the order of their keys.
    pub(crate) fn leaf(&self, place: u16) -> &[R] {
        let (branch, leaf) = split(place);
        self.branches[branch].as_ref().and_then(|it| it.leaves[leaf].as_deref()).unwrap_or_default()
    }

    /// All records, in no order that means anything.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &R> {
        let leaves = self.branches.iter().flatten().flat_map(|it| it.leaves.iter().flatten());
        leaves.flat_map(|it| it.iter())
    }

    /// Puts the record in, instead of the one with its key.
    pub(crate) fn put(&mut self, record: R) {
        let key = record.key();
        let place = R::place(&key);
        let leaf = self.leaf(place);
        let (before, after, grows) = match leaf.binary_search_by(|it| it.key().cmp(&key)) {
            Ok(at) => (&leaf[..at], &leaf[at + 1..], 0),
            Err(at) => (&leaf[..at], &leaf[at..], 1),
        };
        let leaf = before.iter().cloned().chain([record]).chain(after.iter().cloned()).collect();
        self.count += grows;
        self.set(place, Some(leaf));
    }

    /// Takes the record with this key out.
    pub(crate) fn take(&mut self, key: &R::Key) -> Option<R> {
        let place = R::place(key);
        let leaf = self.leaf(place);
        let at = leaf.binary_search_by(|it| it.key().cmp(key)).ok()?;
        let taken = leaf[at].clone();
        let left: Vec<R> = leaf[..at].iter().chain(&leaf[at + 1..]).cloned().collect();
        self.count -= 1;
        self.set(place, (!left.is_empty()).then(|| left.into()));
        Some(taken)
    }

    fn set(&mut self, place: u16, records: Option<Arc<[R]>>) {
        let (branch, leaf) = split(place);
        let branch =
            self.branches[branch].get_or_insert_with(|| Arc::new(Branch { leaves: vec![None; LEAVES] }));
        Arc::make_mut(branch).leaves[leaf] = records;
    }
}

/// Collects many records at once. Of two with one key, the later stays.
pub(crate) struct Builder<R>(Vec<Vec<R>>);

impl<R: Record> Builder<R> {
    /// Nothing yet.
    pub(crate) fn new() -> Self {
        Self((0..BRANCHES * LEAVES).map(|_| Vec::new()).collect())
    }

    /// Adds a record.
    pub(crate) fn add(&mut self, record: R) {
        let (branch, leaf) = split(R::place(&record.key()));
        self.0[branch * LEAVES + leaf].push(record);
    }

    /// The map of all that was added.
    pub(crate) fn build(self) -> Map<R> {
        let mut map = Map::default();
        let mut leaves = self.0.into_iter().map(|mut leaf| {
            leaf.reverse();
            leaf.sort_by_key(Record::key);
            leaf.dedup_by(|later, kept| later.key() == kept.key());
            leaf
        });
        for branch in &mut map.branches {
            let leaves: Vec<Vec<R>> = leaves.by_ref().take(LEAVES).collect();
            map.count += leaves.iter().map(Vec::len).sum::<usize>();
            if leaves.iter().any(|it| !it.is_empty()) {
                let leaves = leaves.into_iter().map(|it| (!it.is_empty()).then(|| it.into())).collect();
                *branch = Some(Arc::new(Branch { leaves }));
            }
        }
        map
    }
}

fn split(place: u16) -> (usize, usize) {
    let place = usize::from(place);
    (place / LEAVES % BRANCHES, place % LEAVES)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[derive(Clone, Debug, PartialEq)]
    struct Pair(u32, u32);

    impl Record for Pair {
        type Key = u32;
        fn key(&self) -> u32 {
            self.0
        }
        fn place(key: &u32) -> u16 {
            (key % 40).to_le_bytes()[0].into()
        }
    }

    fn check(map: &Map<Pair>, model: &BTreeMap<u32, u32>) {
        assert_eq!(map.len(), model.len());
        let mut all: Vec<_> = map.iter().map(|it| (it.0, it.1)).collect();
        all.sort_unstable();
        assert_eq!(all, model.iter().map(|(a, b)| (*a, *b)).collect::<Vec<_>>());
        for key in 0..300 {
            assert_eq!(map.get(&key).map(|it| it.1), model.get(&key).copied());
        }
    }

    #[test]
    fn it_agrees_with_a_plain_map_and_leaves_earlier_ones_alone() {
        let (mut map, mut model) = (Map::default(), BTreeMap::new());
        let mut state = 1_u32;
        for round in 0..2_000 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let key = (state >> 8) % 300;
            let (before, before_model) = (map.clone(), model.clone());
            if state >> 31 == 0 {
                map.put(Pair(key, round));
                model.insert(key, round);
            } else {
                assert_eq!(map.take(&key).map(|it| it.1), model.remove(&key));
            }
            if round % 100 == 0 {
                check(&map, &model);
                check(&before, &before_model);
            }
        }
    }

    #[test]
    fn many_at_once_are_as_many_one_by_one() {
        let mut builder = Builder::new();
        let mut model = BTreeMap::new();
        for it in 0..500 {
            builder.add(Pair(it * 7 % 290, it));
            model.insert(it * 7 % 290, it);
        }
        check(&builder.build(), &model);
        check(&Builder::new().build(), &BTreeMap::new());
    }
}
