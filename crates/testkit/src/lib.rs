//! A house to test in: an application on a database of its own, with people to call by.
//!
//! SQLite always; PostgreSQL too when `PORTICO_TEST_POSTGRES` names a server, as the test command sees to. People
//! are written straight into the tables, so that this crate stays below the nouns that it helps to test.
#![expect(clippy::unwrap_used, reason = "a house that cannot be built ends the test")]

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use base::{AdminId, DeveloperId, Instant, PortalId, Rights, Uuid};
use frame::{Addresses, App, Call, Change, Clock, Door, Follower, Hooks, Parts, Person};
use keys::ServerSecret;
use signin::{Passwords, Throttle};
use sql::{Db, Options, args};
use ui::Texts;

/// When tests begin: 1 June 2026, noon, UTC.
pub const BEGIN: Instant = Instant::from_micros(1_780_315_200_000_000);

/// An application on a database of its own.
pub struct TestHouse {
    app: App,
    time: Arc<AtomicI64>,
    told: Arc<std::sync::Mutex<Vec<Change>>>,
    folder: Option<PathBuf>,
}

static NUMBER: AtomicU64 = AtomicU64::new(0);

impl TestHouse {
    /// One house on each database that there is.
    pub async fn each_database() -> Vec<Self> {
        Self::each_database_with(&[]).await
    }

    /// The same, with these sentences.
    pub async fn each_database_with(texts: &[&'static str]) -> Vec<Self> {
        let mut houses = vec![Self::sqlite(texts).await];
        houses.extend(Self::postgres(texts).await);
        houses
    }

    /// A house on SQLite.
    pub async fn sqlite(texts: &[&'static str]) -> Self {
        let folder = std::env::temp_dir().join(format!("portico-test-{}", unique()));
        std::fs::create_dir_all(&folder).unwrap();
        let db =
            Db::open(&format!("sqlite:{}/portico.db", folder.display()), Options::default()).await.unwrap();
        Self::on(db, texts, Some(folder)).await
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the harness names its throw-away server in the environment"
    )]
    async fn postgres(texts: &[&'static str]) -> Option<Self> {
        let url = std::env::var("PORTICO_TEST_POSTGRES").ok()?;
        let options = Options { readers: 4, schema: Some(format!("test_{}", unique())) };
        Some(Self::on(Db::open(&url, options).await.unwrap(), texts, None).await)
    }

    async fn on(db: Db, texts: &[&'static str], folder: Option<PathBuf>) -> Self {
        db.migrate().await.unwrap();
        let time = Arc::new(AtomicI64::new(BEGIN.micros()));
        let told = Arc::new(std::sync::Mutex::new(Vec::new()));
        let listener = Arc::clone(&told);
        let follower: Follower = Arc::new(move |changes| {
            let listener = Arc::clone(&listener);
            Box::pin(async move { listener.lock().unwrap().extend(changes) })
        });
        let app = App::new(Parts {
            db,
            texts: Texts::new(texts),
            addresses: Addresses::new("http", "localhost:8080", "http://localhost:8000"),
            passwords: Passwords::new(),
            throttle: Throttle::new(),
            key_secret: ServerSecret::from_bytes(&[7; 32]).unwrap(),
            clock: Clock::Set(Arc::clone(&time)),
            followers: vec![follower],
            hooks: Hooks {
                steps: Arc::new(|_| Box::pin(async { Ok(None) })),
                waiting: Arc::new(|_| Box::pin(async { Ok(0) })),
            },
            net: frame::net::Net::new(base::Networks::default()).unwrap(),
            mail_from: "portico@example.com".to_owned(),
            mail_is_local: true,
        });
        Self { app, time, told, folder }
    }

    /// The application.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// Another node on the same database: what a process keeps in memory is its own.
    pub fn another_node(&self) -> App {
        self.node_at(self.app.addresses.clone())
    }

    /// The same, where everything is elsewhere: over TLS, below another domain.
    pub fn node_at(&self, addresses: Addresses) -> App {
        let it = &self.app;
        App::new(Parts {
            db: it.db.clone(),
            texts: Arc::clone(&it.texts),
            addresses,
            passwords: Passwords::new(),
            throttle: Throttle::new(),
            key_secret: it.key_secret.clone(),
            clock: it.clock.clone(),
            followers: Vec::new(),
            hooks: it.hooks.clone(),
            net: it.net.clone(),
            mail_from: it.mail_from.clone(),
            mail_is_local: it.mail_is_local,
        })
    }

    /// Lets so many seconds pass.
    pub fn wait(&self, seconds: i64) {
        self.time.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
    }

    /// What the gateways were told since the last time, `kind id`.
    pub fn told(&self) -> Vec<Change> {
        std::mem::take(&mut *self.told.lock().unwrap())
    }

    /// A public portal with accounts, where people decide.
    pub async fn portal(&self, slug: &str) -> PortalId {
        let id = PortalId::from(self.app.new_uuid().unwrap());
        self.run(
            "insert into portals (id, slug, name, description, catalog, accounts, listed, rbac,
                                  auto_approve_developers, auto_approve_registrations, key_prefix, max_applications,
                                  max_credentials, welcome_title, welcome_text, support_email, theme,
                                  created_at, updated_at)
             values ($1, $2, $3, '', 'public', 'on', true, false, false, false, 'prt', 500, 20, '', '', '', '', $4, $4)",
            args![id, slug, format!("Portal {slug}"), self.app.now()],
        )
        .await;
        id
    }

    /// A call by an admin who may do everything that admins may.
    pub fn admin(&self) -> Call {
        let person = Person {
            id: AdminId::from(self.app.new_uuid().unwrap()),
            email: "olu@example.com".to_owned(),
            name: "Olu Admin".to_owned(),
            session: None,
        };
        Call::new(&self.app, Door::Console).unwrap().by_admin(person, Rights::all())
    }

    /// A call by an approved developer of the portal, `<name>@example.com`.
    pub async fn developer(&self, portal: PortalId, name: &str) -> Call {
        let id = DeveloperId::from(self.app.new_uuid().unwrap());
        let email = format!("{name}@example.com");
        self.run(
            "insert into developers (id, portal, email, full_name, state, requested_at, decided_at, decided_by,
                                     created_at, updated_at)
             values ($1, $2, $3, $4, 'approved', $5, $5, 'portal', $5, $5)",
            args![id, portal, &email, name, self.app.now()],
        )
        .await;
        let person = Person { id, email, name: name.to_owned(), session: None };
        Call::new(&self.app, Door::Portal).unwrap().by_developer(portal, person)
    }

    /// A call by nobody, in the portal.
    pub fn visitor(&self, portal: PortalId) -> Call {
        Call::new(&self.app, Door::Portal).unwrap().within(portal)
    }

    /// The same person, calling now: a call keeps the moment in which it was made.
    pub fn again(&self, call: &Call) -> Call {
        let mut again = Call::new(&self.app, call.door).unwrap();
        again.who = call.who.clone();
        again.rights = call.rights;
        again.portal = call.portal;
        again
    }

    /// The mails in the outbox, `kind to subject`, in the order in which they were written.
    pub async fn mails(&self) -> Vec<String> {
        let mut tx = self.app.db.read().await.unwrap();
        let rows = tx
            .all("select kind, recipient, subject from mails order by created_at, id", args![])
            .await
            .unwrap();
        let word = |row: &sql::Row, column: &str| row.get::<String>(column).unwrap();
        rows.iter()
            .map(|it| format!("{} {} {}", word(it, "kind"), word(it, "recipient"), word(it, "subject")))
            .collect()
    }

    /// The events in the audit log, in order.
    pub async fn events(&self) -> Vec<String> {
        let mut tx = self.app.db.read().await.unwrap();
        let rows = tx.all("select event from audit_log order by at, id", args![]).await.unwrap();
        rows.iter().map(|it| it.get::<String>("event").unwrap()).collect()
    }

    /// Runs a statement and makes it durable: what a test needs to be there.
    pub async fn run(&self, sql: &'static str, args: sql::Args) {
        let mut tx = self.app.db.write().await.unwrap();
        tx.run(sql, args).await.unwrap();
        tx.commit().await.unwrap();
    }
}

impl Drop for TestHouse {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "names of throw-away databases need no clock of the house")]
fn unique() -> String {
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    format!("{}_{}_{number}", std::process::id(), Uuid::now_v7().simple())
}
