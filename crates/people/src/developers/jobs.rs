//! The mails that follow from what happens to an account. Each is a row in the transaction of the deed.

use base::{Instant, Result, Secret};
use frame::mail::Letter;
use frame::{Call, Write};
use ui::Arg;

use super::developer::{Developer, State};
use crate::links::Kind;
use crate::portals::{self, Portal, Website};

/// Asks to confirm the e-mail address.
pub(super) async fn ask_to_confirm(
    call: &Call,
    tx: &mut Write,
    portal: &Portal,
    developer: &Developer,
    token: &Secret,
) -> Result<()> {
    let href = Website::of(portal, &call.app.addresses).confirm(token.expose());
    let mail = Mail::new(call, portal, developer, "confirm")
        .button("confirm", href)
        .foot("developers-mail-link-foot", Kind::Confirm.hours());
    mail.post(tx, "developer-confirm").await
}

/// Sends the link that replaces a forgotten password.
pub(super) async fn send_reset(
    call: &Call,
    tx: &mut Write,
    portal: &Portal,
    developer: &Developer,
    token: &Secret,
) -> Result<()> {
    let href = Website::of(portal, &call.app.addresses).reset(token.expose(), &developer.email);
    let mail = Mail::new(call, portal, developer, "reset")
        .button("reset", href)
        .foot("developers-mail-link-foot", Kind::Reset.hours());
    mail.post(tx, "developer-reset").await
}

/// Tells the developer what was decided.
pub(super) async fn tell_decision(
    call: &Call,
    tx: &mut Write,
    portal: &Portal,
    developer: &Developer,
) -> Result<()> {
    match &developer.state {
        State::Unverified | State::Pending => Ok(()),
        State::Approved(_) => {
            let mail = Mail::new(call, portal, developer, "approved").leads_to_sign_in("approved");
            mail.post(tx, "developer-approved").await
        }
        State::Rejected(_, reason) => {
            let mail = Mail::new(call, portal, developer, "rejected").quote(reason).contact();
            mail.post(tx, "developer-rejected").await
        }
        State::Revoked(_) => {
            Mail::new(call, portal, developer, "revoked").contact().post(tx, "developer-revoked").await
        }
    }
}

/// Tells a developer who asks again where the account stands.
pub(super) async fn tell_status(
    call: &Call,
    tx: &mut Write,
    portal: &Portal,
    developer: &Developer,
) -> Result<()> {
    let mail = match &developer.state {
        State::Unverified => return Ok(()),
        State::Pending => Mail::new(call, portal, developer, "status-pending"),
        State::Approved(_) => {
            Mail::new(call, portal, developer, "status-approved").leads_to_sign_in("status-approved")
        }
        State::Rejected(_, reason) => {
            Mail::new(call, portal, developer, "status-rejected").quote(reason).contact()
        }
        State::Revoked(_) => Mail::new(call, portal, developer, "status-revoked").contact(),
    };
    mail.post(tx, "developer-status").await
}

/// A mail in the making. Its sentences are `developers-mail-<name>-subject`, `-text` and `-button`.
struct Mail<'a> {
    call: &'a Call,
    portal: &'a Portal,
    developer: &'a Developer,
    letter: ui::Letter,
}

impl<'a> Mail<'a> {
    fn new(call: &'a Call, portal: &'a Portal, developer: &'a Developer, name: &str) -> Self {
        let website = Website::of(portal, &call.app.addresses);
        let args = args(portal, developer);
        let say = |key: &str| call.app.texts.say(key, &args);
        let letter = ui::Letter::new(
            &call.app.texts,
            portal.shown_name(),
            website.home(),
            say(&format!("developers-mail-{name}-subject")),
        )
        .colours(portals::mail_colours(portal))
        .greeting(say(greeting(developer)))
        .says(say(&format!("developers-mail-{name}-text")));
        Self { call, portal, developer, letter }
    }

    fn button(self, name: &str, href: String) -> Self {
        let label = self.call.app.texts.say(&format!("developers-mail-{name}-button"), &[]);
        Self { letter: self.letter.button(label, href), ..self }
    }

    fn leads_to_sign_in(self, name: &str) -> Self {
        let href = Website::of(self.portal, &self.call.app.addresses).sign_in();
        self.button(name, href)
    }

    fn quote(self, reason: &str) -> Self {
        Self { letter: self.letter.quote(reason), ..self }
    }

    /// Whom to write to, where the portal names somebody.
    fn contact(self) -> Self {
        if self.portal.support_email.is_empty() {
            return self;
        }
        let args = [("email", Arg::from(&self.portal.support_email))];
        let line = self.call.app.texts.say("developers-mail-contact", &args);
        Self { letter: self.letter.says(line), ..self }
    }

    fn foot(self, key: &str, hours: i64) -> Self {
        let line = self.call.app.texts.say(key, &[("hours", Arg::Number(hours))]);
        Self { letter: self.letter.foot(line), ..self }
    }

    async fn post(self, tx: &mut Write, kind: &'static str) -> Result<()> {
        let letter = Letter {
            portal: Some(self.portal.id),
            kind,
            to: self.developer.email.clone(),
            from_name: self.portal.shown_name().to_owned(),
            subject: self.letter.subject().to_owned(),
            text: self.letter.text(),
            html: self.letter.html(),
        };
        self.call.post(tx, letter).await.map(drop)
    }
}

/// A name that nobody has confirmed is left out: else the portal would send a stranger's words to anybody.
fn greeting(developer: &Developer) -> &'static str {
    match developer.state {
        State::Unverified => "developers-mail-greeting-plain",
        _ => "developers-mail-greeting",
    }
}

fn args(portal: &Portal, developer: &Developer) -> [(&'static str, Arg); 4] {
    let decided_at = developer.state.facts().0.map_or(developer.requested_at, |it| it.at);
    [
        ("portal", Arg::from(portal.shown_name())),
        ("name", Arg::from(&developer.full_name)),
        ("since", Arg::from(Instant::day(developer.requested_at))),
        ("decided", Arg::from(decided_at.day())),
    ]
}
