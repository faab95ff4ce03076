//! The shelf finds what was committed before, in its order, page by page; and how long it takes.

use std::time::Instant;

use base::{Listed, Page, PortalId};
use catalog::documents::{self, NewDocument};
use catalog::products::{self, NewProduct};
use catalog::search;
use catalog::shelf::{self, Access, Card, Latest, Search};
use catalog::specifications::{self, NewSpecification};
use catalog::{publications, versions};
use frame::Call;
use people::portals;
use sql::args;
use testkit::TestHouse;

use crate::specifications::SOUND;
use crate::stand::{Browser, houses, offered, role};

async fn find(call: &Call, text: &str) -> Listed<Card> {
    shelf::search(call, &Search { text: text.into(), ..Search::default() }, Page::first(24)).await.unwrap()
}

async fn names(call: &Call, text: &str) -> String {
    find(call, text).await.items.iter().map(|it| it.name.as_str()).collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn what_was_committed_is_found_and_what_is_gone_is_not() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let ada = house.developer(portal, "ada").await;
        assert_eq!(names(&ada, "").await, "");
        let (payments, version) = offered(&admin, portal, "Payments").await;
        let (refunds, other) = offered(&admin, portal, "Refunds").await;
        assert_eq!(names(&ada, "").await, "Payments Refunds");
        assert_eq!(names(&ada, "refun").await, "Refunds", "the beginning of a word");
        assert_eq!(names(&ada, "refnud").await, "Refunds", "a typing error");
        assert_eq!(names(&ada, "fund").await, "", "not the end of one");
        let new = |content: &str, state: &str| NewDocument {
            title: "Start".into(),
            content: content.into(),
            state: state.into(),
            ..NewDocument::default()
        };
        let chargeback = new("How a **Chargeback** works", "published");
        let document = documents::create(&admin, payments.id, &chargeback).await.unwrap();
        assert_eq!(names(&ada, "chargeback").await, "Payments");
        documents::update(&admin, document.id, &new("chargeback", "unpublished")).await.unwrap();
        assert_eq!(names(&ada, "chargeback").await, "");
        let file = NewSpecification { name: "a.yaml".into(), content: SOUND.into() };
        specifications::replace(&admin, version.id, file).await.unwrap();
        assert_eq!(names(&ada, "refunds").await, "Refunds Payments", "a name before an operation");
        assert_eq!(names(&ada, "listpayments").await, "Payments");
        let changed =
            NewProduct { name: "Money".into(), description: "moves".into(), ..NewProduct::default() };
        products::update(&admin, payments.id, &changed).await.unwrap();
        assert_eq!(names(&ada, "moves").await, "Money");
        versions::delete(&admin, version.id).await.unwrap();
        assert_eq!(names(&ada, "listpayments").await, "");
        assert_eq!(find(&ada, "money").await.items[0].latest, None);
        assert_eq!(
            find(&ada, "refunds").await.items[0].latest,
            Some(Latest { id: other.id, name: other.name })
        );
        publications::unpublish_product(&admin, refunds.id, portal).await.unwrap();
        products::delete(&admin, payments.id).await.unwrap();
        assert_eq!(names(&ada, "").await, "");
    }
}

#[tokio::test]
async fn with_rbac_each_developer_has_a_shelf_of_their_own() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let (ada, bob) = (house.developer(portal, "ada").await, house.developer(portal, "bob").await);
        let (one, _) = offered(&admin, portal, "One").await;
        offered(&admin, portal, "Two").await;
        house.run("update portals set rbac = true", args![]).await;
        role(&house, &ada, one.id, "viewer").await;
        role(&house, &ada, one.id, "consumer").await;
        assert_eq!(names(&ada, "").await, "One");
        assert_eq!(find(&ada, "").await.total, 1);
        assert_eq!(names(&bob, "").await, "");
        assert_eq!(names(&house.visitor(portal), "").await, "");
    }
}

#[tokio::test]
async fn a_shelf_that_missed_much_catches_up_piece_by_piece() {
    let house = TestHouse::sqlite(catalog::TEXTS).await;
    let portal = house.portal("acme").await;
    let ada = house.developer(portal, "ada").await;
    assert_eq!(find(&ada, "").await.total, 0);
    fill(&house, portal, 250).await;
    assert_eq!(find(&ada, "").await.total, 100, "a request does a hundred at most");
    search::refresh(house.app()).await.unwrap();
    assert_eq!(find(&ada, "").await.total, 250);
    house.run("delete from changes", args![]).await;
    house.run("update feed set seq = seq + 5", args![]).await;
    assert_eq!(find(&ada, "").await.total, 250, "a feed that does not reach back is no obstacle");
    assert_eq!(find(&ada, "weather").await.total, 62, "names are found until the index is there");
    assert_eq!(find(&ada, "told").await.total, 0);
    search::refresh(house.app()).await.unwrap();
    assert_eq!(find(&ada, "told").await.total, 250);
}

#[tokio::test]
async fn the_wait_for_access_is_told_as_it_is() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let visitor = house.visitor(portal);
        let wait = async || {
            let settings = portals::find(&mut visitor.read().await.unwrap(), &portal).await.unwrap();
            shelf::access(&visitor, &settings).await.unwrap()
        };
        offered(&admin, portal, "One").await;
        assert_eq!(wait().await, Access::ByHand);
        let (two, version) = offered(&admin, portal, "Two").await;
        let shown = publications::of_version(&admin, version.id).await.unwrap().remove(0).publication;
        let at_once = publications::NewPublication { auto_approve: true, ..(&shown).into() };
        publications::publish_version(&admin, version.id, &at_once).await.unwrap();
        assert_eq!(wait().await, Access::Depends);
        house.run("update portals set auto_approve_registrations = true", args![]).await;
        assert_eq!(wait().await, Access::AtOnce);
        products::delete(&admin, two.id).await.unwrap();
    }
}

/// The numbers from 0, each with a text of twelve digits and a word.
macro_rules! numbered {
    ($insert:literal, $select:literal) => {
        concat!(
            $insert,
            " with recursive numbers (i) as (select 0 union all select i + 1 from numbers where i < $1 - 1),
                   named as (
                     select i, substr('000000000000' || cast(i as text), length(cast(i as text)) + 1) as digits,
                            case i % 4 when 0 then 'orders' when 1 then 'parcels' when 2 then 'weather'
                                       else 'maps' end as word
                       from numbers) ",
            $select,
            " from named"
        )
    };
}

const PRODUCTS: &str = numbered!(
    "insert into products (id, slug, name, description, created_at, updated_at)",
    "select '00000000-0000-7000-8000-' || digits, 'p-' || i, word || ' ' || i, 'for ' || word, 0, 0"
);
const SHOWN: &str = numbered!(
    "insert into product_publications (product, portal, created_at)",
    "select '00000000-0000-7000-8000-' || digits, $2, 0"
);
const VERSIONS: &str = numbered!(
    "insert into versions (id, product, name, created_at, updated_at)",
    "select '00000000-0000-7000-8001-' || digits, '00000000-0000-7000-8000-' || digits, 'v1', 0, 0"
);
const OFFERS: &str = numbered!(
    "insert into publications (id, version, portal, state, deprecated, registration, auto_approve,
                               created_at, updated_at)",
    "select '00000000-0000-7000-8002-' || digits, '00000000-0000-7000-8001-' || digits, $2, 'published',
            false, false, false, 0, 0"
);
const DOCUMENTS: &str = numbered!(
    "insert into documents (id, product, slug, title, content, state, position, created_at, updated_at)",
    "select '00000000-0000-7000-8003-' || digits, '00000000-0000-7000-8000-' || digits, 'start', 'Start',
            'About ' || word || ' number ' || i || $2, 'published', 0, 0, 0"
);
const SPECIFICATIONS: &str = numbered!(
    "insert into specifications (id, version, name, title, created_at, updated_at)",
    "select '00000000-0000-7000-8004-' || digits, '00000000-0000-7000-8001-' || digits, 'a', 'A', 0, 0"
);
const FILES: &str = numbered!(
    "insert into specification_files (specification, content, operations)",
    "select '00000000-0000-7000-8004-' || digits, '',
            '[{\"method\":\"GET\",\"path\":\"/' || word || '\",\"tags\":[],\"deprecated\":false}]'"
);
const CHANGES: &str = numbered!(
    "insert into changes (seq, at, kind, id)",
    "select (select seq from feed) + i + 1, 0, 'product', '00000000-0000-7000-8000-' || digits"
);

/// Products in the tables, with a version, a document and a specification each, and the feed told of all.
pub(crate) async fn fill(house: &TestHouse, portal: PortalId, count: u32) {
    let text = "All of it, in order and told once more. ".repeat(60);
    house.run(PRODUCTS, args![count]).await;
    house.run(SHOWN, args![count, portal]).await;
    house.run(VERSIONS, args![count]).await;
    house.run(OFFERS, args![count, portal]).await;
    house.run(DOCUMENTS, args![count, text]).await;
    house.run(SPECIFICATIONS, args![count]).await;
    house.run(FILES, args![count]).await;
    house.run(CHANGES, args![count]).await;
    house.run("update feed set seq = seq + $1", args![count]).await;
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repetition() {
    let house = TestHouse::sqlite(catalog::TEXTS).await;
    let portal = house.portal("acme").await;
    fill(&house, portal, 60).await;
    let visitor = house.visitor(portal);
    let mut seen = Vec::new();
    for (page, size, count) in [(1, 24, 24), (2, 24, 24), (3, 24, 12), (4, 24, 0), (1, 100, 60), (6, 11, 5)] {
        let list = shelf::search(&visitor, &Search::default(), Page::new(page, size)).await.unwrap();
        assert_eq!((list.items.len(), list.total), (count, 60));
        if size == 24 {
            seen.extend(list.items.into_iter().map(|it| it.name));
        }
    }
    let mut sorted = seen.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!(sorted, seen);
}

#[tokio::test]
async fn many_products_are_searched_and_the_time_is_told() {
    let house = TestHouse::sqlite(catalog::TEXTS).await;
    let portal = house.portal("acme").await;
    fill(&house, portal, 400).await;
    let began = Instant::now();
    search::refresh(house.app()).await.unwrap();
    println!("400 products can be found after {} ms", began.elapsed().as_millis());
    let browser = Browser::at_portal(&house.visitor(portal), true);
    for path in [
        "/",
        "/products",
        "/products?page=9",
        "/products?q=weather",
        "/products?q=about+number+77",
        "/products?q=nowhere",
        "/products?show=current",
        "/products/p-77",
        "/search?q=weather",
        "/search?q=about+number+77",
        "/search?q=wether",
        "/search?q=we&part=list",
    ] {
        let mut times = Vec::new();
        for _ in 0..50 {
            let began = Instant::now();
            assert_eq!(browser.get(path).await.status, 200);
            times.push(began.elapsed().as_micros());
        }
        times.sort_unstable();
        println!("{path:28} median {:5} µs, slowest of 50 {:5} µs", times[25], times[49]);
    }
    assert_eq!(find(&house.visitor(portal), "weather").await.total, 100);
}
