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
    assert!(
        html("```json\n{\"a\": \"<b>\"}\n```").contains("<pre tabindex=\"0\"><code class=\"language-json\">")
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
