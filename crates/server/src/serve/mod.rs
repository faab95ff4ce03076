//! The HTTP server of the pages: connections that are bounded in number and in patience.

mod listen;

pub use listen::{bind, serve};
