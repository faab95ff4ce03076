//! Developers as programs list them: filtered, sorted, with how much they have built.

use base::sieve::{Field, Test};
use base::{DeveloperId, Listed, Page, PortalId, Result, Right, Sieve, TeamId};
use frame::Call;

use crate::developers::developer::Developer;
use crate::developers::store;
use crate::portals;

/// By what programs filter and sort the developers of a portal.
pub const FIELDS: &[Field] = &[
    Field::text("name"),
    Field::text("status"),
    Field::text("email"),
    Field::moment("created_at").only_sorts(),
    Field::moment("updated_at").only_sorts(),
];

/// By what programs filter the members of a team. Attributes are the contract's; nobody has any here.
pub const MEMBER_FIELDS: &[Field] = &[
    Field::text("email").only_filters(),
    Field::text("full_name").only_filters(),
    Field::text("attributes").only_filters(),
    Field::truth("active"),
];

/// A developer, and how much they have built.
#[derive(Debug, Clone)]
pub struct Overview {
    /// The developer.
    pub developer: Developer,
    /// How many applications they have.
    pub applications: i64,
}

/// One developer of a portal, and how much they have built.
pub async fn overview(call: &Call, portal: &PortalId, id: &DeveloperId) -> Result<Overview> {
    call.require(Right::ReadConsole)?;
    store::overview(&mut call.read().await?, portal, id).await
}

/// The developers of a portal that a sieve lets through, who asked last first unless it says otherwise.
///
/// Those who never confirmed their address are left out, since nobody can decide about them, unless the sieve asks for
/// the state `unverified`.
pub async fn list_sieved(
    call: &Call,
    portal: &PortalId,
    sieve: &Sieve,
    page: Page,
) -> Result<Listed<Overview>> {
    call.require(Right::ReadConsole)?;
    let mut tx = call.read().await?;
    portals::find(&mut tx, portal).await?;
    store::list_sieved(&mut tx, portal, sieve, asks_for_unverified(sieve), page).await
}

fn asks_for_unverified(sieve: &Sieve) -> bool {
    let tests = sieve.tests.iter().filter(|(field, _)| *field == "status");
    tests.into_iter().any(|(_, test)| match test {
        Test::Is(word) => word == "unverified",
        Test::IsOneOf(words) => words.iter().any(|it| it == "unverified"),
        _ => false,
    })
}

/// The members of a team that a sieve lets through, by name.
pub async fn members_of(call: &Call, team: &TeamId, sieve: &Sieve, page: Page) -> Result<Listed<Developer>> {
    call.require(Right::ReadConsole)?;
    store::members_of(&mut call.read().await?, team, sieve, page).await
}
