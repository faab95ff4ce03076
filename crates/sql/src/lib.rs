//! The only crate that names a database driver. SQL is written once, in lower case, with `$1` for parameters
//! and columns of `text`, `bigint`, `boolean` and `bytea`; it runs on SQLite and on PostgreSQL. Words that the
//! two spell differently are named in `dialect`.

mod args;
mod db;
pub mod dialect;
mod failure;
mod ids;
mod listing;
mod migrate;
mod postgres;
mod row;
mod schema;
mod sqlite;
mod tx;
mod value;

pub use args::{Args, IntoValue};
pub use db::{Backend, Db, Options};
pub use failure::{Failure, Result, unless_taken};
pub use listing::{Column, Listing};
pub use row::{FromValue, Row};
pub use tx::Tx;
pub use value::Value;
