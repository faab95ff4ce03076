//! What waits, and deciding many at once. Each decision is an operation of its own noun.

use std::collections::HashMap;

use access::registrations::{self, Registration};
use base::{DeveloperId, PortalId, RegistrationId, Result, Right};
use frame::Call;
use people::developers::{self, Developer, Sort};
use people::portals;
use serde::Deserialize;

/// What waits, those first who have waited longest.
pub struct Waiting {
    /// Developers, at most a hundred.
    pub developers: Vec<Developer>,
    /// Registrations, at most a hundred.
    pub registrations: Vec<Registration>,
    /// How many there are in all.
    pub total: i64,
    /// The portals' names.
    pub portals: HashMap<PortalId, String>,
}

/// What to do with all that were chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Deed {
    /// Let them in.
    #[default]
    Approve,
    /// Say no, for one reason.
    Reject,
}

/// How many wait.
pub async fn waiting(call: &Call) -> Result<i64> {
    Ok(developers::waiting(call).await? + registrations::waiting(call).await?)
}

/// What waits.
pub async fn list(call: &Call) -> Result<Waiting> {
    call.require(Right::ReadConsole)?;
    let filter = developers::Filter { state: "pending".to_owned(), sort: Sort::Oldest, ..Default::default() };
    let developers = developers::list(call, &filter, base::Page::first(100)).await?;
    let filter = registrations::Filter { state: "pending".to_owned(), ..Default::default() };
    let registrations = registrations::list(call, &filter, base::Page::first(100)).await?;
    let portals = portals::list(call).await?.into_iter().map(|it| (it.id, it.name)).collect();
    let total = developers.total + registrations.total;
    Ok(Waiting { developers: developers.items, registrations: registrations.items, total, portals })
}

/// Decides all that were chosen and still wait, and says how many that were.
pub async fn decide(
    call: &Call,
    deed: Deed,
    people: &[DeveloperId],
    requests: &[RegistrationId],
    reason: &str,
) -> Result<usize> {
    match deed {
        Deed::Approve => {
            let people = developers::approve_all(call, people).await?;
            Ok(people + registrations::approve_all(call, requests).await?)
        }
        Deed::Reject => {
            let people = developers::reject_all(call, people, reason).await?;
            Ok(people + registrations::reject_all(call, requests, reason).await?)
        }
    }
}
