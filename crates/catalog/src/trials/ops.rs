//! What can be done with trials.

use axum::http::{HeaderMap, StatusCode};
use base::{Error, Result, VersionId, subscriber};
use frame::net::{Incoming, Outgoing};
use frame::{Call, Who};
use reference::model::Entry;

use super::pace::{Pace, Seat};
use super::trial::{Draft, NewTrial, servers};
use crate::publications;
use crate::reference as pages;

/// What came back.
pub struct Tried {
    /// The status.
    pub status: StatusCode,
    /// The headers, as they came.
    pub headers: HeaderMap,
    /// What the body is read from.
    pub incoming: Incoming,
    /// Held while the answer comes.
    pub seat: Seat,
}

/// Makes the call of a trial. A version that may not be seen does not exist; an address that is none of the
/// operation's servers is refused before anything is sent.
pub async fn send(call: &Call, version: VersionId, new: NewTrial) -> Result<Tried> {
    let seat = Pace::take(&call.app.kept::<Pace>(), &who(call), call.now())?;
    let offered = publications::offered(&mut call.read().await?, &call.reach(), &version).await?;
    let (_, page) = pages::operation(call, version, &new.operation).await?;
    if page.is_webhook {
        return Err(Error::NotFound);
    }
    let address = offered.address(&call.app.addresses);
    let Draft { method, url, headers, body, trusted } = new.check(&servers(address.as_deref(), &page))?;
    let incoming = call.app.net.call(Outgoing { method, url, headers, body, trusted }).await?;
    Ok(Tried { status: incoming.status, headers: incoming.headers.clone(), incoming, seat })
}

/// The operation to begin with: one that only reads, lives, and asks for little.
pub async fn first(call: &Call, version: VersionId) -> Result<String> {
    let overview = pages::overview(call, version).await?.ok_or(Error::NotFound)?;
    let weight = |it: &&Entry| (it.method != "GET", it.deprecated, it.path.matches('{').count());
    overview.entries().min_by_key(weight).map(|it| it.slug.clone()).ok_or(Error::NotFound)
}

fn who(call: &Call) -> String {
    match &call.who {
        Who::Developer(person) => person.id.to_string(),
        _ => call.address.map(|it| subscriber(it).to_string()).unwrap_or_default(),
    }
}
