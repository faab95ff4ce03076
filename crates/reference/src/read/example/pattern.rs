//! A text that a regular expression finds itself in. The expression is read and never run, so none can be slow.

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, ClassUnicodeRange, Hir, HirKind};

/// The longest expression that is read, and how deep its groups may be.
const MAX_PATTERN: usize = 1_000;
const MAX_NEST: u32 = 50;

/// How often a repetition is written, in turn, until the text is long enough.
const TIMES: [u32; 7] = [1, 2, 4, 8, 16, 64, 255];

/// Characters that a reader likes best.
const NICE: &str = "aA0bB1-_. xyz";

/// The shortest readable text that matches and has a length within the bounds; or one that matches, when none has.
pub(super) fn matching(pattern: &str, least: u64, most: u64) -> Option<String> {
    if pattern.len() > MAX_PATTERN {
        return None;
    }
    let hir = ParserBuilder::new().nest_limit(MAX_NEST).build().parse(pattern).ok()?;
    let mut found = None;
    for times in TIMES {
        let mut text = String::new();
        write(&hir, times, &mut text)?;
        let length = text.chars().count() as u64;
        if (least..=most).contains(&length) {
            return Some(text);
        }
        found = found.or(Some(text));
        if length > most {
            break;
        }
    }
    let mut bare = String::new();
    write(&hir, 0, &mut bare)?;
    if (least..=most).contains(&(bare.chars().count() as u64)) { Some(bare) } else { found }
}

/// Writes what matches; nothing when that would be too long or nothing matches.
fn write(hir: &Hir, times: u32, text: &mut String) -> Option<()> {
    if text.len() > MAX_PATTERN {
        return None;
    }
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(it) => text.push_str(std::str::from_utf8(&it.0).ok()?),
        HirKind::Class(class) => text.push(member(class)?),
        HirKind::Capture(it) => write(&it.sub, times, text)?,
        HirKind::Concat(all) => all.iter().try_for_each(|it| write(it, times, text))?,
        HirKind::Alternation(all) => write(all.first()?, times, text)?,
        HirKind::Repetition(it) => {
            let wanted = times.clamp(it.min, it.max.unwrap_or(u32::MAX).max(it.min));
            for _ in 0..wanted {
                write(&it.sub, times, text)?;
            }
        }
    }
    Some(())
}

fn member(class: &Class) -> Option<char> {
    match class {
        Class::Unicode(class) => {
            let has = |it: char| class.iter().any(|range| (range.start()..=range.end()).contains(&it));
            NICE.chars().find(|it| has(*it)).or_else(|| class.iter().next().map(ClassUnicodeRange::start))
        }
        Class::Bytes(class) => class.iter().next().map(|range| char::from(range.start())),
    }
}

#[cfg(test)]
mod tests {
    use super::matching;

    #[test]
    fn a_text_is_made_that_matches() {
        for (pattern, least, most, expected) in [
            ("^[A-Z]{2}$", 0, 9, Some("AA")),
            ("^\\d{4}-\\d{2}$", 0, 9, Some("0000-00")),
            ("^(usd|eur)_[a-z]+$", 0, 20, Some("usd_a")),
            ("^[a-z]+$", 5, 9, Some("aaaaaaaa")),
            ("^[a-z]*$", 0, 0, Some("")),
            ("a|b", 0, 9, Some("a")),
            ("^(?=a)b$", 0, 9, None),
            ("^(a+)+$", 0, 9, Some("a")),
            ("(((((a{100}){100}){100}){100}){100})", 0, 9, None),
            ("[", 0, 9, None),
        ] {
            assert_eq!(matching(pattern, least, most).as_deref(), expected, "{pattern}");
        }
        assert_eq!(matching(&"(".repeat(900), 0, 9), None);
    }
}
