//! Strategies and services: what is in use stays, and the gateways are told of what changes.

use catalog::publications::{self, NewPublication};
use catalog::services::{self, NewService};
use catalog::versions::{self, NewVersion};
use catalog::{products, strategies};
use sql::args;

use crate::stand::{houses, offered, product, said, strategy, version};

#[tokio::test]
async fn a_strategy_in_use_cannot_be_deleted() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let (_, version) = offered(&admin, portal, "Payments").await;
        let keys =
            publications::of_version(&admin, version.id).await.unwrap()[0].publication.strategy.unwrap();
        assert_eq!(said(strategies::delete(&admin, keys).await), "refused: strategy.in_use");
        let unpublished = NewPublication {
            portal: portal.to_string(),
            state: "unpublished".into(),
            strategy: keys.to_string(),
            ..NewPublication::default()
        };
        publications::publish_version(&admin, version.id, &unpublished).await.unwrap();
        let said_now = said(strategies::delete(&admin, keys).await);
        assert_eq!(said_now, "refused: strategy.in_use", "also while the version is unpublished");
        let open = NewPublication { strategy: String::new(), ..unpublished };
        publications::publish_version(&admin, version.id, &open).await.unwrap();
        house.run("update portals set default_strategy = $1", args![keys]).await;
        assert_eq!(said(strategies::delete(&admin, keys).await), "refused: strategy.in_use");
        house.run("update portals set default_strategy = null", args![]).await;
        assert_eq!(said(strategies::delete(&admin, keys).await), "ok");
        assert_eq!(said(strategies::view(&admin, keys).await), "not found");
    }
}

#[tokio::test]
async fn an_application_keeps_its_strategy_alive() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let ada = house.developer(portal, "ada").await;
        let keys = strategy(&admin, "keys").await;
        house
            .run(
                "insert into applications (id, portal, developer, name, description, reference_id, strategy,
                                           created_at, updated_at)
                 values ('a', $1, $2, 'App', '', 'ref', $3, 0, 0)",
                args![portal, ada.developer().unwrap().id, keys.id],
            )
            .await;
        assert_eq!(said(strategies::delete(&admin, keys.id).await), "refused: strategy.in_use");
    }
}

#[tokio::test]
async fn a_linked_service_cannot_be_deleted_and_the_gateways_are_told_of_every_change() {
    for house in houses().await {
        let admin = house.admin();
        let new = NewService {
            name: "payments".into(),
            upstream_url: "http://localhost:9000".into(),
            path_prefix: "/pay".into(),
            ..NewService::default()
        };
        let service = services::create(&admin, &new).await.unwrap();
        assert_eq!(service.response_timeout_ms, services::RESPONSE_TIMEOUT_MS);
        let product = product(&admin, "Payments").await;
        let version = version(&admin, product.id, "v1").await;
        house.told();
        let linked = NewVersion { name: "v1".into(), service: service.id.to_string() };
        versions::update(&admin, version.id, &linked).await.unwrap();
        let told = |kind: &'static str, id: String| frame::Change { kind, id };
        let (product_change, version_change) =
            (told("product", product.id.to_string()), told("version", version.id.to_string()));
        assert_eq!(house.told(), [product_change.clone(), version_change.clone()]);
        assert_eq!(said(services::delete(&admin, service.id).await), "refused: service.in_use");
        assert_eq!(services::links(&admin, service.id).await.unwrap().len(), 1);
        services::update(&admin, service.id, &NewService { path_prefix: "/p".into(), ..new }).await.unwrap();
        assert_eq!(house.told(), [told("service", service.id.to_string())]);
        products::delete(&admin, product.id).await.unwrap();
        let after = house.told();
        assert!(after.contains(&product_change) && after.contains(&version_change), "{after:?}");
        assert_eq!(said(services::delete(&admin, service.id).await), "ok");
        let unknown = NewVersion { name: "v2".into(), service: service.id.to_string() };
        let other = crate::stand::product(&admin, "Other").await;
        assert_eq!(said(versions::create(&admin, other.id, &unknown).await), "invalid: service: unknown");
    }
}

#[tokio::test]
async fn without_the_right_nothing_is_changed() {
    for house in houses().await {
        let portal = house.portal("acme").await;
        let ada = house.developer(portal, "ada").await;
        let new =
            NewService { name: "x".into(), upstream_url: "http://x.test".into(), ..NewService::default() };
        assert!(said(services::create(&ada, &new).await).contains("ManageCatalog"));
        assert_eq!(said(services::create(&house.visitor(portal), &new).await), "not signed in");
        assert!(said(strategies::list(&ada, "", base::Page::first(1)).await).contains("ReadConsole"));
        assert!(house.events().await.is_empty());
    }
}

#[tokio::test]
async fn a_portal_offers_the_strategies_of_what_may_be_seen_and_the_one_it_proposes() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let ada = house.developer(portal, "ada").await;
        let names = |list: Vec<strategies::Strategy>| list.into_iter().map(|it| it.name).collect::<Vec<_>>();
        let proposed = strategy(&admin, "a proposed one").await;
        strategy(&admin, "an unused one").await;
        assert!(strategies::offered(&ada).await.unwrap().is_empty());
        offered(&admin, portal, "Payments").await;
        assert_eq!(names(strategies::offered(&ada).await.unwrap()), ["keys"]);
        house.run("update portals set default_strategy = $1", args![proposed.id]).await;
        assert_eq!(names(strategies::offered(&ada).await.unwrap()), ["a proposed one", "keys"]);
        house.run("update portals set rbac = true", args![]).await;
        assert_eq!(names(strategies::offered(&ada).await.unwrap()), ["a proposed one"]);
    }
}
