//! Which passwords are accepted. Length and the list of common passwords; no rules about kinds of
//! characters, which make people choose `Password1!` (NIST SP 800-63B, 3.1.1.2).

use base::{Broken, Secret};

use crate::common;

/// The fewest characters of a password.
pub const MIN_LENGTH: usize = 10;

/// The most characters of a password.
pub const MAX_LENGTH: usize = 256;

/// The fewest different characters of a password.
const MIN_DIFFERENT: usize = 4;

/// The fewest characters of a personal word that matters.
const MIN_WORD: usize = 4;

/// Checks a new password. `personal` is what an acquaintance knows: the e-mail address, the name.
///
/// Refused as too common: what is on the list; what is for the larger part a listed password, with
/// digits and signs around it; what is for the larger part personal; what repeats a few characters.
pub fn check(password: &Secret, personal: &[&str]) -> Result<(), Broken> {
    let length = password.expose().chars().count();
    if length < MIN_LENGTH {
        return Err(limit("min_length", MIN_LENGTH));
    }
    if length > MAX_LENGTH {
        return Err(limit("max_length", MAX_LENGTH));
    }
    let lower = Secret::new(password.expose().to_lowercase());
    if is_common(lower.expose()) || is_personal(lower.expose(), personal) {
        return Err(Broken::rule("too_common"));
    }
    Ok(())
}

fn limit(code: &'static str, limit: usize) -> Broken {
    Broken::limit(code, i64::try_from(limit).unwrap_or(i64::MAX))
}

fn is_common(lower: &str) -> bool {
    let mut different: Vec<char> = lower.chars().collect();
    different.sort_unstable();
    different.dedup();
    let stem = lower.trim_matches(|it: char| !it.is_alphabetic());
    different.len() < MIN_DIFFERENT
        || common::contains(lower)
        || (is_larger_part(stem.chars().count(), lower) && common::contains(stem))
}

fn is_personal(lower: &str, personal: &[&str]) -> bool {
    let plain: String = lower.chars().filter(|it| it.is_alphanumeric()).collect();
    let mut rest = plain.clone();
    for word in words(personal) {
        rest = rest.replace(&word, "");
    }
    let known = plain.chars().count() - rest.chars().count();
    known > 0 && is_larger_part(known, &plain)
}

/// The personal texts without signs, whole and word by word, the longest first.
fn words(personal: &[&str]) -> Vec<String> {
    let mut words = Vec::new();
    for text in personal {
        let text = text.to_lowercase();
        let parts = text.split(|it: char| !it.is_alphanumeric()).map(str::to_owned);
        let wholes = [text.as_str(), text.split('@').next().unwrap_or_default()];
        words.extend(parts.chain(wholes.map(|it| it.chars().filter(|it| it.is_alphanumeric()).collect())));
    }
    words.retain(|it: &String| it.chars().count() >= MIN_WORD);
    words.sort_unstable_by_key(|it| std::cmp::Reverse(it.len()));
    words
}

fn is_larger_part(part: usize, whole: &str) -> bool {
    2 * part >= whole.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PERSONAL: [&str; 2] = ["Ada.Lovelace@analytical.example", "Ada King-Lovelace"];

    #[test]
    fn a_password_is_judged_by_length_and_by_what_others_would_try() {
        let common = Err(Broken::rule("too_common"));
        for (password, expected) in [
            ("the tide turned at noon", Ok(())),
            ("kX9-vv2!rQ", Ok(())),
            ("дождь стучит по крыше", Ok(())),
            ("qwerty8391047", Ok(())),
            ("ada wrote note G", Ok(())),
            ("short-one", Err(Broken::limit("min_length", 10))),
            ("ééééééééé", Err(Broken::limit("min_length", 10))),
            ("1234567890", common),
            ("ManchesterUnited", common),
            ("Password2026!", common),
            ("!!Iloveyou99", common),
            ("summer2026", common),
            ("aaaaaaaaaaaaaaaa", common),
            ("abababababab", common),
            ("Ada.Lovelace@analytical.example", common),
            ("ada.lovelace", common),
            ("Lovelace-Ada-1", common),
            ("kinglovelace1843", common),
            ("analytical1", common),
        ] {
            assert_eq!(check(&Secret::new(password), &PERSONAL), expected, "{password}");
        }
    }

    #[test]
    fn a_password_ends_at_256_characters() {
        let letters = |count: usize| Secret::new("abcdéfgh".chars().cycle().take(count).collect::<String>());
        assert_eq!(check(&letters(256), &[]), Ok(()));
        assert_eq!(check(&letters(257), &[]), Err(Broken::limit("max_length", 256)));
    }

    #[test]
    fn empty_and_short_personal_texts_forbid_nothing() {
        assert_eq!(check(&Secret::new("the tide turned at noon"), &["", "@", "tid", "🙂"]), Ok(()));
    }
}
