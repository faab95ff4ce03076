//! Numbers that were measured several times, and how they are written.

/// What was measured, in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Figures(Vec<f64>);

impl Figures {
    /// These, in any order.
    pub(super) fn new(mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        Self(values)
    }

    /// The middle one.
    pub(super) fn median(&self) -> f64 {
        self.percentile(50)
    }

    /// The one below which so many in a hundred are.
    pub(super) fn percentile(&self, hundredth: usize) -> f64 {
        let last = self.0.len().saturating_sub(1);
        self.0.get((self.0.len() * hundredth / 100).min(last)).copied().unwrap_or(f64::NAN)
    }

    /// The least.
    pub(super) fn least(&self) -> f64 {
        self.0.first().copied().unwrap_or(f64::NAN)
    }

    /// The most.
    pub(super) fn most(&self) -> f64 {
        self.0.last().copied().unwrap_or(f64::NAN)
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    /// The median, and the least and the most of all.
    pub(super) fn words(&self, digits: usize) -> String {
        format!(
            "{} ({}–{})",
            number(self.median(), digits),
            number(self.least(), digits),
            number(self.most(), digits)
        )
    }
}

/// A number with so many digits behind the point, and a comma between thousands.
pub(super) fn number(value: f64, digits: usize) -> String {
    let text = format!("{value:.digits$}");
    let (whole, rest) = text.find('.').map_or((text.as_str(), ""), |at| text.split_at(at));
    let mut said = String::new();
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) && !said.ends_with('-') {
            said.push(',');
        }
        said.push(digit);
    }
    said + rest
}

/// A count as a number that can be divided.
pub(super) fn float(count: u64) -> f64 {
    const HIGH: f64 = 4_294_967_296.0;
    let (high, low) = (u32::try_from(count >> 32).unwrap_or(u32::MAX), u32::try_from(count & 0xFFFF_FFFF));
    f64::from(high) * HIGH + f64::from(low.unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_summed_up_by_their_middle_and_their_ends() {
        let figures = Figures::new(vec![3.0, 1.0, 2.0, 10_000.0, 2.5]);
        assert_eq!(figures.words(1), "2.5 (1.0–10,000.0)");
        assert_eq!(Figures::new((0..100).map(f64::from).collect()).percentile(99).to_string(), "99");
        assert!(Figures::default().median().is_nan());
    }

    #[test]
    fn thousands_are_set_apart() {
        for (value, digits, said) in [
            (0.0, 0, "0"),
            (999.0, 0, "999"),
            (1000.0, 0, "1,000"),
            (1_234_567.891, 2, "1,234,567.89"),
            (-123_456.0, 0, "-123,456"),
        ] {
            assert_eq!(number(value, digits), said);
        }
        assert_eq!(number(float(5_000_000_000), 0), "5,000,000,000");
    }
}
