//! The document: parsed, checked and summed up.

use serde_json::Value;

use crate::source::{self, Format};
use crate::{Dialect, Problem, Reference, Summary, check, locate, parse, sample};

/// The stack for reading a document. Only what is used of it takes memory.
const STACK_BYTES: usize = 16 * 1024 * 1024;

/// An OpenAPI document that was read and found sound.
#[derive(Debug, Clone)]
pub struct Document {
    root: Value,
    dialect: Dialect,
    summary: Summary,
    warnings: Vec<Problem>,
}

impl Document {
    /// Reads a document of at most `max_bytes`. The file's name helps to tell JSON from YAML and may be
    /// empty. Gives all that is wrong: one problem when the text cannot be read, and the first twenty when
    /// what it says is not sound.
    pub fn parse(name: &str, bytes: &[u8], max_bytes: usize) -> Result<Self, Vec<Problem>> {
        let text = source::text(bytes, max_bytes).map_err(|it| vec![it])?;
        apart(|| Self::read(name, text, max_bytes))
    }

    fn read(name: &str, text: &str, max_bytes: usize) -> Result<Self, Vec<Problem>> {
        let format = source::format(name, text);
        let (root, format) = parse::parse(text, format, max_bytes).map_err(|it| vec![it])?;
        let located = |problems| located(problems, text, format, max_bytes);
        let (dialect, map) = Dialect::of(&root).map_err(|it| located(vec![it]))?;
        let (summary, findings) = check::check(&root, map, dialect);
        let (errors, warnings) = findings.finish();
        if !errors.is_empty() {
            return Err(located(errors));
        }
        let warnings = located(warnings);
        Ok(Self { root, dialect, summary, warnings })
    }

    /// Takes a document that was made rather than written: what is wrong has a pointer, and no line.
    pub fn of(root: Value) -> Result<Self, Vec<Problem>> {
        let (dialect, map) = Dialect::of(&root).map_err(|it| vec![it])?;
        let (summary, findings) = check::check(&root, map, dialect);
        let (errors, warnings) = findings.finish();
        if errors.is_empty() { Ok(Self { root, dialect, summary, warnings }) } else { Err(errors) }
    }

    /// The document as pages.
    pub fn reference(&self) -> Reference<'_> {
        Reference::of(&self.root, self.dialect)
    }

    /// The document as it was read.
    pub fn root(&self) -> &Value {
        &self.root
    }

    /// Which kind of description it is.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// What it is about.
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    /// What its author may want to know, though it is accepted.
    pub fn warnings(&self) -> &[Problem] {
        &self.warnings
    }

    /// The path and query of a GET that should work as it stands, for a first call: the shortest one that
    /// needs no parameter, or else one whose parameters have examples. It goes behind a server's address.
    pub fn sample_call(&self) -> Option<String> {
        sample::call(&self.root, &self.summary.operations)
    }
}

/// Runs the work on a thread of its own, whose stack is sized for the depth that is allowed: the YAML
/// parser takes up to 40 kB of it for each level. Should a parser panic, the document is refused.
fn apart<T: Send>(work: impl FnOnce() -> Result<T, Vec<Problem>> + Send) -> Result<T, Vec<Problem>> {
    let refused = || Err(vec![Problem::whole("the document could not be read")]);
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("reference".into()).stack_size(STACK_BYTES);
        match thread.spawn_scoped(scope, work).map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(result)) => result,
            Ok(Err(_)) | Err(_) => refused(),
        }
    })
}

fn located(problems: Vec<Problem>, text: &str, format: Format, max_bytes: usize) -> Vec<Problem> {
    problems.into_iter().map(|it| locate::located(it, text, format, max_bytes)).collect()
}
