//! The Harbours product: berths, tides, port calls, notices and requests for a berth. The first version measures in
//! metres and calls requests announcements; the second measures in centimetres and assigns a berth at once.

mod berths;
mod calls;
mod notices;
mod requests;
mod tides;
pub(crate) mod v1;
pub(crate) mod v2;
