//! The end of a portal: what goes with it, and its slug typed by hand.

use serde::Deserialize;

use super::*;
use crate::portals::{Going, delete, going};

pub(super) fn routes(at: &mut Routes) {
    at.get("/portals/{id}/delete", Need::Admin(Right::ManagePortals), confirm);
    at.post("/portals/{id}/deletion", Need::Admin(Right::ManagePortals), deleted);
}

#[derive(Template)]
#[template(path = "portals/console_delete.html")]
struct Delete {
    chrome: Chrome,
    head: Head,
    going: Going,
    errors: FieldErrors,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Typed {
    confirm: String,
}

impl Delete {
    async fn of(visitor: &Visitor, id: &PortalId, errors: FieldErrors) -> base::Result<Self> {
        let head = Head::of(visitor, id, Part::Settings).await?;
        let going = going(&visitor.call, id).await?;
        Ok(Self { chrome: visitor.chrome.clone(), head, going, errors })
    }

    /// The form, with a line for each kind of thing that goes along.
    fn form(&self) -> ConfirmDelete {
        let (chrome, going) = (&self.chrome, &self.going);
        let deed = chrome.t("console-portals-delete");
        let slug = &self.head.portal.slug;
        let form = ConfirmDelete::new(chrome, self.head.href("/deletion"), deed).gone(chrome.t1(
            "console-portals-gone-address",
            "address",
            self.head.address.clone(),
        ));
        let counts = [
            ("console-portals-gone-developers", going.developers),
            ("console-portals-gone-teams", going.teams),
            ("console-portals-gone-applications", going.applications),
            ("console-portals-gone-registrations", going.registrations),
            ("console-portals-gone-credentials", going.credentials),
        ];
        let form = counts
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .fold(form, |form, (key, count)| form.gone(chrome.t1(key, "count", count)));
        form.typed(chrome, "confirm", slug, chrome.error_of(&self.errors, "confirm"))
            .cancel(chrome.t("console-portals-keep"), self.head.href(""))
    }
}

async fn confirm(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    visitor.page(&Delete::of(&visitor, &id_of(&id)?, FieldErrors::new()).await?)
}

async fn deleted(
    visitor: Visitor,
    Path(id): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let id = id_of(&id)?;
    match delete(&visitor.call, &id, &typed.confirm).await {
        Ok(_) => visitor.go_to("/portals", "console-portals-was-deleted"),
        Err(Error::Invalid(errors)) => visitor.again(&Delete::of(&visitor, &id, errors).await?),
        Err(error) => Err(error.into()),
    }
}
