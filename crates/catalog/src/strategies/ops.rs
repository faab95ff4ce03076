//! What can be done with auth strategies. The only caller of the store.

use base::sieve::Field;
use base::{Error, Listed, Page, Result, Right, Sieve, StrategyId};
use frame::{Call, Event, Write};
use sql::Tx;

use super::store;
use super::strategy::{CREDENTIAL_TYPES, FullStrategy, NewStrategy, Strategy, StrategyChanges};

/// By what machines filter and sort strategies.
pub const FIELDS: &[Field] = &[
    Field::text("strategy_type"),
    Field::text("name"),
    Field::text("display_name"),
    Field::id("dcr_provider_id"),
    Field::text("dcr_provider_name").only_filters(),
    Field::text("dcr_provider_type").only_filters(),
    Field::moment("created_at").only_sorts(),
    Field::moment("updated_at").only_sorts(),
];

/// A strategy, and whether anything uses it.
#[derive(Debug, Clone)]
pub struct Used {
    /// The strategy.
    pub strategy: Strategy,
    /// Whether a version, an application or a portal uses it.
    pub is_used: bool,
}

/// How much uses a strategy.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Use {
    /// Versions that are published to a portal under it, in whatever state.
    pub publications: i64,
    /// Applications that were made for it.
    pub applications: i64,
    /// Portals that propose it.
    pub portals: i64,
}

impl Use {
    /// Whether anything does.
    pub fn is_any(self) -> bool {
        self.publications + self.applications + self.portals > 0
    }
}

/// Makes a strategy.
pub async fn create(call: &Call, new: &NewStrategy) -> Result<Strategy> {
    create_full(call, &new.full()?).await.map(|it| it.strategy)
}

/// Makes a strategy, with its labels.
pub async fn create_full(call: &Call, new: &FullStrategy) -> Result<Used> {
    call.require(Right::ManageCatalog)?;
    let strategy = new.check(call.new_id()?, call.now())?;
    let mut tx = call.write().await?;
    insert(call, &mut tx, &strategy).await?;
    tx.commit().await?;
    Ok(Used { strategy, is_used: false })
}

async fn insert(call: &Call, tx: &mut Write, strategy: &Strategy) -> Result<()> {
    store::insert(tx, strategy).await?;
    call.record(tx, Event::new("strategy.created", strategy.id, &strategy.name)).await?;
    tx.changes("strategy", strategy.id);
    Ok(())
}

/// Changes a strategy, all but its kind. Credentials that exist keep the day on which they expire.
pub async fn update(call: &Call, id: StrategyId, new: &NewStrategy) -> Result<Strategy> {
    call.require(Right::ManageCatalog)?;
    let new = new.full()?;
    let hide_key = new.hide_key;
    revise(call, id, |before| {
        let changed = new.check(id, call.now())?;
        let Strategy { kind, created_at, labels, .. } = before;
        Ok(Strategy { kind, hide_key, labels, created_at, ..changed })
    })
    .await
    .map(|it| it.strategy)
}

/// Changes what is said of a strategy; what is not said stays.
pub async fn change(call: &Call, id: StrategyId, changes: StrategyChanges) -> Result<Used> {
    revise(call, id, |before| changes.applied(&before, call.now())).await
}

/// Puts a strategy in the place of the one of this id, or makes it there.
pub async fn replace(call: &Call, id: StrategyId, new: &FullStrategy) -> Result<Used> {
    call.require(Right::ManageCatalog)?;
    let strategy = new.check(id, call.now())?;
    let mut tx = call.write().await?;
    if !store::hold(&mut tx, id).await? {
        if !call.only_if.is_empty() {
            return Err(Error::Refused("request.stale"));
        }
        insert(call, &mut tx, &strategy).await?;
        tx.commit().await?;
        return Ok(Used { strategy, is_used: false });
    }
    drop(tx);
    revise(call, id, |before| {
        let Strategy { kind, created_at, hide_key, .. } = before;
        Ok(Strategy { kind, hide_key, created_at, ..strategy })
    })
    .await
}

async fn revise(
    call: &Call,
    id: StrategyId,
    after: impl FnOnce(Strategy) -> Result<Strategy>,
) -> Result<Used> {
    call.require(Right::ManageCatalog)?;
    let mut tx = call.write().await?;
    store::hold(&mut tx, id).await?;
    let before = store::find(&mut tx, id).await?;
    call.expect(before.updated_at)?;
    let strategy = after(before)?;
    store::update(&mut tx, &strategy).await?;
    call.record(&mut tx, Event::new("strategy.changed", id, &strategy.name)).await?;
    tx.changes("strategy", id);
    let is_used = store::count_uses(&mut tx, id).await?.is_any();
    tx.commit().await?;
    Ok(Used { strategy, is_used })
}

/// Deletes a strategy, unless a version, an application or a portal uses it.
pub async fn delete(call: &Call, id: StrategyId) -> Result<Strategy> {
    call.require(Right::ManageCatalog)?;
    let mut tx = call.write().await?;
    store::hold(&mut tx, id).await?;
    let strategy = store::find(&mut tx, id).await?;
    call.expect(strategy.updated_at)?;
    if store::count_uses(&mut tx, id).await?.is_any() {
        return Err(Error::Refused("strategy.in_use"));
    }
    store::remove(&mut tx, id).await?;
    call.record(&mut tx, Event::new("strategy.deleted", id, &strategy.name)).await?;
    tx.changes("strategy", id);
    tx.commit().await?;
    Ok(strategy)
}

/// One strategy.
pub async fn view(call: &Call, id: StrategyId) -> Result<Strategy> {
    call.require(Right::ReadConsole)?;
    store::find(&mut call.read().await?, id).await
}

/// One strategy, and whether anything uses it.
pub async fn used(call: &Call, id: StrategyId) -> Result<Used> {
    call.require(Right::ReadConsole)?;
    let mut tx = call.read().await?;
    let strategy = store::find(&mut tx, id).await?;
    let is_used = store::count_uses(&mut tx, id).await?.is_any();
    Ok(Used { strategy, is_used })
}

/// Strategies that a sieve lets through, by name where nothing else is said.
pub async fn list_sieved(call: &Call, sieve: &Sieve, page: Page) -> Result<Listed<Used>> {
    call.require(Right::ReadConsole)?;
    store::list_sieved(&mut call.read().await?, sieve, page).await
}

/// Strategies whose name contains the text.
pub async fn list(call: &Call, text: &str, page: Page) -> Result<Listed<Strategy>> {
    call.require(Right::ReadConsole)?;
    store::list(&mut call.read().await?, text, page).await
}

/// The strategies under which the call's portal offers a version to the one who asks, and the one that the portal
/// proposes: what an application can be made for.
pub async fn offered(call: &Call) -> Result<Vec<Strategy>> {
    store::offered(&mut call.read().await?, &call.reach()).await
}

/// What the strategies that a portal offers are filtered by. How an application proves itself has another name for
/// developers than the kind has for admins: [`super::Kind::credential_type`].
pub const OFFERED_FIELDS: &[Field] = &[Field::text("name"), Field::word("credential_type", CREDENTIAL_TYPES)];

/// Those of them that a sieve lets through, by name where it does not say otherwise, but the proposed one first.
pub async fn list_offered(call: &Call, sieve: &Sieve, page: Page) -> Result<Listed<Strategy>> {
    store::list_offered(&mut call.read().await?, &call.reach(), sieve, page).await
}

/// How much uses a strategy.
pub async fn uses(call: &Call, id: StrategyId) -> Result<Use> {
    call.require(Right::ReadConsole)?;
    store::count_uses(&mut call.read().await?, id).await
}

/// The strategy, for operations of other nouns inside their transaction.
pub async fn find(tx: &mut Tx, id: &StrategyId) -> Result<Strategy> {
    store::find(tx, *id).await
}
