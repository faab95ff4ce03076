//! Portico, from the command line.

fn main() {}
