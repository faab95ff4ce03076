//! The JSON door, as its clients see it: each test on each database.

mod applications;
mod contract;
mod desk;
mod me;
mod portals;
mod products;
mod services;
mod shop;
mod specifications;
mod strategies;
mod versions;
mod walk;
