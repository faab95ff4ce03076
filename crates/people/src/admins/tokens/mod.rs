//! A management token: lets a program call the management API in the name of an admin, with that admin's rights of
//! the moment or, where it has a role of its own, with those that both allow. It is shown once; only its hash is stored.

mod ops;
mod store;
mod token;

pub use ops::{FIELDS, Made, admit, create, create_for, create_own, list, list_sieved, revoke, view};
pub use token::{NewToken, PREFIX, Token};
