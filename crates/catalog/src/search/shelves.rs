//! The shelves: what each portal shows, in the order of names, with what the catalog's filters ask. Pure.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use base::{Listed, Page, PortalId, ProductId};

use super::text::{Terms, words};

/// A product that a portal shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its name, in lower case: the order of the shelf.
    pub(super) name: Arc<str>,
    /// How many of its versions are open to applications.
    pub(super) open: u32,
    /// How many of those approve at once.
    pub(super) at_once: u32,
    /// Whether a version is there that is not deprecated.
    pub(super) is_current: bool,
}

/// What the catalog's filters ask lies here itself, so that a shelf is looked through without a jump for each product.
type Shelf = Vec<(ProductId, Entry)>;

/// All shelves as they were at one position of the feed. Names are shared between one state and the next.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shelves(HashMap<PortalId, Arc<Shelf>>);

/// Which products of a shelf are wanted.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Filter {
    /// Only products to which applications can be registered.
    pub(crate) only_open: bool,
    /// Only products with a version that is not deprecated.
    pub(crate) only_current: bool,
}

/// Which products of a shelf the one who asks may see.
#[derive(Debug, Clone)]
pub(crate) enum Sight {
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
    /// The shelves that follow: these products are as these entries say, and shown nowhere else.
    pub(super) fn with(
        &self,
        products: &HashSet<ProductId>,
        entries: Vec<(PortalId, ProductId, Entry)>,
    ) -> Self {
        let mut fresh: HashMap<PortalId, Shelf> = HashMap::new();
        for (portal, product, entry) in entries {
            fresh.entry(portal).or_default().push((product, entry));
        }
        let mut portals = self.0.clone();
        for portal in fresh.keys() {
            portals.entry(*portal).or_default();
        }
        for (portal, shelf) in &mut portals {
            let added = fresh.remove(portal).unwrap_or_default();
            if added.is_empty() && !shelf.iter().any(|(product, _)| products.contains(product)) {
                continue;
            }
            let kept = shelf.iter().filter(|(product, _)| !products.contains(product));
            let mut next = kept.cloned().collect::<Vec<_>>();
            next.extend(added);
            next.sort_by(|(one, a), (other, b)| (&a.name, one).cmp(&(&b.name, other)));
            *shelf = Arc::new(next);
        }
        Self(portals)
    }

    /// How many products stand on all shelves, each as often as it is shown.
    pub(super) fn len(&self) -> usize {
        self.0.values().map(|it| it.len()).sum()
    }

    fn seen(&self, portal: PortalId, sight: &Sight) -> impl Iterator<Item = &(ProductId, Entry)> {
        let all = self.0.get(&portal).into_iter().flat_map(|it| it.iter());
        all.filter(move |(product, _)| sight.reaches(*product))
    }

    /// A page of the products of a portal's shelf that are wanted and worth something: the best first, and then by name.
    pub(crate) fn page(
        &self,
        portal: PortalId,
        sight: &Sight,
        filter: Filter,
        worth: impl Fn(ProductId) -> Option<f32>,
        page: Page,
    ) -> Listed<ProductId> {
        let wanted = self
            .seen(portal, sight)
            .filter(|(_, it)| (it.open > 0 || !filter.only_open) && (it.is_current || !filter.only_current));
        let mut found: Vec<_> =
            wanted.filter_map(|(product, _)| worth(*product).map(|worth| (worth, *product))).collect();
        found.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        Listed::cut(found, page).map(|(_, product)| product)
    }

    /// The products of a portal's shelf whose names have each term: what can be found before the index is there.
    pub(super) fn named(&self, portal: PortalId, sight: &Sight, terms: &Terms) -> HashSet<ProductId> {
        let fits = |name: &str| {
            let words = words(name);
            let found: HashSet<usize> = words.iter().filter_map(|it| terms.which(&it.text, false)).collect();
            found.len() == terms.iter().count()
        };
        self.seen(portal, sight).filter(|(_, it)| fits(&it.name)).map(|(product, _)| *product).collect()
    }

    /// How many versions on a portal's shelf are open to applications, and how many of those approve at once.
    pub(crate) fn count_open(&self, portal: PortalId, sight: &Sight) -> (u32, u32) {
        let seen = self.seen(portal, sight);
        seen.fold((0, 0), |(open, at_once), (_, it)| (open + it.open, at_once + it.at_once))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product(number: u128) -> ProductId {
        base::Uuid::from_u128(number).into()
    }

    fn portal(number: u128) -> PortalId {
        base::Uuid::from_u128(number).into()
    }

    fn entry(name: &str, is_open: bool, is_current: bool) -> Entry {
        Entry { name: name.into(), open: u32::from(is_open), at_once: 0, is_current }
    }

    fn sorted(shelves: &Shelves, sight: &Sight, filter: Filter) -> Vec<u128> {
        let all = shelves.page(portal(1), sight, filter, |_| Some(1.0), Page::first(100));
        all.items.iter().map(|it| it.uuid().as_u128()).collect()
    }

    fn some() -> Shelves {
        let entries = vec![
            (portal(1), product(3), entry("zebra", true, false)),
            (portal(1), product(1), entry("apple", false, true)),
            (portal(1), product(2), entry("apple pie", true, true)),
            (portal(2), product(4), entry("other", true, true)),
        ];
        Shelves::default().with(&(1..=4).map(product).collect(), entries)
    }

    #[test]
    fn a_shelf_is_in_order_and_of_one_portal() {
        let all = Filter::default();
        assert_eq!(sorted(&some(), &Sight::All, all), [1, 2, 3]);
        assert_eq!(sorted(&some(), &Sight::All, Filter { only_open: true, ..all }), [2, 3]);
        assert_eq!(sorted(&some(), &Sight::All, Filter { only_current: true, ..all }), [1, 2]);
        assert_eq!(sorted(&some(), &Sight::Only([product(3), product(4)].into()), all), [3]);
        assert_eq!(some().count_open(portal(1), &Sight::All), (2, 0));
    }

    #[test]
    fn what_is_worth_more_comes_first_and_what_is_worth_nothing_not_at_all() {
        let worth = |it: ProductId| match it.uuid().as_u128() {
            1 => None,
            3 => Some(9.0),
            _ => Some(1.0),
        };
        let page =
            |number| some().page(portal(1), &Sight::All, Filter::default(), worth, Page::new(number, 1));
        assert_eq!((page(1).items, page(1).total), (vec![product(3)], 2));
        assert_eq!((page(2).items, page(2).total), (vec![product(2)], 2));
    }

    #[test]
    fn names_are_found_without_an_index() {
        let named = |text: &str| some().named(portal(1), &Sight::All, &Terms::of(text)).len();
        assert_eq!((named("appl"), named("pie apples"), named("other"), named("ple")), (2, 1, 0, 0));
        assert_eq!(some().named(portal(1), &Sight::Only(HashSet::new()), &Terms::of("apple")).len(), 0);
    }

    #[test]
    fn a_product_moves_from_shelf_to_shelf() {
        let moved = some().with(
            &[product(1), product(4)].into(),
            vec![(portal(1), product(4), entry("banana", true, true))],
        );
        assert_eq!(sorted(&moved, &Sight::All, Filter::default()), [2, 4, 3]);
        assert_eq!(moved.count_open(portal(2), &Sight::All), (0, 0));
        assert_eq!(moved.len(), 3);
    }
}
