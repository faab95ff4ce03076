//! The documents tell the truth: each path that they name is there, each setting is listed.

use crate::files::{below, read, root};

#[test]
fn every_path_named_in_the_docs_exists() {
    let mut offenders = Vec::new();
    let mut pages = below("docs", ".md");
    pages.push("README.md".to_owned());
    for page in pages {
        for quoted in read(&page).split('`').skip(1).step_by(2) {
            let is_path = ["crates/", "docs/", "migrations/", "xtask/", "e2e/", "examples/"]
                .iter()
                .any(|it| quoted.starts_with(it));
            let plain = !quoted.contains(['<', ' ', '*', '{']);
            if is_path && plain && !root().join(quoted).exists() {
                offenders.push(format!("{page} names {quoted}"));
            }
        }
    }
    assert!(offenders.is_empty(), "{}", offenders.join("\n"));
}

#[test]
fn every_setting_is_in_the_operators_page() {
    let page = read("docs/OPERATIONS.md");
    for it in server::config::LIST {
        assert!(page.contains(&format!("| `{}` |", it.name)), "{} is missing", it.name);
        assert!(page.contains(&format!("`PORTICO_{}`", it.name.to_uppercase())), "{} is missing", it.name);
    }
}

#[test]
fn decisions_are_numbered_without_a_gap() {
    let numbers: Vec<String> =
        below("docs/decisions", ".md").iter().map(|it| it[15..19].to_owned()).collect();
    let expected: Vec<String> = (1..=numbers.len()).map(|it| format!("{it:04}")).collect();
    assert_eq!(numbers, expected);
}
