//! A house to test in: databases, calls and people.
