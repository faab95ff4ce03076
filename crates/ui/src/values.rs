//! What builders accept, so that a template can hand over a field, a reference or an option as it has it.

use base::Instant;

/// A text that may be absent: `"x"`, a `String`, an `Option` of either, or a reference to any of these.
pub trait MaybeText {
    /// The text, if there is one.
    fn maybe_text(&self) -> Option<String>;
}

impl MaybeText for str {
    fn maybe_text(&self) -> Option<String> {
        Some(self.to_owned())
    }
}

impl MaybeText for String {
    fn maybe_text(&self) -> Option<String> {
        Some(self.clone())
    }
}

impl<T: MaybeText> MaybeText for Option<T> {
    fn maybe_text(&self) -> Option<String> {
        self.as_ref().and_then(MaybeText::maybe_text)
    }
}

impl<T: MaybeText + ?Sized> MaybeText for &T {
    fn maybe_text(&self) -> Option<String> {
        (**self).maybe_text()
    }
}

/// Yes or no, or a reference to it.
pub trait Flag {
    /// Whether it is so.
    fn is_so(&self) -> bool;
}

impl Flag for bool {
    fn is_so(&self) -> bool {
        *self
    }
}

impl<T: Flag> Flag for &T {
    fn is_so(&self) -> bool {
        (**self).is_so()
    }
}

/// A moment, or a reference to it.
pub trait At {
    /// The moment.
    fn at(&self) -> Instant;
}

impl At for Instant {
    fn at(&self) -> Instant {
        *self
    }
}

impl<T: At> At for &T {
    fn at(&self) -> Instant {
        (**self).at()
    }
}
