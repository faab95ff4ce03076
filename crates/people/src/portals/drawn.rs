//! What is handed out where a portal has no picture of its own: the product's mark, a portico seen from the front, white on
//! a tile that shows on light and on dark; and a plain ground behind the catalog's heading. Drawn once for each process.

use std::io::Cursor;
use std::sync::LazyLock;

use image::{ImageFormat, Rgba, RgbaImage};

use super::picture::{Image, Picture};

/// Murex, the product's own accent.
const COLOUR: [u8; 3] = [0x7a, 0x23, 0x58];

/// How finely edges are drawn: so many points a side in each pixel.
const FINE: u32 = 4;

static MARK: LazyLock<Image> = LazyLock::new(|| png(&mark(128)));
static ICON: LazyLock<Image> = LazyLock::new(|| png(&mark(48)));
static GROUND: LazyLock<Image> = LazyLock::new(|| png(&RgbaImage::from_pixel(16, 16, ink(255))));

/// The picture of a portal that has none.
pub fn drawn(picture: Picture) -> &'static Image {
    match picture {
        Picture::Logo => &MARK,
        Picture::Favicon => &ICON,
        Picture::Cover => &GROUND,
    }
}

fn ink(alpha: u8) -> Rgba<u8> {
    let [red, green, blue] = COLOUR;
    Rgba([red, green, blue, alpha])
}

/// The mark in a square of so many pixels.
fn mark(side: u32) -> RgbaImage {
    RgbaImage::from_fn(side, side, |x, y| {
        let place = |at: u32, step: u32| (f64::from(at * FINE + step) + 0.5) / f64::from(side * FINE);
        let points = || (0..FINE * FINE).map(|it| (place(x, it % FINE), place(y, it / FINE)));
        let stone = share(points().filter(|(x, y)| is_stone(*x, *y)).count());
        let tile = share(points().filter(|(x, y)| is_tile(*x, *y)).count());
        let [red, green, blue] = COLOUR.map(|it| {
            let white = (255 - u32::from(it)) * u32::from(stone) / 255;
            u8::try_from(u32::from(it) + white).unwrap_or(u8::MAX)
        });
        Rgba([red, green, blue, tile])
    })
}

/// So many points of a pixel, as a part of 255.
fn share(points: usize) -> u8 {
    let points = u32::try_from(points).unwrap_or_default();
    u8::try_from(points * 255 / (FINE * FINE)).unwrap_or(u8::MAX)
}

/// Whether a point of the unit square lies within its rounded corners.
fn is_tile(x: f64, y: f64) -> bool {
    const ROUND: f64 = 0.18;
    let beyond = |it: f64| (ROUND - it).max(it - (1.0 - ROUND)).max(0.0);
    beyond(x).hypot(beyond(y)) <= ROUND
}

/// Whether a point of the unit square is pediment, beam, column or step.
fn is_stone(x: f64, y: f64) -> bool {
    let from_axis = (x - 0.5).abs();
    let is_pediment = (0.18..0.38).contains(&y) && from_axis < (y - 0.18) / 0.20 * 0.34;
    let is_beam = (0.41..0.46).contains(&y) && from_axis < 0.30;
    let is_column = (0.49..0.72).contains(&y) && [0.07, 0.23].iter().any(|it| (from_axis - it).abs() < 0.04);
    let is_step = (0.75..0.82).contains(&y) && from_axis < 0.34;
    is_pediment || is_beam || is_column || is_step
}

fn png(picture: &RgbaImage) -> Image {
    let mut out = Cursor::new(Vec::new());
    // Writing a picture into memory fails only when there is none left.
    let _ = picture.write_to(&mut out, ImageFormat::Png);
    Image { media_type: "image/png".to_owned(), bytes: out.into_inner() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_always_a_picture() {
        for (picture, side) in [(Picture::Logo, 128), (Picture::Favicon, 48), (Picture::Cover, 16)] {
            let drawn = image::load_from_memory(&drawn(picture).bytes).unwrap().to_rgba8();
            assert_eq!(drawn.dimensions(), (side, side));
            assert!(drawn.pixels().any(|it| it.0 == ink(255).0), "{picture:?} shows something");
        }
        let mark = mark(64);
        assert_eq!(mark.get_pixel(0, 0).0[3], 0, "the corners are clear");
        assert_eq!(mark.get_pixel(32, 22).0, [255; 4], "the stone is white");
    }
}
