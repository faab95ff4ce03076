//! Publishing a version to portals: the product is shown there, and the version published under the strategy that the
//! portal proposes. How a version is published already stays as it is.

use serde_json::{Value, json};

use super::{Api, Deed, Done, Report, Wish, escaped, id, is_id, named, refused};

/// Publishes the version to each portal that is wished for.
pub(super) async fn publish(
    api: &Api,
    wish: &Wish,
    report: &mut Report,
    product_path: &str,
    version_path: &str,
) -> Done {
    for name in &wish.portals {
        let portal = find(api, name).await?;
        let portal_id = id(&portal)?;
        let mut changed = show(api, product_path, portal_id).await?;
        changed |= offer(api, version_path, &portal).await?;
        report.note(Deed::new("portal", name, if changed { "published" } else { "unchanged" }));
    }
    Ok(())
}

/// Says what publishing to each portal would change.
pub(super) async fn foretell(
    api: &Api,
    wish: &Wish,
    report: &mut Report,
    version_path: Option<&str>,
) -> Done {
    for name in &wish.portals {
        let portal = find(api, name).await?;
        let published = match version_path {
            Some(path) => place(&api.get(path).await?, id(&portal)?).is_some_and(is_published),
            None => false,
        };
        report.note(Deed::new("portal", name, if published { "unchanged" } else { "published" }));
    }
    Ok(())
}

/// The portal of this id, name or slug. Its slug is the first label of its default domain.
async fn find(api: &Api, name: &str) -> Done<Value> {
    let found = if is_id(name) {
        api.find(&format!("/v2/portals/{name}")).await?
    } else if let Some(found) = named(api, "/v2/portals", name).await? {
        Some(found)
    } else {
        let path = format!("/v2/portals?filter[default_domain][contains]={}&page[size]=100", escaped(name));
        let list = api.get(&path).await?;
        let is_it =
            |it: &&Value| it["default_domain"].as_str().and_then(|it| it.split('.').next()) == Some(name);
        list["data"].as_array().and_then(|it| it.iter().find(is_it)).cloned()
    };
    found.ok_or_else(|| refused(format!("there is no portal called {name}")))
}

/// Shows the product in the portal; says whether it was not shown before.
async fn show(api: &Api, product_path: &str, portal: &str) -> Done<bool> {
    let product = api.get(product_path).await?;
    let mut portals = product["portal_ids"].as_array().cloned().unwrap_or_default();
    if portals.iter().any(|it| it == portal) {
        return Ok(false);
    }
    portals.push(json!(portal));
    api.patch(product_path, &json!({ "portal_ids": portals })).await?;
    Ok(true)
}

/// Publishes the version to the portal; says whether it was not published before.
async fn offer(api: &Api, version_path: &str, portal: &Value) -> Done<bool> {
    let version = api.get(version_path).await?;
    let path = format!("/v2/portals/{}/product-versions/{}", id(portal)?, id(&version)?);
    match place(&version, id(portal)?) {
        Some(place) if is_published(place) => return Ok(false),
        Some(_) => api.patch(&path, &json!({ "publish_status": "published" })).await?,
        None => {
            let strategy = &portal["default_application_auth_strategy_id"];
            let strategies: Vec<&Value> = [strategy].into_iter().filter(|it| it.is_string()).collect();
            let body = json!({
                "publish_status": "published",
                "auth_strategy_ids": strategies,
                "application_registration_enabled": strategy.is_string(),
                "auto_approve_registration": false,
                "deprecated": false,
            });
            api.put(&path, &body).await?
        }
    };
    Ok(true)
}

/// How a portal publishes a version, if it knows it.
fn place<'a>(version: &'a Value, portal: &str) -> Option<&'a Value> {
    version["portals"].as_array()?.iter().find(|it| it["portal_id"] == portal)
}

fn is_published(place: &Value) -> bool {
    place["publish_status"] == "published"
}
