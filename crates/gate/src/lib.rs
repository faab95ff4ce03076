//! Decisions: snapshot, feed, decide, and the built-in gateway.
