//! The log as a table for other programs (RFC 4180). Pure.
//!
//! Names and details come from people, and a spreadsheet takes a cell that begins like a formula for one: such a cell
//! gets an apostrophe in front (OWASP, CSV injection).

use std::collections::HashMap;

use base::PortalId;
use frame::audit::Line;

const HEAD: [&str; 13] = [
    "at",
    "event",
    "actor_kind",
    "actor",
    "portal_id",
    "portal",
    "door",
    "subject_kind",
    "subject_id",
    "subject",
    "detail",
    "request",
    "address",
];

/// The first line: what the columns are.
pub(super) fn head() -> String {
    HEAD.join(",") + "\r\n"
}

/// One line.
pub(super) fn write(out: &mut String, line: &Line, portals: &HashMap<PortalId, String>) {
    let portal_id = line.portal.map(|it| it.to_string()).unwrap_or_default();
    let portal = line.portal.and_then(|it| portals.get(&it)).map_or("", String::as_str);
    let at = line.at.rfc3339();
    let cells = [
        &*at,
        &line.event,
        &line.actor_kind,
        &line.actor_name,
        &portal_id,
        portal,
        &line.door,
        &line.subject_kind,
        &line.subject_id,
        &line.subject_name,
        &line.detail,
        &line.request,
        &line.address,
    ];
    for (number, text) in cells.into_iter().enumerate() {
        if number > 0 {
            out.push(',');
        }
        cell(out, text);
    }
    out.push_str("\r\n");
}

fn cell(out: &mut String, text: &str) {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if !is_formula && !text.contains(['"', ',', '\r', '\n']) {
        out.push_str(text);
        return;
    }
    out.push('"');
    if is_formula {
        out.push('\'');
    }
    out.push_str(&text.replace('"', "\"\""));
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be_and_are_never_formulas() {
        for (text, expected) in [
            ("ada@example.com", "ada@example.com"),
            ("", ""),
            ("a,b", "\"a,b\""),
            ("a\r\nb", "\"a\r\nb\""),
            ("{\"a\":1}", "\"{\"\"a\"\":1}\""),
            ("=HYPERLINK(\"http://evil.test\")", "\"'=HYPERLINK(\"\"http://evil.test\"\")\""),
            ("+1", "\"'+1\""),
            ("-1", "\"'-1\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("\t=1", "\"'\t=1\""),
            ("＝1", "\"'＝1\""),
        ] {
            let mut out = String::new();
            cell(&mut out, text);
            assert_eq!(out, expected);
        }
    }
}
