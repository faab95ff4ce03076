//! What lives as long as the process: the database, the texts, the addresses, the pools.

use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use base::{Instant, Result, Uuid};
use futures_util::future::BoxFuture;
use keys::ServerSecret;
use signin::{Passwords, Throttle};
use sql::Db;
use ui::Texts;

use crate::kept::Kept;
use crate::net::Net;
use crate::{Addresses, Call, Change};

/// Told of committed changes before the deed's answer returns: the gateway's snapshot.
pub type Follower = Arc<dyn Fn(Vec<Change>) -> BoxFuture<'static, ()> + Send + Sync>;

/// A question that the frame asks of a crate above it, about a call.
pub type Hook<T> = Arc<dyn Fn(Call) -> BoxFuture<'static, Result<T>> + Send + Sync>;

/// What the frame asks of the crates above it; the server wires them.
#[derive(Clone)]
pub struct Hooks {
    /// Where a developer stands on the way to the first call.
    pub steps: Hook<Option<ui::Steps>>,
    /// How many requests wait for a decision.
    pub waiting: Hook<i64>,
}

/// What the process holds. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    parts: Parts,
    kept: Kept,
    /// The milliseconds and the count within them of the last id, 48 and 12 bits.
    last_id: AtomicU64,
}

/// The parts of an [`App`].
pub struct Parts {
    /// The database.
    pub db: Db,
    /// All sentences.
    pub texts: Arc<Texts>,
    /// The public addresses.
    pub addresses: Addresses,
    /// The pool that hashes passwords.
    pub passwords: Passwords,
    /// What slows down guessing.
    pub throttle: Throttle,
    /// The secret under which credentials are stored.
    pub key_secret: ServerSecret,
    /// Where the time comes from.
    pub clock: Clock,
    /// Who is told of committed changes.
    pub followers: Vec<Follower>,
    /// What the crates above answer.
    pub hooks: Hooks,
    /// What calls out.
    pub net: Net,
    /// From whom mails come: `Name <address>` or an address.
    pub mail_from: String,
    /// Whether mail stays in the local outbox, where the console shows it whole.
    pub mail_is_local: bool,
}

impl App {
    /// Puts the parts together.
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(Inner { parts, kept: Kept::default(), last_id: AtomicU64::new(0) }))
    }

    /// What a crate above keeps in memory for as long as the process lives, made when it is first asked for.
    pub fn kept<T: std::any::Any + Default + Send + Sync>(&self) -> Arc<T> {
        self.0.kept.get()
    }

    /// The time now.
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// A new id: UUIDv7 of the time now, greater than every id that this process made before (RFC 9562, 6.2).
    pub fn new_uuid(&self) -> Result<Uuid> {
        let mut random = [0; 10];
        self.fill(&mut random)?;
        let now = u64::try_from(self.now().micros() / 1000).unwrap_or(0) << 12;
        let next = |last: u64| Some(now.max(last + 1));
        let before = self.0.last_id.fetch_update(Ordering::Relaxed, Ordering::Relaxed, next).unwrap_or(0);
        let id = now.max(before + 1);
        let [.., high, low] = id.to_be_bytes();
        (random[0], random[1]) = (high & 0x0f, low);
        Ok(uuid::Builder::from_unix_timestamp_millis(id >> 12, &random).into_uuid())
    }

    /// Fills the bytes with chance.
    pub fn fill(&self, bytes: &mut [u8]) -> Result<()> {
        getrandom::fill(bytes).map_err(base::Error::internal)
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0.parts
    }
}

/// Where the time comes from.
#[derive(Clone)]
pub enum Clock {
    /// The machine.
    System,
    /// A test, which sets microseconds since 1970.
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// The time now.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the wall clock")]
    pub fn now(&self) -> Instant {
        match self {
            Self::System => {
                let since =
                    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
                Instant::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
            }
            Self::Set(micros) => Instant::from_micros(micros.load(Ordering::Relaxed)),
        }
    }
}
