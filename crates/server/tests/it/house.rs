//! Layout: the arrows between crates, sizes, opening lines, and what no file may say.

use std::collections::BTreeMap;

use crate::files::{below, read};

/// The crates, and which of them each may use. Only `testkit` and `xtask` stand outside.
const ARROWS: &str = "\
access -> base catalog frame keys people sql ui
api -> access base catalog console frame people reference signin sql ui
base ->
catalog -> base frame people reference sql ui
console -> access base catalog frame people sql ui
frame -> base keys signin sql ui
gate -> base keys sql
keys -> base
people -> base frame signin sql ui
portico -> access api base catalog console frame gate keys people sample signin sql ui
reference ->
sample ->
signin -> base
sql -> base
ui -> base
";

#[test]
fn arrows_go_one_way() {
    let manifests: BTreeMap<String, String> = below("crates", "Cargo.toml")
        .iter()
        .map(read)
        .map(|text| {
            let name = text.lines().find_map(|line| line.strip_prefix("name = ")).unwrap();
            (name.trim_matches('"').to_owned(), text)
        })
        .collect();
    let mut arrows = String::new();
    for (name, text) in manifests.iter().filter(|(name, _)| *name != "testkit") {
        let dependencies = text.split("[dependencies]").nth(1).unwrap_or("").split("\n[").next().unwrap();
        let mut used: Vec<&str> = dependencies
            .lines()
            .filter_map(|line| line.split(['.', ' ']).next())
            .filter(|it| manifests.contains_key(*it))
            .collect();
        used.sort_unstable();
        arrows.push_str(format!("{name} -> {}", used.join(" ")).trim_end());
        arrows.push('\n');
    }
    assert_eq!(arrows, ARROWS);
}

#[test]
fn every_file_says_what_it_is_and_none_has_outgrown_its_room() {
    let mut offenders = Vec::new();
    for path in below("crates", ".rs").into_iter().chain(below("xtask", ".rs")) {
        let text = read(&path);
        let lines = text.lines().count();
        let limit = if path.contains("/tests/") || path.ends_with("tests.rs") { 800 } else { 500 };
        if !text.starts_with("//!") {
            offenders.push(format!("{path} does not open with //!"));
        }
        if lines > limit {
            offenders.push(format!("{path} has {lines} lines, the limit is {limit}"));
        }
    }
    assert!(offenders.is_empty(), "{}", offenders.join("\n"));
}

#[test]
fn folders_have_no_empty_names_and_comments_tell_no_history() {
    let names = ["utils", "helpers", "common", "manager", "misc", "service.rs", "core"];
    let words = ["TODO", "FIXME", "XXX", "used to be", "previously", "formerly"];
    let mut offenders = Vec::new();
    for path in below("crates", ".rs").into_iter().chain(below("xtask", ".rs")) {
        if path.ends_with("tests/it/house.rs") {
            continue;
        }
        let parts: Vec<&str> = path.split('/').collect();
        offenders
            .extend(names.iter().filter(|it| parts.contains(*it)).map(|it| format!("{path} is called {it}")));
        for (number, line) in read(&path).lines().enumerate() {
            let Some((_, comment)) = line.split_once("//") else { continue };
            let said = words.iter().filter(|it| comment.contains(*it));
            offenders.extend(said.map(|it| format!("{path}:{} says {it:?}", number + 1)));
        }
    }
    let catalog_has_services = |it: &String| !it.contains("services/service.rs");
    offenders.retain(catalog_has_services);
    assert!(offenders.is_empty(), "{}", offenders.join("\n"));
}

#[test]
fn only_one_crate_names_a_driver() {
    let manifests = below("crates", "Cargo.toml");
    let naming: Vec<&String> = manifests
        .iter()
        .filter(|it| read(it.as_str()).lines().any(|line| line.starts_with("sqlx")))
        .collect();
    assert_eq!(naming, ["crates/sql/Cargo.toml"]);
}

#[test]
fn pages_have_no_style_and_no_script_of_their_own() {
    let mut offenders = Vec::new();
    for path in
        below("crates", ".html").iter().filter(|it| it.contains("/templates/") && !it.ends_with("mail.html"))
    {
        let text = read(path);
        for bad in [" style=", "<style", " onclick=", "javascript:"] {
            if text.contains(bad) {
                offenders.push(format!("{path} holds {bad:?}"));
            }
        }
        if text.contains("<script") && !path.ends_with("ui/templates/head.html") {
            offenders.push(format!("{path} holds a script"));
        }
    }
    assert!(offenders.is_empty(), "{}", offenders.join("\n"));
}

#[test]
fn secrets_are_exposed_only_where_the_list_says() {
    let mut exposing: Vec<String> = below("crates", ".rs");
    exposing.retain(|it| {
        let is_test = it.contains("/tests/") || it.contains("/examples/") || it.ends_with("tests.rs");
        !is_test && read(it).contains(".expose()")
    });
    assert_eq!(
        exposing.join("\n") + "\n",
        include_str!("exposed.txt"),
        "each place is looked at before it is listed"
    );
}

#[test]
fn every_class_of_a_template_is_known_to_the_stylesheet() {
    let styles: String = below("crates/ui/css", ".css").iter().map(read).collect();
    let mut makers: String = below("crates/ui/js", ".js").iter().map(read).collect();
    makers.extend(below("crates/people/src/portals", ".rs").iter().map(read));
    let known = |it: &String| styles.contains(&format!(".{it}")) || makers.contains(it.as_str());
    let mut offenders = Vec::new();
    for path in below("crates", ".html").iter().filter(|it| it.contains("/templates/")) {
        for list in read(path).split("class=\"").skip(1).map(|it| it.split('"').next().unwrap()) {
            offenders.extend(plain(list).iter().filter(|it| !known(it)).map(|it| format!("{path}: {it}")));
        }
    }
    assert!(offenders.is_empty(), "{}", offenders.join("\n"));
}

/// The classes of a list that are written out: not those that a place in the template completes.
fn plain(list: &str) -> Vec<String> {
    let mut text = String::new();
    let mut depth = 0;
    for it in list.chars() {
        match it {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ if depth > 0 => {}
            _ => text.push(it),
        }
    }
    text.split_whitespace().filter(|it| !it.ends_with('-')).map(str::to_owned).collect()
}
