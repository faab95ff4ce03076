//! The Parcels product: services and rates, parcels and where they are, pickup points. The first version knows
//! consignments in kilograms and zones; the second parcels in grams; the third shipments of several pieces.

mod points;
mod store;
mod tariff;
pub(crate) mod v1;
pub(crate) mod v2;
pub(crate) mod v3;
