//! Who sees what, as one table; and that each way to a thing says the same.

use std::fmt::Write;

use base::{Page, PortalId, Result};
use catalog::documents::{self, NewDocument};
use catalog::publications::{self, NewPublication};
use catalog::search;
use catalog::shelf::{self, Search};
use catalog::{products, specifications, versions};
use frame::Call;
use sql::args;
use testkit::TestHouse;

use crate::stand::{Browser, houses, offered, product, role, said, version};

/// How a portal stands, and whether one of the two sees the product and may register: `-`, `sees`, `registers`.
const TABLE: &str = "\
public              visitor registers, developer registers
private             visitor -, developer registers
public rbac         visitor -, developer -
public rbac viewer  visitor -, developer sees
public rbac consumer visitor -, developer registers
private rbac viewer visitor -, developer sees
elsewhere           visitor -, developer -
unpublished version visitor -, developer -
unpublished product visitor -, developer -
";

#[tokio::test]
async fn visibility_is_one_table_on_every_way_to_a_thing() {
    for house in houses().await {
        let admin = house.admin();
        let mut table = String::new();
        for (number, line) in TABLE.lines().enumerate() {
            let (name, _) = line.split_once(" visitor ").unwrap();
            let name = name.trim_end();
            let portal = house.portal(&format!("portal-{number}")).await;
            let home = if name == "elsewhere" { house.portal("elsewhere").await } else { portal };
            let (product, version) = offered(&admin, home, &format!("Product {number}")).await;
            let ada = house.developer(portal, "ada").await;
            set(&house, portal, name).await;
            for word in ["viewer", "consumer"].into_iter().filter(|it| name.contains(it)) {
                role(&house, &ada, product.id, word).await;
            }
            if name == "unpublished version" {
                let new = NewPublication {
                    portal: portal.to_string(),
                    state: "unpublished".into(),
                    ..NewPublication::default()
                };
                publications::publish_version(&admin, version.id, &new).await.unwrap();
            }
            if name == "unpublished product" {
                publications::unpublish_product(&admin, product.id, portal).await.unwrap();
            }
            let visitor = house.visitor(portal);
            let [one, other] = [sight(&visitor, &version.id).await, sight(&ada, &version.id).await];
            writeln!(table, "{name:19} visitor {one}, developer {other}").unwrap();
            for call in [&visitor, &ada] {
                let sees = sight(call, &version.id).await != "-";
                let sees_product = sees || name == "unpublished version";
                every_way_agrees(call, &product, &version, sees, sees_product, name).await;
            }
        }
        assert_eq!(table, TABLE);
    }
}

async fn set(house: &TestHouse, portal: PortalId, name: &str) {
    let catalog = if name.contains("private") { "private" } else { "public" };
    let sql = "update portals set catalog = $2, rbac = $3 where id = $1";
    house.run(sql, args![portal, catalog, name.contains("rbac")]).await;
}

async fn sight(call: &Call, version: &base::VersionId) -> &'static str {
    let offered = publications::offered(&mut call.read().await.unwrap(), &call.reach(), version).await;
    match offered {
        Ok(it) if it.is_open() => "registers",
        Ok(_) => "sees",
        Err(_) => "-",
    }
}

async fn every_way_agrees(
    call: &Call,
    product: &products::Product,
    version: &versions::Version,
    sees: bool,
    sees_product: bool,
    name: &str,
) {
    let found = |result: Result<()>| if result.is_ok() { "ok" } else { "not found" };
    let expected = |sees: bool| if sees { "ok" } else { "not found" };
    assert_eq!(said(versions::view(call, product.id, version.id).await), expected(sees), "{name}: version");
    assert_eq!(said(products::view(call, product.id).await), expected(sees_product), "{name}: product");
    let named = products::find_named(&mut call.read().await.unwrap(), &call.reach(), &product.slug).await;
    assert_eq!(found(named.map(drop)), expected(sees_product), "{name}: slug");
    let search = Search { text: product.name.clone(), ..Search::default() };
    let listed = shelf::search(call, &search, Page::first(24)).await.unwrap();
    assert_eq!(!listed.items.is_empty(), sees_product, "{name}: search");
    assert_eq!(listed.total > 0, sees_product, "{name}: count of a search");
    let asked = search::Search { text: product.name.clone(), ..search::Search::default() };
    let found = search::find(call, &asked, Page::first(10)).await.unwrap();
    assert_eq!(found.of_kinds, [i64::from(sees_product), 0, 0, 0], "{name}: search everywhere");
    assert_eq!(found.hits.items.len(), usize::from(sees_product), "{name}: finds");
    let asked = search::Search { text: version.name.clone(), ..search::Search::default() };
    let found = search::find(call, &asked, Page::first(10)).await.unwrap();
    assert_eq!(found.of_kinds, [0, i64::from(sees), 0, 0], "{name}: search for the version");
    // The door lets visitors in here, so that what is hidden is hidden by the rule and not by the door.
    let browser = Browser::at_portal(call, true);
    let status = |sees: bool| if sees { 200 } else { 404 };
    assert_eq!(browser.get(&product.path()).await.status, status(sees_product), "{name}: page");
    let path = format!("{}/versions/{}", product.path(), version.id);
    assert_eq!(browser.get(&path).await.status, status(sees), "{name}: page of the version");
}

#[tokio::test]
async fn what_belongs_to_a_hidden_product_is_hidden_with_it() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let ada = house.developer(portal, "ada").await;
        let (product, version) = offered(&admin, portal, "Payments").await;
        let new = |title: &str, state: &str| NewDocument {
            title: title.into(),
            state: state.into(),
            ..NewDocument::default()
        };
        documents::create(&admin, product.id, &new("Start", "published")).await.unwrap();
        documents::create(&admin, product.id, &new("Draft", "unpublished")).await.unwrap();
        assert_eq!(said(documents::view(&ada, product.id, "start").await), "ok");
        assert_eq!(said(documents::view(&ada, product.id, "draft").await), "not found");
        assert_eq!(documents::tree(&ada, product.id).await.unwrap().leaves().len(), 1);
        assert_eq!(documents::tree(&admin, product.id).await.unwrap().leaves().len(), 2);
        publications::unpublish_product(&admin, product.id, portal).await.unwrap();
        assert_eq!(said(documents::view(&ada, product.id, "start").await), "not found");
        assert!(documents::tree(&ada, product.id).await.unwrap().is_empty());
        assert!(specifications::view(&ada, version.id).await.unwrap().is_none());
        assert_eq!(said(specifications::file(&ada, version.id).await), "not found");
    }
}

#[tokio::test]
async fn a_team_of_another_portal_opens_nothing_here() {
    for house in houses().await {
        let admin = house.admin();
        let (here, there) = (house.portal("here").await, house.portal("there").await);
        set(&house, here, "public rbac").await;
        let (product, version) = offered(&admin, here, "Payments").await;
        let stranger = house.developer(there, "ada").await;
        role(&house, &stranger, product.id, "consumer").await;
        assert_eq!(sight(&stranger, &version.id).await, "-");
        let ada = house.developer(here, "ada").await;
        assert_eq!(sight(&ada, &version.id).await, "-");
    }
}

#[tokio::test]
async fn one_of_another_product_is_not_found_below_this_one() {
    for house in houses().await {
        let admin = house.admin();
        let (one, other) = (product(&admin, "One").await, product(&admin, "Other").await);
        let version = version(&admin, other.id, "v1").await;
        assert_eq!(said(versions::view(&admin, one.id, version.id).await), "not found");
    }
}
