//! The audit log's page and its file.

use axum::http::StatusCode;
use base::{Page, Right};
use console::audit::{self, look};
use frame::audit::Filter;
use frame::{Call, Event};
use futures_util::TryStreamExt;
use sql::args;
use testkit::TestHouse;
use ui::Texts;

use crate::pages::{admin_with, get, houses};

async fn record(house: &TestHouse, call: &Call, event: Event) {
    let call = house.again(call);
    let mut tx = call.write().await.unwrap();
    call.record(&mut tx, event).await.unwrap();
    tx.commit().await.unwrap();
    house.wait(1);
}

async fn export(call: &Call, filter: Filter, most: usize) -> String {
    let pieces: Vec<String> = audit::export(call, filter, most).unwrap().try_collect().await.unwrap();
    pieces.concat()
}

/// So many lines, of the same moment each ten.
async fn many_lines(house: &TestHouse, count: i64) {
    let sql = "with recursive n(i) as (select 1 union all select i + 1 from n where i < $1)
               insert into audit_log (id, at, event, actor_kind, actor_name, door, subject_kind, subject_id,
                                      subject_name, detail, request, address)
               select '01890a5d-ac96-774b-bcce-' || substr(cast(1000000000000 + i as text), 2), i / 10, 'x.happened',
                      'admin', 'olu@example.com', 'console', 'x', 'id', 'name', '', 'trace', '' from n";
    house.run(sql, args![count]).await;
}

#[tokio::test]
async fn the_page_says_in_words_who_did_what_and_links_to_what_is_still_there() {
    for house in houses().await {
        let admin = house.admin();
        let empty = get(&house, &admin, "/audit").await;
        assert!(empty.status == StatusCode::OK && empty.body.contains("Nothing has happened yet"));

        let portal = house.portal("acme").await;
        let ada = house.developer(portal, "ada").await;
        let id = ada.developer().unwrap().id;
        let gone = "01890a5d-ac96-774b-bcce-b302099a8057";
        let detail = serde_json::json!({ "reason": "<i>no</i>" });
        record(&house, &admin, Event::new("developer.approved", id, "ada@example.com").within(portal)).await;
        record(&house, &admin, Event::new("product.deleted", gone, "Pay & more").detail(detail)).await;
        record(&house, &admin.by_portal(), Event::new("odd.thing_happened", gone, "odd")).await;
        let page = get(&house, &admin, "/audit").await;
        for said in [
            "Developer approved",
            "olu@example.com",
            &format!("href=\"/developers/{id}\""),
            "Portal acme",
            "Product deleted",
            "Pay &#38; more",
            "&#60;i&#62;no&#60;",
            "odd.thing_happened",
            "The portal itself",
            &format!("/audit?subject={gone}"),
        ] {
            assert!(page.body.contains(said), "{said} is not on\n{}", page.body);
        }
        assert!(!page.body.contains(&format!("/products/{gone}")), "no link to what is gone");
        let one = get(&house, &admin, &format!("/audit?subject={id}")).await;
        assert!(one.body.contains("Developer approved") && !one.body.contains("Product deleted"));
        assert!(one.body.contains(&format!("/audit.csv?subject={id}")), "{}", one.body);
        let none = get(&house, &admin, "/audit?q=nothing+of+that+kind").await;
        assert!(none.body.contains("No such line"));
    }
}

#[tokio::test]
async fn only_who_may_read_the_console_reads_the_log() {
    for house in houses().await {
        let stranger = admin_with(&house, &[]);
        assert_eq!(get(&house, &stranger, "/audit").await.status, StatusCode::FORBIDDEN);
        assert_eq!(get(&house, &stranger, "/audit.csv").await.status, StatusCode::FORBIDDEN);
        assert!(audit::export(&stranger, Filter::default(), 1).is_err());
        assert!(look(&stranger, &Filter::default(), Page::first(1)).await.is_err());
        let reader = admin_with(&house, &[Right::ReadConsole]);
        assert_eq!(get(&house, &reader, "/audit").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn the_file_is_a_table_that_no_spreadsheet_takes_for_formulas() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let event = Event::new("application.created", "id-1", "=cmd|'/c calc'!A1").within(portal);
        record(&house, &admin, event).await;
        record(&house, &admin, Event::new("application.changed", "id-2", "Shop, \"new\"")).await;
        let file = get(&house, &admin, "/audit.csv").await;
        assert_eq!(file.status, StatusCode::OK);
        assert_eq!(file.header("content-type"), "text/csv; charset=utf-8; header=present");
        assert_eq!(file.header("content-disposition"), "attachment; filename=\"audit-2026-06-01.csv\"");
        let lines: Vec<_> = file.body.split("\r\n").collect();
        assert_eq!(lines.len(), 4);
        assert!(lines[0].starts_with("at,event,actor_kind,actor,portal_id,portal,door,subject_kind"));
        assert!(
            lines[1]
                .starts_with("2026-06-01T12:00:01.000Z,application.changed,admin,olu@example.com,,,console,")
        );
        assert!(lines[1].contains(",id-2,\"Shop, \"\"new\"\"\",,"), "{}", lines[1]);
        assert!(
            lines[2].contains(",Portal acme,console,application,id-1,\"'=cmd|'/c calc'!A1\","),
            "{}",
            lines[2]
        );
        let one = get(&house, &admin, "/audit.csv?subject=id-1").await;
        assert_eq!(one.body.split("\r\n").count(), 3);
    }
}

#[tokio::test]
async fn a_long_log_is_written_out_without_a_gap_or_a_double_up_to_its_bound() {
    for house in houses().await {
        many_lines(&house, 2500).await;
        let admin = house.admin();
        let all = export(&admin, Filter::default(), 100_000).await;
        let moments: Vec<_> = all.lines().skip(1).map(|it| it.split(',').next().unwrap()).collect();
        assert_eq!(moments.len(), 2500);
        assert!(moments.is_sorted_by(|newer, older| newer >= older));
        for (most, expected) in [(0, 0), (1, 1), (1000, 1000), (1001, 1001), (2499, 2499), (2500, 2500)] {
            let some = export(&admin, Filter::default(), most).await;
            assert_eq!(some.lines().count(), 1 + expected);
            assert!(all.starts_with(&some), "the newest {most}");
        }
        let none = export(&admin, Filter { text: "nothing".to_owned(), ..Filter::default() }, 100).await;
        assert_eq!(none.lines().count(), 1);
    }
}

#[test]
fn the_sentences_are_sound() {
    assert_eq!(Texts::new(console::TEXTS).problems(), [] as [&str; 0]);
}
