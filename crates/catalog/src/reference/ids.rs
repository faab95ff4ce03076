//! Ids of places on a page, so that a link can lead to an answer or a property. Unique, and readable in the address.

use std::cell::RefCell;
use std::collections::HashMap;

/// The longest id.
const LONGEST: usize = 160;

#[derive(Default)]
pub(super) struct Ids(RefCell<HashMap<String, usize>>);

impl Ids {
    /// The id of what has this name within that place.
    pub(super) fn within(&self, place: &str, name: &str) -> String {
        let plain = |it: char| if it.is_ascii_alphanumeric() || it == '_' { it } else { '-' };
        let name: String = name.chars().map(plain).take(60).collect();
        let mut id = if place.is_empty() { name } else { format!("{place}.{name}") };
        id.truncate(LONGEST);
        let mut taken = self.0.borrow_mut();
        let count = taken.entry(id.clone()).or_insert(0);
        *count += 1;
        if *count == 1 {
            return id;
        }
        let numbered = format!("{id}~{count}");
        taken.insert(numbered.clone(), 1);
        numbered
    }
}

#[cfg(test)]
mod tests {
    use super::Ids;

    #[test]
    fn no_place_has_the_id_of_another() {
        let ids = Ids::default();
        let said: Vec<_> = ["a b", "a-b", "a b", "é\"<"].iter().map(|it| ids.within("body", it)).collect();
        assert_eq!(said, ["body.a-b", "body.a-b~2", "body.a-b~3", "body.---"]);
        assert_eq!(ids.within("", "x"), "x");
    }
}
