//! The reference of both APIs, drawn like that of any product: a portal shows the Portal API, the console the management
//! API.

use std::sync::{Arc, OnceLock};

use axum::extract::Query;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use base::{Error, Right};
use catalog::reference::{Asked, Setting, answer};
use frame::App;
use frame::door::{Fault, Need, Routes, Visitor};
use people::portals;
use reference::Document;

use crate::door::Api;

/// Where a portal shows the Portal API.
const PORTAL: &str = "/portal-api";

/// Where the console shows the management API.
const CONSOLE: &str = "/management-api";

/// The developer's pages.
pub fn portal_routes(at: &mut Routes) {
    at.get("/portal-api", Need::Reader, portal);
    at.get("/portal-api.md", Need::Reader, portal);
    at.get("/portal-api/reference/{*page}", Need::Reader, portal);
}

/// The admin's pages.
pub fn console_routes(at: &mut Routes) {
    let need = Need::Admin(Right::ReadConsole);
    at.get("/management-api", need, console);
    at.get("/management-api.md", need, console);
    at.get("/management-api/reference/{*page}", need, console);
}

async fn portal(
    visitor: Visitor,
    uri: Uri,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let addresses = &visitor.call.app.addresses;
    let portal = portals::find(&mut visitor.call.read().await?, &visitor.call.here()?).await?;
    let origin = portals::api_origin(&portal, addresses);
    let setting = Setting {
        name: visitor.chrome.t("api-pages-portal"),
        crumbs: vec![(visitor.chrome.t("catalog-title"), "/products".to_owned())],
        address: Some(origin.clone()),
        origin,
        path: PORTAL.to_owned(),
        downloads: vec![("OpenAPI".to_owned(), "/api/v2/openapi.json".to_owned())],
        ..Setting::default()
    };
    show(&visitor, &headers, asked, setting, (Api::Portal, &uri)).await
}

async fn console(
    visitor: Visitor,
    uri: Uri,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let addresses = &visitor.call.app.addresses;
    let setting = Setting {
        name: visitor.chrome.t("api-pages-management"),
        origin: addresses.console(),
        path: CONSOLE.to_owned(),
        address: Some(addresses.api()),
        downloads: vec![("OpenAPI".to_owned(), format!("{}/v2/openapi.json", addresses.api()))],
        ..Setting::default()
    };
    show(&visitor, &headers, asked, setting, (Api::Management, &uri)).await
}

async fn show(
    visitor: &Visitor,
    headers: &HeaderMap,
    asked: Asked,
    setting: Setting,
    (api, uri): (Api, &Uri),
) -> Result<Response, Fault> {
    let rest = uri.path().strip_prefix(&*setting.path).unwrap_or_default().to_owned();
    let document = document(&visitor.call.app, api).await?;
    answer(visitor, headers, asked, setting, (document, &rest)).await
}

/// The descriptions as documents.
#[derive(Default)]
struct Described {
    portal: OnceLock<Arc<Document>>,
    management: OnceLock<Arc<Document>>,
}

/// The description as a document, made when it is first asked for. It names no server: the setting does.
async fn document(app: &App, api: Api) -> base::Result<Arc<Document>> {
    let described = app.kept::<Described>();
    let kept = match api {
        Api::Portal => &described.portal,
        Api::Management => &described.management,
    };
    if let Some(document) = kept.get() {
        return Ok(Arc::clone(document));
    }
    let read = move || Document::of(crate::description(api, ""));
    let document = tokio::task::spawn_blocking(read).await.map_err(Error::internal)?;
    let document = document.map_err(|problems| {
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        Error::internal(said.join("; "))
    })?;
    Ok(Arc::clone(kept.get_or_init(|| Arc::new(document))))
}
