//! The sites: which routes there are, put behind their arrivals and chosen by host name.

use std::time::Duration;

use api::Api;
use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use frame::App;
use frame::door::{Route, Routes, Site, guard};
use gate::Gate;
use people::arrival::{self, Sites};
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;
use ui::Chrome;

use crate::client;
use crate::house::House;

/// How long a request may take until its answer begins, its body included: an upload over a slow line fits.
const LONGEST: Duration = Duration::from_mins(2);

/// Every page of every site, as one router.
pub fn router(house: &House) -> Router {
    let app = &house.app;
    let site = |site| arrival::around(app, site, routes(site).finish().0.merge(assets()));
    let console = if house.settings.development { gallery(app) } else { Router::new() };
    let sites = Sites {
        portal: site(Site::Portal),
        portal_api: api::portal(app).merge(description(app, Api::Portal)),
        console: console.merge(site(Site::Console)),
        front_door: site(Site::FrontDoor),
        api: api::management(app).merge(description(app, Api::Management)).merge(health(house)),
        clients: house.settings.clients.iter().map(|(slug, it)| (slug.clone(), client::router(it))).collect(),
    };
    arrival::by_host(app, sites)
        .layer(guard::body_limit())
        .layer(CompressionLayer::new())
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, LONGEST))
        .layer(from_fn_with_state(app.clone(), guard::guard))
}

/// The register of all routes: what a test walks.
pub fn register() -> Vec<Route> {
    [Site::Portal, Site::Console, Site::FrontDoor]
        .into_iter()
        .flat_map(|site| routes(site).finish().1)
        .collect()
}

fn routes(site: Site) -> Routes {
    let mut at = Routes::new(site);
    match site {
        Site::Portal => {
            people::portal_routes(&mut at);
            catalog::portal_routes(&mut at);
            access::portal_routes(&mut at);
            api::portal_routes(&mut at);
        }
        Site::Console => {
            people::console_routes(&mut at);
            catalog::console_routes(&mut at);
            access::console_routes(&mut at);
            console::console_routes(&mut at);
            api::console_routes(&mut at);
        }
        Site::FrontDoor => people::front_door_routes(&mut at),
    }
    at
}

fn assets() -> Router {
    Router::new()
        .route("/_assets/{file}", get(asset))
        .route("/favicon.ico", get(icon))
        .route("/robots.txt", get(|| async { "User-agent: *\nDisallow: /apps\nDisallow: /account\n" }))
}

/// A file of the design system. Its name changes when its content does, so it is kept for a year.
async fn asset(Path(file): Path<String>) -> Response {
    let Some(asset) = ui::asset(&format!("/_assets/{file}")) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(asset.media_type)),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    (headers, asset.bytes).into_response()
}

/// What browsers ask for beside whatever is no page, such as a description in JSON.
async fn icon() -> Response {
    match ui::asset(ui::icon_href()) {
        Some(it) => {
            ([(header::CONTENT_TYPE, HeaderValue::from_static(it.media_type))], it.bytes).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Every component with every sample, for those who work on the design system.
fn gallery(app: &App) -> Router {
    let app = app.clone();
    let draw = move || async move {
        let chrome = Chrome::new(app.texts.clone(), ui::Site::Console, app.now());
        ui::gallery(&chrome).map(Html).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
    };
    Router::new().route("/_ui", get(draw))
}

/// An API's description of itself. What it says of its own address fits the host that was asked.
fn description(app: &App, api: Api) -> Router {
    let (path, of_all) = match api {
        Api::Portal => ("/api/v2/openapi.json", String::new()),
        Api::Management => ("/v2/openapi.json", app.addresses.api()),
    };
    let text = api::description(api, &of_all).to_string();
    let media = (header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Router::new().route(path, get(move || async move { ([media], text) }))
}

/// Whether this node is well, on the management API's host.
fn health(house: &House) -> Router {
    let (app, gate) = (house.app.clone(), house.gate.clone());
    let ready = move || async move { ready(&app, &gate).await };
    Router::new().route("/health/live", get(|| async { "live\n" })).route("/health/ready", get(ready))
}

/// Ready when the database answers. The gateway keeps deciding without it, and says how old its knowledge is.
async fn ready(app: &App, gate: &Gate) -> Response {
    let database = app.db.ping().await.is_ok();
    let health = gate.health();
    let body = serde_json::json!({
        "database": if database { "answers" } else { "does not answer" },
        "gate": { "stale_s": health.stale_s },
    });
    let status = if database { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, axum::Json(body)).into_response()
}
