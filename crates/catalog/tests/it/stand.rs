//! Things to test with: products, versions, publications, roles; and a browser of the pages.

use axum::body::Body;
use axum::http::{Request, header};
use axum::{Extension, Router};
use base::{Error, PortalId, ProductId, TeamId};
use catalog::products::{self, NewProduct, Product};
use catalog::publications::{self, NewPublication};
use catalog::strategies::{self, NewStrategy, Strategy};
use catalog::versions::{self, NewVersion, Version};
use frame::Call;
use frame::door::{Routes, Site, Visitor};
use http_body_util::BodyExt;
use sql::args;
use testkit::TestHouse;
use tower::ServiceExt;
use ui::{Chrome, Person};

/// The houses, with this crate's sentences.
pub(crate) async fn houses() -> Vec<TestHouse> {
    TestHouse::each_database_with(catalog::TEXTS).await
}

/// A product of this name.
pub(crate) async fn product(admin: &Call, name: &str) -> Product {
    products::create(admin, &NewProduct { name: name.into(), ..NewProduct::default() }).await.unwrap()
}

/// A version of the product.
pub(crate) async fn version(admin: &Call, product: ProductId, name: &str) -> Version {
    versions::create(admin, product, &NewVersion { name: name.into(), ..NewVersion::default() })
        .await
        .unwrap()
}

/// A strategy of this name.
pub(crate) async fn strategy(admin: &Call, name: &str) -> Strategy {
    strategies::create(admin, &NewStrategy { name: name.into(), ..NewStrategy::default() }).await.unwrap()
}

/// A product with one version, both published to the portal and open to applications.
pub(crate) async fn offered(admin: &Call, portal: PortalId, name: &str) -> (Product, Version) {
    let product = product(admin, name).await;
    let version = version(admin, product.id, "v1").await;
    publications::publish_product(admin, product.id, portal).await.unwrap();
    let strategy = match strategies::list(admin, "keys", base::Page::first(1)).await.unwrap().items.pop() {
        Some(it) => it,
        None => strategy(admin, "keys").await,
    };
    let new = NewPublication {
        portal: portal.to_string(),
        registration: true,
        strategy: strategy.id.to_string(),
        ..NewPublication::default()
    };
    publications::publish_version(admin, version.id, &new).await.unwrap();
    (product, version)
}

/// Gives the developer a team with this role on the product.
pub(crate) async fn role(house: &TestHouse, developer: &Call, product: ProductId, role: &str) {
    let team = TeamId::from(house.app().new_uuid().unwrap());
    let (portal, person) = (developer.portal.unwrap(), developer.developer().unwrap().id);
    house
        .run(
            "insert into teams (id, portal, name, description, created_at, updated_at) values ($1, $2, $1, '', 0, 0)",
            args![team, portal],
        )
        .await;
    house.run("insert into team_members (team, developer) values ($1, $2)", args![team, person]).await;
    house
        .run(
            "insert into team_roles (id, team, product, role) values ($1, $1, $2, $3)",
            args![team, product, role],
        )
        .await;
}

/// What an operation gave, in a word or two.
pub(crate) fn said<T>(result: Result<T, Error>) -> String {
    result.map_or_else(|error| error.to_string(), |_| "ok".to_owned())
}

/// What came back.
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) location: String,
    pub(crate) headers: axum::http::HeaderMap,
    pub(crate) text: String,
    pub(crate) bytes: Vec<u8>,
}

/// A browser at the pages of one site, without what arrives before them.
pub(crate) struct Browser(Router);

impl Browser {
    /// A developer or nobody at a portal.
    pub(crate) fn at_portal(call: &Call, catalog_is_public: bool) -> Self {
        Self::new(call, Site::Portal, catalog::portal_routes, catalog_is_public)
    }

    /// An admin at the console.
    pub(crate) fn at_console(call: &Call) -> Self {
        Self::new(call, Site::Console, catalog::console_routes, false)
    }

    fn new(call: &Call, site: Site, routes: fn(&mut Routes), catalog_is_public: bool) -> Self {
        let mut at = Routes::new(site);
        routes(&mut at);
        let mut chrome = Chrome::new(call.app.texts.clone(), ui::Site::Portal, call.now());
        chrome.sign_in_href = Some("/sign-in".into());
        chrome.sign_up_href = Some("/sign-up".into());
        if let Ok(person) = call.developer() {
            chrome.person = Some(Person { name: person.name.clone(), email: person.email.clone() });
        }
        let visitor = Visitor { call: call.clone(), chrome, catalog_is_public };
        Self(at.finish().0.layer(Extension(visitor)))
    }

    pub(crate) async fn get(&self, path: &str) -> Page {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// The same with headers.
    pub(crate) async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Page {
        let request =
            headers.iter().fold(Request::get(path), |request, (name, value)| request.header(*name, *value));
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = frame::door::href("", fields).trim_start_matches('?').to_owned();
        let form = "application/x-www-form-urlencoded";
        self.send(Request::post(path).header(header::CONTENT_TYPE, form).body(Body::from(body)).unwrap())
            .await
    }

    /// JSON, as scripts of a page send it.
    pub(crate) async fn post_json(&self, path: &str, body: &serde_json::Value) -> Page {
        let kind = "application/json";
        let body = Body::from(body.to_string());
        self.send(Request::post(path).header(header::CONTENT_TYPE, kind).body(body).unwrap()).await
    }

    /// A form in parts; a name with `=` is a file: `file=pay.yaml`.
    pub(crate) async fn upload(&self, path: &str, parts: &[(&str, &[u8])]) -> Page {
        let mut body = Vec::new();
        for (name, bytes) in parts {
            let head = match name.split_once('=') {
                Some((field, file)) => format!("name=\"{field}\"; filename=\"{file}\""),
                None => format!("name=\"{name}\""),
            };
            body.extend_from_slice(
                format!("--edge\r\ncontent-disposition: form-data; {head}\r\n\r\n").as_bytes(),
            );
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--edge--\r\n");
        let parts = "multipart/form-data; boundary=edge";
        self.send(Request::post(path).header(header::CONTENT_TYPE, parts).body(Body::from(body)).unwrap())
            .await
    }

    async fn send(&self, request: Request<Body>) -> Page {
        let response = self.0.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let location =
            headers.get(header::LOCATION).map(|it| it.to_str().unwrap().to_owned()).unwrap_or_default();
        let bytes = response.into_body().collect().await.unwrap().to_bytes().to_vec();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert_ne!(status, 500, "{text}");
        Page { status, location, headers, text, bytes }
    }
}
