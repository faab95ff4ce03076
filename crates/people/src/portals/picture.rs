//! A portal's pictures: whatever was uploaded is drawn anew, so that what is handed out is a picture and nothing else.

use std::io::Cursor;

use base::{Error, Result};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, ImageReader, Limits};

/// The largest picture that is taken in, in pixels a side; and the memory that it may take.
const MAX_SOURCE_SIDE: u32 = 6_000;
const MAX_MEMORY: u64 = 160 * 1024 * 1024;

/// How good a photograph stays, of 100.
const JPEG_QUALITY: u8 = 85;

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

    /// The longer side, in pixels.
    fn max_side(self) -> u32 {
        match self {
            Self::Logo => 512,
            Self::Cover => 2_400,
            Self::Favicon => 192,
        }
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
    let (picture, format) = read(bytes).ok_or_else(|| Error::field(kind.field(), "not_a_picture"))?;
    let side = kind.max_side();
    let picture =
        if picture.width().max(picture.height()) > side { picture.thumbnail(side, side) } else { picture };
    let mut out = Cursor::new(Vec::new());
    let is_photograph = kind == Picture::Cover && format == ImageFormat::Jpeg;
    let media_type = if is_photograph {
        let encoder = JpegEncoder::new_with_quality(&mut out, JPEG_QUALITY);
        picture.to_rgb8().write_with_encoder(encoder).map_err(Error::internal)?;
        "image/jpeg"
    } else {
        picture.to_rgba8().write_to(&mut out, ImageFormat::Png).map_err(Error::internal)?;
        "image/png"
    };
    Ok(Image { media_type: media_type.to_owned(), bytes: out.into_inner() })
}

/// The picture by what it holds, whatever it calls itself.
fn read(bytes: &[u8]) -> Option<(DynamicImage, ImageFormat)> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let known = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP, ImageFormat::Ico];
    let format = reader.format().filter(|it| known.contains(it))?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SOURCE_SIDE);
    limits.max_image_height = Some(MAX_SOURCE_SIDE);
    limits.max_alloc = Some(MAX_MEMORY);
    reader.limits(limits);
    reader.decode().ok().map(|it| (it, format))
}

#[cfg(test)]
mod tests {
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
            let (again, _) = read(&it.bytes).unwrap();
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
    fn what_hides_behind_a_picture_is_lost() {
        let mut bytes = png(10, 10);
        bytes.extend_from_slice(b"<script>alert(1)</script>");
        let logo = redrawn(Picture::Logo, &bytes).unwrap();
        assert!(!logo.bytes.windows(7).any(|it| it == b"<script"));
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        for bytes in [
            &b"<svg xmlns='http://www.w3.org/2000/svg'/>"[..],
            b"hello",
            b"\x89PNG\r\n\x1a\n",
            b"GIF89a",
            b"\x00\x00\x01\x00",
        ] {
            let error = redrawn(Picture::Logo, bytes).unwrap_err();
            assert_eq!(error.to_string(), "invalid: logo: not_a_picture");
        }
        assert!(redrawn(Picture::Cover, &png(7_000, 2)).is_err());
    }
}
