//! What a portal's pages load of its brand: a stylesheet that overrides tokens, and the logo.
//!
//! Both have addresses that change with their contents, so browsers keep them. Neither is secret: the pages that
//! anybody may open, such as sign-in, show them.

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base::{Error, ImageId};
use frame::door::{Fault, Need, Routes, Visitor};
use ui::Theme;

use super::portal::Portal;

/// How long browsers keep what has an address of its own.
const KEPT: &str = "public, max-age=86400, immutable";

/// The routes of a portal's own site.
pub fn routes(at: &mut Routes) {
    at.get("/_brand/{file}", Need::Nothing, style);
    logo_routes(at);
}

/// The route of the logo, for sites that show those of several portals.
pub(crate) fn logo_routes(at: &mut Routes) {
    at.get("/_logo/{id}", Need::Nothing, logo);
}

/// Where the portal's stylesheet is, when it has colours of its own. The release is part of the name, because the
/// stylesheet follows from the colours by rules that may change with it.
pub fn style_href(portal: &Portal) -> Option<String> {
    if portal.theme.is_empty() {
        return None;
    }
    let digest = signin::token::hash(&format!("{} {}", env!("CARGO_PKG_VERSION"), portal.theme));
    Some(format!("/_brand/{}.css", &digest[..16]))
}

/// Where the portal's logo is, when it has one.
pub fn logo_href(portal: &Portal) -> Option<String> {
    portal.logo.map(|it| format!("/_logo/{it}"))
}

/// Where the icon of the portal's tab is, when it has one of its own.
pub fn icon_href(portal: &Portal) -> Option<String> {
    portal.favicon.map(|it| format!("/_logo/{it}"))
}

/// The portal's accent, and the text on it, as mail programs understand them.
pub fn mail_colours(portal: &Portal) -> (String, String) {
    Theme::of(portal.picked()).0.mail_colours()
}

async fn style(visitor: Visitor, Path(file): Path<String>) -> Result<Response, Fault> {
    let id = visitor.call.here()?;
    let portal = super::find(&mut visitor.call.read().await?, &id).await?;
    if style_href(&portal) != Some(format!("/_brand/{file}")) {
        return Err(Error::NotFound.into());
    }
    let css = Theme::of(portal.picked()).0.css();
    Ok(([(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, KEPT)], css)
        .into_response())
}

async fn logo(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    let id: ImageId = id.parse().map_err(|_| Error::NotFound)?;
    let image = super::image(&visitor.call, id).await?;
    let headers = [(header::CONTENT_TYPE, image.media_type), (header::CACHE_CONTROL, KEPT.to_owned())];
    Ok((headers, image.bytes).into_response())
}
