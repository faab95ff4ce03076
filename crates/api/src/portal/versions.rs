//! The versions of a product that the portal offers, and where the caller's applications stand towards them.

use access::applications::{self, Standing};
use base::{ProductId, VersionId};
use catalog::publications::{self, Offered};
use catalog::strategies::Strategy;
use frame::door::Need;
use schemars::JsonSchema;
use serde::Serialize;

use super::registrations::Status;
use super::strategies::{CredentialType, View as StrategyView};
use crate::door::{Asked, Ids, ListOf, One, Operation, Routes, Style};
use crate::problem::Problem;
use crate::shapes::{Id, Moment};

pub(super) fn routes(at: &mut Routes) {
    let about = |id, says| Operation::named(id, "versions", says);
    at.get(
        "/api/v2/products/{productId}/versions",
        Need::Reader,
        list,
        about("list-product-versions", "The versions of a product that the portal offers")
            .paged()
            .fields(Style::Apart, publications::OFFERED_FIELDS)
            .gives::<ListOf<View>>(200),
    );
    at.get(
        "/api/v2/products/{productId}/versions/{productVersionId}",
        Need::Reader,
        view,
        about("get-product-version", "One version").gives::<View>(200).tagged(),
    );
    at.get(
        "/api/v2/products/{productId}/versions/{productVersionId}/applications",
        Need::Developer,
        list_applications,
        about(
            "get-applications-by-product-version",
            "The caller's applications, and their registrations for it",
        )
        .paged()
        .fields(Style::Apart, applications::STANDING_FIELDS)
        .takes_truth(
            "unregistered",
            "Only applications without a registration for the version, in any state.",
        )
        .gives::<ListOf<StandingView>>(200),
    );
}

/// A version.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PortalProductVersion", deny_unknown_fields)]
struct View {
    id: Id,
    created_at: Moment,
    updated_at: Moment,
    name: String,
    deprecated: bool,
    /// How one registers to it; none where it is open to all.
    registration_configs: Vec<RegistrationConfig>,
}

/// How one registers to a version. Its id is that of the auth strategy.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RegistrationConfiguration", deny_unknown_fields)]
struct RegistrationConfig {
    id: Id,
    name: String,
    credential_type: CredentialType,
    auth_methods: Vec<String>,
    available_scopes: Vec<String>,
    registration_enabled: bool,
    registration_auto_approve: bool,
}

/// One of the caller's applications, and its registration for a version.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ProductVersionApplication", deny_unknown_fields)]
struct StandingView {
    id: Id,
    name: String,
    registration_id: Option<Id>,
    registration_status: Option<Status>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "StrategyView")]
    auth_strategy: Option<StrategyView>,
    created_at: Moment,
    updated_at: Moment,
}

impl From<Offered> for View {
    fn from(it: Offered) -> Self {
        let config = |strategy: &Strategy| RegistrationConfig {
            id: strategy.id.into(),
            name: strategy.display_name.clone(),
            credential_type: strategy.kind.into(),
            auth_methods: Vec::new(),
            available_scopes: Vec::new(),
            registration_enabled: it.registration,
            registration_auto_approve: it.approves_at_once,
        };
        Self {
            id: it.version.into(),
            created_at: it.created_at.into(),
            updated_at: it.updated_at.into(),
            deprecated: it.deprecated,
            registration_configs: it.strategy.iter().map(config).collect(),
            name: it.version_name,
        }
    }
}

impl StandingView {
    fn of(it: Standing, strategies: &[Strategy]) -> Self {
        let (registration, status) = it.registration.unzip();
        Self {
            id: it.application.into(),
            name: it.name,
            registration_id: registration.map(Id::from),
            registration_status: status.as_deref().and_then(Status::of),
            auth_strategy: strategies.iter().find(|own| own.id == it.strategy).map(StrategyView::from),
            created_at: it.created_at.into(),
            updated_at: it.updated_at.into(),
        }
    }
}

async fn list(asked: Asked, Ids(product): Ids<ProductId>) -> Result<ListOf<View>, Problem> {
    let listed = publications::list_offered(&asked.call, product, asked.sieve(), asked.page()).await?;
    Ok(ListOf::of(listed, View::from))
}

async fn view(
    asked: Asked,
    Ids((product, version)): Ids<(ProductId, VersionId)>,
) -> Result<One<View>, Problem> {
    let it = publications::view_offered(&asked.call, product, version).await?;
    let at = it.updated_at;
    Ok(One(it.into(), at))
}

async fn list_applications(
    asked: Asked,
    Ids(version): Ids<(ProductId, VersionId)>,
) -> Result<ListOf<StandingView>, Problem> {
    let unregistered = asked.value("unregistered") == Some("true");
    let wanted = (asked.sieve(), unregistered);
    let listed = applications::list_towards(&asked.call, version, wanted, asked.page()).await?;
    let strategies = applications::strategies_of(&asked.call).await?;
    Ok(ListOf::of(listed, |it| StandingView::of(it, &strategies)))
}
