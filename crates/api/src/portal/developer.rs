//! The developer who asks: the way in, and who it is. The paths, statuses and cookies are those of the published contract;
//! single sign-on is refused in its words until a portal has some.

use axum::Json;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::{Error, Secret};
use frame::Addresses;
use frame::door::{Jar, Need, evenly, set_below};
use people::developers::{self, Developer, NewDeveloper, SignIn};
use people::sessions::{self, ACCESS_S, PORTAL_COOKIE, REFRESH_COOKIE, REFRESH_PATH, Tokens};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::door::{Asked, Body, One, Operation, Routes, no_content};
use crate::problem::{Named, Names, Problem};
use crate::shapes::{Id, Moment};

/// What the operations call otherwise.
const NAMES: Names = &[("email", "username")];

pub(super) fn routes(at: &mut Routes) {
    let about = |id, says| Operation::named(id, "developer", says);
    at.post(
        "/api/v2/developer",
        Need::Nothing,
        register,
        about("register", "Asks for an account").takes::<Register>().gives_nothing(201).refuses(&[404]),
    );
    at.get(
        "/api/v2/developer/me",
        Need::Developer,
        me,
        about("get-developer-me", "Who asks").gives::<View>(200).tagged(),
    );
    entrance(at);
    links(at);
    single_sign_on(at);
}

fn entrance(at: &mut Routes) {
    let about = |id, says| Operation::named(id, "authentication", says);
    at.post(
        "/api/v2/developer/authenticate",
        Need::Nothing,
        authenticate,
        about("authenticate", "Signs in: sets the session's two cookies")
            .takes::<Authenticate>()
            .gives_nothing(204)
            .refuses(&[401, 404]),
    );
    at.post(
        "/api/v2/developer/refresh",
        Need::Nothing,
        refresh,
        about("refresh", "Goes on with a session: sets its two cookies anew")
            .gives_nothing(204)
            .refuses(&[401]),
    );
    at.post(
        "/api/v2/developer/logout",
        Need::Nothing,
        logout,
        about("logout", "Ends the session with all its tokens, and takes its cookies back")
            .gives_nothing(204),
    );
}

fn links(at: &mut Routes) {
    let about = |id, says| Operation::named(id, "authentication", says);
    at.post(
        "/api/v2/developer/forgot-password",
        Need::Nothing,
        forgot,
        about("forgot-password", "Asks for a mail that replaces a forgotten password")
            .takes::<Forgot>()
            .gives_nothing(200)
            .refuses(&[404]),
    );
    at.post(
        "/api/v2/developer/verify-email",
        Need::Nothing,
        verify_email,
        about("verify-email", "Uses the link of a mail up, and gives a token for choosing a password")
            .takes::<Verify>()
            .gives::<Verified>(202)
            .refuses(&[404, 410]),
    );
    at.post(
        "/api/v2/developer/reset-password",
        Need::Nothing,
        reset_password,
        about("reset-password", "Chooses the first password, or one in place of a forgotten one")
            .takes::<Reset>()
            .gives_nothing(204)
            .refuses(&[401, 404, 410]),
    );
}

fn single_sign_on(at: &mut Routes) {
    let about = |id, says| Operation::named(id, "authentication", says);
    at.get(
        "/api/v2/developer/authenticate/sso",
        Need::Nothing,
        no_sso,
        about("authenticate-sso", "Leads to the identity provider")
            .takes_text("returnTo", "Where to go afterwards, on the portal's own website.")
            .gives_nothing(302),
    );
    at.get(
        "/api/v2/developer/authenticate/oidc-callback",
        Need::Nothing,
        no_sso,
        about("authenticate-oidc-callback", "Where the identity provider leads back to").gives_nothing(302),
    );
    at.post(
        "/api/v2/developer/authenticate/saml/acs",
        Need::Nothing,
        no_sso,
        about("authenticate-saml-acs", "Where the identity provider's assertion is posted")
            .gives_nothing(302),
    );
    at.get(
        "/api/v2/developer/authenticate/saml/metadata",
        Need::Nothing,
        no_metadata,
        about("get-saml-metadata", "What an identity provider needs to know of the portal")
            .gives_bytes("application/samlmetadata+xml")
            .refuses(&[404]),
    );
}

/// The developer who asks.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Developer", deny_unknown_fields)]
struct View {
    id: Id,
    #[schemars(extend("format" = "email"), length(max = 250))]
    email: String,
    /// As it was given at sign-up: up to 256 characters.
    full_name: String,
    created_at: Moment,
    updated_at: Moment,
}

impl From<Developer> for View {
    fn from(it: Developer) -> Self {
        Self {
            id: it.id.into(),
            email: it.email,
            full_name: it.full_name,
            created_at: it.created_at.into(),
            updated_at: it.updated_at.into(),
        }
    }
}

/// What somebody gives to sign up.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Register")]
struct Register {
    #[schemars(extend("format" = "email"))]
    email: String,
    #[schemars(length(min = 1, max = 256))]
    full_name: String,
}

/// What somebody gives to sign in.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Authenticate")]
struct Authenticate {
    #[schemars(extend("format" = "email"))]
    username: String,
    #[schemars(with = "String", extend("format" = "password"))]
    password: Secret,
}

/// Whose password was forgotten.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ForgotPassword")]
struct Forgot {
    #[schemars(extend("format" = "email"))]
    email: String,
}

/// The token of a mail's link.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "VerifyEmail")]
struct Verify {
    token: Id,
}

/// Whose e-mail address it is, and the token for choosing a password.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "VerifiedEmail", deny_unknown_fields)]
struct Verified {
    #[schemars(extend("format" = "email"))]
    email: String,
    #[schemars(extend("format" = "uuid"))]
    token: String,
}

/// A password, and the token that allows to choose it.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ResetPassword")]
struct Reset {
    #[schemars(with = "String", extend("format" = "password"))]
    password: Secret,
    token: Id,
}

async fn register(asked: Asked, Body(new): Body<Register>) -> Result<StatusCode, Problem> {
    let new = NewDeveloper { email: new.email, full_name: new.full_name };
    evenly(developers::sign_up(&asked.call, &new)).await?;
    Ok(StatusCode::CREATED)
}

async fn me(asked: Asked) -> Result<One<View>, Problem> {
    let it = developers::account(&asked.call).await?;
    let at = it.updated_at;
    Ok(One(it.into(), at))
}

async fn authenticate(asked: Asked, Body(it): Body<Authenticate>) -> Result<Response, Problem> {
    let form = SignIn { email: it.username, password: it.password };
    let tokens = developers::authenticate(&asked.call, &form).await.named(NAMES)?;
    Ok(let_in(&asked.call.app.addresses, &tokens))
}

async fn refresh(asked: Asked, headers: HeaderMap) -> Result<Response, Problem> {
    let token = refresh_token(&headers).ok_or(Error::Refused("session.ended"))?;
    let tokens = sessions::refresh(&asked.call, token).await?;
    Ok(let_in(&asked.call.app.addresses, &tokens))
}

/// Clients end sessions that they are not sure to have.
async fn logout(asked: Asked, headers: HeaderMap) -> Result<Response, Problem> {
    developers::sign_out(&asked.call, refresh_token(&headers).as_ref()).await?;
    let over = Tokens { access: Secret::default(), refresh: Secret::default(), lasts_s: 0 };
    Ok(with_cookies(&asked.call.app.addresses, &over, 0))
}

async fn forgot(asked: Asked, Body(it): Body<Forgot>) -> Result<StatusCode, Problem> {
    evenly(developers::forgot(&asked.call, &it.email)).await?;
    Ok(StatusCode::OK)
}

async fn verify_email(asked: Asked, Body(it): Body<Verify>) -> Result<Response, Problem> {
    let (developer, token) = developers::verify_email(&asked.call, &it.token.0.to_string()).await?;
    let verified = Verified { email: developer.email, token: token.expose().to_owned() };
    Ok((StatusCode::ACCEPTED, Json(verified)).into_response())
}

async fn reset_password(asked: Asked, Body(it): Body<Reset>) -> Result<Response, Problem> {
    developers::choose_password(&asked.call, &it.token.0.to_string(), &it.password).await?;
    Ok(no_content())
}

/// Nothing leads anywhere: `returnTo` is a stranger's word.
async fn no_sso() -> Problem {
    Error::Refused("sso.absent").into()
}

async fn no_metadata() -> Problem {
    Error::NotFound.into()
}

fn refresh_token(headers: &HeaderMap) -> Option<Secret> {
    Jar::new(headers).get(REFRESH_COOKIE).filter(|it| !it.is_empty()).map(Secret::new)
}

fn let_in(addresses: &Addresses, tokens: &Tokens) -> Response {
    with_cookies(addresses, tokens, ACCESS_S)
}

/// Sets both cookies; the access token's lives so many seconds, the other's as long as the session can last.
fn with_cookies(addresses: &Addresses, tokens: &Tokens, access_s: i64) -> Response {
    let mut response = no_content();
    let cookies = [
        ("/", PORTAL_COOKIE, &tokens.access, access_s),
        (REFRESH_PATH, REFRESH_COOKIE, &tokens.refresh, tokens.lasts_s),
    ];
    for (path, name, token, seconds) in cookies {
        if let Some(cookie) = set_below(addresses, path, name, token.expose(), seconds) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
    response
}
