//! A part of a list.

/// Which part of a list is wanted. Numbers begin at 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Which page, from 1.
    pub number: u32,
    /// How many to a page, 1 to 100.
    pub size: u32,
}

impl Page {
    /// A page, with the number and size brought into bounds (from 1; 1 to 100).
    pub fn new(number: u32, size: u32) -> Self {
        Self { number: number.clamp(1, 1_000_000), size: size.clamp(1, 100) }
    }

    /// The first page of the given size.
    pub fn first(size: u32) -> Self {
        Self::new(1, size)
    }

    /// How many rows to take.
    pub fn limit(self) -> i64 {
        i64::from(self.size)
    }

    /// How many rows to pass over.
    pub fn offset(self) -> i64 {
        (i64::from(self.number) - 1) * i64::from(self.size)
    }
}

/// A part of a list, and how long the whole is.
#[derive(Debug, Clone)]
pub struct Listed<T> {
    /// The rows of this page.
    pub items: Vec<T>,
    /// How many there are in all.
    pub total: i64,
    /// Which part this is.
    pub page: Page,
}

impl<T> Listed<T> {
    /// How many pages there are, at least one.
    pub fn pages(&self) -> u32 {
        let size = i64::from(self.page.size);
        u32::try_from((self.total + size - 1) / size).unwrap_or(u32::MAX).max(1)
    }

    /// A page of rows that are all at hand.
    pub fn cut(all: Vec<T>, page: Page) -> Self {
        let total = i64::try_from(all.len()).unwrap_or(i64::MAX);
        let skipped = usize::try_from(page.offset()).unwrap_or(usize::MAX);
        let size = usize::try_from(page.size).unwrap_or(usize::MAX);
        Self { items: all.into_iter().skip(skipped).take(size).collect(), total, page }
    }

    /// Turns each row into something else.
    pub fn map<U>(self, into: impl FnMut(T) -> U) -> Listed<U> {
        Listed { items: self.items.into_iter().map(into).collect(), total: self.total, page: self.page }
    }
}
