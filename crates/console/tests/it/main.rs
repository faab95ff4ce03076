//! The console's pages on real databases: SQLite always, PostgreSQL when `PORTICO_TEST_POSTGRES` holds its address.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod audit;
mod digest;
mod mails;
mod pages;
