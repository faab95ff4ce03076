//! A logo: whatever was uploaded is drawn anew, so that what is handed out is a picture and nothing else.

use std::io::Cursor;

use base::{Error, Result};
use image::{DynamicImage, ImageFormat, ImageReader, Limits};

/// The longer side of a logo, in pixels.
const MAX_SIDE: u32 = 512;

/// The largest upload, in bytes.
const MAX_BYTES: usize = 2 * 1024 * 1024;

/// The largest picture that is taken in, in pixels a side; and the memory that it may take.
const MAX_SOURCE_SIDE: u32 = 6_000;
const MAX_MEMORY: u64 = 160 * 1024 * 1024;

/// A picture that is handed out.
#[derive(Debug, Clone)]
pub struct Image {
    /// Its media type.
    pub media_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Draws the picture anew as a PNG, on a thread of its own.
pub(super) async fn redraw(bytes: Vec<u8>) -> Result<Image> {
    if bytes.is_empty() {
        return Err(Error::field("logo", "required"));
    }
    if bytes.len() > MAX_BYTES {
        return Err(Error::field("logo", "too_large"));
    }
    tokio::task::spawn_blocking(move || redrawn(&bytes)).await.map_err(Error::internal)?
}

fn redrawn(bytes: &[u8]) -> Result<Image> {
    let picture = read(bytes).ok_or_else(|| Error::field("logo", "not_a_picture"))?;
    let picture = if picture.width().max(picture.height()) > MAX_SIDE {
        picture.thumbnail(MAX_SIDE, MAX_SIDE)
    } else {
        picture
    };
    let mut out = Cursor::new(Vec::new());
    picture.to_rgba8().write_to(&mut out, ImageFormat::Png).map_err(Error::internal)?;
    Ok(Image { media_type: "image/png".to_owned(), bytes: out.into_inner() })
}

/// The picture by what it holds, whatever it calls itself.
fn read(bytes: &[u8]) -> Option<DynamicImage> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let known = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP];
    if !known.contains(&reader.format()?) {
        return None;
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SOURCE_SIDE);
    limits.max_image_height = Some(MAX_SOURCE_SIDE);
    limits.max_alloc = Some(MAX_MEMORY);
    reader.limits(limits);
    reader.decode().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        DynamicImage::new_rgba8(width, height).write_to(&mut out, ImageFormat::Png).unwrap();
        out.into_inner()
    }

    #[test]
    fn a_picture_is_drawn_anew_and_made_small() {
        let logo = redrawn(&png(1_200, 300)).unwrap();
        let again = read(&logo.bytes).unwrap();
        assert_eq!((again.width(), again.height()), (512, 128));
        assert_eq!(logo.media_type, "image/png");
    }

    #[test]
    fn what_hides_behind_a_picture_is_lost() {
        let mut bytes = png(10, 10);
        bytes.extend_from_slice(b"<script>alert(1)</script>");
        assert!(!redrawn(&bytes).unwrap().bytes.windows(7).any(|it| it == b"<script"));
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        for bytes in
            [&b"<svg xmlns='http://www.w3.org/2000/svg'/>"[..], b"hello", b"\x89PNG\r\n\x1a\n", b"GIF89a"]
        {
            assert_eq!(redrawn(bytes).unwrap_err().to_string(), "invalid: logo: not_a_picture");
        }
        assert!(redrawn(&png(7_000, 2)).is_err());
    }
}
