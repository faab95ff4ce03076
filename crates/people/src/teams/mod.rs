//! A team: a group of a portal's developers, holding roles on products. Where a portal has RBAC on, a product is
//! visible to teams with a role on it, and only consumers may register.
//!
//! Whether a product may be seen is decided where products are published, not here.

mod console;
mod ops;
mod store;
mod team;

pub use console::routes as console_routes;
pub use ops::{
    FIELDS, add_member, assign, assigned, change, create, delete, invite, list, list_of, list_sieved,
    members, products, remove_member, roles, set_role, teams_of, unassign, update, view,
};
pub use team::{AssignedRole, NewTeam, ProductRole, Team, TeamChanges, TeamRole};
