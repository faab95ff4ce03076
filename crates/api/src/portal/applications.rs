//! A developer's applications.

use access::applications::{self, Application, Changed, NewApplication};
use axum::response::Response;
use base::ApplicationId;
use frame::door::Need;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::door::{Asked, Body, Created, Ids, ListOf, One, Operation, Routes, Style, no_content};
use crate::problem::{Named, Names, Problem};
use crate::shapes::{Id, Moment};

/// What the operations call otherwise.
const NAMES: Names = &[("strategy", "auth_strategy_id")];

pub(super) fn routes(at: &mut Routes) {
    let about = |id, says| Operation::named(id, "applications", says);
    at.get(
        "/api/v2/applications",
        Need::Developer,
        list,
        about("list-applications", "The caller's applications")
            .paged()
            .fields(Style::Apart, applications::OWN_FIELDS)
            .gives::<ListOf<View>>(200),
    );
    at.post(
        "/api/v2/applications",
        Need::Developer,
        create,
        about("create-application", "Creates an application")
            .takes::<New>()
            .gives::<View>(201)
            .refuses(&[403, 404])
            .makes(),
    );
    at.get(
        "/api/v2/applications/{applicationId}",
        Need::Developer,
        view,
        about("get-application", "One application").gives::<View>(200).tagged(),
    );
    at.patch(
        "/api/v2/applications/{applicationId}",
        Need::Developer,
        update,
        about("update-application", "Changes an application")
            .takes::<Change>()
            .gives::<View>(200)
            .refuses(&[409])
            .tagged(),
    );
    at.delete(
        "/api/v2/applications/{applicationId}",
        Need::Developer,
        delete,
        about("delete-application", "Deletes an application with its credentials and registrations")
            .gives_nothing(204)
            .tagged(),
    );
}

/// An application.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Application", deny_unknown_fields)]
struct View {
    id: Id,
    name: String,
    reference_id: String,
    description: Option<String>,
    created_at: Moment,
    updated_at: Moment,
}

impl From<Application> for View {
    fn from(it: Application) -> Self {
        Self {
            id: it.id.into(),
            name: it.name,
            reference_id: it.reference_id,
            description: Some(it.description).filter(|it| !it.is_empty()),
            created_at: it.created_at.into(),
            updated_at: it.updated_at.into(),
        }
    }
}

/// What makes an application.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CreateApplication")]
struct New {
    #[schemars(length(max = 255))]
    name: String,
    #[serde(default)]
    #[schemars(length(max = 255))]
    reference_id: String,
    #[serde(default)]
    #[schemars(length(max = 255))]
    description: String,
    #[serde(default)]
    auth_strategy_id: Option<Id>,
}

/// What changes an application. What is absent stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdateApplication")]
struct Change {
    #[serde(default)]
    #[schemars(length(max = 255))]
    name: Option<String>,
    #[serde(default)]
    #[schemars(length(max = 255))]
    reference_id: Option<String>,
    #[serde(default)]
    #[schemars(length(max = 255))]
    description: Option<String>,
}

async fn list(asked: Asked) -> Result<ListOf<View>, Problem> {
    let listed = applications::list_own(&asked.call, asked.sieve(), asked.page()).await?;
    Ok(ListOf::of(listed, View::from))
}

async fn create(asked: Asked, Body(new): Body<New>) -> Result<Created<View>, Problem> {
    let new = NewApplication {
        name: new.name,
        description: new.description,
        reference_id: new.reference_id,
        strategy: new.auth_strategy_id.map(|it| it.0.to_string()).unwrap_or_default(),
    };
    let it = applications::create(&asked.call, &new).await.named(NAMES)?;
    let at = it.updated_at;
    Ok(Created(it.into(), at))
}

async fn view(asked: Asked, Ids(id): Ids<ApplicationId>) -> Result<One<View>, Problem> {
    let it = applications::view(&asked.call, id).await?;
    let at = it.updated_at;
    Ok(One(it.into(), at))
}

async fn update(
    asked: Asked,
    Ids(id): Ids<ApplicationId>,
    Body(change): Body<Change>,
) -> Result<One<View>, Problem> {
    let before = applications::view(&asked.call, id).await?;
    let changed = Changed {
        name: change.name.unwrap_or(before.name),
        description: change.description.unwrap_or(before.description),
        reference_id: change.reference_id.unwrap_or(before.reference_id),
    };
    let it = applications::update(&asked.call, id, &changed).await.named(NAMES)?;
    let at = it.updated_at;
    Ok(One(it.into(), at))
}

async fn delete(asked: Asked, Ids(id): Ids<ApplicationId>) -> Result<Response, Problem> {
    applications::delete(&asked.call, id).await?;
    Ok(no_content())
}
