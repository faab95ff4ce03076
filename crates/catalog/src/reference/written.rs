//! The same content as Markdown: for people who like it plain, and for agents.

use std::fmt::Write;

use reference::model::{
    Body, Entry, Example, GroupKind, Media, OperationPage, Overview, Parameter, Response, Rest, Schema,
    SchemaPage,
};
use ui::Chrome;

use super::samples::{Language, Request, base};
use super::security::Ways;
use super::setting::Setting;
use super::tree::{self, Fact};
use super::words::Words;

/// The deepest list of properties.
const DEEPEST: usize = 12;

/// The overview.
pub(crate) fn overview(chrome: &Chrome, setting: &Setting, overview: &Overview) -> String {
    let words = Words::new(chrome);
    let mut text = format!("# {}\n", line(&setting.name));
    if let Some(address) = &setting.address {
        let _ = writeln!(text, "\n{}: `{}`", chrome.t("version-address"), code(address));
    }
    past(&mut text, chrome, setting, false);
    paragraph(&mut text, &overview.description);
    if setting.address.is_none() && !overview.servers.is_empty() {
        let _ = writeln!(text, "\n## {}\n", words.t("reference-servers"));
        for it in &overview.servers {
            let _ = writeln!(text, "- `{}` {}", code(&it.url), line(&it.description));
        }
    }
    ways(&mut text, Ways::of(&words, setting, &overview.security, &overview.schemes), &words);
    for tag in &overview.tags {
        let name =
            if tag.name.is_empty() { words.t("reference-untagged").to_string() } else { line(&tag.name) };
        let _ = writeln!(text, "\n## {name}\n");
        paragraph(&mut text, &tag.description);
        tag.entries.iter().for_each(|it| entry(&mut text, setting, it));
    }
    if !overview.webhooks.is_empty() {
        let _ = writeln!(text, "\n## {}\n", words.t("reference-webhooks"));
        overview.webhooks.iter().for_each(|it| entry(&mut text, setting, it));
    }
    if !overview.schemas.is_empty() {
        let _ = writeln!(text, "\n## {}\n", words.t("reference-schemas"));
        for it in &overview.schemas {
            let _ = writeln!(
                text,
                "- [{}]({}{}.md)",
                line(&it.name),
                setting.origin,
                setting.schema_href(&it.slug)
            );
        }
    }
    text
}

fn entry(text: &mut String, setting: &Setting, it: &Entry) {
    let href = format!("{}{}.md", setting.origin, setting.operation_href(&it.slug));
    let _ = write!(text, "- [`{} {}`]({href})", it.method, code(&it.path));
    let _ = if it.summary.is_empty() { writeln!(text) } else { writeln!(text, ": {}", line(&it.summary)) };
}

/// An operation.
pub(crate) fn operation(
    chrome: &Chrome,
    setting: &Setting,
    overview: &Overview,
    page: &OperationPage,
) -> String {
    let words = Words::new(chrome);
    let title =
        if page.summary.is_empty() { format!("{} {}", page.method, page.path) } else { page.summary.clone() };
    let base = if page.is_webhook { String::new() } else { base(setting, page) };
    let mut text = format!("# {}\n\n`{} {}{}`\n", line(&title), page.method, code(&base), code(&page.path));
    let _ = writeln!(text, "\n[{}]({}{}.md)", line(&setting.name), setting.origin, setting.path);
    past(&mut text, chrome, setting, page.deprecated);
    paragraph(&mut text, &page.description);
    if !page.is_webhook {
        ways(&mut text, Ways::of(&words, setting, &page.security, &overview.schemes), &words);
    }
    parameters(&mut text, &words, &page.parameters);
    if let Some(it) = &page.body {
        body(&mut text, &words, it);
    }
    responses(&mut text, &words, &page.responses);
    for it in &page.callbacks {
        let call = &it.operation;
        let _ = writeln!(
            text,
            "\n## {}: {}\n\n`{} {}`",
            words.t("reference-callbacks"),
            line(&it.name),
            call.method,
            code(&call.path)
        );
        paragraph(&mut text, &call.description);
        if let Some(it) = &call.body {
            body(&mut text, &words, it);
        }
    }
    if !page.is_webhook {
        let sample = Request::of(setting, overview, page).sample(Language::Curl);
        let _ = writeln!(text, "\n## {}\n", words.t("reference-samples"));
        fenced(&mut text, "sh", &sample);
    }
    text
}

/// A shape.
pub(crate) fn schema(chrome: &Chrome, setting: &Setting, page: &SchemaPage) -> String {
    let words = Words::new(chrome);
    let mut text = format!("# {}\n", line(&page.name));
    paragraph(&mut text, &page.schema.description);
    let _ = writeln!(text, "\n[{}]({}{}.md)\n", line(&setting.name), setting.origin, setting.path);
    shape(&mut text, &words, &page.schema, 0);
    page.example.iter().for_each(|it| example(&mut text, &words, it));
    text
}

fn past(text: &mut String, chrome: &Chrome, setting: &Setting, deprecated: bool) {
    if setting.deprecated {
        let _ = writeln!(text, "\n> {}", chrome.t("version-deprecated-text"));
    }
    if deprecated {
        let _ = writeln!(text, "\n> {}", chrome.t("reference-deprecated"));
    }
    if let (Some(it), true) = (&setting.successor, setting.deprecated || deprecated) {
        let label = chrome.t1("reference-to-successor", "version", it.label.as_str());
        let _ = writeln!(text, ">\n> [{}]({}{}.md)", line(&label), setting.origin, it.href);
    }
}

fn ways(text: &mut String, ways: Option<Ways<'_>>, words: &Words<'_>) {
    let Some(ways) = ways else { return };
    let _ = writeln!(text, "\n## {}\n", words.t("reference-security"));
    for way in &ways.each {
        let one = |it: &super::security::Way| {
            let mut said = it.words.clone();
            if let Some(written) = &it.code {
                let _ = write!(said, " `{}`", code(written));
            }
            for (name, _) in &it.scopes {
                let _ = write!(said, " `{}`", code(name));
            }
            said
        };
        let parts: Vec<_> = way.iter().map(one).collect();
        let _ = writeln!(text, "- {}", parts.join(&format!(" {} ", words.t("reference-and"))));
    }
}

fn parameters(text: &mut String, words: &Words<'_>, all: &[Parameter]) {
    if all.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n## {}\n", words.t("reference-parameters"));
    for it in all {
        let required =
            if it.required { format!(", {}", words.t("reference-required")) } else { String::new() };
        let _ = write!(
            text,
            "- `{}` ({}, {}{required})",
            code(&it.name),
            it.place.word(),
            kind(words, &it.schema)
        );
        let example = it.example.as_deref().or(it.schema.example.as_deref());
        described(text, &it.description, &tree::facts(words, &it.schema, example));
        if it.schema.has_inside() {
            shape(text, words, &it.schema, 1);
        }
    }
}

fn body(text: &mut String, words: &Words<'_>, body: &Body) {
    let required =
        if body.required { format!(" ({})", words.t("reference-required")) } else { String::new() };
    let _ = writeln!(text, "\n## {}{required}", words.t("reference-body"));
    paragraph(text, &body.description);
    body.media.iter().for_each(|it| media(text, words, it));
}

fn media(text: &mut String, words: &Words<'_>, it: &Media) {
    let types: Vec<_> =
        std::iter::once(&it.media_type).chain(&it.also).map(|it| format!("`{}`", code(it))).collect();
    let _ = writeln!(text, "\n{}\n", types.join(", "));
    if let Some(it) = &it.schema {
        let _ = write!(text, "- {}", kind(words, it));
        described(text, &it.description, &tree::facts(words, it, None));
        shape(text, words, it, 1);
    }
    it.examples.first().iter().for_each(|it| example(text, words, it));
}

fn responses(text: &mut String, words: &Words<'_>, all: &[Response]) {
    if all.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n## {}", words.t("reference-responses"));
    for it in all {
        let _ = writeln!(text, "\n### {}", line(&it.status));
        paragraph(text, &it.description);
        if !it.headers.is_empty() {
            let _ = writeln!(text, "\n{}\n", words.t("reference-headers"));
        }
        for header in &it.headers {
            let _ = write!(text, "- `{}` ({})", code(&header.name), kind(words, &header.schema));
            described(text, &header.description, &[]);
        }
        it.media.iter().for_each(|it| media(text, words, it));
    }
}

fn example(text: &mut String, words: &Words<'_>, it: &Example) {
    let _ = writeln!(text, "\n{}\n", words.t("reference-example"));
    let language = if serde_json::from_str::<serde::de::IgnoredAny>(&it.text).is_ok() { "json" } else { "" };
    fenced(text, language, &it.text);
}

/// What is inside a shape, as a list so many levels in.
fn shape(text: &mut String, words: &Words<'_>, schema: &Schema, level: usize) {
    if level > DEEPEST {
        return;
    }
    let mut inner = schema;
    while let Some(items) = inner.items.as_deref().filter(|_| inner.tuple.is_empty()) {
        inner = items;
    }
    let space = "  ".repeat(level);
    for it in inner.properties.iter().chain(&inner.patterns) {
        let required =
            if it.required { format!(", {}", words.t("reference-required")) } else { String::new() };
        let _ = write!(text, "{space}- `{}` ({}{required})", code(&it.name), kind(words, &it.schema));
        described(
            text,
            &it.schema.description,
            &tree::facts(words, &it.schema, it.schema.example.as_deref()),
        );
        shape(text, words, &it.schema, level + 1);
    }
    if inner.more_properties > 0 {
        let _ = writeln!(
            text,
            "{space}- {}",
            words.t1("reference-more-properties", "count", inner.more_properties)
        );
    }
    if let Some(it) = &inner.others {
        let _ = write!(text, "{space}- {} ({})", words.t("reference-any-name"), kind(words, it));
        described(text, &it.description, &[]);
        shape(text, words, it, level + 1);
    }
    for group in &inner.groups {
        let said = match group.kind {
            GroupKind::OneOf => words.t("reference-one-of"),
            GroupKind::AnyOf => words.t("reference-any-of"),
            GroupKind::Not => words.t("reference-not"),
        };
        let _ = writeln!(text, "{space}- {said}");
        for it in &group.options {
            let _ = write!(text, "{space}  - {}", kind(words, it));
            described(text, &it.description, &tree::facts(words, it, None));
            shape(text, words, it, level + 2);
        }
    }
}

/// What kind of value it is, and its name.
fn kind(words: &Words<'_>, schema: &Schema) -> String {
    let mut said = String::new();
    let mut inner = schema;
    while let Some(items) = inner.items.as_deref().filter(|_| inner.tuple.is_empty()) {
        let _ = write!(said, "{} ", words.t("reference-list-of"));
        inner = items;
    }
    let or = format!(" {} ", words.t("reference-or"));
    let types = inner.types.join(&or);
    match (&inner.name, types.is_empty()) {
        (Some(name), _) => said.push_str(&line(&name.label)),
        (None, true) => said.push_str(&words.t("reference-type-any")),
        (None, false) => said.push_str(&line(&types)),
    }
    if !inner.format.is_empty() {
        let _ = write!(said, " {}", line(&inner.format));
    }
    if let Rest::Above(name) = &inner.rest {
        let _ = write!(said, ", {}", words.t1("reference-above", "name", name.as_str()));
    }
    said
}

/// Ends a row with its description and facts, in one line.
fn described(text: &mut String, description: &str, facts: &[Fact]) {
    let mut parts = Vec::new();
    if !description.is_empty() {
        parts.push(line(description));
    }
    for fact in facts {
        let values: Vec<_> = fact.values.iter().map(|it| format!(" `{}`", code(it))).collect();
        parts.push(format!("{}{}", fact.label, values.concat()));
    }
    let _ = if parts.is_empty() { writeln!(text) } else { writeln!(text, ": {}", parts.join(" · ")) };
}

fn paragraph(text: &mut String, words: &str) {
    if !words.is_empty() {
        let _ = writeln!(text, "\n{words}");
    }
}

fn fenced(text: &mut String, language: &str, code: &str) {
    let mut fence = "```".to_owned();
    while code.contains(&fence) {
        fence.push('`');
    }
    let _ = writeln!(text, "{fence}{language}\n{code}\n{fence}");
}

/// A text within a line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text between backticks.
fn code(text: &str) -> String {
    line(&text.replace('`', "'"))
}
