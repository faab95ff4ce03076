//! The console's pages without a server: a visitor, a request, an answer.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use axum::{Extension, Router};
use base::{Right, Rights};
use frame::Call;
use frame::door::{Routes, Site, Visitor};
use http_body_util::BodyExt;
use testkit::TestHouse;
use tower::ServiceExt;
use ui::Chrome;

/// What was answered.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |it| it.to_str().unwrap())
    }
}

/// The houses, with the console's sentences.
pub(crate) async fn houses() -> Vec<TestHouse> {
    TestHouse::each_database_with(console::TEXTS).await
}

/// An admin with these rights only.
pub(crate) fn admin_with(house: &TestHouse, rights: &[Right]) -> Call {
    let mut call = house.admin();
    call.rights = Rights::of(rights);
    call
}

/// What the page answers to this person.
pub(crate) async fn get(house: &TestHouse, call: &Call, path: &str) -> Answer {
    ask(house, call, Request::get(path).body(Body::empty()).unwrap()).await
}

/// What the deed answers to this person.
pub(crate) async fn post(house: &TestHouse, call: &Call, path: &str) -> Answer {
    ask(house, call, Request::post(path).body(Body::empty()).unwrap()).await
}

async fn ask(house: &TestHouse, call: &Call, request: Request<Body>) -> Answer {
    let chrome = Chrome::new(Arc::clone(&house.app().texts), ui::Site::Console, house.app().now());
    let visitor = Visitor { call: house.again(call), chrome, catalog_is_public: false };
    let answer = router().layer(Extension(visitor)).oneshot(request).await.unwrap();
    let (parts, body) = answer.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    Answer { status: parts.status, headers: parts.headers, body: String::from_utf8(body.to_vec()).unwrap() }
}

fn router() -> Router {
    let mut routes = Routes::new(Site::Console);
    console::console_routes(&mut routes);
    routes.finish().0
}
