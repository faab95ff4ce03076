//! Whatever is uploaded, it is read or refused with words that point somewhere, and never anything else.
#![no_main]

use libfuzzer_sys::fuzz_target;
use reference::Document;

const LARGEST: usize = 1024 * 1024;

fuzz_target!(|bytes: &[u8]| {
    for name in ["spec.json", "spec.yaml"] {
        match Document::parse(name, bytes, LARGEST) {
            Ok(document) => drop(document.summary()),
            Err(problems) => assert!(!problems.is_empty(), "a refusal says why"),
        }
    }
});
