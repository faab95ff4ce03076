//! What the layout needs around a page: who visits, where, and the words. Every page struct has a field `chrome: Chrome`.

use std::sync::Arc;

use base::{FieldError, FieldErrors, Instant};

use crate::{
    Act, Arg, At, Badge, Html, Icon, Kind, Kit, Mark, Notice, Picture, SearchBox, Steps, Texts, When,
};

/// Which of the three kinds of site a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Site {
    /// A portal: navigation in the top bar.
    Portal,
    /// The console: navigation in a side column, denser.
    Console,
    /// The front door on the bare portal domain.
    FrontDoor,
}

impl Site {
    /// The word that the stylesheet knows it by.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::Console => "console",
            Self::FrontDoor => "front-door",
        }
    }
}

/// Light, dark, or as the visitor's system has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scheme {
    /// As the system has it.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Scheme {
    /// The class on the page's root; empty for `Auto`.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Auto => "",
            Self::Light => "scheme-light",
            Self::Dark => "scheme-dark",
        }
    }
}

/// Whose site it is.
#[derive(Debug, Clone, Default)]
pub struct Brand {
    /// The portal's name.
    pub name: String,
    /// Where the name leads.
    pub home_href: String,
    /// The logo, if there is one.
    pub logo_href: Option<String>,
    /// The icon of its tab, a PNG; the product's own where there is none.
    pub icon_href: Option<String>,
    /// A stylesheet that overrides tokens (`Theme::css`), if there is one.
    pub style_href: Option<String>,
}

/// A link of a navigation.
#[derive(Debug, Clone, Default)]
pub struct NavItem {
    /// What it is called, in the visitor's language.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// Whether the visitor is there.
    pub current: bool,
    /// How much waits there.
    pub badge: Option<i64>,
    /// Its icon, in a side column.
    pub icon: Option<Icon>,
    /// A heading before it, in a side column.
    pub group: Option<String>,
}

impl NavItem {
    /// A link.
    pub fn new(label: impl std::fmt::Display, href: impl std::fmt::Display) -> Self {
        Self { label: label.to_string(), href: href.to_string(), ..Self::default() }
    }

    /// Its icon, in a side column.
    pub fn icon(self, icon: Icon) -> Self {
        Self { icon: Some(icon), ..self }
    }

    /// Begins a group under this heading, in a side column.
    pub fn group(self, heading: impl std::fmt::Display) -> Self {
        Self { group: Some(heading.to_string()), ..self }
    }

    /// Marks it as the place where the visitor is.
    pub fn current(self, current: bool) -> Self {
        Self { current, ..self }
    }

    /// Says how much waits there; nothing when that is none.
    pub fn badge(self, count: i64) -> Self {
        Self { badge: Some(count).filter(|it| *it > 0), ..self }
    }
}

/// Who is signed in.
#[derive(Debug, Clone)]
pub struct Person {
    /// The full name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
}

/// What the last deed has to say, shown once on the next page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flash {
    /// Good, bad, or a note.
    pub tone: crate::Tone,
    /// The sentence.
    pub text: String,
}

/// Everything around a page.
#[derive(Debug, Clone)]
pub struct Chrome {
    /// The sentences.
    pub texts: Arc<Texts>,
    /// The page's language, `en`.
    pub lang: String,
    /// Portal, console or front door.
    pub site: Site,
    /// Light, dark or as the system has it.
    pub scheme: Scheme,
    /// Whose site it is.
    pub brand: Brand,
    /// The main navigation.
    pub nav: Vec<NavItem>,
    /// Links of the account menu.
    pub account_nav: Vec<NavItem>,
    /// Links of the footer.
    pub footer_nav: Vec<NavItem>,
    /// Who is signed in.
    pub person: Option<Person>,
    /// Where to sign in; none where accounts are off.
    pub sign_in_href: Option<String>,
    /// Where to sign up; none where registration is closed.
    pub sign_up_href: Option<String>,
    /// Where signing out is posted to.
    pub sign_out_href: String,
    /// Where searches go; none where there is nothing to search.
    pub search_action: Option<String>,
    /// What was searched for.
    pub search_query: String,
    /// What the last deed has to say.
    pub flash: Option<Flash>,
    /// What the page needs beside the one stylesheet and the one script.
    pub kits: Vec<Kit>,
    /// The developer's way, until the first call has succeeded.
    pub steps: Option<Steps>,
    /// The path of this page.
    pub path: String,
    /// When the page was asked for.
    pub now: Instant,
    /// What a person quotes to ask what happened.
    pub trace: String,
}

impl Chrome {
    /// A bare surrounding: no navigation, nobody signed in.
    pub fn new(texts: Arc<Texts>, site: Site, now: Instant) -> Self {
        Self {
            texts,
            lang: "en".to_owned(),
            site,
            scheme: Scheme::Auto,
            brand: Brand { name: "Portico".to_owned(), home_href: "/".to_owned(), ..Brand::default() },
            nav: Vec::new(),
            account_nav: Vec::new(),
            footer_nav: Vec::new(),
            person: None,
            sign_in_href: None,
            sign_up_href: None,
            sign_out_href: "/logout".to_owned(),
            search_action: None,
            search_query: String::new(),
            flash: None,
            kits: Vec::new(),
            steps: None,
            path: "/".to_owned(),
            now,
            trace: String::new(),
        }
    }

    /// The sentence with this key.
    pub fn t(&self, key: &str) -> String {
        self.texts.say(key, &[])
    }

    /// The sentence with this key and one argument.
    pub fn t1(&self, key: &str, name: &str, value: impl Into<Arg>) -> String {
        self.texts.say(key, &[(name, value.into())])
    }

    /// The sentence with this key and two arguments.
    pub fn t2(
        &self,
        key: &str,
        (name, value): (&str, impl Into<Arg>),
        (other_name, other): (&str, impl Into<Arg>),
    ) -> String {
        self.texts.say(key, &[(name, value.into()), (other_name, other.into())])
    }

    /// The sentence with this key and any number of arguments.
    pub fn say(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.texts.say(key, args)
    }

    /// The moment in words, with the exact time in the markup.
    pub fn when(&self, at: impl At) -> When {
        When::relative(&self.texts, self.now, at.at())
    }

    /// The day of the moment.
    pub fn day(&self, at: impl At) -> When {
        When::day(at.at())
    }

    /// The day and minute of the moment.
    pub fn minute(&self, at: impl At) -> When {
        When::minute(at.at())
    }

    /// The badge of a state (`approved`, `pending`, `published`, …), with its word.
    pub fn badge(&self, state: impl std::fmt::Display) -> Badge {
        Badge::of(&self.texts, &state.to_string())
    }

    /// What is wrong with a field, in a sentence.
    pub fn error_text(&self, error: &FieldError) -> String {
        let mut args = Vec::new();
        if let Some(limit) = error.limit {
            args.push(("limit", Arg::Number(limit)));
        }
        args.push(("detail", Arg::Text(error.detail.clone().unwrap_or_default())));
        let key = format!("invalid-{}", error.code.replace(['_', '.'], "-"));
        if self.texts.has(&key) { self.texts.say(&key, &args) } else { self.t("invalid-invalid") }
    }

    /// What is wrong with the field of this name, if anything: `Field::….error(chrome.error_of(errors, "email"))`.
    pub fn error_of(&self, errors: &FieldErrors, field: &str) -> Option<String> {
        errors.of(field).map(|it| self.error_text(it))
    }

    /// The sentence of a refusal: `registration.already_decided` has the key `refused-registration-already-decided`.
    pub fn refusal_text(&self, code: &str) -> String {
        let key = format!("refused-{}", code.replace(['_', '.'], "-"));
        if self.texts.has(&key) { self.t(&key) } else { self.t("error-409-text") }
    }

    /// What the last deed has to say, as a notice.
    pub fn flash_notice(&self) -> Option<Notice> {
        self.flash.as_ref().map(Notice::flash)
    }

    /// The search of the top bar.
    pub fn search_box(&self) -> Option<SearchBox> {
        self.search_action
            .as_deref()
            .map(|it| SearchBox::new(self, it).id("bar-search").value(&self.search_query).palette())
    }

    /// The picture beside the name where there is no logo: a portal's generated mark, the product's own icon elsewhere.
    pub fn sign(&self) -> Html {
        match self.site {
            Site::Portal => Html::of(Mark::of(&self.brand.name)),
            Site::Console | Site::FrontDoor => Html::of(Picture::new(crate::icon_href())),
        }
    }

    /// The deed that ends the session.
    pub fn sign_out(&self) -> Act {
        Act::post(&self.sign_out_href, self.t("ui-sign-out")).kind(Kind::Quiet)
    }
}
