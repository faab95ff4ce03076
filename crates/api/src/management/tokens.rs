//! Management tokens: one's own, and those of other admins. An addition of ours, in the contracts' conventions.
//!
//! A token's secret is in the answer that makes it, and nowhere else.

use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use base::{AdminId, AdminTokenId, Instant, Right};
use frame::Call;
use frame::door::Need;
use people::admins::tokens::{self, Made, NewToken, Token};
use people::roles::Role;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::admins::RoleWord;
use crate::door::{Asked, Body, Ids, ListOf, Operation, Routes, Style, no_content};
use crate::problem::Problem;
use crate::shapes::{Id, Moment};

pub(super) fn routes(at: &mut Routes) {
    let (read, manage) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::ManageAdmins));
    let about = |id, says| Operation::named(id, "tokens", says);
    let listing = |it: Operation| it.paged().fields(Style::Deep, tokens::FIELDS).gives::<ListOf<View>>(200);
    let making = |it: Operation| it.takes::<New>().gives::<MadeView>(201).makes().secret();
    at.get("/v2/tokens", read, list_own, listing(about("list-tokens", "The caller's own tokens")));
    at.post(
        "/v2/tokens",
        read,
        create_own,
        making(about("create-token", "Creates a token of the caller's own")),
    );
    at.get(
        "/v2/tokens/{tokenId}",
        read,
        view_own,
        about("get-token", "One of the caller's tokens").gives::<View>(200),
    );
    at.delete(
        "/v2/tokens/{tokenId}",
        read,
        revoke_own,
        about("delete-token", "Revokes one of the caller's tokens").gives_nothing(204),
    );
    at.get(
        "/v2/admins/{adminId}/tokens",
        manage,
        list,
        listing(about("list-admin-tokens", "An admin's tokens")),
    );
    at.post(
        "/v2/admins/{adminId}/tokens",
        manage,
        create,
        making(about("create-admin-token", "Creates a token for an admin")),
    );
    at.get(
        "/v2/admins/{adminId}/tokens/{tokenId}",
        manage,
        view,
        about("get-admin-token", "One of an admin's tokens").gives::<View>(200),
    );
    at.delete(
        "/v2/admins/{adminId}/tokens/{tokenId}",
        manage,
        revoke,
        about("delete-admin-token", "Revokes one of an admin's tokens").gives_nothing(204),
    );
}

/// A token, without its secret.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Token")]
struct View {
    id: Id,
    admin_id: Id,
    admin_email: String,
    name: String,
    /// What it is limited to; null where it may do whatever its admin may.
    role: Option<RoleWord>,
    status: TokenStatus,
    created_at: Moment,
    expires_at: Option<Moment>,
    /// When it was last used, to ten minutes.
    last_used_at: Option<Moment>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum TokenStatus {
    Active,
    Expired,
}

/// A token that was made this moment.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "CreatedToken")]
struct MadeView {
    #[serde(flatten)]
    view: View,
    /// What to send as `Authorization: Bearer`. It is shown this once.
    token: String,
}

impl View {
    fn of(it: Token, now: Instant) -> Self {
        Self {
            id: it.id.into(),
            admin_id: it.admin.into(),
            status: if it.is_expired(now) { TokenStatus::Expired } else { TokenStatus::Active },
            admin_email: it.admin_email,
            name: it.name,
            role: it.role.map(RoleWord::from),
            created_at: it.created_at.into(),
            expires_at: it.expires_at.map(Moment::from),
            last_used_at: it.last_used_at.map(Moment::from),
        }
    }
}

/// What makes a token.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CreateToken")]
struct New {
    #[schemars(length(min = 1, max = 100))]
    name: String,
    /// What it is limited to; left out, it may do whatever its admin may.
    #[serde(default)]
    role: Option<RoleWord>,
    /// When it stops working; left out, when it is revoked.
    #[serde(default)]
    expires_at: Option<Moment>,
}

impl From<New> for NewToken {
    fn from(it: New) -> Self {
        Self { name: it.name, role: it.role.map(Role::from), expires_at: it.expires_at.map(|it| it.0) }
    }
}

fn made(call: &Call, it: Made) -> (StatusCode, Json<MadeView>) {
    let token = it.secret.expose().to_owned();
    (StatusCode::CREATED, Json(MadeView { view: View::of(it.token, call.now()), token }))
}

async fn list_own(asked: Asked) -> Result<ListOf<View>, Problem> {
    list_of(&asked, asked.call.admin()?.id).await
}

async fn list(asked: Asked, Ids(admin): Ids<AdminId>) -> Result<ListOf<View>, Problem> {
    list_of(&asked, admin).await
}

async fn list_of(asked: &Asked, admin: AdminId) -> Result<ListOf<View>, Problem> {
    let listed = tokens::list_sieved(&asked.call, &admin, asked.sieve(), asked.page()).await?;
    Ok(ListOf::of(listed, |it| View::of(it, asked.call.now())))
}

async fn create_own(asked: Asked, Body(new): Body<New>) -> Result<(StatusCode, Json<MadeView>), Problem> {
    Ok(made(&asked.call, tokens::create_own(&asked.call, &new.into()).await?))
}

async fn create(
    asked: Asked,
    Ids(admin): Ids<AdminId>,
    Body(new): Body<New>,
) -> Result<(StatusCode, Json<MadeView>), Problem> {
    Ok(made(&asked.call, tokens::create_for(&asked.call, &admin, &new.into()).await?))
}

async fn view_own(asked: Asked, Ids(id): Ids<AdminTokenId>) -> Result<Json<View>, Problem> {
    let admin = asked.call.admin()?.id;
    Ok(Json(View::of(tokens::view(&asked.call, &admin, &id).await?, asked.call.now())))
}

async fn view(asked: Asked, Ids((admin, id)): Ids<(AdminId, AdminTokenId)>) -> Result<Json<View>, Problem> {
    Ok(Json(View::of(tokens::view(&asked.call, &admin, &id).await?, asked.call.now())))
}

async fn revoke_own(asked: Asked, Ids(id): Ids<AdminTokenId>) -> Result<Response, Problem> {
    revoke_of(&asked, asked.call.admin()?.id, id).await
}

async fn revoke(asked: Asked, Ids((admin, id)): Ids<(AdminId, AdminTokenId)>) -> Result<Response, Problem> {
    revoke_of(&asked, admin, id).await
}

async fn revoke_of(asked: &Asked, admin: AdminId, id: AdminTokenId) -> Result<Response, Problem> {
    tokens::view(&asked.call, &admin, &id).await?;
    tokens::revoke(&asked.call, &id).await?;
    Ok(no_content())
}
