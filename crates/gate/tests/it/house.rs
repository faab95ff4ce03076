//! A gate on a database of its own, with rows written straight into the tables.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::time::Duration;

use base::{Instant, Uuid};
use gate::{Change, Gate, Kind, Serving, Settings};
use keys::{Key, Prefix, ServerSecret};
use sql::{Args, Db, Options, args};

use crate::client::Client;

pub(crate) const BEGIN: i64 = 1_780_315_200_000_000;

pub(crate) struct House {
    pub(crate) db: Db,
    pub(crate) gate: Gate,
    pub(crate) time: Arc<AtomicI64>,
    serving: Option<Serving>,
    directory: Option<PathBuf>,
}

/// An id that is told from others by its number.
pub(crate) fn id(number: u64) -> Uuid {
    Uuid::from_u64_pair(number, 0x8000_0000_0000_0000 | number)
}

pub(crate) fn text(number: u64) -> String {
    id(number).to_string()
}

/// The key of the credential with this number.
pub(crate) fn key(number: u8) -> Key {
    Key::make(&Prefix::default(), &mut |into| into.fill(number))
}

pub(crate) fn secret() -> ServerSecret {
    ServerSecret::from_bytes(&[7; 32]).unwrap()
}

fn unique() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("gate_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// The numbers of what every house has.
pub(crate) const PORTAL: u64 = 1;
pub(crate) const DEVELOPER: u64 = 2;
pub(crate) const SERVICE: u64 = 3;
pub(crate) const STRATEGY: u64 = 4;
pub(crate) const PRODUCT: u64 = 5;
pub(crate) const VERSION: u64 = 6;
pub(crate) const PUBLICATION: u64 = 7;
pub(crate) const APPLICATION: u64 = 8;
pub(crate) const REGISTRATION: u64 = 9;
pub(crate) const CREDENTIAL: u64 = 10;

impl House {
    /// A house on each database that there is.
    pub(crate) async fn each() -> Vec<Self> {
        let mut houses = vec![Self::sqlite("http://127.0.0.1:9").await];
        if let Some(url) = std::env::var_os("PORTICO_TEST_POSTGRES") {
            let options = Options { schema: Some(unique()), readers: 4 };
            let db = Db::open(url.to_str().unwrap(), options).await.unwrap();
            houses.push(Self::on(db, None, "http://127.0.0.1:9").await);
        }
        houses
    }

    /// A house on SQLite.
    pub(crate) async fn sqlite(upstream: &str) -> Self {
        let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(unique());
        std::fs::create_dir_all(&directory).unwrap();
        let url = format!("sqlite:{}/test.db", directory.display());
        let db = Db::open(&url, Options::default()).await.unwrap();
        Self::on(db, Some(directory), upstream).await
    }

    async fn on(db: Db, directory: Option<PathBuf>, upstream: &str) -> Self {
        db.migrate().await.unwrap();
        fill(&db, upstream).await;
        let time = Arc::new(AtomicI64::new(BEGIN));
        let clock = Arc::clone(&time);
        let clock = Arc::new(move || Instant::from_micros(clock.load(Ordering::Relaxed)));
        let gate = Gate::start(db.clone(), secret(), clock).await.unwrap();
        Self { db, gate, time, serving: None, directory }
    }

    /// Starts the gateway and connects to it.
    pub(crate) async fn client(&mut self) -> Client {
        self.client_with(Settings::default()).await
    }

    pub(crate) async fn client_with(&mut self, settings: Settings) -> Client {
        if self.serving.is_none() {
            let listeners = gate::listen("127.0.0.1:0".parse().unwrap(), 1).unwrap();
            self.serving = Some(gate::serve(listeners, &self.gate, settings).unwrap());
        }
        Client::connect(self.serving.as_ref().unwrap().address()).await
    }

    /// Runs statements, notes changes, commits; the gate is not told.
    pub(crate) async fn commit(&self, deeds: Vec<(&'static str, Args)>, changed: &[(Kind, u64)]) {
        let mut tx = self.db.write().await.unwrap();
        for (sql, args) in deeds {
            tx.run(sql, args).await.unwrap();
        }
        for (kind, number) in changed {
            let row = tx.one("update feed set seq = seq + 1 where one returning seq", args![]).await.unwrap();
            let sql = "insert into changes (seq, at, kind, id) values ($1, $2, $3, $4)";
            let seq: i64 = row.get("seq").unwrap();
            tx.run(sql, args![seq, BEGIN, kind.word(), text(*number)]).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    /// Does one deed as operations do: statement, change, commit, and the gate has caught up.
    pub(crate) async fn deed(&self, sql: &'static str, args: Args, kind: Kind, number: u64) {
        self.commit(vec![(sql, args)], &[(kind, number)]).await;
        self.gate.catch_up(&[Change::new(kind, id(number))]).await;
    }

    /// What the gate says about the key for the version, in a word.
    pub(crate) fn decide(&self, version: u64, key: &Key) -> String {
        self.gate.decide(id(version).into(), key.expose().as_bytes(), |decision| match decision {
            gate::Decision::Open => "open".to_owned(),
            gate::Decision::Allow(_) => "allow".to_owned(),
            gate::Decision::Deny(denial) => denial.reason.code().to_owned(),
            gate::Decision::Unsure => "unsure".to_owned(),
        })
    }

    pub(crate) fn wait(&self, seconds: i64) {
        self.time.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
    }

    /// Stops the gateway; says whether all calls have ended in time.
    pub(crate) async fn stop(&mut self, patience: Duration) -> bool {
        self.serving.take().unwrap().stop(patience).await
    }

    pub(crate) async fn done(mut self) {
        if let Some(serving) = self.serving.take() {
            serving.stop(Duration::from_secs(1)).await;
        }
        self.db.close().await;
        if let Some(directory) = &self.directory {
            std::fs::remove_dir_all(directory).unwrap();
        }
    }
}

/// A portal with a product whose one version is published under key auth, and a developer whose application is
/// registered to it and has a key.
async fn fill(db: &Db, upstream: &str) {
    let mut tx = db.write().await.unwrap();
    for (sql, args) in people().into_iter().chain(catalog(upstream)).chain(access()) {
        tx.run(sql, args).await.unwrap();
    }
    tx.commit().await.unwrap();
}

fn people() -> Vec<(&'static str, Args)> {
    vec![
        (
            "insert into portals (id, slug, name, description, catalog, accounts, listed, rbac,
                                  auto_approve_developers, auto_approve_registrations, key_prefix, default_strategy,
                                  max_applications, max_credentials, welcome_title, welcome_text, support_email, theme,
                                  created_at, updated_at)
             values ($1, 'demo', 'Demo', '', 'public', 'on', true, false, false, false, 'prt_', null, 500, 20, '', '',
                     '', '', 1, 1)",
            args![text(PORTAL)],
        ),
        (
            "insert into developers (id, portal, email, full_name, state, requested_at, decided_at, created_at,
                                     updated_at)
             values ($1, $2, 'a@b.test', 'A', 'approved', 1, 1, 1, 1)",
            args![text(DEVELOPER), text(PORTAL)],
        ),
    ]
}

fn catalog(upstream: &str) -> Vec<(&'static str, Args)> {
    vec![
        (
            "insert into gateway_services (id, name, upstream_url, host, path_prefix, strip_prefix, preserve_host,
                                           connect_timeout_ms, response_timeout_ms, created_at, updated_at)
             values ($1, 'Payments', $2, '', '/pay', true, false, 1000, 1000, 1, 1)",
            args![text(SERVICE), upstream],
        ),
        (
            "insert into strategies (id, name, display_name, kind, key_names, hide_key, config, created_at,
                                     updated_at)
             values ($1, 'key', 'Key', 'key_auth', '[\"apikey\",\"X-Api-Key\"]', true, '', 1, 1)",
            args![text(STRATEGY)],
        ),
        (
            "insert into products (id, slug, name, description, created_at, updated_at)
             values ($1, 'pay', 'Pay', '', 1, 1)",
            args![text(PRODUCT)],
        ),
        (
            "insert into versions (id, product, name, service, created_at, updated_at)
             values ($1, $2, 'v1', $3, 1, 1)",
            args![text(VERSION), text(PRODUCT), text(SERVICE)],
        ),
        (
            "insert into publications (id, version, portal, state, deprecated, registration, auto_approve, strategy,
                                       created_at, updated_at)
             values ($1, $2, $3, 'published', false, true, false, $4, 1, 1)",
            args![text(PUBLICATION), text(VERSION), text(PORTAL), text(STRATEGY)],
        ),
    ]
}

fn access() -> Vec<(&'static str, Args)> {
    let mac = keys::mac(&secret(), &key(1)).hex();
    vec![
        (
            "insert into applications (id, portal, developer, name, description, reference_id, strategy, created_at,
                                       updated_at)
             values ($1, $2, $3, 'App', '', 'app-1', $4, 1, 1)",
            args![text(APPLICATION), text(PORTAL), text(DEVELOPER), text(STRATEGY)],
        ),
        (
            "insert into registrations (id, application, version, state, requested_at, decided_at, created_at,
                                        updated_at)
             values ($1, $2, $3, 'approved', 1, 1, 1, 1)",
            args![text(REGISTRATION), text(APPLICATION), text(VERSION)],
        ),
        (
            "insert into credentials (id, application, name, mac, hint, state, created_at, expires_at)
             values ($1, $2, 'one', $3, 'xxxx', 'active', 1, null)",
            args![text(CREDENTIAL), text(APPLICATION), mac],
        ),
    ]
}
