//! What the database holds while it is measured, written straight into its tables, many rows at a time.

use std::fmt::Write;

use keys::ServerSecret;
use serde_json::{Value, json};
use sql::{Db, args};

use super::chance::{Chance, Of, id, key, words};

/// The portal's slug.
pub(super) const PORTAL: &str = "bench";
/// The developer's e-mail address.
pub(super) const DEVELOPER: &str = "ada@example.com";
/// How many versions the credentials are spread over.
pub(super) const VERSIONS: u64 = 20;
/// How many credentials an application has.
const EACH: u64 = 10;
/// How many rows one statement writes.
const BATCH: usize = 10_000;

/// One strategy, one portal, one developer, who gets the admin's password.
const PEOPLE: [&str; 3] = [
    "insert into strategies (id, name, display_name, kind, key_names, hide_key, config, created_at, updated_at)
     values ($1, 'key', 'Key', 'key_auth', '[\"apikey\"]', true, '', 1, 1)",
    "insert into portals (id, slug, name, description, catalog, accounts, listed, rbac, auto_approve_developers,
                          auto_approve_registrations, key_prefix, default_strategy, max_applications, max_credentials,
                          welcome_title, welcome_text, support_email, theme, logo, created_at, updated_at)
     values ($1, 'bench', 'Bench', 'A portal to be measured', 'public', 'on', true, false, true, true, 'prt', null, 500,
             20, '', '', '', '', null, 1, 1)",
    "insert into developers (id, portal, email, full_name, password_hash, state, requested_at, decided_at, decided_by,
                             created_at, updated_at)
     select $1, (select id from portals), 'ada@example.com', 'Ada', password_hash, 'approved', 1, 1, 'portal', 1, 1
       from admins",
];

const SERVICES: &str = "insert into gateway_services (id, name, upstream_url, host, path_prefix, strip_prefix,
                                                      preserve_host, connect_timeout_ms, response_timeout_ms,
                                                      created_at, updated_at)
    select value ->> 0, value ->> 1, value ->> 2, '', value ->> 3, true, false, 5000, 60000, 1, 1 from json_each($1)";
const PRODUCTS: &str = "insert into products (id, slug, name, description, created_at, updated_at)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, 1, 1 from json_each($1)";
const SHOWN: &str = "insert into product_publications (product, portal, created_at)
    select value ->> 0, (select id from portals), 1 from json_each($1)";
const VERSIONS_OF: &str = "insert into versions (id, product, name, service, created_at, updated_at)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, 1, 1 from json_each($1)";
const OFFERS: &str =
    "insert into publications (id, version, portal, state, deprecated, registration, auto_approve,
                                                strategy, created_at, updated_at)
    select value ->> 0, value ->> 1, (select id from portals), 'published', false, value ->> 2, true,
           (select id from strategies), 1, 1
      from json_each($1)";
const DOCUMENTS: &str = "insert into documents (id, product, parent, slug, title, content, state, position, created_at,
                                                updated_at)
    select value ->> 0, value ->> 1, null, 'start', value ->> 2, value ->> 3, 'published', 1, 1, 1 from json_each($1)";
const SPECIFICATIONS: &str = "insert into specifications (id, version, name, title, created_at, updated_at)
    select value ->> 0, value ->> 1, 'openapi.json', 'API', 1, 1 from json_each($1)";
const FILES: &str = "insert into specification_files (specification, content, operations)
    select value ->> 0, '{}', value ->> 2 from json_each($1)";
const APPLICATIONS: &str =
    "insert into applications (id, portal, developer, name, description, reference_id, strategy,
                                                      first_call_at, created_at, updated_at)
    select value ->> 0, (select id from portals), (select id from developers), value ->> 1, '', value ->> 1,
           (select id from strategies), 1, 1, 1
      from json_each($1)";
const REGISTRATIONS: &str =
    "insert into registrations (id, application, version, state, requested_at, decided_at,
                                                        decided_by, created_at, updated_at)
    select value ->> 0, value ->> 1, value ->> 2, 'approved', 1, 1, 'portal', 1, 1 from json_each($1)";
const CREDENTIALS: &str = "insert into credentials (id, application, name, mac, hint, state, created_at)
    select value ->> 0, value ->> 1, 'key', value ->> 2, value ->> 3, 'active', 1 from json_each($1)";
/// The feed holds what it would hold had all of it been made through the pages.
const FEED: [&str; 2] = [
    "insert into changes (seq, at, kind, id)
     select row_number() over (order by id), 1, kind, id
       from (select id, 'portal' as kind from portals union all select id, 'strategy' from strategies
             union all select id, 'service' from gateway_services union all select id, 'product' from products
             union all select id, 'version' from versions union all select id, 'application' from applications
             union all select id, 'registration' from registrations union all select id, 'credential' from credentials)",
    "update feed set seq = (select coalesce(max(seq), 0) from changes)",
];

/// A portal with one developer and so many credentials, ten to an application, each application registered to one of
/// twenty versions; the versions' traffic goes to the upstream. One more version needs no credential.
pub(super) async fn credentials(
    db: &Db,
    secret: &ServerSecret,
    count: u64,
    upstream: &str,
) -> sql::Result<()> {
    people(db).await?;
    let all = 0..=VERSIONS;
    let service = |it| json!([id(Of::Service, it), format!("service {it}"), upstream, prefix(it)]);
    put(db, SERVICES, all.clone().map(service)).await?;
    let product = |it| json!([id(Of::Product, it), format!("product-{it}"), format!("Product {it}"), ""]);
    put(db, PRODUCTS, all.clone().map(product)).await?;
    put(db, SHOWN, all.clone().map(|it| json!([id(Of::Product, it)]))).await?;
    let version = |it| json!([id(Of::Version, it), id(Of::Product, it), "v1", id(Of::Service, it)]);
    put(db, VERSIONS_OF, all.clone().map(version)).await?;
    put(db, OFFERS, all.map(|it| json!([id(Of::Publication, it), id(Of::Version, it), it < VERSIONS])))
        .await?;
    run(db, "update publications set strategy = null where not registration").await?;

    let applications = 0..count.div_ceil(EACH);
    let application = |it| json!([id(Of::Application, it), format!("app-{it}")]);
    put(db, APPLICATIONS, applications.clone().map(application)).await?;
    let registration =
        |it| json!([id(Of::Registration, it), id(Of::Application, it), id(Of::Version, it % VERSIONS)]);
    put(db, REGISTRATIONS, applications.map(registration)).await?;
    let credential = |it| {
        let key = key(it);
        let mac = keys::mac(secret, &key).hex();
        json!([id(Of::Credential, it), id(Of::Application, it / EACH), mac, key.hint()])
    };
    put(db, CREDENTIALS, (0..count).map(credential)).await?;
    feed(db).await
}

/// The number of the version to which the application of this credential is registered.
pub(super) fn version_of(credential: u64) -> u64 {
    credential / EACH % VERSIONS
}

/// Where calls to the version with this number go in; the last one is open.
pub(super) fn prefix(version: u64) -> String {
    format!("/api/{version}")
}

/// A portal that shows so many products, each with two versions, a service for each, five operations in one of them,
/// and one document.
pub(super) async fn products(db: &Db, count: u64) -> sql::Result<()> {
    people(db).await?;
    let (all, both) = (0..count, 0..count * 2);
    let service =
        |it| json!([id(Of::Service, it), format!("service {it}"), "http://127.0.0.1:9", prefix(it)]);
    put(db, SERVICES, both.clone().map(service)).await?;
    let words = words();
    put(db, PRODUCTS, all.clone().map(|it| product(it, &words))).await?;
    put(db, SHOWN, all.clone().map(|it| json!([id(Of::Product, it)]))).await?;
    let version = |it: u64| {
        let name = if it.is_multiple_of(2) { "v1" } else { "v2" };
        json!([id(Of::Version, it), id(Of::Product, it / 2), name, id(Of::Service, it)])
    };
    put(db, VERSIONS_OF, both.clone().map(version)).await?;
    put(db, OFFERS, both.map(|it| json!([id(Of::Publication, it), id(Of::Version, it), true]))).await?;
    for sql in [SPECIFICATIONS, FILES] {
        put(db, sql, all.clone().map(|it| specification(it, &words))).await?;
    }
    put(db, DOCUMENTS, all.map(|it| document(it, &words))).await?;
    put(db, APPLICATIONS, (0..3).map(|it| json!([id(Of::Application, it), format!("app-{it}")]))).await?;
    let registration = |it| json!([id(Of::Registration, it), id(Of::Application, it), id(Of::Version, it)]);
    put(db, REGISTRATIONS, (0..3).map(registration)).await?;
    feed(db).await
}

/// The slug of the product with this number.
pub(super) fn slug(number: u64) -> String {
    format!("product-{number:05}")
}

fn product(number: u64, words: &[String]) -> Value {
    const KINDS: [&str; 8] =
        ["Payments", "Parcels", "Weather", "Ferries", "Invoices", "Identity", "Maps", "Stock"];
    let mut chance = Chance::new(number);
    let word: &String = chance.pick(words);
    let (word, kind) = (capital(word), chance.pick(&KINDS));
    let name = format!("{word} {kind} {number:05}");
    json!([id(Of::Product, number), slug(number), name, sentence(&mut chance, words, 18)])
}

/// The operations of the product's first version.
fn specification(number: u64, words: &[String]) -> Value {
    let mut chance = Chance::new(number ^ 0x0A91);
    let mut operations = Vec::new();
    for method in ["GET", "POST", "GET", "PUT", "DELETE"] {
        let [noun, other, tag]: [&String; 3] = std::array::from_fn(|_| chance.pick(words));
        operations.push(json!({
            "method": method, "path": format!("/{noun}/{{id}}/{other}"), "summary": sentence(&mut chance, words, 5),
            "operation_id": format!("{}{}", method.to_lowercase(), capital(noun)), "tags": [tag], "deprecated": false,
        }));
    }
    json!([id(Of::Specification, number), id(Of::Version, number * 2), Value::Array(operations).to_string()])
}

/// About two kilobytes of Markdown.
fn document(number: u64, words: &[String]) -> Value {
    let mut chance = Chance::new(number ^ 0xD0C0);
    let mut text = String::new();
    for _ in 0..4 {
        let mut say = |length| sentence(&mut chance, words, length);
        let _ = write!(text, "## {}\n\n{} **{}** {}\n\n", say(4), say(20), say(3), say(20));
        let _ = write!(text, "- {}\n- {}\n- {}\n\n", say(6), say(6), say(6));
        let _ = write!(text, "```sh\ncurl https://api.example.com/{}\n```\n\n", chance.pick::<String>(words));
    }
    json!([id(Of::Document, number), id(Of::Product, number), "Getting started", text])
}

fn sentence(chance: &mut Chance, words: &[String], length: usize) -> String {
    let words: Vec<&str> = (0..length).map(|_| chance.pick::<String>(words).as_str()).collect();
    capital(&words.join(" ")) + "."
}

fn capital(text: &str) -> String {
    text.get(..1).unwrap_or("").to_uppercase() + text.get(1..).unwrap_or("")
}

async fn people(db: &Db) -> sql::Result<()> {
    let mut tx = db.write().await?;
    for (sql, of) in PEOPLE.into_iter().zip([Of::Strategy, Of::Portal, Of::Developer]) {
        tx.run(sql, args![id(of, 0)]).await?;
    }
    tx.commit().await
}

async fn feed(db: &Db) -> sql::Result<()> {
    for sql in FEED {
        run(db, sql).await?;
    }
    Ok(())
}

async fn run(db: &Db, sql: &'static str) -> sql::Result<()> {
    let mut tx = db.write().await?;
    tx.run(sql, args![]).await?;
    tx.commit().await
}

/// Writes rows, many at a time.
pub(super) async fn put(db: &Db, sql: &'static str, rows: impl Iterator<Item = Value>) -> sql::Result<()> {
    let mut rows = rows.peekable();
    while rows.peek().is_some() {
        let batch = Value::Array(rows.by_ref().take(BATCH).collect()).to_string();
        let mut tx = db.write().await?;
        tx.run(sql, args![batch]).await?;
        tx.commit().await?;
    }
    Ok(())
}
