//! Every sentence that is asked for is there, and every sentence that is there is asked for.

use std::collections::BTreeSet;

use crate::files::{below, read};

/// Keys whose end is computed: what they begin with, and why nobody can list them.
const COMPUTED: [&str; 8] =
    ["invalid-", "refused-", "ui-status-", "ui-step-", "ui-time-", "event-", "mail-kind-", "mail-problem-"];

#[test]
fn sentences_are_sound_and_none_is_there_twice() {
    let texts = ui::Texts::new(&server::TEXTS.concat());
    assert!(texts.problems().is_empty(), "{:?}", texts.problems());
}

#[test]
fn every_sentence_is_used_and_every_key_has_its_sentence() {
    let kept: BTreeSet<String> = below("crates", ".ftl").iter().flat_map(|it| keys(&read(it))).collect();
    let sources: String = below("crates", ".rs")
        .iter()
        .chain(&below("crates", ".html"))
        .filter(|it| !it.contains("/tests/"))
        .map(read)
        .collect();
    let asked = asked(&sources);
    let missing: Vec<&String> = asked.iter().filter(|it| !kept.contains(*it)).collect();
    assert!(missing.is_empty(), "asked for and not there: {missing:#?}");
    let said = |key: &String| sources.contains(&format!("\"{key}\"")) || is_computed(key, &sources);
    let unused: Vec<&String> = kept.iter().filter(|it| !said(it)).collect();
    assert!(unused.is_empty(), "there and not asked for: {unused:#?}");
}

fn keys(ftl: &str) -> Vec<String> {
    let line = |it: &str| it.split_once(" =").map(|it| it.0.to_owned());
    let starts = |it: &&str| it.starts_with(|it: char| it.is_ascii_lowercase());
    ftl.lines().filter(starts).filter_map(line).collect()
}

/// Keys that stand in a call of `t`, `t1`, `t2`, `say` or in a flash.
fn asked(sources: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for call in [".t(\"", ".t1(\"", ".t2(\"", ".t3(\"", ".say(\""] {
        for rest in sources.split(call).skip(1) {
            let key = rest.split('"').next().unwrap();
            if key.contains('-') && !key.contains('{') && rest.as_bytes().get(key.len() + 1) != Some(&b'+') {
                found.insert(key.to_owned());
            }
        }
    }
    found
}

/// Whether some source makes the key with `format!`: a beginning and an end that stand in it around a place.
fn is_computed(key: &str, sources: &str) -> bool {
    COMPUTED.iter().any(|it| key.starts_with(it))
        || key.match_indices('-').any(|(at, _)| {
            let (start, rest) = key.split_at(at + 1);
            sources.contains(&format!("\"{start}{{"))
                || rest.match_indices('-').any(|(end, _)| sources.contains(&format!("}}{}\"", &rest[end..])))
        })
}

#[test]
fn every_refusal_and_every_broken_rule_has_its_sentence() {
    let texts = ui::Texts::new(&server::TEXTS.concat());
    let sources: String =
        below("crates", ".rs").iter().filter(|it| !it.contains("/tests/")).map(read).collect();
    let mut missing = BTreeSet::new();
    let mut look = |begin: &str, code: &str| {
        let key = format!("{begin}-{}", code.replace(['_', '.'], "-"));
        let plain = code.chars().all(|it| it.is_ascii_lowercase() || it == '_' || it == '.');
        if plain && !code.is_empty() && !texts.has(&key) {
            missing.insert(key);
        }
    };
    for (call, begin) in
        [("Refused(\"", "refused"), ("Broken::rule(\"", "invalid"), ("Broken::limit(\"", "invalid")]
    {
        for rest in sources.split(call).skip(1) {
            look(begin, rest.split('"').next().unwrap());
        }
    }
    for call in ["Error::field(\"", "FieldErrors::one(\"", ".add(\"", ".add_limit(\"", ".add_detail(\""] {
        for rest in sources.split(call).skip(1) {
            let mut quoted = rest.split('"');
            if let (Some(_), Some(", "), Some(code)) = (quoted.next(), quoted.next(), quoted.next()) {
                look("invalid", code);
            }
        }
    }
    assert!(missing.is_empty(), "without a sentence: {missing:#?}");
}
