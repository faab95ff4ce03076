//! What every noun stands in: the call, the audit line, the outbox, jobs, mail, and the extractors of the pages.

mod addresses;
mod app;
pub mod audit;
mod call;
pub mod door;
pub mod installation;
pub mod jobs;
mod kept;
pub mod mail;
pub mod net;
pub mod once;
pub mod picture;
mod write;

pub use addresses::{Addresses, Place, RESERVED_SLUGS};
pub use app::{App, Clock, Follower, Hook, Hooks, Parts};
pub use audit::Event;
pub use call::{Call, Decision, Door, Person, Reach, Who};
pub use write::{Change, Write};
