//! Editions: what a version has had as its specification can be restored.

use catalog::editions;
use catalog::specifications::{self, Format, NewSpecification};
use sql::args;

use crate::specifications::SOUND;
use crate::stand::{Browser, houses, offered, said};

fn file(name: &str, content: impl Into<String>) -> NewSpecification {
    NewSpecification { name: name.into(), content: content.into().into_bytes() }
}

#[tokio::test]
async fn an_upload_replaces_and_the_one_before_can_be_restored() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let (_, version) = offered(&admin, portal, "Payments").await;
        let put = async |content: &str| {
            specifications::replace(&house.admin(), version.id, file("pay.yaml", content)).await
        };
        let first = put(SOUND).await.unwrap();
        house.wait(1);
        assert_eq!(put(SOUND).await.unwrap().updated_at, first.updated_at, "the same file changes nothing");
        let other = SOUND.replace("List payments", "All payments");
        assert!(put(&other).await.unwrap().updated_at > first.updated_at);
        let list = editions::list(&admin, version.id).await.unwrap();
        assert_eq!(list.iter().map(|it| it.is_current).collect::<Vec<_>>(), [true, false]);
        assert_eq!(editions::file(&admin, version.id, list[1].id).await.unwrap().content, SOUND);
        house.wait(1);
        editions::restore(&house.admin(), version.id, list[1].id).await.unwrap();
        assert_eq!(specifications::file(&admin, version.id).await.unwrap().content, SOUND);
        let list = editions::list(&admin, version.id).await.unwrap();
        assert_eq!(list.iter().map(|it| it.is_current).collect::<Vec<_>>(), [true, false, false]);
        specifications::delete(&admin, version.id).await.unwrap();
        editions::restore(&admin, version.id, list[1].id).await.unwrap();
        assert_eq!(specifications::file(&admin, version.id).await.unwrap().content, other);
        let events = house.events().await;
        assert_eq!(events.iter().filter(|it| *it == "specification.replaced").count(), 4);
    }
}

#[tokio::test]
async fn twenty_earlier_ones_are_kept() {
    for house in houses().await {
        let portal = house.portal("acme").await;
        let (_, version) = offered(&house.admin(), portal, "Payments").await;
        for number in 0..25 {
            house.wait(1);
            let content = format!("{SOUND}# {number}\n");
            specifications::replace(&house.admin(), version.id, file("pay.yaml", content)).await.unwrap();
        }
        let list = editions::list(&house.admin(), version.id).await.unwrap();
        assert_eq!(list.len(), 21);
        let oldest = editions::file(&house.admin(), version.id, list[20].id).await.unwrap();
        assert!(oldest.content.ends_with("# 4\n"), "{}", oldest.content);
    }
}

#[tokio::test]
async fn what_was_uploaded_before_editions_were_kept_becomes_one() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let (_, version) = offered(&admin, portal, "Payments").await;
        specifications::replace(&admin, version.id, file("pay.yaml", SOUND)).await.unwrap();
        house.run("update specifications set digest = ''", args![]).await;
        house.run("delete from editions", args![]).await;
        house.wait(1);
        specifications::replace(&house.admin(), version.id, file("pay.yaml", format!("{SOUND}\n")))
            .await
            .unwrap();
        let list = editions::list(&admin, version.id).await.unwrap();
        assert_eq!(list.len(), 2);
        assert_eq!(editions::file(&admin, version.id, list[1].id).await.unwrap().content, SOUND);
    }
}

#[tokio::test]
async fn a_specification_can_be_had_as_it_was_and_in_both_formats() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let (_, version) = offered(&admin, portal, "Payments").await;
        specifications::replace(&admin, version.id, file("pay.yaml", SOUND)).await.unwrap();
        let yaml = specifications::file_as(&admin, version.id, Format::Yaml).await.unwrap();
        assert_eq!((yaml.name.as_str(), yaml.content.as_str()), ("pay.yaml", SOUND));
        let json = specifications::file_as(&admin, version.id, Format::Json).await.unwrap();
        assert_eq!(json.name, "pay.json");
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&json.content).unwrap()["info"]["title"],
            "Payments"
        );
        let browser = Browser::at_portal(&house.visitor(portal), true);
        let path = format!("/products/payments/versions/{}/specification", version.id);
        let page = browser.get(&format!("{path}.json")).await;
        assert_eq!(
            (page.text.as_str(), page.headers["x-content-type-options"].to_str().unwrap()),
            (json.content.as_str(), "nosniff")
        );
        assert_eq!(browser.get(&format!("{path}.yaml")).await.text, SOUND);
    }
}

#[tokio::test]
async fn the_producer_is_shown_what_is_odd_and_what_there_was() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let (product, version) = offered(&admin, portal, "Payments").await;
        let console = Browser::at_console(&admin);
        let path = format!("/products/{}/versions/{}", product.id, version.id);
        let odd = SOUND.replace("{name: id, in: path", "{name: other, in: path");
        let done =
            console.upload(&format!("{path}/specification"), &[("file=pay.yaml", odd.as_bytes())]).await;
        assert_eq!((done.status, done.location.as_str()), (303, path.as_str()));
        let page = console.get(&path).await.text;
        assert!(page.contains("1 thing to look at") && page.contains("Line 5, column 5"), "{page}");
        assert!(page.contains("the parameter `{id}` of the path is not described"), "{page}");
        house.wait(1);
        let console = Browser::at_console(&house.admin());
        console.upload(&format!("{path}/specification"), &[("file=pay.yaml", SOUND.as_bytes())]).await;
        let page = console.get(&format!("{path}/editions")).await.text;
        assert!(page.matches("/restoration").count() == 1 && page.contains("Current"), "{page}");
        let list = editions::list(&admin, version.id).await.unwrap();
        let done = console.post(&format!("{path}/editions/{}/restoration", list[1].id), &[]).await;
        assert_eq!((done.status, done.location.as_str()), (303, path.as_str()));
        assert_eq!(specifications::file(&admin, version.id).await.unwrap().content, odd);
        assert_eq!(console.get(&format!("{path}/editions/{}", list[0].id)).await.text, SOUND);
        let nobody = house.visitor(portal);
        assert_eq!(said(editions::list(&nobody, version.id).await), "not signed in");
        let checked = specifications::check(&admin, file("pay.yaml", odd)).await.unwrap();
        assert_eq!((checked.operations.len(), checked.warnings.len()), (3, 1));
    }
}
