//! The mails that follow when a version is deprecated.

use base::Result;
use frame::mail::Letter;
use frame::{Call, Write};
use people::portals::{self, Portal, Website};
use ui::Arg;

use super::store;
use crate::products::Product;
use crate::versions::{Version, title};

/// Tells the developers of a portal whose applications may call the version that it will go away: one mail to each, with
/// the names of the applications.
pub(super) async fn tell_deprecation(
    call: &Call,
    tx: &mut Write,
    portal: &Portal,
    product: &Product,
    version: &Version,
) -> Result<()> {
    let texts = &call.app.texts;
    let website = Website::of(portal, &call.app.addresses);
    let version_title = title(product, version);
    for developer in store::registered(tx, version.id, portal.id).await? {
        let args: [(&str, Arg); 2] =
            [("version", (&version_title).into()), ("portal", portal.shown_name().into())];
        let say = |key: &str| texts.say(key, &args);
        let hello = texts.say("publication-mail-hello", &[("name", (&developer.name).into())]);
        let letter =
            ui::Letter::new(texts, portal.shown_name(), website.home(), say("publication-mail-subject"))
                .colours(portals::mail_colours(portal))
                .greeting(hello)
                .says(say("publication-mail-text"))
                .list(&developer.applications)
                .says(say("publication-mail-next"))
                .button(say("publication-mail-button"), website.product(&product.slug, product.id))
                .foot(say("publication-mail-why"));
        let letter =
            Letter::of(Some(portal.id), "version-deprecated", &developer.email, portal.shown_name(), &letter);
        call.post(tx, letter).await?;
    }
    Ok(())
}
