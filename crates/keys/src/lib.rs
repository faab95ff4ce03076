//! What a credential looks like: make, show once, hash, check. Pure.
