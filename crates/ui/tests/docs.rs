//! `docs/UI.md` names every component with its criteria, and says nothing else of them.

use std::path::Path;

/// The name and the criteria of each component in a source.
fn components(source: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut criteria: Option<String> = None;
    for line in source.lines() {
        match (line.strip_prefix("///"), &mut criteria) {
            (Some(text), Some(said)) => {
                said.push(' ');
                said.push_str(text.trim());
            }
            (Some(text), None) => criteria = text.trim().strip_prefix("Must: ").map(str::to_owned),
            (None, _) => {
                let named = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum "));
                if let (Some(rest), Some(said)) = (named, &criteria) {
                    let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
                    all.push((name, said.clone()));
                }
                if !line.starts_with(['#', ' ', ')']) {
                    criteria = None;
                }
            }
        }
    }
    all
}

#[test]
fn the_page_about_the_interface_lists_every_component_with_its_criteria() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("../../docs/UI.md")).unwrap();
    let page: String = page.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut found = 0;
    for entry in std::fs::read_dir(root.join("src")).unwrap() {
        let path = entry.unwrap().path();
        if !path.is_file() {
            continue;
        }
        for (name, criteria) in components(&std::fs::read_to_string(&path).unwrap()) {
            let line = format!("**{name}**");
            assert!(page.contains(&line), "docs/UI.md does not name {name}");
            let said = criteria.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(page.contains(&said), "docs/UI.md does not say of {name}: {said}");
            found += 1;
        }
    }
    assert!(found > 25, "only {found} components were found");
}
