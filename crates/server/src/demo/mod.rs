//! What `portico demo` shows: a company that does not exist, its APIs with an upstream that answers, its people.
//!
//! Everything is made by the operations that the pages use. The second start finds it all there and makes nothing.

mod card;
mod catalog;
mod folder;
mod people;
mod upstream;

use base::{Result, Right};
use frame::{Call, Door};
use sql::args;

pub(crate) use card::card;
pub(crate) use folder::claim;

use crate::house::House;

/// The portal's slug.
const SLUG: &str = "demo";

/// Makes what is missing, and leads the gateway to this process's upstream.
pub(crate) async fn prepare(house: &House) -> Result<()> {
    let upstream = upstream::start(house).await?;
    let call = Call::operator(&house.app, Door::Command)?;
    call.require(Right::ManagePortals)?;
    if is_there(&call).await? {
        return catalog::lead_to(&call, &upstream).await;
    }
    let portal = catalog::make(&call, &upstream).await?;
    let card = people::make(&call, portal).await?;
    card::keep(&house.settings, &card)?;
    mark(&call).await
}

/// Whether the demo was made whole. One that was interrupted is made again from an empty folder.
async fn is_there(call: &Call) -> Result<bool> {
    let mut tx = call.read().await?;
    let marked = tx.maybe_one("select value from settings where name = 'demo'", args![]).await?.is_some();
    let portals = tx.one("select count(*) as total from portals", args![]).await?.get::<i64>("total")?;
    match (marked, portals) {
        (true, _) => Ok(true),
        (false, 0) => Ok(false),
        (false, _) => Err(base::Error::internal(
            "this database holds portals that are not the demo's, or a demo that was interrupted while it was made; \
             start the demo on an empty folder",
        )),
    }
}

async fn mark(call: &Call) -> Result<()> {
    let mut tx = call.write().await?;
    tx.run("insert into settings (name, value) values ('demo', 'made')", args![]).await?;
    tx.commit().await
}
