//! A folder as one zip file. What comes in is counted while it is unpacked, whatever it says of itself.

use std::io::{Cursor, Read, Write};

use base::{Error, FieldErrors, Result};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::File;

/// The most that an archive may hold when it is unpacked, in bytes.
pub const MOST_UNPACKED: u64 = 64 * 1024 * 1024;

/// How many entries an archive may list, folders and what is ignored included.
const MOST_ENTRIES: usize = 5_000;

/// The files of an archive. Links, and names that lead out of the folder, are refused. Slow for a large one: call it
/// where blocking is allowed.
pub fn unpack(bytes: &[u8]) -> Result<Vec<File>> {
    if bytes.is_empty() {
        return Err(Error::field("archive", "required"));
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| not_an_archive())?;
    if archive.len() > MOST_ENTRIES {
        return Err(limit("too_many_files", MOST_ENTRIES as u64));
    }
    let mut left = MOST_UNPACKED;
    let mut files: Vec<File> = Vec::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|_| not_an_archive())?;
        let (is_folder, is_link) = (entry.entry().is_dir(), entry.entry().is_symlink());
        let path = entry.entry().name().map_err(|_| not_an_archive())?.into_owned();
        if is_folder {
            continue;
        }
        if is_link {
            return Err(refused(&path, "file_link"));
        }
        if files.iter().any(|it| it.path == path) {
            return Err(refused(&path, "file_twice"));
        }
        let mut bytes = Vec::new();
        (&mut entry).take(left + 1).read_to_end(&mut bytes).map_err(|_| not_an_archive())?;
        left = left
            .checked_sub(bytes.len() as u64)
            .ok_or_else(|| limit("archive_too_large", MOST_UNPACKED / 1024 / 1024))?;
        files.push(File { path, bytes });
    }
    Ok(files)
}

fn not_an_archive() -> Error {
    Error::field("archive", "not_an_archive")
}

fn refused(path: &str, code: base::Code) -> Error {
    Error::Invalid(FieldErrors::one(path, code))
}

fn limit(code: base::Code, limit: u64) -> Error {
    let mut errors = FieldErrors::new();
    errors.add_limit("archive", code, i64::try_from(limit).unwrap_or(i64::MAX));
    Error::Invalid(errors)
}

/// The files as an archive. The same files always give the same bytes.
pub fn pack(files: &[File]) -> Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        archive.start_file(file.path.as_str(), SimpleFileOptions::default()).map_err(Error::internal)?;
        archive.write_all(&file.bytes).map_err(Error::internal)?;
    }
    archive.finish().map(Cursor::into_inner).map_err(Error::internal)
}
