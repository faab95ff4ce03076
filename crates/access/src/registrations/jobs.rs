//! The mails that follow a decision.

use base::Result;
use frame::mail::Letter;
use frame::{Call, Write};
use people::portals::{self, Website};
use ui::Arg;

use super::registration::{Registration, State};

/// Tells the developer what was decided.
pub(super) async fn tell_developer(call: &Call, tx: &mut Write, it: &Registration) -> Result<()> {
    let kind = match it.state {
        State::Pending => return Ok(()),
        State::Approved(_) => "registration-approved",
        State::Rejected(..) => "registration-rejected",
        State::Revoked(_) => "registration-revoked",
    };
    let portal = portals::find(tx, &it.portal).await?;
    let texts = &call.app.texts;
    let args: [(&str, Arg); 2] =
        [("application", (&it.application_name).into()), ("version", it.version_title().into())];
    let (website, name) = (Website::of(&portal, &call.app.addresses), portal.shown_name());
    let mut letter =
        ui::Letter::new(texts, name, website.home(), texts.say(&format!("{kind}-subject"), &args))
            .colours(portals::mail_colours(&portal))
            .greeting(texts.say("registration-hello", &[("name", (&it.developer_name).into())]))
            .says(texts.say(&format!("{kind}-text"), &args))
            .quote(it.state.facts().1);
    if matches!(it.state, State::Rejected(..)) {
        letter = letter.says(texts.say("registration-rejected-next", &[]));
    }
    let letter = letter
        .button(texts.say(&format!("{kind}-button"), &[]), website.application(&it.application))
        .foot(texts.say("registration-why", &[("portal", name.into())]));
    call.post(tx, Letter::of(Some(it.portal), kind, &it.developer_email, name, &letter)).await?;
    Ok(())
}
