//! Finding what a portal shows to the one who asks. The only caller of the store, with the keeper.

use std::collections::HashSet;
use std::sync::Arc;

use base::{Error, Listed, Page, PortalId, ProductId, Result};
use frame::{Call, Reach};
use people::portals::{self, Portal};
use sql::Tx;

use super::engine::{Asked, Found};
use super::hit::Hit;
use super::keeper::{State, current};
use super::shelves::{Filter, Sight};
use super::store;
use super::text::Terms;
use super::thing::{Kind, Which};
use crate::products::{self, Product};

/// The longest text that is looked for, in characters.
pub const LONGEST: usize = 200;
/// How many finds can be paged through.
const DEEPEST: usize = 5_000;
/// How many products are offered to narrow a search to.
const NARROW: usize = 6;

/// What is looked for.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// Words that must all be found.
    pub text: String,
    /// Only of this kind.
    pub kind: Option<Kind>,
    /// Only in the product that this slug or id names.
    pub product: Option<String>,
}

/// What was found.
#[derive(Debug, Clone)]
pub struct Finds {
    /// The finds of this page, the best first.
    pub hits: Listed<Hit>,
    /// How many there are of each kind, in the order of `Kind::ALL`.
    pub of_kinds: [i64; 4],
    /// The products with the most finds, to narrow the search to.
    pub of_products: Vec<Narrower>,
    /// The product to which the search is narrowed.
    pub product: Option<Product>,
    /// Whether typing errors had to be forgiven to find anything.
    pub is_close: bool,
    /// Whether only names of products could be searched, because the rest is still being read.
    pub is_partial: bool,
}

/// A product to which a search can be narrowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Narrower {
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// How many finds are its own or belong to it.
    pub count: i64,
}

/// Products, versions, documents and operations that fit and may be seen in the call's portal; none when no word is
/// given. A page has at most 20.
pub async fn find(call: &Call, search: &Search, page: Page) -> Result<Finds> {
    let page =
        Page::new(page.number.min(u32::try_from(DEEPEST).unwrap_or(u32::MAX) / page.size), page.size.min(20));
    let view = View::of(call).await?;
    let mut tx = call.read().await?;
    let product = match &search.product {
        Some(name) => Some(products::find_named(&mut tx, &call.reach(), name).await?),
        None => None,
    };
    let typed: String = search.text.chars().take(LONGEST).collect();
    let ask = Ask { typed, kind: search.kind, product: product.as_ref().map(|it| it.id), page };
    let (found, terms) = view.found(ask).await?;
    let items = store::hits(&mut tx, &call.reach(), &found.things, &terms).await?;
    let of_products = most(call, &mut tx, &view, &found).await?;
    let counted = match search.kind {
        Some(kind) => found.of_kinds[kind.index()],
        None => found.of_kinds.iter().sum(),
    };
    let total = counted.min(i64::try_from(DEEPEST).unwrap_or(i64::MAX));
    Ok(Finds {
        hits: Listed { items, total, page },
        of_kinds: found.of_kinds,
        of_products,
        product,
        is_close: terms.is_forgiving(),
        is_partial: view.state.index.is_none(),
    })
}

/// The products with the most finds, when there are several.
async fn most(call: &Call, tx: &mut Tx, view: &View, found: &Found) -> Result<Vec<Narrower>> {
    let Some(index) = view.state.index.as_ref().filter(|_| found.of_products.len() > 1) else {
        return Ok(Vec::new());
    };
    let mut counts: Vec<(i64, u32)> =
        found.of_products.iter().map(|(number, count)| (*count, *number)).collect();
    counts.retain(|(count, _)| *count > 1);
    counts.sort_by_key(|(count, number)| (-count, *number));
    let most: Vec<(i64, ProductId)> = counts
        .into_iter()
        .take(NARROW)
        .filter_map(|(count, number)| Some((count, index.numbers.product(number)?)))
        .collect();
    let ids: Vec<ProductId> = most.iter().map(|(_, id)| *id).collect();
    let mut names = store::names(tx, &call.reach(), &ids).await?;
    let narrower = most.into_iter().filter_map(|(count, id)| {
        let (slug, name) = names.remove(&id)?;
        Some(Narrower { slug, name, count })
    });
    Ok(narrower.collect())
}

/// A page of the products that fit and may be seen in the call's portal: the best first and then by name; of all of
/// them when no word is given.
pub(crate) async fn products(
    call: &Call,
    text: &str,
    filter: Filter,
    page: Page,
) -> Result<Listed<ProductId>> {
    let view = View::of(call).await?;
    let typed: String = text.chars().take(LONGEST).collect();
    let terms = Terms::of(&typed);
    if terms.is_empty() {
        let is_all = typed.trim().is_empty();
        return Ok(view.products(filter, |_| is_all.then_some(0.0), page));
    }
    let Some(index) = view.state.index.clone() else {
        let named = view.state.shelves.named(view.portal, &view.sight, &terms);
        return Ok(view.products(filter, |it| named.contains(&it).then_some(0.0), page));
    };
    blocking(move || {
        let fit = |terms: &Terms| {
            let best = index.reader.products(&view.asked(terms, &typed))?;
            Ok(view.products(filter, |it| best.worth(index.numbers.of(it)?), page))
        };
        let found = fit(&terms)?;
        if found.total == 0 { fit(&terms.forgiving()) } else { Ok(found) }
    })
    .await
}

/// What one call may see of the state.
pub(crate) struct View {
    pub(crate) state: Arc<State>,
    pub(crate) portal: PortalId,
    pub(crate) sight: Sight,
}

/// What is asked of the index.
struct Ask {
    typed: String,
    kind: Option<Kind>,
    product: Option<ProductId>,
    page: Page,
}

impl View {
    /// Of the call, as of now.
    pub(crate) async fn of(call: &Call) -> Result<Self> {
        let portal = call.here()?;
        let mut tx = call.read().await?;
        let state = current(&call.app, &mut tx).await?;
        let settings = portals::find(&mut tx, &portal).await?;
        let sight = sight(&mut tx, &call.reach(), &settings).await?;
        Ok(Self { state, portal, sight })
    }

    /// A page of the products that may be seen, are wanted and worth something.
    fn products(
        &self,
        filter: Filter,
        worth: impl Fn(ProductId) -> Option<f32>,
        page: Page,
    ) -> Listed<ProductId> {
        self.state.shelves.page(self.portal, &self.sight, filter, worth, page)
    }

    fn asked<'a>(&self, terms: &'a Terms, typed: &'a str) -> Asked<'a> {
        Asked { portal: self.portal.to_string(), terms, typed, seen: None, kind: None, product: None }
    }

    /// What fits, and the terms by which it was found: when nothing fits, typing errors are forgiven. That depends on
    /// nothing that the one who asks may not see.
    async fn found(&self, ask: Ask) -> Result<(Found, Terms)> {
        let terms = Terms::of(&ask.typed);
        if terms.is_empty() {
            return Ok((Found::default(), terms));
        }
        let Some(index) = self.state.index.clone() else { return Ok((self.named(&terms, &ask), terms)) };
        let seen = match &self.sight {
            Sight::All => None,
            Sight::Only(products) => Some(index.numbers.among(products)),
        };
        let portal = self.portal.to_string();
        blocking(move || {
            let find = |terms: &Terms| {
                let number = ask.product.map(|it| index.numbers.of(it).unwrap_or(u32::MAX));
                let (portal, seen) = (portal.clone(), seen.clone());
                let asked = Asked { portal, terms, typed: &ask.typed, seen, kind: ask.kind, product: number };
                index.reader.find(&asked, ask.skip(), ask.take())
            };
            let found = find(&terms)?;
            let forgiving = terms.forgiving();
            if found.is_nothing() && forgiving.is_forgiving() {
                let found = find(&forgiving)?;
                return Ok(if found.is_nothing() { (found, terms) } else { (found, forgiving) });
            }
            Ok((found, terms))
        })
        .await
    }

    /// The products whose names fit, while there is no index.
    fn named(&self, terms: &Terms, ask: &Ask) -> Found {
        let mut named: HashSet<ProductId> = self.state.shelves.named(self.portal, &self.sight, terms);
        named.retain(|it| ask.product.is_none_or(|product| product == *it));
        let list = self.products(Filter::default(), |it| named.contains(&it).then_some(0.0), ask.page);
        let mut found = Found::default();
        found.of_kinds[Kind::Product.index()] = list.total;
        if ask.kind.is_none_or(|it| it == Kind::Product) {
            found.things = list.items.into_iter().take(ask.take()).map(Which::Product).collect();
        }
        found
    }
}

impl Ask {
    fn skip(&self) -> usize {
        usize::try_from(self.page.offset()).unwrap_or(usize::MAX)
    }

    fn take(&self) -> usize {
        usize::try_from(self.page.size).unwrap_or(store::AT_MOST).min(store::AT_MOST)
    }
}

/// Which products of the portal the one who asks may see.
async fn sight(tx: &mut Tx, reach: &Reach, portal: &Portal) -> Result<Sight> {
    let is_visitor = reach.developer().is_empty();
    if is_visitor && !reach.is_everything() && (portal.rbac || !portal.is_public()) {
        return Ok(Sight::Only(HashSet::new()));
    }
    if portal.rbac && !reach.is_everything() {
        store::sight_of_teams(tx, reach).await
    } else {
        Ok(Sight::All)
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}
