//! What can be done with admins. With `setup` and `tokens`, the only caller of the store.

use base::sieve::Field;
use base::{AdminId, Error, FieldErrors, Listed, Page, Result, Right, Secret, Sieve};
use frame::{Call, Event, Who};

use super::admin::{Admin, NewAdmin};
use super::store;
use crate::developers::SignIn;
use crate::roles::Role;
use crate::sessions::{self, Owner};

/// By what machines filter and sort admins.
pub const FIELDS: &[Field] = &[
    Field::text("email"),
    Field::text("full_name"),
    Field::word("role", &["admin", "approver", "publisher", "reader"]),
    Field::moment("created_at"),
    Field::moment("last_signed_in_at"),
];

/// Creates an admin.
pub async fn create(call: &Call, new: &NewAdmin, password: &Secret) -> Result<Admin> {
    call.require(Right::ManageAdmins)?;
    let admin = new.check(call.new_id()?, password, call.now())?;
    let hash = call.app.passwords.hash(password).await?;
    let mut tx = call.write().await?;
    store::insert(&mut tx, &admin, &hash).await?;
    store::forget_setup_hash(&mut tx).await?;
    let detail = serde_json::json!({ "role": admin.role.name() });
    call.record(&mut tx, Event::new("admin.created", admin.id, &admin.email).detail(detail)).await?;
    tx.commit().await?;
    Ok(admin)
}

/// All admins, by name.
pub async fn list(call: &Call) -> Result<Vec<Admin>> {
    call.require(Right::ManageAdmins)?;
    store::list(&mut call.read().await?).await
}

/// Admins that a sieve lets through, by name where nothing else is said.
pub async fn list_sieved(call: &Call, sieve: &Sieve, page: Page) -> Result<Listed<Admin>> {
    call.require(Right::ManageAdmins)?;
    store::list_sieved(&mut call.read().await?, sieve, page).await
}

/// One admin: oneself, or any for whoever manages admins.
pub async fn view(call: &Call, id: &AdminId) -> Result<Admin> {
    if !call.admin().is_ok_and(|it| it.id == *id) {
        call.require(Right::ManageAdmins)?;
    }
    store::find(&mut call.read().await?, id).await
}

/// Signs in to the console, and gives the token for the cookie. An unknown account costs the same work and gets the
/// same answer as a wrong password.
pub async fn sign_in(call: &Call, form: &SignIn) -> Result<(Admin, Secret)> {
    let email = form.check()?;
    let (id, hash) =
        prove(call, &email, &form.password).await?.ok_or(Error::Refused("admin.wrong_password"))?;
    let anew = if call.app.passwords.needs_rehash(&hash) {
        Some(call.app.passwords.hash(&form.password).await?)
    } else {
        None
    };
    let mut tx = call.write().await?;
    // Locks the account and asks again: its password may have changed, or it may be gone.
    if store::note_entrance(&mut tx, id, &hash, call.now()).await? != 1 {
        return Err(Error::Refused("admin.wrong_password"));
    }
    if let Some(anew) = anew {
        store::replace_password(&mut tx, id, &hash, &anew, call.now()).await?;
    }
    let admin = store::find(&mut tx, &id).await?;
    let session = sessions::open(call, &mut tx, Owner::Admin(id)).await?;
    call.record(&mut tx, Event::new("admin.signed_in", id, &admin.email)).await?;
    tx.commit().await?;
    Ok((admin, session))
}

/// Who knows this password, and its hash; nobody where it is wrong. Slowed down by account and by address.
async fn prove(call: &Call, email: &str, password: &Secret) -> Result<Option<(AdminId, String)>> {
    let address = call.address.unwrap_or(std::net::Ipv4Addr::UNSPECIFIED.into());
    let keys = signin::Keys::new("console", email, address);
    call.app.throttle.check(&keys, call.now())?;
    let found = store::password_of(&mut call.read().await?, email).await?;
    let is_right = call.app.passwords.verify(password, found.as_ref().map(|(_, hash)| hash.as_str())).await;
    if is_right.is_err() {
        call.app.throttle.withdrawn(&keys);
    }
    if !is_right? {
        return Ok(None);
    }
    call.app.throttle.succeeded(&keys, call.now());
    Ok(found)
}

/// Ends the session that asks. Without one, there is nothing to do.
pub async fn sign_out(call: &Call) -> Result<()> {
    if call.admin().is_err() {
        return Ok(());
    }
    let mut tx = call.write().await?;
    sessions::end_current(call, &mut tx).await?;
    tx.commit().await
}

/// Changes one's own password. The current one is asked for; all other sessions end, and says how many there were.
pub async fn change_password(call: &Call, current: &Secret, new: &Secret) -> Result<u64> {
    let person = call.admin()?;
    if current.is_empty() {
        return Err(Error::field("current", "required"));
    }
    let wrong = || Error::field("current", "wrong_password");
    let (_, old) = prove(call, &person.email, current).await?.ok_or_else(wrong)?;
    let mut errors = FieldErrors::new();
    errors.take("new", signin::policy::check(new, &[&person.email, &person.name]));
    errors.into_result()?;
    let hash = call.app.passwords.hash(new).await?;
    let mut tx = call.write().await?;
    if store::replace_password(&mut tx, person.id, &old, &hash, call.now()).await? != 1 {
        return Err(wrong());
    }
    let ended = sessions::end_all_but(call, &mut tx).await?;
    call.record(&mut tx, Event::new("admin.password_changed", person.id, &person.email)).await?;
    tx.commit().await?;
    Ok(ended)
}

/// Sets an admin's password, for whoever may run the program on the machine: the way back in. All sessions end.
pub async fn reset_password(call: &Call, email: &str, password: &Secret) -> Result<Admin> {
    if !matches!(call.who, Who::Operator) {
        return Err(Error::Forbidden(Right::ManageAdmins));
    }
    let mut tx = call.read().await?;
    let admin = store::by_email(&mut tx, &email.trim().to_lowercase()).await?.ok_or(Error::NotFound)?;
    let (_, old) = store::password_of(&mut tx, &admin.email).await?.ok_or(Error::NotFound)?;
    drop(tx);
    let mut errors = FieldErrors::new();
    errors.take("password", signin::policy::check(password, &[&admin.email, &admin.full_name]));
    errors.into_result()?;
    let hash = call.app.passwords.hash(password).await?;
    let mut tx = call.write().await?;
    if store::replace_password(&mut tx, admin.id, &old, &hash, call.now()).await? != 1 {
        return Err(Error::NotFound);
    }
    sessions::end_all(&mut tx, Owner::Admin(admin.id)).await?;
    call.record(&mut tx, Event::new("admin.password_reset", admin.id, &admin.email)).await?;
    tx.commit().await?;
    Ok(admin)
}

/// Gives an admin another role. One admin with every right must remain.
pub async fn change_role(call: &Call, id: &AdminId, role: Role) -> Result<Admin> {
    call.require(Right::ManageAdmins)?;
    let mut tx = call.write().await?;
    store::take_turns(&mut tx).await?;
    let before = store::find(&mut tx, id).await?;
    call.expect(before.touched_at())?;
    if before.role == Role::Admin && role != Role::Admin && store::count_mighty(&mut tx).await? < 2 {
        return Err(Error::Refused("admin.last"));
    }
    store::change_role(&mut tx, id, role, call.now()).await?;
    let detail = serde_json::json!({ "from": before.role.name(), "to": role.name() });
    call.record(&mut tx, Event::new("admin.role_changed", id, &before.email).detail(detail)).await?;
    tx.commit().await?;
    Ok(Admin { role, updated_at: call.now(), ..before })
}

/// Deletes an admin, with sessions and tokens. Never oneself, and never the last one with every right.
pub async fn delete(call: &Call, id: &AdminId) -> Result<Admin> {
    call.require(Right::ManageAdmins)?;
    if matches!(&call.who, Who::Admin(person) if person.id == *id) {
        return Err(Error::Refused("admin.oneself"));
    }
    let mut tx = call.write().await?;
    store::take_turns(&mut tx).await?;
    let admin = store::find(&mut tx, id).await?;
    call.expect(admin.touched_at())?;
    if admin.role == Role::Admin && store::count_mighty(&mut tx).await? < 2 {
        return Err(Error::Refused("admin.last"));
    }
    store::remove(&mut tx, id).await?;
    call.record(&mut tx, Event::new("admin.deleted", id, &admin.email)).await?;
    tx.commit().await?;
    Ok(admin)
}
