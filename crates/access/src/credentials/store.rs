//! SQL and rows. Private to the folder.

use base::sieve::Order;
use base::{ApplicationId, CredentialId, Error, Instant, Listed, Page, Result};
use frame::Reach;
use sql::{Listing, Row, Tx, args};

use super::credential::{Credential, State};

/// Writes a credential that did not exist, by its keyed digest.
pub(super) async fn insert(tx: &mut Tx, it: &Credential, mac: &str) -> Result<()> {
    tx.run(
        "insert into credentials (id, application, name, mac, hint, state, created_at, expires_at)
         values ($1, $2, $3, $4, $5, 'active', $6, $7)",
        args![it.id, it.application, &it.name, mac, &it.hint, it.created_at, it.expires_at],
    )
    .await?;
    Ok(())
}

/// Gives it another name.
pub(super) async fn rename(tx: &mut Tx, id: CredentialId, name: &str) -> Result<()> {
    let done = tx.run("update credentials set name = $2 where id = $1", args![id, name]).await?;
    if done == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// Removes it.
pub(super) async fn remove(tx: &mut Tx, id: CredentialId) -> Result<()> {
    let gone = tx.run("delete from credentials where id = $1", args![id]).await?;
    if gone == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// How many an application has.
pub(super) async fn count_of(tx: &mut Tx, application: ApplicationId) -> Result<i64> {
    let row = tx
        .one("select count(*) as total from credentials where application = $1", args![application])
        .await?;
    row.get("total")
}

/// The credential, within reach.
pub(super) async fn find(tx: &mut Tx, reach: &Reach, id: CredentialId, now: Instant) -> Result<Credential> {
    let row = tx
        .maybe_one(
            "select c.id, c.application, c.name, c.hint, c.state, c.created_at, c.expires_at, c.last_used_at
               from credentials c join applications a on a.id = c.application
              where c.id = $1 and ($2 or (a.portal = $3 and a.developer = $4))",
            args![id, reach.is_everything(), reach.portal(), reach.developer()],
        )
        .await?;
    row.ok_or(Error::NotFound).and_then(|row| read(&row, now))
}

/// The credentials of an application within reach, newest first. There are few: the portal's limit bounds them.
pub(super) async fn list(
    tx: &mut Tx,
    reach: &Reach,
    application: ApplicationId,
    now: Instant,
) -> Result<Vec<Credential>> {
    let rows = tx
        .all(
            "select c.id, c.application, c.name, c.hint, c.state, c.created_at, c.expires_at, c.last_used_at
               from credentials c join applications a on a.id = c.application
              where c.application = $1 and ($2 or (a.portal = $3 and a.developer = $4))
              order by c.created_at desc, c.id desc",
            args![application, reach.is_everything(), reach.portal(), reach.developer()],
        )
        .await?;
    rows.iter().map(|row| read(row, now)).collect()
}

/// A page of them.
pub(super) async fn list_page(
    tx: &mut Tx,
    reach: &Reach,
    application: ApplicationId,
    (page, now): (Page, Instant),
) -> Result<Listed<Credential>> {
    let mut listing = Listing::new(
        "c.id, c.application, c.name, c.hint, c.state, c.created_at, c.expires_at, c.last_used_at",
        "credentials c
          where c.application = (select a.id from applications a
                                  where a.id = $1 and ($2 or (a.portal = $3 and a.developer = $4)))",
        args![application, reach.is_everything(), reach.portal(), reach.developer()],
    );
    listing.order("c.created_at", Order::Descending);
    listing.order("c.id", Order::Descending);
    let (rows, total) = tx.page(&listing, page).await?;
    let items = rows.iter().map(|row| read(row, now)).collect::<Result<Vec<_>>>()?;
    Ok(Listed { items, total, page })
}

fn read(row: &Row, now: Instant) -> Result<Credential> {
    let expires_at = row.get("expires_at")?;
    Ok(Credential {
        id: row.id("id")?,
        application: row.id("application")?,
        name: row.get("name")?,
        hint: row.get("hint")?,
        state: State::at(now, &row.get::<String>("state")?, expires_at),
        created_at: row.get("created_at")?,
        expires_at,
        last_used_at: row.get("last_used_at")?,
    })
}
