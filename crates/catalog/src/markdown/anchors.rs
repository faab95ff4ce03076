//! Headings with ids, and a link in each that leads to it.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use comrak::Anchorizer;
use comrak::adapters::{HeadingAdapter, HeadingMeta};
use comrak::nodes::Sourcepos;

use super::Heading;
use super::place::ANCHOR;

/// Writes headings with ids, and remembers them.
#[derive(Default)]
pub(super) struct Anchors(Mutex<(Anchorizer, Vec<Heading>)>);

impl Anchors {
    /// The headings of the second and third level.
    pub(super) fn into_headings(self) -> Vec<Heading> {
        let (_, mut headings) = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        headings.retain(|it| it.level <= 3);
        headings
    }
}

impl HeadingAdapter for Anchors {
    fn enter(&self, out: &mut dyn fmt::Write, meta: &HeadingMeta, _: Option<Sourcepos>) -> fmt::Result {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let slug = known.0.anchorize(&meta.content);
        let heading =
            Heading { level: meta.level.max(2), id: format!("{ANCHOR}{slug}"), text: meta.content.clone() };
        write!(out, "<h{} id=\"{}\">", heading.level, ammonia::clean_text(&heading.id))?;
        known.1.push(heading);
        Ok(())
    }

    /// The link has no words of its own: the heading's are its name, and the stylesheet draws it.
    fn exit(&self, out: &mut dyn fmt::Write, meta: &HeadingMeta) -> fmt::Result {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(heading) = known.1.last() {
            let id = ammonia::clean_text(&heading.id);
            write!(out, "<a class=\"permalink\" href=\"#{id}\" aria-labelledby=\"{id}\"></a>")?;
        }
        writeln!(out, "</h{}>", meta.level.max(2))
    }
}
