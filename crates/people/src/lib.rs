//! Portals, developers, sessions, admins, roles.
