//! The HTTP server of the pages: connections that are bounded in number and in patience.

mod client;
mod gateway;
mod listen;
mod patience;

pub(crate) use client::Proxies;
pub(crate) use gateway::Gateway;
pub(crate) use listen::{bind, serve};
