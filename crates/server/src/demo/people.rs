//! The company's developers, their applications, and what waits for a decision.

use access::applications::{self, NewApplication};
use access::calls;
use access::credentials::{self, NewCredential};
use access::registrations::{self, NewRegistration};
use base::{DeveloperId, Error, Page, PortalId, RegistrationId, Result, Secret};
use frame::{Call, Door, Person};
use people::admins::{self, NewAdmin};
use people::developers::{self, NewDeveloper};
use people::roles::Role;
use sample::{SampleApplication, SampleDeveloper, SampleRegistration, SampleState};
use sql::args;

use super::card::Card;

/// Makes everybody, and says how to sign in.
pub(super) async fn make(operator: &Call, portal: PortalId) -> Result<Card> {
    let admin = &sample::company().admin;
    let admin_password = password(operator)?;
    let new = NewAdmin {
        email: admin.email.to_owned(),
        full_name: admin.full_name.to_owned(),
        role: Role::Admin.name().to_owned(),
    };
    let made = admins::create(operator, &new, &admin_password).await?;
    let person = Person { id: made.id, email: made.email.clone(), name: made.full_name, session: None };
    let admin_call = Call::new(&operator.app, Door::Console)?.by_admin(person, Role::Admin.rights());
    let developer_password = password(operator)?;
    let mut curl = String::new();
    for (number, it) in sample::people().iter().enumerate() {
        let password = if number == 0 { developer_password.clone() } else { password(operator)? };
        let Some(call) = developer(&admin_call, portal, it, &password).await? else { continue };
        for it in it.applications {
            let line = application(&admin_call, &call, it).await?;
            if curl.is_empty() {
                curl = line.unwrap_or_default();
            }
        }
    }
    Ok(Card {
        admin_email: made.email,
        admin_password: admin_password.expose().to_owned(),
        developer_email: sample::people().first().map(|it| it.email.to_owned()).unwrap_or_default(),
        developer_password: developer_password.expose().to_owned(),
        curl,
    })
}

/// Sixteen characters of chance, easy to type.
fn password(call: &Call) -> Result<Secret> {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut random = [0; 16];
    call.app.fill(&mut random)?;
    let letter = |it: &u8| char::from(LETTERS[usize::from(it % 32)]);
    let text: Vec<String> = random.chunks(4).map(|it| it.iter().map(letter).collect()).collect();
    Ok(Secret::new(text.join("-")))
}

fn ago(call: &Call, minutes: i64) -> Call {
    call.clone().at(call.now().minus_seconds(minutes * 60))
}

/// Signs up, confirms, and is decided upon. Gives the call of those who may build.
async fn developer(
    admin: &Call,
    portal: PortalId,
    it: &SampleDeveloper,
    password: &Secret,
) -> Result<Option<Call>> {
    let visitor = ago(&Call::new(&admin.app, Door::Portal)?.within(portal), it.minutes_ago);
    let new = NewDeveloper { email: it.email.to_owned(), full_name: it.full_name.to_owned() };
    developers::sign_up(&visitor, &new).await?;
    let token = token(admin, it.email).await?;
    let id = developers::confirms(&visitor, &token).await?.id;
    developers::set_password(&visitor, &token, password).await?;
    let later = ago(admin, it.minutes_ago - it.minutes_ago.min(30));
    match it.state {
        SampleState::Pending => return Ok(None),
        SampleState::Rejected(reason) => {
            developers::reject(&later, &id, reason).await?;
            return Ok(None);
        }
        SampleState::Revoked(_) => {
            developers::approve(&later, &id).await?;
            developers::revoke(&ago(admin, it.minutes_ago / 2), &id).await?;
            return Ok(None);
        }
        SampleState::Approved => developers::approve(&later, &id).await?,
    };
    Ok(Some(visitor.by_developer(portal, person(id, it))))
}

fn person(id: DeveloperId, it: &SampleDeveloper) -> Person<DeveloperId> {
    Person { id, email: it.email.to_owned(), name: it.full_name.to_owned(), session: None }
}

/// The token in the last mail to this address: the demo reads its own outbox, as its visitor would.
async fn token(call: &Call, email: &str) -> Result<String> {
    let row = call
        .read()
        .await?
        .one("select body_text from mails where recipient = $1 order by id desc limit 1", args![email])
        .await?;
    let text = row.get::<String>("body_text")?;
    let rest = text.split("token=").nth(1).ok_or_else(|| Error::internal("the mail holds no link"))?;
    Ok(rest.chars().take_while(|it| it.is_ascii_alphanumeric() || "-_".contains(*it)).collect())
}

/// Makes an application with its registrations and credentials. Gives a line that calls with the first credential.
async fn application(admin: &Call, developer: &Call, it: &SampleApplication) -> Result<Option<String>> {
    let then = developer.clone().at(admin.now().minus_seconds(it.minutes_ago * 60));
    let new = NewApplication {
        name: it.name.to_owned(),
        description: it.description.to_owned(),
        reference_id: it.reference_id.to_owned(),
        strategy: String::new(),
    };
    let made = applications::create(&then, &new).await?;
    for wish in it.registrations {
        registration(admin, developer, made.id.to_string(), wish).await?;
    }
    let mut key = None;
    for name in it.credentials {
        let generated =
            credentials::generate(&then, made.id, &NewCredential { name: (*name).to_owned() }).await?;
        key.get_or_insert(generated.key);
    }
    let filter = registrations::Filter { application: Some(made.id), ..Default::default() };
    let list = registrations::list(developer, &filter, Page::first(100)).await?.items;
    let example = calls::example(developer, &list).await?;
    Ok(key.zip(example).map(|(key, example)| example.curl(key.expose())))
}

async fn registration(
    admin: &Call,
    developer: &Call,
    application: String,
    it: &SampleRegistration,
) -> Result<()> {
    let moment = |minutes: i64| admin.now().minus_seconds(minutes * 60);
    let version = version(admin, it).await?;
    let asking = developer.clone().at(moment(it.minutes_ago));
    let made = registrations::request(&asking, &NewRegistration { application, version }).await?;
    let deciding = admin.clone().at(moment(it.minutes_ago - it.minutes_ago.min(45)));
    let open = matches!(made.state, registrations::State::Pending);
    match it.state {
        SampleState::Pending => {}
        SampleState::Rejected(reason) if open => {
            registrations::reject(&deciding, made.id, reason).await?;
        }
        SampleState::Approved | SampleState::Rejected(_) => approve(&deciding, made.id, open).await?,
        SampleState::Revoked(_) => {
            approve(&deciding, made.id, open).await?;
            registrations::revoke(&admin.clone().at(moment(it.minutes_ago / 2)), made.id).await?;
        }
    }
    Ok(())
}

/// Approves what was not approved by itself.
async fn approve(call: &Call, id: RegistrationId, open: bool) -> Result<()> {
    if open {
        registrations::approve(call, id).await?;
    }
    Ok(())
}

async fn version(call: &Call, it: &SampleRegistration) -> Result<String> {
    let row = call
        .read()
        .await?
        .one(
            "select v.id from versions v join products p on p.id = v.product where p.slug = $1 and v.name = $2",
            args![it.product, it.version],
        )
        .await?;
    row.get("id")
}
