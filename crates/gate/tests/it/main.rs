//! The gate on real databases (SQLite always, PostgreSQL when `PORTICO_TEST_POSTGRES` holds its address), and its
//! gateway between a raw client and a raw upstream.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test ends where something is not as it must be, and starts its own tasks"
)]

mod bodies;
mod client;
mod feed;
mod heads;
mod house;
mod ledger;
mod refusals;
mod troubles;
mod upstream;
mod usage;
