//! Those who write while the server is killed, and what they were told.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::furnish::{DEVELOPER, PORTAL, REGISTER, STRATEGY};
use super::house::{ADMIN, House, PASSWORD};
use super::visitor::Visitor;
use crate::shell::Done;

/// How a deed ended, as far as its doer knows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// It was not asked for.
    Nothing,
    /// It was asked for, and no answer came.
    Asked,
    /// It was acknowledged.
    Done,
}

/// What one writer knows of one thing that it made.
pub(super) struct Ack {
    /// Its name, which is in no other round.
    pub(super) name: String,
    /// Whether it is a product; else it is an application.
    pub(super) product: bool,
    /// Whether it was created.
    pub(super) created: Told,
    /// Whether the application was registered.
    pub(super) registered: Told,
    /// Whether a credential was generated.
    pub(super) generated: Told,
    /// The credential's key.
    pub(super) key: Option<String>,
    /// Whether it was deleted.
    pub(super) deleted: Told,
}

impl Ack {
    fn new(name: String, product: bool) -> Self {
        let [created, registered, generated, deleted] = [Told::Nothing; 4];
        Self { name, product, created, registered, generated, key: None, deleted }
    }

    fn all(&self) -> [Told; 4] {
        [self.created, self.registered, self.generated, self.deleted]
    }

    /// Whether something was asked for and never answered.
    pub(super) fn is_open(&self) -> bool {
        self.all().contains(&Told::Asked)
    }

    /// How many writes were acknowledged.
    pub(super) fn acknowledged(&self) -> usize {
        self.all().iter().filter(|it| **it == Told::Done).count()
    }
}

/// The two who write, signed in. Sessions outlive the server.
pub(super) struct People {
    admin: Visitor,
    developer: Visitor,
}

/// Signs both in.
pub(super) fn sign_in(house: &House) -> Done<People> {
    let admin = Visitor::new(house.port, "admin.localhost").sign_in(ADMIN, PASSWORD)?;
    let developer = Visitor::new(house.port, &format!("{PORTAL}.localhost")).sign_in(DEVELOPER, PASSWORD)?;
    Ok(People { admin, developer })
}

/// Lets both write, each several times at once, until the server is killed in the middle.
pub(super) fn write_until_killed(
    house: &mut House,
    people: &People,
    round: u32,
    pause: Duration,
) -> Done<Vec<Ack>> {
    let stop = AtomicBool::new(false);
    let stop = &stop;
    std::thread::scope(|scope| {
        let products = (0..3).map(|it| scope.spawn(move || create_products(&people.admin, round, it, stop)));
        let apps =
            (3..6).map(|it| scope.spawn(move || build_applications(&people.developer, round, it, stop)));
        let writers: Vec<_> = products.collect::<Vec<_>>().into_iter().chain(apps).collect();
        std::thread::sleep(pause);
        let killed = house.kill();
        stop.store(true, Ordering::Relaxed);
        let mut acks = Vec::new();
        for writer in writers {
            acks.extend(writer.join().map_err(|_| "a writer broke".to_owned())??);
        }
        killed.map(|()| acks)
    })
}

/// Whether the deed was done. An answer that is neither done nor lost is a fault of the loop or of the server.
fn told(
    what: &str,
    answer: Done<super::visitor::Answer>,
    wanted: u16,
) -> Done<Option<super::visitor::Answer>> {
    match answer {
        Ok(answer) if answer.status == wanted => Ok(Some(answer)),
        Ok(answer) => Err(format!("{what}: answered {} instead of {wanted}: {}", answer.status, answer.body)),
        Err(_) => Ok(None),
    }
}

fn create_products(admin: &Visitor, round: u32, writer: u32, stop: &AtomicBool) -> Done<Vec<Ack>> {
    let mut acks = Vec::new();
    for number in 0.. {
        let mut ack = Ack::new(format!("crash {round}-{writer}-{number}"), true);
        ack.created = Told::Asked;
        let answer =
            admin.post("/products", &[("name", &ack.name), ("slug", ""), ("description", "A product")]);
        let done = told("a product", answer, 303)?.is_some();
        if done {
            ack.created = Told::Done;
        }
        acks.push(ack);
        if !done || stop.load(Ordering::Relaxed) {
            break;
        }
    }
    Ok(acks)
}

fn build_applications(developer: &Visitor, round: u32, writer: u32, stop: &AtomicBool) -> Done<Vec<Ack>> {
    let mut acks = Vec::new();
    for number in 0.. {
        let mut ack = Ack::new(format!("crash {round}-{writer}-{number}"), false);
        let done = build(developer, &mut ack, number % 3 == 2)?.is_some();
        acks.push(ack);
        if !done || stop.load(Ordering::Relaxed) {
            break;
        }
    }
    Ok(acks)
}

/// Creates an application, registers it, generates a credential, and deletes some again. Nothing means that the
/// server was gone before it answered.
fn build(developer: &Visitor, ack: &mut Ack, deletes: bool) -> Done<Option<()>> {
    ack.created = Told::Asked;
    let answer = developer.post("/apps", &[("name", &ack.name), ("strategy", STRATEGY)]);
    let Some(answer) = told("an application", answer, 303)? else { return Ok(None) };
    ack.created = Told::Done;
    let page = answer.header("location").unwrap_or_default().to_owned();
    let id = page.trim_start_matches("/apps/").to_owned();

    ack.registered = Told::Asked;
    let answer = developer.post(REGISTER, &[("application", &id)]);
    let Some(_) = told("a registration", answer, 303)? else { return Ok(None) };
    ack.registered = Told::Done;

    ack.generated = Told::Asked;
    let answer = developer.post(&format!("{page}/credentials"), &[("name", &ack.name)]);
    let Some(answer) = told("a credential", answer, 200)? else { return Ok(None) };
    // The body may have been cut off by the kill; the status line alone says that it is durable.
    ack.generated = Told::Done;
    ack.key = key_in(&answer.body);

    if deletes {
        ack.deleted = Told::Asked;
        let answer = developer.post(&format!("{page}/deletion"), &[]);
        let Some(_) = told("a deletion", answer, 303)? else { return Ok(None) };
        ack.deleted = Told::Done;
    }
    Ok(Some(()))
}

fn key_in(body: &str) -> Option<String> {
    let at = body.find("prt_")?;
    let key = body.get(at..at + 32)?;
    key.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_').then(|| key.to_owned())
}
