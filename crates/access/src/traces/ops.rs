//! Reading what the gateway noted.

use base::{ApplicationId, CredentialId, Error, Instant, Result, TraceId, VersionId};
use frame::Call;
use sql::args;

/// A call that the gateway refused.
#[derive(Debug, Clone)]
pub struct Refusal {
    /// Which one.
    pub id: TraceId,
    /// When.
    pub at: Instant,
    /// The gateway's word for the reason.
    pub reason: String,
    /// The status of the answer.
    pub status: i64,
    /// The method of the call.
    pub method: String,
    /// Its path, without the query.
    pub path: String,
    /// The version that was called.
    pub version: Option<VersionId>,
    /// What the version is called.
    pub version_title: String,
    /// Whose call it was.
    pub application: Option<ApplicationId>,
    /// What the application is called.
    pub application_name: String,
    /// The credential that it carried.
    pub credential: Option<CredentialId>,
    /// The credential's name, and when it ends.
    pub credential_name: String,
    /// When the credential ends.
    pub expires_at: Option<Instant>,
}

/// What happened to a call of the developer who asks.
pub async fn view(call: &Call, id: TraceId) -> Result<Refusal> {
    let reach = call.reach();
    let row = call
        .read()
        .await?
        .maybe_one(
            "select f.id, f.at, f.reason, f.status, f.method, f.path, f.version, f.application, f.credential,
                    a.name as application_name, coalesce(c.name, '') as credential_name, c.expires_at,
                    coalesce(p.name || ' ' || v.name, '') as version_title
               from refusals f
               join applications a on a.id = f.application
               left join credentials c on c.id = f.credential
               left join versions v on v.id = f.version
               left join products p on p.id = v.product
              where f.id = $1 and ($2 or (a.portal = $3 and a.developer = $4))",
            args![id, reach.is_everything(), reach.portal(), reach.developer()],
        )
        .await?
        .ok_or(Error::NotFound)?;
    Ok(Refusal {
        id: row.id("id")?,
        at: row.get("at")?,
        reason: row.get("reason")?,
        status: row.get("status")?,
        method: row.get("method")?,
        path: row.get("path")?,
        version: row.maybe_id("version")?,
        version_title: row.get("version_title")?,
        application: row.maybe_id("application")?,
        application_name: row.get("application_name")?,
        credential: row.maybe_id("credential")?,
        credential_name: row.get("credential_name")?,
        expires_at: row.get("expires_at")?,
    })
}
