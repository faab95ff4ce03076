//! Who keeps what can be found: the shelves and the index of this process, and how both follow the feed of changes.
//!
//! A request looks at the feed's position and brings up to date what was committed before, a hundred products at most;
//! the worker does the rest. The shelves are there at once. The index of a large catalog is made beside the requests;
//! until it is there, names are found on the shelves.

use std::collections::HashSet;
use std::sync::{Arc, PoisonError, RwLock};

use base::{Error, ProductId, Result};
use frame::App;
use sql::Tx;
use tokio::sync::{Mutex, OwnedMutexGuard};

use super::engine::{Numbers, Reader, Writer};
use super::shelves::Shelves;
use super::store;
use super::thing::Batch;

/// How many changes a request follows at most; the next request, or the worker, goes on.
const AT_ONCE: i64 = 100;
/// How many products are read at once when the index is made.
const FILL: i64 = 50;
/// After how many such readings the engine finishes what it was given, so that its queue stays short: words wait there in
/// full, and a thousand products have two megabytes of them.
const FINISH: usize = 10;
/// Up to how many products the first request makes the index itself.
const SMALL: usize = 200;

/// What can be found, as it was at one position of the feed.
#[derive(Clone)]
pub(crate) struct State {
    /// The last change that is in it.
    position: i64,
    /// What each portal shows.
    pub(crate) shelves: Shelves,
    /// What is searched; nothing until it is made.
    pub(super) index: Option<Index>,
}

/// The index, and the numbers by which it knows products.
#[derive(Clone)]
pub(super) struct Index {
    pub(super) reader: Reader,
    pub(super) numbers: Arc<Numbers>,
}

/// The state of this process. One at a time brings it up to date; everybody reads what is there.
#[derive(Default)]
struct Keeper {
    state: RwLock<Option<Arc<State>>>,
    writer: Arc<Mutex<Option<Writer>>>,
    building: Mutex<()>,
}

/// The turn to write. It goes along to where the work is done, so that a request that is given up leaves the writer
/// where it was; what it put in without a commit is put in again with the next.
type Turn = OwnedMutexGuard<Option<Writer>>;

impl Keeper {
    fn get(&self) -> Option<Arc<State>> {
        self.state.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn put(&self, state: State) -> Arc<State> {
        let state = Arc::new(state);
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&state));
        state
    }
}

/// The state that holds what was committed before, if that is not too much to catch up with at once.
pub(crate) async fn current(app: &App, tx: &mut Tx) -> Result<Arc<State>> {
    let keeper = app.kept::<Keeper>();
    let position = store::position(tx).await?;
    if let Some(state) = keeper.get().filter(|it| it.position >= position) {
        return Ok(state);
    }
    let turn = Arc::clone(&keeper.writer).lock_owned().await;
    let (turn, next) = match keeper.get() {
        Some(state) if state.position >= position => return Ok(state),
        Some(state) => match store::changed(tx, state.position, AT_ONCE).await? {
            Some(changed) => follow(tx, &state, position, changed, turn).await?,
            None => first(tx, position, turn).await?,
        },
        None => first(tx, position, turn).await?,
    };
    // The turn ends when the state is there, so that no state is replaced by an older one.
    let state = keeper.put(next);
    drop(turn);
    Ok(state)
}

/// Brings everything up to date, the index included.
pub async fn refresh(app: &App) -> Result<()> {
    let mut tx = app.db.read().await?;
    let position = store::position(&mut tx).await?;
    let mut state = current(app, &mut tx).await?;
    while state.position < position {
        state = current(app, &mut tx).await?;
    }
    drop(tx);
    if state.index.is_none() { build(app, &app.kept::<Keeper>()).await } else { Ok(()) }
}

/// The state after some of the changes that are missing.
async fn follow(
    tx: &mut Tx,
    state: &State,
    position: i64,
    changed: Vec<(i64, String)>,
    turn: Turn,
) -> Result<(Turn, State)> {
    let is_all = i64::try_from(changed.len()).unwrap_or(i64::MAX) < AT_ONCE;
    let reached = if is_all { position } else { changed.last().map_or(position, |(seq, _)| *seq) };
    let ids = distinct(changed);
    if ids.is_empty() {
        return Ok((turn, State { position: reached, ..state.clone() }));
    }
    let mut entries = Vec::new();
    for (_, id) in &ids {
        entries.extend(store::entries(tx, (id, id)).await?);
    }
    let shelves = state.shelves.with(&ids.iter().map(|(product, _)| *product).collect(), entries);
    if turn.is_none() {
        return Ok((turn, State { position: reached, shelves, index: None }));
    }
    let (turn, index) = write(tx, &ids, turn).await?;
    Ok((turn, State { position: reached, shelves, index: Some(index) }))
}

/// The products that changed, each once.
fn distinct(changed: Vec<(i64, String)>) -> Vec<(ProductId, String)> {
    let mut seen = HashSet::new();
    let products = changed.into_iter().filter_map(|(_, id)| Some((id.parse::<ProductId>().ok()?, id)));
    products.filter(|(product, _)| seen.insert(*product)).collect()
}

/// Puts these products into the index as they are now.
async fn write(tx: &mut Tx, ids: &[(ProductId, String)], mut turn: Turn) -> Result<(Turn, Index)> {
    for (product, id) in ids {
        let mut batches = store::batches(tx, (id, id)).await?;
        if batches.is_empty() {
            batches.push(Batch { product: *product, name: String::new(), things: Vec::new() });
        }
        turn = put(turn, batches).await?;
    }
    commit(turn).await
}

/// The state from the tables alone. A large catalog is left without an index for now.
async fn first(tx: &mut Tx, position: i64, mut turn: Turn) -> Result<(Turn, State)> {
    *turn = None;
    let shelves = Shelves::default().with(&HashSet::new(), store::entries(tx, store::ALL).await?);
    if shelves.len() > SMALL {
        return Ok((turn, State { position, shelves, index: None }));
    }
    *turn = Some(Writer::new()?);
    let turn = put(turn, store::batches(tx, store::ALL).await?).await?;
    let (turn, index) = commit(turn).await?;
    Ok((turn, State { position, shelves, index: Some(index) }))
}

/// Makes the index, a few products at a time, so that nobody waits for it. What changes meanwhile is put in last.
async fn build(app: &App, keeper: &Keeper) -> Result<()> {
    let Ok(_building) = keeper.building.try_lock() else { return Ok(()) };
    let Some(begun) = keeper.get().filter(|it| it.index.is_none()) else { return Ok(()) };
    let mut fresh = Arc::new(Mutex::new(Some(Writer::new()?))).lock_owned().await;
    let mut after = String::new();
    for round in 1_usize.. {
        let mut tx = app.db.read().await?;
        let ids = store::next_products(&mut tx, &after, FILL).await?;
        let (Some(from), Some(to)) = (ids.first(), ids.last()) else { break };
        let batches = store::batches(&mut tx, (from, to)).await?;
        drop(tx);
        fresh = put(fresh, batches).await?;
        if round.is_multiple_of(FINISH) {
            fresh = commit(fresh).await?.0;
        }
        after.clone_from(to);
    }
    let mut turn = Arc::clone(&keeper.writer).lock_owned().await;
    let mut tx = app.db.read().await?;
    let Some(state) = keeper.get() else { return Ok(()) };
    let missed = match store::changed(&mut tx, begun.position, i64::MAX).await? {
        Some(changed) => changed.into_iter().filter(|(seq, _)| *seq <= state.position).collect(),
        None if state.position == begun.position => Vec::new(),
        // The feed does not reach back so far, and the state was read anew: so must the index be.
        None => return Ok(()),
    };
    let (mut fresh, index) = write(&mut tx, &distinct(missed), fresh).await?;
    *turn = fresh.take();
    keeper.put(State { index: Some(index), ..State::clone(&state) });
    Ok(())
}

async fn put(turn: Turn, batches: Vec<Batch>) -> Result<Turn> {
    by_turn(turn, move |writer| batches.iter().try_for_each(|it| writer.put(it))).await.map(|(turn, ())| turn)
}

async fn commit(turn: Turn) -> Result<(Turn, Index)> {
    let index = |writer: &mut Writer| writer.commit().map(|(reader, numbers)| Index { reader, numbers });
    by_turn(turn, index).await
}

/// Works where blocking is allowed. A writer that failed is let go, and the index is made anew.
async fn by_turn<T: Send + 'static>(
    mut turn: Turn,
    work: impl FnOnce(&mut Writer) -> Result<T> + Send + 'static,
) -> Result<(Turn, T)> {
    let done = tokio::task::spawn_blocking(move || {
        let writer = turn.as_mut().ok_or_else(|| Error::internal("the search has no writer"))?;
        let done = work(writer);
        if done.is_err() {
            *turn = None;
        }
        done.map(|done| (turn, done))
    });
    done.await.map_err(Error::internal)?
}
