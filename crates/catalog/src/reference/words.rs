//! The page's sentences, each looked up once: a long tree says the same words a thousand times.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use ui::{Arg, Chrome};

pub(super) struct Words<'a> {
    chrome: &'a Chrome,
    known: RefCell<HashMap<&'static str, Arc<str>>>,
}

impl<'a> Words<'a> {
    pub(super) fn new(chrome: &'a Chrome) -> Self {
        Self { chrome, known: RefCell::default() }
    }

    /// The sentence with this key.
    pub(super) fn t(&self, key: &'static str) -> Arc<str> {
        let mut known = self.known.borrow_mut();
        Arc::clone(known.entry(key).or_insert_with(|| self.chrome.t(key).into()))
    }

    /// The sentence with this key and one argument.
    pub(super) fn t1(&self, key: &str, name: &str, value: impl Into<Arg>) -> String {
        self.chrome.t1(key, name, value)
    }

    /// What the layout needs.
    pub(super) fn chrome(&self) -> &'a Chrome {
        self.chrome
    }
}
