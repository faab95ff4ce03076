//! Throws chance at what reads strangers' texts: each target of `fuzz/` for a minute, with the sources' own texts to
//! begin with.

use crate::shell::{Done, output, root, run};

/// The targets, each with the folders that it begins with.
const TARGETS: [(&str, &[&str]); 2] = [
    ("markdown", &["crates/catalog/tests/data/markdown", "crates/sample/content/ferries/docs"]),
    ("openapi", &["crates/reference/tests/data"]),
];

/// Runs each target for so many seconds.
pub(crate) fn all(seconds: u32) -> Done {
    if output("cargo", &["fuzz", "--version"]).is_err() {
        return Err("this needs cargo-fuzz: cargo install cargo-fuzz --locked".to_owned());
    }
    // The same versions as in the program. Cargo adds to it what the targets need beyond.
    let lock = root().join("fuzz/Cargo.lock");
    std::fs::copy(root().join("Cargo.lock"), lock).map_err(|error| error.to_string())?;
    for (target, seeds) in TARGETS {
        let corpus = format!("fuzz/corpus/{target}");
        std::fs::create_dir_all(root().join(&corpus)).map_err(|error| error.to_string())?;
        let time = format!("-max_total_time={seconds}");
        // Without a sanitizer it runs on the stable compiler; there is no unsafe code here for one to watch.
        let mut words = vec!["fuzz", "run", "--sanitizer", "none", target, corpus.as_str()];
        words.extend(seeds);
        words.extend(["--", time.as_str(), "-max_len=16384", "-timeout=20", "-rss_limit_mb=2048"]);
        run("cargo", &words, &[])?;
    }
    Ok(())
}
