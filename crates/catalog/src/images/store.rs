//! SQL and rows. Private to the folder.

use base::{Error, ImageId, Instant, ProductId, Result};
use frame::Reach;
use sql::{Failure, Row, Tx, args, dialect};

use super::image::Image;
use super::ops::Drawn;
use crate::visibility::product_is_visible;

/// Writes an image that did not exist.
pub(super) async fn insert(
    tx: &mut Tx,
    id: ImageId,
    product: ProductId,
    name: &str,
    drawn: &Drawn,
    now: Instant,
) -> Result<()> {
    let picture = &drawn.picture;
    let done = tx
        .run(
            "insert into product_images (id, product, name, media_type, bytes, size, width, height, source, digest,
                                         created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)",
            args![
                id,
                product,
                name,
                picture.media_type,
                picture.bytes.as_slice(),
                size(drawn),
                i64::from(picture.width),
                i64::from(picture.height),
                &drawn.source,
                &drawn.digest,
                now
            ],
        )
        .await;
    done.map(drop).map_err(|failure| match failure {
        Failure::Taken { .. } => Error::field("name", "taken"),
        other => other.into(),
    })
}

/// Puts another picture in the place of an image's.
pub(super) async fn replace(tx: &mut Tx, id: ImageId, drawn: &Drawn, now: Instant) -> Result<()> {
    let picture = &drawn.picture;
    tx.run(
        "update product_images
            set media_type = $2, bytes = $3, size = $4, width = $5, height = $6, source = $7, digest = $8,
                updated_at = $9
          where id = $1",
        args![
            id,
            picture.media_type,
            picture.bytes.as_slice(),
            size(drawn),
            i64::from(picture.width),
            i64::from(picture.height),
            &drawn.source,
            &drawn.digest,
            now
        ],
    )
    .await?;
    Ok(())
}

fn size(drawn: &Drawn) -> i64 {
    i64::try_from(drawn.picture.bytes.len()).unwrap_or(i64::MAX)
}

/// Removes an image.
pub(super) async fn remove(tx: &mut Tx, id: ImageId) -> Result<()> {
    tx.run("delete from product_images where id = $1", args![id]).await?;
    Ok(())
}

/// How many images a product has.
pub(super) async fn count(tx: &mut Tx, product: ProductId) -> Result<usize> {
    let row =
        tx.one("select count(*) as images from product_images where product = $1", args![product]).await?;
    Ok(usize::try_from(row.get::<i64>("images")?).unwrap_or_default())
}

/// The product's image of this name. What may be seen of it is for `view` to say.
pub(super) async fn find(tx: &mut Tx, product: ProductId, name: &str) -> Result<Option<Image>> {
    let row = tx
        .maybe_one(
            "select id, product, name, media_type, size, width, height, source, digest, created_at, updated_at
               from product_images where product = $1 and name = $2",
            args![product, name],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// The images of a product, by name.
pub(super) async fn list(tx: &mut Tx, product: ProductId) -> Result<Vec<Image>> {
    let rows = tx
        .all(
            "select id, product, name, media_type, size, width, height, source, digest, created_at, updated_at
               from product_images where product = $1 order by name",
            args![product],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// The titles of the documents whose text names the image.
pub(super) async fn shown_in(tx: &mut Tx, product: ProductId, name: &str) -> Result<Vec<String>> {
    let rows = tx
        .all(
            "select title from documents where product = $1 and content {like} $2 escape '\\' order by title",
            args![product, dialect::containing(&format!("images/{name}"))],
        )
        .await?;
    rows.iter().map(|row| row.get("title")).collect()
}

/// One image with its bytes, within reach.
pub(super) async fn view(
    tx: &mut Tx,
    reach: &Reach,
    product: ProductId,
    name: &str,
) -> Result<(Image, Vec<u8>)> {
    let row = tx
        .maybe_one(
            concat!(
                "select i.id, i.product, i.name, i.media_type, i.size, i.width, i.height, i.source, i.digest,
                        i.created_at, i.updated_at, i.bytes
                   from product_images i join products p on p.id = i.product
                  where i.product = $4 and i.name = $5 and ",
                product_is_visible!()
            ),
            args![reach.is_everything(), reach.portal(), reach.developer(), product, name],
        )
        .await?
        .ok_or(Error::NotFound)?;
    Ok((read(&row)?, row.get("bytes")?))
}

fn read(row: &Row) -> Result<Image> {
    Ok(Image {
        id: row.get("id")?,
        product: row.get("product")?,
        name: row.get("name")?,
        media_type: row.get("media_type")?,
        size: row.get("size")?,
        width: row.get("width")?,
        height: row.get("height")?,
        source: row.get("source")?,
        digest: row.get("digest")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}
