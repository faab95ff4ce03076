//! The management API.

mod documents;
mod people;
mod products;
mod services;
mod shop;
mod specifications;
mod strategies;
mod versions;
