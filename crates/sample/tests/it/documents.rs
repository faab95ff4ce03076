//! The documents tell the truth: every curl line answers as they say, and every answer they show is the real one.

use axum::Router;
use sample::{SampleDocument, SampleProduct, products};
use serde_json::Value;

use crate::description;
use crate::upstream::{Answer, send};

/// A fenced block: its language and its lines.
fn blocks(text: &str) -> Vec<(&str, String)> {
    let mut blocks: Vec<(&str, String)> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        match (line.strip_prefix("```"), inside) {
            (Some(language), false) => {
                blocks.push((language, String::new()));
                inside = true;
            }
            (Some(_), true) => inside = false,
            (None, true) => blocks.last_mut().unwrap().1.extend([line, "\n"]),
            (None, false) => {}
        }
    }
    assert!(!inside, "a block does not end");
    blocks
}

/// The words of a command line, as a shell would see them.
fn words(command: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), String::new(), None);
    let mut letters = command.chars().peekable();
    while let Some(it) = letters.next() {
        match (it, quote) {
            ('\\', None) if letters.peek() == Some(&'\n') => {
                letters.next();
            }
            ('\'' | '"', None) => quote = Some(it),
            (it, Some(open)) if it == open => quote = None,
            (it, None) if it.is_whitespace() => {
                if !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
            }
            (it, _) => word.push(it),
        }
    }
    assert!(quote.is_none(), "a quotation mark is open in {command}");
    words.extend((!word.is_empty()).then_some(word));
    words
}

/// A curl line, taken apart.
#[derive(Default)]
struct Curl {
    method: Option<String>,
    url: String,
    headers: Vec<(String, String)>,
    body: Option<String>,
}

impl Curl {
    fn read(command: &str) -> Self {
        let mut curl = Self::default();
        let mut words = words(command).into_iter().skip(1);
        while let Some(word) = words.next() {
            let mut next = || words.next().unwrap_or_else(|| panic!("{word} says nothing in {command}"));
            match word.as_str() {
                "-X" => curl.method = Some(next()),
                "-d" => curl.body = Some(next()),
                "-H" => {
                    let header = next();
                    let (name, value) = header.split_once(": ").unwrap();
                    curl.headers.push((name.to_lowercase(), value.to_owned()));
                }
                url if url.starts_with("http") => url.clone_into(&mut curl.url),
                other => panic!("{other} is not known here, in {command}"),
            }
        }
        curl
    }

    fn method(&self) -> &str {
        self.method.as_deref().unwrap_or(if self.body.is_some() { "POST" } else { "GET" })
    }

    fn path(&self) -> &str {
        self.url.strip_prefix(sample::GATEWAY).unwrap_or_else(|| panic!("{} is elsewhere", self.url))
    }

    async fn call(&self, router: &Router) -> Answer {
        let headers: Vec<(&str, &str)> =
            self.headers.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
        send(router, self.method(), self.path(), &headers, self.body.as_deref().unwrap_or_default()).await
    }
}

/// Whether the answer holds all that the document shows of it.
fn shows(shown: &Value, real: &Value) -> bool {
    match (shown, real) {
        (Value::Object(shown), Value::Object(real)) => {
            shown.iter().all(|(name, it)| real.get(name).is_some_and(|real| shows(it, real)))
        }
        (Value::Array(shown), Value::Array(real)) => {
            shown.len() <= real.len() && shown.iter().zip(real).all(|(shown, real)| shows(shown, real))
        }
        _ => shown == real,
    }
}

fn each_document() -> impl Iterator<Item = (&'static SampleProduct, &'static SampleDocument)> {
    products().iter().flat_map(|product| product.documents.iter().map(move |it| (product, it)))
}

#[tokio::test]
async fn every_curl_line_answers_as_the_document_says() {
    let mut count = 0;
    for (product, document) in each_document() {
        let place = format!("{} {}", product.slug, document.slug);
        let router = sample::upstream();
        let mut last: Option<Answer> = None;
        for (language, block) in blocks(document.content) {
            match (language, block.find("curl ")) {
                ("sh", Some(at)) => {
                    count += 1;
                    let expected = block.strip_prefix("# Answers ").map(|it| it[..3].parse::<u16>().unwrap());
                    let answer = Curl::read(&block[at..]).call(&router).await;
                    let status = answer.status.as_u16();
                    let as_said = expected.map_or(answer.status.is_success(), |it| it == status);
                    assert!(as_said, "{place}: {block} answers {status} {}", answer.text);
                    last = Some(answer);
                }
                ("json", _) => {
                    let shown: Value =
                        serde_json::from_str(&block).unwrap_or_else(|it| panic!("{place}: {it}"));
                    let real = last.as_ref().unwrap().json();
                    assert!(shows(&shown, &real), "{place} shows\n{shown}\nbut the answer is\n{real}");
                }
                ("text", _) if block.starts_with("^XA") => {
                    assert_eq!(block, last.as_ref().unwrap().text, "{place}");
                }
                ("sh", None) => assert!(block.starts_with("export KEY="), "{place}: {block}"),
                _ => assert_eq!(language, "text", "{place}"),
            }
        }
    }
    assert!(count > 50, "only {count} curl lines");
}

#[test]
fn every_curl_line_calls_a_described_operation_and_carries_a_key_where_one_is_needed() {
    let descriptions = description::all();
    for (product, document) in each_document() {
        for (_, block) in blocks(document.content).iter().filter(|it| it.1.contains("curl ")) {
            let curl = Curl::read(&block[block.find("curl ").unwrap()..]);
            let path = curl.path().split('?').next().unwrap();
            let description = descriptions.iter().find(|it| path.starts_with(&format!("{}/", it.prefix)));
            let description = description.unwrap_or_else(|| panic!("{path} has no description"));
            let fits = |template: &str| {
                let template = format!("{}{template}", description.prefix);
                let same = |(one, other): (&str, &str)| one.starts_with('{') || one == other;
                template.split('/').count() == path.split('/').count()
                    && template.split('/').zip(path.split('/')).all(same)
            };
            let operations = description.operations();
            let described = operations.iter().any(|it| it.method == curl.method() && fits(it.path));
            assert!(described, "{} {}: {} {path}", product.slug, document.slug, curl.method());
            let needs_key = description.root["security"].is_array();
            assert_eq!(curl.headers.contains(&("apikey".into(), "$KEY".into())), needs_key, "{path}");
        }
    }
}

#[test]
fn every_link_leads_to_a_document_or_a_product() {
    let mut pages: Vec<String> = products().iter().map(|it| format!("/products/{}", it.slug)).collect();
    pages.extend(each_document().map(|(product, it)| format!("/products/{}/docs/{}", product.slug, it.slug)));
    for (product, document) in each_document() {
        for link in document.content.split("](").skip(1).filter_map(|it| it.split(')').next()) {
            assert!(
                pages.iter().any(|it| it == link),
                "{} {}: {link} leads nowhere",
                product.slug,
                document.slug
            );
        }
    }
}

#[test]
fn every_table_has_as_many_cells_in_each_row() {
    for (product, document) in each_document() {
        let mut width = 0;
        for line in document.content.lines() {
            let cells = if line.starts_with('|') { line.matches('|').count() } else { 0 };
            assert!(width == 0 || cells == 0 || cells == width, "{} {}: {line}", product.slug, document.slug);
            width = cells;
        }
    }
}
