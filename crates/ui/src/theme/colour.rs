//! Colours in OKLCH, as sRGB screens can show them, and the contrast between two.

use std::fmt;
use std::str::FromStr;

use base::Broken;

/// A colour: lightness 0 to 1, chroma 0 to about 0.37, hue in degrees. Written and read as `#rrggbb`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Colour {
    lightness: f64,
    chroma: f64,
    hue: f64,
}

impl Colour {
    /// White.
    pub const WHITE: Self = Self { lightness: 1.0, chroma: 0.0, hue: 0.0 };
    /// Black.
    pub const BLACK: Self = Self { lightness: 0.0, chroma: 0.0, hue: 0.0 };

    /// A colour that screens can show: the chroma is lowered until it is one.
    pub fn oklch(lightness: f64, chroma: f64, hue: f64) -> Self {
        let mut colour = Self { lightness: lightness.clamp(0.0, 1.0), chroma: chroma.max(0.0), hue };
        while colour.chroma > 0.0 && !colour.is_shown() {
            colour.chroma = (colour.chroma - 0.002).max(0.0);
        }
        colour
    }

    /// Reads `#rrggbb` or `#rgb`, with or without the `#`.
    pub fn parse(text: &str) -> Result<Self, Broken> {
        text.parse()
    }

    /// The same colour, lighter or darker.
    pub fn at(self, lightness: f64) -> Self {
        Self::oklch(lightness, self.chroma, self.hue)
    }

    /// The same colour with at most this chroma.
    pub fn muted(self, chroma: f64) -> Self {
        Self::oklch(self.lightness, self.chroma.min(chroma), self.hue)
    }

    /// How light it is, 0 to 1.
    pub fn lightness(self) -> f64 {
        self.lightness
    }

    /// Its hue in degrees.
    pub fn hue(self) -> f64 {
        self.hue
    }

    /// How strong it is.
    pub fn chroma(self) -> f64 {
        self.chroma
    }

    /// The contrast between two colours by WCAG 2: 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// As CSS writes it.
    pub fn css(self) -> String {
        format!("oklch({:.4} {:.4} {:.2})", self.lightness, self.chroma, self.hue)
    }

    fn luminance(self) -> f64 {
        let [red, green, blue] = self.linear().map(|it| it.clamp(0.0, 1.0));
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    fn is_shown(self) -> bool {
        self.linear().iter().all(|it| (-0.0005..=1.0005).contains(it))
    }

    /// Linear-light sRGB (Ottosson's matrices).
    fn linear(self) -> [f64; 3] {
        let (sin, cos) = self.hue.to_radians().sin_cos();
        let (a, b) = (self.chroma * cos, self.chroma * sin);
        let long = (self.lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let medium = (self.lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let short = (self.lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
        [
            4.076_741_662_1 * long - 3.307_711_591_3 * medium + 0.230_969_929_2 * short,
            -1.268_438_004_6 * long + 2.609_757_401_1 * medium - 0.341_319_396_5 * short,
            -0.004_196_086_3 * long - 0.703_418_614_7 * medium + 1.707_614_701_0 * short,
        ]
    }

    fn from_linear([red, green, blue]: [f64; 3]) -> Self {
        let long = (0.412_221_470_8 * red + 0.536_332_536_3 * green + 0.051_445_992_9 * blue).cbrt();
        let medium = (0.211_903_498_2 * red + 0.680_699_545_1 * green + 0.107_396_956_6 * blue).cbrt();
        let short = (0.088_302_461_9 * red + 0.281_718_837_6 * green + 0.629_978_700_5 * blue).cbrt();
        let lightness = 0.210_454_255_3 * long + 0.793_617_785_0 * medium - 0.004_072_046_8 * short;
        let a = 1.977_998_495_1 * long - 2.428_592_205_0 * medium + 0.450_593_709_9 * short;
        let b = 0.025_904_037_1 * long + 0.782_771_766_2 * medium - 0.808_675_766_0 * short;
        Self { lightness, chroma: a.hypot(b), hue: b.atan2(a).to_degrees().rem_euclid(360.0) }
    }
}

impl FromStr for Colour {
    type Err = Broken;

    fn from_str(text: &str) -> Result<Self, Broken> {
        let digits = text.trim().trim_start_matches('#');
        let wide: String = match digits.len() {
            3 => digits.chars().flat_map(|it| [it, it]).collect(),
            _ => digits.to_owned(),
        };
        if wide.len() != 6 || !wide.bytes().all(|it| it.is_ascii_hexdigit()) {
            return Err(Broken::rule("is_colour"));
        }
        let number = u32::from_str_radix(&wide, 16).map_err(|_| Broken::rule("is_colour"))?;
        let [_, red, green, blue] = number.to_be_bytes();
        Ok(Self::from_linear([red, green, blue].map(|it| to_linear(f64::from(it) / 255.0))))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("#")?;
        for part in self.linear() {
            write!(out, "{:02x}", to_byte(from_linear(part.clamp(0.0, 1.0))))?;
        }
        Ok(())
    }
}

fn to_linear(part: f64) -> f64 {
    if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
}

fn from_linear(part: f64) -> f64 {
    if part <= 0.003_130_8 { part * 12.92 } else { 1.055 * part.powf(1.0 / 2.4) - 0.055 }
}

/// The nearest of 256 steps.
fn to_byte(part: f64) -> u8 {
    (0..=255u8)
        .min_by(|one, two| {
            let distance = |it: u8| (f64::from(it) / 255.0 - part).abs();
            distance(*one).total_cmp(&distance(*two))
        })
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Colour;

    #[test]
    fn colours_come_back_as_they_went() {
        for hex in ["#000000", "#ffffff", "#7a2358", "#ffd400", "#0000ff", "#00ff00", "#808080"] {
            assert_eq!(Colour::parse(hex).unwrap().to_string(), hex);
        }
        assert_eq!(Colour::parse("abc").unwrap().to_string(), "#aabbcc");
        for bad in ["", "#12", "#gggggg", "#1234567", "red", "#é23"] {
            assert!(Colour::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        let ratio = |one: &str, two: &str| Colour::parse(one).unwrap().contrast(Colour::parse(two).unwrap());
        assert!((ratio("#000", "#fff") - 21.0).abs() < 0.01);
        assert!((ratio("#777777", "#ffffff") - 4.48).abs() < 0.01);
        assert!((ratio("#0000ff", "#ffffff") - 8.59).abs() < 0.01);
    }
}
