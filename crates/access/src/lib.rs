//! Applications, registrations, credentials.
