//! The one stylesheet, the one script, those of some pages beside them, and the product's icon, named by their contents and never changing under a name.

use std::sync::LazyLock;

const CSS: &[&str] = &[
    include_str!("../css/layers.css"),
    include_str!("../css/reset.css"),
    include_str!("../css/tokens.css"),
    include_str!("../css/base.css"),
    include_str!("../css/layout.css"),
    include_str!("../css/badge.css"),
    include_str!("../css/bar.css"),
    include_str!("../css/bar_chart.css"),
    include_str!("../css/breadcrumbs.css"),
    include_str!("../css/button.css"),
    include_str!("../css/card.css"),
    include_str!("../css/checkbox.css"),
    include_str!("../css/code_block.css"),
    include_str!("../css/confirm_delete.css"),
    include_str!("../css/descriptions.css"),
    include_str!("../css/disclosure.css"),
    include_str!("../css/editor.css"),
    include_str!("../css/empty_state.css"),
    include_str!("../css/field.css"),
    include_str!("../css/form_errors.css"),
    include_str!("../css/gallery.css"),
    include_str!("../css/hits.css"),
    include_str!("../css/key_reveal.css"),
    include_str!("../css/mark.css"),
    include_str!("../css/menu.css"),
    include_str!("../css/notice.css"),
    include_str!("../css/pager.css"),
    include_str!("../css/palette.css"),
    include_str!("../css/portico.css"),
    include_str!("../css/prose.css"),
    include_str!("../css/reading.css"),
    include_str!("../css/search_box.css"),
    include_str!("../css/side.css"),
    include_str!("../css/stat.css"),
    include_str!("../css/steps.css"),
    include_str!("../css/table.css"),
    include_str!("../css/tabs.css"),
    include_str!("../css/timeline.css"),
];

const JS: &[&str] = &[
    include_str!("../js/words.js"),
    include_str!("../js/copy.js"),
    include_str!("../js/keep.js"),
    include_str!("../js/password.js"),
    include_str!("../js/palette.js"),
    include_str!("../js/search.js"),
    include_str!("../js/time.js"),
    include_str!("../js/confirm.js"),
    include_str!("../js/pick.js"),
    include_str!("../js/menu.js"),
    include_str!("../js/anchor.js"),
    include_str!("../js/editor.js"),
];

/// The stylesheet and the script of pages that are references.
const REFERENCE_CSS: &[&str] = &[include_str!("../css/reference.css"), include_str!("../css/try.css")];
const REFERENCE_JS: &[&str] = &[
    include_str!("../js/reference/filter.js"),
    include_str!("../js/reference/pages.js"),
    include_str!("../js/reference/try.js"),
];

const ICON: &str = include_str!("../css/icon.svg");

/// A file that the server hands out as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asset {
    /// The contents.
    pub bytes: &'static [u8],
    /// The value of `Content-Type`.
    pub media_type: &'static str,
}

struct Named {
    href: String,
    text: String,
    media_type: &'static str,
}

static ALL: LazyLock<[Named; 5]> = LazyLock::new(|| {
    [
        named("css", CSS.join("\n"), "text/css; charset=utf-8"),
        named("js", JS.join("\n"), "text/javascript; charset=utf-8"),
        named("svg", ICON.to_owned(), "image/svg+xml"),
        named("css", REFERENCE_CSS.join("\n"), "text/css; charset=utf-8"),
        named("js", REFERENCE_JS.join("\n"), "text/javascript; charset=utf-8"),
    ]
});

/// The file at this path (`/_assets/portico.….css`), if it is one of ours. The name holds a digest of the contents,
/// so it may be kept for ever.
pub fn asset(path: &str) -> Option<Asset> {
    let found = ALL.iter().find(|it| it.href == path)?;
    Some(Asset { bytes: found.text.as_bytes(), media_type: found.media_type })
}

/// The address of the stylesheet.
pub fn css_href() -> &'static str {
    &ALL[0].href
}

/// The address of the script, an ES module.
pub fn js_href() -> &'static str {
    &ALL[1].href
}

/// What some pages need beside the one stylesheet and the one script: those of others are not made heavier by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kit {
    /// The API reference.
    Reference,
}

impl Kit {
    /// The address of its stylesheet.
    pub fn css_href(self) -> &'static str {
        match self {
            Self::Reference => &ALL[3].href,
        }
    }

    /// The address of its script, an ES module.
    pub fn js_href(self) -> &'static str {
        match self {
            Self::Reference => &ALL[4].href,
        }
    }
}

/// The address of the product's icon.
pub fn icon_href() -> &'static str {
    &ALL[2].href
}

fn named(extension: &str, text: String, media_type: &'static str) -> Named {
    Named { href: format!("/_assets/portico.{:016x}.{extension}", digest(text.as_bytes())), text, media_type }
}

/// FNV-1a with 64 bits: a name for a content, not a secret.
fn digest(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
