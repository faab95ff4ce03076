//! What can be done with trials.

use axum::http::{HeaderMap, StatusCode};
use base::{Result, VersionId};
use frame::net::{Incoming, Outgoing};
use frame::{App, Call, Who};
use tokio::sync::OwnedSemaphorePermit;

use super::pace::Pace;
use super::trial::{Draft, NewTrial, Server};
use crate::publications::{self, Offered};
use crate::specifications;

/// What came back.
pub struct Tried {
    /// The status.
    pub status: StatusCode,
    /// The headers, as they came.
    pub headers: HeaderMap,
    /// What the body is read from.
    pub incoming: Incoming,
    /// Held while the answer comes.
    pub seat: OwnedSemaphorePermit,
}

/// Makes the call of a trial. A version that may not be seen does not exist; an address that is none of its servers is
/// refused before anything is sent.
pub async fn send(call: &Call, version: VersionId, new: NewTrial) -> Result<Tried> {
    let mut tx = call.read().await?;
    let offered = publications::offered(&mut tx, &call.reach(), &version).await?;
    let published = specifications::servers(&mut tx, &call.reach(), version).await?;
    drop(tx);
    let Draft { method, url, headers, trusted } = new.check(&servers(&call.app, &offered, &published))?;
    let seat = call.app.kept::<Pace>().take(&who(call), call.now())?;
    let outgoing = Outgoing { method, url, headers, body: new.body.into_bytes(), trusted };
    let incoming = call.app.net.call(outgoing).await?;
    Ok(Tried { status: incoming.status, headers: incoming.headers.clone(), incoming, seat })
}

/// Where a version's calls can go: its place at the gateway first, then what its specification names.
pub fn servers(app: &App, offered: &Offered, published: &[String]) -> Vec<Server> {
    let gateway = offered.service.as_ref().map(|service| {
        let base = match service.host.as_str() {
            "" => app.addresses.gateway().to_owned(),
            host => app.addresses.gateway_on(host),
        };
        Server { url: format!("{base}{}", service.path_prefix.trim_end_matches('/')), is_gateway: true }
    });
    let published = published.iter().filter(|it| it.starts_with("http://") || it.starts_with("https://"));
    let published = published.map(|it| Server { url: it.trim_end_matches('/').to_owned(), is_gateway: false });
    gateway.into_iter().chain(published).collect()
}

fn who(call: &Call) -> String {
    match &call.who {
        Who::Developer(person) => person.id.to_string(),
        _ => call.address.map(|it| it.to_string()).unwrap_or_default(),
    }
}
