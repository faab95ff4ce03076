//! How a portal looks: its words of welcome, its colours with a preview, its logo.
//!
//! The preview has a stylesheet of its own, because pages carry no inline style. It shows what is saved, as adjusted.

use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::header;
use axum::response::IntoResponse;
use frame::door::Uploads;
use frame::door::guard::UPLOAD_LIMIT;

use super::*;
use crate::portals::{Appearance, brand, logo_href, remove_logo, set_logo, update_appearance};

pub(super) fn routes(at: &mut Routes) {
    let (read, manage) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::ManagePortals));
    at.get("/portals/{id}/appearance", read, show);
    at.post("/portals/{id}/appearance", manage, changed);
    at.get("/portals/{id}/preview.css", read, preview);
    // Larger than a logo may be, so that one that is too large gets its answer in words.
    at.post("/portals/{id}/logo", manage, uploaded.layer(DefaultBodyLimit::max(UPLOAD_LIMIT)));
    at.post("/portals/{id}/logo/removal", manage, removed);
    brand::logo_routes(at);
}

#[derive(Template)]
#[template(path = "portals/console_appearance.html")]
struct Look {
    chrome: Chrome,
    head: Head,
    form: Appearance,
    errors: FieldErrors,
    logo: Option<String>,
    /// What had to be moved to be read, in sentences.
    adjusted: Vec<String>,
}

impl Look {
    async fn of(visitor: &Visitor, id: &PortalId) -> base::Result<Self> {
        let chrome = visitor.chrome.clone();
        let head = Head::of(visitor, id, Part::Appearance).await?;
        let adjusted = Theme::of(head.portal.picked()).1.iter().map(|it| it.says(&chrome)).collect();
        let (form, logo) = (Appearance::of(&head.portal), logo_href(&head.portal));
        Ok(Self { chrome, head, form, errors: FieldErrors::new(), logo, adjusted })
    }

    /// What the home page greets with.
    fn greeting(&self) -> String {
        let portal = &self.head.portal;
        if portal.welcome_title.is_empty() {
            portal.shown_name().to_owned()
        } else {
            portal.welcome_title.clone()
        }
    }

    fn colour_field(&self, name: &str, value: &str) -> Field {
        let key = format!("console-portals-{name}");
        Field::text(name, self.chrome.t(&key))
            .hint(self.chrome.t(&format!("{key}-hint")))
            .value(value)
            .error(self.chrome.error_of(&self.errors, name))
            .optional(&self.chrome)
            .autocomplete("off")
            .max(7)
            .mono()
    }
}

async fn show(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    visitor.page(&Look::of(&visitor, &id_of(&id)?).await?)
}

async fn changed(
    visitor: Visitor,
    Path(id): Path<String>,
    Form(form): Form<Appearance>,
) -> Result<Response, Fault> {
    let id = id_of(&id)?;
    match update_appearance(&visitor.call, &id, &form).await {
        Ok(_) => visitor.go_to(&format!("/portals/{id}/appearance"), "console-portals-was-restyled"),
        Err(Error::Invalid(errors)) => {
            visitor.again(&Look { form, errors, ..Look::of(&visitor, &id).await? })
        }
        Err(error) => Err(error.into()),
    }
}

async fn preview(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    let portal = view(&visitor.call, &id_of(&id)?).await?;
    let css = Theme::of(portal.picked()).0.css_of(".brand-preview");
    let frame = "background: var(--ground); color: var(--ink); border: 1px solid var(--edge);";
    let css = format!("{css}.brand-preview {{ {frame} }}\n");
    Ok(([(header::CONTENT_TYPE, "text/css; charset=utf-8")], css).into_response())
}

async fn uploaded(
    visitor: Visitor,
    Path(id): Path<String>,
    uploads: Result<Uploads, Fault>,
) -> Result<Response, Fault> {
    let id = id_of(&id)?;
    let bytes = match &uploads {
        Ok(uploads) => uploads.file("logo").map(|it| it.bytes.to_vec()).unwrap_or_default(),
        Err(Fault(error)) if matches!(**error, Error::Invalid(_)) => {
            let errors = FieldErrors::one("logo", "too_large");
            return visitor.again(&Look { errors, ..Look::of(&visitor, &id).await? });
        }
        Err(fault) => return Err(fault.clone()),
    };
    match set_logo(&visitor.call, &id, bytes).await {
        Ok(_) => visitor.go_to(&format!("/portals/{id}/appearance"), "console-portals-logo-was-set"),
        Err(Error::Invalid(errors)) => visitor.again(&Look { errors, ..Look::of(&visitor, &id).await? }),
        Err(error) => Err(error.into()),
    }
}

async fn removed(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    let id = id_of(&id)?;
    remove_logo(&visitor.call, &id).await?;
    visitor.go_to(&format!("/portals/{id}/appearance"), "console-portals-logo-was-removed")
}
