//! The decisions: approve, reject with a reason, revoke, delete. They are asked for in the list, on the developer's
//! page and in the inbox; `to` leads back to where the button stood.

use super::*;
use crate::developers::{Going, approve, delete, going, reject, revoke, view};

pub(super) fn routes(at: &mut Routes) {
    let decide = Need::Admin(Right::DecideRequests);
    at.get("/developers/{id}/reject", decide, why);
    at.get("/developers/{id}/delete", decide, confirm);
    at.post("/developers/{id}/approval", decide, approved);
    at.post("/developers/{id}/rejection", decide, rejected);
    at.post("/developers/{id}/revocation", decide, revoked);
    at.post("/developers/{id}/deletion", decide, deleted);
}

#[derive(Template)]
#[template(path = "developers/console_reject.html")]
struct Reject {
    chrome: Chrome,
    developer: Developer,
    form: Reason,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "developers/console_delete.html")]
struct Delete {
    chrome: Chrome,
    developer: Developer,
    going: Going,
}

/// Why, and where to go back to.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Reason {
    reason: String,
    to: String,
}

/// Where to go back to: the page that the button stood on.
fn back(to: &str, id: DeveloperId) -> String {
    back_path(to).map_or_else(|| format!("/developers/{id}"), str::to_owned)
}

async fn why(
    visitor: Visitor,
    Path(id): Path<String>,
    Query(form): Query<Reason>,
) -> Result<Response, Fault> {
    let developer = view(&visitor.call, &id_of(&id)?).await?;
    visitor.page(&Reject { chrome: visitor.chrome.clone(), developer, form, errors: FieldErrors::new() })
}

async fn approved(
    visitor: Visitor,
    Path(id): Path<String>,
    Form(form): Form<Reason>,
) -> Result<Response, Fault> {
    let it = approve(&visitor.call, &id_of(&id)?).await?;
    visitor.go_to(&back(&form.to, it.id), "console-developers-is-approved")
}

async fn rejected(
    visitor: Visitor,
    Path(id): Path<String>,
    Form(form): Form<Reason>,
) -> Result<Response, Fault> {
    let id = id_of(&id)?;
    match reject(&visitor.call, &id, &form.reason).await {
        Ok(it) => visitor.go_to(&back(&form.to, it.id), "console-developers-is-rejected"),
        Err(Error::Invalid(errors)) => {
            let developer = view(&visitor.call, &id).await?;
            visitor.again(&Reject { chrome: visitor.chrome.clone(), developer, form, errors })
        }
        Err(error) => Err(error.into()),
    }
}

async fn revoked(
    visitor: Visitor,
    Path(id): Path<String>,
    Form(form): Form<Reason>,
) -> Result<Response, Fault> {
    let it = revoke(&visitor.call, &id_of(&id)?).await?;
    visitor.go_to(&back(&form.to, it.id), "console-developers-is-revoked")
}

async fn confirm(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    let developer = view(&visitor.call, &id_of(&id)?).await?;
    let going = going(&visitor.call, &developer.id).await?;
    visitor.page(&Delete { chrome: visitor.chrome.clone(), developer, going })
}

async fn deleted(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    delete(&visitor.call, &id_of(&id)?).await?;
    visitor.go_to("/developers", "console-developers-is-deleted")
}
