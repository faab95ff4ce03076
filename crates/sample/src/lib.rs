//! The Libeccio Line: a fictional ferry, parcel and harbour company, so that `portico demo` has something to show.
//!
//! Its API products with documents and OpenAPI descriptions are data in `content/`; [`upstream()`] really answers every
//! operation that they describe; [`people()`] says who signed up and what waits for a decision. Turning this into
//! portals, products and registrations is the server's work: this crate knows nothing of them.

mod accounts;
mod company;
mod content;
mod ferries;
mod files;
mod harbours;
mod parcels;
mod people;
mod upstream;
mod weather;
mod world;

pub use company::{SampleAdmin, SampleCompany, company};
pub use content::{GATEWAY, SampleDocument, SampleProduct, SampleVersion, products};
pub use people::{SampleApplication, SampleDeveloper, SampleRegistration, SampleState, people};
pub use upstream::upstream;
