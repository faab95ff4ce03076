//! Every situation and its answer.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::Arc;

use base::{Instant, VersionId};
use keys::Mac;

use super::*;
use crate::problem::Problem;
use crate::samples::{id, strategy, version};
use crate::snapshot::catalog::{Catalog, Strategy};
use crate::snapshot::records::Registration;
use crate::snapshot::{Collector, Snapshot};

const NOW: Instant = Instant::from_micros(1_000_000);

fn mac(number: u8) -> Mac {
    Mac::from([number; 32])
}

/// Version 1 is guarded, 2 is open, 3 is published nowhere, 4 was published and asks for no strategy, 5 is published
/// under a strategy that is not there. Application 1 is registered to 1 in the given state, and to 3.
fn snapshot(state: Option<State>) -> Snapshot {
    let versions = [
        Version { published: true, strategies: vec![id(1)], ..version(1) },
        Version { published: true, ..version(2) },
        version(3),
        Version { portals: vec![id(1)], ..version(4) },
        Version { published: true, strategies: vec![id(9)], ..version(5) },
    ];
    let strategies = HashMap::from([(id(1), Arc::new(Strategy { ..strategy(1) }))]);
    let versions = versions.into_iter().map(|it| (it.id, Arc::new(it))).collect();
    let mut all = Collector::new();
    for number in 1..=2 {
        all.application(Application {
            id: id(number),
            developer: id(1),
            portal: id(1),
            reference_id: "app".into(),
            called: true,
        });
    }
    let at = |micros| Some(Instant::from_micros(micros));
    all.credential(Credential::active(mac(1), id(1), id(1), None));
    all.credential(Credential::active(mac(2), id(2), id(1), at(1_000_001)));
    all.credential(Credential::active(mac(3), id(3), id(1), at(1_000_000)));
    all.credential(Credential::revoked(mac(4), id(4), id(1)));
    all.credential(Credential::active(mac(5), id(5), id(2), None));
    all.credential(Credential::active(mac(6), id(6), id(7), None));
    if let Some(state) = state {
        all.registration(Registration { application: id(1), version: id(1), id: id(1), state });
    }
    let state = State::Approved;
    all.registration(Registration { application: id(1), version: id(3), id: id(3), state });
    all.finish(1, Catalog { strategies, versions, ..Catalog::default() })
}

/// The answer as the wire has it.
fn wire(decision: Decision<'_>) -> String {
    match decision {
        Decision::Open => "open".to_owned(),
        Decision::Allow(it) => format!("allow {}", it.registration.uuid().as_u64_pair().1),
        Decision::Deny(it) => {
            let (status, kind) = Problem::Denied(it.reason).kind();
            let known = if it.application.is_some() && it.credential.is_some() { " known" } else { "" };
            format!("{status} {kind} ({}){known}", it.reason.code())
        }
        Decision::Unsure => "unsure".to_owned(),
    }
}

/// Version, what is presented: the answer, and whether the caller is known.
const SITUATIONS: &str = "\
guarded, nothing: 401 missing-credential (missing_credential)
guarded, two keys: 401 duplicate-credential (duplicate_credential)
guarded, nonsense: 401 invalid-credential (malformed)
guarded, unknown: 401 invalid-credential (unknown)
guarded, good: allow 1
guarded, expires next: allow 1
guarded, expires now: 401 invalid-credential (expired) known
guarded, revoked: 401 invalid-credential (revoked) known
guarded, stranger's: 403 not-registered (not_registered) known
guarded, orphaned: 401 invalid-credential (unknown)
open, nothing: open
open, two keys: open
open, nonsense: open
open, unknown: open
open, good: open
open, expires next: open
open, expires now: open
open, revoked: open
open, stranger's: open
open, orphaned: open
unpublished, nothing: 401 missing-credential (missing_credential)
unpublished, two keys: 401 duplicate-credential (duplicate_credential)
unpublished, nonsense: 401 invalid-credential (malformed)
unpublished, unknown: 401 invalid-credential (unknown)
unpublished, good: allow 3
unpublished, expires next: allow 3
unpublished, expires now: 401 invalid-credential (expired) known
unpublished, revoked: 401 invalid-credential (revoked) known
unpublished, stranger's: 403 not-registered (not_registered) known
unpublished, orphaned: 401 invalid-credential (unknown)
withdrawn, nothing: 401 missing-credential (missing_credential)
withdrawn, two keys: 401 duplicate-credential (duplicate_credential)
withdrawn, nonsense: 401 invalid-credential (malformed)
withdrawn, unknown: 401 invalid-credential (unknown)
withdrawn, good: 403 not-registered (not_registered) known
withdrawn, expires next: 403 not-registered (not_registered) known
withdrawn, expires now: 401 invalid-credential (expired) known
withdrawn, revoked: 401 invalid-credential (revoked) known
withdrawn, stranger's: 403 not-registered (not_registered) known
withdrawn, orphaned: 401 invalid-credential (unknown)
no strategy, nothing: 401 missing-credential (missing_credential)
no strategy, two keys: 401 duplicate-credential (duplicate_credential)
no strategy, nonsense: 401 invalid-credential (malformed)
no strategy, unknown: 401 invalid-credential (unknown)
no strategy, good: 403 not-registered (not_registered) known
no strategy, expires next: 403 not-registered (not_registered) known
no strategy, expires now: 401 invalid-credential (expired) known
no strategy, revoked: 401 invalid-credential (revoked) known
no strategy, stranger's: 403 not-registered (not_registered) known
no strategy, orphaned: 401 invalid-credential (unknown)
gone, nothing: 401 missing-credential (missing_credential)
gone, two keys: 401 duplicate-credential (duplicate_credential)
gone, nonsense: 401 invalid-credential (malformed)
gone, unknown: 401 invalid-credential (unknown)
gone, good: 403 not-registered (not_registered) known
gone, expires next: 403 not-registered (not_registered) known
gone, expires now: 401 invalid-credential (expired) known
gone, revoked: 401 invalid-credential (revoked) known
gone, stranger's: 403 not-registered (not_registered) known
gone, orphaned: 401 invalid-credential (unknown)
";

#[test]
fn every_situation_has_its_answer() {
    let presented = [
        ("nothing", Presented::Nothing),
        ("two keys", Presented::Several),
        ("nonsense", Presented::Malformed),
        ("unknown", Presented::Key(mac(99))),
        ("good", Presented::Key(mac(1))),
        ("expires next", Presented::Key(mac(2))),
        ("expires now", Presented::Key(mac(3))),
        ("revoked", Presented::Key(mac(4))),
        ("stranger's", Presented::Key(mac(5))),
        ("orphaned", Presented::Key(mac(6))),
    ];
    let snapshot = snapshot(Some(State::Approved));
    let mut table = String::new();
    for (number, kind) in
        [(1, "guarded"), (2, "open"), (3, "unpublished"), (4, "withdrawn"), (5, "no strategy"), (6, "gone")]
    {
        for (name, presented) in &presented {
            let answer = wire(decide(&snapshot, id(number), presented, NOW));
            writeln!(table, "{kind}, {name}: {answer}").unwrap();
        }
    }
    assert_eq!(table, SITUATIONS);
}

#[test]
fn every_state_of_a_registration_has_its_answer() {
    let mut table = String::new();
    let states = [State::Pending, State::Approved, State::Rejected, State::Revoked].map(Some);
    for state in states.into_iter().chain([None]) {
        let snapshot = snapshot(state);
        let answer = wire(decide(&snapshot, id(1), &Presented::Key(mac(1)), NOW));
        writeln!(table, "{state:?}: {answer}").unwrap();
    }
    assert_eq!(
        table,
        "\
Some(Pending): 403 not-registered (registration_pending) known
Some(Approved): allow 1
Some(Rejected): 403 not-registered (registration_rejected) known
Some(Revoked): 403 not-registered (registration_revoked) known
None: 403 not-registered (not_registered) known
"
    );
    let elsewhere = snapshot(None);
    let Decision::Deny(denial) = decide(&elsewhere, id(1), &Presented::Key(mac(1)), NOW) else { panic!() };
    assert_eq!(denial.reason, Reason::OtherVersion);
    let Decision::Deny(denial) = decide(&elsewhere, id(1), &Presented::Key(mac(5)), NOW) else { panic!() };
    assert_eq!(denial.reason, Reason::NotRegistered);
}

#[test]
fn of_several_versions_one_registration_is_enough_and_one_guarded_closes() {
    let good = Presented::Key(mac(1));
    for (state, versions, presented, wanted) in [
        (Some(State::Approved), vec![1, 3], good, "allow 1"),
        (Some(State::Pending), vec![1, 3], good, "allow 3"),
        (Some(State::Pending), vec![1, 4], good, "403 not-registered (registration_pending) known"),
        (Some(State::Pending), vec![4, 1], good, "403 not-registered (registration_pending) known"),
        (Some(State::Rejected), vec![1, 2], good, "403 not-registered (registration_rejected) known"),
        (None, vec![2], Presented::Nothing, "open"),
        (None, vec![2, 2], Presented::Nothing, "open"),
        (None, vec![2, 1], Presented::Nothing, "401 missing-credential (missing_credential)"),
        (None, vec![], good, "unsure"),
    ] {
        let versions: Vec<VersionId> = versions.into_iter().map(id).collect();
        let snapshot = snapshot(state);
        assert_eq!(wire(decide_any(&snapshot, &versions, &presented, NOW)), wanted, "{state:?} {versions:?}");
    }
}

#[test]
fn whatever_is_in_doubt_lets_nobody_in_whom_it_concerns() {
    let kinds = [
        Kind::Credential,
        Kind::Application,
        Kind::Registration,
        Kind::Version,
        Kind::Strategy,
        Kind::Portal,
        Kind::Product,
        Kind::Developer,
    ];
    for kind in kinds {
        let mut doubtful = snapshot(Some(State::Approved));
        doubtful.set_doubts([Change::new(kind, id(1))].into());
        let decision = decide(&doubtful, id(1), &Presented::Key(mac(1)), NOW);
        assert_eq!(decision, Decision::Unsure, "{kind:?}");
        let mut unconcerned = snapshot(Some(State::Approved));
        unconcerned.set_doubts([Change::new(kind, id(77))].into());
        let decision = decide(&unconcerned, id(1), &Presented::Key(mac(1)), NOW);
        assert_eq!(wire(decision), "allow 1", "{kind:?}");
    }
}

#[test]
fn what_is_swept_out_was_of_no_use() {
    let mut swept = snapshot(Some(State::Approved));
    swept.set_application(id(2), None);
    let before = swept.counts();
    swept.sweep();
    let after = swept.counts();
    assert_eq!((before.credentials, after.credentials), (6, 4));
    assert_eq!(wire(decide(&swept, id(1), &Presented::Key(mac(1)), NOW)), "allow 1");
    assert_eq!(wire(decide(&swept, id(1), &Presented::Key(mac(5)), NOW)), "401 invalid-credential (unknown)");
}
