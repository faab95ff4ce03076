//! The page of an operation or a webhook.

use std::sync::Arc;

use askama::Template;
use askama::filters::HtmlSafe;
use reference::model::{
    Body, Callback, Example, Media, OperationPage, Origin, Overview, Parameter, Place, Response,
};
use ui::*;

use super::ids::Ids;
use super::prose::Prose;
use super::samples::{Language, Request, base};
use super::security::Ways;
use super::setting::Setting;
use super::side::{self, Here};
use super::tree::{Row, Stage, Title, Top};
use super::trying::Trying;
use super::words::Words;

/// The longest line that stands for an answer's description.
const MAX_LINE: usize = 120;

#[derive(Template)]
#[template(path = "reference/operation.html")]
pub(super) struct OperationView {
    pub(super) chrome: Chrome,
    pub(super) setting: Setting,
    pub(super) overview: Arc<Overview>,
    pub(super) page: OperationPage,
}

impl OperationView {
    fn title(&self) -> String {
        if self.page.summary.is_empty() {
            format!("{} {}", self.page.method, self.page.path)
        } else {
            self.page.summary.clone()
        }
    }

    fn side(&self) -> side::Side<'_> {
        side::Side::of(&self.chrome, &self.setting, &self.overview, Here::Operation(&self.page.slug))
    }

    fn crumbs(&self) -> Breadcrumbs {
        crumbs(&self.chrome, &self.setting)
    }

    fn stage(&self) -> Stage<'_> {
        Stage { words: Words::new(&self.chrome), ids: Ids::default(), setting: &self.setting }
    }

    fn notices(&self) -> Vec<Notice> {
        notices(&self.chrome, &self.setting, self.page.deprecated)
    }

    /// Where it is called; of a webhook, nowhere of ours.
    fn base(&self) -> String {
        if self.page.is_webhook { String::new() } else { base(&self.setting, &self.page) }
    }

    fn about(&self) -> Option<Prose> {
        let text = &self.page.description;
        (!text.is_empty() && *text != self.page.summary).then(|| Prose::of_page(text, "about"))
    }

    fn ways<'s>(&'s self, stage: &'s Stage<'s>) -> Option<Ways<'s>> {
        let (needs, schemes) = (&self.page.security, &self.overview.schemes);
        if self.page.is_webhook { None } else { Ways::of(&stage.words, &self.setting, needs, schemes) }
    }

    fn samples(&self) -> Option<Samples> {
        (!self.page.is_webhook).then(|| Samples::of(&self.chrome, &self.setting, &self.overview, &self.page))
    }

    /// The console that tries it.
    fn trying(&self) -> Option<Trying<'_>> {
        Trying::of(&self.chrome, &self.setting, &self.overview, &self.page)
    }

    /// The parameters, by place.
    fn parameters<'s>(&'s self, stage: &'s Stage<'s>) -> Vec<Parameters<'s>> {
        parameters(stage, &self.page.parameters, "")
    }

    fn body<'s>(&'s self, stage: &'s Stage<'s>) -> Option<BodyView<'s>> {
        self.page.body.as_ref().map(|body| BodyView { stage, body, id: "body".to_owned() })
    }

    fn needs_body(&self) -> bool {
        self.page.body.as_ref().is_some_and(|it| it.required)
    }

    fn responses<'s>(&'s self, stage: &'s Stage<'s>) -> Vec<ResponseView<'s>> {
        responses(stage, &self.page.responses, "response")
    }

    fn callbacks<'s>(&'s self, stage: &'s Stage<'s>) -> Vec<CallbackView<'s>> {
        let view = |callback| CallbackView { stage, callback, id: stage.ids.within("", "callback") };
        self.page.callbacks.iter().map(view).collect()
    }

    fn previous(&self) -> Option<ButtonLink> {
        let entry = self.overview.neighbours(&self.page.slug).0?;
        Some(ButtonLink::to(self.setting.operation_href(&entry.slug), entry.label()).icon(Icon::Back))
    }

    fn next(&self) -> Option<ButtonLink> {
        let entry = self.overview.neighbours(&self.page.slug).1?;
        Some(ButtonLink::to(self.setting.operation_href(&entry.slug), entry.label()).icon(Icon::Arrow))
    }

    fn markdown_href(&self) -> String {
        format!("{}.md", self.setting.operation_href(&self.page.slug))
    }
}

/// The way from the top to a page of a reference.
pub(super) fn crumbs(chrome: &Chrome, setting: &Setting) -> Breadcrumbs {
    setting.crumbs.iter().fold(Breadcrumbs::new(chrome), |crumbs, (label, href)| crumbs.link(label, href))
}

/// What is going away, and where to go instead.
pub(super) fn notices(chrome: &Chrome, setting: &Setting, deprecated: bool) -> Vec<Notice> {
    let mut notices = Vec::new();
    let led = |notice: Notice| match &setting.successor {
        Some(it) => notice.link(chrome.t1("reference-to-successor", "version", it.label.as_str()), &it.href),
        None => notice,
    };
    if setting.deprecated {
        notices.push(led(Notice::new(Tone::Past, chrome.t("version-deprecated-text"))));
    }
    if deprecated {
        let notice = Notice::new(Tone::Past, chrome.t("reference-deprecated"));
        notices.push(if setting.deprecated { notice } else { led(notice) });
    }
    notices
}

/// A call in the language that was chosen, and the others to choose from.
#[derive(Template)]
#[template(path = "reference/samples.html")]
pub(super) struct Samples {
    tabs: Tabs,
    code: CodeBlock,
}

impl HtmlSafe for Samples {}

impl Samples {
    fn of(chrome: &Chrome, setting: &Setting, overview: &Overview, page: &OperationPage) -> Self {
        let here = setting.operation_href(&page.slug);
        let tab = |tabs: Tabs, it: Language| {
            tabs.tab(it.label(), format!("{here}?sample={}#samples", it.word()), it == setting.language)
        };
        let tabs = Language::ALL.into_iter().fold(Tabs::new(chrome.t("reference-samples")), tab);
        let code = Request::of(setting, overview, page).sample(setting.language);
        Self { tabs, code: CodeBlock::new(setting.language.label(), code).language(setting.language.word()) }
    }
}

/// The parameters of one place.
#[derive(Template)]
#[template(path = "reference/parameters.html")]
pub(super) struct Parameters<'a> {
    title: std::sync::Arc<str>,
    id: String,
    rows: Vec<Row<'a>>,
}

impl HtmlSafe for Parameters<'_> {}

fn parameters<'a>(stage: &'a Stage<'a>, all: &'a [Parameter], place: &str) -> Vec<Parameters<'a>> {
    let title = |it: Place| match it {
        Place::Path => stage.words.t("reference-in-path"),
        Place::Query => stage.words.t("reference-in-query"),
        Place::Header => stage.words.t("reference-in-header"),
        Place::Cookie => stage.words.t("reference-in-cookie"),
    };
    let group = |it: Place| {
        let id = stage.ids.within(place, it.word());
        let rows = all.iter().filter(|parameter| parameter.place == it).map(|it| parameter(stage, it, &id));
        let rows: Vec<_> = rows.collect();
        (!rows.is_empty()).then(|| Parameters { title: title(it), id, rows })
    };
    Place::ALL.into_iter().filter_map(group).collect()
}

fn parameter<'a>(stage: &'a Stage<'a>, it: &'a Parameter, place: &str) -> Row<'a> {
    let row = Row::of(stage, &it.schema, stage.ids.within(place, &it.name), Title::Name(&it.name));
    let example = it.example.as_deref().or(row.example);
    let deprecated = it.deprecated || row.deprecated;
    Row { required: it.required, deprecated, description: &it.description, example, ..row }
}

/// The body of a call.
#[derive(Template)]
#[template(path = "reference/body.html")]
pub(super) struct BodyView<'a> {
    stage: &'a Stage<'a>,
    body: &'a Body,
    id: String,
}

impl HtmlSafe for BodyView<'_> {}

impl<'a> BodyView<'a> {
    fn prose(&self) -> Prose {
        Prose::note(&self.body.description)
    }

    fn media(&self) -> Vec<MediaView<'a>> {
        media(self.stage, &self.body.media, &self.id)
    }
}

/// A body in a media type: its shape, and what it may look like.
#[derive(Template)]
#[template(path = "reference/media.html")]
pub(super) struct MediaView<'a> {
    stage: &'a Stage<'a>,
    media: &'a Media,
    id: String,
}

impl HtmlSafe for MediaView<'_> {}

fn media<'a>(stage: &'a Stage<'a>, all: &'a [Media], place: &str) -> Vec<MediaView<'a>> {
    let id = |at: usize, it: &Media| {
        if at == 0 { place.to_owned() } else { stage.ids.within(place, &it.media_type) }
    };
    all.iter().enumerate().map(|(at, media)| MediaView { stage, media, id: id(at, media) }).collect()
}

impl<'a> MediaView<'a> {
    fn types(&self) -> String {
        let all = std::iter::once(&self.media.media_type).chain(&self.media.also);
        all.map(String::as_str).collect::<Vec<_>>().join(", ")
    }

    fn top(&self) -> Option<Top<'a>> {
        self.media.schema.as_ref().map(|it| Top::of(self.stage, it, &self.id))
    }

    fn examples(&self) -> Vec<CodeBlock> {
        let words = &self.stage.words;
        let label = |it: &Example| {
            let mut label = match (it.summary.as_str(), it.name.as_str(), it.origin) {
                ("", "", Origin::Author) => words.t("reference-example").to_string(),
                ("", "", Origin::Shape) => words.t("reference-example-made").to_string(),
                ("", name, _) => name.to_owned(),
                (summary, _, _) => summary.to_owned(),
            };
            if it.shortened {
                label = format!("{label} ({})", words.t("reference-example-cut"));
            }
            label
        };
        let language = language_of(&self.media.media_type);
        let shown = |it: &Example| {
            let code = CodeBlock::new(label(it), &it.text);
            if it.text.len() > LONGEST_COLOURED { code } else { code.language(language) }
        };
        self.media.examples.iter().map(shown).collect()
    }
}

/// The longest example that is coloured, in bytes: each of its words is an element, and a page has some three thousand
/// at most.
const LONGEST_COLOURED: usize = 6 * 1024;

/// The language in which a body of this media type is written, by the name that highlighting knows.
pub(super) fn language_of(media_type: &str) -> &'static str {
    let names =
        [("json", "json"), ("yaml", "yaml"), ("xml", "xml"), ("html", "html"), ("javascript", "javascript")];
    names.iter().find(|(part, _)| media_type.contains(part)).map_or("", |(_, language)| language)
}

/// What comes back.
#[derive(Template)]
#[template(path = "reference/response.html")]
pub(super) struct ResponseView<'a> {
    stage: &'a Stage<'a>,
    response: &'a Response,
    id: String,
    open: bool,
}

impl HtmlSafe for ResponseView<'_> {}

fn responses<'a>(stage: &'a Stage<'a>, all: &'a [Response], place: &str) -> Vec<ResponseView<'a>> {
    let first = all.iter().position(Response::is_success).unwrap_or(0);
    let view = |(at, response): (usize, &'a Response)| {
        let id = stage.ids.within("", &format!("{place}-{}", response.status));
        ResponseView { stage, response, id, open: at == first }
    };
    all.iter().enumerate().map(view).collect()
}

impl<'a> ResponseView<'a> {
    /// The description's first line, without marks.
    fn line(&self) -> String {
        let first = self.response.description.lines().next().unwrap_or_default();
        let plain: String = first.chars().filter(|it| !"*`#".contains(*it)).collect();
        match plain.char_indices().nth(MAX_LINE) {
            Some((end, _)) => format!("{}…", &plain[..end]),
            None => plain,
        }
    }

    /// The description, when the line is not all of it.
    fn prose(&self) -> Option<Prose> {
        (self.line() != self.response.description).then(|| Prose::note(&self.response.description))
    }

    fn headers(&self) -> Vec<Row<'a>> {
        let row = |it: &'a reference::model::Header| {
            let id = self.stage.ids.within(&self.id, &it.name);
            Row {
                description: &it.description,
                required: it.required,
                ..Row::of(self.stage, &it.schema, id, Title::Name(&it.name))
            }
        };
        self.response.headers.iter().map(row).collect()
    }

    fn media(&self) -> Vec<MediaView<'a>> {
        media(self.stage, &self.response.media, &self.id)
    }

    fn is_empty(&self) -> bool {
        self.response.media.is_empty() && self.response.headers.is_empty() && self.prose().is_none()
    }
}

/// What the API calls later because of a call.
#[derive(Template)]
#[template(path = "reference/callback.html")]
pub(super) struct CallbackView<'a> {
    stage: &'a Stage<'a>,
    callback: &'a Callback,
    id: String,
}

impl HtmlSafe for CallbackView<'_> {}

impl<'a> CallbackView<'a> {
    fn prose(&self) -> Prose {
        let it = &self.callback.operation;
        Prose::note(if it.description.is_empty() { &it.summary } else { &it.description })
    }

    fn parameters(&self) -> Vec<Parameters<'a>> {
        parameters(self.stage, &self.callback.operation.parameters, &self.id)
    }

    fn body(&self) -> Option<BodyView<'a>> {
        let id = self.stage.ids.within(&self.id, "body");
        self.callback.operation.body.as_ref().map(|body| BodyView { stage: self.stage, body, id })
    }

    fn responses(&self) -> &'a [Response] {
        &self.callback.operation.responses
    }
}
