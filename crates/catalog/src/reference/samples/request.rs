//! A call, ready to be written in any language.

use reference::model::{FormField, Need, OperationPage, Overview, Place, Scheme, SchemeKind};

use crate::reference::setting::{Proof, Setting};

/// What stands in the place of a secret.
const KEY: &str = "YOUR_KEY";
const TOKEN: &str = "YOUR_TOKEN";

/// What stands before the path when nobody says where the API is.
const SOMEWHERE: &str = "https://api.example.com";

/// A call, ready to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Request {
    pub(super) method: String,
    pub(super) url: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Payload,
}

/// The body of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Payload {
    None,
    /// A text of a media type, which is among the headers.
    Text(String),
    /// Fields of a form.
    Form(Vec<(String, String)>),
    /// Parts, of which some are files.
    Parts(Vec<FormField>),
}

impl Request {
    /// The plainest call of an operation that should work.
    pub(crate) fn of(setting: &Setting, overview: &Overview, page: &OperationPage) -> Self {
        let mut request = Self {
            method: page.method.clone(),
            url: format!("{}{}", base(setting, page), page.target()),
            headers: Vec::new(),
            body: Payload::None,
        };
        request.prove(setting, overview, page);
        for it in page.parameters.iter().filter(|it| it.required) {
            match it.place {
                Place::Header => request.headers.extend(it.pairs(&it.sample)),
                Place::Cookie => {
                    let pairs =
                        it.pairs(&it.sample).into_iter().map(|(name, value)| format!("{name}={value}"));
                    request.headers.push(("Cookie".to_owned(), pairs.collect::<Vec<_>>().join("; ")));
                }
                Place::Path | Place::Query => {}
            }
        }
        request.carry(page);
        for (name, value) in &mut request.headers {
            name.retain(|it| it.is_ascii_graphic() && it != ':');
            value.retain(|it| !it.is_control());
        }
        request.headers.retain(|(name, _)| !name.is_empty());
        request
    }

    fn prove(&mut self, setting: &Setting, overview: &Overview, page: &OperationPage) {
        match &setting.proof {
            Proof::Key(names) => {
                self.headers.extend(names.first().map(|it| (it.clone(), KEY.to_owned())));
            }
            Proof::Token => self.headers.push(("Authorization".to_owned(), format!("Bearer {TOKEN}"))),
            Proof::Open => {}
            Proof::Document => {
                for need in page.security.first().into_iter().flatten() {
                    self.prove_by(need, &overview.schemes);
                }
            }
        }
    }

    fn prove_by(&mut self, need: &Need, schemes: &[Scheme]) {
        let Some(scheme) = schemes.iter().find(|it| it.name == need.name) else { return };
        let mut authorize = |text: String| self.headers.push(("Authorization".to_owned(), text));
        match &scheme.kind {
            SchemeKind::Key { place, name } if place == "query" => {
                let joint = if self.url.contains('?') { '&' } else { '?' };
                let plain = name.chars().filter(|it| it.is_ascii_alphanumeric() || "-_.[]".contains(*it));
                self.url = format!("{}{joint}{}={KEY}", self.url, plain.collect::<String>());
            }
            SchemeKind::Key { place, name } if place == "cookie" => {
                self.headers.push(("Cookie".to_owned(), format!("{name}={KEY}")));
            }
            SchemeKind::Key { name, .. } => self.headers.push((name.clone(), KEY.to_owned())),
            SchemeKind::Basic => authorize("Basic YOUR_NAME_AND_PASSWORD_IN_BASE64".to_owned()),
            SchemeKind::Bearer { .. } | SchemeKind::OAuth2 { .. } | SchemeKind::OpenIdConnect { .. } => {
                authorize(format!("Bearer {TOKEN}"));
            }
            SchemeKind::Http { scheme } => authorize(format!("{scheme} {TOKEN}")),
            SchemeKind::MutualTls | SchemeKind::Unknown => {}
        }
    }

    fn carry(&mut self, page: &OperationPage) {
        let Some(media) = page.body.as_ref().and_then(|it| it.media.first()) else { return };
        let kind = media.media_type.split(';').next().unwrap_or_default().trim();
        if kind.starts_with("multipart/") {
            self.body = Payload::Parts(media.fields.clone());
        } else if kind == "application/x-www-form-urlencoded" {
            let fields = media.fields.iter().map(|it| (it.name.clone(), it.value.clone()));
            self.body = Payload::Form(fields.collect());
        } else if let Some(example) = media.examples.first() {
            let is_any = kind.contains('*');
            let kind = if is_any { "application/json".to_owned() } else { media.media_type.clone() };
            self.headers.push(("Content-Type".to_owned(), kind));
            self.body = Payload::Text(example.text.clone());
        }
    }

    /// The method in small letters.
    pub(super) fn verb(&self) -> String {
        self.method.to_lowercase()
    }
}

/// What callers write before the path: the gateway's address, or the first server.
pub(crate) fn base(setting: &Setting, page: &OperationPage) -> String {
    if let Some(address) = &setting.address {
        return address.clone();
    }
    let first = page.servers.first().map(|it| it.url.trim_end_matches('/')).unwrap_or_default();
    // A shell, and six languages, read what follows: only what an address holds may stand in it.
    let is_plain = first.chars().all(|it| it.is_ascii_alphanumeric() || "-._~:/@,=+%[]".contains(it));
    let is_web = ["https://", "http://"].iter().any(|it| first.starts_with(it));
    match (is_plain && !first.is_empty(), is_web) {
        (true, true) => first.to_owned(),
        (true, false) if first.starts_with('/') => format!("{SOMEWHERE}{first}"),
        _ => SOMEWHERE.to_owned(),
    }
}
