//! The Libeccio Line: a fictional ferry, parcel and harbour company, so that `portico demo` has something to show.
mod accounts;
mod content;
mod ferries;
mod files;
mod harbours;
mod parcels;
mod upstream;
mod weather;
mod world;
pub use content::*;
pub use upstream::upstream;
