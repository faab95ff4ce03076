//! Passwords and, later, single sign-on, as pure protocol.
