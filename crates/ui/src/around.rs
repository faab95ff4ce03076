//! What stands around each page: the head's links, the top bar, the navigation, the footer.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::{Chrome, Icon};

/// The links of the head: stylesheet, brand, script, icon.
#[derive(Template)]
#[template(path = "head.html")]
struct Head<'a> {
    chrome: &'a Chrome,
}

/// The skip link and the top bar.
#[derive(Template)]
#[template(path = "bar.html")]
struct Bar<'a> {
    chrome: &'a Chrome,
}

/// The main navigation: in the top bar, or in the side column of the console; on a phone behind a button.
#[derive(Template)]
#[template(path = "main_nav.html")]
struct MainNav<'a> {
    chrome: &'a Chrome,
}

/// The footer, and the voice for screen readers.
#[derive(Template)]
#[template(path = "footer.html")]
struct Footer<'a> {
    chrome: &'a Chrome,
}

impl HtmlSafe for Head<'_> {}
impl HtmlSafe for Bar<'_> {}
impl HtmlSafe for MainNav<'_> {}
impl HtmlSafe for Footer<'_> {}

/// What the layouts print. Their templates belong to pages of other crates, so they name nothing but `chrome`.
impl Chrome {
    /// The links of the head.
    pub fn head(&self) -> impl HtmlSafe {
        Head { chrome: self }
    }

    /// The skip link and the top bar.
    pub fn bar(&self) -> impl HtmlSafe {
        Bar { chrome: self }
    }

    /// The main navigation.
    pub fn main_nav(&self) -> impl HtmlSafe {
        MainNav { chrome: self }
    }

    /// The footer.
    pub fn footer(&self) -> impl HtmlSafe {
        Footer { chrome: self }
    }

    /// The classes of the page's root.
    pub fn root_class(&self) -> String {
        format!("{} {}", self.site.name(), self.scheme.class()).trim_end().to_owned()
    }

    /// Whether the navigation stands in a side column.
    pub fn has_side_nav(&self) -> bool {
        self.site == crate::Site::Console && !self.nav.is_empty()
    }

    /// Whether the navigation stands in the top bar.
    fn has_bar_nav(&self) -> bool {
        self.site != crate::Site::Console && !self.nav.is_empty()
    }

    /// The words that the script needs, as JSON.
    pub fn script_words(&self) -> String {
        let pairs = ["copy", "copied", "show", "hide", "cancel", "picked", "search", "palette"]
            .map(|it| format!("\"{it}\":{}", json_text(&self.t(&format!("ui-{it}")))));
        format!("{{{}}}", pairs.join(","))
    }
}

fn json_text(text: &str) -> String {
    let mut json = String::from("\"");
    for it in text.chars() {
        match it {
            '"' | '\\' => json.extend(['\\', it]),
            it if it.is_control() => json.push(' '),
            it => json.push(it),
        }
    }
    json.push('"');
    json
}
