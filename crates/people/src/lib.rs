//! The people and where they meet: portals, developers, teams, sessions, admins, roles; and how a browser's request
//! arrives at a site.

pub mod admins;
pub mod arrival;
pub mod developers;
mod links;
pub mod portals;
pub mod roles;
pub mod sessions;
pub mod teams;

use base::Result;
use frame::Call;
use frame::door::Routes;

/// The sentences of this crate.
pub const TEXTS: &[&str] = &[
    include_str!("../text/en/admins.ftl"),
    include_str!("../text/en/arrival.ftl"),
    include_str!("../text/en/console_admins.ftl"),
    include_str!("../text/en/console_developers.ftl"),
    include_str!("../text/en/console_portals.ftl"),
    include_str!("../text/en/console_teams.ftl"),
    include_str!("../text/en/developers.ftl"),
    include_str!("../text/en/portals.ftl"),
    include_str!("../text/en/sessions.ftl"),
];

/// The developer's pages.
pub fn portal_routes(at: &mut Routes) {
    portals::portal_routes(at);
    developers::portal_routes(at);
    sessions::portal_routes(at);
}

/// The admin's pages.
pub fn console_routes(at: &mut Routes) {
    admins::entrance_routes(at);
    admins::console_routes(at);
    developers::console_routes(at);
    portals::console_routes(at);
    teams::console_routes(at);
    sessions::console_routes(at);
}

/// The pages of the bare portal domain.
pub fn front_door_routes(at: &mut Routes) {
    portals::front_door_routes(at);
}

/// Removes what has ended by itself: sessions, and links of a while ago. Done every now and then.
pub async fn tidy(call: &Call) -> Result<()> {
    let mut tx = call.write().await?;
    let sessions = sessions::purge(&mut tx, call.now()).await?;
    let links = links::purge(&mut tx, call.now()).await?;
    tx.commit().await?;
    tracing::debug!(sessions, links, "tidied up");
    Ok(())
}
