//! The API reference: its pages, in HTML and Markdown, and who sees them.

use catalog::publications::{self, NewPublication};
use catalog::services::{self, NewService};
use catalog::specifications::{self, NewSpecification};
use catalog::versions::{self, NewVersion, Version};
use frame::Call;
use sql::args;

use crate::stand::{Browser, houses, offered, version};

const PETS: &str = "
openapi: 3.1.0
info: {title: Pets, version: '1', description: 'All about *pets*.'}
tags: [{name: Pets, description: Those that bark.}]
security: [{key: []}]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      tags: [Pets]
      summary: Get a pet
      description: |
        ## How
        It is **fetched**.
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}, example: rex}
        - {name: fields, in: query, schema: {type: array, items: {type: string, enum: [name, age]}}}
      responses:
        '200': {description: The pet, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
        '404': {description: There is none}
    delete: {operationId: deletePet, tags: [Pets], deprecated: true, responses: {'204': {description: Gone}}, parameters: [{name: id, in: path, required: true, schema: {type: string}}]}
webhooks:
  born: {post: {summary: A pet was born, requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}, responses: {'200': {description: ok}}}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: {type: string, description: What it listens to}
        parent: {$ref: '#/components/schemas/Pet'}
";

fn file(content: &str) -> NewSpecification {
    NewSpecification { name: "pets.yaml".into(), content: content.into() }
}

async fn upload(admin: &Call, version: &Version, content: &str) {
    specifications::replace(admin, version.id, file(content)).await.unwrap();
}

/// Publishes another version of the product to the portal, with this document.
async fn another(
    admin: &Call,
    first: &Version,
    portal: base::PortalId,
    name: &str,
    content: &str,
) -> Version {
    let made = version(admin, first.product, name).await;
    let new = NewPublication { portal: portal.to_string(), ..NewPublication::default() };
    publications::publish_version(admin, made.id, &new).await.unwrap();
    upload(admin, &made, content).await;
    made
}

#[tokio::test]
async fn a_version_shows_all_that_it_can_do() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let (_, version) = offered(&admin, portal, "Pets").await;
        upload(&admin, &version, PETS).await;
        let browser = Browser::at_portal(&house.visitor(portal), true);
        let path = format!("/products/pets/versions/{}", version.id);
        let page = browser.get(&path).await.text;
        for part in [
            "All about <em>pets</em>.",
            &format!("href=\"{path}/reference/getPet\""),
            "2 operations",
            "Those that bark.",
            "Send your key in the header <code>apikey</code>",
            &format!("href=\"{path}/reference/schemas/Pet\""),
            "A pet was born",
        ] {
            assert!(page.contains(part), "{part} is missing in {page}");
        }
        assert_eq!(page.matches("<h1").count(), 1);
        let found = browser.get(&format!("{path}?q=delete")).await.text;
        assert!(found.contains("1 operation holds") && !found.contains("Those that bark"), "{found}");
        assert_eq!(browser.get(&format!("{path}/reference")).await.location, path);
        let index = browser.get(&format!("{path}/reference/operations.json")).await.text;
        assert!(index.contains("[\"getPet\",\"GET\",\"/pets/{id}\",\"Get a pet\",\"Pets\"]"), "{index}");
        let shapes = browser.get(&format!("{path}/reference/schemas")).await;
        assert!(shapes.status == 200 && shapes.text.contains("schemas/Pet\""));
    }
}

#[tokio::test]
async fn an_operation_has_a_page_that_tells_how_to_call_it() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let (_, version) = offered(&admin, portal, "Pets").await;
        upload(&admin, &version, PETS).await;
        let service = NewService {
            name: "pets".into(),
            upstream_url: "http://127.0.0.1:1".into(),
            path_prefix: "/pets-api".into(),
            ..NewService::default()
        };
        let service = services::create(&admin, &service).await.unwrap();
        let change = NewVersion { name: "v1".into(), service: service.id.to_string() };
        versions::update(&admin, version.id, &change).await.unwrap();
        let browser = Browser::at_portal(&house.visitor(portal), true);
        let path = format!("/products/pets/versions/{}/reference/getPet", version.id);
        let page = browser.get(&path).await;
        let gateway = house.app().addresses.gateway().to_owned();
        for part in [
            "<h1>Get a pet</h1>",
            "<h2 id=\"about-doc-how\">How<a class=\"permalink\"",
            "<span class=\"hl-name\">curl</span>",
            &format!("{gateway}/pets-api/pets/rex"),
            "apikey: YOUR_KEY",
            "id=\"path.id\"",
            "id=\"query.fields\"",
            "id=\"response-200.name\"",
            "What it listens to",
            "the same as Pet above",
            "There is none",
            "Getting in",
        ] {
            assert!(page.text.contains(part), "{part} is missing in {}", page.text);
        }
        assert!(page.headers.get("set-cookie").is_none());
        let python = browser.get(&format!("{path}?sample=python")).await;
        assert!(
            python.text.contains(" requests\n") && !python.text.contains("\">curl</span>"),
            "{}",
            python.text
        );
        assert!(python.headers["set-cookie"].to_str().unwrap().starts_with("portico_sample=python;"));
        assert!(
            browser.get(&format!("{path}?sample=%3Cscript%3E")).await.headers.get("set-cookie").is_none()
        );
        let shape =
            browser.get(&format!("/products/pets/versions/{}/reference/schemas/Pet", version.id)).await.text;
        assert!(shape.contains("<h1>Pet</h1>") && shape.contains(">&quot;name&quot;<"), "{shape}");
        let webhook =
            browser.get(&format!("/products/pets/versions/{}/reference/post-born", version.id)).await.text;
        assert!(webhook.contains("This API calls you") && !webhook.contains("id=\"samples\""), "{webhook}");
        for gone in ["nothing", "schemas/nothing", "getPet.txt", "%2e%2e", "schemas/..", "operations"] {
            let gone = format!("/products/pets/versions/{}/reference/{gone}", version.id);
            assert_eq!(browser.get(&gone).await.status, 404, "{gone}");
        }
    }
}

#[tokio::test]
async fn the_version_that_is_chosen_changes_the_whole_page() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let (_, first) = offered(&admin, portal, "Pets").await;
        upload(&admin, &first, PETS).await;
        house.wait(1);
        let second =
            another(&house.admin(), &first, portal, "v2", &PETS.replace("deletePet", "removePet")).await;
        let browser = Browser::at_portal(&house.visitor(portal), true);
        let at = |version: &Version, slug: &str| {
            format!("/products/pets/versions/{}/reference/{slug}", version.id)
        };
        let page = browser.get(&at(&first, "getPet")).await.text;
        assert!(page.contains(&format!("href=\"{}\"", at(&second, "getPet"))), "{page}");
        // The other version has no such operation, so it is led to at its overview.
        let page = browser.get(&at(&first, "deletePet")).await.text;
        assert!(!page.contains(&at(&second, "deletePet")), "{page}");
        assert!(page.contains(&format!("href=\"/products/pets/versions/{}\"", second.id)), "{page}");
        assert!(page.contains("This operation is deprecated") && page.contains("Go to v2"), "{page}");
        house.run("update publications set deprecated = true where version = $1", args![first.id]).await;
        let page = browser.get(&at(&first, "getPet")).await.text;
        assert!(page.contains("This version is deprecated") && page.contains("Go to v2"), "{page}");
        let page = browser.get(&at(&second, "getPet")).await.text;
        assert!(!page.contains("Go to"), "{page}");
    }
}

#[tokio::test]
async fn the_same_is_there_as_markdown_and_for_programs() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let (_, version) = offered(&admin, portal, "Pets").await;
        upload(&admin, &version, PETS).await;
        let browser = Browser::at_portal(&house.visitor(portal), true);
        let path = format!("/products/pets/versions/{}", version.id);
        let origin = house.app().addresses.portal("acme");
        for (rest, parts) in [
            (".md", &["# Pets v1", "- [`GET /pets/{id}`](", "- Send your key in the header `apikey`"][..]),
            (
                "/reference/getPet.md",
                &[
                    "# Get a pet",
                    "It is **fetched**.",
                    "- `id` (path, string, required): Example `rex`",
                    "```sh\ncurl",
                    "the same as Pet above",
                ],
            ),
            ("/reference/schemas/Pet.md", &["# Pet", "- `name` (string, required): What it listens to"]),
        ] {
            let page = browser.get(&format!("{path}{rest}")).await;
            assert_eq!(page.headers["content-type"], "text/markdown; charset=utf-8");
            for part in parts {
                assert!(page.text.contains(part), "{part} is missing in {}", page.text);
            }
        }
        let list = browser.get("/llms.txt").await.text;
        assert!(list.contains("## Pets") && list.contains(&format!("({origin}{path}.md)")), "{list}");
        let catalog = browser.get("/.well-known/api-catalog").await;
        assert!(
            catalog.headers["content-type"]
                .to_str()
                .unwrap()
                .starts_with("application/linkset+json; profile=")
        );
        let linkset: serde_json::Value = serde_json::from_str(&catalog.text).unwrap();
        assert_eq!(
            linkset["linkset"][1]["service-desc"][0]["href"],
            format!("{origin}{path}/specification.json")
        );
    }
}

#[tokio::test]
async fn what_may_not_be_seen_is_not_there_in_any_form() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let (product, hidden) = offered(&admin, portal, "Pets").await;
        upload(&admin, &hidden, PETS).await;
        let shown = another(&admin, &hidden, portal, "v2", PETS).await;
        house.run("update publications set state = 'unpublished' where version = $1", args![hidden.id]).await;
        let browser = Browser::at_portal(&house.visitor(portal), true);
        for rest in [
            "",
            ".md",
            "/reference",
            "/reference/getPet",
            "/reference/getPet.md",
            "/reference/schemas",
            "/reference/schemas/Pet",
            "/reference/operations.json",
            "/specification",
            "/specification.json",
            "/specification.yaml",
        ] {
            assert_eq!(
                browser.get(&format!("/products/pets/versions/{}{rest}", hidden.id)).await.status,
                404,
                "{rest}"
            );
            let there = browser.get(&format!("/products/pets/versions/{}{rest}", shown.id)).await.status;
            assert!(there == 200 || there == 303, "{rest}: {there}");
        }
        for page in [
            "/llms.txt",
            "/.well-known/api-catalog",
            &format!("/products/pets/versions/{}/reference/getPet", shown.id),
        ] {
            assert!(!browser.get(page).await.text.contains(&hidden.id.to_string()), "{page}");
        }
        house.run("delete from product_publications where product = $1", args![product.id]).await;
        assert_eq!(
            browser.get(&format!("/products/pets/versions/{}/reference/getPet", shown.id)).await.status,
            404
        );
        assert!(!browser.get("/llms.txt").await.text.contains("Pets"));
        let elsewhere = Browser::at_portal(&house.visitor(house.portal("other").await), true);
        assert_eq!(
            elsewhere.get(&format!("/products/pets/versions/{}/reference/getPet", shown.id)).await.status,
            404
        );
        let private = Browser::at_portal(&house.visitor(portal), false);
        for page in ["/llms.txt", "/.well-known/api-catalog"] {
            assert_eq!(private.get(page).await.status, 401, "{page}");
        }
    }
}

#[tokio::test]
async fn pages_of_another_program_are_made_anew_by_the_first_reader() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let (_, version) = offered(&admin, portal, "Pets").await;
        upload(&admin, &version, PETS).await;
        house.run("update reference_pages set format = 0", args![]).await;
        let browser = Browser::at_portal(&house.visitor(portal), true);
        let path = format!("/products/pets/versions/{}/reference/getPet", version.id);
        let (one, other) = tokio::join!(browser.get(&path), browser.get(&path));
        assert_eq!((one.status, other.status), (200, 200));
        let mut tx = house.app().db.read().await.unwrap();
        let sql = "select count(*) as pages from reference_pages where format = 1";
        assert_eq!(tx.one(sql, args![]).await.unwrap().get::<i64>("pages").unwrap(), 5);
        drop(tx);
        // What is no longer sound under the rules of today is not read again and again, and can still be had.
        house.run("update specification_files set content = 'openapi: 4.0.0'", args![]).await;
        house.run("update specifications set updated_at = updated_at + 1", args![]).await;
        house.run("delete from reference_pages", args![]).await;
        assert_eq!(browser.get(&path).await.status, 404);
        let overview = browser.get(&format!("/products/pets/versions/{}", version.id)).await;
        assert!(overview.status == 200 && overview.text.contains("can be downloaded"), "{}", overview.text);
    }
}

#[tokio::test]
async fn whatever_a_document_says_is_shown_as_text() {
    let hostile = r##"{"openapi": "3.1.0", "info": {"title": "<script>alert(1)</script>", "version": "{{31*31*31*31*31*31}}", "description": "<img src=x onerror=alert(1)> [a](javascript:alert(1)) \u202e", "contact": {"url": "javascript:alert(1)", "email": "a@b?x=<script>"}, "license": {"name": "<b>", "url": "data:text/html,x"}, "termsOfService": "javascript:x"},
      "servers": [{"url": "javascript:alert(1)"}], "tags": [{"name": "\"><script>alert(1)</script>", "description": "<svg onload=alert(1)>", "externalDocs": {"url": "javascript:x"}}],
      "components": {"securitySchemes": {"<s>": {"type": "oauth2", "flows": {"implicit": {"authorizationUrl": "javascript:x", "scopes": {"<u>": "<script>"}}}}}, "schemas": {"<script>": {"type": "<b>", "format": "\"onx=\"", "title": "</h1>", "pattern": "</code><script>", "enum": ["<script>alert(1)</script>"], "properties": {"\"><img src=x onerror=alert(1)>": {"description": "<iframe>", "default": "<script>", "example": "</code>"}}}}},
      "paths": {"/<script>'\"": {"get": {"operationId": "x", "tags": ["\"><script>alert(1)</script>"], "summary": "</title><script>alert(1)</script>", "description": "<style>*{}</style>```\n</pre><script>alert(1)</script>", "security": [{"<s>": ["</code><script>"]}],
        "parameters": [{"name": "\"><script>", "in": "query", "required": true, "description": "<script>", "schema": {"type": "string", "default": "'; alert(1) //"}}, {"name": "a\r\nb: c", "in": "header", "required": true, "schema": {"type": "string"}}],
        "requestBody": {"content": {"<script>": {"schema": {"$ref": "#/components/schemas/<script>"}, "examples": {"<script>": {"summary": "<script>", "value": "</pre><script>alert(1)</script>"}}}}},
        "responses": {"<b>": {"description": "<script>alert(1)</script>", "headers": {"<script>": {"schema": {"$ref": "#/components/schemas/<script>"}}}}},
        "callbacks": {"<script>": {"<script>": {"post": {"description": "<script>", "responses": {"200": {"description": "<script>"}}}}}}}}}}"##;
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let (_, version) = offered(&admin, portal, "Pets").await;
        upload(&admin, &version, hostile).await;
        let browser = Browser::at_portal(&house.visitor(portal), true);
        let path = format!("/products/pets/versions/{}", version.id);
        for rest in [
            "",
            "/reference/x",
            "/reference/x?sample=java",
            "/reference/schemas/script",
            "/reference/schemas",
            "?q=%3Cscript%3E",
            "?tag=%22%3E",
        ] {
            let page = browser.get(&format!("{path}{rest}")).await;
            assert_eq!(page.status, 200, "{rest}");
            let tags: Vec<&str> =
                page.text.split('<').skip(1).filter_map(|it| it.split('>').next()).collect();
            let tags = tags.join("\n");
            for never in ["javascript:", "data:text", "onerror=", "onload=", "iframe", "svg onload", "style>"]
            {
                let tag = tags.lines().find(|it| it.contains(never));
                assert_eq!(tag, None, "{rest}: {never}");
            }
            assert_eq!(
                page.text.matches("<script").count(),
                page.text.matches("<script type=\"module\" src=\"/_assets/").count(),
                "{rest}"
            );
            assert!(!page.text.contains('\u{202E}') && !page.text.contains("887503681"), "{rest}");
        }
    }
}
