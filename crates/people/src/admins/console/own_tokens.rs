//! One's own management tokens: create one, which is shown on that one answer; see when each was used; revoke.

use base::words::Broken;
use base::{AdminTokenId, Instant};

use super::*;

pub(super) fn routes(at: &mut Routes) {
    let read = Need::Admin(Right::ReadConsole);
    at.get("/account/tokens", read, index);
    at.post("/account/tokens", read, created);
    at.post("/account/tokens/{id}/revocation", read, revoked);
}

/// The longest that a token may be made to last, in days.
const MAX_DAYS: i64 = 3650;

const DAY_S: i64 = 86_400;

#[derive(Template)]
#[template(path = "admins/console_tokens.html")]
struct Own {
    chrome: Chrome,
    tokens: Vec<Token>,
    form: Asked,
    errors: FieldErrors,
    /// The role of whoever looks.
    mine: Role,
    /// A token that was made this moment, shown this once.
    made: Option<Secret>,
    api: String,
    tokens_href: &'static str,
}

/// What is asked for a new token.
#[derive(Deserialize, Default, Clone)]
#[serde(default)]
struct Asked {
    name: String,
    role: String,
    days: String,
}

impl Asked {
    /// The token that is wanted: without days it works for as long as it is not revoked.
    fn check(&self, now: Instant) -> base::Result<NewToken> {
        let mut errors = FieldErrors::new();
        let name = errors.take("name", base::words::line(&self.name, 100)).unwrap_or_default();
        let role = errors.take("role", role(&self.role)).flatten();
        let days = errors.take("days", days(&self.days));
        errors.into_result()?;
        Ok(NewToken { name, role, expires_at: days.flatten().map(|it| now.plus_seconds(it * DAY_S)) })
    }
}

fn role(word: &str) -> Result<Option<Role>, Broken> {
    if word.is_empty() { Ok(None) } else { word.parse().map(Some) }
}

fn days(text: &str) -> Result<Option<i64>, Broken> {
    match text.trim().parse::<i64>() {
        _ if text.trim().is_empty() => Ok(None),
        Err(_) => Err(Broken::rule("is_number")),
        Ok(it) if it < 1 => Err(Broken::limit("min", 1)),
        Ok(it) if it > MAX_DAYS => Err(Broken::limit("max", MAX_DAYS)),
        Ok(it) => Ok(Some(it)),
    }
}

impl Own {
    async fn of(visitor: &Visitor) -> base::Result<Self> {
        let tokens = tokens::list(&visitor.call, &visitor.call.admin()?.id).await?;
        let mine = view(&visitor.call, &visitor.call.admin()?.id).await?.role;
        let (form, errors) = (Asked::default(), FieldErrors::new());
        let (chrome, api) = (visitor.chrome.clone(), visitor.call.app.addresses.api());
        Ok(Self { chrome, tokens, form, errors, mine, made: None, api, tokens_href: "/account/tokens" })
    }

    /// What a token may be limited to: roles that may no more than one's own.
    fn role_field(&self) -> Field {
        let chrome = &self.chrome;
        let field = Field::select("role", chrome.t("console-tokens-role"))
            .hint(chrome.t("console-tokens-role-hint"))
            .value(&self.form.role)
            .error(chrome.error_of(&self.errors, "role"))
            .choice("", chrome.t("console-tokens-role-mine"));
        let narrower = Role::ALL.into_iter().filter(|it| self.mine.rights().cover(it.rights()));
        narrower.fold(field, |field, it| {
            field.choice(it.name(), chrome.t(&format!("console-admins-role-{}", it.name())))
        })
    }

    /// The panel with the token that was made this moment.
    fn reveal(&self) -> Option<KeyReveal> {
        let made = self.made.as_ref()?;
        let title = self.chrome.t1("console-tokens-made", "name", self.form.name.clone());
        let reveal = KeyReveal::new(&self.chrome, made.expose()).title(title);
        Some(reveal.done(self.chrome.t("console-tokens-kept"), "/account/tokens"))
    }
}

async fn index(visitor: Visitor) -> Result<Response, Fault> {
    visitor.page(&Own::of(&visitor).await?)
}

async fn created(visitor: Visitor, Form(form): Form<Asked>) -> Result<Response, Fault> {
    let made = match form.check(visitor.call.now()) {
        Ok(new) => tokens::create_own(&visitor.call, &new).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(made) => visitor.page(&Own { made: Some(made.secret), form, ..Own::of(&visitor).await? }),
        Err(Error::Invalid(errors)) => visitor.again(&Own { form, errors, ..Own::of(&visitor).await? }),
        Err(error) => Err(error.into()),
    }
}

async fn revoked(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    let id = id.parse::<AdminTokenId>().map_err(|_| Error::NotFound)?;
    let mine = tokens::list(&visitor.call, &visitor.call.admin()?.id).await?;
    if !mine.iter().any(|it| it.id == id) {
        return Err(Error::NotFound.into());
    }
    tokens::revoke(&visitor.call, &id).await?;
    visitor.go_to("/account/tokens", "console-admins-token-was-revoked")
}
