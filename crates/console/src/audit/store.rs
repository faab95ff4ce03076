//! SQL of what the log speaks of. Private to the folder. The log itself is read by the frame.

use std::collections::HashMap;

use base::{PortalId, Result};
use sql::{Tx, args};

/// All portals' names.
pub(super) async fn portals(tx: &mut Tx) -> Result<HashMap<PortalId, String>> {
    let rows = tx.all("select id, name from portals", args![]).await?;
    rows.iter().map(|row| Ok((row.id("id")?, row.get("name")?))).collect()
}

/// Whether there is such a thing, for the nouns that have a page of their own.
pub(super) async fn is_there(tx: &mut Tx, kind: &str, id: &str) -> Result<bool> {
    let sql = match kind {
        "application" => "select 1 as one from applications where id = $1",
        "developer" => "select 1 as one from developers where id = $1",
        "mail" => "select 1 as one from mails where id = $1",
        "portal" => "select 1 as one from portals where id = $1",
        "product" => "select 1 as one from products where id = $1",
        _ => return Ok(false),
    };
    Ok(tx.maybe_one(sql, args![id]).await?.is_some())
}
