//! When a mail that could not be delivered is tried again, and when that ends. Pure.

/// The first pause, in seconds. Each one after it is twice as long, until the longest.
const FIRST: i64 = 30;

/// The longest pause, in seconds: four hours.
const LONGEST: i64 = 4 * 60 * 60;

/// After so many attempts nobody tries any more: about three days after the first.
const ATTEMPTS: i64 = 27;

/// How many seconds to wait after so many attempts, or nothing when it has been tried long enough.
pub(super) fn pause_after(attempts: i64) -> Option<i64> {
    if attempts >= ATTEMPTS {
        return None;
    }
    let doublings = u32::try_from((attempts - 1).clamp(0, 20)).unwrap_or_default();
    Some((FIRST << doublings).min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::pause_after;

    #[test]
    fn pauses_grow_from_half_a_minute_to_four_hours_for_three_days() {
        let pauses: Vec<i64> = (1..).map_while(pause_after).collect();
        assert_eq!(pauses[..11], [30, 60, 120, 240, 480, 960, 1920, 3840, 7680, 14_400, 14_400]);
        assert!(pauses[9..].iter().all(|it| *it == 14_400));
        let hours = pauses.iter().sum::<i64>() / 3600;
        assert_eq!(hours, 72);
        assert_eq!(pause_after(0), Some(30));
        assert_eq!(pause_after(i64::MAX), None);
    }
}
