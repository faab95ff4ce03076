//! What Markdown becomes, what never gets through, and what takes too long.

use std::time::Instant;

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
    let code = html("```json {1}\n{\"a\": \"<b>\"}\n```");
    assert!(
        code.starts_with(
            "<copy-text class=\"code\"><div class=\"code-head\"><span>json</span></div>\
             <pre role=\"group\" aria-label=\"json\" tabindex=\"0\"><code class=\"language-json\">\
             {<span class=\"hl-key\">\"a\"</span>: <span class=\"hl-text\">\"&lt;b&gt;\"</span>}\n</code></pre>"
        ),
        "{code}"
    );
    assert!(html("```mermaid\nA-->B\n```").contains("<code class=\"language-mermaid\">A--&gt;B\n</code>"));
    assert!(html("> [!NOTE]\n> Low").starts_with(
        "<div class=\"markdown-alert markdown-alert-note\">\n<p class=\"markdown-alert-title\">Note</p>\n<p>Low</p>"
    ));
    assert!(html("| a |\n|---|\n| b<br>c |").contains("b<br>\nc"));
    assert!(html("![a](/images/a.png)").contains("<img src=\"/images/a.png\" alt=\"a\">"));
}

#[test]
fn headings_stand_below_the_pages_own() {
    let it = render("# The Title\n\n# One\n\n## Two *x*\n\n## Two x\n\n### Deep\n", "The title");
    assert_eq!(
        it.headings.iter().map(|it| format!("{} {}", it.level, it.id)).collect::<Vec<_>>(),
        ["2 doc-one", "3 doc-two-x", "3 doc-two-x-1"]
    );
    assert!(
        it.html.to_string().starts_with("<h2 id=\"doc-one\">One<a class=\"permalink\" href=\"#doc-one\"")
    );
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
        ("quotes", ">".repeat(50_000)),
        ("emphasis", "*a **b ".repeat(20_000) + &"c** d*".repeat(20_000)),
        ("brackets", "[".repeat(100_000)),
        ("stars", "*a_ ".repeat(50_000)),
        ("lists", (0..1_000).map(|it| " ".repeat(it * 2 % 1_500) + "- a\n").collect()),
        ("links", "[a](".repeat(50_000)),
        ("ticks", (1..1_000).map(|it| "`".repeat(it) + " ").collect()),
        ("footnotes", "[^a] ".repeat(3_000) + "\n\n[^a]: x"),
        ("table", format!("|{}\n|{}\n{}", "a|".repeat(500), "-|".repeat(500), "|a\n".repeat(500))),
        ("cells", format!("|{}\n|{}\n{}", "a|".repeat(20), "-|".repeat(20), "||||||\n".repeat(20_000))),
        ("one line", "word ".repeat(100_000)),
        ("code", format!("```json\n{}\n```", "{\"a\": [".repeat(30_000))),
        ("fences", "```json\n{\n```\n".repeat(5_000)),
        ("entities", "&amp;&#0;&#x110000;&".repeat(10_000)),
        ("references", "[a]: /b\n".repeat(5_000) + &"[a] ".repeat(5_000)),
        ("headings", "# a\n".repeat(5_000)),
        ("alerts", "> [!NOTE]\n> > [!TIP]\n".repeat(3_000)),
    ] {
        let began = Instant::now();
        let size = html(&hostile).len();
        let took = began.elapsed();
        assert!(took.as_secs() < 30, "{what}: {} bytes became {size} in {took:?}", hostile.len());
        assert!(size < 12 * hostile.len() + 1_000_000, "{what}: {} bytes became {size}", hostile.len());
    }
}

#[test]
fn a_text_that_breaks_a_bound_is_shown_as_it_was_typed() {
    let nested = |depth: usize| (0..depth).map(|it| " ".repeat(it * 2) + "- x <a>\n").collect::<String>();
    assert!(html(&nested(20)).starts_with("<ul>"));
    let deep = html(&nested(40));
    assert!(deep.starts_with("<pre tabindex=\"0\">- x &#60;a&#62;"), "{deep}");
    let cells = format!("|a|b|\n|-|-|\n{}", "|1|2|\n".repeat(50_000));
    assert!(html(&cells).starts_with("<pre tabindex=\"0\">|a|b|"));
}

#[test]
fn code_beyond_what_is_highlighted_stays_plain() {
    let block = format!("```json\n{}\n```\n\n", "{\"a\": 1}\n".repeat(10_000));
    let html = html(&block.repeat(4));
    let of_one = |it: &str| it.contains("hl-key");
    let coloured: Vec<bool> = html.split("<pre").skip(1).map(of_one).collect();
    assert_eq!(coloured, [true, true, false, false]);
}
