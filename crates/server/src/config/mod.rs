//! Settings: one TOML file, environment variables over it, flags over those. Each value remembers where it came from.

mod layers;
mod list;
mod settings;

pub use layers::{Layers, Source, api_server, api_token};
pub use list::{LIST, Setting, as_toml};
pub use settings::{Settings, read_secret_file};
