//! The JSON door, as its clients see it: each test on each database.
#![expect(clippy::unwrap_used, reason = "a test ends where its assumption does")]

mod applications;
mod bad_input;
mod client;
mod context;
mod contract;
mod credentials;
mod desk;
mod developer;
mod documents;
mod fields;
mod management;
mod me;
mod offer;
mod portals;
mod products;
mod registrations;
mod search;
mod size;
mod stats;
mod versions;
mod walk;
