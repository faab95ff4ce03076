//! The sample, held to what it says of itself.
#![cfg(test)]

mod description;
mod sandbox;
mod shape;
mod upstream;
mod walk;
