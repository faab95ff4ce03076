//! A folder of documents as it is sent: each file with its path and its bytes in base64.
//!
//! What begins with a dot is left out, and so is a link that leads anywhere: only what lies in the folder is sent.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::{Complaint, Done, Failure};

/// How much a folder may hold, in bytes.
const LARGEST: u64 = 40 * 1024 * 1024;

/// How many files it may hold.
const MOST: usize = 2_000;

/// The files below the folder, in the order of their paths.
pub(super) fn read(folder: &Path) -> Done<Vec<Value>> {
    let mut files = Vec::new();
    let mut size = 0;
    below(folder, "", &mut files, &mut size)?;
    files.sort_by(|one, other| one["path"].as_str().cmp(&other["path"].as_str()));
    Ok(files)
}

fn below(folder: &Path, at: &str, files: &mut Vec<Value>, size: &mut u64) -> Done {
    let refused = |path: &Path, message: String| Failure::Refused(vec![Complaint::of(path, message)]);
    let entries = std::fs::read_dir(folder).map_err(|error| refused(folder, error.to_string()))?;
    for entry in entries {
        let entry = entry.map_err(|error| refused(folder, error.to_string()))?;
        let (path, name) = (entry.path(), entry.file_name());
        let Some(name) = name.to_str() else {
            return Err(refused(&path, "the name is not UTF-8".to_owned()));
        };
        let kind = entry.file_type().map_err(|error| refused(&path, error.to_string()))?;
        if name.starts_with('.') || kind.is_symlink() {
            continue;
        }
        let inner = if at.is_empty() { name.to_owned() } else { format!("{at}/{name}") };
        if kind.is_dir() {
            below(&path, &inner, files, size)?;
            continue;
        }
        let bytes = std::fs::read(&path).map_err(|error| refused(&path, error.to_string()))?;
        *size += bytes.len() as u64;
        if *size > LARGEST || files.len() == MOST {
            let most = LARGEST / 1024 / 1024;
            return Err(refused(folder, format!("the folder holds more than {MOST} files or {most} MiB")));
        }
        files.push(json!({ "path": inner, "content": STANDARD.encode(&bytes) }));
    }
    Ok(())
}
