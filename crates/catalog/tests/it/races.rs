//! Duplicates: a clear refusal, also when two ask at once.

use catalog::documents::{self, NewDocument};
use catalog::products::{self, NewProduct};
use catalog::publications::{self, NewPublication};
use catalog::services::{self, NewService};
use catalog::strategies::{self, NewStrategy};
use catalog::versions::{self, NewVersion};

use crate::stand::{houses, product, said, version};

/// Of two, one wins and the other is told which field is taken.
fn one_wins(results: [String; 2], field: &str) {
    let mut sorted = results;
    sorted.sort();
    assert_eq!(sorted, [format!("invalid: {field}: taken"), "ok".to_owned()]);
}

#[tokio::test]
async fn of_two_that_take_one_name_at_once_one_wins() {
    for house in houses().await {
        let admin = house.admin();
        let new = |name: &str, slug: &str| NewProduct {
            name: name.into(),
            slug: slug.into(),
            ..Default::default()
        };
        let (one, other) = (new("Payments", "a"), new("Payments", "b"));
        let (one, other) = tokio::join!(products::create(&admin, &one), products::create(&admin, &other));
        one_wins([said(one), said(other)], "name");
        let (one, other) = (new("C", "slug"), new("D", "slug"));
        let (one, other) = tokio::join!(products::create(&admin, &one), products::create(&admin, &other));
        one_wins([said(one), said(other)], "slug");
        let product = product(&admin, "Product").await.id;
        let v1 = NewVersion { name: "v1".into(), ..NewVersion::default() };
        let (one, other) =
            tokio::join!(versions::create(&admin, product, &v1), versions::create(&admin, product, &v1));
        one_wins([said(one), said(other)], "name");
        let keys = NewStrategy { name: "keys".into(), ..NewStrategy::default() };
        let (one, other) = tokio::join!(strategies::create(&admin, &keys), strategies::create(&admin, &keys));
        one_wins([said(one), said(other)], "name");
        let new = NewDocument { title: "Start".into(), slug: "start".into(), ..NewDocument::default() };
        let (one, other) =
            tokio::join!(documents::create(&admin, product, &new), documents::create(&admin, product, &new));
        one_wins([said(one), said(other)], "slug");
    }
}

#[tokio::test]
async fn of_two_services_on_one_route_one_wins() {
    for house in houses().await {
        let admin = house.admin();
        let new = |name: &str, host: &str, prefix: &str| NewService {
            name: name.into(),
            upstream_url: "http://localhost:9000".into(),
            host: host.into(),
            path_prefix: prefix.into(),
            ..NewService::default()
        };
        let (one, other) = (new("one", "", "/pay"), new("other", "", "pay/"));
        let (one, other) = tokio::join!(services::create(&admin, &one), services::create(&admin, &other));
        one_wins([said(one), said(other)], "path_prefix");
        assert_eq!(said(services::create(&admin, &new("third", "pay.test", "/pay")).await), "ok");
        assert_eq!(said(services::create(&admin, &new("third", "", "/x")).await), "invalid: name: taken");
    }
}

#[tokio::test]
async fn a_slug_that_nobody_typed_never_clashes() {
    for house in houses().await {
        let admin = house.admin();
        let new = |name: &str| NewProduct { name: name.into(), ..NewProduct::default() };
        let names = ["Pay!", "Pay?", "pay", "支払い", "결제"];
        let news = names.map(new);
        let made = tokio::join!(
            products::create(&admin, &news[0]),
            products::create(&admin, &news[1]),
            products::create(&admin, &news[2]),
            products::create(&admin, &news[3]),
            products::create(&admin, &news[4]),
        );
        let mut slugs = [made.0, made.1, made.2, made.3, made.4].map(|it| it.unwrap().slug);
        slugs.sort();
        assert_eq!(slugs, ["api", "api-2", "pay", "pay-2", "pay-3"]);
    }
}

#[tokio::test]
async fn of_two_that_publish_a_version_at_once_both_are_obeyed_and_one_row_stays() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let product = product(&admin, "Payments").await;
        let version = version(&admin, product.id, "v1").await;
        let new = NewPublication { portal: portal.to_string(), ..NewPublication::default() };
        let (one, other) = tokio::join!(
            publications::publish_version(&admin, version.id, &new),
            publications::publish_version(&admin, version.id, &new)
        );
        assert_eq!(one.unwrap().id, other.unwrap().id);
        assert_eq!(publications::of_version(&admin, version.id).await.unwrap().len(), 1);
        let (one, other) = tokio::join!(
            publications::publish_product(&admin, product.id, portal),
            publications::publish_product(&admin, product.id, portal)
        );
        assert_eq!([said(one), said(other)], ["ok", "ok"]);
        let events = house.events().await;
        assert_eq!(events.iter().filter(|it| *it == "product.published").count(), 1);
    }
}
