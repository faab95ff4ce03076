//! Reads documents and says what is in them, or what is wrong, how long it took, and how large their pages are.
//!
//! `cargo run --release -p reference --example read -- FILE…`; with `--page SLUG` before the files, the page itself.

use std::error::Error;
use std::io::Write;
use std::time::Instant;

use reference::Document;

/// The default limit of a specification.
const MAX_BYTES: usize = 16 * 1024 * 1024;

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    let mut words: Vec<String> = std::env::args().skip(1).collect();
    let page = (words.first().map(String::as_str) == Some("--page")).then(|| words.remove(1));
    words.retain(|it| it != "--page");
    for name in words {
        let bytes = std::fs::read(&name)?;
        let start = Instant::now();
        let parsed = Document::parse(&name, &bytes, MAX_BYTES);
        writeln!(out, "{name}: {} bytes in {:?}", bytes.len(), start.elapsed())?;
        match (parsed, &page) {
            (Ok(document), None) => describe(&mut out, &document)?,
            (Ok(document), Some(slug)) => show(&mut out, &document, slug)?,
            (Err(problems), _) => problems.iter().try_for_each(|it| writeln!(out, "  error: {it}"))?,
        }
    }
    Ok(())
}

fn describe(out: &mut impl Write, document: &Document) -> Result<(), Box<dyn Error>> {
    let summary = document.summary();
    writeln!(out, "  {} {} ({:?})", summary.title, summary.version, document.dialect())?;
    writeln!(out, "  {} operations at {:?}", summary.operations.len(), summary.servers)?;
    writeln!(out, "  first call: {:?}", document.sample_call())?;
    document.warnings().iter().try_for_each(|it| writeln!(out, "  warning: {it}"))?;
    let start = Instant::now();
    let reference = document.reference();
    let mut sizes = Vec::new();
    sizes.push(serde_json::to_vec(&reference.overview())?.len());
    for page in reference.operation_pages() {
        sizes.push(serde_json::to_vec(&page)?.len());
    }
    for page in reference.schema_pages() {
        sizes.push(serde_json::to_vec(&page)?.len());
    }
    let (sum, most) = (sizes.iter().sum::<usize>(), sizes.iter().max().copied().unwrap_or_default());
    writeln!(
        out,
        "  {} pages of {sum} bytes in {:?}, the largest {most}, the overview {}",
        sizes.len(),
        start.elapsed(),
        sizes[0]
    )?;
    Ok(())
}

fn show(out: &mut impl Write, document: &Document, slug: &str) -> Result<(), Box<dyn Error>> {
    let reference = document.reference();
    if let Some(page) = reference.operation(slug) {
        writeln!(out, "{}", serde_json::to_string_pretty(&page)?)?;
    }
    if let Some(page) = reference.schema(slug) {
        writeln!(out, "{}", serde_json::to_string_pretty(&page)?)?;
    }
    Ok(())
}
