//! Providers that make an application's client (dynamic client registration). There is none until Portico can speak to
//! them: lists are empty, and making one is refused in the contract's words.

mod shapes;

use base::sieve::Field;
use base::{Error, Listed, Right};
use frame::door::Need;

use crate::door::{Asked, Body, ListOf, Operation, Routes, Style};
use crate::problem::Problem;
pub(super) use shapes::ProviderType;
use shapes::{Change, New, Verified, View};

/// By what providers are filtered.
const FIELDS: &[Field] = &[
    Field::text("id").only_filters(),
    Field::text("issuer").only_filters(),
    Field::text("name").only_filters(),
    Field::word("provider_type", &["auth0", "azureAd", "curity", "okta", "kongIdentity", "http"])
        .only_filters(),
    Field::text("initial_client_id").only_filters(),
    Field::text("initial_client_audience").only_filters(),
];

pub(super) fn routes(at: &mut Routes) {
    let (read, manage) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::ManageCatalog));
    let about = |id, says| Operation::named(id, "dcr-providers", says);
    at.get(
        "/v2/dcr-providers",
        read,
        list,
        about("list-dcr-providers", "Providers that make clients: none yet")
            .paged()
            .fields(Style::Apart, FIELDS)
            .takes_text("sort", "Fields to sort by, each with asc or desc behind it.")
            .gives::<ListOf<View>>(200),
    );
    at.post(
        "/v2/dcr-providers",
        manage,
        create,
        about("create-dcr-provider", "Refused: Portico cannot speak to providers yet")
            .takes::<New>()
            .gives::<View>(201),
    );
    let one = "/v2/dcr-providers/{dcrProviderId}";
    at.get(one, read, nothing, about("get-dcr-provider", "One provider").gives::<View>(200));
    at.patch(
        one,
        manage,
        update,
        about("update-dcr-provider", "Changes a provider").takes::<Change>().gives::<View>(200),
    );
    at.delete(one, manage, nothing, about("delete-dcr-provider", "Deletes a provider").gives_nothing(204));
    at.post(
        "/v2/dcr-providers/{dcrProviderId}/verify",
        manage,
        nothing,
        about("verify-dcr-provider", "Asks whether a provider can be reached").gives::<Verified>(200),
    );
}

async fn list(asked: Asked) -> ListOf<View> {
    ListOf::of(Listed { items: Vec::new(), total: 0, page: asked.page() }, |it: View| it)
}

async fn create(Body(_): Body<New>) -> Problem {
    Error::field("provider_type", "no_providers").into()
}

async fn update(Body(_): Body<Change>) -> Problem {
    Error::NotFound.into()
}

async fn nothing() -> Problem {
    Error::NotFound.into()
}
