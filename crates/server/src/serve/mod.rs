//! The HTTP server of the pages: connections that are bounded in number and in patience.

mod gateway;
mod listen;

pub use gateway::Gateway;
pub use listen::{bind, serve};
