//! Trying an operation from its page: what the form holds, and what is refused before anything is sent.

use catalog::services::{self, NewService};
use catalog::specifications::{self, NewSpecification};
use catalog::trials::LARGEST_BODY;
use catalog::versions::{self, NewVersion, Version};
use frame::Call;
use serde_json::json;

use crate::stand::{Browser, Page, houses, offered, role};

const SHIPS: &str = "
openapi: 3.1.0
info: {title: Ships, version: '1'}
servers: [{url: 'http://127.0.0.1:9/v1'}, {url: '/relative'}]
paths:
  /ships/{id}:
    get:
      operationId: getShip
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}, example: argo}
        - {name: flag, in: query, required: true, schema: {type: string, enum: [gr, it]}}
        - {name: with, in: query, schema: {type: array, items: {type: string}}}
        - {name: crew, in: query, schema: {type: integer, default: 5}}
        - {name: X-Trace, in: header, schema: {type: string}}
        - {name: port, in: cookie, schema: {type: string}}
      responses: {'200': {description: ok}}
  /ships:
    post:
      operationId: addShip
      servers: [{url: 'https://yard.example.com'}]
      requestBody:
        content:
          application/json:
            schema:
              type: object
              required: [name]
              properties:
                name: {type: string, example: Argo}
                afloat: {type: boolean}
                tags: {type: array, items: {type: string}}
                id: {type: string, readOnly: true}
      responses: {'201': {description: made}}
webhooks:
  sunk: {post: {responses: {'200': {description: ok}}}}
";

async fn upload(admin: &Call, version: &Version) {
    let file = NewSpecification { name: "ships.yaml".into(), content: SHIPS.into() };
    specifications::replace(admin, version.id, file).await.unwrap();
}

fn path(version: &Version) -> String {
    format!("/products/ships/versions/{}/try", version.id)
}

async fn try_it(browser: &Browser, path: &str, operation: &str, url: &str) -> Page {
    browser.post_json(path, &json!({"operation": operation, "method": "GET", "url": url})).await
}

#[tokio::test]
async fn the_form_holds_every_part_of_a_call_and_values_that_should_work() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let (_, version) = offered(&admin, portal, "Ships").await;
        upload(&admin, &version).await;
        let browser = Browser::at_portal(&house.visitor(portal), true);
        let at = |slug: &str| format!("/products/ships/versions/{}/reference/{slug}", version.id);
        let page = browser.get(&at("getShip")).await.text;
        for part in [
            "href=\"#try\"",
            "data-method=\"GET\" data-path=\"/ships/{id}\"",
            "value=\"http://127.0.0.1:9/v1\"",
            "data-prove=\"header\" data-name=\"apikey\"",
            &format!("data-href=\"/products/ships/versions/{}/try/applications\"", version.id),
            "data-in=\"path\" data-name=\"id\" data-kind=\"string\" data-style=\"plain\" data-required",
            "value=\"argo\" id=\"try-path.id\"",
            "<option value=\"gr\" selected>",
            "data-in=\"query\" data-name=\"with\" data-kind=\"array\" data-style=\"plain\" data-explode>",
            "value=\"5\" id=\"try-query.crew\"",
            "data-in=\"header\" data-name=\"X-Trace\"",
            "data-in=\"cookie\" data-name=\"port\"",
            "A call can be made right here where JavaScript is allowed.",
        ] {
            assert!(page.contains(part), "{part} is missing in {page}");
        }
        let page = browser.get(&at("addShip")).await.text;
        for part in [
            "value=\"https://yard.example.com\"",
            "data-types=\"application/json\" data-kind=\"json\"",
            "data-body=\"name\" data-kind=\"string\"",
            "data-body=\"afloat\" data-kind=\"boolean\"",
            "data-body=\"tags\" data-kind=\"json\"",
            "&#34;name&#34;: &#34;Argo&#34;",
        ] {
            assert!(page.contains(part), "{part} is missing in {page}");
        }
        assert!(!page.contains("data-body=\"id\""), "what is only in answers is not asked for");
        assert!(
            !browser.get(&at("post-sunk")).await.text.contains("id=\"try\""),
            "a webhook is not called by us"
        );
        let begin = browser.get(&path(&version)).await;
        assert_eq!(begin.location, format!("{}#try", at("getShip")));
    }
}

#[tokio::test]
async fn only_the_operations_own_servers_are_called_and_none_inside_a_private_network() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let (_, version) = offered(&admin, portal, "Ships").await;
        upload(&admin, &version).await;
        let (_, other) = offered(&admin, portal, "Boats").await;
        let browser = Browser::at_portal(&house.visitor(portal), true);
        let to = path(&version);
        for (operation, url, status, said) in [
            ("getShip", "https://elsewhere.example.com/v1/ships/1", 422, "own servers only"),
            ("getShip", "http://127.0.0.1:9/v2/ships/1", 422, "own servers only"),
            ("getShip", "https://yard.example.com/ships", 422, "own servers only"),
            ("getShip", "http://127.0.0.1:9/v1/ships/1", 409, "inside a private network"),
            ("post-sunk", "http://127.0.0.1:9/v1/ships/1", 404, "not here any more"),
            ("nothing", "http://127.0.0.1:9/v1/ships/1", 404, "not here any more"),
        ] {
            let page = try_it(&browser, &to, operation, url).await;
            assert_eq!(page.status, status, "{operation} {url}: {}", page.text);
            assert!(page.text.contains(said), "{operation} {url}: {}", page.text);
            assert!(page.headers.get("x-try-answer").is_none());
        }
        let mixed = format!("/products/ships/versions/{}/try", other.id);
        assert_eq!(try_it(&browser, &mixed, "getShip", "http://127.0.0.1:9/v1/x").await.status, 404);
        let large = json!({
            "operation": "addShip", "method": "POST", "url": "https://yard.example.com/ships",
            "body": "x".repeat(LARGEST_BODY + 1),
        });
        let page = browser.post_json(&to, &large).await;
        assert_eq!((page.status, page.text.contains("1 MiB")), (422, true), "{}", page.text);
        let page = browser.post(&to, &[("url", "http://127.0.0.1:9/v1/x")]).await;
        assert_eq!((page.status, page.text.contains("could not read")), (409, true), "a form is no trial");
    }
}

#[tokio::test]
async fn what_may_not_be_seen_may_not_be_tried() {
    for house in houses().await {
        let admin = house.admin();
        let (acme, globex) = (house.portal("acme").await, house.portal("globex").await);
        let (product, version) = offered(&admin, acme, "Ships").await;
        upload(&admin, &version).await;
        let url = "http://127.0.0.1:9/v1/ships/1";
        let there = Browser::at_portal(&house.visitor(globex), true);
        assert_eq!(try_it(&there, &path(&version), "getShip", url).await.status, 404, "another portal");
        let closed = Browser::at_portal(&house.visitor(acme), false);
        assert_eq!(try_it(&closed, &path(&version), "getShip", url).await.status, 401, "a closed portal");
        house.run("update portals set rbac = true", sql::args![]).await;
        let ada = house.developer(acme, "ada").await;
        let hers = Browser::at_portal(&ada, true);
        assert_eq!(
            try_it(&hers, &path(&version), "getShip", url).await.status,
            404,
            "no role on the product"
        );
        role(&house, &ada, product.id, "viewer").await;
        assert_eq!(
            try_it(&hers, &path(&version), "getShip", url).await.status,
            409,
            "seen, and refused by its address"
        );
    }
}

#[tokio::test]
async fn a_gateway_that_is_away_is_told_in_a_sentence() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let (_, version) = offered(&admin, portal, "Ships").await;
        upload(&admin, &version).await;
        let service = NewService {
            name: "ships".into(),
            upstream_url: "http://127.0.0.1:1".into(),
            path_prefix: "/sea".into(),
            host: "gone.invalid".into(),
            ..NewService::default()
        };
        let service = services::create(&admin, &service).await.unwrap();
        let change = NewVersion { name: "v1".into(), service: service.id.to_string() };
        versions::update(&admin, version.id, &change).await.unwrap();
        let browser = Browser::at_portal(&house.visitor(portal), true);
        let url = format!("{}/sea/ships/1", house.app().addresses.gateway_on("gone.invalid"));
        let page = try_it(&browser, &path(&version), "getShip", &url).await;
        assert_eq!((page.status, page.text.contains("could not be reached")), (409, true), "{}", page.text);
    }
}

#[tokio::test]
async fn nobody_makes_more_than_so_many_calls_in_a_minute() {
    let house = houses().await.remove(0);
    let admin = house.admin();
    let portal = house.portal("acme").await;
    let (_, version) = offered(&admin, portal, "Ships").await;
    upload(&admin, &version).await;
    let browser = Browser::at_portal(&house.developer(portal, "ada").await, true);
    let mut last = 0;
    for _ in 0..61 {
        let page = try_it(&browser, &path(&version), "getShip", "http://127.0.0.1:9/v1/ships/1").await;
        last = page.status;
        if last == 429 {
            assert!(page.headers.contains_key("retry-after") && page.text.contains("Wait"), "{}", page.text);
        }
    }
    assert_eq!(last, 429);
}
