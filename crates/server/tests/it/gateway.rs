//! From a grant to a call and from a deed to its refusal, through the whole house: the gateway's port is real.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use access::applications::{self, NewApplication};
use access::credentials::{self, NewCredential};
use access::registrations::{self, NewRegistration};
use access::usage::{self, Dimension, Histogram, Metric, Period, Query};
use base::{PortalId, VersionId};
use catalog::products::{self, NewProduct};
use catalog::publications::{self, NewPublication};
use catalog::services::{self, NewService};
use catalog::strategies::{self, NewStrategy};
use catalog::versions::{self, NewVersion};
use frame::{Call, Door, Person};
use people::developers::{self, NewDeveloper};
use people::portals::{self, NewPortal};
use server::House;
use server::config::{Layers, Settings};
use sql::args;

struct Street {
    house: House,
    gateway: SocketAddr,
    admin: Call,
    ada: Call,
    version: VersionId,
    strategy: String,
    _serving: gate::Serving,
    folder: std::path::PathBuf,
}

impl Drop for Street {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Street {
    async fn build(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("portico-street-{name}-{}", std::process::id()));
        let flags = [("data_dir", Some(folder.display().to_string()))];
        let settings = Settings::read(&Layers::read(None, &flags).unwrap()).unwrap();
        let house = House::open(settings).await.unwrap();
        let admin = Call::operator(&house.app, Door::Command).unwrap();
        let serving = gate::serve(
            gate::listen("127.0.0.1:0".parse().unwrap(), 1).unwrap(),
            &house.gate,
            gate::Settings::default(),
        )
        .unwrap();
        let new = NewPortal { name: "Acme".into(), slug: "acme".into(), ..NewPortal::default() };
        let portal = portals::create(&admin, &new).await.unwrap().id;
        let new = NewStrategy { name: "Keys".into(), hide_key: true, ..NewStrategy::default() };
        let strategy = strategies::create(&admin, &new).await.unwrap().id.to_string();
        let version = offer(&admin, portal, &strategy, upstream()).await;
        let ada = developer(&house, &admin, portal).await;
        let gateway = serving.address();
        Self { house, gateway, admin, ada, version, strategy, _serving: serving, folder }
    }

    /// The status of a call with this key, and the whole answer.
    fn call(&self, key: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(self.gateway).unwrap();
        let head = format!(
            "GET /pay/things?x=1 HTTP/1.1\r\nHost: localhost\r\napikey: {key}\r\n\
             X-Portico-Application-Id: forged\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        (answer.split(' ').nth(1).unwrap().parse().unwrap(), answer)
    }

    async fn approved(&self) -> (registrations::Registration, credentials::Generated) {
        let new = NewApplication {
            name: "shop".into(),
            strategy: self.strategy.clone(),
            ..NewApplication::default()
        };
        let application = applications::create(&self.ada, &new).await.unwrap();
        let new =
            NewRegistration { application: application.id.to_string(), version: self.version.to_string() };
        let registration = registrations::request(&self.ada, &new).await.unwrap();
        let made = credentials::generate(&self.ada, application.id, &NewCredential::default()).await.unwrap();
        (registration, made)
    }
}

async fn offer(admin: &Call, portal: PortalId, strategy: &str, upstream: SocketAddr) -> VersionId {
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
    publications::publish_product(admin, product, portal).await.unwrap();
    let new = NewPublication {
        portal: portal.to_string(),
        state: "published".into(),
        registration: true,
        strategy: strategy.into(),
        ..NewPublication::default()
    };
    publications::publish_version(admin, version, &new).await.unwrap();
    version
}

async fn developer(house: &House, admin: &Call, portal: PortalId) -> Call {
    let visitor = Call::new(&house.app, Door::Portal).unwrap().within(portal);
    let new = NewDeveloper { email: "ada@example.com".into(), full_name: "Ada".into() };
    developers::sign_up(&visitor, &new).await.unwrap();
    let row = {
        let mut tx = admin.read().await.unwrap();
        tx.one("select id from developers", args![]).await.unwrap()
    };
    let id = row.id("id").unwrap();
    let mut tx = admin.write().await.unwrap();
    tx.run(
        "update developers set state = 'approved', decided_at = 1, decided_by = 'test', password_hash = 'none'",
        args![],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let person = Person { id, email: "ada@example.com".into(), name: "Ada".into(), session: None };
    visitor.by_developer(portal, person)
}

/// An upstream that answers with the head it was sent.
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
            let answer =
                format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", head.len());
            let _ = stream.write_all(answer.as_bytes()).and_then(|()| stream.write_all(&head));
        }
    });
    address
}

#[tokio::test(flavor = "multi_thread")]
async fn each_deed_holds_at_the_gateway_before_it_has_answered() {
    let street = Street::build("deeds").await;
    let (registration, made) = street.approved().await;
    let key = made.key.expose();
    assert_eq!(street.call(key).0, 403, "nobody has approved");
    for _ in 0..20 {
        registrations::approve(&street.admin, registration.id).await.unwrap();
        assert_eq!(street.call(key).0, 200);
        registrations::revoke(&street.admin, registration.id).await.unwrap();
        assert_eq!(street.call(key).0, 403);
    }
    registrations::approve(&street.admin, registration.id).await.unwrap();
    credentials::delete(&street.ada, made.credential.id).await.unwrap();
    assert_eq!(street.call(key).0, 401, "the credential is gone");
    let again = credentials::generate(&street.ada, registration.application, &NewCredential::default())
        .await
        .unwrap();
    assert_eq!(street.call(again.key.expose()).0, 200, "another credential works at once");
    applications::delete(&street.ada, registration.application).await.unwrap();
    assert_eq!(street.call(again.key.expose()).0, 401, "its application is gone");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_upstream_learns_who_called_and_never_the_key() {
    let street = Street::build("headers").await;
    let (registration, made) = street.approved().await;
    registrations::approve(&street.admin, registration.id).await.unwrap();
    let (status, answer) = street.call(made.key.expose());
    let answer = answer.to_lowercase();
    assert_eq!(status, 200);
    assert!(!answer.contains(&made.key.expose().to_lowercase()) && !answer.contains("forged"));
    for (name, value) in [
        ("application", registration.application.to_string()),
        ("registration", registration.id.to_string()),
        ("developer", registration.developer.to_string()),
        ("credential", made.credential.id.to_string()),
    ] {
        assert!(answer.contains(&format!("x-portico-{name}-id: {value}")), "{name}: {answer}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_says_why_to_whom_it_concerns() {
    let street = Street::build("trace").await;
    let (_, made) = street.approved().await;
    let (status, answer) = street.call(made.key.expose());
    assert_eq!(status, 403);
    let trace = answer.split("portico:trace:").nth(1).unwrap()[..36].to_owned();
    street.house.gate.flush().await.unwrap();
    let refusal = access::traces::view(&street.ada, trace.parse().unwrap()).await.unwrap();
    assert_eq!((refusal.reason.as_str(), refusal.status), ("registration_pending", 403));
    assert_eq!(refusal.path, "/pay/things");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_application_calls_is_in_its_usage() {
    let street = Street::build("usage").await;
    let (registration, made) = street.approved().await;
    let key = made.key.expose();
    assert_eq!(street.call(key).0, 403, "nobody has approved");
    registrations::approve(&street.admin, registration.id).await.unwrap();
    for _ in 0..3 {
        assert_eq!(street.call(key).0, 200);
    }
    assert_eq!(street.call("no-key").0, 401, "which counts for nobody");
    street.house.gate.flush().await.unwrap();
    let now = street.house.app.now().micros() / 1000;
    let asked = |metric| Query {
        dimensions: vec![Dimension::ApiProductVersion, Dimension::StatusCode],
        ..Query::new(metric, now - usage::DAY_MS, now + 60_000)
    };
    let answer = usage::query(&street.ada, &asked(Metric::RequestCount)).await.unwrap();
    let told: Vec<String> = answer
        .records
        .iter()
        .map(|it| {
            let of: Vec<&str> = answer.values(it).map(|(_, value)| value.name.as_str()).collect();
            format!("{} {}", of.join(" "), it.amount)
        })
        .collect();
    assert_eq!(told, ["Payments v1 200 3", "Payments v1 403 1"]);
    let latency = Metric::Percentile(Histogram::Latency, 99);
    let answer = usage::query(&street.ada, &asked(latency)).await.unwrap();
    assert!(answer.records.iter().all(|it| it.amount > 0.0 && it.amount < 60_000.0), "{answer:?}");
    let page = usage::summary(&street.ada, registration.application, Period::Day).await.unwrap();
    assert_eq!((page.total.requests, page.total.errors), (4, 1));
}
