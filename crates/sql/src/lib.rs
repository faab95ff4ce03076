//! The only crate that names a database driver.
