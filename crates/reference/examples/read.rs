//! Reads documents and says what is in them, or what is wrong, and how long it took.
//!
//! `cargo run --release -p reference --example read -- FILE…`

use std::error::Error;
use std::io::Write as _;
use std::time::Instant;

use reference::Document;

/// The default limit of a specification.
const MAX_BYTES: usize = 16 * 1024 * 1024;

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    for name in std::env::args().skip(1) {
        let bytes = std::fs::read(&name)?;
        let start = Instant::now();
        let parsed = Document::parse(&name, &bytes, MAX_BYTES);
        writeln!(out, "{name}: {} bytes in {:?}", bytes.len(), start.elapsed())?;
        match parsed {
            Ok(document) => {
                let summary = document.summary();
                writeln!(out, "  {} {} ({:?})", summary.title, summary.version, document.dialect())?;
                writeln!(out, "  {} operations at {:?}", summary.operations.len(), summary.servers)?;
                writeln!(out, "  first call: {:?}", document.sample_call())?;
                document.warnings().iter().try_for_each(|it| writeln!(out, "  warning: {it}"))?;
            }
            Err(problems) => problems.iter().try_for_each(|it| writeln!(out, "  error: {it}"))?,
        }
    }
    Ok(())
}
