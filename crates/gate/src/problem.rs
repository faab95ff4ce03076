//! What the gateway answers when it does not let a call through: problem documents (RFC 9457) with a stable type
//! and a trace id. The sentences are in `text/en/gateway.ftl`.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::LazyLock;

use base::{Code, Instant, TraceId};

use crate::decide::Reason;

/// Why a call ends at the gateway.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Problem {
    /// The decision was no.
    Denied(Reason),
    /// The decision could not be taken.
    Unsure,
    /// No service has this host and path.
    NoRoute,
    /// The head cannot be read, or could be read in two ways.
    BadHead,
    /// Where the body ends could be understood in two ways.
    BadFraming,
    /// The path could lead somewhere else than it says.
    BadPath,
    /// There is no host, more than one, or not the one of the request line.
    BadHost,
    /// The head is too large.
    LargeHead,
    /// The head did not come in time.
    SlowHead,
    /// An expectation other than `100-continue`.
    Expectation,
    /// A method that is not passed on.
    Method,
    /// Neither HTTP/1.1 nor HTTP/1.0.
    Version,
    /// The upstream cannot be reached.
    Unreachable,
    /// The upstream did not answer in time.
    Late,
    /// The upstream's answer cannot be understood.
    BadAnswer,
}

impl Problem {
    /// All problems, in the order in which tables print them.
    #[cfg(test)]
    fn all() -> impl Iterator<Item = Self> {
        let rest = [
            Self::Unsure,
            Self::NoRoute,
            Self::BadHead,
            Self::BadFraming,
            Self::BadPath,
            Self::BadHost,
            Self::LargeHead,
            Self::SlowHead,
            Self::Expectation,
            Self::Method,
            Self::Version,
            Self::Unreachable,
            Self::Late,
            Self::BadAnswer,
        ];
        Reason::ALL.into_iter().map(Self::Denied).chain(rest)
    }

    /// The status, and the end of the type.
    pub(crate) fn kind(self) -> (u16, &'static str) {
        match self {
            Self::Denied(Reason::Missing) => (401, "missing-credential"),
            Self::Denied(Reason::Duplicate) => (401, "duplicate-credential"),
            // One answer for these four: a stranger learns nothing about a key.
            Self::Denied(Reason::Malformed | Reason::Unknown | Reason::Revoked | Reason::Expired) => {
                (401, "invalid-credential")
            }
            Self::Denied(
                Reason::NotRegistered
                | Reason::OtherVersion
                | Reason::RegistrationPending
                | Reason::RegistrationRejected
                | Reason::RegistrationRevoked,
            ) => (403, "not-registered"),
            Self::Unsure => (503, "undecided"),
            Self::NoRoute => (404, "no-route"),
            Self::BadHead => (400, "malformed-request"),
            Self::BadFraming => (400, "ambiguous-length"),
            Self::BadPath => (400, "ambiguous-path"),
            Self::BadHost => (400, "ambiguous-host"),
            Self::LargeHead => (431, "head-too-large"),
            Self::SlowHead => (408, "head-too-slow"),
            Self::Expectation => (417, "expectation-unknown"),
            Self::Method => (501, "method-refused"),
            Self::Version => (505, "version-unknown"),
            Self::Unreachable => (502, "upstream-unreachable"),
            Self::Late => (504, "upstream-timeout"),
            Self::BadAnswer => (502, "upstream-invalid"),
        }
    }

    /// As it is kept for those who ask about the trace id.
    pub(crate) fn code(self) -> Code {
        match self {
            Self::Denied(reason) => reason.code(),
            Self::Unsure => "undecided",
            Self::NoRoute => "no_route",
            Self::BadHead => "malformed_request",
            Self::BadFraming => "ambiguous_length",
            Self::BadPath => "ambiguous_path",
            Self::BadHost => "ambiguous_host",
            Self::LargeHead => "head_too_large",
            Self::SlowHead => "head_too_slow",
            Self::Expectation => "expectation_unknown",
            Self::Method => "method_refused",
            Self::Version => "version_unknown",
            Self::Unreachable => "upstream_unreachable",
            Self::Late => "upstream_timeout",
            Self::BadAnswer => "upstream_invalid",
        }
    }

    /// The end of the keys of its sentence.
    fn detail(self) -> &'static str {
        match self {
            Self::Denied(Reason::OtherVersion) => "not-registered-other-version",
            Self::Denied(Reason::RegistrationPending) => "not-registered-pending",
            Self::Denied(Reason::RegistrationRejected) => "not-registered-rejected",
            Self::Denied(Reason::RegistrationRevoked) => "not-registered-revoked",
            other => other.kind().1,
        }
    }
}

/// How a problem is answered.
pub(crate) struct Answer<'a> {
    pub(crate) problem: Problem,
    pub(crate) trace: TraceId,
    pub(crate) now: Instant,
    /// For a 401: how to prove oneself.
    pub(crate) challenge: Option<&'a str>,
    /// Whether the connection ends with it.
    pub(crate) close: bool,
    /// Whether it goes on although the client speaks HTTP/1.0, and must be told so.
    pub(crate) keep_old: bool,
    /// Whether only the head is wanted.
    pub(crate) head_only: bool,
}

impl Answer<'_> {
    /// Writes the whole answer.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        let (status, kind) = self.problem.kind();
        let trace = self.trace;
        let title = sentence("title", kind);
        let detail = sentence("detail", self.problem.detail());
        let body = format!(
            "{{\"type\":\"urn:portico:problem:{kind}\",\"title\":\"{title}\",\"status\":{status},\
             \"detail\":\"{detail}\",\"instance\":\"portico:trace:{trace}\"}}\n"
        );
        let mut head = String::with_capacity(512);
        let phrase = phrase(status);
        let length = body.len();
        let date = date(self.now);
        // Writing to a String cannot fail.
        let _ = write!(
            head,
            "HTTP/1.1 {status} {phrase}\r\nDate: {date}\r\nContent-Type: application/problem+json\r\n\
             Content-Length: {length}\r\nCache-Control: no-store\r\nX-Portico-Trace: {trace}\r\n"
        );
        if let (401, Some(challenge)) = (status, self.challenge) {
            let _ = write!(head, "WWW-Authenticate: {challenge}\r\n");
        }
        if self.close {
            head.push_str("Connection: close\r\n");
        } else if self.keep_old {
            head.push_str("Connection: keep-alive\r\n");
        }
        head.push_str("\r\n");
        out.extend_from_slice(head.as_bytes());
        if !self.head_only {
            out.extend_from_slice(body.as_bytes());
        }
    }
}

fn phrase(status: u16) -> &'static str {
    match status {
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        408 => "Request Timeout",
        417 => "Expectation Failed",
        431 => "Request Header Fields Too Large",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        505 => "HTTP Version Not Supported",
        _ => "",
    }
}

/// The sentences, one `key = text` a line. A test holds them to what JSON may hold unescaped.
fn sentence(kind: &str, key: &str) -> &'static str {
    static SENTENCES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
        let lines = include_str!("../text/en/gateway.ftl").lines();
        lines.filter_map(|it| it.split_once(" = ")).collect()
    });
    SENTENCES.get(format!("gateway-{kind}-{key}").as_str()).copied().unwrap_or_default()
}

/// `Mon, 23 Nov 2026 21:25:31 GMT` (RFC 9110, 5.6.7), from the civil calendar.
fn date(now: Instant) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let seconds = u64::try_from(now.micros() / 1_000_000).unwrap_or_default();
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    // Days since 1 March of the year 0, so that a leap day is the last of its year; 400 years have 146,097 days.
    let since = days + 719_468;
    let (era, day_of_era) = (since / 146_097, since % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = (month + 2) % 12;
    let year = era * 400 + year_of_era + u64::from(month < 2);
    let at = |list: &[&'static str], place: u64| {
        usize::try_from(place).ok().and_then(|it| list.get(it)).copied().unwrap_or_default()
    };
    let (weekday, month) = (at(&DAYS, days % 7), at(&MONTHS, month));
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use base::Uuid;

    use super::*;

    #[test]
    fn every_problem_has_its_answer() {
        let mut table = String::new();
        for it in Problem::all() {
            let (status, kind) = it.kind();
            writeln!(table, "{status} {kind} {} {}", it.detail(), it.code()).unwrap();
        }
        assert_eq!(
            table,
            "\
401 missing-credential missing-credential missing_credential
401 duplicate-credential duplicate-credential duplicate_credential
401 invalid-credential invalid-credential malformed
401 invalid-credential invalid-credential unknown
401 invalid-credential invalid-credential revoked
401 invalid-credential invalid-credential expired
403 not-registered not-registered not_registered
403 not-registered not-registered-other-version not_registered
403 not-registered not-registered-pending registration_pending
403 not-registered not-registered-rejected registration_rejected
403 not-registered not-registered-revoked registration_revoked
503 undecided undecided undecided
404 no-route no-route no_route
400 malformed-request malformed-request malformed_request
400 ambiguous-length ambiguous-length ambiguous_length
400 ambiguous-path ambiguous-path ambiguous_path
400 ambiguous-host ambiguous-host ambiguous_host
431 head-too-large head-too-large head_too_large
408 head-too-slow head-too-slow head_too_slow
417 expectation-unknown expectation-unknown expectation_unknown
501 method-refused method-refused method_refused
505 version-unknown version-unknown version_unknown
502 upstream-unreachable upstream-unreachable upstream_unreachable
504 upstream-timeout upstream-timeout upstream_timeout
502 upstream-invalid upstream-invalid upstream_invalid
"
        );
    }

    #[test]
    fn a_denial_is_never_a_fault_and_a_fault_never_a_success() {
        for it in Problem::all() {
            let status = it.kind().0;
            let wanted = if matches!(it, Problem::Denied(_)) { 401..=403 } else { 400..=599 };
            assert!(wanted.contains(&status), "{it:?}");
            assert!(!phrase(status).is_empty(), "{it:?}");
        }
    }

    #[test]
    fn every_problem_has_its_sentences_and_every_sentence_its_problem() {
        let mut used = HashSet::new();
        for it in Problem::all() {
            for (kind, key) in [("title", it.kind().1), ("detail", it.detail())] {
                let text = sentence(kind, key);
                assert!(!text.is_empty(), "gateway-{kind}-{key}");
                assert!(!text.contains(['"', '\\', '{']) && !text.contains(char::is_control), "{text}");
                used.insert(format!("gateway-{kind}-{key}"));
            }
        }
        let there = include_str!("../text/en/gateway.ftl").lines().filter(|it| it.starts_with("gateway-"));
        let there: HashSet<_> =
            there.filter_map(|it| it.split_once(" = ")).map(|it| it.0.to_owned()).collect();
        assert_eq!(there, used);
    }

    #[test]
    fn an_answer_is_a_problem_document() {
        let answer = Answer {
            problem: Problem::Denied(Reason::Revoked),
            trace: Uuid::from_u64_pair(1, 2).into(),
            now: Instant::from_micros(1_764_019_531_000_000),
            challenge: Some("Key realm=\"pay\""),
            close: true,
            keep_old: false,
            head_only: false,
        };
        let mut out = Vec::new();
        answer.write(&mut out);
        let text = String::from_utf8(out).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert_eq!(
            head,
            format!(
                "HTTP/1.1 401 Unauthorized\r\n\
            Date: Mon, 24 Nov 2025 21:25:31 GMT\r\n\
            Content-Type: application/problem+json\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
            X-Portico-Trace: 00000000-0000-0001-0000-000000000002\r\n\
            WWW-Authenticate: Key realm=\"pay\"\r\nConnection: close",
                body.len()
            )
        );
        let body: serde_json::Value = serde_json::from_str(body).unwrap();
        assert_eq!(body["type"], "urn:portico:problem:invalid-credential");
        assert_eq!(body["status"], 401);
        assert_eq!(body["instance"], "portico:trace:00000000-0000-0001-0000-000000000002");
    }

    #[test]
    fn dates_are_right() {
        for (seconds, wanted) in [
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
            (951_782_399, "Mon, 28 Feb 2000 23:59:59 GMT"),
            (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
            (951_868_800, "Wed, 01 Mar 2000 00:00:00 GMT"),
            (1_798_761_599, "Thu, 31 Dec 2026 23:59:59 GMT"),
            (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
        ] {
            assert_eq!(date(Instant::from_micros(seconds * 1_000_000)), wanted);
        }
    }
}
