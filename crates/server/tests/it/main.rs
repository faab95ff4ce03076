//! The house rules: what is true of the whole and no crate can see alone.
#![expect(clippy::unwrap_used, reason = "a rule that cannot be read ends the test")]

mod docs;
mod files;
mod gateway;
mod house;
mod publish;
mod routes;
mod schema;
mod texts;
mod trials;
