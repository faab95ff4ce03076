//! What a portal does: its settings, each with a word about what it means.

use base::StrategyId;

use super::*;
use crate::portals::{PortalSettings, strategies, update};

pub(super) fn routes(at: &mut Routes) {
    at.get("/portals/{id}", Need::Admin(Right::ReadConsole), show);
    at.post("/portals/{id}", Need::Admin(Right::ManagePortals), changed);
}

#[derive(Template)]
#[template(path = "portals/console_settings.html")]
struct Settings {
    chrome: Chrome,
    head: Head,
    form: PortalSettings,
    errors: FieldErrors,
    strategies: Vec<(StrategyId, String)>,
    /// The address below the portal domain, which always works.
    slug_address: String,
}

impl Settings {
    async fn of(visitor: &Visitor, id: &PortalId) -> base::Result<Self> {
        let head = Head::of(visitor, id, Part::Settings).await?;
        let form = PortalSettings::of(&head.portal);
        let strategies = strategies(&visitor.call).await?;
        let slug_address = visitor.call.app.addresses.portal(&head.portal.slug);
        let (chrome, errors) = (visitor.chrome.clone(), FieldErrors::new());
        Ok(Self { chrome, head, form, errors, strategies, slug_address })
    }

    fn strategy_field(&self) -> Field {
        let none = self.chrome.t("console-portals-strategy-none");
        let field = Field::select("default_strategy", self.chrome.t("console-portals-strategy"))
            .hint(self.chrome.t("console-portals-strategy-hint"))
            .value(&self.form.default_strategy)
            .error(self.chrome.error_of(&self.errors, "default_strategy"))
            .choice("", none);
        self.strategies.iter().fold(field, |field, (id, name)| field.choice(id, name))
    }

    fn strategy_name(&self) -> String {
        let chosen = self.strategies.iter().find(|(id, _)| Some(*id) == self.head.portal.default_strategy);
        chosen.map_or_else(|| self.chrome.t("console-portals-strategy-none"), |(_, name)| name.clone())
    }

    /// Yes or no, in a word.
    fn answer(&self, yes: bool) -> String {
        self.chrome.t(if yes { "console-portals-yes" } else { "console-portals-no" })
    }

    /// The settings in words, for those who may not change them.
    fn facts(&self) -> Descriptions {
        let (chrome, portal) = (&self.chrome, &self.head.portal);
        let word = |stem: &str, word: &str| chrome.t(&format!("console-portals-{stem}-{word}"));
        let or_none = |it: &str| if it.is_empty() { "–".to_owned() } else { it.to_owned() };
        let domain = |it: &Option<String>| or_none(it.as_deref().unwrap_or_default());
        Descriptions::new()
            .row(chrome.t("console-portals-display-name"), portal.shown_name())
            .row(chrome.t("console-portals-description"), &portal.description)
            .row(chrome.t("console-portals-support"), or_none(&portal.support_email))
            .row(chrome.t("console-portals-domain"), domain(&portal.custom_domain))
            .row(chrome.t("console-portals-client-domain"), domain(&portal.custom_client_domain))
            .row(chrome.t("console-portals-catalog-short"), word("catalog", portal.catalog.name()))
            .row(chrome.t("console-portals-accounts-short"), word("accounts", portal.accounts.name()))
            .row(chrome.t("console-portals-listed"), self.answer(portal.listed))
            .row(chrome.t("console-portals-auto-developers"), self.answer(portal.auto_approve_developers))
            .row(
                chrome.t("console-portals-auto-registrations"),
                self.answer(portal.auto_approve_registrations),
            )
            .row(chrome.t("console-portals-rbac"), self.answer(portal.rbac))
            .row(chrome.t("console-portals-strategy"), self.strategy_name())
            .code(chrome.t("console-portals-prefix"), &portal.key_prefix)
            .row(chrome.t("console-portals-max-applications"), portal.max_applications)
            .row(chrome.t("console-portals-max-credentials"), portal.max_credentials)
    }
}

async fn show(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    visitor.page(&Settings::of(&visitor, &id_of(&id)?).await?)
}

async fn changed(
    visitor: Visitor,
    Path(id): Path<String>,
    Form(mut form): Form<PortalSettings>,
) -> Result<Response, Fault> {
    form.description = one_line(&form.description);
    let id = id_of(&id)?;
    match update(&visitor.call, &id, &form).await {
        Ok(_) => visitor.go_to(&format!("/portals/{id}"), "console-portals-was-changed"),
        Err(Error::Invalid(errors)) => {
            visitor.again(&Settings { form, errors, ..Settings::of(&visitor, &id).await? })
        }
        Err(error) => Err(error.into()),
    }
}
