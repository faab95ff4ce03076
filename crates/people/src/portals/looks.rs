//! What can be done with how a portal looks: its words, its colours, its fonts, its pictures.

use base::{ImageId, PortalId, Result, Right};
use frame::{Call, Event, Write};

use super::appearance::{Change, Look, LookChanges};
use super::picture::{self, Image, Picture};
use super::portal::Portal;
use super::settings::Appearance;
use super::store;

/// A picture that somebody uploads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Upload {
    /// What it holds.
    pub bytes: Vec<u8>,
    /// What the file was called.
    pub filename: Option<String>,
}

/// What happens to a portal's pictures.
#[derive(Debug, Clone, Default)]
pub struct PictureChanges {
    /// The logo.
    pub logo: Change<Upload>,
    /// The icon of its tab.
    pub favicon: Change<Upload>,
    /// The picture behind the catalog's heading.
    pub cover: Change<Upload>,
}

/// How a portal looks, with its pictures.
#[derive(Debug, Clone)]
pub struct Appearances {
    /// The portal.
    pub portal: Portal,
    /// How it looks.
    pub look: Look,
    /// The logo.
    pub logo: Option<Image>,
    /// The icon of its tab.
    pub favicon: Option<Image>,
    /// The picture behind the catalog's heading.
    pub cover: Option<Image>,
}

/// Changes how a portal greets, and in which colours.
pub async fn update_appearance(call: &Call, id: &PortalId, appearance: &Appearance) -> Result<Portal> {
    call.require(Right::ManagePortals)?;
    let mut tx = call.write().await?;
    let portal = appearance.check(&store::find_to_change(&mut tx, id).await?, call.now())?;
    store::update(&mut tx, &portal).await?;
    call.record(&mut tx, Event::new("portal.restyled", id, &portal.name).within(*id)).await?;
    tx.commit().await?;
    Ok(portal)
}

/// Changes some of how a portal looks, pictures included: all of it or nothing. The rest stays.
pub async fn restyle(
    call: &Call,
    id: &PortalId,
    changes: LookChanges,
    pictures: PictureChanges,
) -> Result<Portal> {
    call.require(Right::ManagePortals)?;
    let logo = Drawn::of(Picture::Logo, pictures.logo).await?;
    let favicon = Drawn::of(Picture::Favicon, pictures.favicon).await?;
    let cover = Drawn::of(Picture::Cover, pictures.cover).await?;
    let mut tx = call.write().await?;
    let before = store::find_to_change(&mut tx, id).await?;
    call.expect(before.updated_at)?;
    let mut look = Look::of(&before).changed(changes)?;
    let mut after = before.clone();
    let mut gone = Vec::new();
    for (drawn, place, filename) in [
        (logo, &mut after.logo, &mut look.filenames.logo),
        (favicon, &mut after.favicon, &mut look.filenames.favicon),
        (cover, &mut after.cover, &mut look.filenames.cover),
    ] {
        gone.extend(drawn.replace(call, &mut tx, place, filename).await?);
    }
    let after = look.onto(&after, call.now())?;
    store::update(&mut tx, &after).await?;
    for image in gone {
        store::remove_image(&mut tx, Some(image)).await?;
    }
    call.record(&mut tx, Event::new("portal.restyled", id, &after.name).within(*id)).await?;
    tx.commit().await?;
    Ok(after)
}

/// A picture, drawn anew before the transaction begins.
struct Drawn(Change<(Image, Option<String>)>);

impl Drawn {
    async fn of(picture: Picture, change: Change<Upload>) -> Result<Self> {
        Ok(Self(match change {
            Change::Keep => Change::Keep,
            Change::Clear => Change::Clear,
            Change::Set(upload) => {
                let image = picture::redraw(picture, upload.bytes).await?;
                Change::Set((image, upload.filename))
            }
        }))
    }

    /// Puts it in the place of what was there, and gives back what was.
    async fn replace(
        self,
        call: &Call,
        tx: &mut Write,
        place: &mut Option<ImageId>,
        filename: &mut Option<String>,
    ) -> Result<Option<ImageId>> {
        match self.0 {
            Change::Keep => Ok(None),
            Change::Clear => {
                *filename = None;
                Ok(place.take())
            }
            Change::Set((image, name)) => {
                let id = call.new_id::<ImageId>()?;
                store::insert_image(tx, id, &image, call.now()).await?;
                *filename = name;
                Ok(place.replace(id))
            }
        }
    }
}

/// Gives a portal a logo: a PNG, JPEG, GIF, WebP or ICO, which is drawn anew as a PNG of at most 512 pixels.
pub async fn set_logo(call: &Call, id: &PortalId, bytes: Vec<u8>) -> Result<Portal> {
    call.require(Right::ManagePortals)?;
    let logo = Drawn::of(Picture::Logo, Change::Set(Upload { bytes, filename: None })).await?;
    replace_logo(call, id, logo, "portal.logo_set").await
}

/// Takes a portal's logo away.
pub async fn remove_logo(call: &Call, id: &PortalId) -> Result<Portal> {
    call.require(Right::ManagePortals)?;
    replace_logo(call, id, Drawn(Change::Clear), "portal.logo_removed").await
}

async fn replace_logo(call: &Call, id: &PortalId, logo: Drawn, event: &'static str) -> Result<Portal> {
    let mut tx = call.write().await?;
    let mut after = store::find_to_change(&mut tx, id).await?;
    let mut look = Look::of(&after);
    let gone = logo.replace(call, &mut tx, &mut after.logo, &mut look.filenames.logo).await?;
    let after = look.onto(&after, call.now())?;
    store::update(&mut tx, &after).await?;
    store::remove_image(&mut tx, gone).await?;
    call.record(&mut tx, Event::new(event, id, &after.name).within(*id)).await?;
    tx.commit().await?;
    Ok(after)
}

/// A picture: any for whoever reads the console, the portal's own in a portal, logos of listed portals elsewhere.
pub async fn image(call: &Call, id: ImageId) -> Result<Image> {
    let is_console = call.rights.has(Right::ReadConsole);
    store::find_image(&mut call.read().await?, id, is_console, call.portal).await
}

/// How a portal looks, with its pictures.
pub async fn appearances(call: &Call, id: &PortalId) -> Result<Appearances> {
    call.require(Right::ReadConsole)?;
    let mut tx = call.read().await?;
    let portal = store::find(&mut tx, id).await?;
    let mut images = store::images_of(&mut tx, &portal).await?;
    let mut take = |id: Option<ImageId>| id.and_then(|id| images.remove(&id));
    let (logo, favicon, cover) = (take(portal.logo), take(portal.favicon), take(portal.cover));
    Ok(Appearances { look: Look::of(&portal), portal, logo, favicon, cover })
}

/// One of a portal's pictures.
pub async fn picture(call: &Call, id: &PortalId, picture: Picture) -> Result<Image> {
    call.require(Right::ReadConsole)?;
    let mut tx = call.read().await?;
    let portal = store::find(&mut tx, id).await?;
    let image = match picture {
        Picture::Logo => portal.logo,
        Picture::Cover => portal.cover,
        Picture::Favicon => portal.favicon,
    };
    let found = image.map(async |it| store::find_image(&mut tx, it, true, None).await);
    match found {
        Some(found) => found.await,
        None => Err(base::Error::NotFound),
    }
}
