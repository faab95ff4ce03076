//! The admin's pages of publishing: which portals show a product, and how a portal offers a version.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use base::{Error, FieldErrors, Page, PortalId, Right};
use frame::door::{Fault, Form, Need, Routes, Visitor};
use people::portals::{self, Portal};
use ui::*;

use super::{NewPublication, Publication, Showing};
use super::{of_product, publish_product, publish_version, unpublish_product, view};
use crate::console::id;
use crate::products::{Head, Part};
use crate::strategies::{self, Strategy};
use crate::versions::{Version, find_for_console};

/// The routes.
pub fn routes(at: &mut Routes) {
    let (read, manage) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::ManageCatalog));
    at.get("/products/{product}/portals", read, index);
    at.post("/products/{product}/portals/{portal}/publication", manage, published);
    at.post("/products/{product}/portals/{portal}/withdrawal", manage, withdrawn);
    at.get("/products/{product}/versions/{version}/portals/{portal}", manage, edit);
    at.post("/products/{product}/versions/{version}/portals/{portal}", manage, offered);
}

#[derive(Template)]
#[template(path = "publications/of_product.html")]
struct Index {
    chrome: Chrome,
    head: Head,
    portals: Vec<Showing>,
}

async fn index(visitor: Visitor, Path(product): Path<String>) -> Result<Response, Fault> {
    let head = Head::of(&visitor, &product, Part::Portals).await?;
    let portals = of_product(&visitor.call, head.product.id).await?;
    visitor.page(&Index { chrome: visitor.chrome.clone(), head, portals })
}

async fn published(
    visitor: Visitor,
    Path((product, portal)): Path<(String, String)>,
) -> Result<Response, Fault> {
    publish_product(&visitor.call, id(&product)?, id(&portal)?).await?;
    visitor.go_to(&format!("/products/{product}/portals"), "publication-product-was-shown")
}

async fn withdrawn(
    visitor: Visitor,
    Path((product, portal)): Path<(String, String)>,
) -> Result<Response, Fault> {
    unpublish_product(&visitor.call, id(&product)?, id(&portal)?).await?;
    visitor.go_to(&format!("/products/{product}/portals"), "publication-product-was-hidden")
}

#[derive(Template)]
#[template(path = "publications/edit.html")]
struct Edit {
    chrome: Chrome,
    head: Head,
    version: Version,
    portal: Portal,
    before: Option<Publication>,
    product_is_shown: bool,
    strategies: Vec<Strategy>,
    form: NewPublication,
    errors: FieldErrors,
}

impl Edit {
    async fn of(
        visitor: &Visitor,
        (product, version, portal): &(String, String, String),
    ) -> base::Result<Self> {
        let call = &visitor.call;
        let head = Head::of(visitor, product, Part::Versions).await?;
        let version = find_for_console(visitor, product, version).await?;
        let portal = portals::find(&mut call.read().await?, &id::<PortalId>(portal)?).await?;
        let before = view(call, version.id, portal.id).await?;
        let portals = of_product(call, head.product.id).await?;
        let product_is_shown = portals.iter().any(|it| it.portal == portal.id && it.since.is_some());
        let strategies = choices(visitor, before.as_ref()).await?;
        let form = before.as_ref().map_or_else(|| proposal(&portal), NewPublication::from);
        let (chrome, errors) = (visitor.chrome.clone(), FieldErrors::new());
        Ok(Self { chrome, head, version, portal, before, product_is_shown, strategies, form, errors })
    }

    fn strategy_field(&self) -> Field {
        let chrome = &self.chrome;
        let field = Field::select("strategy", chrome.t("publication-strategy"))
            .hint(chrome.t("publication-strategy-hint"))
            .value(&self.form.strategy)
            .error(chrome.error_of(&self.errors, "strategy"))
            .choice("", chrome.t("publication-strategy-none"));
        self.strategies.iter().fold(field, |field, it| field.choice(it.id, &it.name))
    }

    /// What the box of automatic approval means in this portal.
    fn approval_hint(&self) -> String {
        let wins = self.portal.auto_approve_registrations;
        self.chrome.t(if wins { "publication-approve-portal" } else { "publication-approve-hint" })
    }

    /// `Payments v2 in Acme`: what is published where.
    fn title(&self) -> String {
        let (product, version) = (&self.head.product.name, &self.version.name);
        let thing = format!("{product} {version}");
        self.chrome.t2("publication-heading", ("version", thing), ("portal", &self.portal.name))
    }

    fn product_first(&self) -> String {
        let (product, portal) = (&self.head.product.name, &self.portal.name);
        self.chrome.t2("publication-product-first", ("product", product), ("portal", portal))
    }

    fn action(&self) -> String {
        format!("{}/portals/{}", self.version.console_path(), self.portal.id)
    }
}

/// The strategies that can be chosen: the first hundred by name, and the one that is.
async fn choices(visitor: &Visitor, before: Option<&Publication>) -> base::Result<Vec<Strategy>> {
    let mut found = strategies::list(&visitor.call, "", Page::first(100)).await?.items;
    if let Some(chosen) =
        before.and_then(|it| it.strategy).filter(|chosen| found.iter().all(|it| it.id != *chosen))
    {
        found.push(strategies::view(&visitor.call, chosen).await?);
    }
    Ok(found)
}

/// What the form begins with: open to applications where the portal proposes a strategy.
fn proposal(portal: &Portal) -> NewPublication {
    NewPublication {
        portal: portal.id.to_string(),
        state: "published".to_owned(),
        registration: portal.default_strategy.is_some(),
        strategy: portal.default_strategy.map(|it| it.to_string()).unwrap_or_default(),
        ..NewPublication::default()
    }
}

async fn edit(visitor: Visitor, Path(names): Path<(String, String, String)>) -> Result<Response, Fault> {
    visitor.page(&Edit::of(&visitor, &names).await?)
}

async fn offered(
    visitor: Visitor,
    Path(names): Path<(String, String, String)>,
    Form(form): Form<NewPublication>,
) -> Result<Response, Fault> {
    let version = find_for_console(&visitor, &names.0, &names.1).await?;
    let form = NewPublication { portal: names.2.clone(), ..form };
    match publish_version(&visitor.call, version.id, &form).await {
        Ok(_) => visitor.go_to(&version.console_path(), "publication-was-saved"),
        Err(Error::Invalid(errors)) if errors.of("portal").is_none() => {
            visitor.again(&Edit { form, errors, ..Edit::of(&visitor, &names).await? })
        }
        Err(Error::Invalid(_)) => Err(Error::NotFound.into()),
        Err(error) => Err(error.into()),
    }
}
