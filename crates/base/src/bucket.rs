//! Buckets of a histogram whose width grows with the value: eight to each doubling, so a bucket is 6 to 13 % wide.
//! Below 16 each whole number has its own. Histograms of the same buckets are merged by adding them up.

/// How many binary digits below the highest tell a value's bucket.
const DIGITS: u32 = 3;
/// How many buckets there are to each doubling.
const STEPS: u64 = 1 << DIGITS;

/// For how many seconds histograms of usage are kept: each call is in one of every length.
pub const SPANS_S: [i64; 4] = [60, 300, 3_600, 86_400];

/// A bucket of a histogram.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Bucket(u16);

impl Bucket {
    /// More than the number of any bucket.
    pub const END: u16 = 512;

    /// The bucket that holds this value.
    pub fn of(value: u64) -> Self {
        let shift = value.max(STEPS).ilog2() - DIGITS;
        let number = u64::from(shift) * STEPS + (value >> shift);
        Self(u16::try_from(number).unwrap_or(Self::END - 1))
    }

    /// The number that is stored.
    pub fn number(self) -> u16 {
        self.0
    }

    /// The bucket with this stored number.
    pub fn numbered(number: i64) -> Option<Self> {
        u16::try_from(number).ok().filter(|it| *it <= Self::of(u64::MAX).0).map(Self)
    }

    /// The least and the greatest value that it holds.
    pub fn bounds(self) -> (u64, u64) {
        let number = u64::from(self.0);
        let shift = (number / STEPS).saturating_sub(1);
        let low = (number - shift * STEPS) << shift;
        (low, low + ((1 << shift) - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_lies_within_the_bounds_of_its_bucket() {
        let near = |it: u64| [it.saturating_sub(1), it, it.saturating_add(1)];
        let values = (0..64).flat_map(|it| near(1 << it)).chain(0..5_000).chain([u64::MAX]);
        for value in values {
            let (low, high) = Bucket::of(value).bounds();
            assert!(low <= value && value <= high, "{value} is not in {low}..={high}");
            assert!(high - low <= low / 8, "{low}..={high} is too wide");
        }
    }

    #[test]
    fn buckets_follow_each_other_without_a_gap() {
        let mut next = Some(0);
        for number in 0..=i64::from(Bucket::of(u64::MAX).number()) {
            let bucket = Bucket::numbered(number).unwrap();
            let (low, high) = bucket.bounds();
            assert_eq!((Some(low), Bucket::of(low), Bucket::of(high)), (next, bucket, bucket));
            next = high.checked_add(1);
        }
        assert_eq!(next, None);
        assert!(Bucket::of(u64::MAX).number() < Bucket::END);
        assert_eq!((Bucket::numbered(-1), Bucket::numbered(496)), (None, None));
    }
}
