//! Finding what a portal shows. The only caller of the store, and the keeper of the shelves.

use std::collections::HashSet;
use std::sync::{Arc, PoisonError, RwLock};

use base::{Listed, Page, ProductId, Result};
use frame::{App, Call, Reach};
use people::portals::{self, Portal};
use sql::Tx;

use super::shelf::{Search, Shelves, Sight};
use super::store::{self, PAGE};
use crate::products::{self, Shown};

/// How many products a request brings up to date at most; the next request, or the worker, goes on.
const AT_ONCE: i64 = 100;

/// How many products are read at once when the shelves are filled.
const FILL: i64 = 250;

/// A product on a page of the catalog.
#[derive(Debug, Clone)]
pub struct Card {
    /// The product.
    pub product: ProductId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: String,
    /// How many versions the portal offers.
    pub versions: i64,
    /// The name of the one made last.
    pub latest: Option<String>,
    /// How many documents there are to read.
    pub documents: i64,
    /// Whether applications can be registered to a version.
    pub is_open: bool,
    /// Whether a version is not deprecated.
    pub is_current: bool,
}

impl Card {
    /// The product's page in the portal.
    pub fn path(&self) -> String {
        format!("/products/{}", self.slug)
    }

    /// Whether all versions are deprecated.
    pub fn is_deprecated(&self) -> bool {
        self.versions > 0 && !self.is_current
    }
}

/// The shelves of this process. One at a time brings them up to date; everybody reads what is there.
#[derive(Default)]
struct Keeper {
    shelves: RwLock<Option<Arc<Shelves>>>,
    turn: tokio::sync::Mutex<()>,
}

impl Keeper {
    fn get(&self) -> Option<Arc<Shelves>> {
        self.shelves.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn put(&self, shelves: Shelves) -> Arc<Shelves> {
        let shelves = Arc::new(shelves);
        *self.shelves.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&shelves));
        shelves
    }
}

/// The same products as programs read them: any page, with what a portal shows of each.
pub async fn search_shown(call: &Call, search: &Search, page: Page) -> Result<Listed<Shown>> {
    let mut tx = call.read().await?;
    let (products, total) = found(call, &mut tx, search, page).await?;
    let items = products::shown_of(&mut tx, &call.reach(), &products).await?;
    Ok(Listed { items, total, page })
}

async fn found(call: &Call, tx: &mut Tx, search: &Search, page: Page) -> Result<(Vec<ProductId>, i64)> {
    let portal = call.here()?;
    let shelves = shelves(&call.app, tx).await?;
    let settings = portals::find(tx, &portal).await?;
    let sight = sight(tx, &call.reach(), &settings).await?;
    Ok(shelves.find(portal, &sight, search, page))
}

/// Products of the call's portal that fit and may be seen, a page of at most 24.
pub async fn search(call: &Call, search: &Search, page: u32) -> Result<Listed<Card>> {
    let page = Page::new(page, u32::try_from(PAGE).unwrap_or(u32::MAX));
    let mut tx = call.read().await?;
    let (products, total) = found(call, &mut tx, search, page).await?;
    let items = store::cards(&mut tx, &call.reach(), &products).await?;
    Ok(Listed { items, total, page })
}

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
    let mut tx = call.read().await?;
    let shelves = shelves(&call.app, &mut tx).await?;
    let sight = match call.reach() {
        Reach::Developer { .. } => sight(&mut tx, &call.reach(), portal).await?,
        Reach::Everything | Reach::Visitor { .. } => Sight::All,
    };
    Ok(match shelves.count_open(portal.id, &sight) {
        (_, 0) => Access::ByHand,
        (open, at_once) if open == at_once => Access::AtOnce,
        _ => Access::Depends,
    })
}

/// Fills the shelves, or brings them up to date, so that no visitor waits for much; requests do it a piece at a time.
pub async fn refresh(app: &App) -> Result<()> {
    let mut tx = app.db.read().await?;
    let position = store::position(&mut tx).await?;
    while shelves(app, &mut tx).await?.position < position {}
    Ok(())
}

async fn shelves(app: &App, tx: &mut Tx) -> Result<Arc<Shelves>> {
    let keeper = app.kept::<Keeper>();
    let position = store::position(tx).await?;
    if let Some(shelves) = keeper.get().filter(|it| it.position >= position) {
        return Ok(shelves);
    }
    let _turn = keeper.turn.lock().await;
    let next = match keeper.get() {
        Some(shelves) if shelves.position >= position => return Ok(shelves),
        Some(shelves) => follow(tx, &shelves, position).await?,
        None => None,
    };
    match next {
        Some(next) => Ok(keeper.put(next)),
        None => Ok(keeper.put(fill(tx, position).await?)),
    }
}

/// The state after some of the changes that are missing; nothing when the feed does not reach back so far.
async fn follow(tx: &mut Tx, shelves: &Shelves, position: i64) -> Result<Option<Shelves>> {
    let Some(changed) = store::changed(tx, shelves.position, AT_ONCE).await? else { return Ok(None) };
    let is_all = i64::try_from(changed.len()).unwrap_or(i64::MAX) < AT_ONCE;
    let reached = if is_all { position } else { changed.last().map_or(position, |(seq, _)| *seq) };
    let mut products = HashSet::new();
    let mut entries = Vec::new();
    for (_, id) in changed {
        let Ok(product) = id.parse::<ProductId>() else { continue };
        if products.insert(product) {
            entries.extend(store::entries(tx, &id, &id).await?);
        }
    }
    Ok(Some(shelves.with(reached, &products, entries)))
}

async fn fill(tx: &mut Tx, position: i64) -> Result<Shelves> {
    let mut after = String::new();
    let mut entries = Vec::new();
    loop {
        let ids = store::next_products(tx, &after, FILL).await?;
        let (Some(first), Some(last)) = (ids.first(), ids.last()) else { break };
        entries.extend(store::entries(tx, first, last).await?);
        after.clone_from(last);
    }
    Ok(Shelves::default().with(position, &HashSet::new(), entries))
}
