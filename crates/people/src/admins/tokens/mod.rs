//! A management token: lets a program call the management API in the name of an admin, with that admin's rights of
//! the moment. It is shown once; only its hash is stored.

mod ops;
mod store;
mod token;

pub use ops::{admit, create, create_own, list, revoke};
pub use token::{PREFIX, Token};
