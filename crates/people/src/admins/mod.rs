//! An admin: an account of the console. Admins and developers are different people with different sign-ins, even with
//! the same e-mail address.
//!
//! The first admin comes from the command line or through the one-time set-up link, which works only while there is
//! no admin. There are no default accounts and no default passwords. Signing in and the set-up page are in `entrance`.

mod admin;
mod console;
mod entrance;
mod ops;
mod setup;
mod store;
pub mod tokens;

pub use admin::{Admin, NewAdmin};
pub use console::routes as console_routes;
pub use entrance::routes as entrance_routes;
pub use ops::{
    FIELDS, change_password, change_role, create, delete, list, list_sieved, reset_password, sign_in,
    sign_out, view,
};
pub use setup::{set_up, set_up_is_open, setup_token};
