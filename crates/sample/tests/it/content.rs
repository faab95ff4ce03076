//! What the crate hands out: complete, typed, consistent, and not too heavy.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use sample::{SampleState, people, products};

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(files_below(&path)) } else { files.push(path) }
    }
    files
}

#[test]
fn every_file_of_the_content_is_handed_out() {
    let files = files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"));
    let with = |ending: &str| files.iter().filter(|it| it.extension().is_some_and(|it| it == ending)).count();
    assert_eq!(with("toml"), products().len());
    assert_eq!(with("md"), products().iter().map(|it| it.documents.len()).sum::<usize>());
    assert_eq!(with("yaml"), products().iter().map(|it| it.versions.len()).sum::<usize>());
    let weight: u64 = files.iter().map(|it| it.metadata().unwrap().len()).sum();
    assert!(weight < 600_000, "{weight} bytes");
}

#[test]
fn every_product_is_worth_a_visit() {
    assert!(products().len() >= 5);
    for it in products() {
        assert!((2..=3).contains(&it.versions.len()) && (3..=6).contains(&it.documents.len()), "{}", it.name);
        assert!(!it.description.is_empty() && it.description.len() < 200, "{}", it.name);
        for version in &it.versions {
            assert_eq!(version.path_prefix, format!("/{}/{}", it.slug, version.name));
            assert_eq!(version.file_name, format!("{}-{}.yaml", it.slug, version.name));
        }
    }
    assert!(products().iter().any(|it| it.versions.iter().any(|it| !it.auth)), "one version is open to all");
}

#[test]
fn documents_are_a_tree_with_parents_first() {
    for product in products() {
        let mut known = BTreeSet::new();
        for it in &product.documents {
            assert!(!it.title.is_empty() && !it.content.starts_with("---"), "{} {}", product.slug, it.slug);
            assert!(
                it.slug.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-'),
                "{}",
                it.slug
            );
            assert!(it.parent.is_none_or(|parent| known.contains(parent)), "{} has no parent", it.slug);
            assert!(known.insert(it.slug), "{} {} is there twice", product.slug, it.slug);
        }
        assert_eq!(product.documents[0].slug, "getting-started");
    }
}

#[test]
fn the_gateway_is_where_the_portal_says() {
    for product in products() {
        let version = &product.versions[1];
        let moved = version.specification_at("https://api.acme.example/");
        assert!(moved.contains(&format!("url: https://api.acme.example{}\n", version.path_prefix)));
        assert!(!moved.contains(sample::GATEWAY));
        assert!(
            product
                .documents
                .iter()
                .any(|it| it.content_at("https://api.acme.example").contains("acme.example/"))
        );
    }
}

#[test]
fn people_ask_for_what_there_is() {
    let registrations = || people().iter().flat_map(|it| it.applications).flat_map(|it| it.registrations);
    for it in registrations() {
        let product = products().iter().find(|product| product.slug == it.product).unwrap();
        let version = product.versions.iter().find(|version| version.name == it.version).unwrap();
        assert!(version.auth, "{} {} needs no registration", it.product, it.version);
        let waits = matches!(it.state, SampleState::Pending | SampleState::Rejected(_));
        assert!(!(waits && version.auto_approve), "{} {} would be approved at once", it.product, it.version);
    }
    let waiting = registrations().filter(|it| it.state == SampleState::Pending).count();
    assert_eq!((waiting, people().iter().filter(|it| it.state == SampleState::Pending).count()), (3, 5));
    assert!(registrations().any(|it| matches!(it.state, SampleState::Rejected(_))));
    assert!(registrations().any(|it| matches!(it.state, SampleState::Revoked(_))));
}

#[test]
fn people_are_different_people() {
    let emails: BTreeSet<&str> = people().iter().map(|it| it.email).collect();
    assert_eq!(emails.len(), people().len());
    assert!(emails.iter().all(|it| it.ends_with(".example")));
    let ids: Vec<&str> = people().iter().flat_map(|it| it.applications).map(|it| it.reference_id).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    let first = &people()[0];
    assert!(first.state == SampleState::Approved && !first.applications.is_empty());
    for it in people() {
        assert!(it.applications.is_empty() || it.state == SampleState::Approved, "{}", it.email);
        assert!(it.applications.iter().all(|application| application.minutes_ago <= it.minutes_ago));
    }
}
