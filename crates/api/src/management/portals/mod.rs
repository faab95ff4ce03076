//! Portals, and below them what is in one: a file per noun.
//!
//! Everything below `/v2/portals/{portalId}` is found in that portal or not at all.

mod appearance;
mod applications;
mod audit;
mod authentication;
mod developers;
mod publications;
mod registrations;
mod roles;
mod settings;
mod shapes;
mod strategy;
mod teams;

use axum::response::Response;
use base::{Error, PortalId, Right};
use frame::Call;
use frame::door::Need;
use people::portals::{self, Overview};

use crate::door::{Asked, Body, Created, Ids, ListOf, One, Operation, Routes, Style, no_content};
use crate::problem::{Invalid, Named, Names, Problem};
use shapes::{Change, New, View};

/// What the operations call otherwise.
const NAMES: Names = &[
    ("accounts", "is_public"),
    ("rbac", "rbac_enabled"),
    ("auto_approve_registrations", "auto_approve_applications"),
    ("default_strategy", "default_application_auth_strategy_id"),
];

pub(super) fn routes(at: &mut Routes) {
    let (read, manage) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::ManagePortals));
    let about = |id, says| Operation::named(id, "portals", says);
    at.get(
        "/v2/portals",
        read,
        list,
        about("list-portals", "Portals")
            .paged()
            .fields(Style::Deep, portals::FIELDS)
            .gives::<ListOf<View>>(200),
    );
    at.post(
        "/v2/portals",
        manage,
        create,
        about("create-portal", "Opens a portal").takes::<New>().gives::<View>(201).makes(),
    );
    at.get(
        "/v2/portals/{portalId}",
        read,
        view,
        about("get-portal", "One portal").gives::<View>(200).tagged(),
    );
    at.patch(
        "/v2/portals/{portalId}",
        manage,
        update,
        about("update-portal", "Changes a portal")
            .takes::<Change>()
            .gives::<View>(200)
            .refuses(&[409])
            .tagged(),
    );
    at.delete(
        "/v2/portals/{portalId}",
        manage,
        delete,
        about("delete-portal", "Deletes a portal with everything in it")
            .takes_word("force", &["true", "false"], "Whether developers and registrations may go along.")
            .gives_nothing(204)
            .tagged(),
    );
    at.post(
        "/v2/portals/{portalId}/verify-domain",
        manage,
        verify,
        about("verify-portal-domains", "What is known of a portal's own domain")
            .gives::<shapes::Verified>(200),
    );
    settings::routes(at);
    publications::routes(at);
    developers::routes(at);
    applications::routes(at);
    registrations::routes(at);
    teams::routes(at);
    roles::routes(at);
    appearance::routes(at);
    authentication::routes(at);
    audit::routes(at);
}

async fn list(asked: Asked) -> Result<ListOf<View>, Problem> {
    let listed = portals::list_sieved(&asked.call, asked.sieve(), asked.page()).await?;
    Ok(ListOf::of(listed, |it| View::of(it, &asked.call)))
}

async fn create(asked: Asked, Body(new): Body<New>) -> Result<Created<View>, Problem> {
    let (portal, settings) = new.parts();
    let it = portals::create_with(&asked.call, &portal, settings).await.named(NAMES)?;
    let (at, it) = (it.updated_at, Overview { portal: it, applications: 0, developers: 0, products: 0 });
    Ok(Created(View::of(it, &asked.call), at))
}

async fn view(asked: Asked, Ids(id): Ids<PortalId>) -> Result<One<View>, Problem> {
    one(&asked.call, &id).await
}

async fn update(
    asked: Asked,
    Ids(id): Ids<PortalId>,
    Body(change): Body<Change>,
) -> Result<One<View>, Problem> {
    portals::change(&asked.call, &id, change.into()).await.named(NAMES)?;
    one(&asked.call, &id).await
}

async fn one(call: &Call, id: &PortalId) -> Result<One<View>, Problem> {
    let it = portals::overview(call, id).await?;
    let at = it.portal.updated_at;
    Ok(One(View::of(it, call), at))
}

async fn delete(asked: Asked, Ids(id): Ids<PortalId>) -> Result<Response, Problem> {
    let force = asked.value("force") == Some("true");
    portals::close(&asked.call, &id, force).await.map_err(|error| match error {
        // The contract has 400 for it.
        Error::Refused("portal.in_use") => {
            Problem::broken(vec![Invalid::parameter("force", "needed_in_use")])
        }
        other => other.into(),
    })?;
    Ok(no_content())
}

/// Nobody looks at the name's DNS or at a proxy's certificate, so nothing is claimed of either.
async fn verify(asked: Asked, Ids(id): Ids<PortalId>) -> Result<axum::Json<shapes::Verified>, Problem> {
    let portal = portals::view(&asked.call, &id).await?;
    if portal.custom_domain.is_none() {
        return Err(Problem::broken(vec![Invalid::member("custom_domain", "required")]));
    }
    Ok(axum::Json(shapes::Verified { is_cname_verified: false, is_ssl_issued: false }))
}

/// What is asked for and does not exist here, by the member that asks for it.
fn not_offered(members: impl IntoIterator<Item = &'static str>) -> Result<(), Problem> {
    let invalid: Vec<Invalid> = members.into_iter().map(|it| Invalid::member(it, "not_offered")).collect();
    if invalid.is_empty() { Ok(()) } else { Err(Problem::broken(invalid)) }
}
