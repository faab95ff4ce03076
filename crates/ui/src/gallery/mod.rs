//! Every component with every sample, for `/_ui` in development and for the tests.

mod samples;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::{Chrome, Html, Side};

/// One look of one component.
#[derive(Debug, Clone)]
pub struct Sample {
    /// The component.
    pub component: &'static str,
    /// What it shows.
    pub html: Html,
}

impl Sample {
    fn new(component: &'static str, html: impl HtmlSafe) -> Self {
        Self { component, html: Html::of(html) }
    }
}

#[derive(Template)]
#[template(path = "gallery.html")]
struct Gallery<'a> {
    chrome: &'a Chrome,
    groups: Vec<Group>,
}

struct Group {
    component: &'static str,
    samples: Vec<Html>,
}

impl Gallery<'_> {
    fn side(&self) -> Side {
        let side =
            Side::new("Components").link("Light", "?scheme=light", false).link("Dark", "?scheme=dark", false);
        self.groups.iter().fold(side.group("Components"), |side, it| {
            side.link(it.component, format!("#{}", it.component), false)
        })
    }
}

/// Each sample of each component.
pub fn samples(chrome: &Chrome) -> Vec<Sample> {
    samples::all(chrome)
}

/// A page with every component, in the scheme that `chrome` has.
pub fn gallery(chrome: &Chrome) -> askama::Result<String> {
    let mut groups: Vec<Group> = Vec::new();
    for sample in samples(chrome) {
        match groups.last_mut().filter(|it| it.component == sample.component) {
            Some(group) => group.samples.push(sample.html),
            None => groups.push(Group { component: sample.component, samples: vec![sample.html] }),
        }
    }
    let chrome = &Chrome { steps: None, ..chrome.clone() };
    Gallery { chrome, groups }.render()
}
