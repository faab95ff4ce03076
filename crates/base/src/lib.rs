//! The words everything else speaks: ids, instants, secrets, names, errors. No I/O, nothing async.

mod bucket;
mod error;
mod fields;
mod id;
mod instant;
mod labels;
mod networks;
mod page;
mod right;
mod secret;
pub mod sieve;
pub mod words;

pub use bucket::{Bucket, SPANS_S};
pub use error::{Code, Error, Report, Result};
pub use fields::{Broken, FieldError, FieldErrors};
pub use id::*;
pub use instant::Instant;
pub use labels::{LabelChanges, Labels};
pub use networks::{Networks, subscriber};
pub use page::{Listed, Page};
pub use right::{Right, Rights};
pub use secret::Secret;
pub use sieve::Sieve;
