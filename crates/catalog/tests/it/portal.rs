//! The developer's pages.

use catalog::documents::{self, NewDocument};
use catalog::specifications::{self, NewSpecification};
use sql::args;

use crate::specifications::SOUND;
use crate::stand::{Browser, houses, offered};

#[tokio::test]
async fn the_catalog_leads_to_the_product_its_documents_and_its_versions() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let (product, version) = offered(&admin, portal, "Payments").await;
        let new = |title: &str, content: &str| NewDocument {
            title: title.into(),
            content: content.into(),
            state: "published".into(),
            ..NewDocument::default()
        };
        documents::create(&admin, product.id, &new("Start", "# Start\n\nSay *hello*.")).await.unwrap();
        documents::create(&admin, product.id, &new("Errors", "<script>alert(1)</script>[x](javascript:x)"))
            .await
            .unwrap();
        let file = NewSpecification { name: "pay 1.yaml".into(), content: SOUND.into() };
        specifications::replace(&admin, version.id, file).await.unwrap();
        let browser = Browser::at_portal(&house.visitor(portal), true);
        let home = browser.get("/").await.text;
        assert!(
            home.contains("1 API") && home.contains("/sign-up") && home.contains("approve each request"),
            "{home}"
        );
        let catalog = browser.get("/products").await.text;
        assert!(
            catalog.contains("href=\"/products/payments\"") && catalog.contains("Latest version: v1"),
            "{catalog}"
        );
        let page = browser.get("/products/payments").await.text;
        assert!(page.contains("Say <em>hello</em>.") && page.matches("<h1").count() == 1, "{page}");
        assert!(page.contains(&format!("/products/payments/versions/{}/register", version.id)), "{page}");
        assert_eq!(browser.get(&format!("/products/{}", product.id)).await.status, 200);
        let document = browser.get("/products/payments/docs/errors").await.text;
        assert!(!document.contains("alert(1)") && !document.contains("javascript:"), "{document}");
        let path = format!("/products/payments/versions/{}", version.id);
        let page = browser.get(&path).await.text;
        assert!(
            page.contains("3 operations") && page.contains("/refunds/{id}") && page.contains("Deprecated"),
            "{page}"
        );
        let file = browser.get(&format!("{path}/specification")).await;
        assert_eq!(file.text, SOUND);
        assert_eq!(file.headers["x-content-type-options"], "nosniff");
        assert!(
            file.headers["content-disposition"]
                .to_str()
                .unwrap()
                .starts_with("attachment; filename=\"pay_1.yaml\"")
        );
        for gone in ["/products/nothing", "/products/payments/docs/x", "/products/payments/versions/x"] {
            assert_eq!(browser.get(gone).await.status, 404, "{gone}");
        }
    }
}

#[tokio::test]
async fn a_private_portal_shows_a_visitor_nothing_of_its_catalog() {
    for house in houses().await {
        let portal = house.portal("acme").await;
        offered(&house.admin(), portal, "Payments").await;
        house.run("update portals set catalog = 'private'", args![]).await;
        let visitor = Browser::at_portal(&house.visitor(portal), false);
        let home = visitor.get("/").await.text;
        assert!(
            !home.contains("Payments") && !home.contains("1 API") && !home.contains("/products"),
            "{home}"
        );
        assert_eq!(visitor.get("/products").await.status, 401);
        assert_eq!(visitor.get("/products/payments").await.status, 401);
        let ada = Browser::at_portal(&house.developer(portal, "ada").await, false);
        assert!(ada.get("/").await.text.contains("Payments"));
        assert_eq!(ada.get("/products/payments").await.status, 200);
    }
}

#[tokio::test]
async fn whatever_stands_in_an_address_gets_an_answer() {
    for house in houses().await {
        let portal = house.portal("acme").await;
        offered(&house.admin(), portal, "Payments").await;
        let browser = Browser::at_portal(&house.visitor(portal), true);
        for (path, status) in [
            ("/products?q=%00%FF", 400),
            ("/products?q=%25%5F%27%22%3Cscript%3E", 200),
            ("/products?page=-1&show=nothing", 200),
            ("/products?page=99999999999999999999", 200),
            ("/products/%27%20or%201=1", 404),
            ("/products/payments/docs/%2e%2e", 404),
        ] {
            let page = browser.get(path).await;
            assert!(page.status == status || status == 400 && page.status == 200, "{path}: {}", page.status);
            assert!(!page.text.contains("<script>"), "{path}");
        }
        let long = format!("/products?q={}", "a+".repeat(3_000));
        assert_eq!(browser.get(&long).await.status, 200);
    }
}
