//! A developer who has ten thousand of everything, written straight into the tables: applications, and for the first of
//! them registrations, credentials and ninety days of calls. And specifications for some versions.

use std::fmt::Write;

use serde_json::{Value, json};
use sql::{Db, args};

use super::chance::{Of, id};
use super::rows::put;

/// The developer's e-mail address.
pub(super) const DEVELOPER: &str = "many@example.com";
/// How many there are of each thing.
const COUNT: u64 = 10_000;
/// Where the numbers of their ids begin: those of the developer with few end before.
const FIRST: u64 = 1_000_000;
/// Versions with a specification.
pub(super) const SPECIFIED: u64 = 500;

const PERSON: &str =
    "insert into developers (id, portal, email, full_name, password_hash, state, requested_at, decided_at,
                             decided_by, created_at, updated_at)
     select $1, (select id from portals), 'many@example.com', 'Many', password_hash, 'approved', 1, 1, 'portal', 1, 1
       from admins";
const APPLICATIONS: &str =
    "insert into applications (id, portal, developer, name, description, reference_id, strategy, created_at,
                               updated_at)
     select value ->> 0, (select id from portals), (select id from developers where email = 'many@example.com'),
            value ->> 1, '', value ->> 1, (select id from strategies), 1, 1
       from json_each($1)";
const REGISTRATIONS: &str =
    "insert into registrations (id, application, version, state, requested_at, decided_at, decided_by, created_at,
                                updated_at, portal, developer)
     select value ->> 0, a.id, value ->> 2, 'approved', 1, 1, 'portal', 1, 1, a.portal, a.developer
       from json_each($1) join applications a on a.id = value ->> 1";
const CREDENTIALS: &str = "insert into credentials (id, application, name, mac, hint, state, created_at)
     select value ->> 0, value ->> 1, 'Key ' || (value ->> 2), printf('%064x', value ->> 2), 'abcd', 'active', 1
       from json_each($1)";
/// Every version has one already.
const SPECIFICATIONS: &str = "update specification_files set content = value ->> 1, operations = value ->> 2
    from json_each($1) where specification = (select id from specifications where version = value ->> 0)";
const LINES: &str = "insert into usage_lines (id, application, version, status)
     select value ->> 0, value ->> 1, value ->> 2, value ->> 3 from json_each($1)";
/// One row for each hour of ninety days, each line, each histogram and four buckets.
const CELLS: &str = "insert into usage_cells (line, metric, at, span, bucket, amount)
     with recursive hours (hour) as (select 0 union all select hour + 1 from hours where hour < 2159),
          metrics (metric) as (values ('latency'), ('request_size'), ('response_size')),
          buckets (bucket) as (values (60), (64), (70), (90))
     select l.id, metric, $1 - hour * 3600000000, 3600, bucket, 7
       from usage_lines l, hours, metrics, buckets";

/// The same, each day in one.
const DAYS: &str = "insert into usage_cells (line, metric, span, at, bucket, amount)
     select line, metric, 86400, at - at % 86400000000, bucket, sum(amount)
       from usage_cells where span = 3600 group by line, metric, at - at % 86400000000, bucket";

/// The id of the application that has the most.
pub(super) fn application() -> String {
    id(Of::Application, FIRST)
}

/// The id of the version with this number.
pub(super) fn version(number: u64) -> String {
    id(Of::Version, number)
}

/// The id of the product with this number.
pub(super) fn product(number: u64) -> String {
    id(Of::Product, number)
}

/// Writes it all beside ten thousand products. `hour` is the beginning of this hour, in microseconds.
pub(super) async fn write(db: &Db, hour: i64) -> sql::Result<()> {
    let mut tx = db.write().await?;
    tx.run(PERSON, args![id(Of::Developer, FIRST)]).await?;
    tx.commit().await?;
    let all = 0..COUNT;
    let own = |of: Of, it: u64| id(of, FIRST + it);
    put(db, APPLICATIONS, all.clone().map(|it| json!([own(Of::Application, it), format!("many-{it:05}")])))
        .await?;
    let first = application();
    let registration = |it| json!([own(Of::Registration, it), &first, version(it * 2)]);
    put(db, REGISTRATIONS, all.clone().map(registration)).await?;
    put(db, CREDENTIALS, all.map(|it| json!([own(Of::Credential, it), &first, it]))).await?;
    put(db, SPECIFICATIONS, (0..SPECIFIED).map(specification)).await?;
    let lines = [(200, 0), (404, 0), (200, 2), (500, 2)].into_iter().zip(1..);
    let line = |((status, of), number): ((i64, u64), i64)| json!([number, &first, version(of), status]);
    put(db, LINES, lines.map(line)).await?;
    let mut tx = db.write().await?;
    tx.run(CELLS, args![hour]).await?;
    tx.run(DAYS, args![]).await?;
    tx.commit().await
}

/// Forty operations, about twelve kilobytes.
fn specification(number: u64) -> Value {
    let mut text = "openapi: 3.1.0\ninfo: { title: API, version: '1' }\npaths:\n".to_owned();
    let mut operations = Vec::new();
    for at in 0..40 {
        let (path, name) = (format!("/things/{at}"), format!("getThing{at}"));
        let summary = format!("The thing with the number {at}, with everything that belongs to it");
        let _ = write!(text, "  {path}:\n    get:\n      operationId: {name}\n      summary: {summary}\n");
        let _ = write!(
            text,
            "      tags: [things]\n      responses: {{ '200': {{ description: It is there }} }}\n"
        );
        operations.push(json!({
            "method": "GET", "path": path, "summary": summary, "operation_id": name, "tags": ["things"],
            "deprecated": false,
        }));
    }
    json!([version(number), text, Value::Array(operations).to_string()])
}
