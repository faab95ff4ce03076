//! The search finds everything, the best first, marks it, and never tells of what may not be seen.

use std::fmt::Write;
use std::time::{Duration, Instant};

use base::{Page, PortalId};
use catalog::documents::{self, NewDocument};
use catalog::products::{self, NewProduct, Product};
use catalog::publications::{self, NewPublication};
use catalog::search::{self, Finds, Hit, Kind, Marked, Search};
use catalog::shelf;
use catalog::specifications::{self, NewSpecification};
use catalog::versions::{self, NewVersion};
use frame::{App, Call};
use sql::args;
use testkit::TestHouse;

use crate::shelf::fill;
use crate::specifications::SOUND;
use crate::stand::{Browser, houses, offered, product, role, said, version};

async fn find(call: &Call, text: &str) -> Finds {
    narrow(call, text, None, None).await
}

async fn narrow(call: &Call, text: &str, kind: Option<Kind>, product: Option<&Product>) -> Finds {
    let search = Search { text: text.into(), kind, product: product.map(|it| it.slug.clone()) };
    search::find(call, &search, Page::first(20)).await.unwrap()
}

/// The finds, `kind title`, a line each.
fn list(finds: &Finds) -> String {
    finds.hits.items.iter().fold(String::new(), |mut all, it| {
        let _ = writeln!(all, "{} {}", it.kind().word(), plain(&it.title));
        all
    })
}

fn plain(marked: &Marked) -> String {
    marked.pieces().iter().map(|it| it.text.as_str()).collect()
}

fn shown(marked: &Marked) -> String {
    let piece = |(text, is_found): (&str, bool)| if is_found { format!("[{text}]") } else { text.to_owned() };
    marked.pieces().iter().map(|it| piece((&it.text, it.is_found))).collect()
}

async fn named(admin: &Call, portal: PortalId, name: &str, about: &str) -> Product {
    let new = NewProduct { name: name.into(), description: about.into(), ..NewProduct::default() };
    let product = products::create(admin, &new).await.unwrap();
    publications::publish_product(admin, product.id, portal).await.unwrap();
    product
}

async fn show_version(admin: &Call, portal: PortalId, product: &Product, name: &str, specification: &str) {
    let version = version(admin, product.id, name).await;
    let new = NewPublication { portal: portal.to_string(), ..NewPublication::default() };
    publications::publish_version(admin, version.id, &new).await.unwrap();
    if !specification.is_empty() {
        let file = NewSpecification { name: "a.yaml".into(), content: specification.into() };
        specifications::replace(admin, version.id, file).await.unwrap();
    }
}

async fn document(admin: &Call, product: &Product, title: &str, content: &str) -> documents::Document {
    let new = NewDocument {
        title: title.into(),
        content: content.into(),
        state: "published".into(),
        ..NewDocument::default()
    };
    documents::create(admin, product.id, &new).await.unwrap()
}

fn on(app: &App, call: &Call) -> Call {
    let mut there = call.clone();
    there.app = app.clone();
    there
}

const OPERATION: &str = "\
openapi: 3.0.3
info: {title: A, version: '1'}
paths:
  /zebras:
    get: {summary: Count zebras, operationId: listZebras, responses: {'200': {description: ok}}}
";

#[tokio::test]
async fn a_name_counts_more_than_a_version_that_more_than_a_description_and_so_on() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let ada = house.developer(portal, "ada").await;
        named(&admin, portal, "Zebra", "").await;
        named(&admin, portal, "Zebra crossings", "").await;
        named(&admin, portal, "Described", "about a zebra").await;
        let other = named(&admin, portal, "Other", "").await;
        show_version(&admin, portal, &other, "zebra-1", "").await;
        document(&admin, &other, "The zebra", "stripes").await;
        document(&admin, &other, "Begin", "A **zebra** has stripes").await;
        show_version(&admin, portal, &other, "v1", OPERATION).await;
        let finds = find(&ada, "zebra").await;
        assert_eq!(
            list(&finds),
            "product Zebra\nproduct Zebra crossings\nversion zebra-1\nproduct Described\n\
             document The zebra\ndocument Begin\noperation Count zebras\n"
        );
        assert_eq!((finds.of_kinds, finds.hits.total), ([3, 1, 2, 1], 7));
        assert_eq!((finds.is_close, finds.is_partial), (false, false));
        let first = finds.of_products.first().map(|it| (it.name.clone(), it.count));
        assert_eq!(first, Some(("Other".to_owned(), 4)), "where most is");
        let of_documents = narrow(&ada, "zebra", Some(Kind::Document), None).await;
        assert_eq!(list(&of_documents), "document The zebra\ndocument Begin\n");
        assert_eq!((of_documents.of_kinds, of_documents.hits.total), ([3, 1, 2, 1], 2));
        let of_one = narrow(&ada, "zebra", None, Some(&other)).await;
        assert_eq!((of_one.of_kinds, of_one.product.unwrap().name), ([0, 1, 2, 1], "Other".to_owned()));
        let unknown = Search { text: "zebra".into(), product: Some("nowhere".into()), ..Search::default() };
        assert_eq!(said(search::find(&ada, &unknown, Page::first(10)).await), "not found");
    }
}

#[tokio::test]
async fn words_are_found_by_their_stems_beginnings_and_with_typing_errors() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let ada = house.developer(portal, "ada").await;
        for name in ["Ferries", "Crème brûlée", "Straße", "決済サービス", "משלוחים", "Платежи"]
        {
            named(&admin, portal, name, "").await;
        }
        let orders = named(&admin, portal, "Orders", "Cancellation of organisations").await;
        show_version(&admin, portal, &orders, "2026-11", SOUND).await;
        for (search, found) in [
            ("ferry", "product Ferries\n"),
            ("FERR", "product Ferries\n"),
            ("f", "product Ferries\n"),
            ("frery", "product Ferries\n"),
            ("creme brulee", "product Crème brûlée\n"),
            ("strasse", "product Straße\n"),
            ("決済", "product 決済サービス\n"),
            ("サービス", "product 決済サービス\n"),
            ("ービ", "product 決済サービス\n"),
            ("済", "product 決済サービス\n"),
            ("決算", ""),
            ("משלוח", "product משלוחים\n"),
            ("платежи", "product Платежи\n"),
            ("cancelled", "product Orders\n"),
            ("cancelation", "product Orders\n"),
            ("orgnaisation", "product Orders\n"),
            ("2026", "version 2026-11\n"),
            ("orders 2026-11", "version 2026-11\n"),
            ("listPayments", "operation List payments\n"),
            ("refunds", "operation /refunds/{id}\n"),
            ("orders refunds get", "operation /refunds/{id}\n"),
            ("/refunds/{id}", "operation /refunds/{id}\n"),
            ("ferries refunds", ""),
            ("the of", ""),
            ("xyzzy", ""),
            ("?!", ""),
            ("", ""),
        ] {
            assert_eq!(list(&find(&ada, search).await), found, "{search}");
        }
        assert!(find(&ada, "frery").await.is_close);
        assert!(!find(&ada, "xyzzy").await.is_close);
        assert_eq!(find(&ada, "payments").await.of_kinds, [0, 0, 0, 2]);
    }
}

#[tokio::test]
async fn what_was_looked_for_is_marked_and_nothing_is_markup() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let ada = house.developer(portal, "ada").await;
        let evil = "<script>alert('pay')</script> {{7*7}}";
        let product = named(&admin, portal, "<b>Pay</b> & more", evil).await;
        let content = format!(
            "{}\n\nHere *refunds* of <i>ferries</i> are `made`.\n{}",
            "word ".repeat(90),
            "end ".repeat(90)
        );
        document(&admin, &product, "Guide", &content).await;
        let hit = |finds: Finds| finds.hits.items.into_iter().next().unwrap();
        let it: Hit = hit(find(&ada, "pay").await);
        assert_eq!(shown(&it.title), "<b>[Pay]</b> & more");
        let it = hit(find(&ada, "ferry refund").await);
        assert!(shown(&it.text).contains("Here [refunds] of [ferries] are made."), "{}", shown(&it.text));
        let page = Browser::at_portal(&ada, true).get("/search?q=pay+%3Cscript%3E").await.text;
        assert!(!page.contains("<script>a"), "{page}");
        let page = Browser::at_portal(&ada, true).get("/search?q=pay").await.text;
        assert!(page.contains("&#60;b&#62;<mark>Pay</mark>&#60;/b&#62; &#38; more"), "{page}");
        assert!(!page.contains("alert('") && page.contains("alert(&#39;<mark>pay</mark>&#39;)"), "{page}");
        let page =
            Browser::at_portal(&ada, true).get("/search?q=%22%3E%3Cimg+src%3Dx%3E&kind=%22%3E&page=-1").await;
        assert!(page.status == 200 && !page.text.contains("<img src=x"), "{}", page.text);
    }
}

#[tokio::test]
async fn what_may_not_be_seen_leaves_no_trace() {
    for house in houses().await {
        let admin = house.admin();
        let (here, there) = (house.portal("here").await, house.portal("there").await);
        let (ada, bob) = (house.developer(here, "ada").await, house.developer(here, "bob").await);
        let open = named(&admin, here, "Open orders", "").await;
        let secret = named(&admin, here, "Secret orders", "of unicorns").await;
        named(&admin, there, "Elsewhere orders", "").await;
        product(&admin, "Unpublished orders").await;
        document(&admin, &secret, "Orders of unicorns", "orders").await;
        let draft =
            NewDocument { title: "Draft orders".into(), content: "orders".into(), ..NewDocument::default() };
        documents::create(&admin, open.id, &draft).await.unwrap();
        let hidden = NewVersion { name: "orders-1".into(), ..NewVersion::default() };
        let hidden = versions::create(&admin, open.id, &hidden).await.unwrap();
        let file =
            NewSpecification { name: "a.yaml".into(), content: OPERATION.replace("zebra", "orders").into() };
        specifications::replace(&admin, hidden.id, file).await.unwrap();
        let elsewhere = NewPublication { portal: there.to_string(), ..NewPublication::default() };
        let _ = publications::publish_version(&admin, hidden.id, &elsewhere).await;
        assert_eq!(
            list(&find(&ada, "orders").await),
            "product Open orders\nproduct Secret orders\ndocument Orders of unicorns\n"
        );

        house.run("update portals set rbac = true where id = $1", args![here]).await;
        role(&house, &ada, open.id, "viewer").await;
        role(&house, &bob, secret.id, "consumer").await;
        let finds = find(&ada, "orders").await;
        assert_eq!((list(&finds).as_str(), finds.of_kinds), ("product Open orders\n", [1, 0, 0, 0]));
        assert!(finds.of_products.is_empty());
        assert_eq!(find(&ada, "unicorns").await.of_kinds, [0; 4]);
        assert!(!find(&ada, "unicorms").await.is_close, "nearly a word that is hidden");
        assert!(find(&ada, "ordres").await.is_close);
        assert_eq!(find(&bob, "unicorns").await.of_kinds, [1, 0, 1, 0]);
        assert_eq!(find(&house.visitor(here), "orders").await.of_kinds, [0; 4]);
        let narrowed =
            Search { text: "orders".into(), product: Some(secret.slug.clone()), ..Search::default() };
        assert_eq!(said(search::find(&ada, &narrowed, Page::first(10)).await), "not found");
        let asked = shelf::Search { text: "unicorns".into(), ..shelf::Search::default() };
        assert_eq!(shelf::search(&ada, &asked, Page::first(9)).await.unwrap().total, 0);

        house.run("update portals set rbac = false, catalog = 'private' where id = $1", args![here]).await;
        assert_eq!(find(&house.visitor(here), "orders").await.of_kinds, [0; 4]);
        assert_eq!(find(&ada, "orders").await.of_kinds, [2, 0, 1, 0]);
        let visitor = Browser::at_portal(&house.visitor(here), false);
        assert_ne!(visitor.get("/search?q=orders").await.status, 200);
    }
}

#[tokio::test]
async fn every_node_finds_what_was_committed_before() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let ada = house.developer(portal, "ada").await;
        let node = house.another_node();
        let there = on(&node, &ada);
        assert_eq!(find(&there, "zebra").await.of_kinds, [0; 4]);
        let product = named(&admin, portal, "Zebra", "").await;
        assert_eq!(find(&there, "zebra").await.of_kinds, [1, 0, 0, 0]);
        let guide = document(&admin, &product, "Begin", "A zebra").await;
        assert_eq!(find(&there, "zebra").await.of_kinds, [1, 0, 1, 0]);
        assert_eq!(find(&ada, "zebra").await.of_kinds, [1, 0, 1, 0]);
        documents::delete(&admin, guide.id).await.unwrap();
        publications::unpublish_product(&admin, product.id, portal).await.unwrap();
        assert_eq!(find(&there, "zebra").await.of_kinds, [0; 4]);
        for round in 0..30 {
            let product = named(&admin, portal, &format!("Lion {round}"), "").await;
            assert_eq!(find(&there, "lion").await.of_kinds, [round + 1, 0, 0, 0]);
            document(&admin, &product, "Roar", "lions").await;
            products::delete(&admin, product.id).await.unwrap();
            named(&admin, portal, &format!("Lion again {round}"), "").await;
        }
        assert_eq!(find(&there, "lion").await.of_kinds, [30, 0, 0, 0]);
    }
}

#[tokio::test]
async fn a_large_catalog_is_found_by_its_names_until_its_words_are_read() {
    let house = TestHouse::sqlite(catalog::TEXTS).await;
    let portal = house.portal("acme").await;
    let admin = house.admin();
    fill(&house, portal, 300).await;
    let visitor = house.visitor(portal);
    let finds = find(&visitor, "weather").await;
    assert_eq!((finds.of_kinds, finds.is_partial, finds.hits.items.len()), ([75, 0, 0, 0], true, 20));
    let page = Browser::at_portal(&visitor, true).get("/search?q=weather").await.text;
    assert!(page.contains("still being read"), "{page}");
    let (one, two) = tokio::join!(search::refresh(house.app()), named(&admin, portal, "Weather late", ""));
    one.unwrap();
    let finds = find(&visitor, "weather").await;
    assert_eq!((finds.of_kinds, finds.is_partial), ([76, 0, 75, 75], false), "{}", two.name);
    let all = Search { text: "weather".into(), ..Search::default() };
    let mut seen = std::collections::HashSet::new();
    for page in 1..=12 {
        let finds = search::find(&visitor, &all, Page::new(page, 20)).await.unwrap();
        seen.extend(
            finds.hits.items.iter().map(|it| format!("{} {} {}", it.path, plain(&it.title), it.product)),
        );
    }
    assert_eq!(seen.len(), 226, "no page repeats or leaves out what another shows");
    assert!(search::find(&visitor, &all, Page::new(900_000, 20)).await.unwrap().hits.items.is_empty());
}

#[tokio::test]
async fn hostile_searches_are_answered_like_others() {
    let house = TestHouse::sqlite(catalog::TEXTS).await;
    let portal = house.portal("acme").await;
    fill(&house, portal, 300).await;
    search::refresh(house.app()).await.unwrap();
    let visitor = house.visitor(portal);
    let many: String = (0..5000).fold(String::new(), |all, it| all + &format!("w{it} "));
    let long_words: String =
        (0..20).fold(String::new(), |all, it| all + &"abcdefgh".repeat(20) + &format!("{it} "));
    for text in [
        &many,
        &long_words,
        &"a ".repeat(100_000),
        &"a".repeat(1_000_000),
        &"決".repeat(100_000),
        &"\u{202e}\u{2066}weather\u{2069}".repeat(50),
        "name:weather OR (orders AND *) ~2 ^99 [a TO z] /.*.*.*/ \"",
        "../../etc/passwd%00' or 1=1 --",
        "\0\u{1}ferri \u{FFFF}\u{10FFFF}",
        "wether parclse odrers masp numbre aboutt storry teling",
    ] {
        let began = Instant::now();
        find(&visitor, text).await;
        let browser = Browser::at_portal(&visitor, true);
        let q: String = text.chars().take(3000).collect();
        for part in ["", "list"] {
            assert_eq!(
                browser.get(&frame::door::href("/search", &[("q", &q), ("part", part)])).await.status,
                200
            );
        }
        assert_eq!(browser.get(&frame::door::href("/products", &[("q", &q)])).await.status, 200);
        let short: String = text.chars().take(30).collect();
        assert!(began.elapsed() < Duration::from_secs(3), "{short} took {:?}", began.elapsed());
    }
}

#[tokio::test]
async fn the_page_needs_no_script_and_the_palette_gets_its_finds_alone() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let ada = house.developer(portal, "ada").await;
        let (pay, _) = offered(&admin, portal, "Payments").await;
        document(&admin, &pay, "Payments guide", "All about payments").await;
        let browser = Browser::at_portal(&ada, true);
        let page = browser.get("/search").await.text;
        assert!(page.contains("action=\"/search\"") && !page.contains("class=\"hits\""), "{page}");
        let page = browser.get("/search?q=payments&kind=document").await.text;
        assert!(page.contains("<title>payments · Search · "), "{page}");
        assert!(
            page.contains("value=\"payments\"") && page.contains("name=\"kind\" value=\"document\""),
            "{page}"
        );
        assert!(page.contains("href=\"/products/payments/docs/payments-guide\""), "{page}");
        assert!(!page.contains("href=\"/products/payments\""), "{page}");
        let page = browser.get("/search?q=payments&product=payments").await.text;
        assert!(
            page.contains("Only in \u{2068}Payments\u{2069}.") || page.contains("Only in Payments."),
            "{page}"
        );
        let part = browser.get("/search?q=pay&part=list").await.text;
        assert!(part.starts_with("<a role=\"option\"") && !part.contains("<html"), "{part}");
        assert_eq!(part.matches("role=\"option\"").count(), 3, "two finds, and all of them");
        let none = browser.get("/search?q=xyzzy&part=list").await.text;
        assert!(none.starts_with("<p data-said=") && !none.contains("option"), "{none}");
        assert_eq!(browser.get("/search?q=&part=list").await.text.trim(), "");
    }
}
