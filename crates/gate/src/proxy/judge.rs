//! Takes a request's head, finds its service, decides, and writes the head that goes on to the upstream.

use std::net::IpAddr;
use std::sync::Arc;

use base::{ApplicationId, CredentialId, Instant, TraceId, VersionId};
use tokio::time::Instant as Moment;

use super::credential;
use super::fields::Field;
use super::forward::{self, Origins};
use super::framing::Framing;
use super::head::{Glimpse, Head};
use super::path;
use super::trusted::Network;
use crate::decide::{Decision, Presented, decide_any};
use crate::gate::Gate;
use crate::ledger::{Caller, Refusal};
use crate::problem::Problem;
use crate::route::Target;
use crate::snapshot::Snapshot;

/// The other end of a client's connection.
pub(crate) struct Peer {
    pub(crate) address: IpAddr,
    /// The same as text, made once.
    pub(crate) text: String,
}

impl From<IpAddr> for Peer {
    fn from(address: IpAddr) -> Self {
        let address = address.to_canonical();
        Self { address, text: address.to_string() }
    }
}

/// A request that may go on.
pub(crate) struct Passage {
    pub(crate) target: Arc<Target>,
    pub(crate) caller: Option<Caller>,
    pub(crate) presented: Presented,
    pub(crate) shape: Shape,
    /// What is remembered of it, should it fail on its way.
    pub(crate) call: Call,
}

/// What an answer to a request depends on.
#[derive(Clone, Copy)]
pub(crate) struct Shape {
    pub(crate) framing: Framing,
    /// Whether the client speaks HTTP/1.0.
    pub(crate) old: bool,
    pub(crate) keep_alive: bool,
    pub(crate) head_only: bool,
    pub(crate) repeatable: bool,
    pub(crate) websocket: bool,
}

/// What is remembered of a call, for the one who asks about it and for its application's usage.
pub(crate) struct Call {
    pub(crate) trace: TraceId,
    /// When its head had come.
    pub(crate) at: Instant,
    /// The same moment on a clock that is never set.
    pub(crate) began: Moment,
    /// How many bytes its head had.
    pub(crate) head: usize,
    /// Method and path. Its memory is used again for the connection's next call.
    pub(crate) line: String,
    pub(crate) version: Option<VersionId>,
    pub(crate) application: Option<ApplicationId>,
    pub(crate) credential: Option<CredentialId>,
}

/// A request that ends here.
pub(crate) struct Refused {
    pub(crate) problem: Problem,
    pub(crate) call: Call,
    /// For a 401: whose challenge to give.
    pub(crate) target: Option<Arc<Target>>,
    /// Unknown if the head could not be read: then nothing more can be read from the connection either.
    pub(crate) shape: Option<Shape>,
}

impl Refused {
    /// A request of which not even a head has come.
    pub(crate) fn early(problem: Problem, trace: TraceId, at: Instant) -> Self {
        Self {
            problem,
            call: Call::new((trace, at), 0, &Glimpse::default(), String::new()),
            target: None,
            shape: None,
        }
    }
}

impl Call {
    fn new((trace, at): (TraceId, Instant), head: usize, glimpse: &Glimpse<'_>, mut line: String) -> Self {
        line.clear();
        line.push_str(glimpse.method);
        line.push(' ');
        line.push_str(glimpse.path);
        let began = Moment::now();
        Self { trace, at, began, head, line, version: None, application: None, credential: None }
    }

    /// As it is kept: without keys, and not too long.
    pub(crate) fn into_refusal(self, problem: Problem, at: Instant) -> Refusal {
        let (method, path) = self.line.split_once(' ').unwrap_or_default();
        let mut path = keys::redact(path).into_owned();
        let cut = path.char_indices().map(|(at, _)| at).nth(500).unwrap_or(path.len());
        path.truncate(cut);
        Refusal {
            trace: self.trace,
            at,
            reason: problem.code(),
            status: problem.kind().0,
            method: method.to_owned(),
            path,
            version: self.version,
            application: self.application,
            credential: self.credential,
        }
    }
}

/// Judges a whole head. If the request may go on, the head for the upstream is written to `out`.
pub(crate) fn judge(
    gate: &Gate,
    bytes: &[u8],
    fields: &mut Vec<Field>,
    peer: &Peer,
    trusted: &[Network],
    (out, line): (&mut Vec<u8>, String),
) -> Result<Passage, Box<Refused>> {
    let now = gate.now();
    let trace = gate.traces().next(now);
    let mut glimpse = Glimpse::default();
    let head = match Head::read(bytes, fields, &mut glimpse) {
        Ok(head) => head,
        Err(problem) => {
            let call = Call::new((trace, now), bytes.len(), &glimpse, line);
            return Err(Box::new(Refused { problem, call, target: None, shape: None }));
        }
    };
    let shape = Shape::of(&head);
    let call = Call::new((trace, now), bytes.len(), &glimpse, line);
    let snapshot = gate.current();
    let end = |problem, target, call| Err(Box::new(Refused { problem, call, target, shape: Some(shape) }));
    let target = match find(&snapshot, &head) {
        Ok(target) => target,
        Err(problem) => return end(problem, None, call),
    };
    let presented = credential::presented(&head, &target.names, gate.secret());
    let identity = match decide_any(&snapshot, &target.versions, &presented, now) {
        Decision::Open => None,
        Decision::Allow(identity) => Some(identity),
        Decision::Deny(denial) => {
            let (application, credential) = (denial.application, denial.credential);
            let call = Call { version: Some(denial.version), application, credential, ..call };
            return end(Problem::Denied(denial.reason), Some(Arc::clone(target)), call);
        }
        Decision::Unsure => return end(Problem::Unsure, None, call),
    };
    let call = Call {
        version: identity.map(|it| it.version).or(target.versions.first().copied()),
        application: identity.map(|it| it.application),
        credential: identity.map(|it| it.credential),
        ..call
    };
    let origins = Origins::of(&head, peer, trusted);
    forward::write(out, &head, target, identity.as_ref(), trace, &origins);
    let caller = identity.as_ref().map(Caller::from);
    Ok(Passage { target: Arc::clone(target), caller, presented, shape, call })
}

/// Whether a call that is still under way would still be let in.
pub(crate) fn is_still_allowed(gate: &Gate, passage: &Passage) -> bool {
    let snapshot = gate.current();
    let decision = decide_any(&snapshot, &passage.target.versions, &passage.presented, gate.now());
    matches!(decision, Decision::Open | Decision::Allow(_))
}

impl Shape {
    fn of(head: &Head<'_>) -> Self {
        Self {
            framing: head.framing,
            old: head.old,
            keep_alive: head.keep_alive,
            head_only: head.method == "HEAD",
            repeatable: head.is_repeatable(),
            websocket: head.websocket,
        }
    }
}

fn find<'a>(snapshot: &'a Snapshot, head: &Head<'_>) -> Result<&'a Arc<Target>, Problem> {
    let routes = &snapshot.catalog().routes;
    let host = if routes.has_hosts() { head.host_name().to_ascii_lowercase() } else { String::new() };
    let host = host.strip_suffix('.').unwrap_or(&host);
    let target = routes.find(host, head.path).ok_or(Problem::NoRoute)?;
    if let Some(generous) = path::generous(head.path) {
        let other = routes.find(host, &generous);
        if other.is_none_or(|it| it.service.id != target.service.id) {
            return Err(Problem::BadPath);
        }
    }
    Ok(target)
}
