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
    form: NewToken,
    errors: FieldErrors,
    /// A token that was made this moment, shown this once.
    made: Option<Secret>,
    api: String,
    tokens_href: &'static str,
}

/// What is asked for a new token.
#[derive(Deserialize, Default, Clone)]
#[serde(default)]
struct NewToken {
    name: String,
    days: String,
}

impl NewToken {
    /// Until when it works; none for as long as it is not revoked.
    fn expires_at(&self, now: Instant) -> base::Result<Option<Instant>> {
        let mut errors = FieldErrors::new();
        errors.take("name", base::words::line(&self.name, 100));
        let days = errors.take("days", days(&self.days));
        errors.into_result()?;
        Ok(days.flatten().map(|it| now.plus_seconds(it * DAY_S)))
    }
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
        let (form, errors) = (NewToken::default(), FieldErrors::new());
        let (chrome, api) = (visitor.chrome.clone(), visitor.call.app.addresses.api());
        Ok(Self { chrome, tokens, form, errors, made: None, api, tokens_href: "/account/tokens" })
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

async fn created(visitor: Visitor, Form(form): Form<NewToken>) -> Result<Response, Fault> {
    let made = match form.expires_at(visitor.call.now()) {
        Ok(expires_at) => tokens::create_own(&visitor.call, &form.name, expires_at).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(made) => visitor.page(&Own { made: Some(made), form, ..Own::of(&visitor).await? }),
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
