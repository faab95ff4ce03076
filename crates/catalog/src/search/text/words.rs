//! How a text is cut into words, and how a word is folded so that one way of writing it finds the others.
//!
//! Letters and digits make a word; it is compared in lower case, without the accents of Latin and Greek letters, and in
//! the compatible form of Unicode. Names of programs are cut at their humps too: `listPayments` is found by all of it
//! and by `payments`. Scripts that are written without spaces are cut into pairs of characters, which need no
//! dictionary.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// The longest word that is told from others, in characters; what follows is not looked at.
const LONGEST: usize = 64;

/// A word of a text, folded, and where in the text it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::search) struct Word {
    /// As it is compared.
    pub(in crate::search) text: String,
    /// Where it begins, in bytes.
    pub(in crate::search) from: usize,
    /// Where it ends.
    pub(in crate::search) to: usize,
    /// Whether it is a piece of a script without spaces: a pair of characters, or the last one alone.
    pub(in crate::search) is_piece: bool,
    /// Whether it is a part of the word before it, cut at a hump.
    pub(in crate::search) is_hump: bool,
}

/// The words of a text, in order.
pub(in crate::search) fn words(text: &str) -> Vec<Word> {
    let mut all = Vec::new();
    let mut begin: Option<(usize, bool)> = None;
    for (at, it) in text.char_indices() {
        let kind = kind(it, begin.is_some());
        let dense = begin.map(|(_, is_dense)| is_dense);
        let goes_on = match kind {
            Kind::Gap => false,
            Kind::Mark => begin.is_some(),
            Kind::Letter => dense == Some(false),
            Kind::Dense => dense == Some(true),
        };
        if goes_on {
            continue;
        }
        if let Some((from, is_dense)) = begin.take() {
            push(text, from, at, is_dense, &mut all);
        }
        begin = match kind {
            Kind::Letter => Some((at, false)),
            Kind::Dense => Some((at, true)),
            Kind::Gap | Kind::Mark => None,
        };
    }
    if let Some((from, is_dense)) = begin {
        push(text, from, text.len(), is_dense, &mut all);
    }
    all
}

enum Kind {
    Gap,
    Letter,
    Dense,
    Mark,
}

fn kind(it: char, inside: bool) -> Kind {
    if it.is_ascii() {
        return if it.is_ascii_alphanumeric() { Kind::Letter } else { Kind::Gap };
    }
    if is_dense(it) {
        Kind::Dense
    } else if inside && is_combining_mark(it) {
        Kind::Mark
    } else if it.is_alphanumeric() {
        Kind::Letter
    } else {
        Kind::Gap
    }
}

/// Whether a script is written without spaces: Han, the Japanese syllables, Thai, Lao, Burmese, Khmer.
fn is_dense(it: char) -> bool {
    matches!(it,
        '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{3099}'..='\u{309A}' | '\u{309D}'..='\u{309F}'
        | '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FF66}'..='\u{FF9F}' | '\u{20000}'..='\u{323AF}')
}

fn push(text: &str, from: usize, to: usize, is_dense: bool, all: &mut Vec<Word>) {
    if is_dense {
        push_pieces(text, from, to, all);
        return;
    }
    let run = &text[from..to];
    all.push(Word { text: fold(run), from, to, is_piece: false, is_hump: false });
    let humps = humps(run);
    if humps.is_empty() {
        return;
    }
    let ends = humps.iter().copied().skip(1).chain([run.len()]);
    for (start, end) in humps.iter().copied().zip(ends) {
        let text = fold(&run[start..end]);
        all.push(Word { text, from: from + start, to: from + end, is_piece: false, is_hump: true });
    }
}

/// Each pair of neighbours, and the last one alone, so that each character begins a piece.
fn push_pieces(text: &str, from: usize, to: usize, all: &mut Vec<Word>) {
    let mut starts: Vec<usize> = Vec::new();
    for (at, it) in text[from..to].char_indices() {
        // The marks that make one Japanese syllable another belong to it.
        let is_mark = matches!(it, '\u{3099}' | '\u{309A}' | '\u{FF9E}' | '\u{FF9F}');
        if !is_mark || starts.is_empty() {
            starts.push(from + at);
        }
    }
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 2).copied().unwrap_or(to);
        let piece = text[*start..end].nfkc().collect();
        all.push(Word { text: piece, from: *start, to: end, is_piece: true, is_hump: false });
    }
}

/// Where the parts of a name begin: before a capital after a small letter or a digit, and before the last capital of
/// several when a small letter follows. Nothing when there is one part only.
fn humps(run: &str) -> Vec<usize> {
    if run.bytes().skip(1).all(|it| !it.is_ascii_uppercase()) {
        return Vec::new();
    }
    let bytes = run.as_bytes();
    let mut starts = vec![0];
    for at in 1..bytes.len() {
        let (before, here) = (bytes[at - 1], bytes[at]);
        let rises = here.is_ascii_uppercase() && (before.is_ascii_lowercase() || before.is_ascii_digit());
        let ends_capitals = here.is_ascii_uppercase()
            && before.is_ascii_uppercase()
            && bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase);
        if rises || ends_capitals {
            starts.push(at);
        }
    }
    if starts.len() > 1 { starts } else { Vec::new() }
}

/// A word, or a whole name, as it is compared.
pub(in crate::search) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.bytes().take(LONGEST).map(|it| char::from(it.to_ascii_lowercase())).collect();
    }
    let mut folded = String::with_capacity(text.len());
    for it in text.nfkc().flat_map(char::to_lowercase).take(LONGEST) {
        fold_char(it, &mut folded);
    }
    folded
}

fn fold_char(it: char, folded: &mut String) {
    match it {
        'ß' => folded.push_str("ss"),
        'æ' => folded.push_str("ae"),
        'œ' => folded.push_str("oe"),
        'þ' => folded.push_str("th"),
        'ø' => folded.push('o'),
        'đ' | 'ð' => folded.push('d'),
        'ł' => folded.push('l'),
        'ı' => folded.push('i'),
        'ς' => folded.push('σ'),
        // Vowel signs that are mostly left out, the stroke that only stretches, and what lower-casing `İ` leaves.
        '\u{0307}' | '\u{0591}'..='\u{05C7}' | '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}' => {}
        '\u{00C0}'..='\u{024F}' | '\u{0370}'..='\u{03FF}' | '\u{1E00}'..='\u{1FFF}' => {
            decompose_canonical(it, |part| {
                if !is_combining_mark(part) {
                    folded.push(part);
                }
            });
        }
        other => folded.push(other),
    }
}

/// The stem of a folded word, when it is another word: that of `ferries` and `ferry` is `ferri`.
pub(in crate::search) fn stem(word: &str) -> Option<String> {
    static STEMMER: LazyLock<frostem::Stemmer> =
        LazyLock::new(|| frostem::Stemmer::new(frostem::Algorithm::English));
    if word.len() < 3 || !word.bytes().all(|it| it.is_ascii_lowercase()) {
        return None;
    }
    let stem = STEMMER.stem(word);
    (stem != word).then(|| stem.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> String {
        words(text).iter().map(|it| it.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_text_is_cut_and_folded() {
        for (text, expected) in [
            ("Refund a Payment.", "refund a payment"),
            ("GET /v1/refunds/{id}", "get v1 refunds id"),
            ("listPayments", "listpayments list payments"),
            ("HTTPServerV2Id", "httpserverv2id http server v2 id"),
            ("snake_case 2026-11", "snake case 2026 11"),
            ("Crème Brûlée, naïve façade", "creme brulee naive facade"),
            ("Straße Øresund ŁÓDŹ", "strasse oresund lodz"),
            ("Ｆｕｌｌ ｗｉｄｔｈ", "full width"),
            ("Ελλάς ΕΛΛΆΣ", "ελλασ ελλασ"),
            ("Платёж", "платёж"),
            ("決済 API", "決済 済 api"),
            ("京", "京"),
            ("ﾍﾟｲ", "ペイ イ"),
            ("שָׁלוֹם", "שלום"),
            ("\u{202e}desrever\u{202c}", "desrever"),
            ("हिन्दी", "हिन्दी"),
            ("a\u{302}b", "ab"),
            ("—?!", ""),
        ] {
            assert_eq!(cut(text), expected, "{text}");
        }
    }

    #[test]
    fn each_word_stands_where_it_says() {
        let text = "Die Straße: 決済サ, listPayments";
        for it in words(text) {
            let place = &text[it.from..it.to];
            assert!(fold(place).starts_with(&it.text) || it.is_piece, "{place} is not {}", it.text);
        }
    }

    #[test]
    fn stems_are_of_english_words_only() {
        assert_eq!(stem("ferries").as_deref(), Some("ferri"));
        assert_eq!(stem("ferry").as_deref(), Some("ferri"));
        assert_eq!(stem("payments").as_deref(), Some("payment"));
        assert_eq!(stem("payment"), None);
        assert_eq!(stem("v1"), None);
        assert_eq!(stem("платежи"), None);
    }

    #[test]
    fn a_word_without_end_is_cut() {
        assert_eq!(words(&"x".repeat(100_000))[0].text.len(), LONGEST);
        assert_eq!(words(&"é".repeat(100_000))[0].text.len(), LONGEST);
    }
}
