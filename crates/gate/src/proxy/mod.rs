//! The built-in gateway: an HTTP/1.1 reverse proxy that lets in what [`crate::decide()`] allows.
//!
//! It reads and writes HTTP itself. What a request says is understood in one way or refused, what was judged is what
//! goes on, and a call whose permission ends is cut off while it runs. Threads share nothing but the gate: each has
//! its own listener on the same port, its own upstream connections and its own buffers.

mod answer;
mod buffer;
mod connection;
mod credential;
mod deadline;
mod exchange;
mod fields;
mod forward;
mod framing;
mod head;
mod judge;
mod path;
mod pool;
mod relay;
mod serve;
mod stream;
mod trusted;
mod tunnel;
mod worker;

pub use serve::{Serving, Settings, listen, serve};
pub use trusted::{Network, NotANetwork};
