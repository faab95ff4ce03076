//! The sample, held to what it says of itself.
#![cfg(test)]

mod content;
mod description;
mod documents;
mod sandbox;
mod shape;
mod upstream;
mod walk;
