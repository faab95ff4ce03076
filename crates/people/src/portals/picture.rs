//! A portal's pictures: whatever was uploaded is drawn anew, so that what is handed out is a picture and nothing else.

use base::{Error, Result};
use frame::picture::{Frame, redraw as draw_anew};

/// Which of a portal's pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    /// The logo.
    Logo,
    /// The picture behind the catalog's heading.
    Cover,
    /// The icon of its tab.
    Favicon,
}

impl Picture {
    /// Its field in forms and bodies.
    pub fn field(self) -> &'static str {
        match self {
            Self::Logo => "logo",
            Self::Cover => "catalog_cover",
            Self::Favicon => "favicon",
        }
    }

    /// What it may become: a photograph behind the catalog's heading stays one.
    fn frame(self) -> Frame {
        let side = match self {
            Self::Logo => 512,
            Self::Cover => 2_400,
            Self::Favicon => 192,
        };
        Frame { side, bytes: self.max_bytes(), photographs: self == Self::Cover }
    }

    /// The largest upload, in bytes.
    fn max_bytes(self) -> usize {
        let mebibytes = if self == Self::Cover { 5 } else { 2 };
        mebibytes * 1024 * 1024
    }
}

/// A picture that is handed out.
#[derive(Debug, Clone)]
pub struct Image {
    /// Its media type.
    pub media_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Draws the picture anew, on a thread of its own: a photograph behind the catalog's heading as a JPEG, all else as a
/// PNG.
pub(super) async fn redraw(picture: Picture, bytes: Vec<u8>) -> Result<Image> {
    if bytes.is_empty() {
        return Err(Error::field(picture.field(), "required"));
    }
    if bytes.len() > picture.max_bytes() {
        return Err(Error::field(picture.field(), "too_large"));
    }
    tokio::task::spawn_blocking(move || redrawn(picture, &bytes)).await.map_err(Error::internal)?
}

fn redrawn(kind: Picture, bytes: &[u8]) -> Result<Image> {
    let drawn = draw_anew(bytes, kind.frame());
    let drawn = drawn.ok_or_else(|| Error::field(kind.field(), "not_a_picture"))?;
    Ok(Image { media_type: drawn.media_type.to_owned(), bytes: drawn.bytes })
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::{DynamicImage, ImageFormat};

    use super::*;

    fn drawn(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        DynamicImage::new_rgb8(width, height).write_to(&mut out, format).unwrap();
        out.into_inner()
    }

    fn png(width: u32, height: u32) -> Vec<u8> {
        drawn(width, height, ImageFormat::Png)
    }

    #[test]
    fn a_picture_is_drawn_anew_and_made_small() {
        let size = |kind: Picture, bytes: &[u8]| {
            let it = redrawn(kind, bytes).unwrap();
            let again = image::load_from_memory(&it.bytes).unwrap();
            (it.media_type, again.width(), again.height())
        };
        assert_eq!(size(Picture::Logo, &png(1_200, 300)), ("image/png".into(), 512, 128));
        assert_eq!(size(Picture::Favicon, &png(1_200, 300)), ("image/png".into(), 192, 48));
        assert_eq!(size(Picture::Cover, &png(1_200, 300)), ("image/png".into(), 1_200, 300));
        let photograph = drawn(20, 10, ImageFormat::Jpeg);
        assert_eq!(size(Picture::Cover, &photograph), ("image/jpeg".into(), 20, 10));
        assert_eq!(size(Picture::Logo, &photograph), ("image/png".into(), 20, 10));
        let mut icon = Cursor::new(Vec::new());
        DynamicImage::new_rgba8(16, 16).write_to(&mut icon, ImageFormat::Ico).unwrap();
        let icon = icon.into_inner();
        assert_eq!(size(Picture::Favicon, &icon), ("image/png".into(), 16, 16));
    }

    #[test]
    fn what_is_no_picture_is_refused_by_its_field() {
        let error = redrawn(Picture::Logo, b"<svg xmlns='http://www.w3.org/2000/svg'/>").unwrap_err();
        assert_eq!(error.to_string(), "invalid: logo: not_a_picture");
        assert!(redrawn(Picture::Cover, &png(7_000, 2)).is_err());
    }
}
