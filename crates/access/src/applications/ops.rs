//! What can be done with applications.

use base::{
    ApplicationId, DeveloperId, Error, FieldErrors, Listed, Page, PortalId, ProductId, Result, Right, Sieve,
    StrategyId, VersionId, words,
};
use catalog::publications;
use catalog::strategies::{self, Strategy};
use frame::{Call, Event};
use people::portals;
use serde::Deserialize;

use super::application::{Application, Belongings};
use super::own::{self, Own};
use super::standing::{self, Standing};
use super::store;

/// What a developer says of a new application.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct NewApplication {
    /// Its name, 1 to 255 characters, unique among the developer's.
    pub name: String,
    /// What it is for, at most 255 characters.
    pub description: String,
    /// Unique in the portal, at most 255 characters; made from the name when it is empty.
    pub reference_id: String,
    /// The auth strategy's id; the portal's default when it is empty.
    pub strategy: String,
}

/// What belongs to an application's client in an identity provider. None is made yet, so anything here is refused.
#[derive(Debug, Clone, Default)]
pub struct Client {
    /// Where the provider sends people back to; empty for nowhere.
    pub redirect_uri: String,
    /// What it may ask for.
    pub scopes: Vec<String>,
}

impl Client {
    fn check(&self, errors: &mut FieldErrors) {
        if !self.redirect_uri.is_empty() {
            errors.add("redirect_uri", "not_with_keys");
        }
        if !self.scopes.is_empty() {
            errors.add("scopes", "not_with_keys");
        }
    }
}

/// What a developer changes later: everything but the strategy.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Changed {
    /// The name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// The reference ID; kept when it is empty.
    pub reference_id: String,
}

/// What a program changes later. What is absent stays as it is.
#[derive(Debug, Clone, Default)]
pub struct Amended {
    /// The name.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// The reference ID; kept when it is empty.
    pub reference_id: Option<String>,
    /// What a client in an identity provider would have: nothing, for an application with keys.
    pub client: Client,
}

impl Amended {
    fn of(self, before: &Application) -> Changed {
        Changed {
            name: self.name.unwrap_or_else(|| before.name.clone()),
            description: self.description.unwrap_or_else(|| before.description.clone()),
            reference_id: self.reference_id.unwrap_or_else(|| before.reference_id.clone()),
        }
    }
}

pub(super) struct Checked {
    pub(super) name: String,
    pub(super) description: String,
    pub(super) reference_id: String,
}

/// Which applications are wanted.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// In this portal.
    pub portal: Option<PortalId>,
    /// Of this developer.
    pub developer: Option<DeveloperId>,
    /// With this auth strategy.
    pub strategy: Option<StrategyId>,
    /// Without any registration for this version.
    pub unregistered: Option<VersionId>,
    /// In the name, the reference ID or the developer; empty for all.
    pub text: String,
}

fn check(new: &Changed, client: &Client) -> Result<Checked> {
    let Changed { name, description, reference_id } = new;
    let mut errors = FieldErrors::new();
    client.check(&mut errors);
    let name = errors.take("name", words::line(name, 255));
    let description = errors.take("description", words::optional_line(description, 255));
    let reference_id = errors.take("reference_id", words::optional_line(reference_id, 255));
    match (name, description, reference_id) {
        (Some(name), Some(description), Some(reference_id)) if errors.is_empty() => {
            Ok(Checked { name, description, reference_id })
        }
        _ => Err(Error::Invalid(errors)),
    }
}

/// Creates an application of the developer who asks.
pub async fn create(call: &Call, new: &NewApplication) -> Result<Application> {
    create_with(call, new, &Client::default()).await
}

/// Creates an application with what belongs to its client.
pub async fn create_with(call: &Call, new: &NewApplication, client: &Client) -> Result<Application> {
    call.require(Right::Build)?;
    let (name, description) = (new.name.clone(), new.description.clone());
    let details = Changed { name, description, reference_id: new.reference_id.clone() };
    let checked = check(&details, client)?;
    let (developer, here) = (call.developer()?.id, call.here()?);
    let id = call.new_id::<ApplicationId>()?;
    let mut tx = call.write().await?;
    let portal = portals::find(&mut tx, &here).await?;
    if store::count_of(&mut tx, developer).await? >= portal.max_applications {
        return Err(Error::Refused("application.too_many"));
    }
    let strategy = strategy_of(&new.strategy, portal.default_strategy)?;
    let strategy =
        strategies::find(&mut tx, &strategy).await.map_err(|_| Error::field("strategy", "unknown"))?;
    let reference_id =
        if checked.reference_id.is_empty() { reference_of(&checked.name, id) } else { checked.reference_id };
    let it = Application {
        id,
        portal: here,
        portal_name: portal.name,
        developer,
        developer_name: call.developer()?.name.clone(),
        developer_email: call.developer()?.email.clone(),
        name: checked.name,
        description: checked.description,
        reference_id,
        strategy: strategy.id,
        strategy_name: strategy.display_name,
        first_call_at: None,
        created_at: call.now(),
        updated_at: call.now().max(strategy.updated_at),
        belongings: Belongings::default(),
    };
    store::insert(&mut tx, &it).await?;
    call.record(&mut tx, Event::new("application.created", id, &it.name).within(here)).await?;
    tx.changes("application", id);
    tx.commit().await?;
    Ok(it)
}

fn strategy_of(chosen: &str, default: Option<StrategyId>) -> Result<StrategyId> {
    if chosen.is_empty() {
        default.ok_or_else(|| Error::field("strategy", "required"))
    } else {
        chosen.parse().map_err(|_| Error::field("strategy", "unknown"))
    }
}

/// `parcel-tracker-3f9a1c2e`: from the name, with the end of the id, so that it is free.
fn reference_of(name: &str, id: ApplicationId) -> String {
    let slug = words::slug_of(name, 40);
    let tail = id.uuid().simple().to_string().split_off(24);
    if slug.is_empty() { tail } else { format!("{slug}-{tail}") }
}

/// Changes the details of an application.
pub async fn update(call: &Call, id: ApplicationId, new: &Changed) -> Result<Application> {
    change(call, id, &Client::default(), |_| new.clone()).await
}

/// Changes some of the details of an application.
pub async fn amend(call: &Call, id: ApplicationId, new: Amended) -> Result<Application> {
    change(call, id, &new.client.clone(), |before| new.of(before)).await
}

async fn change(
    call: &Call,
    id: ApplicationId,
    client: &Client,
    new: impl FnOnce(&Application) -> Changed,
) -> Result<Application> {
    call.require(Right::Build)?;
    let mut tx = call.write().await?;
    let before = store::find(&mut tx, &call.reach(), id).await?;
    call.expect(before.updated_at)?;
    let mut checked = check(&new(&before), client)?;
    if checked.reference_id.is_empty() {
        checked.reference_id.clone_from(&before.reference_id);
    }
    store::update(&mut tx, &before, &checked, call.now()).await?;
    let after = store::find(&mut tx, &call.reach(), id).await?;
    call.record(&mut tx, Event::new("application.changed", id, &after.name).within(after.portal)).await?;
    tx.changes("application", id);
    tx.commit().await?;
    Ok(after)
}

/// Gives an application another client secret. Only one whose client the portal made in an identity provider has one,
/// and none is made yet.
pub async fn refresh_secret(call: &Call, id: ApplicationId) -> Result<std::convert::Infallible> {
    call.require(Right::Build)?;
    store::find(&mut call.read().await?, &call.reach(), id).await?;
    Err(Error::field("application", "no_client_secret"))
}

/// Deletes an application, its credentials and its registrations. The gateway refuses before this returns.
pub async fn delete(call: &Call, id: ApplicationId) -> Result<Application> {
    call.require(Right::Build).or_else(|_| call.require(Right::DecideRequests))?;
    let mut tx = call.write().await?;
    let it = store::find(&mut tx, &call.reach(), id).await?;
    call.expect(it.updated_at)?;
    store::remove(&mut tx, id).await?;
    let event = Event::new("application.deleted", id, &it.name).within(it.portal).detail(serde_json::json!({
        "credentials": it.belongings.credentials,
        "registrations": it.belongings.registrations,
    }));
    call.record(&mut tx, event).await?;
    tx.changes("application", id);
    tx.commit().await?;
    Ok(it)
}

/// One application.
pub async fn view(call: &Call, id: ApplicationId) -> Result<Application> {
    store::find(&mut call.read().await?, &call.reach(), id).await
}

/// Applications that may be seen.
pub async fn list(call: &Call, filter: &Filter, page: Page) -> Result<Listed<Application>> {
    store::list(&mut call.read().await?, &call.reach(), filter, page).await
}

/// The applications of the developer who asks, by name unless the sieve says otherwise.
pub async fn list_own(call: &Call, sieve: &Sieve, page: Page) -> Result<Listed<Own>> {
    call.developer()?;
    own::list(&mut call.read().await?, &call.reach(), sieve, page).await
}

/// The strategies of the applications of the developer who asks.
pub async fn strategies_of(call: &Call) -> Result<Vec<Strategy>> {
    store::strategies_of(&mut call.read().await?, call.developer()?.id).await
}

/// Where the applications of the developer who asks stand towards a version of a product that may be seen;
/// `unregistered` asks for those without a registration in any state.
pub async fn list_towards(
    call: &Call,
    (product, version): (ProductId, VersionId),
    (sieve, unregistered): (&Sieve, bool),
    page: Page,
) -> Result<Listed<Standing>> {
    call.developer()?;
    let mut tx = call.read().await?;
    if publications::offered(&mut tx, &call.reach(), &version).await?.product != product {
        return Err(Error::NotFound);
    }
    standing::list(&mut tx, &call.reach(), version, (sieve, unregistered), page).await
}
