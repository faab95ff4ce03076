//! A list that can be filtered and sorted: a statement put together of constants and parameters.
//!
//! Nothing that came from outside is ever part of the text; it goes into the parameters. The total and the page are
//! two statements, because counting needs neither the columns nor the order. Where rows have a key, a page is found by
//! its keys alone, and only its own rows are looked up: the rows before it cost next to nothing.

use std::fmt::Write;

use base::sieve::{Order, Sieve, Test, Than};
use base::{Error, Page};

use crate::{Args, IntoValue, Value, dialect};

/// What a field is in a statement.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    field: &'static str,
    text: &'static str,
    order: &'static str,
}

impl Column {
    /// A field that is this expression, filtered and sorted by as it is.
    pub const fn new(field: &'static str, text: &'static str) -> Self {
        Self { field, text, order: text }
    }

    /// A field that is this expression, but sorted by another: `lower(p.name)`.
    pub const fn sorted(field: &'static str, text: &'static str, order: &'static str) -> Self {
        Self { field, text, order }
    }
}

/// A statement that lists rows: `select {columns} from {rows} … order by … limit …`.
#[derive(Debug, Clone)]
pub struct Listing {
    columns: &'static str,
    rows: &'static str,
    counted: &'static str,
    key: Option<&'static str>,
    args: Vec<Value>,
    wheres: String,
    orders: String,
    is_filtered: bool,
}

impl Listing {
    /// Of these columns from these rows. `rows` begins with tables and ends with a condition that more can follow:
    /// `products p where p.state = $1`, or `products p where true`.
    pub fn new(columns: &'static str, rows: &'static str, args: Args) -> Self {
        let args = args.into_values();
        let (wheres, orders) = (String::new(), String::new());
        Self { columns, rows, counted: rows, key: None, args, wheres, orders, is_filtered: false }
    }

    /// The same, counted over fewer tables: those that the conditions need, without what is only shown.
    pub fn counted_over(self, counted: &'static str) -> Self {
        Self { counted, ..self }
    }

    /// The same, found by this key over what is counted. Then `rows` need no condition beyond those that join their
    /// tables, and what is counted must hold all that is filtered and sorted by.
    pub fn keyed(self, key: &'static str) -> Self {
        Self { key: Some(key), ..self }
    }

    /// Adds a condition on a value, which it calls `?`: `p.name = ?`.
    pub fn and(&mut self, condition: &'static str, value: impl IntoValue) {
        let place = self.bind(value.into_value());
        let _ = write!(self.wheres, " and ({})", condition.replace('?', &place));
    }

    /// Adds the condition that an expression is one of these values.
    pub fn among(&mut self, expression: &'static str, values: impl IntoIterator<Item = impl ToString>) {
        let places: Vec<String> =
            values.into_iter().map(|it| self.bind(Value::Text(Some(it.to_string())))).collect();
        let places = if places.is_empty() { "null".to_owned() } else { places.join(", ") };
        let _ = write!(self.wheres, " and {expression} in ({places})");
    }

    /// Adds the tests of a sieve, and sorts as it says. A field that is no column here is a fault of ours.
    pub fn sieve(&mut self, columns: &[Column], sieve: &Sieve) -> base::Result<()> {
        for (field, test) in &sieve.tests {
            self.test(find(columns, field)?, test);
            self.is_filtered = true;
        }
        for (field, order) in &sieve.sort {
            self.order(find(columns, field)?.order, *order);
        }
        Ok(())
    }

    /// Sorts by this expression, after those that were named before.
    pub fn order(&mut self, expression: &'static str, order: Order) {
        let between = if self.orders.is_empty() { " order by " } else { ", " };
        let direction = match order {
            Order::Ascending => "",
            Order::Descending => " desc",
        };
        let _ = write!(self.orders, "{between}{expression}{direction}");
    }

    fn test(&mut self, column: Column, wanted: &Test) {
        let column = column.text;
        let condition = match wanted {
            Test::Is(value) => format!("{column} = {}", self.bind_text(value)),
            Test::IsNot(value) => format!("({column} is null or {column} <> {})", self.bind_text(value)),
            Test::Contains(value) => self.contains(column, value),
            Test::IsOneOf(values) => {
                self.any(values, |it, value| format!("{column} = {}", it.bind_text(value)))
            }
            Test::ContainsOneOf(values) => self.any(values, |it, value| it.contains(column, value)),
            Test::Truth(value) => format!("{column} = {}", self.bind(Value::Bool(Some(*value)))),
            Test::Moment(than, at) => self.moment(column, *than, at.micros()),
        };
        let _ = write!(self.wheres, " and ({condition})");
    }

    fn any(&mut self, values: &[String], mut one: impl FnMut(&mut Self, &String) -> String) -> String {
        let all: Vec<String> = values.iter().map(|value| one(self, value)).collect();
        if all.is_empty() { "1 = 0".to_owned() } else { all.join(" or ") }
    }

    fn contains(&mut self, column: &str, value: &str) -> String {
        let place = self.bind_text(&dialect::containing(value));
        format!("{column} {{like}} {place} escape '\\'")
    }

    /// Moments are shown with milliseconds and kept with microseconds: what is shown is what is compared.
    fn moment(&mut self, column: &str, than: Than, micros: i64) -> String {
        let begin = micros - micros.rem_euclid(1_000);
        let end = begin + 1_000;
        let (sign, at) = match than {
            Than::At => {
                let from = self.bind(Value::Int(Some(begin)));
                return format!("{column} >= {from} and {column} < {}", self.bind(Value::Int(Some(end))));
            }
            Than::Before => ("<", begin),
            Than::Until => ("<", end),
            Than::After => (">=", end),
            Than::Since => (">=", begin),
        };
        format!("{column} {sign} {}", self.bind(Value::Int(Some(at))))
    }

    fn bind_text(&mut self, text: &str) -> String {
        self.bind(Value::Text(Some(text.to_owned())))
    }

    fn bind(&mut self, value: Value) -> String {
        self.args.push(value);
        format!("${}", self.args.len())
    }

    /// The statement that gives all rows.
    pub(crate) fn whole(&self) -> (String, Args) {
        (self.text(""), Args::new(self.args.clone()))
    }

    /// The statement that counts.
    pub(crate) fn counted(&self) -> (String, Args) {
        let text = format!("select count(*) as total from {}{}", self.counted, self.wheres);
        (text, Args::new(self.args.clone()))
    }

    /// The statement that gives the rows of a page.
    pub(crate) fn paged(&self, page: Page) -> (String, Args) {
        let (limits, args) = self.limits(page);
        (self.text(&limits), args)
    }

    /// The rows as far as the limits go.
    fn text(&self, limits: &str) -> String {
        let Self { columns, rows, counted, key, wheres, orders, .. } = self;
        match key {
            None => format!("select {columns} from {rows}{wheres}{orders}{limits}"),
            Some(key) => format!(
                "select {columns} from {rows} and {key} in
                     (select {key} from {counted}{wheres}{orders}{limits}){orders}"
            ),
        }
    }

    /// The key, where it is sooner to find the keys of a page together with how many there are than to count first: where
    /// few rows out of many are let through, and there is no index that knows them.
    pub(crate) fn sought(&self) -> Option<&'static str> {
        self.key.filter(|_| self.is_filtered)
    }

    /// The statement that gives the keys of a page, each with how many there are in all.
    pub(crate) fn keys(&self, key: &str, page: Page) -> (String, Args) {
        let Self { counted, wheres, orders, .. } = self;
        let (limits, args) = self.limits(page);
        let text =
            format!("select {key} as key, count(*) over () as total from {counted}{wheres}{orders}{limits}");
        (text, args)
    }

    /// The statement that gives the rows with these keys, of which there are at least one and at most a page.
    pub(crate) fn found(&self, key: &str, keys: Vec<String>, page: Page) -> (String, Args) {
        let Self { columns, rows, orders, .. } = self;
        let mut args = self.args.clone();
        let first = args.len() + 1;
        args.extend(keys.into_iter().map(|it| Value::Text(Some(it))));
        // The last one again, so that all pages of a size have one text.
        let full = usize::try_from(page.limit()).unwrap_or(0) + first - 1;
        let last = args.last().cloned();
        args.extend(std::iter::repeat_n(last, full.saturating_sub(args.len())).flatten());
        let places: Vec<String> = (first..=args.len()).map(|it| format!("${it}")).collect();
        let text = format!("select {columns} from {rows} and {key} in ({}){orders}", places.join(", "));
        (text, Args::new(args))
    }

    fn limits(&self, page: Page) -> (String, Args) {
        let mut args = self.args.clone();
        args.push(Value::Int(Some(page.limit())));
        args.push(Value::Int(Some(page.offset())));
        (format!(" limit ${} offset ${}", args.len() - 1, args.len()), Args::new(args))
    }
}

fn find(columns: &[Column], field: &str) -> base::Result<Column> {
    let found = columns.iter().find(|it| it.field == field).copied();
    found.ok_or_else(|| Error::internal(format!("no column stands for the field {field}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_from_outside_is_a_parameter() {
        let columns = [Column::sorted("name", "p.name", "lower(p.name)"), Column::new("at", "p.at")];
        let mut it = Listing::new("p.id", "products p where p.portal = $1", crate::args!["x"]);
        let sieve = Sieve {
            tests: vec![
                ("name", Test::Contains("50%' or 1=1".into())),
                ("name", Test::IsOneOf(vec!["a".into(), "b".into()])),
                ("name", Test::IsOneOf(Vec::new())),
                ("at", Test::Moment(Than::At, base::Instant::from_micros(1_500))),
            ],
            sort: vec![("name", Order::Descending)],
        };
        it.sieve(&columns, &sieve).unwrap();
        it.order("p.id", Order::Ascending);
        let (text, args) = it.paged(Page::new(3, 10));
        assert_eq!(
            text,
            "select p.id from products p where p.portal = $1 and (p.name {like} $2 escape '\\') \
             and (p.name = $3 or p.name = $4) and (1 = 0) and (p.at >= $5 and p.at < $6) \
             order by lower(p.name) desc, p.id limit $7 offset $8"
        );
        let last = &args.into_values()[1..];
        assert_eq!(last[0], Value::Text(Some("%50\\%' or 1=1%".into())));
        assert_eq!(last[3..], [1_000, 2_000, 10, 20].map(|it| Value::Int(Some(it))));
        assert!(it.sieve(&columns, &Sieve::default().with("nothing", Test::Truth(true))).is_err());
    }

    #[test]
    fn a_page_is_found_by_its_keys() {
        let columns = [Column::new("name", "p.name")];
        let shown = "products p join makers m on m.id = p.maker where true";
        let mut it = Listing::new("p.id, m.name", shown, crate::args!["x"])
            .counted_over("products p where p.portal = $1")
            .keyed("p.id");
        it.order("p.name", Order::Ascending);
        assert!(it.sought().is_none(), "what is not filtered is counted by an index");
        assert_eq!(
            it.paged(Page::first(2)).0.split_whitespace().collect::<Vec<_>>().join(" "),
            "select p.id, m.name from products p join makers m on m.id = p.maker where true and p.id in \
             (select p.id from products p where p.portal = $1 order by p.name limit $2 offset $3) order by p.name"
        );
        assert!(it.whole().0.contains("where p.portal = $1 order by p.name)"), "{}", it.whole().0);
        it.sieve(&columns, &Sieve::default().with("name", Test::Is("a".into()))).unwrap();
        assert_eq!(
            it.keys(it.sought().unwrap(), Page::first(2)).0,
            "select p.id as key, count(*) over () as total from products p where p.portal = $1 and (p.name = $2) \
             order by p.name limit $3 offset $4"
        );
        let (text, args) = it.found("p.id", vec!["one".into()], Page::first(2));
        assert_eq!(
            text,
            "select p.id, m.name from products p join makers m on m.id = p.maker where true and p.id in ($3, $4) \
             order by p.name"
        );
        assert_eq!(args.into_values()[2..], ["one", "one"].map(|it| Value::Text(Some(it.into()))));
    }
}
