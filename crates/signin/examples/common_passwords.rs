//! Makes `data/common-passwords.bin` from the lists that `data/README.md` names.
//!
//! `cargo run -p signin --example common_passwords -- FOLDER` where FOLDER holds the two lists.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use sha2::{Digest, Sha256};

/// How many bytes of the digest are kept; `src/common.rs` reads as many.
const WIDTH: usize = 5;

/// Each list, its SHA-256, and the length in characters from which its entries are kept.
const LISTS: [(&str, &str, usize); 2] = [
    ("common-credentials-100k.txt", "84f9f01da3323b41cdc030f89f7fab65bf76a7e0d5265acabb715c2b3795f148", 0),
    ("common-credentials-1M.txt", "eac6323842b3261da0ef4c180c8e23f4d056522ea97c2925b8687f453b40a2be", 10),
];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).ok_or("name the folder that holds the lists")?;
    let mut prefixes = BTreeSet::new();
    for (name, digest, min_chars) in LISTS {
        add(&mut prefixes, &Path::new(&folder).join(name), digest, min_chars)?;
    }
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/common-passwords.bin");
    fs::write(&target, prefixes.iter().flatten().copied().collect::<Vec<u8>>())?;
    writeln!(std::io::stdout(), "{} entries in {}", prefixes.len(), target.display())?;
    Ok(())
}

fn add(
    prefixes: &mut BTreeSet<[u8; WIDTH]>,
    path: &Path,
    digest: &str,
    min_chars: usize,
) -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string(path)?;
    if signin::token::hash(&text) != digest {
        return Err(format!("{} is not the list it should be", path.display()).into());
    }
    for entry in text.to_lowercase().lines().filter(|it| !it.is_empty() && it.chars().count() >= min_chars) {
        prefixes.extend(Sha256::digest(entry.as_bytes()).first_chunk::<WIDTH>());
    }
    Ok(())
}
