//! A folder of OpenAPI documents, published in memory: is each read without a false error, and each page within bounds?

use crate::shell::{Done, run};

/// Reads every document below the folder and draws all of its pages.
pub(crate) fn run_corpus(folder: &str) -> Done {
    let folder = std::path::absolute(folder).map_err(|error| format!("{folder}: {error}"))?;
    let folder = folder.display().to_string();
    run("cargo", &["run", "--release", "--quiet", "-p", "catalog", "--example", "corpus", "--", &folder], &[])
}
