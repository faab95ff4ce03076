//! Portals, developers, sessions, admins and teams on real databases, and the pages that lead in.
#![expect(clippy::unwrap_used, reason = "a test ends where its assumption does")]

mod account;
mod admins;
mod arrival;
mod clients;
mod console;
mod console_admins;
mod console_developers;
mod console_portals;
mod console_teams;
mod decisions;
mod joining;
mod portals;
mod sessions;
mod site;
mod stand;
mod teams;
mod tokens;
