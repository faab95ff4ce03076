//! The crate on real databases: SQLite always, PostgreSQL when `PORTICO_TEST_POSTGRES` holds its address.

#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests start tasks to cancel them, and may panic"
)]

mod fresh;
mod groups;
mod migrations;
mod statements;
mod transactions;
