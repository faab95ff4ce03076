//! Lists in parts: numbered pages (the versions of today) and cursors (the betas).

use serde_json::{Value, json};

use super::{Answer, Ask, Problem, Reply};

/// A numbered page: `page` from 1, `per_page` from 1 to 100, 20 when not said.
pub(crate) fn page(ask: &Ask, items: Vec<Value>) -> Answer {
    let page = ask.number("page", 1..=10_000)?.unwrap_or(1);
    let per_page = ask.number("per_page", 1..=100)?.unwrap_or(20);
    let total = items.len();
    let (skip, take) = (as_index((page - 1) * per_page), as_index(per_page));
    let data: Vec<Value> = items.into_iter().skip(skip).take(take).collect();
    Ok(Reply::Shown(json!({
        "data": data,
        "meta": { "page": page, "per_page": per_page, "total": total },
    })))
}

/// A page that begins after a cursor: `limit` from 1 to 100, 25 when not said.
pub(crate) fn cursor_page(ask: &Ask, items: Vec<Value>) -> Answer {
    let limit = as_index(ask.number("limit", 1..=100)?.unwrap_or(25));
    let skip = match ask.query("cursor") {
        None => 0,
        Some(cursor) => offset_of(cursor).ok_or_else(|| {
            Problem::parameter("cursor", "must be a next_cursor that an earlier answer gave")
        })?,
    };
    let next = (items.len() > skip + limit).then(|| cursor_of(skip + limit));
    let items: Vec<Value> = items.into_iter().skip(skip).take(limit).collect();
    Ok(Reply::Shown(json!({ "items": items, "next_cursor": next })))
}

fn cursor_of(offset: usize) -> String {
    format!("c{:06x}", offset ^ 0x005e_a5ea)
}

fn offset_of(cursor: &str) -> Option<usize> {
    let digits = cursor.strip_prefix('c').filter(|it| it.len() == 6)?;
    usize::from_str_radix(digits, 16).ok().map(|it| it ^ 0x005e_a5ea).filter(|it| *it < 1_000_000)
}

fn as_index(number: i64) -> usize {
    usize::try_from(number).unwrap_or_default()
}
