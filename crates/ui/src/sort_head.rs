//! A table's head that sorts.

use std::fmt::Display;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::{Flag, Icon};

/// How a column is sorted now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Not,
    Up,
    Down,
}

/// A `<th>` whose link sorts by this column; the next link turns the order.
///
/// Must: say the order in `aria-sort` and by a shape; be a link, so that the order has an address.
#[derive(Debug, Clone, Template)]
#[template(path = "sort_head.html")]
pub struct SortHead {
    label: String,
    href: String,
    order: Order,
    number: bool,
}

impl SortHead {
    /// A column; `href` is the address of the list sorted by it (or the other way round when it is already).
    pub fn new(label: impl Display, href: impl Display) -> Self {
        Self { label: label.to_string(), href: href.to_string(), order: Order::Not, number: false }
    }

    /// It is sorted by this column now, smallest first or largest first.
    pub fn sorted(self, descending: impl Flag) -> Self {
        let order = if descending.is_so() { Order::Down } else { Order::Up };
        Self { order, ..self }
    }

    /// A column of numbers.
    pub fn number(self) -> Self {
        Self { number: true, ..self }
    }
}

impl HtmlSafe for SortHead {}
