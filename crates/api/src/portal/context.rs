//! What a client asks of the portal itself before anybody has signed in: what it is, how it looks, its pictures and its
//! stylesheet. All of it is open, and a session that has ended does not matter.

mod stylesheet;

use axum::Json;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base::ImageId;
use frame::door::Need;
use frame::installation;
use people::portals::{self, Look, Picture, Website};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::door::{Asked, Operation, Routes};
use crate::problem::Problem;
use crate::shapes::Id;

/// The set of features that clients ask for by name. There is one.
const FEATURES: &str = "portico";

/// How far back the analytics of applications go, in the contract's words.
const PERIOD: &str = "90d";

pub(super) fn routes(at: &mut Routes) {
    let about = |id, says| Operation::named(id, "portal", says);
    at.get(
        "/api/v2/portal",
        Need::Nothing,
        context,
        about("get-portal-context", "What the portal is").gives::<Context>(200),
    );
    at.get(
        "/api/v2/portal/appearance",
        Need::Nothing,
        appearance,
        about("get-portal-appearance", "How the portal looks").gives::<Appearance>(200),
    );
    let picture = |id, says| about(id, says).gives_bytes("image/png").gives_bytes("image/jpg");
    at.get("/api/v2/portal/logo", Need::Nothing, logo, picture("get-portal-logo", "The portal's logo"));
    at.get(
        "/api/v2/portal/catalog-cover",
        Need::Nothing,
        cover,
        picture("get-portal-catalog-cover", "The picture behind the catalog's heading"),
    );
    at.get(
        "/api/v2/portal/favicon.ico",
        Need::Nothing,
        favicon,
        about("get-portal-favicon", "The icon of the portal's tab").gives_bytes("image/png"),
    );
    at.get(
        "/api/v2/portal/stylesheet.css",
        Need::Nothing,
        colours,
        about("get-portal-stylesheet", "The portal's colours and fonts as CSS").gives_bytes("text/css"),
    );
    at.get(
        "/api/v2/portal/stylesheet/font.css",
        Need::Nothing,
        fonts,
        about("get-portal-fonts", "The portal's fonts as CSS").gives_bytes("text/css"),
    );
}

/// What the portal is.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PortalContext", deny_unknown_fields)]
struct Context {
    portal_id: Id,
    /// The installation.
    org_id: Id,
    featureset_id: &'static str,
    feature_set: &'static str,
    basic_auth_enabled: bool,
    oidc_auth_enabled: bool,
    saml_auth_enabled: bool,
    /// Whether it is there to be read only, without accounts.
    is_public: bool,
    rbac_enabled: bool,
    dcr_provider_ids: Vec<Id>,
    allowed_time_period: &'static str,
    /// What developers read as its name.
    name: String,
    /// The host name of its website.
    canonical_domain: String,
}

/// How the portal looks.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PortalAppearance", deny_unknown_fields)]
struct Appearance {
    variables: Variables,
    stylesheets: Stylesheets,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(inline)]
struct Variables {
    catalog: Catalog,
}

/// The words and pictures of the catalog.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(inline)]
struct Catalog {
    logo: Link,
    /// The picture behind the heading; absent where none was set, though its address gives one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Link")]
    cover: Option<Link>,
    primary_header: Words,
    welcome_message: Words,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(inline)]
struct Link {
    url: String,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(inline)]
struct Words {
    text: String,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(inline)]
struct Stylesheets {
    global: Global,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(inline)]
struct Global {
    main: Main,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(inline)]
struct Main {
    #[schemars(extend("type" = "object"))]
    data: Value,
}

async fn context(asked: Asked) -> Result<Json<Context>, Problem> {
    let portal = asked.here()?;
    let app = &asked.call.app;
    Ok(Json(Context {
        portal_id: portal.id.into(),
        org_id: Id(installation::id(app).await?),
        featureset_id: FEATURES,
        feature_set: FEATURES,
        basic_auth_enabled: portal.has_accounts(),
        oidc_auth_enabled: false,
        saml_auth_enabled: false,
        is_public: !portal.has_accounts(),
        rbac_enabled: portal.rbac,
        dcr_provider_ids: Vec::new(),
        allowed_time_period: PERIOD,
        name: portal.shown_name().to_owned(),
        canonical_domain: Website::of(portal, &app.addresses).host().to_owned(),
    }))
}

async fn appearance(asked: Asked) -> Result<Json<Appearance>, Problem> {
    let portal = asked.here()?;
    let (look, origin) = (Look::of(portal), portals::api_origin(portal, &asked.call.app.addresses));
    let link = |path: &str| Link { url: format!("{origin}/api/v2/portal/{path}") };
    Ok(Json(Appearance {
        variables: Variables {
            catalog: Catalog {
                logo: link("logo"),
                cover: portal.cover.is_some().then(|| link("catalog-cover")),
                primary_header: Words { text: look.greeting.title.clone() },
                welcome_message: Words { text: look.greeting.text.clone() },
            },
        },
        stylesheets: Stylesheets { global: Global { main: Main { data: stylesheet::data(&look) } } },
    }))
}

async fn logo(asked: Asked) -> Result<Response, Problem> {
    let id = asked.here()?.logo;
    picture(&asked, id, Picture::Logo).await
}

async fn cover(asked: Asked) -> Result<Response, Problem> {
    let id = asked.here()?.cover;
    picture(&asked, id, Picture::Cover).await
}

async fn favicon(asked: Asked) -> Result<Response, Problem> {
    let id = asked.here()?.favicon;
    picture(&asked, id, Picture::Favicon).await
}

/// The portal's own picture, or the one that is drawn where there is none.
async fn picture(asked: &Asked, id: Option<ImageId>, picture: Picture) -> Result<Response, Problem> {
    let Some(id) = id else {
        let image = portals::drawn(picture);
        return Ok(shown(image.bytes.clone(), &image.media_type, env!("CARGO_PKG_VERSION")));
    };
    let image = portals::image(&asked.call, id).await?;
    Ok(shown(image.bytes, &image.media_type, &id.to_string()))
}

async fn colours(asked: Asked) -> Result<Response, Problem> {
    Ok(css(stylesheet::colours(&Look::of(asked.here()?))))
}

async fn fonts(asked: Asked) -> Result<Response, Problem> {
    Ok(css(stylesheet::fonts(&Look::of(asked.here()?))))
}

fn css(text: String) -> Response {
    let tag = signin::token::hash(&text);
    shown(text.into_bytes(), "text/css; charset=utf-8", &tag[..16])
}

/// Bytes that a page of the portal's client shows: kept by browsers as long as they ask whether it is still the same, and
/// shown by a client that is hosted elsewhere on the same site.
fn shown(bytes: Vec<u8>, media: &str, tag: &str) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    let texts = [
        (header::CONTENT_TYPE, media.to_owned()),
        (header::CACHE_CONTROL, "public, no-cache".to_owned()),
        (header::ETAG, format!("\"{tag}\"")),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-site".to_owned()),
    ];
    for (name, text) in texts {
        if let Ok(value) = HeaderValue::from_str(&text) {
            headers.insert(name, value);
        }
    }
    response
}
