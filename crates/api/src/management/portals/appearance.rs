//! How a portal looks: its theme, its fonts, its words of welcome, its pictures.

mod shapes;

use axum::Json;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base::{PortalId, Right};
use frame::door::Need;
use people::portals::{self, Fonts, Greeting, Picture, ThemeName};

use crate::door::{Asked, Body, Ids, One, Operation, Routes};
use crate::problem::{Named, Names, Problem};
use shapes::{Change, Defaults, FontNames, Text, Themes, View};

/// What the operations call otherwise.
const NAMES: Names =
    &[("logo", "images.logo"), ("favicon", "images.favicon"), ("catalog_cover", "images.catalog_cover")];

/// The largest body: three pictures as base64.
const LARGEST: usize = 14 * 1024 * 1024;

pub(super) fn routes(at: &mut Routes) {
    let (read, manage) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::ManagePortals));
    let about = |id, says| Operation::named(id, "portal-appearance", says);
    let picture = |id, says| about(id, says).gives_bytes("image/png").gives_bytes("image/jpeg");
    at.get(
        "/v2/portals/appearance-defaults",
        read,
        defaults,
        about("get-portal-appearance-defaults", "How portals look where nobody chose").gives::<Defaults>(200),
    );
    at.get(
        "/v2/portals/{portalId}/appearance",
        read,
        view,
        about("get-portal-appearance", "How a portal looks").gives::<View>(200).tagged(),
    );
    at.patch(
        "/v2/portals/{portalId}/appearance",
        manage,
        update,
        about("update-portal-appearance", "Changes how a portal looks")
            .takes::<Change>()
            .largest(LARGEST)
            .gives::<View>(200)
            .tagged(),
    );
    at.get(
        "/v2/portals/{portalId}/appearance/logo",
        read,
        logo,
        picture("get-portal-logo", "A portal's logo"),
    );
    at.get(
        "/v2/portals/{portalId}/appearance/catalog-cover",
        read,
        cover,
        picture("get-portal-catalog-cover", "The picture behind the heading of a portal's catalog"),
    );
}

async fn defaults(asked: Asked) -> Json<Defaults> {
    let say = |key: &str| asked.call.app.texts.say(key, &[]);
    let greeting = Greeting { title: say("api-appearance-header"), text: say("api-appearance-welcome") };
    Json(Defaults {
        themes: Themes {
            mint_rocket: portals::Palette::of(ThemeName::MintRocket).json(),
            dark_mode: portals::Palette::of(ThemeName::DarkMode).json(),
        },
        fonts: FontNames::from(Fonts::default()),
        text: Text::from(greeting),
    })
}

async fn view(asked: Asked, Ids(id): Ids<PortalId>) -> Result<One<View>, Problem> {
    Ok(portals::appearances(&asked.call, &id).await?.into())
}

async fn update(
    asked: Asked,
    Ids(id): Ids<PortalId>,
    Body(change): Body<Change>,
) -> Result<One<View>, Problem> {
    let (look, pictures) = change.parts()?;
    portals::restyle(&asked.call, &id, look, pictures).await.named(NAMES)?;
    Ok(portals::appearances(&asked.call, &id).await?.into())
}

async fn logo(asked: Asked, Ids(id): Ids<PortalId>) -> Result<Response, Problem> {
    picture(asked, id, Picture::Logo).await
}

async fn cover(asked: Asked, Ids(id): Ids<PortalId>) -> Result<Response, Problem> {
    picture(asked, id, Picture::Cover).await
}

async fn picture(asked: Asked, id: PortalId, picture: Picture) -> Result<Response, Problem> {
    let image = portals::picture(&asked.call, &id, picture).await?;
    let media = HeaderValue::from_str(&image.media_type).unwrap_or(HeaderValue::from_static("image/png"));
    Ok(([(header::CONTENT_TYPE, media)], image.bytes).into_response())
}
