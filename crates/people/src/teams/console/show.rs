//! One team: its developers, the products on which it has a role, its name.

use base::ProductId;
use serde::Deserialize;

use super::*;
use crate::developers::Developer;
use crate::teams::{
    ProductRole, TeamRole, invite, members, products, remove_member, roles, set_role, update,
};

pub(super) fn routes(at: &mut Routes) {
    let manage = Need::Admin(Right::ManagePortals);
    at.get("/portals/{portal}/teams/{team}", Need::Admin(Right::ReadConsole), show);
    at.post("/portals/{portal}/teams/{team}", manage, changed);
    at.post("/portals/{portal}/teams/{team}/members", manage, joined);
    at.post("/portals/{portal}/teams/{team}/members/{developer}/removal", manage, left);
    at.post("/portals/{portal}/teams/{team}/roles", manage, given);
    at.post("/portals/{portal}/teams/{team}/roles/{product}/removal", manage, taken);
}

#[derive(Template)]
#[template(path = "teams/console_show.html")]
struct Show {
    chrome: Chrome,
    place: Place,
    members: Vec<Developer>,
    roles: Vec<ProductRole>,
    products: Vec<(ProductId, String)>,
    typed: Typed,
    errors: FieldErrors,
}

/// What was typed into the page's forms, of which one is sent at a time.
#[derive(Default)]
struct Typed {
    team: NewTeam,
    email: Email,
    role: Role,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Email {
    email: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Role {
    product: String,
    role: String,
}

impl Role {
    fn check(&self) -> base::Result<(ProductId, TeamRole)> {
        let mut errors = FieldErrors::new();
        let product = self.product.parse::<ProductId>().map_err(|_| base::Broken::rule("required"));
        let product = errors.take("product", product);
        let role = errors.take("role", self.role.parse::<TeamRole>());
        errors.into_result()?;
        product.zip(role).ok_or_else(|| Error::field("product", "required"))
    }
}

impl Show {
    async fn of(visitor: &Visitor, place: Place) -> base::Result<Self> {
        let (call, id) = (&visitor.call, place.team.id);
        let team = NewTeam { name: place.team.name.clone(), description: place.team.description.clone() };
        Ok(Self {
            chrome: visitor.chrome.clone(),
            members: members(call, &id).await?,
            roles: roles(call, &id).await?,
            products: products(call).await?,
            typed: Typed {
                team,
                role: Role { role: "viewer".into(), ..Role::default() },
                ..Typed::default()
            },
            errors: FieldErrors::new(),
            place,
        })
    }

    fn product_field(&self) -> Field {
        let chrome = &self.chrome;
        let field = Field::select("product", chrome.t("console-teams-product"))
            .value(&self.typed.role.product)
            .error(chrome.error_of(&self.errors, "product"))
            .choice("", chrome.t("console-teams-product-choose"));
        self.products.iter().fold(field, |field, (id, name)| field.choice(id, name))
    }
}

/// Back to the team's page after a deed, or the page again with what was typed and what is wrong.
async fn answer(
    visitor: &Visitor,
    place: Place,
    done: base::Result<()>,
    said: &'static str,
    typed: impl FnOnce(&mut Typed),
) -> Result<Response, Fault> {
    match done {
        Ok(()) => visitor.go_to(&place.href(), said),
        Err(Error::Invalid(errors)) => {
            let mut page = Show { errors, ..Show::of(visitor, place).await? };
            typed(&mut page.typed);
            visitor.again(&page)
        }
        Err(error) => Err(error.into()),
    }
}

async fn show(visitor: Visitor, Path(path): Path<(String, String)>) -> Result<Response, Fault> {
    let place = Place::of(&visitor, &path.0, &path.1).await?;
    visitor.page(&Show::of(&visitor, place).await?)
}

async fn changed(
    visitor: Visitor,
    Path(path): Path<(String, String)>,
    Form(form): Form<NewTeam>,
) -> Result<Response, Fault> {
    let place = Place::of(&visitor, &path.0, &path.1).await?;
    let done = update(&visitor.call, &place.team.id, &form).await.map(drop);
    answer(&visitor, place, done, "console-teams-was-changed", |typed| typed.team = form).await
}

async fn joined(
    visitor: Visitor,
    Path(path): Path<(String, String)>,
    Form(form): Form<Email>,
) -> Result<Response, Fault> {
    let place = Place::of(&visitor, &path.0, &path.1).await?;
    let done = invite(&visitor.call, &place.team.id, &form.email).await;
    answer(&visitor, place, done, "console-teams-has-joined", |typed| typed.email = form).await
}

async fn left(visitor: Visitor, Path(path): Path<(String, String, String)>) -> Result<Response, Fault> {
    let place = Place::of(&visitor, &path.0, &path.1).await?;
    let developer = path.2.parse().map_err(|_| Error::NotFound)?;
    remove_member(&visitor.call, &place.team.id, &developer).await?;
    visitor.go_to(&place.href(), "console-teams-has-left")
}

async fn given(
    visitor: Visitor,
    Path(path): Path<(String, String)>,
    Form(form): Form<Role>,
) -> Result<Response, Fault> {
    let place = Place::of(&visitor, &path.0, &path.1).await?;
    let done = match form.check() {
        Ok((product, role)) => set_role(&visitor.call, &place.team.id, &product, Some(role)).await,
        Err(error) => Err(error),
    };
    answer(&visitor, place, done, "console-teams-role-was-given", |typed| typed.role = form).await
}

async fn taken(visitor: Visitor, Path(path): Path<(String, String, String)>) -> Result<Response, Fault> {
    let place = Place::of(&visitor, &path.0, &path.1).await?;
    let product = path.2.parse().map_err(|_| Error::NotFound)?;
    set_role(&visitor.call, &place.team.id, &product, None).await?;
    visitor.go_to(&place.href(), "console-teams-role-was-taken")
}
