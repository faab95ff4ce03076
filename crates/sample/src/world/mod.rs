//! The little world that all sample products share: six harbours, seven ships, a timetable that repeats, and a clock
//! that stands still. Everything is a function of what is asked, so the same question has the same answer.

mod calendar;
mod fleet;
mod money;
mod places;
mod timetable;

pub(crate) use calendar::{Day, NOW, clock_time};
pub(crate) use fleet::{SHIPS, Ship, ship};
pub(crate) use money::{decimal, euros};
pub(crate) use places::{HARBOURS, Harbour, harbour};
pub(crate) use timetable::{Line, Sailing, all_lines, line, sailings_on};

/// A number that looks like chance and is always the same for the same words (FNV-1a), below `limit`.
pub(crate) fn chance(words: &str, limit: i64) -> i64 {
    let hash = words.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, it| {
        (hash ^ u64::from(it)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let mixed = (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 33;
    i64::try_from(mixed).unwrap_or_default() % limit.max(1)
}
