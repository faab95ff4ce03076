//! Portals and what is in them, as an admin's programs see them.

mod appearance;
mod authentication;
mod developers;
mod lists;
mod opening;
mod publications;
mod registrations;
mod stage;
mod teams;
