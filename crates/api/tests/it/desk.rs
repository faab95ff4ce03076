//! What a test stands on: a house whose two APIs can be called, by a developer's session or an admin's token.

use access::TEXTS;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use base::{AdminId, AdminTokenId, Instant, PortalId, SessionId};
use frame::{Addresses, Call};
use serde_json::Value;
use sql::args;
use testkit::TestHouse;
use tower::ServiceExt;

use crate::contract;

/// A house whose APIs can be called.
pub(crate) struct Desk {
    pub(crate) house: TestHouse,
    portal: Router,
    management: Router,
}

/// Who calls.
#[derive(Debug, Clone, Default)]
pub(crate) struct Caller {
    host: String,
    headers: Vec<(String, String)>,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// The body as JSON; null where there is none.
    pub(crate) json: Value,
    /// The body as it was.
    pub(crate) bytes: Vec<u8>,
}

impl Desk {
    /// One on each database.
    pub(crate) async fn each() -> Vec<Self> {
        let texts = [people::TEXTS, catalog::TEXTS, TEXTS, console::TEXTS, api::TEXTS].concat();
        let houses = TestHouse::each_database_with(&texts).await;
        houses.into_iter().map(Self::on).collect()
    }

    fn on(house: TestHouse) -> Self {
        let (portal, management) = (api::portal(house.app()), api::management(house.app()));
        Self { house, portal, management }
    }

    /// The same house behind a proxy that ends TLS.
    pub(crate) fn behind_tls(self) -> Self {
        let app = self.house.node_at(Addresses::new("https", "localhost:8080", "https://localhost:8000"));
        let (portal, management) = (api::portal(&app), api::management(&app));
        Self { portal, management, ..self }
    }

    /// Nobody, at the portal of this slug.
    #[expect(clippy::unused_self, reason = "a visitor comes to a house, like everybody else")]
    pub(crate) fn visitor(&self, slug: &str) -> Caller {
        Caller { host: format!("{slug}.localhost:8080"), headers: Vec::new() }
    }

    /// The developer who makes this call, signed in at the portal of this slug.
    pub(crate) async fn developer(&self, slug: &str, call: &Call) -> Caller {
        let token = format!("session of {}", call.developer().unwrap().id).replace(' ', "-");
        let app = self.house.app();
        let (id, hash) = (SessionId::from(app.new_uuid().unwrap()), signin::token::hash(&token));
        self.house
            .run(
                "insert into sessions (id, hash, developer, address, agent, created_at, last_seen_at, expires_at)
                 values ($1, $2, $3, '', '', $4, $4, $5)",
                args![id, hash, call.developer().unwrap().id, app.now(), app.now().plus_seconds(90 * 86_400)],
            )
            .await;
        self.visitor(slug).with("cookie", &format!("portalaccesstoken={token}"))
    }

    /// An admin of this role (`admin`, `approver`, `publisher`, `reader`), by a token.
    pub(crate) async fn admin(&self, role: &str) -> Caller {
        let app = self.house.app();
        let (admin, token) =
            (AdminId::from(app.new_uuid().unwrap()), AdminTokenId::from(app.new_uuid().unwrap()));
        let secret = format!("prt_admin_{}", token.uuid().simple());
        let email = format!("{role}-{}@example.com", admin.uuid().simple());
        self.house
            .run(
                "insert into admins (id, email, full_name, password_hash, role, created_at, updated_at)
                 values ($1, $2, 'Olu Admin', '', $3, $4, $4)",
                args![admin, email, role, app.now()],
            )
            .await;
        self.house
            .run(
                "insert into admin_tokens (id, admin, name, hash, created_at) values ($1, $2, 'test', $3, $4)",
                args![token, admin, signin::token::hash(&secret), app.now()],
            )
            .await;
        let caller = Caller { host: "api.localhost:8080".to_owned(), headers: Vec::new() };
        caller.with("authorization", &format!("Bearer {secret}"))
    }

    /// A public portal with accounts, where people decide.
    pub(crate) async fn open(&self, slug: &str) -> PortalId {
        self.house.portal(slug).await
    }

    /// The time of the house.
    pub(crate) fn now(&self) -> Instant {
        self.house.app().now()
    }

    pub(crate) async fn get(&self, caller: &Caller, path: &str) -> Answer {
        self.send(caller, Method::GET, path, None).await
    }

    pub(crate) async fn post(&self, caller: &Caller, path: &str, body: Value) -> Answer {
        self.send(caller, Method::POST, path, Some(body.to_string())).await
    }

    pub(crate) async fn put(&self, caller: &Caller, path: &str, body: Value) -> Answer {
        self.send(caller, Method::PUT, path, Some(body.to_string())).await
    }

    pub(crate) async fn patch(&self, caller: &Caller, path: &str, body: Value) -> Answer {
        self.send(caller, Method::PATCH, path, Some(body.to_string())).await
    }

    pub(crate) async fn delete(&self, caller: &Caller, path: &str) -> Answer {
        self.send(caller, Method::DELETE, path, None).await
    }

    /// Sends a request; a body is sent as JSON unless the caller names another content type.
    pub(crate) async fn send(
        &self,
        caller: &Caller,
        method: Method,
        path: &str,
        body: Option<String>,
    ) -> Answer {
        self.send_bytes(caller, method, path, body.map(String::into_bytes)).await
    }

    /// The same with a body that need not be text.
    pub(crate) async fn send_bytes(
        &self,
        caller: &Caller,
        method: Method,
        path: &str,
        body: Option<Vec<u8>>,
    ) -> Answer {
        let sent = method.clone();
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, &caller.host);
        for (name, value) in &caller.headers {
            request = request.header(name, value);
        }
        if body.is_some() && !caller.headers.iter().any(|(name, _)| name == "content-type") {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        let request = request.body(body.map_or_else(Body::empty, Body::from)).unwrap();
        let is_management = caller.host.starts_with("api.");
        let router = if is_management { &self.management } else { &self.portal };
        let response = router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        let json = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        let kind =
            parts.headers.get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or_default();
        let said = contract::objections(&sent, path, parts.status.as_u16(), kind, &json);
        assert_eq!(said, None, "an answer is not as the contract has it");
        Answer { status: parts.status, headers: parts.headers, json, bytes }
    }
}

impl Caller {
    /// The same caller, who sends this header too.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same caller at another host.
    pub(crate) fn at(self, host: &str) -> Self {
        Self { host: host.to_owned(), ..self }
    }
}

impl Answer {
    /// The status as a number.
    pub(crate) fn code(&self) -> u16 {
        self.status.as_u16()
    }

    /// The value of a header; empty where there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|it| it.to_str().ok()).unwrap_or_default()
    }

    /// What is wrong, `field rule` each, in the document's order.
    pub(crate) fn invalid(&self) -> Vec<String> {
        let list = self.json["invalid_parameters"].as_array().cloned().unwrap_or_default();
        list.iter()
            .map(|it| format!("{} {}", it["field"].as_str().unwrap(), it["rule"].as_str().unwrap()))
            .collect()
    }
}
