//! The credentials of an application.

use access::credentials::{self, Credential, Generated, NewCredential, State};
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use base::{ApplicationId, CredentialId};
use frame::door::Need;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::door::{Asked, Body, Ids, ListOf, Operation, Routes, no_content};
use crate::problem::{Named, Names, Problem};
use crate::shapes::{Id, Moment};

/// What the operations call otherwise.
const NAMES: Names = &[("name", "display_name")];

const ALL: &str = "/api/v2/applications/{applicationId}/credentials";
const ONE: &str = "/api/v2/applications/{applicationId}/credentials/{credentialId}";

pub(super) fn routes(at: &mut Routes) {
    let about = |id, says| Operation::named(id, "credentials", says);
    at.get(
        ALL,
        Need::Developer,
        list,
        about("list-credentials", "The credentials of an application").paged().gives::<ListOf<View>>(200),
    );
    at.post(
        ALL,
        Need::Developer,
        create,
        about("create-credential", "Generates a credential, which is shown this once")
            .may_take::<New>()
            .gives::<GeneratedView>(201)
            .refuses(&[403])
            .makes()
            .secret(),
    );
    at.put(
        ONE,
        Need::Developer,
        rename,
        about("update-credential", "Renames a credential")
            .segment("credentialId", &[])
            .takes::<Renamed>()
            .gives_nothing(200),
    );
    at.delete(
        ONE,
        Need::Developer,
        delete,
        about("delete-credential", "Deletes a credential").segment("credentialId", &[]).gives_nothing(204),
    );
}

/// A credential, without what is secret.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
#[schemars(rename = "CredentialListItem", deny_unknown_fields)]
enum View {
    /// A key that the portal made.
    ApiKey { id: Id, display_name: String, status: Status, expires_at: Option<Moment>, created_at: Moment },
    /// The secret of a client in an identity provider.
    #[expect(dead_code, reason = "the contract has it, and there is no such client")]
    ClientSecret {
        id: String,
        display_name: Option<String>,
        client_id: String,
        created_at: Option<Moment>,
        expires_at: Option<Moment>,
    },
}

/// A credential that was just generated, with what is secret.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
#[schemars(rename = "CredentialCreated", deny_unknown_fields)]
enum GeneratedView {
    /// A key that the portal made.
    ApiKey {
        id: Id,
        display_name: String,
        credential: String,
        status: Status,
        expires_at: Option<Moment>,
        created_at: Moment,
    },
    /// The secret of a client in an identity provider.
    #[expect(dead_code, reason = "the contract has it, and there is no such client")]
    ClientSecret {
        id: String,
        display_name: Option<String>,
        client_id: String,
        client_secret: String,
        created_at: Option<Moment>,
        expires_at: Option<Moment>,
    },
}

#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum Status {
    Active,
    Expired,
    Revoked,
}

impl From<State> for Status {
    fn from(it: State) -> Self {
        match it {
            State::Active => Self::Active,
            State::Expired => Self::Expired,
            State::Revoked => Self::Revoked,
        }
    }
}

impl From<Credential> for View {
    fn from(it: Credential) -> Self {
        Self::ApiKey {
            id: it.id.into(),
            display_name: it.name,
            status: it.state.into(),
            expires_at: it.expires_at.map(Moment::from),
            created_at: it.created_at.into(),
        }
    }
}

impl From<Generated> for GeneratedView {
    fn from(it: Generated) -> Self {
        let Generated { credential: it, key } = it;
        Self::ApiKey {
            id: it.id.into(),
            display_name: it.name,
            credential: key.expose().to_owned(),
            status: it.state.into(),
            expires_at: it.expires_at.map(Moment::from),
            created_at: it.created_at.into(),
        }
    }
}

/// What generates a credential.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CreateCredential")]
struct New {
    /// A plain name is given where there is none.
    #[serde(default)]
    #[schemars(length(max = 255))]
    display_name: String,
}

/// What renames a credential.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdateCredential")]
struct Renamed {
    #[schemars(length(max = 255))]
    display_name: String,
}

async fn list(asked: Asked, Ids(application): Ids<ApplicationId>) -> Result<ListOf<View>, Problem> {
    let listed = credentials::list_page(&asked.call, application, asked.page()).await?;
    Ok(ListOf::of(listed, View::from))
}

async fn create(
    asked: Asked,
    Ids(application): Ids<ApplicationId>,
    Body(new): Body<New>,
) -> Result<(StatusCode, Json<GeneratedView>), Problem> {
    let most = asked.here()?.max_credentials;
    let new = NewCredential { name: new.display_name };
    let it = credentials::generate(&asked.call, application, &new).await.named(NAMES);
    let it = it.map_err(|problem| problem.limited("credential.too_many", most))?;
    Ok((StatusCode::CREATED, Json(it.into())))
}

async fn rename(
    asked: Asked,
    Ids((application, id)): Ids<(ApplicationId, CredentialId)>,
    Body(new): Body<Renamed>,
) -> Result<StatusCode, Problem> {
    credentials::view_in(&asked.call, application, id).await?;
    let new = NewCredential { name: new.display_name };
    credentials::rename(&asked.call, id, &new).await.named(NAMES)?;
    Ok(StatusCode::OK)
}

async fn delete(
    asked: Asked,
    Ids((application, id)): Ids<(ApplicationId, CredentialId)>,
) -> Result<Response, Problem> {
    credentials::view_in(&asked.call, application, id).await?;
    credentials::delete(&asked.call, id).await?;
    Ok(no_content())
}
