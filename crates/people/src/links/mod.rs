//! A one-time link that a mail carries: it confirms an e-mail address, or lets a forgotten password be replaced.
//!
//! Only the hash of its token is stored. Opening a link changes nothing, because mail scanners open links; the form
//! behind it uses the link up. A used link is kept for a while, so that its page can say that it was used.

mod ops;
mod store;

pub(crate) use ops::{Kind, end_all, make, open, purge, use_up};
