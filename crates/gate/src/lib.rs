//! Decisions: snapshot, feed, decide, and the built-in gateway.

mod apply;
mod change;
mod decide;
mod feed;
mod gate;
mod ledger;
mod problem;
mod proxy;
mod route;
#[cfg(test)]
mod samples;
mod snapshot;
mod trace;
mod upstream;
mod usage;

pub use change::{Change, Kind};
pub use decide::{Decision, Denial, Identity, Presented, Reason, decide, decide_any};
pub use gate::{Clock, Gate, Health};
pub use proxy::{Network, NotANetwork, Serving, Settings, listen, serve};
pub use snapshot::{Counts, Snapshot};
