//! A gateway on a throw-away database, to be measured: `gateway UPSTREAM LISTEN THREADS CREDENTIALS`. It prints the
//! header that lets a call to `/pay/…` in, and its memory; then it serves until it is ended.
#![expect(clippy::unwrap_used, reason = "a measurement that cannot begin ends")]

use std::io::Write;
use std::sync::Arc;
use std::time::{Duration, Instant as Moment};

use base::{Instant, Uuid};
use gate::{Gate, Settings};
use keys::{Key, Prefix, ServerSecret};
use sql::{Args, Db, Options, Tx, args};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut words = std::env::args().skip(1);
    let mut word = |default: &str| words.next().unwrap_or_else(|| default.to_owned());
    let (upstream, listen) = (word("http://127.0.0.1:9000"), word("127.0.0.1:8000"));
    let (threads, credentials): (usize, u64) = (word("1").parse().unwrap(), word("1000").parse().unwrap());

    let directory = std::env::temp_dir().join(format!("portico-gateway-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let db = Db::open(&format!("sqlite:{}/gate.db", directory.display()), Options::default()).await.unwrap();
    db.migrate().await.unwrap();
    let secret = ServerSecret::from_bytes(&[7; 32]).unwrap();
    let mut tx = db.write().await.unwrap();
    fill(&mut tx, &upstream).await;
    for number in 0..credentials {
        add_credential(&mut tx, &secret, number).await;
    }
    tx.commit().await.unwrap();

    let begun = Moment::now();
    let clock = Arc::new(move || {
        Instant::from_micros(1_780_315_200_000_000 + i64::try_from(begun.elapsed().as_micros()).unwrap())
    });
    let gate = Gate::start(db, secret, clock).await.unwrap();
    let mut out = std::io::stdout();
    let loaded = begun.elapsed();
    writeln!(out, "apikey: {}", key(credentials / 2).expose()).unwrap();
    writeln!(out, "{} credentials read in {loaded:?}", gate.health().counts.credentials).unwrap();
    writeln!(out, "{}", decide(&gate, credentials / 2)).unwrap();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let resident = status.lines().find(|it| it.starts_with("VmRSS")).unwrap_or_default();
    writeln!(out, "{resident}").unwrap();
    let listeners = gate::listen(listen.parse().unwrap(), threads).unwrap();
    let _serving = gate::serve(listeners, &gate, Settings::default()).unwrap();
    gate.follow().await;
}

/// How long one decision takes.
fn decide(gate: &Gate, number: u64) -> String {
    let (key, version) = (key(number), Uuid::from_u64_pair(1, 6).into());
    let begun = Moment::now();
    let rounds = 1_000_000;
    let allowed = (0..rounds)
        .filter(|_| {
            gate.decide(version, key.expose().as_bytes(), |it| matches!(it, gate::Decision::Allow(_)))
        })
        .count();
    let each = begun.elapsed().checked_div(rounds).unwrap_or(Duration::ZERO);
    format!("{allowed} decisions, {each:?} each")
}

fn key(number: u64) -> Key {
    let mut state = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    Key::make(&Prefix::default(), &mut |into| {
        into.fill_with(|| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state.to_be_bytes()[0]
        });
    })
}

fn text(number: u64) -> String {
    Uuid::from_u64_pair(1, number).to_string()
}

async fn add_credential(tx: &mut Tx, secret: &ServerSecret, number: u64) {
    let spread = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let id = Uuid::from_u64_pair(number, spread.reverse_bits() ^ spread).to_string();
    let mac = keys::mac(secret, &key(number)).hex();
    let sql = "insert into credentials (id, application, name, mac, hint, state, created_at)
               values ($1, $2, 'one', $3, 'xxxx', 'active', 1)";
    tx.run(sql, args![id, text(8), mac]).await.unwrap();
}

async fn fill(tx: &mut Tx, upstream: &str) {
    for (sql, args) in people().into_iter().chain(catalog(upstream)).chain(access()) {
        tx.run(sql, args).await.unwrap();
    }
}

fn people() -> Vec<(&'static str, Args)> {
    vec![
        (
            "insert into portals (id, slug, name, description, catalog, accounts, listed, rbac,
                                  auto_approve_developers, auto_approve_registrations, key_prefix, max_applications,
                                  max_credentials, welcome_title, welcome_text, support_email, theme, created_at,
                                  updated_at)
             values ($1, 'demo', 'Demo', '', 'public', 'on', true, false, false, false, 'prt_', 500, 20, '', '', '',
                     '', 1, 1)",
            args![text(1)],
        ),
        (
            "insert into developers (id, portal, email, full_name, state, requested_at, decided_at, created_at,
                                     updated_at)
             values ($1, $2, 'a@b.test', 'A', 'approved', 1, 1, 1, 1)",
            args![text(2), text(1)],
        ),
    ]
}

fn catalog(upstream: &str) -> Vec<(&'static str, Args)> {
    vec![
        (
            "insert into gateway_services (id, name, upstream_url, host, path_prefix, strip_prefix, preserve_host,
                                           connect_timeout_ms, response_timeout_ms, created_at, updated_at)
             values ($1, 'Payments', $2, '', '/pay', true, false, 5000, 60000, 1, 1)",
            args![text(3), upstream],
        ),
        (
            "insert into strategies (id, name, display_name, kind, key_names, hide_key, config, created_at,
                                     updated_at)
             values ($1, 'key', 'Key', 'key_auth', '[\"apikey\"]', true, '', 1, 1)",
            args![text(4)],
        ),
        (
            "insert into products (id, slug, name, description, created_at, updated_at)
             values ($1, 'pay', 'Pay', '', 1, 1)",
            args![text(5)],
        ),
        (
            "insert into versions (id, product, name, service, created_at, updated_at)
             values ($1, $2, 'v1', $3, 1, 1)",
            args![text(6), text(5), text(3)],
        ),
        (
            "insert into publications (id, version, portal, state, deprecated, registration, auto_approve, strategy,
                                       created_at, updated_at)
             values ($1, $2, $3, 'published', false, true, false, $4, 1, 1)",
            args![text(7), text(6), text(1), text(4)],
        ),
    ]
}

fn access() -> Vec<(&'static str, Args)> {
    vec![
        (
            "insert into applications (id, portal, developer, name, description, reference_id, strategy, created_at,
                                       updated_at)
             values ($1, $2, $3, 'App', '', 'app-1', $4, 1, 1)",
            args![text(8), text(1), text(2), text(4)],
        ),
        (
            "insert into registrations (id, application, version, state, requested_at, decided_at, created_at,
                                        updated_at)
             values ($1, $2, $3, 'approved', 1, 1, 1, 1)",
            args![text(9), text(8), text(6)],
        ),
    ]
}
