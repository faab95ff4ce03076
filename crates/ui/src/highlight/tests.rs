//! What is highlighted as what; that no code is lost or let through; that no code takes long.

use super::*;

const LANGUAGES: [&str; 14] = [
    "json",
    "yaml",
    "toml",
    "bash",
    "javascript",
    "typescript",
    "python",
    "go",
    "java",
    "rust",
    "sql",
    "html",
    "http",
    "diff",
];

/// The HTML with short spans: `[word:let]`.
fn drawn(language: &str, code: &str) -> String {
    let html = highlight(language, code).unwrap().to_string();
    html.replace("<span class=\"hl-", "[").replace("\">", ":").replace("</span>", "]")
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table, one language after the other")]
fn each_language_shows_its_parts() {
    for (language, code, seen) in [
        (
            "json",
            "{ \"a\" : [1, -2.5, \"b:\", null] }",
            "{ [key:&quot;a&quot;] : [[number:1], [number:-2.5], [text:&quot;b:&quot;], [number:null]] }",
        ),
        (
            "yaml",
            "a: 1 # one\n- b c: 'x'\n  d: |\n    e: f\n\n    g\n  h: [true, two, 3]\n\"i j\": http://k.l:80/m",
            "[key:a]: [number:1] [comment:# one]\n- [key:b c]: [text:&#39;x&#39;]\n  [key:d]: |\n    [text:e: f]\n\n    \
             [text:g]\n  [key:h]: [[number:true], two, [number:3]]\n[key:&quot;i j&quot;]: http://k.l:80/m",
        ),
        (
            "toml",
            "[a.b]\nc = \"d\" # e\nf = [1, true]\n",
            "[name:[a.b]]\n[key:c] = [text:&quot;d&quot;] [comment:# e]\n[key:f] = [[number:1], [number:true]]\n",
        ),
        (
            "bash",
            "curl -sS \"$HOST/a\" -H 'b: c' \\\n  | jq .d # e\nFOO=1 bar $BAZ",
            "[name:curl] [key:-sS] [text:&quot;$HOST/a&quot;] [key:-H] [text:&#39;b: c&#39;] \\\n  | [name:jq] .d \
             [comment:# e]\n[key:FOO]=1 bar [name:$BAZ]",
        ),
        (
            "js",
            "const a = await f(`b ${c}`, 1); // d\n/* e\n*/ null",
            "[word:const] a = [word:await] [name:f]([text:`b ${c}`], [number:1]); [comment:// d]\n\
             [comment:/* e\n*/] [number:null]",
        ),
        (
            "python",
            "@d\ndef f(a): # b\n    return f\"c\" if None else 0x1f",
            "[name:@d]\n[word:def] [name:f](a): [comment:# b]\n    [word:return] f[text:&quot;c&quot;] [word:if] \
             [number:None] [word:else] [number:0x1f]",
        ),
        (
            "rust",
            "fn a<'b>(c: &'b str) -> char { 'd' } r#\"e \" f\"#",
            "[word:fn] a&lt;'[name:b]&gt;(c: &amp;'[name:b] [word:str]) -&gt; [word:char] { [text:&#39;d&#39;] } \
             [text:r#&quot;e &quot; f&quot;#]",
        ),
        (
            "sql",
            "SELECT a FROM b WHERE c = 'd''e' -- f",
            "[word:SELECT] a [word:FROM] b [word:WHERE] c = [text:&#39;d&#39;][text:&#39;e&#39;] [comment:-- f]",
        ),
        (
            "html",
            "<a href=\"b\">c &amp; d</a><!-- e -->",
            "&lt;[word:a] [key:href]=[text:&quot;b&quot;]&gt;c [number:&amp;amp;] d&lt;/[word:a]&gt;[comment:&lt;!-- e --&gt;]",
        ),
        (
            "http",
            "GET /a?b HTTP/1.1\nHost: c.d\n\n{\"e\": 1}",
            "[word:GET] [name:/a?b] [word:HTTP/1.1]\n[key:Host]: [text:c.d]\n\n{[key:&quot;e&quot;]: [number:1]}",
        ),
        ("http", "HTTP/1.1 404 Not Found\n", "[word:HTTP/1.1] [number:404] Not Found\n"),
        ("diff", "@@ -1 +1 @@\n-a\n+b\n c", "[name:@@ -1 +1 @@]\n[gone:-a]\n[new:+b]\n c"),
    ] {
        let seen = if language == "rust" { seen.replace("'[name", "&#39;[name") } else { seen.to_owned() };
        assert_eq!(drawn(language, code), seen);
    }
    assert!(highlight("mermaid", "graph TD").is_none() && highlight("", "a").is_none());
    assert!(highlight("json", &" ".repeat(LONGEST + 1)).is_none());
}

/// The code again: without tags, and with what stands for a character replaced by it.
fn undone(html: &str) -> String {
    let text: String = html.split('<').map(|it| it.split_once('>').map_or(it, |(_, text)| text)).collect();
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

#[test]
fn no_code_is_lost_and_nothing_of_it_becomes_a_tag() {
    let bits = [
        "\"",
        "'",
        "`",
        "\\",
        "\n",
        "\r\n",
        " ",
        "\t",
        "#",
        "/",
        "*",
        "-",
        "<",
        ">",
        "&",
        "!",
        "$",
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        ":",
        ";",
        "|",
        "=",
        "@",
        "+",
        "a",
        "true",
        "1",
        ".",
        "é",
        "\u{1f30a}",
        "r#\"",
        "/*",
        "<!--",
        "\"\"\"",
        "HTTP/1.1 200",
        "</span>",
        "<script>",
        "- ",
        "\u{2028}",
    ];
    let mut seed = 0x2545_f491_u32;
    for round in 0..600 {
        let code: String = (0..round % 60)
            .map(|_| {
                seed ^= seed << 13;
                seed ^= seed >> 17;
                seed ^= seed << 5;
                bits[seed as usize % bits.len()]
            })
            .collect();
        for language in LANGUAGES {
            let html = highlight(language, &code).unwrap().to_string();
            assert_eq!(undone(&html), code, "{language}");
            let tags = html.split('<').skip(1);
            assert!(
                tags.clone().all(|it| it.starts_with("span class=\"hl-") || it.starts_with("/span>")),
                "{language}: {code:?} gave {html}"
            );
        }
    }
}

#[test]
fn the_time_grows_with_the_length_alone() {
    let bits = [
        "\"", "'", "(", "a: ", "- ", "<a ", "<!-", "$(", "${", "{a", "/", "/*", "a.", "\\", " ", "#", "&",
        "=", "- a:\n", "|\n ",
    ];
    for bit in bits {
        let code = bit.repeat(20_000 / bit.len());
        for language in LANGUAGES {
            let began = std::time::Instant::now();
            assert!(highlight(language, &code).is_some());
            let took = began.elapsed().as_millis();
            assert!(
                took < 2_000,
                "{language} takes {took} ms over {bit:?}, as if it looked at all of it each time"
            );
        }
    }
}

#[test]
fn the_classes_are_known() {
    assert!(is_highlight("hl-text") && !is_highlight("hl-x") && !is_highlight("bar"));
}
