//! One admin: the role, the tokens, the end.

use base::AdminTokenId;

use super::*;

pub(super) fn routes(at: &mut Routes) {
    let manage = Need::Admin(Right::ManageAdmins);
    at.get("/admins/{id}", manage, show);
    at.post("/admins/{id}/role", manage, role_changed);
    at.get("/admins/{id}/delete", manage, confirm);
    at.post("/admins/{id}/deletion", manage, deleted);
    at.post("/admins/{id}/tokens/{token}/revocation", manage, token_revoked);
}

#[derive(Template)]
#[template(path = "admins/console_show.html")]
struct Show {
    chrome: Chrome,
    admin: Admin,
    tokens: Vec<Token>,
    tokens_href: String,
    role: String,
    errors: FieldErrors,
    /// Why the last deed was refused.
    refused: Option<String>,
    is_me: bool,
}

#[derive(Template)]
#[template(path = "admins/console_delete.html")]
struct Delete {
    chrome: Chrome,
    admin: Admin,
    tokens: usize,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Chosen {
    role: String,
}

impl Chosen {
    fn check(&self) -> base::Result<Role> {
        let mut errors = FieldErrors::new();
        let role = errors.take("role", self.role.parse());
        errors.into_result()?;
        role.ok_or_else(|| Error::field("role", "required"))
    }
}

impl Show {
    async fn of(visitor: &Visitor, id: &AdminId) -> base::Result<Self> {
        let admin = view(&visitor.call, id).await?;
        Ok(Self {
            chrome: visitor.chrome.clone(),
            tokens: tokens::list(&visitor.call, id).await?,
            tokens_href: format!("/admins/{id}/tokens"),
            role: admin.role.name().to_owned(),
            errors: FieldErrors::new(),
            refused: None,
            is_me: visitor.call.admin()?.id == *id,
            admin,
        })
    }

    fn role_cards(&self) -> RadioCards {
        role_cards(&self.chrome, &self.role, &self.errors)
    }
}

async fn show(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    visitor.page(&Show::of(&visitor, &id_of(&id)?).await?)
}

async fn role_changed(
    visitor: Visitor,
    Path(id): Path<String>,
    Form(form): Form<Chosen>,
) -> Result<Response, Fault> {
    let id = id_of(&id)?;
    let done = match form.check() {
        Ok(role) => change_role(&visitor.call, &id, role).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => visitor.go_to(&format!("/admins/{id}"), "console-admins-role-was-changed"),
        Err(Error::Invalid(errors)) => visitor.again(&Show { errors, ..Show::of(&visitor, &id).await? }),
        Err(Error::Refused(code)) => {
            let refused = Some(visitor.chrome.refusal_text(code));
            visitor.again(&Show { refused, role: form.role, ..Show::of(&visitor, &id).await? })
        }
        Err(error) => Err(error.into()),
    }
}

async fn confirm(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    let admin = view(&visitor.call, &id_of(&id)?).await?;
    let tokens = tokens::list(&visitor.call, &admin.id).await?.len();
    visitor.page(&Delete { chrome: visitor.chrome.clone(), admin, tokens })
}

async fn deleted(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    let id = id_of(&id)?;
    match delete(&visitor.call, &id).await {
        Ok(_) => visitor.go_to("/admins", "console-admins-was-deleted"),
        Err(Error::Refused(code)) => {
            let refused = Some(visitor.chrome.refusal_text(code));
            visitor.again(&Show { refused, ..Show::of(&visitor, &id).await? })
        }
        Err(error) => Err(error.into()),
    }
}

async fn token_revoked(visitor: Visitor, Path(path): Path<(String, String)>) -> Result<Response, Fault> {
    let (admin, token) = (id_of(&path.0)?, path.1.parse::<AdminTokenId>().map_err(|_| Error::NotFound)?);
    if !tokens::list(&visitor.call, &admin).await?.iter().any(|it| it.id == token) {
        return Err(Error::NotFound.into());
    }
    tokens::revoke(&visitor.call, &token).await?;
    visitor.go_to(&format!("/admins/{admin}"), "console-admins-token-was-revoked")
}
