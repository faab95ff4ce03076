//! The JSON door, as its clients see it: each test on each database.

mod applications;
mod context;
mod contract;
mod desk;
mod developer;
mod me;
mod products;
mod services;
mod shop;
mod specifications;
mod strategies;
mod versions;
mod walk;
