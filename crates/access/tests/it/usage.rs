//! Usage: asked about by those whose it is, cut where they say, removed as it ages.

use std::fmt::Write as _;

use access::registrations::{self, NewRegistration};
use access::usage::{
    Answer, DAY_MS, Dimension, Figures, Filter, FilterKind, Histogram, Metric, Period, Query, query, summary,
    tidy,
};
use base::{ApplicationId, Bucket, SPANS_S, VersionId};
use catalog::versions::{self, NewVersion};
use frame::Call;
use sql::args;
use testkit::BEGIN;

use crate::stand::{Stand, no};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Calls as the gateway counts them: in all three histograms, in the minute that began so many seconds ago.
struct Calls {
    application: ApplicationId,
    version: VersionId,
    status: i64,
    ago: i64,
}

impl Calls {
    async fn note(&self, stand: &Stand, latencies: &[u64]) {
        self.note_sized(stand, latencies, 100).await;
    }

    async fn note_sized(&self, stand: &Stand, latencies: &[u64], size: u64) {
        let text = format!("{}{}{}", self.application, self.version, self.status);
        let line = text.bytes().fold(0_i64, |id, it| (id * 31 + i64::from(it)) % 1_000_000_007);
        let mut tx = stand.house.app().db.write().await.unwrap();
        tx.run(
            "insert into usage_lines (id, application, version, status) values ($1, $2, $3, $4)
                 on conflict do nothing",
            args![line, self.application, self.version, self.status],
        )
        .await
        .unwrap();
        let at = BEGIN.minus_seconds(self.ago);
        for latency in latencies {
            for (metric, value) in
                [("latency", *latency), ("request_size", size), ("response_size", size * 2)]
            {
                for span in SPANS_S {
                    let begin = at.micros() - at.micros().rem_euclid(span * 1_000_000);
                    tx.run(
                        "insert into usage_cells (line, metric, span, at, bucket, amount)
                         values ($1, $2, $3, $4, $5, 1)
                             on conflict (line, metric, span, at, bucket)
                             do update set amount = usage_cells.amount + 1",
                        args![line, metric, span, begin, i64::from(Bucket::of(value).number())],
                    )
                    .await
                    .unwrap();
                }
            }
        }
        tx.commit().await.unwrap();
    }
}

/// The last so many seconds before the tests begin.
fn last(metric: Metric, seconds: i64) -> Query {
    let end = BEGIN.micros() / 1000;
    Query::new(metric, end - seconds * 1000, end)
}

fn by(dimensions: &[Dimension], query: Query) -> Query {
    Query { dimensions: dimensions.to_vec(), ..query }
}

fn only(dimension: Dimension, kind: FilterKind, values: &[&str], mut query: Query) -> Query {
    let values = values.iter().map(|it| (*it).to_owned()).collect();
    query.filters.push(Filter { dimension, kind, values });
    query
}

/// The records as text: how many seconds after the beginning, of what, how much.
fn told(answer: &Answer) -> String {
    let mut text = String::new();
    for it in &answer.records {
        let names: Vec<&str> = answer.values(it).map(|(_, value)| value.name.as_str()).collect();
        let _ = write!(text, "{} {} {}|", (it.at_ms - answer.start_ms) / 1000, names.join("/"), it.amount);
    }
    text
}

async fn ask(call: &Call, asked: Query) -> String {
    told(&query(call, &asked).await.unwrap())
}

async fn registered(stand: &Stand, call: &Call, name: &str) -> ApplicationId {
    let it = stand.application(call, name).await;
    let new = NewRegistration { application: it.id.to_string(), version: stand.version.to_string() };
    registrations::request(call, &new).await.unwrap();
    it.id
}

#[tokio::test]
async fn the_time_is_cut_from_its_own_beginning() {
    for stand in Stand::each().await {
        let application = registered(&stand, &stand.ada, "shop").await;
        let calls = |status, ago| Calls { application, version: stand.version, status, ago };
        calls(200, 119 * MINUTE).note(&stand, &[10, 20]).await;
        calls(404, 61 * MINUTE).note(&stand, &[10]).await;
        calls(200, 60 * MINUTE).note(&stand, &[10]).await;
        calls(200, MINUTE).note(&stand, &[10]).await;
        calls(200, 0).note(&stand, &[10; 9]).await;
        // The end is whatever the client's clock says: not a whole hour, nor a whole minute.
        let cut = |granularity_ms, shift| {
            let it = by(&[Dimension::Time], last(Metric::RequestCount, 2 * HOUR));
            Query { granularity_ms, start_ms: it.start_ms - shift, end_ms: it.end_ms - shift, ..it }
        };
        assert_eq!(ask(&stand.ada, cut(HOUR * 1000, 0)).await, "0  3|3600  2|");
        assert_eq!(ask(&stand.ada, cut(HOUR * 1000, 30_500)).await, "0  3|3600  2|");
        assert_eq!(ask(&stand.ada, cut(HOUR * 1000, -61_000)).await, "0  2|3600  10|");
        let odd = query(&stand.ada, &cut(7 * MINUTE * 1000 + 1, 0)).await.unwrap();
        assert!(odd.records.iter().all(|it| (it.at_ms - odd.start_ms) % (7 * MINUTE * 1000 + 1) == 0));
        assert_eq!(odd.records.iter().map(|it| it.amount).sum::<f64>().to_string(), "5");
        let groups = by(&[Dimension::Time, Dimension::StatusCodeGrouped], cut(HOUR * 1000, 0));
        let answer = query(&stand.ada, &groups).await.unwrap();
        assert_eq!(told(&answer), "0 2XX 2|0 4XX 1|3600 2XX 2|");
        let dimensions: Vec<_> = answer.dimensions.iter().map(|it| it.dimension).collect();
        assert_eq!(dimensions, [Dimension::StatusCodeGrouped], "never the time");
        let rate = by(&[Dimension::Time], last(Metric::RequestPerMinute, 2 * HOUR));
        assert_eq!(
            ask(&stand.ada, Query { granularity_ms: 90 * MINUTE * 1000, ..rate }).await,
            format!("0  {}|5400  {}|", 4.0 / 90.0, 1.0 / 30.0),
            "the last part is shorter"
        );
        assert_eq!(ask(&stand.ada, last(Metric::RequestCount, HOUR)).await, "0  2|");
        assert_eq!(ask(&stand.kim, last(Metric::RequestCount, HOUR)).await, "", "nothing is made up");
    }
}

#[tokio::test]
async fn percentiles_come_from_histograms_that_are_added_up() {
    for stand in Stand::each().await {
        let application = registered(&stand, &stand.ada, "shop").await;
        let calls = |status, ago| Calls { application, version: stand.version, status, ago };
        let latencies: Vec<u64> = (1..=1_000).map(|it| it * 97 % 1_009 * 100).collect();
        for (number, some) in latencies.chunks(250).enumerate() {
            let ago = i64::try_from(number).unwrap() * 5 * MINUTE + MINUTE;
            calls(if number == 1 { 500 } else { 200 }, ago).note_sized(&stand, some, 4_000).await;
        }
        let mut sorted = latencies.clone();
        sorted.sort_unstable();
        for percent in [50, 95, 99] {
            let exact = sorted[usize::try_from(percent).unwrap() * 10 - 1];
            let metric = Metric::Percentile(Histogram::Latency, percent);
            let answer = query(&stand.ada, &last(metric, HOUR)).await.unwrap();
            let (low, high) = Bucket::of(exact).bounds();
            let found: u64 = format!("{:.0}", answer.records[0].amount * 1000.0).parse().unwrap();
            assert!(low <= found && found <= high, "p{percent}: {found}, exactly {exact}");
        }
        let sizes = last(Metric::Percentile(Histogram::ResponseSize, 50), HOUR);
        let found = query(&stand.ada, &sizes).await.unwrap().records[0].amount;
        assert!((7_680.0..=8_191.0).contains(&found), "{found}");
        let apart = by(
            &[Dimension::StatusCode, Dimension::Time],
            last(Metric::Percentile(Histogram::RequestSize, 99), HOUR),
        );
        let answer = query(&stand.ada, &apart).await.unwrap();
        let names: Vec<&str> = answer.dimensions[0].values.iter().map(|it| it.name.as_str()).collect();
        assert_eq!((names, answer.records.len()), (vec!["200", "500"], 2));
    }
}

#[tokio::test]
async fn nobody_learns_anything_of_anothers_applications() {
    for stand in Stand::each().await {
        let shop = registered(&stand, &stand.ada, "shop").await;
        let till = registered(&stand, &stand.kim, "till").await;
        for (application, count) in [(shop, 3), (till, 5)] {
            let calls = Calls { application, version: stand.version, status: 200, ago: MINUTE };
            calls.note(&stand, &vec![10; count]).await;
        }
        let asked = || by(&[Dimension::Application], last(Metric::RequestCount, HOUR));
        assert_eq!(ask(&stand.ada, asked()).await, "0 shop 3|");
        assert_eq!(ask(&stand.kim, asked()).await, "0 till 5|");
        assert_eq!(ask(&stand.admin, asked()).await, "0 till 5|0 shop 3|");
        let theirs = |kind| only(Dimension::Application, kind, &[&till.to_string()], asked());
        assert_eq!(ask(&stand.ada, theirs(FilterKind::In)).await, "");
        assert_eq!(ask(&stand.ada, theirs(FilterKind::NotIn)).await, "0 shop 3|");
        assert_eq!(ask(&stand.admin, theirs(FilterKind::In)).await, "0 till 5|");
        let elsewhere = stand.house.portal("elsewhere").await;
        let portal = |portal| Query { portal: Some(portal), ..asked() };
        assert_eq!(ask(&stand.admin, portal(elsewhere)).await, "");
        assert_eq!(ask(&stand.admin, portal(stand.portal)).await, "0 till 5|0 shop 3|");
        assert_eq!(ask(&stand.ada, portal(elsewhere)).await, "0 shop 3|", "a portal is for admins to choose");
        let visitor = stand.house.visitor(stand.portal);
        assert_eq!(no(query(&visitor, &asked()).await), "not signed in");
        let foreign = summary(&stand.ada, till, Period::Day).await.unwrap();
        assert_eq!((foreign.total, foreign.versions.len()), (Figures::default(), 0));
    }
}

#[tokio::test]
async fn a_version_that_was_never_asked_for_does_not_exist() {
    for stand in Stand::each().await {
        let application = stand.application(&stand.ada, "shop").await.id;
        let product = {
            let mut tx = stand.house.app().db.read().await.unwrap();
            tx.one("select product from versions", args![]).await.unwrap().id("product").unwrap()
        };
        let new = NewVersion { name: "secret".into(), ..NewVersion::default() };
        let secret = versions::create(&stand.admin, product, &new).await.unwrap().id;
        let calls = |version, status| Calls { application, version, status, ago: MINUTE };
        calls(secret, 403).note(&stand, &[1, 2]).await;
        let asked = || by(&[Dimension::ApiProductVersion], last(Metric::RequestCount, HOUR));
        assert_eq!(ask(&stand.ada, asked()).await, "");
        assert_eq!(ask(&stand.admin, asked()).await, "0 Payments secret 2|");
        // Who was let in, or has asked, knows it.
        calls(stand.version, 403).note(&stand, &[1]).await;
        let new =
            NewRegistration { application: application.to_string(), version: stand.version.to_string() };
        registrations::request(&stand.ada, &new).await.unwrap();
        calls(secret, 200).note(&stand, &[1]).await;
        assert_eq!(ask(&stand.ada, asked()).await, "0 Payments secret 1|0 Payments v2 1|");
    }
}

#[tokio::test]
async fn filters_narrow_each_other() {
    for stand in Stand::each().await {
        let application = registered(&stand, &stand.ada, "shop").await;
        for (status, count) in [(200, 1), (201, 2), (404, 4), (403, 8), (500, 16)] {
            let calls = Calls { application, version: stand.version, status, ago: MINUTE };
            calls.note(&stand, &vec![10; count]).await;
        }
        let all = || last(Metric::RequestCount, HOUR);
        let code = |kind, values: &[&str], query| only(Dimension::StatusCode, kind, values, query);
        let group = |kind, values: &[&str], query| only(Dimension::StatusCodeGrouped, kind, values, query);
        let (yes, not) = (FilterKind::In, FilterKind::NotIn);
        for (asked, count) in [
            (all(), 31),
            (code(yes, &["404", "500"], all()), 20),
            (code(not, &["404"], all()), 27),
            (group(yes, &["2XX", "5XX"], all()), 19),
            (group(not, &["2XX"], all()), 28),
            (group(yes, &["4XX"], code(not, &["404"], all())), 8),
            (code(yes, &["200", "404"], code(yes, &["404", "500"], all())), 4),
            (code(yes, &[], all()), 0),
            (code(not, &[], all()), 31),
            (
                only(Dimension::ApiProductVersion, yes, &[&stand.version.to_string().to_uppercase()], all()),
                31,
            ),
            (only(Dimension::ApiProductVersion, not, &[&stand.version.to_string()], all()), 0),
            (only(Dimension::Application, yes, &[&application.to_string()], all()), 31),
        ] {
            let expected = if count == 0 { String::new() } else { format!("0  {count}|") };
            assert_eq!(ask(&stand.ada, asked.clone()).await, expected, "{asked:?}");
        }
        let both = by(&[Dimension::StatusCodeGrouped, Dimension::StatusCode], all());
        assert_eq!(
            ask(&stand.ada, both).await,
            "0 2XX/201 2|0 2XX/200 1|0 4XX/403 8|0 4XX/404 4|0 5XX/500 16|"
        );
    }
}

#[tokio::test]
async fn of_more_than_fifty_values_those_with_the_most_calls_are_given() {
    for stand in Stand::each().await {
        let application = registered(&stand, &stand.ada, "shop").await;
        for number in 0..60_i64 {
            let calls = Calls { application, version: stand.version, status: 400 + number, ago: MINUTE };
            calls.note(&stand, &vec![10; if number < 10 { 1 } else { 2 }]).await;
        }
        let asked = by(&[Dimension::StatusCode], last(Metric::RequestCount, HOUR));
        let answer = query(&stand.ada, &asked).await.unwrap();
        assert!(answer.truncated && answer.records.len() == 50);
        assert!(answer.records.iter().all(|it| it.amount > 1.5));
        assert_eq!(answer.dimensions[0].values[0].name, "410");
        let slow = by(&[Dimension::StatusCode], last(Metric::Percentile(Histogram::Latency, 50), HOUR));
        let slow = query(&stand.ada, &slow).await.unwrap();
        assert!(slow.truncated && slow.records.len() == 50);
        let kept = |it: &Answer| it.dimensions[0].values.clone();
        assert_eq!(kept(&slow), kept(&answer), "the same ones, whatever is asked");
        let few = query(&stand.ada, &by(&[Dimension::StatusCodeGrouped], asked)).await.unwrap();
        assert!(!few.truncated && few.records.len() == 1);
    }
}

#[tokio::test]
async fn a_question_is_bounded_and_all_that_is_wrong_with_it_is_said_at_once() {
    let stand = Stand::each().await.remove(0);
    let day = || last(Metric::RequestCount, DAY);
    let timed = |granularity_ms, query: Query| by(&[Dimension::Time], Query { granularity_ms, ..query });
    let backwards = Query { end_ms: 5, start_ms: 5, ..day() };
    let many = vec!["200"; 1_001];
    for (asked, expected) in [
        (timed(0, day()), "granularity_ms: min"),
        (timed(59_999, day()), "granularity_ms: min"),
        (timed(-1, last(Metric::RequestCount, 90 * DAY)), "granularity_ms: min"),
        (timed(i64::MIN, day()), "granularity_ms: min"),
        (timed(60_000, last(Metric::RequestCount, 2 * DAY)), "granularity_ms: min"),
        (backwards.clone(), "end_ms: min"),
        (Query { end_ms: i64::MIN, ..day() }, "end_ms: min"),
        (Query { end_ms: i64::MAX, ..day() }, "end_ms: max"),
        (Query { start_ms: -1, ..day() }, "start_ms: min"),
        (Query { start_ms: i64::MIN, end_ms: i64::MAX, ..day() }, "start_ms: min"),
        (Query { start_ms: i64::MAX, end_ms: i64::MAX, ..day() }, "start_ms: max"),
        (last(Metric::RequestCount, 92 * DAY), "end_ms: max"),
        (only(Dimension::Application, FilterKind::In, &["x"], day()), "filter: invalid"),
        (only(Dimension::ApiProductVersion, FilterKind::In, &["' or ''='"], day()), "filter: invalid"),
        (only(Dimension::StatusCode, FilterKind::In, &["99"], day()), "filter: invalid"),
        (only(Dimension::StatusCode, FilterKind::In, &["1000"], day()), "filter: invalid"),
        (only(Dimension::StatusCodeGrouped, FilterKind::In, &["4xx"], day()), "filter: invalid"),
        (only(Dimension::StatusCodeGrouped, FilterKind::In, &["+4XX"], day()), "filter: invalid"),
        (only(Dimension::Time, FilterKind::In, &[], day()), "filter: enum"),
        (only(Dimension::StatusCode, FilterKind::In, &many, day()), "filter: max_items"),
        (
            by(&[Dimension::Time, Dimension::Application, Dimension::StatusCode], backwards),
            "end_ms: min, dimensions: max_items",
        ),
    ] {
        let said = no(query(&stand.ada, &asked).await);
        assert_eq!(said, format!("invalid: {expected}"), "{:?} {}", asked.dimensions, asked.granularity_ms);
    }
    for asked in [
        timed(60_000, last(Metric::RequestCount, 1_500 * MINUTE)),
        timed(30 * DAY_MS, last(Metric::RequestCount, 60 * DAY)),
        timed(i64::MAX, day()),
        Query { granularity_ms: 0, ..day() },
        last(Metric::RequestCount, 90 * DAY),
        by(&[Dimension::Time, Dimension::Time, Dimension::Application], day()),
    ] {
        assert_eq!(ask(&stand.ada, asked).await, "");
    }
}

#[tokio::test]
async fn an_answer_takes_two_statements_and_a_page_three() {
    for stand in Stand::each().await {
        let application = registered(&stand, &stand.ada, "shop").await;
        for minute in 1..30 {
            for status in [200, 404, 500] {
                let calls = Calls { application, version: stand.version, status, ago: minute * MINUTE };
                calls.note(&stand, &[10, 2_000]).await;
            }
        }
        let db = &stand.house.app().db;
        let asked = by(
            &[Dimension::Application, Dimension::Time],
            last(Metric::Percentile(Histogram::Latency, 99), HOUR),
        );
        let before = db.statements();
        query(&stand.ada, &Query { granularity_ms: 60_000, ..asked }).await.unwrap();
        assert_eq!(db.statements() - before, 2);
        let before = db.statements();
        summary(&stand.ada, application, Period::Month).await.unwrap();
        assert_eq!(db.statements() - before, 3);
    }
}

#[tokio::test]
async fn a_page_has_every_part_of_its_period() {
    for stand in Stand::each().await {
        let application = registered(&stand, &stand.ada, "shop").await;
        let calls = |status, ago| Calls { application, version: stand.version, status, ago };
        calls(200, 0).note(&stand, &[1_500, 1_500]).await;
        calls(502, 5 * HOUR + MINUTE).note(&stand, &[1_500]).await;
        calls(200, 25 * HOUR).note(&stand, &[90_000]).await;
        let it = summary(&stand.ada, application, Period::Day).await.unwrap();
        assert_eq!((it.parts.len(), it.total.requests, it.total.errors), (24, 3, 1));
        let with_calls: Vec<_> = it
            .parts
            .iter()
            .filter(|it| it.requests > 0)
            .map(|it| it.at.seconds_since(BEGIN) / HOUR)
            .collect();
        assert_eq!(with_calls, [-6, 0], "the hour that has begun is the last");
        assert!((1.472..1.536).contains(&it.total.latency_p95), "{:?}", it.total);
        let (value, figures) = &it.versions[0];
        assert_eq!((value.name.as_str(), *figures), ("Payments v2", it.total));
        let it = summary(&stand.admin, application, Period::Week).await.unwrap();
        assert_eq!((it.parts.len(), it.total.requests), (28, 4));
        assert!(it.total.latency_p95 > 80.0);
    }
}

/// What the table holds, by span: how many cells.
async fn kept(stand: &Stand) -> String {
    let mut tx = stand.house.app().db.read().await.unwrap();
    let rows = tx
        .all(
            "select span, count(*) as cells from usage_cells
              where metric = 'latency' group by span order by span",
            args![],
        )
        .await
        .unwrap();
    let number = |row: &sql::Row, column: &str| row.get::<i64>(column).unwrap();
    let line = |it: &sql::Row| format!("{} s: {} cells|", number(it, "span"), number(it, "cells"));
    rows.iter().map(line).collect()
}

#[tokio::test]
async fn short_cells_go_first_and_no_call_is_lost_until_the_last() {
    for stand in Stand::each().await {
        let application = registered(&stand, &stand.ada, "shop").await;
        let calls = |status, ago| Calls { application, version: stand.version, status, ago };
        for minute in 0..60 {
            calls(200, minute * MINUTE).note(&stand, &[10, 50_000]).await;
        }
        let asked = |metric| {
            let it = by(&[Dimension::Time], last(metric, 4 * HOUR));
            Query { granularity_ms: HOUR * 1000, end_ms: it.end_ms + HOUR * 1000, ..it }
        };
        let later = async |days: i64| {
            stand.house.wait(days * DAY);
            let (one, two) = (stand.house.again(&stand.admin), stand.house.again(&stand.admin));
            // Two nodes do it at the same time.
            let (one, two) = tokio::join!(tidy(&one), tidy(&two));
            one.and(two).unwrap();
            let ada = stand.house.again(&stand.ada);
            let median = Metric::Percentile(Histogram::Latency, 50);
            (kept(&stand).await, ask(&ada, asked(Metric::RequestCount)).await, ask(&ada, asked(median)).await)
        };
        let (all, counts, medians) = later(0).await;
        assert_eq!(all, "60 s: 120 cells|300 s: 26 cells|3600 s: 4 cells|86400 s: 2 cells|");
        assert_eq!((counts.as_str(), medians.as_str()), ("10800  118|14400  2|", "10800  0.01|14400  0.01|"));
        for (days, expected) in [
            (2, "60 s: 120 cells|300 s: 26 cells|3600 s: 4 cells|86400 s: 2 cells|"),
            (1, "300 s: 26 cells|3600 s: 4 cells|86400 s: 2 cells|"),
            (5, "3600 s: 4 cells|86400 s: 2 cells|"),
            (82, "3600 s: 4 cells|86400 s: 2 cells|"),
        ] {
            assert_eq!(later(days).await, (expected.to_owned(), counts.clone(), medians.clone()));
        }
        assert_eq!(later(2).await, (String::new(), String::new(), String::new()));
    }
}

#[tokio::test]
async fn answers_are_exact_to_the_minute_and_later_to_what_is_kept() {
    for stand in Stand::each().await {
        let application = registered(&stand, &stand.ada, "shop").await;
        let calls = |ago| Calls { application, version: stand.version, status: 200, ago };
        // Two days that begin at 12:34 are told apart by the minute.
        let cut = 34 * MINUTE;
        calls(2 * DAY - cut - MINUTE).note(&stand, &[1]).await;
        calls(DAY - cut).note(&stand, &[1; 2]).await;
        calls(DAY - cut - MINUTE).note(&stand, &[1; 4]).await;
        let query = by(&[Dimension::Time], last(Metric::RequestCount, 2 * DAY));
        let shifted = |query: &Query| Query {
            start_ms: query.start_ms + cut * 1000 + 30_000,
            end_ms: query.end_ms + cut * 1000 + 30_000,
            ..query.clone()
        };
        assert_eq!(ask(&stand.ada, shifted(&query)).await, "0  3|86400  4|");
        stand.house.wait(8 * DAY);
        tidy(&stand.house.again(&stand.admin)).await.unwrap();
        let ada = stand.house.again(&stand.ada);
        assert_eq!(ask(&ada, shifted(&query)).await, "0  6|", "from 13:00 to 13:00");
    }
}

#[tokio::test]
async fn usage_goes_with_its_application_and_its_version() {
    for stand in Stand::each().await {
        let (shop, till) =
            (registered(&stand, &stand.ada, "shop").await, registered(&stand, &stand.ada, "till").await);
        for application in [shop, till] {
            Calls { application, version: stand.version, status: 200, ago: MINUTE }.note(&stand, &[10]).await;
        }
        let asked = || by(&[Dimension::Application], last(Metric::RequestCount, HOUR));
        access::applications::delete(&stand.ada, shop).await.unwrap();
        assert_eq!(ask(&stand.admin, asked()).await, "0 till 1|", "at once");
        assert_eq!(kept(&stand).await, "60 s: 2 cells|300 s: 2 cells|3600 s: 2 cells|86400 s: 2 cells|");
        tidy(&stand.admin).await.unwrap();
        assert_eq!(
            kept(&stand).await,
            "60 s: 1 cells|300 s: 1 cells|3600 s: 1 cells|86400 s: 1 cells|",
            "and what nothing leads to, by and by"
        );
        stand.house.run("delete from registrations", args![]).await;
        stand.house.run("delete from versions", args![]).await;
        assert_eq!(ask(&stand.admin, asked()).await, "");
        tidy(&stand.admin).await.unwrap();
        assert_eq!(kept(&stand).await, "");
    }
}
