//! The shelves: what each portal shows, in memory, in the order of names. Pure.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use base::{Page, PortalId, ProductId};
use memchr::memmem::Finder;

use super::entry::{Entry, terms};

/// All shelves as they were at one position of the feed. Entries are shared between one state and the next.
#[derive(Debug, Clone, Default)]
pub(super) struct Shelves {
    /// The last change that is in it.
    pub(super) position: i64,
    portals: HashMap<PortalId, Arc<Vec<Arc<Entry>>>>,
}

/// What is looked for on a shelf.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// Words that must all be found; all products when there are none.
    pub text: String,
    /// Only products to which applications can be registered.
    pub only_open: bool,
    /// Only products with a version that is not deprecated.
    pub only_current: bool,
}

/// Which products of a shelf the one who asks may see.
#[derive(Debug, Clone)]
pub(super) enum Sight {
    /// All that the portal shows.
    All,
    /// These: the portal has RBAC on, or shows nothing to visitors.
    Only(HashSet<ProductId>),
}

impl Sight {
    fn reaches(&self, product: ProductId) -> bool {
        match self {
            Self::All => true,
            Self::Only(products) => products.contains(&product),
        }
    }
}

impl Shelves {
    /// The state that follows: these products are as these entries say, and shown nowhere else.
    pub(super) fn with(
        &self,
        position: i64,
        products: &HashSet<ProductId>,
        entries: Vec<(PortalId, Entry)>,
    ) -> Self {
        let mut fresh: HashMap<PortalId, Vec<Arc<Entry>>> = HashMap::new();
        for (portal, entry) in entries {
            fresh.entry(portal).or_default().push(Arc::new(entry));
        }
        let mut portals = self.portals.clone();
        for portal in fresh.keys() {
            portals.entry(*portal).or_default();
        }
        for (portal, shelf) in &mut portals {
            let added = fresh.remove(portal).unwrap_or_default();
            if added.is_empty() && !shelf.iter().any(|it| products.contains(&it.product)) {
                continue;
            }
            let mut next =
                shelf.iter().filter(|it| !products.contains(&it.product)).cloned().collect::<Vec<_>>();
            next.extend(added);
            next.sort_by(|a, b| (a.name(), a.product).cmp(&(b.name(), b.product)));
            *shelf = Arc::new(next);
        }
        Self { position, portals }
    }

    /// The products of a portal's shelf that fit, the best first and then by name: this page of them, and how many
    /// there are.
    pub(super) fn find(
        &self,
        portal: PortalId,
        sight: &Sight,
        search: &Search,
        page: Page,
    ) -> (Vec<ProductId>, i64) {
        let Some(entries) = self.portals.get(&portal) else { return (Vec::new(), 0) };
        let terms = terms(&search.text);
        if terms.is_empty() && !search.text.trim().is_empty() {
            return (Vec::new(), 0);
        }
        let finders = terms.iter().map(Finder::new).collect::<Vec<_>>();
        let mut found = entries
            .iter()
            .filter(|it| (it.open > 0 || !search.only_open) && (it.is_current || !search.only_current))
            .filter(|it| sight.reaches(it.product))
            .filter_map(|it| it.fit(&finders).map(|fit| (fit, it.product)))
            .collect::<Vec<_>>();
        found.sort_by_key(|(fit, _)| std::cmp::Reverse(*fit));
        let total = i64::try_from(found.len()).unwrap_or(i64::MAX);
        let skipped = usize::try_from(page.offset()).unwrap_or(usize::MAX);
        let size = usize::try_from(page.size).unwrap_or(usize::MAX);
        (found.into_iter().skip(skipped).take(size).map(|(_, product)| product).collect(), total)
    }

    /// How many versions on a portal's shelf are open to applications, and how many of those approve at once.
    pub(super) fn count_open(&self, portal: PortalId, sight: &Sight) -> (u32, u32) {
        let entries = self.portals.get(&portal).into_iter().flat_map(|it| it.iter());
        let seen = entries.filter(|it| sight.reaches(it.product));
        seen.fold((0, 0), |(open, at_once), it| (open + it.open, at_once + it.at_once))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shelf::entry::Draft;

    fn product(number: u128) -> ProductId {
        base::Uuid::from_u128(number).into()
    }

    fn portal(number: u128) -> PortalId {
        base::Uuid::from_u128(number).into()
    }

    fn entry(number: u128, name: &str, is_open: bool, is_current: bool) -> Entry {
        let about = format!("about {name}");
        let mut draft =
            Draft { name: name.into(), about, open: u32::from(is_open), is_current, ..Draft::default() };
        draft.add("common");
        draft.finish(product(number))
    }

    fn found(shelves: &Shelves, sight: &Sight, search: &Search) -> Vec<u128> {
        let (ids, total) = shelves.find(portal(1), sight, search, Page::first(100));
        assert_eq!(ids.len(), usize::try_from(total).unwrap());
        ids.iter().map(|it| it.uuid().as_u128()).collect()
    }

    fn some() -> Shelves {
        let entries = vec![
            (portal(1), entry(3, "zebra", true, false)),
            (portal(1), entry(1, "apple", false, true)),
            (portal(1), entry(2, "apple pie", true, true)),
            (portal(2), entry(4, "other", true, true)),
        ];
        Shelves::default().with(7, &(1..=4).map(product).collect(), entries)
    }

    #[test]
    fn a_shelf_is_in_order_and_of_one_portal() {
        let text = |it: &str| Search { text: it.into(), ..Search::default() };
        assert_eq!(found(&some(), &Sight::All, &text("")), [1, 2, 3]);
        assert_eq!(found(&some(), &Sight::All, &text("COMMON")), [1, 2, 3]);
        assert_eq!(found(&some(), &Sight::All, &text("pie")), [2]);
        assert_eq!(found(&some(), &Sight::All, &text("apple")), [1, 2]);
        assert_eq!(found(&some(), &Sight::All, &text("?!")), [0; 0]);
        assert_eq!(found(&some(), &Sight::All, &Search { only_open: true, ..text("") }), [2, 3]);
        assert_eq!(found(&some(), &Sight::All, &Search { only_current: true, ..text("") }), [1, 2]);
        assert_eq!(found(&some(), &Sight::Only([product(3)].into()), &text("")), [3]);
        assert_eq!(some().find(portal(1), &Sight::All, &text(""), Page::new(2, 2)), (vec![product(3)], 3));
    }

    #[test]
    fn a_product_moves_from_shelf_to_shelf() {
        let moved = some().with(
            8,
            &[product(1), product(4)].into(),
            vec![(portal(1), entry(4, "banana", true, true))],
        );
        assert_eq!(moved.position, 8);
        assert_eq!(found(&moved, &Sight::All, &Search::default()), [2, 4, 3]);
        assert_eq!(moved.find(portal(2), &Sight::All, &Search::default(), Page::first(9)).1, 0);
    }
}
