//! The gate on real databases (SQLite always, PostgreSQL when `PORTICO_TEST_POSTGRES` holds its address), and its
//! gateway between a raw client and a raw upstream.

mod bodies;
mod client;
mod feed;
mod heads;
mod house;
mod ledger;
mod refusals;
mod troubles;
mod upstream;
