//! What stands in the query: the page, filters, the order, and what else a route takes. All that is wrong is said at once.

use base::sieve::{Field, Kind, Order, Test, Than};
use base::{Instant, Page, Sieve, Uuid};

use super::Operation;
use crate::problem::{Invalid, Problem};

/// How many rows a page has where nothing is said.
const SIZE: u32 = 10;

/// How many rows a page may have.
const LARGEST: u32 = 100;

/// How many values a filter for one of several may name.
const MOST: usize = 100;

/// How long a value may be, in characters.
const LONGEST: usize = 1_000;

/// What was asked.
#[derive(Debug, Clone)]
pub(super) struct Query {
    pub(super) page: Page,
    /// Whether the client asked for a page; the first is given otherwise.
    pub(super) page_is_said: bool,
    pub(super) sieve: Sieve,
    pub(super) values: Vec<(&'static str, String)>,
}

impl Default for Query {
    fn default() -> Self {
        Self { page: Page::first(SIZE), page_is_said: false, sieve: Sieve::default(), values: Vec::new() }
    }
}

/// Reads the query as the operation takes it. What no route knows is passed over, but for filters and pages: a filter
/// that is not heeded would give more than was asked for.
pub(super) fn read(text: &str, operation: &Operation) -> Result<Query, Problem> {
    let mut reader = Reader { operation, query: Query::default(), seen: Vec::new(), invalid: Vec::new() };
    for pair in text.split('&').filter(|it| !it.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        match (decoded(name), decoded(value)) {
            (Some(name), Some(value)) => reader.take(&name, value),
            _ => reader.wrong(Invalid::parameter(name, "invalid")),
        }
    }
    if reader.invalid.is_empty() { Ok(reader.query) } else { Err(Problem::broken(reader.invalid)) }
}

struct Reader<'a> {
    operation: &'a Operation,
    query: Query,
    seen: Vec<String>,
    invalid: Vec<Invalid>,
}

impl Reader<'_> {
    fn wrong(&mut self, invalid: Invalid) {
        self.invalid.push(invalid);
    }

    fn take(&mut self, name: &str, value: String) {
        if name.contains('\0') || value.contains('\0') {
            return self.wrong(Invalid::parameter(name, "invalid"));
        }
        let Some(parts) = parts(name) else {
            return self.wrong(Invalid::parameter(name, "unknown_property"));
        };
        let other = self.operation.parameters.iter().find(|it| it.name == name);
        let is_known = other.is_some() || matches!(parts[0], "page" | "filter" | "sort");
        if !is_known {
            return;
        }
        // `filter[name]` is short for `filter[name][eq]`: both together say one thing twice.
        let whole = match parts.as_slice() {
            ["filter", field] => format!("filter[{field}][eq]"),
            _ => name.to_owned(),
        };
        if self.seen.contains(&whole) {
            return self.wrong(Invalid::parameter(name, "repeated"));
        }
        self.seen.push(whole);
        self.query.page_is_said |= parts[0] == "page";
        if value.chars().count() > LONGEST {
            return self.wrong(Invalid::parameter(name, "invalid"));
        }
        match (parts.as_slice(), other) {
            (_, Some(it)) if !it.words.is_empty() && !it.words.contains(&&*value) => {
                self.wrong(Invalid::parameter(name, "enum").choices(words(it.words)));
            }
            (_, Some(it)) => self.query.values.push((it.name, value)),
            (["page", "size"], _) if self.operation.paged => {
                if let Some(size) = self.number(name, &value, LARGEST) {
                    self.query.page.size = size;
                }
            }
            (["page", "number"], _) if self.operation.paged => {
                if let Some(number) = self.number(name, &value, 1_000_000) {
                    self.query.page.number = number;
                }
            }
            (["sort"], _) if self.operation.fields.iter().any(|it| it.sorts) => self.sort(&value),
            (["filter", field], _) => self.filter(name, field, "eq", &value),
            (["filter", field, test], _) => self.filter(name, field, test, &value),
            (["page" | "filter", ..], _) => self.wrong(Invalid::parameter(name, "unknown_property")),
            _ => {}
        }
    }

    fn number(&mut self, name: &str, value: &str, max: u32) -> Option<u32> {
        let digits = !value.is_empty() && value.bytes().all(|it| it.is_ascii_digit());
        let invalid = match value.parse::<u32>() {
            Ok(it) if digits && (1..=max).contains(&it) => return Some(it),
            Ok(0) if digits => Invalid::parameter(name, "min").limit(1),
            _ if digits => Invalid::parameter(name, "max").limit(i64::from(max)),
            _ => Invalid::parameter(name, "is_integer"),
        };
        self.wrong(invalid);
        None
    }

    /// `name desc,created_at`: fields, each with a direction behind it or not.
    fn sort(&mut self, value: &str) {
        for part in value.split(',') {
            let mut words = part.split_whitespace();
            let (field, direction) = (words.next().unwrap_or_default(), words.next().unwrap_or("asc"));
            let order = match direction.to_ascii_lowercase().as_str() {
                "asc" if words.next().is_none() => Order::Ascending,
                "desc" if words.next().is_none() => Order::Descending,
                _ => return self.wrong(Invalid::parameter("sort", "invalid")),
            };
            let sorting = self.operation.fields.iter().filter(|it| it.sorts);
            let names: Vec<&'static str> = sorting.map(|it| it.name).collect();
            match names.iter().find(|it| **it == field) {
                Some(name) => self.query.sieve.sort.push((name, order)),
                None => return self.wrong(Invalid::parameter("sort", "enum").choices(self::words(&names))),
            }
        }
    }

    fn filter(&mut self, name: &str, field: &str, test: &str, value: &str) {
        let field = self.operation.fields.iter().find(|it| it.filters && it.name == field);
        let Some(field) = field else { return self.wrong(Invalid::parameter(name, "unknown_property")) };
        match tested(field, test, value) {
            Ok(test) => self.query.sieve.tests.push((field.name, test)),
            Err(rule) => {
                let choices = if let (Kind::Word(list), "enum") = (field.kind, rule) {
                    words(list)
                } else {
                    Vec::new()
                };
                self.wrong(Invalid::parameter(name, rule).choices(choices));
            }
        }
    }
}

/// The test that a filter asks for, or the rule that it breaks.
fn tested(field: &Field, test: &str, value: &str) -> Result<Test, &'static str> {
    let sound = |value: &str| match field.kind {
        Kind::Word(words) if !words.contains(&value) => Err("enum"),
        Kind::Id => Uuid::try_parse(value).map(|it| it.to_string()).map_err(|_| "is_uuid"),
        _ => Ok(value.to_owned()),
    };
    let list = || {
        let values: Vec<&str> = value.split(',').map(str::trim).filter(|it| !it.is_empty()).collect();
        if values.len() > MOST { Err("max_items") } else { Ok(values) }
    };
    match (field.kind, test) {
        (Kind::Truth, "eq") => value.parse().map(Test::Truth).map_err(|_| "is_boolean"),
        (Kind::Moment, _) => {
            let than = match test {
                "eq" => Than::At,
                "lt" => Than::Before,
                "lte" => Than::Until,
                "gt" => Than::After,
                "gte" => Than::Since,
                _ => return Err("unknown_property"),
            };
            Instant::parse(value).map(|at| Test::Moment(than, at)).ok_or("is_date_time")
        }
        (Kind::Truth, _) => Err("unknown_property"),
        (_, "eq") => sound(value).map(Test::Is),
        (_, "neq") => sound(value).map(Test::IsNot),
        (_, "oeq") => list()?.into_iter().map(sound).collect::<Result<_, _>>().map(Test::IsOneOf),
        (Kind::Text, "contains") => Ok(Test::Contains(value.to_owned())),
        (Kind::Text, "ocontains") => {
            Ok(Test::ContainsOneOf(list()?.into_iter().map(str::to_owned).collect()))
        }
        _ => Err("unknown_property"),
    }
}

fn words(list: &[&str]) -> Vec<serde_json::Value> {
    list.iter().map(|it| serde_json::Value::from(*it)).collect()
}

/// `filter[name][eq]` in its parts; nothing where brackets are not closed.
fn parts(name: &str) -> Option<Vec<&str>> {
    let (first, mut rest) = name.find('[').map_or((name, ""), |at| name.split_at(at));
    let mut parts = vec![first];
    while !rest.is_empty() {
        let (part, after) = rest.strip_prefix('[')?.split_once(']')?;
        parts.push(part);
        rest = after;
    }
    Some(parts)
}

/// The text without its escapes; nothing where an escape is none, or what comes out is no UTF-8.
pub(super) fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let digits = [rest.next()?, rest.next()?];
                let digit = |it: u8| char::from(it).to_digit(16).and_then(|it| u8::try_from(it).ok());
                bytes.push(digit(digits[0])? * 16 + digit(digits[1])?);
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: &[Field] = &[
        Field::text("name"),
        Field::word("status", &["pending", "approved"]),
        Field::id("id"),
        Field::truth("public"),
        Field::moment("created_at"),
    ];

    fn asked(text: &str) -> String {
        let operation = Operation::named("a", "b", "c").paged().fields(crate::door::Style::Deep, FIELDS);
        let operation = operation.takes_word("force", &["true", "false"], "");
        match read(text, &operation) {
            Ok(it) => format!(
                "{}/{} {:?} {:?} {:?}",
                it.page.number, it.page.size, it.sieve.tests, it.sieve.sort, it.values
            ),
            Err(problem) => format!("{problem:?}")
                .split("field: \"")
                .skip(1)
                .map(|it| {
                    let rule = it.split("rule: \"").nth(1).unwrap().split('"').next().unwrap();
                    format!("{} {rule}", it.split('"').next().unwrap())
                })
                .collect::<Vec<_>>()
                .join(", "),
        }
    }

    #[test]
    fn a_query_is_read_with_its_brackets_escaped_or_not() {
        assert_eq!(asked(""), "1/10 [] [] []");
        assert_eq!(asked("page%5Bsize%5D=100&page[number]=2&x=1"), "2/100 [] [] []");
        assert_eq!(asked("filter[name]=a+b"), r#"1/10 [("name", Is("a b"))] [] []"#);
        assert_eq!(asked("filter[name][contains]=%C3%A4"), r#"1/10 [("name", Contains("ä"))] [] []"#);
        assert_eq!(
            asked("filter[status][oeq]=pending,approved&filter[public]=true&force=true"),
            r#"1/10 [("status", IsOneOf(["pending", "approved"])), ("public", Truth(true))] [] [("force", "true")]"#
        );
        assert_eq!(
            asked("sort=name%20desc,created_at"),
            r#"1/10 [] [("name", Descending), ("created_at", Ascending)] []"#
        );
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        assert_eq!(
            asked(
                "page[size]=101&page[number]=0&page[x]=1&sort=nothing&filter[status]=x&filter[id]=1&filter[name][lt]=a"
            ),
            "page[size] max, page[number] min, page[x] unknown_property, sort enum, filter[status] enum, \
             filter[id] is_uuid, filter[name][lt] unknown_property"
        );
        assert_eq!(asked("page[size]=1&page[size]=2"), "page[size] repeated");
        assert_eq!(asked("page[size]=1&page%5Bsize%5D=1"), "page[size] repeated");
        assert_eq!(asked("filter[name]=a&filter[name][eq]=b"), "filter[name][eq] repeated");
        assert_eq!(asked("filter[name][eq]=a&filter[name][eq]=a"), "filter[name][eq] repeated");
        assert_eq!(asked("filter[name]=%zz"), "filter[name] invalid");
        assert_eq!(asked("filter[name]=%ff"), "filter[name] invalid");
        assert_eq!(asked("filter[name]=%00"), "filter[name] invalid");
        assert_eq!(asked("unknown=%00"), "unknown invalid");
        assert_eq!(asked("page[size]=%2B1"), "page[size] is_integer");
        assert_eq!(asked("filter[name=x"), "filter[name unknown_property");
        assert_eq!(asked("page[size]=99999999999999999999"), "page[size] max");
        assert_eq!(
            asked("force=maybe&filter[created_at][gt]=yesterday"),
            "force enum, filter[created_at][gt] is_date_time"
        );
    }
}
