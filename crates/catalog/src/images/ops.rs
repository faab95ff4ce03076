//! What can be done with images. The only caller of the store.

use std::fmt::Write as _;

use base::{Error, FieldErrors, ProductId, Result, Right};
use frame::picture::{Frame, Picture, redraw};
use frame::{App, Call, Event, Write};
use sha2::{Digest, Sha256};

use super::image::{self, Image, MOST, MOST_BYTES};
use super::store;
use crate::products;
use crate::turns::in_turn;

/// The longer side of an image, in pixels: twice what the widest column of text shows.
const FRAME: Frame = Frame { side: 2_000, bytes: MOST_BYTES, photographs: true };

/// An image on its way into the database.
pub(crate) struct Drawn {
    pub(super) picture: Picture,
    /// The digest of what was uploaded.
    pub(super) source: String,
    /// The digest of what was drawn from it.
    pub(super) digest: String,
}

/// What became of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Put {
    Added,
    Replaced,
    Same,
}

/// Adds an image to a product, or replaces the one of that name. Without a name it has the file's.
pub async fn add(call: &Call, product: ProductId, name: &str, file: &str, bytes: Vec<u8>) -> Result<Image> {
    call.require(Right::ManageCatalog)?;
    let mut errors = FieldErrors::new();
    let name = errors.take("name", image::name(name, file)).unwrap_or_default();
    if bytes.is_empty() {
        // Without a file there is no name either, and one sentence is enough.
        return Err(Error::field("picture", "required"));
    }
    errors.into_result()?;
    let drawn = draw(&call.app, bytes).await?;
    let mut tx = call.write().await?;
    products::touch(call, &mut tx, product).await?;
    put(call, &mut tx, product, &name, drawn).await?;
    let image = store::find(&mut tx, product, &name).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(image)
}

/// Draws what was uploaded anew.
pub(crate) async fn draw(app: &App, bytes: Vec<u8>) -> Result<Drawn> {
    if bytes.len() > MOST_BYTES {
        return Err(Error::field("picture", "too_large"));
    }
    let drawn = in_turn(app, move || {
        let picture = redraw(&bytes, FRAME)?;
        Some(Drawn { source: digest(&bytes), digest: digest(&picture.bytes), picture })
    });
    drawn.await?.ok_or_else(|| Error::field("picture", "not_a_picture"))
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Puts an image under its name, in the transaction of a deed that has asked for the right and holds the product.
pub(crate) async fn put(
    call: &Call,
    tx: &mut Write,
    product: ProductId,
    name: &str,
    drawn: Drawn,
) -> Result<Put> {
    let before = store::find(tx, product, name).await?;
    if before.as_ref().is_some_and(|it| it.source == drawn.source || it.digest == drawn.source) {
        return Ok(Put::Same);
    }
    let (id, event) = match &before {
        Some(it) => (it.id, "image.replaced"),
        None => (call.new_id()?, "image.added"),
    };
    if before.is_none() && store::count(tx, product).await? >= MOST {
        let mut errors = FieldErrors::new();
        errors.add_limit("picture", "too_many_images", i64::try_from(MOST).unwrap_or(i64::MAX));
        return Err(Error::Invalid(errors));
    }
    match before {
        Some(_) => store::replace(tx, id, &drawn, call.now()).await?,
        None => store::insert(tx, id, product, name, &drawn, call.now()).await?,
    }
    call.record(tx, Event::new(event, id, name)).await?;
    Ok(if event == "image.added" { Put::Added } else { Put::Replaced })
}

/// Removes an image. Documents that show it say its words instead.
pub async fn remove(call: &Call, product: ProductId, name: &str) -> Result<()> {
    call.require(Right::ManageCatalog)?;
    let mut tx = call.write().await?;
    products::touch(call, &mut tx, product).await?;
    let image = store::find(&mut tx, product, name).await?.ok_or(Error::NotFound)?;
    store::remove(&mut tx, image.id).await?;
    call.record(&mut tx, Event::new("image.removed", image.id, name)).await?;
    tx.commit().await
}

/// The images of a product, by name.
pub async fn list(call: &Call, product: ProductId) -> Result<Vec<Image>> {
    call.require(Right::ReadConsole)?;
    store::list(&mut call.read().await?, product).await
}

/// The titles of a product's documents that show the image.
pub async fn shown_in(call: &Call, product: ProductId, name: &str) -> Result<Vec<String>> {
    call.require(Right::ReadConsole)?;
    store::shown_in(&mut call.read().await?, product, name).await
}

/// One image with its bytes, of a product that may be seen.
pub async fn view(call: &Call, product: ProductId, name: &str) -> Result<(Image, Vec<u8>)> {
    store::view(&mut call.read().await?, &call.reach(), product, name).await
}
