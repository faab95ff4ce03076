//! Where a text stands: what its relative addresses lead to, and which addresses are safe to hand out.
//!
//! In a folder of Markdown a document names its neighbours by their files (`errors.md#limits`) and its pictures by
//! the folder that they lie in (`images/berth.png`). Both keep working where the text is shown.

/// Where documents and pictures that a text names relatively are found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Place {
    documents: String,
    images: String,
}

/// What the ids of headings begin with on a page of ours.
pub(super) const ANCHOR: &str = "doc-";

impl Place {
    /// A place whose documents are at `{documents}{slug}` and whose pictures are at `{images}{name}`.
    pub fn new(documents: impl Into<String>, images: impl Into<String>) -> Self {
        Self { documents: documents.into(), images: images.into() }
    }

    /// What it is made of.
    pub(crate) fn parts(&self) -> [&String; 2] {
        [&self.documents, &self.images]
    }

    /// Where a link leads; nothing when a browser could take it for something to run. `anchor` is what the ids of
    /// headings begin with.
    pub(super) fn link(&self, url: &str, anchor: &str) -> Option<String> {
        if let Some(fragment) = url.strip_prefix('#') {
            return Some(format!("#{}", anchored(fragment, anchor)));
        }
        if let Some(file) = self.document(url, anchor) {
            return Some(file);
        }
        is_address(url).then(|| url.to_owned())
    }

    fn document(&self, url: &str, anchor: &str) -> Option<String> {
        if self.documents.is_empty() || url.starts_with('/') || url.contains([':', '?', '\\']) {
            return None;
        }
        let (path, fragment) = url.split_once('#').map_or((url, None), |(path, it)| (path, Some(it)));
        let slug = slug_of_file(path)?;
        let fragment = fragment.map(|it| format!("#{}", anchored(it, anchor))).unwrap_or_default();
        Some(format!("{}{slug}{fragment}", self.documents))
    }

    /// Where a picture is; nothing when it is named in a way that is not safe to hand out.
    pub(super) fn picture(&self, url: &str) -> Option<String> {
        let mut path = url;
        while let Some(rest) = path.strip_prefix("./").or_else(|| path.strip_prefix("../")) {
            path = rest;
        }
        match path.strip_prefix("images/") {
            Some(name) if !self.images.is_empty() && is_file_name(name) => {
                Some(format!("{}{name}", self.images))
            }
            _ => is_address(url).then(|| url.to_owned()),
        }
    }
}

/// The slug that a file of Markdown has unless it says otherwise: its name without a number that only orders it. The
/// `index.md` or `README.md` of a folder stands for the folder.
pub(crate) fn slug_of_file(path: &str) -> Option<String> {
    let mut parts = path.rsplit('/').filter(|it| !matches!(*it, "." | ".."));
    let stem = parts.next()?.strip_suffix(".md")?;
    let is_index = stem.eq_ignore_ascii_case("index") || stem.eq_ignore_ascii_case("readme");
    let lowered = stem.to_ascii_lowercase();
    let stem = if is_index { parts.next().unwrap_or(&lowered) } else { stem };
    let bare = stem.trim_start_matches(|it: char| it.is_ascii_digit());
    let bare = if bare.len() < stem.len() { bare.strip_prefix(['-', '_']).unwrap_or(stem) } else { stem };
    let slug = bare
        .chars()
        .map(|it| if it.is_ascii_alphanumeric() || it == '_' { it } else { '-' })
        .collect::<String>();
    let slug = slug.trim_matches('-');
    (!slug.is_empty()).then(|| slug.chars().take(80).collect())
}

fn is_file_name(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('.')
        && name.bytes().all(|it| it.is_ascii_alphanumeric() || b"-_.".contains(&it))
}

fn anchored(fragment: &str, anchor: &str) -> String {
    let is_known = ["doc-", "fn-", "fnref-"].iter().any(|it| fragment.starts_with(it));
    if fragment.is_empty() || is_known { fragment.to_owned() } else { format!("{anchor}{fragment}") }
}

/// One of the three schemes, or a path: nothing before whose first slash a browser could take for a scheme.
pub(super) fn is_address(href: &str) -> bool {
    let scheme =
        href.split(['/', '?', '#']).next().and_then(|it| it.split_once(':')).map(|(scheme, _)| scheme);
    scheme.is_none_or(|it| ["http", "https", "mailto"].iter().any(|known| it.eq_ignore_ascii_case(known)))
}

/// Whether the address names something of this site.
pub(super) fn is_ours(url: &str) -> bool {
    url.starts_with('/') && !url.starts_with("//") && !url.contains('\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_folder_names_relatively_is_found_where_the_text_is_shown() {
        let place = Place::new("/products/pay/docs/", "/products/pay/images/");
        let link = |it| place.link(it, "doc-");
        for (url, leads_to) in [
            ("#limits", Some("#doc-limits")),
            ("#doc-limits", Some("#doc-limits")),
            ("#", Some("#")),
            ("errors.md", Some("/products/pay/docs/errors")),
            ("../guides/02-errors.md#limits", Some("/products/pay/docs/errors#doc-limits")),
            ("guides/README.md", Some("/products/pay/docs/guides")),
            ("/errors.md", Some("/errors.md")),
            ("https://example.com/errors.md", Some("https://example.com/errors.md")),
            ("errors", Some("errors")),
            ("https://example.com", Some("https://example.com")),
            ("javascript:alert(1)", None),
            ("javascript:alert(1)//x.md", None),
            ("data:text/html,x", None),
        ] {
            assert_eq!(link(url).as_deref(), leads_to, "{url}");
        }
        for (url, is_at) in [
            ("images/a.png", Some("/products/pay/images/a.png")),
            ("../images/a.png", Some("/products/pay/images/a.png")),
            ("images/../../x.png", Some("images/../../x.png")),
            ("/a.png", Some("/a.png")),
            ("data:image/png;base64,x", None),
        ] {
            assert_eq!(place.picture(url).as_deref(), is_at, "{url}");
        }
        assert_eq!(Place::default().link("errors.md", "doc-").as_deref(), Some("errors.md"));
    }

    #[test]
    fn a_files_name_becomes_a_slug() {
        for (path, slug) in [
            ("getting-started.md", Some("getting-started")),
            ("01-getting-started.md", Some("getting-started")),
            ("2024.md", Some("2024")),
            ("3d_view.md", Some("3d_view")),
            ("guides/index.md", Some("guides")),
            ("README.md", Some("readme")),
            ("a b.md", Some("a-b")),
            ("é.md", None),
            ("a.txt", None),
        ] {
            assert_eq!(slug_of_file(path).as_deref(), slug, "{path}");
        }
    }
}
