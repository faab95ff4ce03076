//! The JSON door, as its clients see it: each test on each database.

mod applications;
mod contract;
mod desk;
mod management;
mod me;
mod walk;
