//! A visit to a portal, through whatever door: which portal the host name stands for, and who comes.

use axum::extract::Request;
use base::{Error, Result};
use frame::door::Jar;
use frame::{App, Call, Door, Place};
use sql::Tx;

use super::host;
use super::request::call;
use crate::portals::{self, Portal};
use crate::sessions::{self, PORTAL_COOKIE};

/// Who came, and to which portal.
#[derive(Clone)]
pub struct Visit {
    /// The call, made by the developer whose session it is, or by nobody.
    pub call: Call,
    /// The portal that the host name stands for.
    pub portal: Portal,
    /// Whether the request came with a session that has ended.
    pub ended: bool,
}

/// The visit that a request is. A host name that stands for no portal is not found.
///
/// What is needed of the request is taken at once: its body cannot be held while the database is asked.
pub fn visit(app: &App, door: Door, request: &Request) -> impl Future<Output = Result<Visit>> + Send + use<> {
    let host = host::name(request.headers(), request.uri()).map(str::to_owned);
    let token = Jar::new(request.headers()).get(PORTAL_COOKIE).filter(|it| !it.is_empty());
    let token = token.map(str::to_owned);
    let call = call(app, door, request);
    async move { arrived(call?, &host.ok_or(Error::NotFound)?, token).await }
}

async fn arrived(call: Call, host: &str, token: Option<String>) -> Result<Visit> {
    let mut tx = call.read().await?;
    let portal = at(&call.app, &mut tx, host).await?;
    let call = call.within(portal.id);
    let (Some(token), true) = (token, portal.has_accounts()) else {
        return Ok(Visit { call, portal, ended: false });
    };
    let seen = sessions::look_up_developer(&call, &mut tx, portal.id, &token).await?;
    drop(tx);
    let Some(seen) = seen else { return Ok(Visit { call, portal, ended: true }) };
    seen.note(&call).await;
    Ok(Visit { call: call.by_developer(portal.id, seen.person), portal, ended: false })
}

/// The portal at this host name: by its slug below the portal domain, or by a domain of its own.
pub(super) async fn at(app: &App, tx: &mut Tx, host: &str) -> Result<Portal> {
    match app.addresses.place(host) {
        Some(Place::Portal(slug)) => portals::by_slug(tx, &slug).await,
        Some(_) => Err(Error::NotFound),
        None => {
            let name = host.rsplit_once(':').map_or(host, |(name, _)| name).to_ascii_lowercase();
            if base::words::is_host_name(&name) {
                portals::by_domain(tx, &name).await
            } else {
                Err(Error::NotFound)
            }
        }
    }
}
