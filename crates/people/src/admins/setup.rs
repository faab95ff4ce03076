//! The first admin: a one-time link that `serve` prints, which works only while there is no admin.

use base::{Error, Result, Secret};
use frame::{Call, Event, Person};

use super::admin::{Admin, NewAdmin};
use super::store;
use crate::roles::Role;
use crate::sessions::{self, Owner};

/// The token of a new set-up link, or nothing where there is an admin. The link made before stops working.
pub async fn setup_token(call: &Call) -> Result<Option<Secret>> {
    let mut tx = call.write().await?;
    store::take_turns(&mut tx).await?;
    if store::count(&mut tx).await? > 0 {
        return Ok(None);
    }
    let token = call.new_token()?;
    store::keep_setup_hash(&mut tx, &signin::token::hash(token.expose())).await?;
    tx.commit().await?;
    Ok(Some(token))
}

/// Whether the set-up link of this token works. Nothing is used up.
pub async fn set_up_is_open(call: &Call, token: &str) -> Result<()> {
    let hash = signin::token::hash(token);
    if store::has_setup_hash(&mut call.read().await?, &hash).await? { Ok(()) } else { Err(closed()) }
}

fn closed() -> Error {
    Error::Refused("admin.set_up")
}

/// Creates the first admin, with every right, and signs them in. Of two at once, one succeeds.
pub async fn set_up(call: &Call, token: &str, new: &NewAdmin, password: &Secret) -> Result<(Admin, Secret)> {
    set_up_is_open(call, token).await?;
    let first = NewAdmin { role: Role::Admin.name().to_owned(), ..new.clone() };
    let admin = first.check(call.new_id()?, password, call.now())?;
    let hash = call.app.passwords.hash(password).await?;
    let mut tx = call.write().await?;
    store::take_turns(&mut tx).await?;
    let is_open = store::has_setup_hash(&mut tx, &signin::token::hash(token)).await?;
    if !is_open || store::count(&mut tx).await? > 0 {
        return Err(closed());
    }
    store::insert(&mut tx, &admin, &hash).await?;
    store::forget_setup_hash(&mut tx).await?;
    let person =
        Person { id: admin.id, email: admin.email.clone(), name: admin.full_name.clone(), session: None };
    let theirs = call.clone().by_admin(person, Role::Admin.rights());
    let event = |name| Event::new(name, admin.id, &admin.email);
    theirs.record(&mut tx, event("admin.created")).await?;
    theirs.record(&mut tx, event("admin.signed_in")).await?;
    store::note_entrance(&mut tx, admin.id, &hash, call.now()).await?;
    let session = sessions::open(call, &mut tx, Owner::Admin(admin.id)).await?;
    tx.commit().await?;
    Ok((admin, session))
}
