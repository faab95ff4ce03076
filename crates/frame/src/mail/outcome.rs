//! What came of an attempt, and the words that are kept of it.

/// What came of an attempt to send a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It has left.
    Delivered,
    /// The server is not there, or does not let us in: nothing to do with this mail. The words may be logged.
    Unreachable(String),
    /// Not now. The words may repeat what the mail says, and are not logged.
    Later(String),
    /// Never. The words may repeat what the mail says, and are not logged.
    Refused(String),
}

/// The longest words that are kept, in characters.
const LONGEST: usize = 500;

/// A server's words as they are kept: one line of bounded length, and no link, should it repeat one of the mail's.
pub(super) fn bounded(words: &str) -> String {
    let kept: Vec<_> = words
        .split(|it: char| it.is_whitespace() || it.is_control())
        .filter(|it| !it.is_empty())
        .map(|it| if it.contains("://") || it.contains("token=") { "…" } else { it })
        .collect();
    kept.join(" ").chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::bounded;

    #[test]
    fn words_are_kept_on_one_line_without_links() {
        assert_eq!(
            bounded("550 5.7.1\r\nrefused: <https://acme.example.com/confirm?token=abc> is\u{0}listed"),
            "550 5.7.1 refused: … is listed"
        );
        assert_eq!(bounded(&"é".repeat(900)).chars().count(), 500);
    }
}
