//! The admin's pages: what is typed is kept, what is wrong is said, what goes along is counted.

use catalog::documents::{self, NewDocument};
use catalog::products;
use sql::args;

use crate::specifications::SOUND;
use crate::stand::{Browser, houses, offered, product, strategy};

#[tokio::test]
async fn a_product_goes_from_nothing_to_published_by_the_pages_alone() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let browser = Browser::at_console(&admin);
        assert!(browser.get("/products").await.text.contains("What do you offer?"));
        let wrong =
            browser.post("/products", &[("name", ""), ("slug", "A b"), ("description", "kept words")]).await;
        assert_eq!(wrong.status, 422);
        assert!(
            wrong.text.contains("This is needed.") && wrong.text.contains("value=\"A b\""),
            "{}",
            wrong.text
        );
        assert!(wrong.text.contains("kept words"));
        let made = browser.post("/products", &[("name", "Payments")]).await;
        assert_eq!(made.status, 303);
        let path = made.location.trim_end_matches("/versions/new").to_owned();
        let made = browser.post(&format!("{path}/versions"), &[("name", "v1")]).await;
        let version = made.location;
        let sent =
            browser.upload(&format!("{version}/specification"), &[("file=pay.yaml", SOUND.as_bytes())]).await;
        assert_eq!((sent.status, sent.location.as_str()), (303, version.as_str()));
        assert!(browser.get(&version).await.text.contains("pay.yaml"));
        let form = format!("{version}/portals/{portal}");
        assert!(browser.get(&form).await.text.contains("does not show Payments yet"));
        let wrong = browser.post(&form, &[("state", "published"), ("registration", "true")]).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.text.contains("only be registered under an auth strategy"), "{}", wrong.text);
        let keys = strategy(&admin, "keys").await.id.to_string();
        let fields = [("state", "published"), ("registration", "true"), ("strategy", keys.as_str())];
        assert_eq!(browser.post(&form, &fields).await.location, version);
        assert!(browser.get(&version).await.text.contains("nobody sees this version"));
        let shown = browser.post(&format!("{path}/portals/{portal}/publication"), &[]).await;
        assert_eq!(shown.location, format!("{path}/portals"));
        let visitor = Browser::at_portal(&house.visitor(portal), true);
        assert_eq!(visitor.get("/products/payments").await.status, 200);
        browser.post(&format!("{path}/portals/{portal}/withdrawal"), &[]).await;
        assert_eq!(visitor.get("/products/payments").await.status, 404);
    }
}

#[tokio::test]
async fn a_specification_that_is_not_sound_is_refused_with_line_and_column() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let (_, version) = offered(&admin, portal, "Payments").await;
        let browser = Browser::at_console(&admin);
        let path = format!("{}/specification", version.console_path());
        let broken = "openapi: 3.0.3\ninfo: [\n";
        let page = browser.upload(&path, &[("content", broken.as_bytes())]).await;
        assert_eq!(page.status, 422);
        assert!(page.text.contains("line ") && page.text.contains("column "), "{}", page.text);
        assert!(page.text.contains("info: ["), "what was pasted is kept");
        let file: &[(&str, &[u8])] = &[("file=a.json", b"{\"openapi\": 3"), ("content", b"")];
        let page = browser.upload(&path, file).await;
        assert!(page.status == 422 && page.text.contains("id=\"file-error\""), "{}", page.text);
        let page = browser.upload(&path, &[("file=a.yaml", b"\xFF\xFE")]).await;
        assert!(page.status == 422 && page.text.contains("UTF-16"), "{}", page.text);
        let page = browser.upload(&path, &[("file=a.exe", SOUND.as_bytes())]).await;
        assert!(page.status == 422 && page.text.contains("must end in"), "{}", page.text);
        let page = browser.upload(&path, &[]).await;
        assert!(page.status == 422 && page.text.contains("This is needed."), "{}", page.text);
        let large = vec![b'x'; 18 * 1024 * 1024];
        let page = browser.upload(&path, &[("file=a.yaml", &large)]).await;
        assert!(page.status == 422 && page.text.contains("at most 16 MiB"), "{}", page.status);
    }
}

#[tokio::test]
async fn a_document_is_previewed_before_it_is_saved() {
    for house in houses().await {
        let admin = house.admin();
        let product = product(&admin, "Payments").await;
        let browser = Browser::at_console(&admin);
        let path = format!("/products/{}/documents", product.id);
        assert!(browser.get(&path).await.text.contains("No document yet"));
        let text: &[u8] = b"Say *hello* <script>alert(1)</script>";
        let preview =
            browser.upload(&path, &[("title", b"Start"), ("content", text), ("preview", b"true")]).await;
        assert_eq!(preview.status, 200);
        assert!(preview.text.contains("Say <em>hello</em>") && preview.text.contains("not saved yet"));
        assert!(!preview.text.contains("<script>alert"));
        assert!(documents::tree(&admin, product.id).await.unwrap().is_empty());
        let wrong = browser.upload(&path, &[("title", b""), ("content", b"kept text")]).await;
        assert!(wrong.status == 422 && wrong.text.contains("kept text"));
        let long = vec![b'x'; documents::LONGEST];
        let made =
            browser.upload(&path, &[("title", b"Long"), ("content", &long), ("state", b"published")]).await;
        assert_eq!(made.status, 303);
        let leaf = documents::tree(&admin, product.id).await.unwrap().leaves()[0].clone();
        let below =
            NewDocument { title: "Below".into(), parent: leaf.id.to_string(), ..NewDocument::default() };
        documents::create(&admin, product.id, &below).await.unwrap();
        let question = browser.get(&format!("{path}/{}/delete", leaf.id)).await.text;
        assert!(question.contains("1 document below it") && question.contains("Below"), "{question}");
        assert_eq!(browser.post(&format!("{path}/{}/move", leaf.id), &[("way", "up")]).await.status, 303);
        assert_eq!(browser.post(&format!("{path}/{}/deletion", leaf.id), &[]).await.status, 303);
        assert!(documents::tree(&admin, product.id).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_document_is_shown_while_it_is_written_and_never_written_over_unseen() {
    for house in houses().await {
        let admin = house.admin();
        let product = product(&admin, "Payments").await;
        let browser = Browser::at_console(&admin);
        let path = format!("/products/{}/documents", product.id);
        let text: &[u8] = b"# Start\n\n*Now* [errors](errors.md) ![](images/a.png) <script>alert(1)</script>";
        let shown =
            browser.upload(&format!("{path}/preview"), &[("title", b"Start"), ("content", text)]).await;
        assert!(shown.status == 200 && shown.text.starts_with("<p><em>Now</em>"), "{}", shown.text);
        assert!(
            shown.text.contains(&format!("{path}/errors")) && !shown.text.contains("<script"),
            "{}",
            shown.text
        );
        assert!(
            shown.text.contains(&format!("src=\"/products/{}/images/a.png\"", product.id)),
            "{}",
            shown.text
        );
        let new = NewDocument { title: "Start".into(), ..NewDocument::default() };
        let id = documents::create(&admin, product.id, &new).await.unwrap().id;
        let seen = admin.now().micros().to_string();
        house.wait(60);
        let theirs = NewDocument { content: "theirs".into(), ..new.clone() };
        documents::update(&house.again(&admin), id, &theirs).await.unwrap();
        let mine: &[(&str, &[u8])] = &[("title", b"Start"), ("content", b"mine"), ("seen", seen.as_bytes())];
        let page = browser.upload(&format!("{path}/{id}"), mine).await;
        assert!(page.status == 422 && page.text.contains("Somebody else") && page.text.contains("mine"));
        let now = house.again(&admin).now().micros().to_string();
        assert!(page.text.contains(&format!("name=\"seen\" value=\"{now}\"")), "{}", page.text);
        let mine: &[(&str, &[u8])] = &[("title", b"Start"), ("content", b"mine"), ("seen", now.as_bytes())];
        assert_eq!(browser.upload(&format!("{path}/{id}"), mine).await.status, 303);
    }
}

#[tokio::test]
async fn deleting_says_with_counts_what_goes_along() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let ada = house.developer(portal, "ada").await;
        let (product, version) = offered(&admin, portal, "Payments").await;
        let keys = catalog::strategies::list(&admin, "", base::Page::first(1)).await.unwrap().items[0].id;
        house
            .run(
                "insert into applications (id, portal, developer, name, description, reference_id, strategy,
                                           created_at, updated_at) values ('a', $1, $2, 'App', '', 'ref', $3, 0, 0)",
                args![portal, ada.developer().unwrap().id, keys],
            )
            .await;
        house
            .run(
                "insert into registrations (id, application, version, state, requested_at, created_at, updated_at)
                 values ('r', 'a', $1, 'pending', 0, 0, 0)",
                args![version.id],
            )
            .await;
        let browser = Browser::at_console(&admin);
        let path = product.console_path();
        let question = browser.get(&format!("{path}/delete")).await.text;
        for line in ["1 version,", "Its place in 1 portal", "1 registration of an application"] {
            assert!(question.contains(line), "{line} in {question}");
        }
        let strategy = browser.get(&format!("/strategies/{keys}/delete")).await.text;
        assert!(strategy.contains("is in use") && !strategy.contains("/deletion"), "{strategy}");
        assert_eq!(browser.post(&format!("/strategies/{keys}/deletion"), &[]).await.status, 409);
        let version_question = browser.get(&format!("{}/delete", version.console_path())).await.text;
        assert!(version_question.contains("1 registration of an application"), "{version_question}");
        assert_eq!(browser.post(&format!("{path}/deletion"), &[]).await.status, 303);
        assert_eq!(browser.get(&path).await.status, 404);
        assert!(products::list(&admin, "", base::Page::first(9)).await.unwrap().items.is_empty());
        assert!(house.events().await.contains(&"product.deleted".to_owned()));
    }
}

#[tokio::test]
async fn every_page_of_the_console_opens_for_those_who_may_read_and_no_more() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let (product, version) = offered(&admin, portal, "Payments").await;
        let new = NewDocument { title: "Start".into(), ..NewDocument::default() };
        let document = documents::create(&admin, product.id, &new).await.unwrap();
        let service = catalog::services::NewService {
            name: "s".into(),
            upstream_url: "http://x.test".into(),
            ..catalog::services::NewService::default()
        };
        let service = catalog::services::create(&admin, &service).await.unwrap();
        let keys = catalog::strategies::list(&admin, "", base::Page::first(1)).await.unwrap().items.remove(0);
        let (at, v) = (product.console_path(), version.console_path());
        let (s, k) = (service.path(), keys.path());
        let paths = |text: String| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let read = paths(format!(
            "/products /services /strategies {at} {at}/versions {at}/documents {at}/portals {v} {s} {k} \
             {at}/documents/{}",
            document.id
        ));
        let manage = paths(format!(
            "/products/new /services/new /strategies/new {at}/versions/new {at}/delete {v}/delete \
             {v}/portals/{portal} {at}/documents/new {at}/documents/{}/delete {s}/delete {k}/delete \
             {v}/specification/delete",
            document.id
        ));
        let mut reader = admin.clone();
        reader.rights = base::Rights::of(&[base::Right::ReadConsole]);
        let (all, reads) = (Browser::at_console(&admin), Browser::at_console(&reader));
        for path in &read {
            for page in [all.get(path).await, reads.get(path).await] {
                assert_eq!(page.status, 200, "{path}");
                assert_eq!(page.text.matches("<h1").count(), 1, "{path}");
            }
            let text = reads.get(path).await.text;
            assert!(
                !text.contains("method=\"post\" action=\"/products"),
                "{path} has a form for one who may not"
            );
        }
        for path in &manage {
            assert_eq!(all.get(path).await.status, 200, "{path}");
            assert_eq!(reads.get(path).await.status, 403, "{path}");
        }
        for gone in ["/products/x", "/services/x", "/strategies/x"] {
            assert_eq!(all.get(gone).await.status, 404, "{gone}");
        }
    }
}

#[tokio::test]
async fn every_sentence_that_a_page_asks_for_is_there() {
    let house = testkit::TestHouse::sqlite(catalog::TEXTS).await;
    assert_eq!(house.app().texts.problems(), [""; 0]);
}
