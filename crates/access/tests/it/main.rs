//! Applications, registrations and credentials on real databases.
#![expect(clippy::unwrap_used, reason = "a test ends where its assumption does")]

mod applications;
mod credentials;
mod registrations;
mod stand;
mod steps;
mod usage;
