//! The documents of a product in the order in which one reads them, each with its depth. Pure.

use std::collections::{HashMap, HashSet};

use base::{DocumentId, Instant};

use crate::State;

/// How deep documents may stand below each other.
pub const DEEPEST: usize = 6;

/// A document's place in the tree, without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// Which document.
    pub id: DocumentId,
    /// Below which one.
    pub parent: Option<DocumentId>,
    /// Its name in addresses.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Whether developers see it.
    pub state: State,
    /// Where it stands among its siblings.
    pub position: i64,
    /// When it was made.
    pub created_at: Instant,
    /// When it was last changed.
    pub updated_at: Instant,
    /// 0 at the top.
    pub depth: usize,
}

/// Documents in reading order: each is followed by what stands below it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree(Vec<Leaf>);

impl Tree {
    /// Puts leaves, which come in the order of their positions, into reading order. A leaf whose parent is not among
    /// them, because it is not shown, stands at the top.
    pub(super) fn of(leaves: Vec<Leaf>) -> Self {
        let known = leaves.iter().map(|it| it.id).collect::<HashSet<_>>();
        let mut below: HashMap<Option<DocumentId>, Vec<Leaf>> = HashMap::new();
        for leaf in leaves {
            let parent = leaf.parent.filter(|it| known.contains(it));
            below.entry(parent).or_default().push(leaf);
        }
        let mut ordered = Vec::with_capacity(known.len());
        let mut ahead = below.remove(&None).unwrap_or_default();
        ahead.reverse();
        while let Some(leaf) = ahead.pop() {
            let children = below.remove(&Some(leaf.id)).unwrap_or_default();
            ahead.extend(children.into_iter().rev().map(|it| Leaf { depth: leaf.depth + 1, ..it }));
            ordered.push(leaf);
        }
        Self(ordered)
    }

    /// The leaves in reading order.
    pub fn leaves(&self) -> &[Leaf] {
        &self.0
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The document of this id.
    pub fn get(&self, id: DocumentId) -> Option<&Leaf> {
        self.0.iter().find(|it| it.id == id)
    }

    /// The document that is read before this one, and the one after.
    pub fn neighbours(&self, id: DocumentId) -> (Option<&Leaf>, Option<&Leaf>) {
        let Some(at) = self.0.iter().position(|it| it.id == id) else { return (None, None) };
        (at.checked_sub(1).and_then(|it| self.0.get(it)), self.0.get(at + 1))
    }

    /// The document and everything below it, in reading order.
    pub fn branch(&self, id: DocumentId) -> &[Leaf] {
        let Some(at) = self.0.iter().position(|it| it.id == id) else { return &[] };
        let rest = &self.0[at..];
        let end =
            rest.iter().skip(1).position(|it| it.depth <= rest[0].depth).map_or(rest.len(), |it| it + 1);
        &rest[..end]
    }

    /// The siblings of a place, in order.
    pub(super) fn siblings(&self, parent: Option<DocumentId>) -> Vec<&Leaf> {
        self.0.iter().filter(|it| it.parent == parent).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf(id: u128, parent: Option<u128>) -> Leaf {
        let id_of = |it: u128| DocumentId::from(base::Uuid::from_u128(it));
        Leaf {
            id: id_of(id),
            parent: parent.map(id_of),
            slug: id.to_string(),
            title: id.to_string(),
            state: State::Published,
            position: 0,
            created_at: Instant::from_micros(0),
            updated_at: Instant::from_micros(0),
            depth: 0,
        }
    }

    fn drawn(leaves: &[Leaf]) -> String {
        leaves.iter().map(|it| format!("{}{}", ".".repeat(it.depth), it.slug)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn documents_are_read_depth_first_and_an_orphan_stands_at_the_top() {
        let tree = Tree::of(vec![
            leaf(1, None),
            leaf(2, None),
            leaf(3, Some(1)),
            leaf(4, Some(3)),
            leaf(5, Some(1)),
            leaf(6, Some(99)),
        ]);
        assert_eq!(drawn(tree.leaves()), "1 .3 ..4 .5 2 6");
        let first = tree.leaves()[0].id;
        assert_eq!(drawn(tree.branch(first)), "1 .3 ..4 .5");
        assert_eq!(drawn(tree.branch(tree.leaves()[5].id)), "6");
        let (before, after) = tree.neighbours(tree.leaves()[4].id);
        assert_eq!((before.unwrap().slug.as_str(), after.unwrap().slug.as_str()), ("5", "6"));
    }
}
