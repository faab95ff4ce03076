//! The audit log: who did what, when. An addition of ours, in the contracts' conventions.

use axum::Json;
use base::{AuditId, Right};
use frame::audit::{self, Line};
use frame::door::Need;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::door::{Asked, Ids, ListOf, Operation, Routes, Style};
use crate::problem::Problem;
use crate::shapes::{Id, Moment};

pub(super) fn routes(at: &mut Routes) {
    let read = Need::Admin(Right::ReadConsole);
    let about = |id, says| Operation::named(id, "audit-log", says);
    at.get(
        "/v2/audit-log",
        read,
        list,
        about("list-audit-log", "What happened, the newest first")
            .paged()
            .fields(Style::Deep, audit::FIELDS)
            .gives::<ListOf<View>>(200),
    );
    at.get(
        "/v2/audit-log/{entryId}",
        read,
        view,
        about("get-audit-log-entry", "One thing that happened").gives::<View>(200),
    );
}

/// Something that happened.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AuditLogEntry", deny_unknown_fields)]
struct View {
    id: Id,
    at: Moment,
    /// What: a noun and a verb, such as `registration.approved`.
    event: String,
    /// In which portal, if in one.
    portal_id: Option<Id>,
    actor: Actor,
    /// Through which door: `portal`, `console`, `api`, `command`, `worker`.
    door: String,
    subject: Subject,
    /// What else was kept.
    detail: Option<Map<String, Value>>,
    /// The request's id, as its answer gave it.
    request_id: String,
    /// From which address; empty when it came from none.
    address: String,
}

/// Who did it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AuditLogActor", deny_unknown_fields)]
struct Actor {
    /// `nobody`, `developer`, `admin`, `portal`, `operator`.
    kind: String,
    id: Option<String>,
    email: Option<String>,
}

/// To what it happened.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AuditLogSubject", deny_unknown_fields)]
struct Subject {
    kind: String,
    id: String,
    /// Its name at the time.
    name: String,
}

impl From<Line> for View {
    fn from(it: Line) -> Self {
        Self {
            id: it.id.into(),
            at: it.at.into(),
            event: it.event,
            portal_id: it.portal.map(Id::from),
            actor: Actor {
                kind: it.actor_kind,
                id: it.actor_id,
                email: Some(it.actor_name).filter(|it| !it.is_empty()),
            },
            door: it.door,
            subject: Subject { kind: it.subject_kind, id: it.subject_id, name: it.subject_name },
            detail: serde_json::from_str(&it.detail).ok(),
            request_id: it.request,
            address: it.address,
        }
    }
}

async fn list(asked: Asked) -> Result<ListOf<View>, Problem> {
    let listed = audit::list_sieved(&asked.call, asked.sieve(), asked.page()).await?;
    Ok(ListOf::of(listed, View::from))
}

async fn view(asked: Asked, Ids(id): Ids<AuditId>) -> Result<Json<View>, Problem> {
    Ok(Json(audit::view(&asked.call, id).await?.into()))
}
