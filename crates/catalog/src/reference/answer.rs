//! Answers: a page, or the same as Markdown. They are drawn beside the requests, as a long description takes a while.

use std::sync::Arc;

use askama::Template;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use base::Error;
use frame::door::{Fault, Jar, Visitor, set};
use reference::Document;
use reference::model::{OperationPage, Overview, SchemaPage};
use ui::{Chrome, Kit};

use super::operation::OperationView;
use super::overview::{Asked, OverviewView};
use super::samples::Language;
use super::schema::{SchemaView, SchemasView};
use super::setting::Setting;
use super::written;

/// The cookie that remembers the language of the samples, and for how long.
const SAMPLE_COOKIE: &str = "portico_sample";
const YEAR_SECONDS: i64 = 31_536_000;

/// What an address below an overview names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Which page.
    pub page: Page,
    /// Whether as Markdown, for people who like it plain and for agents.
    pub as_markdown: bool,
}

/// A page of a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Page {
    /// The overview.
    Overview,
    /// An operation or a webhook.
    Operation(String),
    /// A shape.
    Schema(String),
    /// All shapes.
    Schemas,
    /// All operations as JSON, for the filter.
    Operations,
}

impl Wanted {
    /// What the rest of an address behind the overview's means: nothing or `.md` the overview itself.
    pub fn of(rest: &str) -> Option<Self> {
        if rest == "/reference/operations.json" {
            return Some(Self { page: Page::Operations, as_markdown: false });
        }
        let (rest, as_markdown) = match rest.strip_suffix(".md") {
            Some(rest) => (rest, true),
            None => (rest, false),
        };
        let page = match rest.strip_prefix("/reference/") {
            None if rest.is_empty() => Page::Overview,
            None => return None,
            Some("schemas") if !as_markdown => Page::Schemas,
            Some(slug) => match slug.strip_prefix("schemas/") {
                Some(slug) => Page::Schema(slug.to_owned()),
                None => Page::Operation(slug.to_owned()),
            },
        };
        Some(Self { page, as_markdown })
    }
}

/// Answers with a page of a document that is in memory: one that nobody uploaded. `rest` is what stands behind the
/// setting's path in the address.
pub async fn answer(
    visitor: &Visitor,
    headers: &HeaderMap,
    asked: Asked,
    setting: Setting,
    (document, rest): (Arc<Document>, &str),
) -> Result<Response, Fault> {
    let wanted = Wanted::of(rest).ok_or(Error::NotFound)?;
    let overview = Arc::new(document.reference().overview());
    match wanted.page {
        Page::Overview => show_overview(visitor, setting, overview, asked, wanted.as_markdown).await,
        Page::Operation(slug) => {
            let page = document.reference().operation(&slug).ok_or(Error::NotFound)?;
            show_operation(visitor, headers, (setting, asked), (overview, page), wanted.as_markdown).await
        }
        Page::Schema(slug) => {
            let page = document.reference().schema(&slug).ok_or(Error::NotFound)?;
            show_schema(visitor, setting, (overview, page), wanted.as_markdown).await
        }
        Page::Schemas => show_schemas(visitor, setting, overview).await,
        Page::Operations => Ok(operations(&overview)),
    }
}

/// Draws pages of a document in memory as texts, HTML or Markdown: what a reader would get.
pub struct Drawer<'d> {
    chrome: Chrome,
    setting: Setting,
    reference: reference::Reference<'d>,
    overview: Arc<Overview>,
}

impl<'d> Drawer<'d> {
    /// Reads what all pages share.
    pub fn new(chrome: Chrome, setting: Setting, document: &'d Document) -> Self {
        let reference = document.reference();
        let overview = Arc::new(reference.overview());
        Self { chrome, setting, reference, overview }
    }

    /// The page as a text.
    pub fn draw(&self, wanted: &Wanted) -> base::Result<String> {
        let (chrome, setting, overview) =
            (self.chrome.clone(), self.setting.clone(), Arc::clone(&self.overview));
        let html = match (&wanted.page, wanted.as_markdown) {
            (Page::Overview, true) => return Ok(written::overview(&chrome, &setting, &overview)),
            (Page::Overview, false) => {
                OverviewView { chrome, setting, overview, asked: Asked::default() }.render()
            }
            (Page::Operation(slug), as_markdown) => {
                let page = self.reference.operation(slug).ok_or(Error::NotFound)?;
                if as_markdown {
                    return Ok(written::operation(&chrome, &setting, &overview, &page));
                }
                OperationView { chrome, setting, overview, page }.render()
            }
            (Page::Schema(slug), as_markdown) => {
                let page = self.reference.schema(slug).ok_or(Error::NotFound)?;
                if as_markdown {
                    return Ok(written::schema(&chrome, &setting, &page));
                }
                SchemaView { chrome, setting, overview, page }.render()
            }
            (Page::Schemas | Page::Operations, _) => SchemasView { chrome, setting, overview }.render(),
        };
        html.map_err(Error::internal)
    }
}

/// The overview as a page of its own.
async fn show_overview(
    visitor: &Visitor,
    setting: Setting,
    overview: Arc<Overview>,
    asked: Asked,
    as_markdown: bool,
) -> Result<Response, Fault> {
    let chrome = chrome(visitor);
    if as_markdown {
        return as_text(move || written::overview(&chrome, &setting, &overview)).await;
    }
    draw(move || OverviewView { chrome, setting, overview, asked }.render()).await
}

/// An operation. The language that the address asks for is remembered.
pub(super) async fn show_operation(
    visitor: &Visitor,
    headers: &HeaderMap,
    (setting, asked): (Setting, Asked),
    (overview, page): (Arc<Overview>, OperationPage),
    as_markdown: bool,
) -> Result<Response, Fault> {
    let chrome = chrome(visitor);
    let chosen = Language::of(&asked.sample);
    let known = Jar::new(headers).get(SAMPLE_COOKIE).and_then(Language::of);
    let setting = Setting { language: chosen.or(known).unwrap_or_default(), ..setting };
    if as_markdown {
        return as_text(move || written::operation(&chrome, &setting, &overview, &page)).await;
    }
    let mut response = draw(move || OperationView { chrome, setting, overview, page }.render()).await?;
    let addresses = &visitor.call.app.addresses;
    let cookie = chosen.and_then(|it| set(addresses, SAMPLE_COOKIE, it.word(), YEAR_SECONDS));
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// A shape.
pub(super) async fn show_schema(
    visitor: &Visitor,
    setting: Setting,
    (overview, page): (Arc<Overview>, SchemaPage),
    as_markdown: bool,
) -> Result<Response, Fault> {
    let chrome = chrome(visitor);
    if as_markdown {
        return as_text(move || written::schema(&chrome, &setting, &page)).await;
    }
    draw(move || SchemaView { chrome, setting, overview, page }.render()).await
}

/// All shapes.
pub(super) async fn show_schemas(
    visitor: &Visitor,
    setting: Setting,
    overview: Arc<Overview>,
) -> Result<Response, Fault> {
    let chrome = chrome(visitor);
    draw(move || SchemasView { chrome, setting, overview }.render()).await
}

/// All operations, for the filter: name in addresses, method, path, what it does, group.
pub(super) fn operations(overview: &Overview) -> Response {
    let tagged =
        overview.tags.iter().flat_map(|tag| tag.entries.iter().map(move |it| (tag.name.as_str(), it)));
    let webhooks = overview.webhooks.iter().map(|it| ("", it));
    let rows: Vec<[&str; 5]> = tagged
        .chain(webhooks)
        .map(|(tag, it)| [&*it.slug, &*it.method, &*it.path, &*it.summary, tag])
        .collect();
    axum::Json(rows).into_response()
}

/// What the layout needs, with what pages of a reference need beside it.
pub(crate) fn chrome(visitor: &Visitor) -> Chrome {
    let mut chrome = visitor.chrome.clone();
    chrome.kits.push(Kit::Reference);
    chrome
}

/// Draws a page where blocking is allowed.
pub(crate) async fn draw(
    render: impl FnOnce() -> askama::Result<String> + Send + 'static,
) -> Result<Response, Fault> {
    let html =
        tokio::task::spawn_blocking(render).await.map_err(Error::internal)?.map_err(Error::internal)?;
    Ok(Html(html).into_response())
}

/// Markdown, written where blocking is allowed.
pub(crate) async fn as_text(write: impl FnOnce() -> String + Send + 'static) -> Result<Response, Fault> {
    let text = tokio::task::spawn_blocking(write).await.map_err(Error::internal)?;
    let kind = HeaderValue::from_static("text/markdown; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, kind)], text).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_address_means() {
        for (rest, expected) in [
            ("", Some((Page::Overview, false))),
            (".md", Some((Page::Overview, true))),
            ("/reference/listPets", Some((Page::Operation("listPets".into()), false))),
            ("/reference/listPets.md", Some((Page::Operation("listPets".into()), true))),
            ("/reference/schemas", Some((Page::Schemas, false))),
            ("/reference/schemas/Pet.md", Some((Page::Schema("Pet".into()), true))),
            ("/reference/operations.json", Some((Page::Operations, false))),
            ("/elsewhere", None),
        ] {
            assert_eq!(Wanted::of(rest).map(|it| (it.page, it.as_markdown)), expected, "{rest}");
        }
    }
}
