//! A developer's applications.

use access::applications::{self, Amended, Application, Client, NewApplication, Own};
use axum::response::Response;
use base::ApplicationId;
use catalog::strategies::Strategy;
use frame::door::Need;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::strategies::View as StrategyView;
use crate::door::{Asked, Body, Created, Ids, ListOf, One, Operation, Routes, Style, no_content};
use crate::problem::{Named, Names, Problem};
use crate::shapes::{Id, Moment};

/// What the operations call otherwise.
const NAMES: Names = &[("strategy", "auth_strategy_id"), ("application", "applicationId")];

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
            .gives::<CreatedView>(201)
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
    at.post(
        "/api/v2/applications/{applicationId}/refresh-token",
        Need::Developer,
        refresh_secret,
        Operation::named("refresh-application-token", "credentials", "Makes another client secret")
            .gives::<ClientSecret>(201)
            .secret(),
    );
}

/// An application.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PortalApplication", deny_unknown_fields)]
struct View {
    id: Id,
    name: String,
    reference_id: String,
    description: Option<String>,
    redirect_uri: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "StrategyView")]
    auth_strategy: Option<StrategyView>,
    scopes: Vec<String>,
    created_at: Moment,
    updated_at: Moment,
}

/// An application that was just created.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PortalApplicationCreated", deny_unknown_fields)]
struct CreatedView {
    #[serde(flatten)]
    application: View,
    /// The client that the portal made in an identity provider, if it made one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "ClientSecret")]
    credentials: Option<ClientSecret>,
}

/// A client in an identity provider, with its secret.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ClientSecret", deny_unknown_fields)]
struct ClientSecret {
    client_id: String,
    client_secret: String,
}

impl View {
    fn of(it: Own, strategies: &[Strategy]) -> Self {
        Self {
            id: it.id.into(),
            name: it.name,
            reference_id: it.reference_id,
            description: Some(it.description).filter(|it| !it.is_empty()),
            redirect_uri: None,
            auth_strategy: strategies.iter().find(|own| own.id == it.strategy).map(StrategyView::from),
            scopes: Vec::new(),
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
    #[schemars(url)]
    redirect_uri: String,
    #[serde(default)]
    #[schemars(length(max = 255))]
    description: String,
    /// The portal's default where there is none.
    #[serde(default)]
    auth_strategy_id: Option<Id>,
    #[serde(default)]
    scopes: Vec<String>,
}

/// What changes an application. What is absent stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdateApplication")]
struct Change {
    #[serde(default)]
    #[schemars(with = "String", length(max = 255))]
    name: Option<String>,
    #[serde(default)]
    #[schemars(with = "String", length(max = 255))]
    reference_id: Option<String>,
    #[serde(default)]
    #[schemars(url)]
    redirect_uri: String,
    #[serde(default)]
    #[schemars(with = "String", length(max = 255))]
    description: Option<String>,
    #[serde(default)]
    scopes: Vec<String>,
}

impl From<New> for (NewApplication, Client) {
    fn from(it: New) -> Self {
        let new = NewApplication {
            name: it.name,
            description: it.description,
            reference_id: it.reference_id,
            strategy: it.auth_strategy_id.map(|it| it.0.to_string()).unwrap_or_default(),
        };
        (new, Client { redirect_uri: it.redirect_uri, scopes: it.scopes })
    }
}

impl From<Change> for Amended {
    fn from(it: Change) -> Self {
        Self {
            name: it.name,
            description: it.description,
            reference_id: it.reference_id,
            client: Client { redirect_uri: it.redirect_uri, scopes: it.scopes },
        }
    }
}

async fn list(asked: Asked) -> Result<ListOf<View>, Problem> {
    let listed = applications::list_own(&asked.call, asked.sieve(), asked.page()).await?;
    let strategies = applications::strategies_of(&asked.call).await?;
    Ok(ListOf::of(listed, |it| View::of(it, &strategies)))
}

/// The application as it is shown, with its strategy.
async fn shown(asked: &Asked, it: Application) -> Result<View, Problem> {
    Ok(View::of(it.into(), &applications::strategies_of(&asked.call).await?))
}

async fn create(asked: Asked, Body(new): Body<New>) -> Result<Created<CreatedView>, Problem> {
    let (new, client) = new.into();
    let it = applications::create_with(&asked.call, &new, &client).await.named(NAMES)?;
    let at = it.updated_at;
    Ok(Created(CreatedView { application: shown(&asked, it).await?, credentials: None }, at))
}

async fn view(asked: Asked, Ids(id): Ids<ApplicationId>) -> Result<One<View>, Problem> {
    let it = applications::view(&asked.call, id).await?;
    let at = it.updated_at;
    Ok(One(shown(&asked, it).await?, at))
}

async fn update(
    asked: Asked,
    Ids(id): Ids<ApplicationId>,
    Body(change): Body<Change>,
) -> Result<One<View>, Problem> {
    let it = applications::amend(&asked.call, id, change.into()).await.named(NAMES)?;
    let at = it.updated_at;
    Ok(One(shown(&asked, it).await?, at))
}

async fn delete(asked: Asked, Ids(id): Ids<ApplicationId>) -> Result<Response, Problem> {
    applications::delete(&asked.call, id).await?;
    Ok(no_content())
}

async fn refresh_secret(asked: Asked, Ids(id): Ids<ApplicationId>) -> Result<Response, Problem> {
    match applications::refresh_secret(&asked.call, id).await.named(NAMES)? {}
}
