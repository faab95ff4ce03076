//! The console that tries an operation: a form made of what the document says, with values that should work as they
//! stand. The page's script reads it, sends the call through the portal and shows what came back.

use askama::Template;
use askama::filters::HtmlSafe;
use reference::model::{OperationPage, Overview, Place, SchemeKind};
use serde_json::json;
use ui::*;

use super::entry::{Entered, entered, of_body, of_parameter};
use super::ids::Ids;
use super::samples::{Language, Request};
use super::setting::{Proof, Setting, Trial};
use crate::trials::{LARGEST_BODY, Server, servers};

/// The sentences that the script says, by their short names.
const WORDS: [(&str, &str); 24] = [
    ("key", "trial-say-key"),
    ("missing", "trial-say-missing"),
    ("waiting", "trial-say-waiting"),
    ("broken", "trial-say-broken"),
    ("signed_out", "trial-say-signed-out"),
    ("sign_in", "trial-say-sign-in"),
    ("large", "trial-say-large"),
    ("headers", "trial-say-headers"),
    ("body", "trial-say-body"),
    ("empty", "trial-say-empty"),
    ("raw", "trial-say-raw"),
    ("pretty", "trial-say-pretty"),
    ("save", "trial-say-save"),
    ("cut", "trial-say-cut"),
    ("redirect", "trial-say-redirect"),
    ("first", "trial-say-first"),
    ("keys", "trial-say-keys"),
    ("register", "trial-say-register"),
    ("trace", "trial-say-trace"),
    ("trace_id", "trial-say-trace-id"),
    ("failed", "trial-say-failed"),
    ("not_json", "trial-say-not-json"),
    ("refused", "trial-say-refused"),
    ("applications", "trial-say-applications"),
];

/// The console, as a part of an operation's page.
#[derive(Template)]
#[template(path = "reference/trying.html")]
pub(super) struct Trying<'a> {
    chrome: &'a Chrome,
    setting: &'a Setting,
    trial: &'a Trial,
    overview: &'a Overview,
    page: &'a OperationPage,
    servers: Vec<Server>,
    /// The largest body, in bytes.
    largest: usize,
    ids: Ids,
}

impl HtmlSafe for Trying<'_> {}

/// Something that proves who calls, as it is typed.
struct Proving {
    /// `header`, `query`, `cookie`, or `basic` for a name and a password in the header.
    place: &'static str,
    name: String,
    /// What stands before it: `Bearer `.
    prefix: String,
    field: Field,
}

/// The parameters of one place.
struct Group {
    title: String,
    place: Place,
    entered: Vec<Entered>,
}

/// A body in media types of one kind.
struct Shape<'a> {
    /// Divided by `|`.
    types: String,
    /// `json`, `form`, `parts`, `file` or `text`.
    kind: &'static str,
    modes: String,
    entered: Vec<Entered>,
    raw: Option<Field>,
    media: &'a str,
}

impl<'a> Trying<'a> {
    /// Nothing where an operation cannot be tried: a webhook, or a document that nobody can call from here.
    pub(super) fn of(
        chrome: &'a Chrome,
        setting: &'a Setting,
        overview: &'a Overview,
        page: &'a OperationPage,
    ) -> Option<Self> {
        let trial = setting.trial.as_ref().filter(|_| !page.is_webhook)?;
        let servers = servers(setting.address.as_deref(), page);
        Some(Self {
            chrome,
            setting,
            trial,
            overview,
            page,
            servers,
            largest: LARGEST_BODY,
            ids: Ids::default(),
        })
    }

    fn words(&self) -> String {
        let words: serde_json::Map<_, _> =
            WORDS.iter().map(|(name, key)| ((*name).to_owned(), json!(self.chrome.t(key)))).collect();
        serde_json::Value::from(words).to_string()
    }

    fn curl(&self) -> CodeBlock {
        let line = Request::of(self.setting, self.overview, self.page).sample(Language::Curl);
        CodeBlock::new(self.chrome.t("trial-curl"), line).wrap(true)
    }

    /// Where the calls go, when there is a choice.
    fn server(&self) -> Field {
        let field = Field::select(self.ids.within("try", "server"), self.chrome.t("trial-server")).mono();
        self.servers.iter().fold(field, |field, it| {
            let label = if it.is_gateway {
                self.chrome.t1("trial-gateway", "url", it.url.as_str())
            } else {
                it.url.clone()
            };
            field.choice(&it.url, label)
        })
    }

    fn proofs(&self) -> Vec<Proving> {
        match &self.setting.proof {
            Proof::Open => Vec::new(),
            Proof::Token => vec![self.proving("header", "Authorization", "Bearer ", "trial-token")],
            Proof::Key(names) => {
                names.first().map(|it| self.proving("header", it, "", "trial-key")).into_iter().collect()
            }
            Proof::Document => {
                let needs = self.page.security.first().into_iter().flatten();
                let schemes =
                    needs.filter_map(|need| self.overview.schemes.iter().find(|it| it.name == need.name));
                schemes.filter_map(|it| self.by_scheme(&it.kind)).collect()
            }
        }
    }

    fn by_scheme(&self, kind: &SchemeKind) -> Option<Proving> {
        let token = |prefix: &str, key| self.proving("header", "Authorization", prefix, key);
        Some(match kind {
            SchemeKind::Key { place, name } => match place.as_str() {
                "query" => self.proving("query", name, "", "trial-key"),
                "cookie" => self.proving("cookie", name, "", "trial-key"),
                _ => self.proving("header", name, "", "trial-key"),
            },
            SchemeKind::Basic => self.proving("basic", "Authorization", "Basic ", "trial-basic"),
            SchemeKind::Bearer { .. } | SchemeKind::OAuth2 { .. } | SchemeKind::OpenIdConnect { .. } => {
                token("Bearer ", "trial-token")
            }
            SchemeKind::Http { scheme } => token(&format!("{scheme} "), "trial-token"),
            SchemeKind::MutualTls | SchemeKind::Unknown => return None,
        })
    }

    fn proving(&self, place: &'static str, name: &str, prefix: &str, label: &'static str) -> Proving {
        let hint = match place {
            "query" => self.chrome.t1("trial-in-query", "name", name),
            "cookie" => self.chrome.t1("trial-in-cookie", "name", name),
            _ => self.chrome.t1("trial-in-header", "name", name),
        };
        let id = self.ids.within("try", "key");
        let field = Field::current_password(id, self.chrome.t(label)).autocomplete("off").hint(hint).mono();
        Proving { place, name: name.to_owned(), prefix: prefix.to_owned(), field }
    }

    fn keep(&self) -> Checkbox {
        Checkbox::new("try-keep", self.chrome.t("trial-keep")).hint(self.chrome.t("trial-keep-hint"))
    }

    fn groups(&self) -> Vec<Group> {
        let title = |it: Place| {
            self.chrome.t(match it {
                Place::Path => "reference-in-path",
                Place::Query => "reference-in-query",
                Place::Header => "reference-in-header",
                Place::Cookie => "reference-in-cookie",
            })
        };
        let group = |place: Place| {
            let entered: Vec<_> = self
                .page
                .parameters
                .iter()
                .filter(|it| it.place == place)
                .map(|it| of_parameter(self.chrome, &self.ids, it))
                .collect();
            (!entered.is_empty()).then(|| Group { title: title(place), place, entered })
        };
        Place::ALL.into_iter().filter_map(group).collect()
    }

    fn shapes(&self) -> Vec<Shape<'a>> {
        let media = self.page.body.iter().flat_map(|it| &it.media);
        media.enumerate().map(|(at, it)| self.shape(at, it)).collect()
    }

    fn shape(&self, at: usize, media: &'a reference::model::Media) -> Shape<'a> {
        let kind = kind_of(media);
        let same = media.also.iter().filter(|it| kind_of_type(it) == kind_of_type(&media.media_type));
        let types: Vec<&str> = std::iter::once(&media.media_type).chain(same).map(String::as_str).collect();
        let place = format!("try-body-{at}");
        let entered = match kind {
            "json" => of_body(self.chrome, &self.ids, &place, media),
            "form" | "parts" => {
                media.fields.iter().map(|it| entered(self.chrome, &self.ids, &place, it)).collect()
            }
            "file" => vec![Entered::file(self.ids.within(&place, "file"), &self.chrome.t("trial-file"))],
            _ => Vec::new(),
        };
        let example = media.examples.first().map(|it| it.text.as_str());
        let raw = ["json", "text"].contains(&kind).then(|| {
            Field::area(self.ids.within(&place, "raw"), self.chrome.t("trial-raw"), 10)
                .value(example)
                .autocomplete("off")
                .mono()
        });
        Shape {
            types: types.join("|"),
            kind,
            modes: format!("{place}-mode"),
            entered,
            raw,
            media: &media.media_type,
        }
    }

    /// In which media type the body is written, when there is a choice.
    fn media(&self, shapes: &[Shape<'_>]) -> Option<Field> {
        let types: Vec<&str> = shapes.iter().flat_map(|it| it.types.split('|')).collect();
        let field = Field::select("try-media", self.chrome.t("trial-media")).mono();
        (types.len() > 1).then(|| types.iter().fold(field, |field, it| field.choice(it, it)))
    }

    fn register_href(&self) -> &str {
        self.setting.register_href.as_deref().unwrap_or_default()
    }
}

fn kind_of(media: &reference::model::Media) -> &'static str {
    let is_bytes = media.schema.as_ref().is_some_and(|it| it.format == "binary");
    match kind_of_type(&media.media_type) {
        "text" if is_bytes => "file",
        kind => kind,
    }
}

fn kind_of_type(media_type: &str) -> &'static str {
    let plain = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match plain.as_str() {
        "application/x-www-form-urlencoded" => "form",
        "multipart/form-data" => "parts",
        "application/octet-stream" | "application/zip" | "application/pdf" => "file",
        "*/*" => "json",
        it if it.ends_with("json") => "json",
        it if ["image/", "audio/", "video/"].iter().any(|start| it.starts_with(start)) => "file",
        _ => "text",
    }
}
