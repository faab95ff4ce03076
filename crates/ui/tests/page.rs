//! A page as another crate writes one.

use askama::Template;
use base::Instant;
use ui::*;

#[derive(Template)]
#[template(
    source = r#"{% extends "layout.html" %}{% import "parts.html" as parts %}
{% block title %}{{ name }}{% endblock %}
{% block main %}<h1>{{ name }}</h1>
{{ Field::text("name", chrome.t("ui-search")).value(name).error(error) }}
{% call parts::table("rows", "Rows") %}<tbody>{% for it in rows %}<tr><td>{{ it }}</td><td>{{ chrome.when(chrome.now) }}</td>
<td>{{ Act::post("/x", "Approve").about(it).kind(Kind::Primary) }}</td></tr>{% endfor %}</tbody>{% endcall %}
{% call parts::panel("more", chrome.t("ui-menu")) %}{{ chrome.badge(state) }}{% call parts::disclosure("Why?") %}Inside{% endcall %}{% endcall %}
{% endblock %}"#,
    ext = "html"
)]
struct Show {
    chrome: Chrome,
    name: String,
    state: &'static str,
    error: Option<String>,
    rows: Vec<String>,
}

#[test]
fn a_page_extends_the_layout_and_uses_components_and_parts() {
    let chrome = Chrome::new(Texts::new(&[]), Site::Portal, Instant::from_micros(0));
    let page = Show {
        chrome,
        name: "A <name>".into(),
        state: "approved",
        error: Some("No".into()),
        rows: vec!["one".into(), "two".into()],
    };
    let html = page.render().unwrap();
    for part in
        ["<h1>A &#60;name&#62;</h1>", "<td>one</td>", "<td>two</td>", "Approved", "just now", "Inside"]
    {
        assert!(html.contains(part), "{part} is missing in {html}");
    }
}
