//! Trials through the whole house: the portal's pages, the gateway's port and what lies behind it are real.

use std::io::{Read, Write};
use std::net::SocketAddr;

use access::applications::{self, NewApplication};
use access::credentials::{self, NewCredential};
use access::registrations::{self, NewRegistration};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use base::{PortalId, ProductId, VersionId};
use catalog::products::{self, NewProduct};
use catalog::publications::{self, NewPublication};
use catalog::services::{self, NewService};
use catalog::specifications::{self, NewSpecification};
use catalog::strategies::{self, NewStrategy};
use catalog::versions::{self, NewVersion};
use frame::{Call, Door, Person};
use people::developers::{self, NewDeveloper};
use people::portals::{self, NewPortal};
use serde_json::{Value, json};
use server::House;
use server::config::{Layers, Settings};
use sql::args;
use tower::ServiceExt;

/// How much of an answer comes back.
const MOST: usize = 10 * 1024 * 1024;

struct Street {
    house: House,
    pages: Router,
    gateway: String,
    upstream: SocketAddr,
    admin: Call,
    portal: PortalId,
    product: ProductId,
    version: VersionId,
    key: String,
    _serving: gate::Serving,
    folder: std::path::PathBuf,
}

impl Drop for Street {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// What came back of a trial.
struct Answer {
    /// The portal's own status.
    status: u16,
    /// What the upstream or the gateway said; nothing when nothing was sent.
    said: Option<Value>,
    headers: Value,
    body: Vec<u8>,
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The status of what was called.
    fn tried(&self) -> u64 {
        assert_eq!(self.status, 200, "{}", self.text());
        self.said.as_ref().unwrap()["status"].as_u64().unwrap()
    }

    fn header(&self, name: &str) -> Option<String> {
        let pairs = self.headers.as_array().unwrap();
        let found = pairs.iter().find(|it| it[0] == name)?;
        Some(found[1].as_str().unwrap().to_owned())
    }

    /// The sentence that says why nothing was sent.
    fn refusal(&self) -> String {
        assert!(self.said.is_none() && (400..500).contains(&self.status), "{} {}", self.status, self.text());
        let body: Value = serde_json::from_slice(&self.body).unwrap();
        let said = body["refused"].as_str().unwrap().to_owned();
        assert!(said.ends_with('.') && said.contains(' '), "no sentence: {said}");
        said
    }
}

impl Street {
    async fn build(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("portico-trials-{name}-{}", std::process::id()));
        let gateway = format!("http://{}", free_address());
        let flags =
            [("data_dir", Some(folder.display().to_string())), ("gateway_url", Some(gateway.clone()))];
        let settings = Settings::read(&Layers::read(None, &flags).unwrap()).unwrap();
        let house = House::open(settings).await.unwrap();
        let listener = gate::listen(gateway.trim_start_matches("http://").parse().unwrap(), 1).unwrap();
        let serving = gate::serve(listener, &house.gate, gate::Settings::default()).unwrap();
        let admin = Call::operator(&house.app, Door::Command).unwrap();
        let portal = portal(&admin, "acme").await;
        let new = NewStrategy { name: "Keys".into(), hide_key: true, ..NewStrategy::default() };
        let strategy = strategies::create(&admin, &new).await.unwrap().id.to_string();
        let upstream = upstream();
        let (product, version) = offer(&admin, portal, &strategy, upstream).await;
        let ada = developer(&house, &admin, portal).await;
        let new = NewApplication { name: "shop".into(), strategy, ..NewApplication::default() };
        let application = applications::create(&ada, &new).await.unwrap();
        let new = NewRegistration { application: application.id.to_string(), version: version.to_string() };
        let registration = registrations::request(&ada, &new).await.unwrap();
        registrations::approve(&admin, registration.id).await.unwrap();
        let made = credentials::generate(&ada, application.id, &NewCredential::default()).await.unwrap();
        let key = made.key.expose().to_owned();
        let pages = server::router(&house);
        Self {
            house,
            pages,
            gateway,
            upstream,
            admin,
            portal,
            product,
            version,
            key,
            _serving: serving,
            folder,
        }
    }

    fn path(&self) -> String {
        format!("/products/payments/versions/{}/try", self.version)
    }

    /// A trial of an address, with the key.
    fn trial(&self, url: &str) -> Value {
        json!({
            "operation": "list",
            "method": "GET",
            "url": url,
            "headers": [["apikey", self.key], ["Cookie", "portalaccesstoken=mine"], ["X-Forwarded-For", "10.0.0.1"]],
        })
    }

    /// A trial of a path below the version's place at the gateway.
    async fn at_gateway(&self, path: &str) -> Answer {
        self.send(&self.trial(&format!("{}/pay{path}", self.gateway))).await
    }

    async fn send(&self, trial: &Value) -> Answer {
        self.post("acme", &self.path(), "application/json", trial.to_string(), "same-origin").await
    }

    async fn post(&self, portal: &str, path: &str, kind: &str, body: String, site: &str) -> Answer {
        let request = Request::post(path)
            .header(header::HOST, format!("{portal}.localhost:8080"))
            .header(header::CONTENT_TYPE, kind)
            .header(header::COOKIE, "portico_way=elsewhere")
            .header("sec-fetch-site", site)
            .body(Body::from(body))
            .unwrap();
        let response = self.pages.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let said = response.headers().get("x-try-answer");
        let said: Option<Value> = said.map(|it| serde_json::from_slice(it.as_bytes()).unwrap());
        if said.is_some() {
            assert_eq!(response.headers()[header::CONTENT_TYPE], "application/octet-stream");
            assert!(response.headers().get(header::SET_COOKIE).is_none());
        }
        let mut body = to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec();
        let mut headers = Value::Null;
        if let Some(said) = &said {
            let rest = body.split_off(usize::try_from(said["head"].as_u64().unwrap()).unwrap());
            headers = serde_json::from_slice::<Value>(&body).unwrap()["headers"].take();
            body = rest;
        }
        Answer { status, said, headers, body }
    }
}

/// An address on which nothing listens at this moment.
fn free_address() -> SocketAddr {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

async fn portal(admin: &Call, slug: &str) -> PortalId {
    let new = NewPortal { name: slug.into(), slug: slug.into(), ..NewPortal::default() };
    portals::create(admin, &new).await.unwrap().id
}

async fn offer(
    admin: &Call,
    portal: PortalId,
    strategy: &str,
    upstream: SocketAddr,
) -> (ProductId, VersionId) {
    let new = NewService {
        name: "pay".into(),
        upstream_url: format!("http://{upstream}"),
        path_prefix: "/pay".into(),
        ..NewService::default()
    };
    let service = services::create(admin, &new).await.unwrap().id.to_string();
    let new = NewProduct { name: "Payments".into(), slug: "payments".into(), ..NewProduct::default() };
    let product = products::create(admin, &new).await.unwrap().id;
    let version =
        versions::create(admin, product, &NewVersion { name: "v1".into(), service }).await.unwrap().id;
    let content = format!(
        "openapi: 3.1.0\ninfo: {{ title: Pay, version: v1 }}\nservers: [{{ url: 'http://{upstream}' }}, {{ url: \
         'http://rebound.localhost' }}]\npaths:\n  /things:\n    get:\n      operationId: list\n      responses: {{ \
         '200': {{ description: All }} }}\n"
    );
    let file = NewSpecification { name: "pay.yaml".into(), content: content.into() };
    specifications::replace(admin, version, file).await.unwrap();
    publications::publish_product(admin, product, portal).await.unwrap();
    let new = NewPublication {
        portal: portal.to_string(),
        state: "published".into(),
        registration: true,
        strategy: strategy.into(),
        ..NewPublication::default()
    };
    publications::publish_version(admin, version, &new).await.unwrap();
    (product, version)
}

async fn developer(house: &House, admin: &Call, portal: PortalId) -> Call {
    let visitor = Call::new(&house.app, Door::Portal).unwrap().within(portal);
    let new = NewDeveloper { email: "ada@example.com".into(), full_name: "Ada".into() };
    developers::sign_up(&visitor, &new).await.unwrap();
    let mut tx = admin.write().await.unwrap();
    let id = tx.one("select id from developers", args![]).await.unwrap().id("id").unwrap();
    let sql = "update developers set state = 'approved', decided_at = 1, decided_by = 'test', password_hash = 'none'";
    tx.run(sql, args![]).await.unwrap();
    tx.commit().await.unwrap();
    let person = Person { id, email: "ada@example.com".into(), name: "Ada".into(), session: None };
    visitor.by_developer(portal, person)
}

/// An upstream without CORS. It echoes the head of the call, moves, fails or says too much, as the path asks.
fn upstream() -> SocketAddr {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let (mut head, mut byte) = (Vec::new(), [0]);
            while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|it| it == 1) {
                head.push(byte[0]);
            }
            let path = String::from_utf8_lossy(&head).split(' ').nth(1).unwrap_or_default().to_owned();
            let (line, body) = match path.trim_start_matches("/pay") {
                "/moved" => ("302 Found\r\nLocation: http://127.0.0.1:1/inside", Vec::new()),
                "/broken" => ("500 Internal Server Error", b"oh".to_vec()),
                "/large" => ("200 OK", vec![b'x'; MOST + 1024 * 1024]),
                _ => ("200 OK\r\nSet-Cookie: theirs=1\r\nX-Theirs: \u{e9}", head),
            };
            let answer =
                format!("HTTP/1.1 {line}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
            let _ = stream.write_all(answer.as_bytes()).and_then(|()| stream.write_all(&body));
        }
    });
    address
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trial_goes_through_the_gateway_and_comes_back_as_it_is() {
    let street = Street::build("way").await;
    let answer = street.at_gateway("/things?x=1").await;
    assert_eq!(answer.tried(), 200);
    let seen = answer.text().to_lowercase();
    assert!(
        seen.starts_with("get /pay/things?x=1 ") && seen.contains("x-portico-application-id: "),
        "{seen}"
    );
    for kept in ["portalaccesstoken", "portico_way", "sec-fetch", "10.0.0.1"] {
        assert!(!seen.contains(kept), "{kept}: {seen}");
    }
    assert!(!seen.contains(&street.key.to_lowercase()), "the key stays at the gateway");
    assert_eq!(answer.header("set-cookie"), None);
    assert!(answer.header("x-theirs").is_some(), "{}", answer.headers);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_upstream_and_the_gateway_say_is_data_whatever_its_status() {
    let street = Street::build("data").await;
    let mut wrong = street.trial(&format!("{}/pay/things", street.gateway));
    wrong["headers"] = json!([["apikey", "prt_wrong"]]);
    let answer = street.send(&wrong).await;
    assert_eq!(answer.tried(), 401);
    let problem: Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(problem["type"], "urn:portico:problem:invalid-credential");
    assert!(problem["instance"].as_str().unwrap().starts_with("portico:trace:"), "{problem}");
    let answer = street.at_gateway("/broken").await;
    assert_eq!((answer.tried(), answer.text().as_str()), (500, "oh"));
    let answer = street.at_gateway("/moved").await;
    assert_eq!(answer.tried(), 302, "a redirect is shown and not followed");
    assert_eq!(answer.header("location").unwrap(), "http://127.0.0.1:1/inside");
    let answer = street.at_gateway("/large").await;
    assert_eq!((answer.tried(), answer.body.len()), (200, MOST));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trial_goes_nowhere_but_to_the_versions_own_servers_at_public_addresses() {
    let street = Street::build("servers").await;
    for url in [
        "http://127.0.0.1:1/things",
        "http://169.254.169.254/latest/meta-data",
        "https://example.com/things",
        &format!("{}/other/things", street.gateway),
        &format!("{}/pay/..%2fother", street.gateway),
        &format!("http://{}@example.com/", street.upstream),
        "file:///etc/passwd",
    ] {
        let answer = street.send(&street.trial(url)).await;
        answer.refusal();
        assert_eq!(answer.status, 422, "{url}");
    }
    let by_number = street.send(&street.trial(&format!("http://{}/things", street.upstream))).await;
    let by_name = street.send(&street.trial("http://rebound.localhost/things")).await;
    for answer in [by_number, by_name] {
        let said = answer.refusal();
        assert!(
            answer.status == 409 && (said.contains("private network") || said.contains("reached")),
            "{said}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_trial_is_refused_in_a_sentence() {
    let street = Street::build("shape").await;
    let url = format!("{}/pay/things", street.gateway);
    let mut large = street.trial(&url);
    large["method"] = json!("POST");
    large["body"] = json!("x".repeat(1024 * 1024 + 1));
    street.send(&large).await.refusal();
    large["body"] = json!("x".repeat(8 * 1024 * 1024));
    street.send(&large).await.refusal();
    let good = street.trial(&url).to_string();
    for (kind, body) in [("application/json", "{"), ("application/json", "[]"), ("text/plain", good.as_str())]
    {
        street.post("acme", &street.path(), kind, body.to_owned(), "same-origin").await.refusal();
    }
    let forged = street.post("acme", &street.path(), "application/json", good, "cross-site").await;
    assert_eq!((forged.status, forged.said), (403, None));
    let mut method = street.trial(&url);
    method["method"] = json!("CONNECT");
    street.send(&method).await.refusal();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_may_not_read_one_may_not_try() {
    let street = Street::build("reach").await;
    portal(&street.admin, "other").await;
    let trial = street.trial(&format!("{}/pay/things", street.gateway)).to_string();
    let other = street.post("other", &street.path(), "application/json", trial.clone(), "same-origin").await;
    assert_eq!((other.status, other.said), (404, None), "another portal does not offer it");
    let new = NewProduct { name: "Parcels".into(), slug: "parcels".into(), ..NewProduct::default() };
    let parcels = products::create(&street.admin, &new).await.unwrap().id;
    publications::publish_product(&street.admin, parcels, street.portal).await.unwrap();
    let path = format!("/products/parcels/versions/{}/try", street.version);
    let wrong = street.post("acme", &path, "application/json", trial.clone(), "same-origin").await;
    assert_eq!(wrong.status, 404, "it is no version of that product");
    let mut tx = street.admin.write().await.unwrap();
    tx.run("update portals set catalog = 'private'", args![]).await.unwrap();
    tx.commit().await.unwrap();
    let closed = street.send(&street.trial(&format!("{}/pay/things", street.gateway))).await;
    assert_eq!((closed.status, closed.said), (401, None), "who is not signed in reads nothing here");
    publications::unpublish_product(&street.admin, street.product, street.portal).await.unwrap();
    street.house.close().await;
}
