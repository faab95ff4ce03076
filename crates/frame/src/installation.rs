//! The installation as a whole: one id, made once and kept in the database for good. The published contract calls it the
//! organization.

use std::sync::OnceLock;

use base::{Error, Result, Uuid};
use sql::args;

use crate::App;

const NAME: &str = "installation";

/// The id, once it is known to this process.
#[derive(Default)]
struct Known(OnceLock<Uuid>);

/// The installation's id. Of two processes that ask first at once, one makes it.
pub async fn id(app: &App) -> Result<Uuid> {
    let known = app.kept::<Known>();
    if let Some(id) = known.0.get() {
        return Ok(*id);
    }
    let id = match find(&mut app.db.read().await?).await? {
        Some(id) => id,
        None => make(app).await?,
    };
    Ok(*known.0.get_or_init(|| id))
}

async fn find(tx: &mut sql::Tx) -> Result<Option<Uuid>> {
    let row = tx.maybe_one("select value from settings where name = $1", args![NAME]).await?;
    let Some(row) = row else { return Ok(None) };
    Uuid::try_parse(&row.get::<String>("value")?).map(Some).map_err(Error::internal)
}

async fn make(app: &App) -> Result<Uuid> {
    let mut tx = app.db.write().await?;
    let sql = "insert into settings (name, value) values ($1, $2) on conflict (name) do nothing";
    tx.run(sql, args![NAME, app.new_uuid()?.to_string()]).await?;
    let id = find(&mut tx).await?;
    tx.commit().await?;
    id.ok_or_else(|| Error::internal("the installation has no id"))
}
