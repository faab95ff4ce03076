//! Every sample of every component is sound markup, and so is the page around them.

use std::collections::HashSet;

use base::Instant;
use ui::{
    Chrome, NavItem, Person, Scheme, Site, Texts, asset, css_href, gallery, icon_href, js_href, samples,
};

const VOID: [&str; 6] = ["br", "hr", "img", "input", "link", "meta"];

#[derive(Debug)]
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|it| it.0 == name).map(|it| it.1.as_str())
    }
}

/// The opening tags, in order; fails when a tag is not closed where it should be.
fn tags(html: &str) -> Vec<Tag> {
    let (mut all, mut open, mut rest) = (Vec::new(), Vec::new(), html);
    while let Some(start) = rest.find('<') {
        let end = start + rest[start..].find('>').expect("a tag ends");
        let inside = &rest[start + 1..end];
        rest = &rest[end + 1..];
        if inside.starts_with('!') {
            continue;
        }
        if let Some(name) = inside.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "closed out of order before {rest:.80}");
            continue;
        }
        let tag = tag(inside.trim_end_matches('/'));
        if !VOID.contains(&tag.name.as_str()) && !inside.ends_with('/') {
            open.push(tag.name.clone());
        }
        all.push(tag);
    }
    assert!(open.is_empty(), "left open: {open:?}");
    all
}

fn tag(inside: &str) -> Tag {
    let (name, mut rest) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    let mut attributes = Vec::new();
    while !rest.trim_start().is_empty() {
        rest = rest.trim_start();
        let end = rest.find(|it: char| it == '=' || it.is_whitespace()).unwrap_or(rest.len());
        let key = rest[..end].to_owned();
        rest = &rest[end..];
        let mut value = String::new();
        if let Some(quoted) = rest.strip_prefix("=\"") {
            let close = quoted.find('"').expect("a value is closed");
            quoted[..close].clone_into(&mut value);
            rest = &quoted[close + 1..];
        }
        attributes.push((key, value));
    }
    Tag { name: name.to_owned(), attributes }
}

fn chrome(site: Site) -> Chrome {
    let mut chrome = Chrome::new(Texts::new(&[]), site, Instant::from_micros(1_795_469_131_000_000));
    chrome.nav = vec![NavItem::new("One", "/1").badge(3).current(true), NavItem::new("Two", "/2")];
    chrome.person = Some(Person { name: "Ada".into(), email: "ada@example.com".into() });
    chrome.search_action = Some("/search".into());
    chrome
}

fn check(tags: &[Tag], what: &str) {
    let mut ids = HashSet::new();
    for it in tags {
        assert!(it.get("style").is_none() && it.name != "style", "{what}: inline style in {it:?}");
        assert!(it.name != "script" || it.get("src").is_some(), "{what}: inline script");
        assert!(!it.attributes.iter().any(|at| at.0.starts_with("on")), "{what}: inline handler in {it:?}");
        let id = it.get("id");
        assert!(id.is_none_or(|id| !id.is_empty() && ids.insert(id)), "{what}: the id {id:?} is there twice");
    }
    for it in tags {
        for name in ["for", "aria-labelledby", "aria-describedby", "popovertarget", "aria-controls"] {
            let wanted = it.get(name).unwrap_or_default().split_whitespace();
            wanted.for_each(|id| assert!(ids.contains(id), "{what}: {name} leads nowhere in {it:?}"));
        }
        if let Some(id) = it.get("href").and_then(|it| it.strip_prefix('#')).filter(|it| !it.is_empty()) {
            assert!(ids.contains(id), "{what}: a link to #{id} leads nowhere");
        }
    }
    every_control_has_a_label(tags, what);
}

fn every_control_has_a_label(tags: &[Tag], what: &str) {
    let labelled: HashSet<&str> = tags.iter().filter_map(|it| it.get("for")).collect();
    for (index, it) in tags.iter().enumerate() {
        let control = matches!(it.name.as_str(), "input" | "select" | "textarea" | "meter");
        if !control || it.get("type") == Some("hidden") {
            continue;
        }
        let inside_label = index > 0 && tags[index - 1].name == "label";
        let named = inside_label || it.get("id").is_some_and(|id| labelled.contains(id));
        assert!(named, "{what}: {it:?} has no label");
    }
}

#[test]
fn every_sample_says_something_and_is_sound() {
    for sample in samples(&chrome(Site::Portal)) {
        let html = sample.html.to_string();
        assert!(html.trim().len() > 20, "{} is empty", sample.component);
        let tags = tags(&html);
        assert!(tags.iter().all(|it| it.get("style").is_none()), "{}", sample.component);
    }
}

#[test]
fn the_gallery_is_sound_on_every_site_and_in_every_scheme() {
    for site in [Site::Portal, Site::Console, Site::FrontDoor] {
        for scheme in [Scheme::Auto, Scheme::Light, Scheme::Dark] {
            let html = gallery(&Chrome { scheme, ..chrome(site) }).unwrap();
            let tags = tags(&html);
            // The console has no second side column, so nothing there leads to the parts of the page.
            check(&tags, site.name());
            let count = |name: &str| tags.iter().filter(|it| it.name == name).count();
            assert_eq!((count("h1"), count("main"), count("title")), (1, 1, 1));
        }
    }
}

#[test]
fn no_sentence_is_missing_from_the_samples() {
    let html = gallery(&chrome(Site::Portal)).unwrap();
    for start in ["\"ui-", ">ui-", ">invalid-", ">error-"] {
        assert!(!html.contains(start), "a key is shown instead of its sentence: {start}");
    }
}

#[test]
fn the_assets_are_small_and_have_a_name_of_their_own() {
    for (href, most) in [(css_href(), 56 * 1024), (js_href(), 16 * 1024), (icon_href(), 1024)] {
        let asset = asset(href).unwrap();
        assert!(asset.bytes.len() <= most, "{href} has {} bytes", asset.bytes.len());
    }
    assert!(asset("/_assets/portico.css").is_none() && asset("").is_none());
}

#[test]
fn the_stylesheet_uses_logical_properties_and_no_resource_of_others() {
    let css = String::from_utf8(asset(css_href()).unwrap().bytes.to_vec()).unwrap();
    for physical in [
        "margin-left",
        "margin-right",
        "padding-left",
        "padding-right",
        "border-left",
        "border-right",
        " left:",
        " right:",
    ] {
        assert!(!css.contains(physical), "{physical} in the stylesheet");
    }
    assert!(!css.contains("url(") && !css.contains("@import"));
}

#[test]
fn the_texts_are_sound() {
    let texts = Texts::new(&[]);
    assert!(texts.problems().is_empty(), "{:?}", texts.problems());
    assert!(!Texts::new(&["ui-skip = Again\n"]).problems().is_empty(), "a key that is there twice is told");
    assert!(!Texts::new(&["broken = {"]).problems().is_empty(), "a syntax error is told");
    assert_eq!(texts.say("no-such-key", &[]), "no-such-key");
    let line = "x-files = { $count ->\n    [one] one file\n   *[other] { $count } files\n} by { $who }\n";
    let texts = Texts::new(&[line]);
    assert_eq!(texts.say("x-files", &[("count", 1.into()), ("who", "Ada".into())]), "one file by Ada");
    assert_eq!(texts.say("x-files", &[("count", 7.into()), ("who", "Ada".into())]), "7 files by Ada");
}
