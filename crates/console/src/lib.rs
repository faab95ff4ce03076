//! Pages of the console that span nouns.
