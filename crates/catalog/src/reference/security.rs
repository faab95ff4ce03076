//! How a call proves who makes it, in words.

use askama::Template;
use askama::filters::HtmlSafe;
use reference::model::{Flow, FlowKind, Link, Need, Scheme, SchemeKind};

use super::prose::Prose;
use super::setting::{Proof, Setting};
use super::words::Words;

/// One thing to send.
pub(super) struct Way {
    pub(super) words: String,
    /// What stands in the call, as it is written.
    pub(super) code: Option<String>,
    pub(super) scopes: Vec<(String, String)>,
    pub(super) links: Vec<Link>,
    pub(super) about: Prose,
}

/// The ways into an operation: one of them is enough, and all that one says must be sent.
#[derive(Template)]
#[template(path = "reference/ways.html")]
pub(super) struct Ways<'a> {
    pub(super) words: &'a Words<'a>,
    pub(super) each: Vec<Vec<Way>>,
    /// Other names under which a key is looked for.
    pub(super) also: &'a [String],
}

impl HtmlSafe for Ways<'_> {}

impl<'a> Ways<'a> {
    /// As the setting says, or else as the document does. Nothing when neither says anything.
    pub(super) fn of(
        words: &'a Words<'a>,
        setting: &'a Setting,
        needs: &[Vec<Need>],
        schemes: &[Scheme],
    ) -> Option<Self> {
        let also = match &setting.proof {
            Proof::Key(names) => names.get(1..).unwrap_or_default(),
            _ => &[],
        };
        let ways = match &setting.proof {
            Proof::Key(names) => {
                vec![vec![sent(words.t("reference-key-header"), names.first().cloned())]]
            }
            Proof::Token => {
                vec![vec![Way { scopes: scopes_of(needs), ..token(words, "reference-token-provider") }]]
            }
            Proof::Open => vec![vec![sent(words.t("reference-open"), None)]],
            Proof::Document if needs.is_empty() => return None,
            Proof::Document => needs.iter().map(|it| alternative(words, it, schemes)).collect(),
        };
        Some(Self { words, each: ways, also })
    }

    /// All schemes of a document, for its overview.
    pub(super) fn all(words: &'a Words<'a>, schemes: &[Scheme]) -> Self {
        let ways = schemes.iter().map(|it| vec![way(words, it, &[], true)]).collect();
        Self { words, each: ways, also: &[] }
    }
}

fn sent(words: impl AsRef<str>, code: Option<String>) -> Way {
    Way {
        words: words.as_ref().to_owned(),
        code,
        scopes: Vec::new(),
        links: Vec::new(),
        about: Prose::default(),
    }
}

fn token(words: &Words<'_>, key: &'static str) -> Way {
    sent(words.t(key), Some("Authorization: Bearer …".to_owned()))
}

fn scopes_of(needs: &[Vec<Need>]) -> Vec<(String, String)> {
    let mut scopes: Vec<_> = needs.iter().flatten().flat_map(|it| &it.scopes).cloned().collect();
    scopes.dedup();
    scopes.into_iter().map(|it| (it, String::new())).collect()
}

fn alternative(words: &Words<'_>, needs: &[Need], schemes: &[Scheme]) -> Vec<Way> {
    if needs.is_empty() {
        return vec![sent(words.t("reference-open"), None)];
    }
    let known = |need: &Need| match schemes.iter().find(|it| it.name == need.name) {
        Some(scheme) => way(words, scheme, &need.scopes, false),
        None => sent(words.t1("reference-scheme-unknown", "name", need.name.as_str()), None),
    };
    needs.iter().map(known).collect()
}

/// A scheme in words; with all that is known of it, or with the scopes that are needed.
fn way(words: &Words<'_>, scheme: &Scheme, scopes: &[String], in_full: bool) -> Way {
    let mut way = match &scheme.kind {
        SchemeKind::Key { place, name } => {
            let key = match place.as_str() {
                "query" => "reference-key-query",
                "cookie" => "reference-key-cookie",
                _ => "reference-key-header",
            };
            sent(words.t(key), Some(name.clone()))
        }
        SchemeKind::Basic => sent(words.t("reference-basic"), Some("Authorization: Basic …".to_owned())),
        SchemeKind::Bearer { .. } => token(words, "reference-token"),
        SchemeKind::Http { scheme } => {
            sent(words.t("reference-http"), Some(format!("Authorization: {scheme} …")))
        }
        SchemeKind::OAuth2 { flows } => {
            let links = flows.iter().flat_map(|it| links(words, it)).collect();
            Way { links, ..token(words, "reference-token-oauth") }
        }
        SchemeKind::OpenIdConnect { url } => {
            let label = words.t("reference-openid-configuration").to_string();
            let links = url.iter().map(|it| Link { label: label.clone(), url: Some(it.clone()) }).collect();
            Way { links, ..token(words, "reference-token-openid") }
        }
        SchemeKind::MutualTls => sent(words.t("reference-mutual-tls"), None),
        SchemeKind::Unknown => sent(words.t1("reference-scheme-unknown", "name", scheme.name.as_str()), None),
    };
    let known = described(scheme);
    way.scopes = if in_full {
        way.about = Prose::note(&scheme.description);
        known
    } else {
        let meaning = |it: &String| known.iter().find(|(name, _)| name == it).map(|it| it.1.clone());
        scopes.iter().map(|it| (it.clone(), meaning(it).unwrap_or_default())).collect()
    };
    way
}

fn described(scheme: &Scheme) -> Vec<(String, String)> {
    let SchemeKind::OAuth2 { flows } = &scheme.kind else { return Vec::new() };
    let mut scopes: Vec<(String, String)> = Vec::new();
    for (name, meaning) in flows.iter().flat_map(|it| &it.scopes) {
        if scopes.iter().all(|(known, _)| known != name) {
            scopes.push((name.clone(), meaning.clone()));
        }
    }
    scopes
}

fn links(words: &Words<'_>, flow: &Flow) -> Vec<Link> {
    let kind = match flow.kind {
        FlowKind::AuthorizationCode => words.t("reference-flow-code"),
        FlowKind::Implicit => words.t("reference-flow-implicit"),
        FlowKind::Password => words.t("reference-flow-password"),
        FlowKind::ClientCredentials => words.t("reference-flow-client"),
    };
    let addresses = [
        ("reference-flow-authorize", &flow.authorization_url),
        ("reference-flow-token", &flow.token_url),
        ("reference-flow-refresh", &flow.refresh_url),
    ];
    let told = addresses.into_iter().filter_map(|(key, url)| Some((key, url.clone()?)));
    told.map(|(key, url)| Link { label: format!("{kind}: {}", words.t(key)), url: Some(url) }).collect()
}
