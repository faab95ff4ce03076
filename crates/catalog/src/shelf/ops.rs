//! Finding products and drawing them as cards. The only caller of the store.

use base::sieve::Field;
use base::{Error, Listed, Page, ProductId, Result, Sieve};
use frame::{Call, Reach};
use people::portals::Portal;

use super::card::Card;
use super::store;
use crate::search::{self, Filter, Sight, View};

/// What is looked for among the products.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// Words that must all be found, in a product or in what belongs to it; all products when there are none.
    pub text: String,
    /// Only products to which applications can be registered.
    pub only_open: bool,
    /// Only products with a version that is not deprecated.
    pub only_current: bool,
}

/// Products of the call's portal that fit and may be seen: the best first, and those that fit equally by name.
pub async fn search(call: &Call, search: &Search, page: Page) -> Result<Listed<Card>> {
    let filter = Filter { only_open: search.only_open, only_current: search.only_current };
    let products = search::products(call, &search.text, filter, page).await?;
    let items = store::cards(&mut call.read().await?, &call.reach(), &products.items).await?;
    Ok(Listed { items, total: products.total, page })
}

/// What products are filtered by.
pub const FIELDS: &[Field] = &[Field::text("name"), Field::text("description"), Field::id("id")];

/// Products of the call's portal that a sieve lets through and that may be seen, by name where it does not say otherwise.
pub async fn list(call: &Call, sieve: &Sieve, page: Page) -> Result<Listed<Card>> {
    if *sieve == Sieve::default() {
        return search(call, &Search::default(), page).await;
    }
    let mut tx = call.read().await?;
    let (products, total) = store::sieved(&mut tx, &call.reach(), sieve, page).await?;
    let items = store::cards(&mut tx, &call.reach(), &products).await?;
    Ok(Listed { items, total, page })
}

/// One product, as the call's portal shows it.
pub async fn view(call: &Call, id: ProductId) -> Result<Card> {
    store::cards(&mut call.read().await?, &call.reach(), &[id]).await?.pop().ok_or(Error::NotFound)
}

/// Whether the developer who asks may register applications to the versions of a product: with RBAC on, only API
/// Consumers may.
pub async fn may_register(call: &Call, id: ProductId) -> Result<bool> {
    call.developer()?;
    store::may_register(&mut call.read().await?, &call.reach(), id).await
}

/// How long one waits for access in a portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Registrations are approved at once.
    AtOnce,
    /// Somebody approves each.
    ByHand,
    /// It depends on the version.
    Depends,
}

/// How long one waits for access here, as the portal's settings and those of the versions that may be seen say.
/// A visitor is told what holds for all of them: it names none.
pub async fn access(call: &Call, portal: &Portal) -> Result<Access> {
    if portal.auto_approve_registrations {
        return Ok(Access::AtOnce);
    }
    let view = View::of(call).await?;
    let sight = match call.reach() {
        Reach::Developer { .. } => view.sight,
        Reach::Everything | Reach::Visitor { .. } => Sight::All,
    };
    Ok(match view.state.shelves.count_open(portal.id, &sight) {
        (_, 0) => Access::ByHand,
        (open, at_once) if open == at_once => Access::AtOnce,
        _ => Access::Depends,
    })
}
