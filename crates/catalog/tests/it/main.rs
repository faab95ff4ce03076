//! What is offered and who sees it, on real databases; and the pages of it.
#![expect(clippy::unwrap_used, reason = "a test ends where its assumption does")]

mod console;
mod documents;
mod editions;
mod folders;
mod images;
mod nodes;
mod portal;
mod races;
mod reference;
mod search;
mod shelf;
mod specifications;
mod stand;
mod strategies;
mod trials;
mod visibility;
