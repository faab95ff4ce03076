//! Pictures that people upload: drawn anew, so that what is handed out is a picture and nothing else.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, ImageReader, Limits};

/// The largest picture that is taken in, in pixels a side; and the memory that it may take.
const MAX_SOURCE_SIDE: u32 = 6_000;
const MAX_MEMORY: u64 = 160 * 1024 * 1024;

/// How good a photograph stays, of 100.
const QUALITY: u8 = 85;

/// A picture that can be handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// What a picture may become.
#[derive(Debug, Clone, Copy)]
pub struct Frame {
    /// The longer side, in pixels.
    pub side: u32,
    /// The most bytes: a picture with more is drawn smaller until it fits.
    pub bytes: usize,
    /// Whether a JPEG stays one. Everything else becomes a PNG.
    pub photographs: bool,
}

/// Draws the picture anew; nothing when it is none that can be drawn. A GIF keeps its first picture. Slow: call it
/// where blocking is allowed.
pub fn redraw(bytes: &[u8], frame: Frame) -> Option<Picture> {
    let (picture, format) = read(bytes)?;
    let is_photograph = frame.photographs && format == ImageFormat::Jpeg;
    let mut side = frame.side;
    loop {
        let small = fitted(&picture, side);
        let drawn = if is_photograph { jpeg(&small) } else { png(&small) }?;
        if drawn.len() <= frame.bytes || side < 64 {
            let media_type = if is_photograph { "image/jpeg" } else { "image/png" };
            return Some(Picture { media_type, bytes: drawn, width: small.width(), height: small.height() });
        }
        side = side.min(small.width().max(small.height())) * 3 / 4;
    }
}

fn fitted(picture: &DynamicImage, side: u32) -> DynamicImage {
    if picture.width().max(picture.height()) > side { picture.thumbnail(side, side) } else { picture.clone() }
}

fn png(picture: &DynamicImage) -> Option<Vec<u8>> {
    let mut out = Cursor::new(Vec::new());
    picture.to_rgba8().write_to(&mut out, ImageFormat::Png).ok()?;
    Some(out.into_inner())
}

fn jpeg(picture: &DynamicImage) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, QUALITY).encode_image(&picture.to_rgb8()).ok()?;
    Some(out)
}

/// The picture by what it holds, whatever it calls itself.
fn read(bytes: &[u8]) -> Option<(DynamicImage, ImageFormat)> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let format = reader.format()?;
    let known = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP, ImageFormat::Ico];
    if !known.contains(&format) {
        return None;
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SOURCE_SIDE);
    limits.max_image_height = Some(MAX_SOURCE_SIDE);
    limits.max_alloc = Some(MAX_MEMORY);
    reader.limits(limits);
    reader.decode().ok().map(|picture| (picture, format))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Frame = Frame { side: 512, bytes: 1024 * 1024, photographs: true };

    fn drawn(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        let picture = DynamicImage::new_rgb8(width, height);
        // An icon has an alpha channel, and a JPEG has none.
        let picture = if format == ImageFormat::Ico { picture.to_rgba8().into() } else { picture };
        picture.write_to(&mut out, format).unwrap();
        out.into_inner()
    }

    #[test]
    fn a_picture_is_drawn_anew_and_made_small() {
        let picture = redraw(&drawn(ImageFormat::Png, 1_200, 300), FRAME).unwrap();
        assert_eq!((picture.width, picture.height, picture.media_type), (512, 128, "image/png"));
        let (again, format) = read(&picture.bytes).unwrap();
        assert_eq!((again.width(), again.height(), format), (512, 128, ImageFormat::Png));
        let picture = redraw(&drawn(ImageFormat::Jpeg, 20, 10), FRAME).unwrap();
        assert_eq!((picture.width, picture.media_type), (20, "image/jpeg"));
        let picture = redraw(&drawn(ImageFormat::Jpeg, 20, 10), Frame { photographs: false, ..FRAME });
        assert_eq!(picture.unwrap().media_type, "image/png");
        for other in [ImageFormat::Gif, ImageFormat::WebP, ImageFormat::Ico] {
            assert_eq!(redraw(&drawn(other, 20, 10), FRAME).unwrap().media_type, "image/png");
        }
    }

    #[test]
    fn a_picture_that_is_too_heavy_is_drawn_smaller() {
        let mut seed = 7_u32;
        let noise = image::RgbImage::from_fn(256, 256, |_, _| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let [one, two, three, _] = seed.to_be_bytes();
            image::Rgb([one, two, three])
        });
        let mut out = Cursor::new(Vec::new());
        noise.write_to(&mut out, ImageFormat::Png).unwrap();
        let picture = redraw(&out.into_inner(), Frame { bytes: 60_000, ..FRAME }).unwrap();
        assert!(picture.bytes.len() <= 60_000 && picture.width < 256, "{} bytes", picture.bytes.len());
    }

    #[test]
    fn what_hides_behind_a_picture_is_lost() {
        let mut bytes = drawn(ImageFormat::Png, 10, 10);
        bytes.extend_from_slice(b"<script>alert(1)</script>");
        assert!(!redraw(&bytes, FRAME).unwrap().bytes.windows(7).any(|it| it == b"<script"));
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        for bytes in [
            &b"<svg xmlns='http://www.w3.org/2000/svg'/>"[..],
            b"hello",
            b"\x89PNG\r\n\x1a\n",
            b"GIF89a",
            b"\0\0\x01\0",
        ] {
            assert_eq!(redraw(bytes, FRAME), None);
        }
        assert_eq!(redraw(&drawn(ImageFormat::Png, 7_000, 2), FRAME), None);
    }
}
