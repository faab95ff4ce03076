//! The Sea Weather product: stations, forecasts, warnings and what they mean for passengers. The first version is
//! open to all and tells what the sea does now; the second adds history, comfort and alerts.

mod alerts;
mod sea;
mod stations;
pub(crate) mod v1;
pub(crate) mod v2;
