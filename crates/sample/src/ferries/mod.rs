//! The Ferries product: timetable, prices and bookings. The first version speaks of ports and reservations, the
//! second of sailings and bookings (the same things), the third of journeys with changes, offers and orders.

mod bookings;
mod journeys;
pub(crate) mod v1;
pub(crate) mod v2;
pub(crate) mod v3;
