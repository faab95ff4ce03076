//! The webhook to which a portal's audit log would go. There is none: it is disabled, and turning it on is refused. The
//! audit log itself is read at its own address.

use axum::Json;
use axum::response::Response;
use base::{Error, PortalId, Right};
use frame::door::Need;
use people::portals;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::not_offered;
use crate::door::{Asked, Body, Ids, Operation, Routes, no_content};
use crate::problem::Problem;
use crate::shapes::{Id, Moment};

pub(super) fn routes(at: &mut Routes) {
    let (read, manage) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::ManagePortals));
    let about = |id, says| Operation::named(id, "portal-audit-log", says);
    at.get(
        "/v2/portals/{portalId}/audit-log-webhook",
        read,
        view,
        about("get-portal-audit-log-webhook", "Where a portal's audit log goes").gives::<Webhook>(200),
    );
    at.patch(
        "/v2/portals/{portalId}/audit-log-webhook",
        manage,
        update,
        about("update-portal-audit-log-webhook", "Changes where a portal's audit log goes")
            .may_take::<Change>()
            .gives::<Webhook>(200),
    );
    at.delete(
        "/v2/portals/{portalId}/audit-log-webhook",
        manage,
        delete,
        about("delete-portal-audit-log-webhook", "Ends sending a portal's audit log")
            .gives_nothing(204)
            .refuses(&[409]),
    );
    at.get(
        "/v2/portals/{portalId}/audit-log-webhook/status",
        read,
        status,
        about("get-portal-audit-log-webhook-status", "How sending a portal's audit log goes")
            .gives::<Standing>(200),
    );
    at.get(
        "/v2/portals/{portalId}/audit-log-replay-job",
        read,
        job,
        about("get-portal-audit-log-replay-job", "How sending a part of it again goes").gives::<Job>(200),
    );
    at.put(
        "/v2/portals/{portalId}/audit-log-replay-job",
        manage,
        replay,
        about("update-portal-audit-log-replay-job", "Sends a part of a portal's audit log again")
            .takes::<NewJob>()
            .gives::<Job>(202)
            .refuses(&[409]),
    );
}

/// Where a portal's audit log goes.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PortalAuditLogWebhook")]
struct Webhook {
    enabled: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Id")]
    audit_log_destination_id: Option<Id>,
}

const NONE: Webhook = Webhook { enabled: false, audit_log_destination_id: None };

/// What changes where a portal's audit log goes.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdatePortalAuditLogWebhook")]
struct Change {
    #[serde(default)]
    enabled: bool,
    #[serde(default)]
    #[schemars(with = "Id")]
    audit_log_destination_id: Option<Id>,
}

/// Whether it is sent.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
enum WebhookWord {
    #[expect(dead_code, reason = "nothing is sent yet; the contract knows the word")]
    Active,
    Inactive,
}

/// How sending a portal's audit log goes.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PortalAuditLogWebhookStatus")]
struct Standing {
    webhook_status: WebhookWord,
    webhook_enabled: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Moment")]
    last_attempt_at: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "i64")]
    last_response_code: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    last_response_message: Option<String>,
}

/// How far sending again is.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
#[expect(dead_code, reason = "nothing is sent yet; the contract knows the words")]
enum JobWord {
    Unconfigured,
    Accepted,
    Pending,
    Running,
    Completed,
    Failed,
}

/// How sending a part of the audit log again goes.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PortalAuditLogReplayJob")]
struct Job {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Moment")]
    start_at: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Moment")]
    end_at: Option<Moment>,
    status: JobWord,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Moment")]
    updated_at: Option<Moment>,
}

/// What is to be sent again.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdatePortalAuditLogReplayJob")]
#[expect(dead_code, reason = "described as the contract has it; nothing is sent yet")]
struct NewJob {
    start_at: Moment,
    end_at: Moment,
}

async fn view(asked: Asked, Ids(portal): Ids<PortalId>) -> Result<Json<Webhook>, Problem> {
    portals::view(&asked.call, &portal).await?;
    Ok(Json(NONE))
}

async fn update(
    asked: Asked,
    Ids(portal): Ids<PortalId>,
    Body(change): Body<Change>,
) -> Result<Json<Webhook>, Problem> {
    portals::view(&asked.call, &portal).await?;
    let asks = [
        ("enabled", change.enabled),
        ("audit_log_destination_id", change.audit_log_destination_id.is_some()),
    ];
    not_offered(asks.into_iter().filter_map(|(name, is_asked)| is_asked.then_some(name)))?;
    Ok(Json(NONE))
}

async fn delete(asked: Asked, Ids(portal): Ids<PortalId>) -> Result<Response, Problem> {
    portals::view(&asked.call, &portal).await?;
    Ok(no_content())
}

async fn status(asked: Asked, Ids(portal): Ids<PortalId>) -> Result<Json<Standing>, Problem> {
    portals::view(&asked.call, &portal).await?;
    Ok(Json(Standing {
        webhook_status: WebhookWord::Inactive,
        webhook_enabled: false,
        last_attempt_at: None,
        last_response_code: None,
        last_response_message: None,
    }))
}

async fn job(asked: Asked, Ids(portal): Ids<PortalId>) -> Result<Json<Job>, Problem> {
    portals::view(&asked.call, &portal).await?;
    Ok(Json(Job { start_at: None, end_at: None, status: JobWord::Unconfigured, updated_at: None }))
}

async fn replay(
    asked: Asked,
    Ids(portal): Ids<PortalId>,
    Body(_): Body<NewJob>,
) -> Result<Json<Job>, Problem> {
    portals::view(&asked.call, &portal).await?;
    Err(Error::Refused("webhook.unconfigured").into())
}
