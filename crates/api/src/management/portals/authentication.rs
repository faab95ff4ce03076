//! How developers prove who they are. There are accounts with passwords, or none; single sign-on is described as the
//! contract has it, and refused until it exists.

mod shapes;

use axum::Json;
use axum::response::Response;
use base::sieve::Field;
use base::{Error, Listed, PortalId, Right};
use frame::Call;
use frame::door::Need;
use people::portals::{self, Accounts, Portal, PortalChanges};

use super::not_offered;
use crate::door::{Asked, Body, Ids, ListOf, Operation, Routes, Style};
use crate::problem::{Invalid, Named, Names, Problem};
use crate::shapes::Id;
use shapes::{ChangedProvider, Mapping, Mappings, NewProvider, Provider, Settings, SettingsChange};

/// What the operations call otherwise.
const NAMES: Names = &[("accounts", "basic_auth_enabled")];

const PROVIDER_FIELDS: &[Field] = &[Field::text("type").only_filters()];

pub(super) fn routes(at: &mut Routes) {
    let (read, manage) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::ManagePortals));
    let about = |id, says| Operation::named(id, "portal-authentication", says);
    at.get(
        "/v2/portals/{portalId}/authentication-settings",
        read,
        view,
        about("get-portal-authentication-settings", "How developers prove who they are")
            .gives::<Settings>(200),
    );
    at.patch(
        "/v2/portals/{portalId}/authentication-settings",
        manage,
        update,
        about("update-portal-authentication-settings", "Changes how developers prove who they are")
            .may_take::<SettingsChange>()
            .gives::<Settings>(200),
    );
    at.get(
        "/v2/portals/{portalId}/identity-provider/team-group-mappings",
        read,
        mappings,
        about("list-portal-team-group-mappings", "Which teams an identity provider's groups are")
            .paged()
            .gives::<ListOf<Mapping>>(200),
    );
    at.patch(
        "/v2/portals/{portalId}/identity-provider/team-group-mappings",
        manage,
        map,
        about("update-portal-team-group-mappings", "Changes which teams an identity provider's groups are")
            .takes::<Mappings>()
            .gives::<ListOf<Mapping>>(200),
    );
    provider_routes(at);
}

fn provider_routes(at: &mut Routes) {
    let (read, manage) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::ManagePortals));
    let about = |id, says| Operation::named(id, "portal-identity-providers", says);
    at.get(
        "/v2/portals/{portalId}/identity-providers",
        read,
        providers,
        about("get-portal-identity-providers", "A portal's identity providers")
            .fields(Style::Deep, PROVIDER_FIELDS)
            .gives::<Vec<Provider>>(200),
    );
    at.post(
        "/v2/portals/{portalId}/identity-providers",
        manage,
        create_provider,
        about("create-portal-identity-provider", "Names an identity provider")
            .takes::<NewProvider>()
            .gives::<Provider>(201),
    );
    at.get(
        "/v2/portals/{portalId}/identity-providers/{id}",
        read,
        provider,
        about("get-portal-identity-provider", "One identity provider").gives::<Provider>(200),
    );
    at.patch(
        "/v2/portals/{portalId}/identity-providers/{id}",
        manage,
        update_provider,
        about("update-portal-identity-provider", "Changes an identity provider")
            .takes::<ChangedProvider>()
            .gives::<Provider>(200),
    );
    at.delete(
        "/v2/portals/{portalId}/identity-providers/{id}",
        manage,
        delete_provider,
        about("delete-portal-identity-provider", "Forgets an identity provider").gives_nothing(204),
    );
}

impl From<Portal> for Settings {
    fn from(it: Portal) -> Self {
        Self {
            basic_auth_enabled: it.has_accounts(),
            oidc_auth_enabled: false,
            saml_auth_enabled: false,
            oidc_team_mapping_enabled: false,
            idp_mapping_enabled: false,
            konnect_mapping_enabled: false,
            oidc_config: None,
        }
    }
}

async fn view(asked: Asked, Ids(portal): Ids<PortalId>) -> Result<Json<Settings>, Problem> {
    Ok(Json(portals::view(&asked.call, &portal).await?.into()))
}

async fn update(
    asked: Asked,
    Ids(portal): Ids<PortalId>,
    Body(change): Body<SettingsChange>,
) -> Result<Json<Settings>, Problem> {
    portals::view(&asked.call, &portal).await?;
    not_offered(change.unknown_here())?;
    let accounts = change.basic_auth_enabled.map(|it| if it { Accounts::On } else { Accounts::Off });
    let changes = PortalChanges { accounts, ..PortalChanges::default() };
    Ok(Json(portals::change(&asked.call, &portal, changes).await.named(NAMES)?.into()))
}

async fn mappings(asked: Asked, Ids(portal): Ids<PortalId>) -> Result<ListOf<Mapping>, Problem> {
    portals::view(&asked.call, &portal).await?;
    let none = Listed { items: Vec::new(), total: 0, page: asked.page() };
    Ok(ListOf::of(none, |it: Mapping| it))
}

/// Without an identity provider there are no groups, says the contract with 400.
async fn map(
    asked: Asked,
    Ids(portal): Ids<PortalId>,
    Body(_): Body<Mappings>,
) -> Result<ListOf<Mapping>, Problem> {
    portals::view(&asked.call, &portal).await?;
    Err(Problem::broken(vec![Invalid::member("data", "no_identity_provider")]))
}

async fn providers(asked: Asked, Ids(portal): Ids<PortalId>) -> Result<Json<Vec<Provider>>, Problem> {
    portals::view(&asked.call, &portal).await?;
    Ok(Json(Vec::new()))
}

async fn create_provider(
    asked: Asked,
    Ids(portal): Ids<PortalId>,
    Body(_): Body<NewProvider>,
) -> Result<Json<Provider>, Problem> {
    portals::view(&asked.call, &portal).await?;
    not_offered(["type"])?;
    nothing(&asked.call, portal).await
}

async fn provider(asked: Asked, Ids((portal, _)): Ids<(PortalId, Id)>) -> Result<Json<Provider>, Problem> {
    nothing(&asked.call, portal).await
}

async fn update_provider(
    asked: Asked,
    Ids((portal, _)): Ids<(PortalId, Id)>,
    Body(_): Body<ChangedProvider>,
) -> Result<Json<Provider>, Problem> {
    nothing(&asked.call, portal).await
}

async fn delete_provider(asked: Asked, Ids((portal, _)): Ids<(PortalId, Id)>) -> Result<Response, Problem> {
    nothing(&asked.call, portal).await
}

/// There is no identity provider of any id.
async fn nothing<T>(call: &Call, portal: PortalId) -> Result<T, Problem> {
    portals::view(call, &portal).await?;
    Err(Error::NotFound.into())
}
