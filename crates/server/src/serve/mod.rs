//! The HTTP server of the pages: connections that are bounded in number and in patience.

mod client;
mod gateway;
mod listen;
mod patience;

pub use client::Proxies;
pub use gateway::Gateway;
pub use listen::{bind, serve};
