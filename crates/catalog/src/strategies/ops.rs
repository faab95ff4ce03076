//! What can be done with auth strategies. The only caller of the store.

use base::sieve::Field;
use base::{Error, Listed, Page, Result, Right, Sieve, StrategyId};
use frame::{Call, Event};
use sql::Tx;

use super::store;
use super::strategy::{CREDENTIAL_TYPES, NewStrategy, Strategy};

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
    call.require(Right::ManageCatalog)?;
    let strategy = new.check(call.new_id()?, call.now())?;
    let mut tx = call.write().await?;
    store::insert(&mut tx, &strategy).await?;
    call.record(&mut tx, Event::new("strategy.created", strategy.id, &strategy.name)).await?;
    tx.changes("strategy", strategy.id);
    tx.commit().await?;
    Ok(strategy)
}

/// Changes a strategy, all but its kind. Credentials that exist keep the day on which they expire.
pub async fn update(call: &Call, id: StrategyId, new: &NewStrategy) -> Result<Strategy> {
    call.require(Right::ManageCatalog)?;
    let changed = new.check(id, call.now())?;
    let mut tx = call.write().await?;
    let before = store::find(&mut tx, id).await?;
    let strategy = Strategy { kind: before.kind, created_at: before.created_at, ..changed };
    store::update(&mut tx, &strategy).await?;
    call.record(&mut tx, Event::new("strategy.changed", id, &strategy.name)).await?;
    tx.changes("strategy", id);
    tx.commit().await?;
    Ok(strategy)
}

/// Deletes a strategy, unless a version, an application or a portal uses it.
pub async fn delete(call: &Call, id: StrategyId) -> Result<Strategy> {
    call.require(Right::ManageCatalog)?;
    let mut tx = call.write().await?;
    let strategy = store::find(&mut tx, id).await?;
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
