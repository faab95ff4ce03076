//! Publishes a folder of OpenAPI documents in memory: reads each, draws every page of it, and prints a table.
//!
//! `cargo run --release -p catalog --example corpus -- FOLDER`, or `cargo xtask corpus FOLDER`. With `--page PATH FILE`
//! it prints one page (`/reference/listPets`) instead.

use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use catalog::reference::{Drawer, Page, Setting, Wanted};
use flate2::Compression;
use flate2::write::GzEncoder;
use reference::Document;
use ui::{Chrome, Site, Texts};

type Answer<T> = Result<T, Box<dyn Error>>;

/// The limits that each page is held to.
const MAX_NODES: usize = 3_000;
const MAX_COMPRESSED: usize = 100 * 1024;

fn main() -> Answer<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let mut out = std::io::stdout().lock();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["--page", path, file] => print_page(&mut out, path, Path::new(file)),
        [folder] => table(&mut out, Path::new(folder)),
        _ => Err("usage: corpus FOLDER".into()),
    }
}

fn chrome() -> Chrome {
    let mut chrome = Chrome::new(Texts::new(catalog::TEXTS), Site::Portal, base::Instant::from_micros(0));
    chrome.kits.push(ui::Kit::Reference);
    chrome
}

fn setting() -> Setting {
    Setting { name: "API v1".to_owned(), path: "/products/api/versions/1".to_owned(), ..Setting::default() }
}

fn print_page(out: &mut impl Write, path: &str, file: &Path) -> Answer<()> {
    let document = read(file)?.map_err(|problems| problems.join("\n"))?;
    let wanted = Wanted::of(path).ok_or("no such address")?;
    writeln!(out, "{}", Drawer::new(chrome(), setting(), &document).draw(&wanted)?)?;
    Ok(())
}

fn read(file: &Path) -> Answer<Result<Document, Vec<String>>> {
    let bytes = std::fs::read(file)?;
    let name = file.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let read = Document::parse(&name, &bytes, catalog::specifications::LARGEST);
    Ok(read.map_err(|problems| problems.iter().map(ToString::to_string).collect()))
}

fn table(out: &mut impl Write, folder: &Path) -> Answer<()> {
    writeln!(
        out,
        "{:<40} {:>8} {:>5} {:>6} {:>7} {:>8} {:>8} {:>7} {:>6} {:>7}  notes",
        "document", "KiB", "ops", "shapes", "read ms", "pages ms", "page KiB", "gz KiB", "nodes", "draw ms"
    )?;
    let mut failed = 0;
    for file in files(folder)? {
        let name = file.strip_prefix(folder).unwrap_or(&file).display().to_string();
        let size = std::fs::metadata(&file)?.len() / 1024;
        let start = Instant::now();
        match read(&file)? {
            Err(problems) => {
                let kind = problems.first().map(String::as_str).unwrap_or_default();
                writeln!(out, "{name:<40} {size:>8} refused: {kind}")?;
                failed += 1;
            }
            Ok(document) => {
                let row = measure(&document, start.elapsed())?;
                failed += usize::from(!row.is_sound());
                writeln!(out, "{name:<40} {size:>8} {row}")?;
            }
        }
        out.flush()?;
    }
    if failed == 0 {
        Ok(())
    } else {
        Err(format!("{failed} documents were refused or have pages out of bounds").into())
    }
}

fn files(folder: &Path) -> Answer<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let ending = path.extension().and_then(|it| it.to_str()).unwrap_or_default().to_ascii_lowercase();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else if ["json", "yaml", "yml"].contains(&ending.as_str()) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// What a document's pages cost, the worst of each.
#[derive(Default)]
struct Measured {
    operations: usize,
    shapes: usize,
    warnings: usize,
    read: Duration,
    pages: Duration,
    largest: usize,
    compressed: usize,
    nodes: usize,
    drawn: Duration,
    worst: String,
    overview_nodes: usize,
}

impl Measured {
    fn is_sound(&self) -> bool {
        self.nodes <= MAX_NODES && self.compressed <= MAX_COMPRESSED
    }
}

impl std::fmt::Display for Measured {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let ms = |it: Duration| format!("{:.1}", it.as_secs_f64() * 1000.0);
        write!(
            out,
            "{:>5} {:>6} {:>7} {:>8} {:>8} {:>7} {:>6} {:>7}  overview {} nodes, {} warnings, largest {}",
            self.operations,
            self.shapes,
            ms(self.read),
            ms(self.pages),
            self.largest / 1024,
            self.compressed / 1024,
            self.nodes,
            ms(self.drawn),
            self.overview_nodes,
            self.warnings,
            self.worst
        )
    }
}

fn measure(document: &Document, read: Duration) -> Answer<Measured> {
    let reference = document.reference();
    let start = Instant::now();
    for page in reference.operation_pages() {
        serde_json::to_vec(&page)?;
    }
    for page in reference.schema_pages() {
        serde_json::to_vec(&page)?;
    }
    let overview = reference.overview();
    let mut row = Measured {
        operations: overview.count() + overview.webhooks.len(),
        shapes: overview.schemas.len(),
        warnings: document.warnings().len(),
        read,
        pages: start.elapsed(),
        ..Measured::default()
    };
    let drawer = Drawer::new(chrome(), setting(), document);
    let page = |page: &Page, as_markdown| drawer.draw(&Wanted { page: page.clone(), as_markdown });
    row.overview_nodes = nodes(&page(&Page::Overview, false)?);
    page(&Page::Overview, true)?;
    let operations = reference.operations().map(|it| Page::Operation(it.to_owned()));
    let shapes = overview.schemas.iter().map(|it| Page::Schema(it.slug.clone()));
    for it in operations.chain(shapes) {
        let start = Instant::now();
        let html = page(&it, false)?;
        let took = start.elapsed();
        page(&it, true)?;
        let count = nodes(&html);
        row.nodes = row.nodes.max(count);
        row.drawn = row.drawn.max(took);
        if html.len() > row.largest {
            row.largest = html.len();
            row.compressed = row.compressed.max(compressed(&html)?);
            row.worst = format!("{it:?}");
        }
    }
    Ok(row)
}

fn nodes(html: &str) -> usize {
    html.as_bytes().windows(2).filter(|it| it[0] == b'<' && it[1].is_ascii_alphabetic()).count()
}

fn compressed(html: &str) -> Answer<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(html.as_bytes())?;
    Ok(encoder.finish()?.len())
}
