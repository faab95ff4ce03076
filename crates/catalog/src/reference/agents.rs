//! What a portal offers, for programs that look for it: `/llms.txt`, and the API catalog of RFC 9727.

use std::fmt::Write;

use axum::response::Response;
use frame::door::{Fault, Visitor};
use people::portals::{self, Portal};
use serde_json::{Value, json};

use super::answer::as_text;
use super::portal::json;
use super::store;
use crate::publications::{self, Offered};

/// The media type of a catalog (RFC 9264 and 9727).
const LINKSET: &str = "application/linkset+json; profile=\"https://www.rfc-editor.org/info/rfc9727\"";

/// The site's address.
pub(super) async fn origin(visitor: &Visitor) -> base::Result<String> {
    let portal = here(visitor).await?;
    Ok(portals::api_origin(&portal, &visitor.call.app.addresses))
}

async fn here(visitor: &Visitor) -> base::Result<Portal> {
    let mut tx = visitor.call.read().await?;
    portals::find(&mut tx, &visitor.call.here()?).await
}

/// Everything that may be read here, as a list of Markdown pages.
pub(super) async fn llms(visitor: Visitor) -> Result<Response, Fault> {
    let portal = here(&visitor).await?;
    let origin = portals::api_origin(&portal, &visitor.call.app.addresses);
    let mut tx = visitor.call.read().await?;
    let offers = publications::offered_here(&mut tx, &visitor.call.reach()).await?;
    let documents = store::documents(&mut tx, &visitor.call.reach()).await?;
    drop(tx);
    let chrome = visitor.chrome.clone();
    let text = move || {
        let mut text = format!("# {}\n\n", line(&portal.name));
        if !portal.description.is_empty() {
            let _ = writeln!(text, "> {}\n", line(&portal.description));
        }
        let _ = writeln!(text, "{}", chrome.t("reference-llms-about"));
        let mut product = "";
        for it in &offers {
            if product != it.product_slug {
                product = &it.product_slug;
                let _ = writeln!(text, "\n## {}\n", line(&it.product_name));
                for page in documents.iter().filter(|page| page.product == it.product_slug) {
                    let path = format!("{origin}/products/{}/docs/{}.md", page.product, page.slug);
                    let _ = writeln!(text, "- [{}]({path})", line(&page.title));
                }
            }
            let name = format!("{} {}", line(&it.product_name), line(&it.version_name));
            let past = if it.deprecated {
                format!(": {}", chrome.t("reference-version-deprecated"))
            } else {
                String::new()
            };
            let _ = writeln!(text, "- [{name}]({origin}{}.md){past}", it.path());
        }
        text
    };
    as_text(text).await
}

/// A text that stands within a line of Markdown.
fn line(text: &str) -> String {
    text.replace(['\n', '\r', '[', ']'], " ")
}

/// The APIs as links to what describes them.
pub(super) async fn catalog(visitor: Visitor) -> Result<Response, Fault> {
    let origin = origin(&visitor).await?;
    let mut tx = visitor.call.read().await?;
    let offers = publications::offered_here(&mut tx, &visitor.call.reach()).await?;
    drop(tx);
    let addresses = &visitor.call.app.addresses;
    let items: Vec<Value> =
        offers.iter().map(|it| json!({ "href": format!("{origin}{}", it.path()) })).collect();
    let apis = offers.iter().map(|it| api(&origin, it.address(addresses), it));
    let catalog = json!({ "anchor": format!("{origin}/.well-known/api-catalog"), "item": items });
    let linkset: Vec<Value> = std::iter::once(catalog).chain(apis).collect();
    Ok(json(LINKSET, &json!({ "linkset": linkset })))
}

fn api(origin: &str, address: Option<String>, it: &Offered) -> Value {
    let page = format!("{origin}{}", it.path());
    let mut api = json!({
        "anchor": address.unwrap_or_else(|| page.clone()),
        "service-doc": [
            { "href": page, "type": "text/html", "title": format!("{} {}", it.product_name, it.version_name) },
            { "href": format!("{page}.md"), "type": "text/markdown" },
        ],
    });
    if it.has_specification {
        let file = format!("{origin}{}", it.specification_path());
        api["service-desc"] = json!([
            { "href": format!("{file}.json"), "type": "application/json" },
            { "href": format!("{file}.yaml"), "type": "application/yaml" },
        ]);
    }
    api
}
