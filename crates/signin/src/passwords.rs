//! Hashing and checking passwords: Argon2id, 19 MiB, two passes, one lane, in a bounded pool.
//!
//! Each hash takes a core for tens of milliseconds and 19 MiB, so only as many run at once as there
//! are cores, and only so many wait. Whoever finds the queue full, or waits too long, is told that
//! sign-in is away for the moment; the rest of the program keeps its memory and its cores.

use std::sync::Arc;
use std::time::Duration;

use argon2::password_hash::{Error as HashError, PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, PasswordHash, Version};
use base::{Error, Report, Result, Secret};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization as _;

use crate::policy;

/// How many may wait for each that runs.
const WAITING_PER_WORKER: usize = 32;

/// How long one may wait for a worker.
const MAX_WAIT: Duration = Duration::from_secs(5);

/// The most memory, in KiB, that a stored hash may ask for.
const MAX_M_COST: u32 = 256 * 1024;

/// The most passes that a stored hash may ask for.
const MAX_T_COST: u32 = 16;

/// Stands in for the hash of an account that does not exist: the same parameters, and nobody's password.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$cG9ydGljby1ub2JvZHk$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// The pool that hashes and checks passwords. Share one per process.
pub struct Passwords {
    workers: Arc<Semaphore>,
    places: Arc<Semaphore>,
}

impl Passwords {
    /// A pool of as many workers as the machine has cores.
    pub fn new() -> Self {
        Self::with_workers(std::thread::available_parallelism().map_or(1, usize::from))
    }

    /// A pool of so many workers, at least one.
    pub fn with_workers(workers: usize) -> Self {
        let workers = workers.clamp(1, 1024);
        let places = workers * (1 + WAITING_PER_WORKER);
        Self { workers: Arc::new(Semaphore::new(workers)), places: Arc::new(Semaphore::new(places)) }
    }

    /// The hash to store, as a PHC string, with a salt of its own.
    pub async fn hash(&self, password: &Secret) -> Result<String> {
        let mut salt = [0; 16];
        getrandom::fill(&mut salt).map_err(Error::internal)?;
        let password = prepared(password);
        let hashed = move || hasher().hash_password_with_salt(password.expose().as_bytes(), &salt);
        self.run(hashed).await?.map(|hash| hash.to_string()).map_err(Error::internal)
    }

    /// Whether the password is the one that was hashed. Without a hash the same work is done and the answer
    /// is no, so that the time taken does not tell whether an account exists.
    pub async fn verify(&self, password: &Secret, hash: Option<&str>) -> Result<bool> {
        // Nobody's password is longer than one may be, and to bring a long text into its form takes time.
        let fits = password.expose().len() <= 4 * policy::MAX_LENGTH;
        let nothing = Secret::default();
        let (password, hash) = if fits { (password, hash) } else { (&nothing, None) };
        let known = hash.is_some();
        let hash = PasswordHash::new(hash.unwrap_or(NOBODY)).map_err(Error::internal)?;
        affordable(&hash)?;
        let password = prepared(password);
        let verified = move || hasher().verify_password(password.expose().as_bytes(), &hash);
        match self.run(verified).await? {
            Ok(()) => Ok(known),
            Err(HashError::PasswordInvalid) => Ok(false),
            Err(cause) => Err(Error::internal(cause)),
        }
    }

    /// Whether the stored hash was made with other parameters than today's, so that the password should be
    /// hashed anew when its owner next signs in.
    pub fn needs_rehash(&self, hash: &str) -> bool {
        let Ok(hash) = PasswordHash::new(hash) else { return true };
        let ours = Params::DEFAULT;
        let same = |it: Params| {
            (it.m_cost(), it.t_cost(), it.p_cost()) == (ours.m_cost(), ours.t_cost(), ours.p_cost())
        };
        hash.algorithm != Algorithm::Argon2id.ident()
            || hash.version != Some(Version::V0x13.into())
            || !Params::try_from(&hash).is_ok_and(same)
    }

    /// Runs the work on a thread of its own when there is a place. The permits go with the work: a caller
    /// who gives up does not free a core that is still busy.
    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| busy("queue is full"))?;
        let worker = tokio::time::timeout(MAX_WAIT, Arc::clone(&self.workers).acquire_owned())
            .await
            .map_err(|_| busy("wait was too long"))?
            .map_err(Error::internal)?;
        let held = move || {
            let _permits = (place, worker);
            work()
        };
        tokio::task::spawn_blocking(held).await.map_err(Error::internal)
    }
}

impl Default for Passwords {
    fn default() -> Self {
        Self::new()
    }
}

/// Argon2id with 19 MiB, two passes, one lane: what the library calls its default, which a test pins.
fn hasher() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::DEFAULT)
}

/// The password as it is hashed: in Unicode's form NFKC, since keyboards differ in how they compose a letter.
fn prepared(password: &Secret) -> Secret {
    Secret::new(password.expose().nfkc().collect::<String>())
}

/// Refuses a stored hash that would take the machine down, or that another program made.
fn affordable(hash: &PasswordHash) -> Result<()> {
    let params = Params::try_from(hash).map_err(Error::internal)?;
    if params.m_cost() <= MAX_M_COST && params.t_cost() <= MAX_T_COST {
        Ok(())
    } else {
        Err(Error::internal("a stored password hash asks for too much work"))
    }
}

fn busy(why: &str) -> Error {
    Error::Unavailable(Report::new(format_args!("the password pool's {why}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "$argon2id$v=19$m=19456,t=2,p=1$";

    #[tokio::test]
    async fn a_password_is_verified_against_its_hash_only() {
        let passwords = Passwords::with_workers(2);
        let secret = Secret::new("the tide turned at noon");
        let hash = passwords.hash(&secret).await.unwrap();
        assert!(hash.starts_with(OURS), "{hash}");
        assert!(passwords.verify(&secret, Some(&hash)).await.unwrap());
        assert!(!passwords.verify(&Secret::new("the tide turned at one"), Some(&hash)).await.unwrap());
        assert_ne!(hash, passwords.hash(&secret).await.unwrap(), "each hash has a salt of its own");
    }

    #[tokio::test]
    async fn a_text_longer_than_any_password_is_nobodys() {
        let passwords = Passwords::with_workers(1);
        let longest = Secret::new("\u{1F511}".repeat(policy::MAX_LENGTH));
        let longer = Secret::new(format!("{}x", longest.expose()));
        for (secret, verified) in [(longest, true), (longer, false)] {
            let hash = passwords.hash(&secret).await.unwrap();
            assert_eq!(passwords.verify(&secret, Some(&hash)).await.unwrap(), verified);
        }
    }

    #[tokio::test]
    async fn a_letter_may_be_composed_in_either_way() {
        let passwords = Passwords::with_workers(1);
        let hash = passwords.hash(&Secret::new("caf\u{e9} au lait")).await.unwrap();
        assert!(passwords.verify(&Secret::new("cafe\u{301} au lait"), Some(&hash)).await.unwrap());
    }

    #[tokio::test]
    async fn nobody_has_a_hash_of_the_same_cost_and_no_password() {
        assert!(NOBODY.starts_with(OURS));
        let passwords = Passwords::with_workers(1);
        assert!(!passwords.needs_rehash(NOBODY));
        for guess in ["", "AAAA", "the tide turned at noon"] {
            assert!(!passwords.verify(&Secret::new(guess), None).await.unwrap());
        }
    }

    #[test]
    fn other_parameters_call_for_a_new_hash() {
        let passwords = Passwords::with_workers(1);
        let rest = "cG9ydGljby1ub2JvZHk$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        for (head, outdated) in [
            (OURS, false),
            ("$argon2id$v=19$m=12288,t=3,p=1$", true),
            ("$argon2id$v=19$m=19456,t=2,p=2$", true),
            ("$argon2id$v=16$m=19456,t=2,p=1$", true),
            ("$argon2i$v=19$m=19456,t=2,p=1$", true),
            ("not a hash", true),
        ] {
            assert_eq!(passwords.needs_rehash(&format!("{head}{rest}")), outdated, "{head}");
        }
    }

    #[tokio::test]
    async fn a_stored_hash_that_is_broken_or_asks_for_too_much_is_a_fault_of_ours() {
        let passwords = Passwords::with_workers(1);
        let secret = Secret::new("x");
        for hash in
            ["", "$2b$12$x", "$argon2id$v=19$m=4194304,t=2,p=1$cG9ydGljby1ub2JvZHk$AAAAAAAAAAAAAAAAAAAAAA"]
        {
            let answer = passwords.verify(&secret, Some(hash)).await;
            assert!(matches!(answer, Err(Error::Internal(_))), "{hash}");
        }
    }

    #[tokio::test]
    async fn a_full_queue_is_said_at_once() {
        let passwords = Passwords::with_workers(1);
        let taken = u32::try_from(passwords.places.available_permits()).unwrap();
        let _all = Arc::clone(&passwords.places).acquire_many_owned(taken).await.unwrap();
        let answer = passwords.hash(&Secret::new("x")).await;
        assert!(matches!(answer, Err(Error::Unavailable(_))));
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_waits_for_a_worker_for_ever() {
        let passwords = Passwords::with_workers(1);
        let _only = Arc::clone(&passwords.workers).acquire_owned().await.unwrap();
        let answer = passwords.verify(&Secret::new("x"), None).await;
        assert!(matches!(answer, Err(Error::Unavailable(_))));
        assert_eq!(passwords.places.available_permits(), 1 + WAITING_PER_WORKER, "the place is free again");
    }
}
