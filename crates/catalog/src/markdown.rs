//! Markdown becomes HTML that is safe to print: GitHub's Markdown without raw HTML, and then a short list of allowed
//! tags. Both must agree before anything reaches a page.
//!
//! Headings begin at the second level, as the page itself has the first; their ids begin with `doc-`. Pictures come
//! from this site only: one from elsewhere becomes a link to it, as the page's policy would not load it.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant};

use ammonia::{Builder, UrlRelative};
use askama::filters::HtmlSafe;
use comrak::adapters::{HeadingAdapter, HeadingMeta};
use comrak::arena_tree::NodeEdge;
use comrak::nodes::{AstNode, NodeValue, Sourcepos};
use comrak::options::{Options, Plugins};
use comrak::{Anchorizer, Arena, format_html_with_plugins, try_parse_document};

/// How deep quotes and lists may stand in each other before a text is shown as it was typed.
const DEEPEST: usize = 64;

/// The most HTML that a text may become before it is shown as it was typed.
const LARGEST: usize = 8 * 1024 * 1024;

/// How long a text may take to be read before it is shown as it was typed.
const PATIENCE: Duration = Duration::from_secs(2);

/// HTML that is safe to print, and the headings in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rendered {
    /// The HTML.
    pub html: SafeHtml,
    /// Its headings of the second and third level, in order.
    pub headings: Vec<Heading>,
}

/// A heading that a link can lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 2 or 3.
    pub level: u8,
    /// Its id on the page.
    pub id: String,
    /// Its words.
    pub text: String,
}

/// HTML that went through the list of allowed tags. Templates print it as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SafeHtml(String);

impl SafeHtml {
    /// Whether there is nothing to print.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many bytes it has.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

impl fmt::Display for SafeHtml {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl HtmlSafe for SafeHtml {}

/// Renders Markdown. A first heading that only repeats the page's title is left out. Slow for a long text: call it
/// where blocking is allowed.
pub fn render(markdown: &str, title: &str) -> Rendered {
    let options = options();
    let arena = Arena::new();
    let deadline = Instant::now() + PATIENCE;
    let Ok(root) = try_parse_document(&arena, markdown, &options, &|| Instant::now() >= deadline) else {
        return as_typed(markdown);
    };
    if is_too_deep(root) {
        return as_typed(markdown);
    }
    settle(&arena, root, title);
    let anchors = Anchors::default();
    let mut plugins = Plugins::default();
    plugins.render.heading_adapter = Some(&anchors);
    let mut html = String::with_capacity(markdown.len() * 2);
    if format_html_with_plugins(root, &options, &mut html, &plugins).is_err() || html.len() > LARGEST {
        return as_typed(markdown);
    }
    let clean = ALLOWED.clean(&html).to_string();
    Rendered { html: SafeHtml(clean), headings: anchors.into_headings() }
}

/// What is nested without end costs time that grows with the square of its depth in all that comes after.
fn is_too_deep<'a>(root: &'a AstNode<'a>) -> bool {
    let mut depth = 0_usize;
    root.traverse().any(|edge| {
        match edge {
            NodeEdge::Start(_) => depth += 1,
            NodeEdge::End(_) => depth -= 1,
        }
        depth > DEEPEST
    })
}

/// The text itself, for one that takes too long to read.
fn as_typed(text: &str) -> Rendered {
    Rendered { html: SafeHtml(format!("<pre>{}</pre>", ammonia::clean_text(text))), headings: Vec::new() }
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.front_matter_delimiter = Some("---".to_owned());
    options.render.r#unsafe = false;
    options
}

/// Brings the document into the page's order: headings one level down, a box as a character, no picture from
/// elsewhere.
fn settle<'a>(arena: &'a Arena<'a>, root: &'a AstNode<'a>, title: &str) {
    let first = root.children().find(|it| !matches!(it.data().value, NodeValue::FrontMatter(_)));
    if let Some(first) = first
        && matches!(&first.data().value, NodeValue::Heading(it) if it.level == 1)
        && first.collect_text().trim().eq_ignore_ascii_case(title.trim())
    {
        first.detach();
    }
    let has_first_level = root
        .descendants()
        .any(|it| matches!(&it.data().value, NodeValue::Heading(heading) if heading.level == 1));
    for node in root.descendants() {
        let mut data = node.data_mut();
        match &mut data.value {
            NodeValue::Heading(heading) if has_first_level => heading.level = (heading.level + 1).min(6),
            NodeValue::Image(picture) if !is_ours(&picture.url) => {
                let link = picture.clone();
                data.value = NodeValue::Link(link);
            }
            NodeValue::TaskItem(item) => {
                let mark = if item.symbol.is_some() { "☑ " } else { "☐ " };
                data.value = NodeValue::Item(comrak::nodes::NodeList::default());
                drop(data);
                if let Some(paragraph) = node.first_child() {
                    paragraph.prepend(arena.alloc(NodeValue::Text(mark.into()).into()));
                }
            }
            _ => {}
        }
    }
}

fn is_ours(url: &str) -> bool {
    url.starts_with('/') && !url.starts_with("//") && !url.contains('\\')
}

/// Writes headings with ids, and remembers them.
#[derive(Default)]
struct Anchors(Mutex<(Anchorizer, Vec<Heading>)>);

impl Anchors {
    fn into_headings(self) -> Vec<Heading> {
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
            Heading { level: meta.level.max(2), id: format!("doc-{slug}"), text: meta.content.clone() };
        write!(out, "<h{} id=\"{}\">", heading.level, ammonia::clean_text(&heading.id))?;
        known.1.push(heading);
        Ok(())
    }

    fn exit(&self, out: &mut dyn fmt::Write, meta: &HeadingMeta) -> fmt::Result {
        writeln!(out, "</h{}>", meta.level.max(2))
    }
}

/// The tags, attributes and addresses that may reach a page.
static ALLOWED: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let tags = [
        "a",
        "blockquote",
        "br",
        "code",
        "del",
        "em",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "img",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "strong",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ];
    let attributes = [
        ("a", &["href", "title", "id"][..]),
        ("code", &["class"]),
        ("img", &["src", "alt", "title"]),
        ("li", &["id"]),
        ("ol", &["start"]),
        ("td", &["align"]),
        ("th", &["align"]),
        ("h2", &["id"]),
        ("h3", &["id"]),
        ("h4", &["id"]),
        ("h5", &["id"]),
        ("h6", &["id"]),
    ];
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(tags))
        .tag_attributes(HashMap::from(attributes.map(|(tag, names)| (tag, names.iter().copied().collect()))))
        .clean_content_tags(HashSet::from(["script", "style", "svg", "math", "template", "iframe", "object"]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(Some("noopener nofollow ugc"))
        // What may scroll in its own box can be reached by keyboard.
        .set_tag_attribute_value("pre", "tabindex", "0")
        .set_tag_attribute_value("table", "tabindex", "0")
        .attribute_filter(|tag, name, value| match (tag, name) {
            ("code", "class") => is_language(value).then(|| value.into()),
            ("a", "href") => is_address(value).then(|| value.into()),
            ("img", "src") => is_ours(value).then(|| value.into()),
            (_, "id") => {
                ["doc-", "fn-", "fnref-"].iter().any(|it| value.starts_with(it)).then(|| value.into())
            }
            _ => Some(value.into()),
        });
    builder
});

/// One of the three schemes, or a path: nothing before whose first slash a browser could take for a scheme.
fn is_address(href: &str) -> bool {
    let scheme =
        href.split(['/', '?', '#']).next().and_then(|it| it.split_once(':')).map(|(scheme, _)| scheme);
    scheme.is_none_or(|it| ["http", "https", "mailto"].iter().any(|known| it.eq_ignore_ascii_case(known)))
}

/// `language-rust`, as the parser writes it, and nothing else that a stylesheet might know.
fn is_language(class: &str) -> bool {
    class.strip_prefix("language-").is_some_and(|it| {
        it.len() <= 32 && it.bytes().all(|it| it.is_ascii_alphanumeric() || b"+-#_.".contains(&it))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(markdown: &str) -> String {
        render(markdown, "The title").html.to_string()
    }

    #[test]
    fn githubs_markdown_is_understood() {
        assert_eq!(
            html("*a* **b** ~~c~~ `d`"),
            "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code></p>\n"
        );
        let table = html("| a | b |\n|---|--:|\n| 1 | 2 |");
        assert!(table.starts_with("<table tabindex=\"0\">"), "{table}");
        assert!(table.contains("<td align=\"right\">2</td>"), "{table}");
        assert_eq!(html("- [x] done\n- [ ] open"), "<ul>\n<li>☑ done</li>\n<li>☐ open</li>\n</ul>\n");
        assert!(
            html("see https://example.com")
                .contains("<a href=\"https://example.com\" rel=\"noopener nofollow ugc\">")
        );
        assert!(html("a[^1]\n\n[^1]: note").contains("<a href=\"#fn-1\" id=\"fnref-1\""));
        assert!(
            html("```json\n{\"a\": \"<b>\"}\n```")
                .contains("<pre tabindex=\"0\"><code class=\"language-json\">")
        );
        assert!(html("![a](/images/a.png)").contains("<img src=\"/images/a.png\" alt=\"a\">"));
    }

    #[test]
    fn headings_stand_below_the_pages_own() {
        let it = render("# The Title\n\n# One\n\n## Two *x*\n\n## Two x\n\n### Deep\n", "The title");
        assert_eq!(
            it.headings.iter().map(|it| format!("{} {}", it.level, it.id)).collect::<Vec<_>>(),
            ["2 doc-one", "3 doc-two-x", "3 doc-two-x-1"]
        );
        assert!(it.html.to_string().starts_with("<h2 id=\"doc-one\">One</h2>"));
        assert!(
            html("## Two").contains("<h2 id=\"doc-two\">"),
            "a document without a first level keeps its levels"
        );
    }

    #[test]
    fn nothing_that_runs_gets_through() {
        for hostile in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<svg onload=alert(1)><a xlink:href=javascript:alert(1)>x</a></svg>",
            "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
            "<style>*{display:none}</style>",
            "<iframe src=https://evil.test></iframe>",
            "<form action=https://evil.test><input></form>",
            "<a href='javascript:alert(1)'>x</a>",
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](java&#10;script:alert(1))",
            "[x](&#106;avascript:alert(1))",
            "[x](\u{1}javascript:alert(1))",
            "[x](vbscript:x)",
            "[x](data:text/html;base64,PHNjcmlwdD4=)",
            "![x](data:image/svg+xml;base64,PHN2Zz4=)",
            "![x](https://evil.test/pixel.png)",
            "![x](//evil.test/pixel.png)",
            "![x](/\\evil.test/pixel.png)",
            "![x\" onerror=\"alert(1)](/a.png)",
            "[x](/a \"t\\\" onclick=\\\"alert(1)\")",
            "[x]: javascript:alert(1)\n\n[x]",
            "<javascript:alert(1)>",
            "# <img src=x onerror=alert(1)>\n",
            "# \"><script>alert(1)</script>\n",
            "```\" onmouseover=\"alert(1)\nx\n```",
            "```</code></pre><script>alert(1)</script>\n```",
            "| <script>alert(1)</script> |\n|---|\n| </table><script>alert(1)</script> |",
            "a[^\"onclick=alert(1)]\n\n[^\"onclick=alert(1)]: <script>alert(1)</script>",
            "<table id=main class=nav><tr><td>x</table>",
            "---\ntitle: <script>alert(1)</script>\n---\nx",
        ] {
            let html = html(hostile);
            let tags =
                html.split('<').skip(1).filter_map(|it| it.split('>').next()).collect::<Vec<_>>().join(" ");
            let outside_quotes = tags.split('"').step_by(2).collect::<String>().to_lowercase();
            for never in ["script", "style", "svg", "math", "iframe", "form", "input", " on"] {
                assert!(!outside_quotes.contains(never), "{hostile:?} gave {html:?}, which has {never}");
            }
            for never in ["javascript:", "script:", "data:", "src=\"http", "src=\"//", "class=\"nav"] {
                assert!(!tags.to_lowercase().contains(never), "{hostile:?} gave {html:?}, which has {never}");
            }
        }
    }

    #[test]
    fn a_text_that_is_made_to_be_slow_is_read_in_time() {
        for (what, hostile) in [
            ("quotes", ">".repeat(100_000)),
            ("emphasis", "*a **b ".repeat(50_000) + &"c** d*".repeat(50_000)),
            ("brackets", "[".repeat(200_000)),
            ("stars", "*a_ ".repeat(100_000)),
            ("lists", (0..2_000).map(|it| " ".repeat(it * 2 % 3_000) + "- a\n").collect()),
            ("links", "[a](".repeat(100_000)),
            ("ticks", (1..2_000).map(|it| "`".repeat(it) + " ").collect()),
            ("footnotes", "[^a] ".repeat(5_000) + "\n\n[^a]: x"),
            ("table", format!("|{}\n|{}\n{}", "a|".repeat(500), "-|".repeat(500), "|a\n".repeat(500))),
        ] {
            let began = Instant::now();
            let size = html(&hostile).len();
            println!("{what}: {} bytes became {size} in {} ms", hostile.len(), began.elapsed().as_millis());
        }
    }
}
