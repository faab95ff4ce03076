//! The management API.

mod documents;
mod people;
mod products;
mod services;
pub(crate) mod shop;
mod size;
mod specifications;
mod strategies;
mod versions;
