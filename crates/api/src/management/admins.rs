//! Admins of the console. An addition of ours, in the contracts' conventions.

use axum::response::Response;
use base::{AdminId, Right, Secret};
use frame::door::Need;
use people::admins::{self, Admin, NewAdmin};
use people::roles::Role;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::door::{Asked, Body, Created, Ids, ListOf, One, Operation, Routes, Style, no_content};
use crate::problem::Problem;
use crate::shapes::{Id, Moment};

pub(super) fn routes(at: &mut Routes) {
    let manage = Need::Admin(Right::ManageAdmins);
    let about = |id, says| Operation::named(id, "admins", says);
    at.get(
        "/v2/admins",
        manage,
        list,
        about("list-admins", "Admins of the console")
            .paged()
            .fields(Style::Deep, admins::FIELDS)
            .gives::<ListOf<View>>(200),
    );
    at.post(
        "/v2/admins",
        manage,
        create,
        about("create-admin", "Creates an admin").takes::<New>().gives::<View>(201).makes(),
    );
    at.get("/v2/admins/{adminId}", manage, view, about("get-admin", "One admin").gives::<View>(200).tagged());
    at.patch(
        "/v2/admins/{adminId}",
        manage,
        update,
        about("update-admin", "Gives an admin another role")
            .takes::<Change>()
            .gives::<View>(200)
            .refuses(&[409])
            .tagged(),
    );
    at.delete(
        "/v2/admins/{adminId}",
        manage,
        delete,
        about("delete-admin", "Deletes an admin with sessions and tokens")
            .gives_nothing(204)
            .refuses(&[409])
            .tagged(),
    );
}

/// What somebody, or a token, is there for.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "AdminRole")]
pub(super) enum RoleWord {
    /// Everything.
    Admin,
    /// Decides on requests.
    Approver,
    /// Publishes products.
    Publisher,
    /// Looks on.
    Reader,
}

impl From<Role> for RoleWord {
    fn from(role: Role) -> Self {
        match role {
            Role::Admin => Self::Admin,
            Role::Approver => Self::Approver,
            Role::Publisher => Self::Publisher,
            Role::Reader => Self::Reader,
        }
    }
}

impl From<RoleWord> for Role {
    fn from(word: RoleWord) -> Self {
        match word {
            RoleWord::Admin => Self::Admin,
            RoleWord::Approver => Self::Approver,
            RoleWord::Publisher => Self::Publisher,
            RoleWord::Reader => Self::Reader,
        }
    }
}

/// An admin.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Admin", deny_unknown_fields)]
struct View {
    id: Id,
    email: String,
    full_name: String,
    role: RoleWord,
    last_signed_in_at: Option<Moment>,
    created_at: Moment,
    updated_at: Moment,
}

impl From<Admin> for View {
    fn from(it: Admin) -> Self {
        Self {
            id: it.id.into(),
            email: it.email,
            full_name: it.full_name,
            role: it.role.into(),
            last_signed_in_at: it.last_signed_in_at.map(Moment::from),
            created_at: it.created_at.into(),
            updated_at: it.updated_at.into(),
        }
    }
}

impl From<Admin> for One<View> {
    fn from(it: Admin) -> Self {
        let at = it.touched_at();
        Self(it.into(), at)
    }
}

/// What makes an admin.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CreateAdmin")]
struct New {
    #[schemars(length(min = 1, max = 250), email)]
    email: String,
    /// Left out, it is what stands before the `@`.
    #[serde(default)]
    #[schemars(length(max = 256))]
    full_name: String,
    role: RoleWord,
    /// What they sign in with first; they can change it.
    #[schemars(length(min = 1, max = 1024))]
    password: String,
}

/// What changes an admin.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdateAdmin")]
struct Change {
    role: RoleWord,
}

async fn list(asked: Asked) -> Result<ListOf<View>, Problem> {
    let listed = admins::list_sieved(&asked.call, asked.sieve(), asked.page()).await?;
    Ok(ListOf::of(listed, View::from))
}

async fn create(asked: Asked, Body(new): Body<New>) -> Result<Created<View>, Problem> {
    let role = Role::from(new.role).name().to_owned();
    let admin = NewAdmin { email: new.email, full_name: new.full_name, role };
    let One(view, at) = admins::create(&asked.call, &admin, &Secret::new(new.password)).await?.into();
    Ok(Created(view, at))
}

async fn view(asked: Asked, Ids(id): Ids<AdminId>) -> Result<One<View>, Problem> {
    Ok(admins::view(&asked.call, &id).await?.into())
}

async fn update(
    asked: Asked,
    Ids(id): Ids<AdminId>,
    Body(change): Body<Change>,
) -> Result<One<View>, Problem> {
    Ok(admins::change_role(&asked.call, &id, change.role.into()).await?.into())
}

async fn delete(asked: Asked, Ids(id): Ids<AdminId>) -> Result<Response, Problem> {
    admins::delete(&asked.call, &id).await?;
    Ok(no_content())
}
