//! What an image is, and which names it may have. Pure.

use base::words::{self, Broken};
use base::{ImageId, Instant, ProductId};

/// How many images a product may have.
pub const MOST: usize = 200;

/// The largest upload, in bytes; and the most that is drawn from it.
pub const MOST_BYTES: usize = 2 * 1024 * 1024;

const LONGEST_NAME: usize = 100;

const ENDINGS: [&str; 5] = [".png", ".jpg", ".jpeg", ".gif", ".webp"];

/// An image, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// Which one.
    pub id: ImageId,
    /// Of which product.
    pub product: ProductId,
    /// Its name in addresses, unique in the product.
    pub name: String,
    /// What it is handed out as, whatever its name says.
    pub media_type: String,
    /// Its bytes.
    pub size: i64,
    /// Its width in pixels.
    pub width: i64,
    /// Its height in pixels.
    pub height: i64,
    /// The digest of its bytes.
    pub digest: String,
    /// The digest of what was uploaded.
    pub(super) source: String,
    /// When it was first uploaded.
    pub created_at: Instant,
    /// When it was last replaced.
    pub updated_at: Instant,
}

impl Image {
    /// How a document shows it.
    pub fn markdown(&self) -> String {
        format!("![](images/{})", self.name)
    }

    /// Its size in thousands of bytes, at least one.
    pub fn kilobytes(&self) -> i64 {
        (self.size + 999) / 1000
    }
}

/// The name that was typed, or that the file had. It must end as a picture's does.
pub(super) fn name(typed: &str, file: &str) -> Result<String, Broken> {
    let is_plain = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.');
    let name = if typed.trim().is_empty() {
        let file = file.rsplit(['/', '\\']).next().unwrap_or_default();
        let plain = file.chars().map(|it| if is_plain(it) { it } else { '-' }).collect::<String>();
        plain.trim_start_matches(['.', '-']).to_owned()
    } else {
        typed.to_owned()
    };
    let name = words::line(&name, LONGEST_NAME)?;
    if name.starts_with('.') || !name.chars().all(is_plain) || !ends_well(&name) {
        return Err(Broken::rule("is_image_name"));
    }
    Ok(name)
}

/// The name of an image in a folder of Markdown: a picture directly in a folder `images`.
pub(crate) fn name_in_folder(path: &str) -> Option<&str> {
    let (folder, name) = path.rsplit_once('/')?;
    let is_images = folder == "images" || folder.ends_with("/images");
    (is_images && ends_well(name) && self::name(name, "").is_ok()).then_some(name)
}

fn ends_well(name: &str) -> bool {
    let lowered = name.to_ascii_lowercase();
    ENDINGS.iter().any(|it| lowered.len() > it.len() && lowered.ends_with(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_what_was_typed_or_the_files_made_plain() {
        let name = |typed: &str, file: &str| name(typed, file).map_err(|it| it.code);
        assert_eq!(name("", "C:\\docs\\Berth at dusk (2).PNG"), Ok("Berth-at-dusk--2-.PNG".into()));
        assert_eq!(name(" a.webp ", "b.png"), Ok("a.webp".into()));
        assert_eq!(name("", ""), Err("required"));
        for bad in ["a", "a.svg", ".png", "a/b.png", "a b.png", "é.png", "..png", "a.png\u{0}"] {
            assert!(name(bad, "").is_err(), "{bad}");
        }
    }

    #[test]
    fn images_of_a_folder_lie_in_images() {
        assert_eq!(name_in_folder("images/a.png"), Some("a.png"));
        assert_eq!(name_in_folder("guides/images/a.JPG"), Some("a.JPG"));
        for other in ["a.png", "images/a.svg", "images/b/a.png", "myimages/a.png"] {
            assert_eq!(name_in_folder(other), None, "{other}");
        }
    }
}
