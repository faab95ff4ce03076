//! How people prove who they are: passwords, opaque tokens, and what slows down guessing.
//!
//! Pure protocol: nothing here knows portals, sessions or the database. Times come in as
//! arguments; chance comes in too, except for the salts of password hashes.

mod common;
mod passwords;
pub mod policy;
mod throttle;
pub mod token;

pub use passwords::Passwords;
pub use throttle::{Keys, Throttle};
