//! How much there was at each moment, drawn.

use std::fmt::Display;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::{Chrome, When};

/// How high the drawing is, in units of its own.
const HEIGHT: i64 = 100;
/// How many units lie from one bar to the next.
const STEP: i64 = 10;

/// A small bar chart of amounts over time, and of what part of each went wrong. It is drawn without script, and
/// without words: the numbers are in a table that opens below it.
///
/// Must: have all its numbers in a table that opens by keyboard; be hidden from screen readers as a drawing; tell the
/// two kinds of bars apart by width as well as by colour; show an amount that is not zero.
#[derive(Debug, Clone, Template)]
#[template(path = "bar_chart.html")]
pub struct BarChart {
    id: String,
    caption: String,
    summary: String,
    heads: Vec<String>,
    bars: Vec<Bar>,
}

#[derive(Debug, Clone)]
struct Bar {
    when: When,
    amount: i64,
    part: i64,
    amount_words: String,
    part_words: String,
}

/// A bar as it is drawn.
struct Rect {
    x: i64,
    y: i64,
    width: i64,
    height: i64,
    is_part: bool,
}

impl BarChart {
    /// A chart without bars. The caption says what is drawn; the id is that of the table's caption.
    pub fn new(chrome: &Chrome, id: impl Display, caption: impl Display) -> Self {
        let (id, caption, summary) = (id.to_string(), caption.to_string(), chrome.t("ui-chart-table"));
        Self { id, caption, summary, heads: Vec::new(), bars: Vec::new() }
    }

    /// What the table calls the moments, the amounts, and the parts that went wrong.
    pub fn heads(self, moment: impl Display, amount: impl Display, part: impl Display) -> Self {
        Self { heads: vec![moment.to_string(), amount.to_string(), part.to_string()], ..self }
    }

    /// The next bar: when, how much, and what part of it went wrong.
    pub fn bar(mut self, when: When, amount: i64, part: i64) -> Self {
        let (amount_words, part_words) = (digits(amount), digits(part));
        self.bars.push(Bar { when, amount, part, amount_words, part_words });
        self
    }

    fn width(&self) -> i64 {
        STEP * i64::try_from(self.bars.len()).unwrap_or(1).max(1)
    }

    /// What is drawn: each amount, and before it the part of it, a little wider.
    fn rects(&self) -> Vec<Rect> {
        let most = self.bars.iter().map(|it| it.amount).max().unwrap_or_default().max(1);
        let height = |amount: i64| match amount {
            ..=0 => 0,
            some => (some.min(most).saturating_mul(HEIGHT) / most).max(2),
        };
        let mut rects = Vec::new();
        for (x, bar) in (0..).step_by(usize::try_from(STEP).unwrap_or(1)).zip(&self.bars) {
            for (amount, inset, is_part) in [(bar.amount, 2, false), (bar.part, 1, true)] {
                let height = height(amount);
                if height > 0 {
                    let (y, width) = (HEIGHT - height, STEP - 2 * inset);
                    rects.push(Rect { x: x + inset, y, width, height, is_part });
                }
            }
        }
        rects
    }
}

impl HtmlSafe for BarChart {}

/// A number with its digits in groups: `12,480`.
pub fn digits(number: i64) -> String {
    let plain = number.unsigned_abs().to_string();
    let mut grouped = String::with_capacity(plain.len() + plain.len() / 3 + 1);
    if number < 0 {
        grouped.push('−');
    }
    for (at, digit) in plain.chars().enumerate() {
        if at > 0 && (plain.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use base::Instant;

    use super::*;
    use crate::{Site, Texts};

    #[test]
    fn digits_stand_in_groups_of_three() {
        let table =
            [(0, "0"), (999, "999"), (1_000, "1,000"), (12_480, "12,480"), (-1_234_567, "−1,234,567")];
        for (number, words) in table {
            assert_eq!(digits(number), words);
        }
    }

    #[test]
    fn bars_fill_the_height_and_none_that_counts_vanishes() {
        let chrome = Chrome::new(Texts::new(&[]), Site::Portal, Instant::from_micros(0));
        let when = || When::day(Instant::from_micros(0));
        let chart = [(1_000_000, 1), (0, 0), (500_000, 500_000), (1, 0)]
            .into_iter()
            .fold(BarChart::new(&chrome, "a", "b"), |chart, (amount, part)| chart.bar(when(), amount, part));
        let rects = chart.rects();
        let drawn: Vec<_> = rects.iter().map(|it| (it.x, it.y, it.height, it.is_part)).collect();
        assert_eq!(
            drawn,
            [
                (2, 0, 100, false),
                (1, 98, 2, true),
                (22, 50, 50, false),
                (21, 50, 50, true),
                (32, 98, 2, false)
            ]
        );
        assert_eq!(chart.width(), 40);
        assert_eq!(BarChart::new(&chrome, "a", "b").rects().len(), 0);
    }
}
