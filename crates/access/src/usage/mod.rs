//! The usage of applications: what the gateway counted of their calls, asked about by developers (their own) and by
//! admins (everybody's). The gate writes the tables; here they are read and, in the end, emptied.

mod cover;
mod jobs;
mod ops;
mod portal;
mod store;
#[expect(clippy::module_inception, reason = "a noun's file has the noun's name")]
mod usage;

pub use jobs::{RETENTION_S, tidy};
pub use ops::{DAY_MS, Filter, FilterKind, MOST_PARTS, MOST_VALUES, Query, query, summary};
pub use portal::Panel;
pub use usage::{
    Answer, Dimension, Figures, Histogram, Metric, Occurring, Part, Period, Record, Summary, Value,
};
