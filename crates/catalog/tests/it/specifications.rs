//! Specifications: what is sound is kept byte by byte, what is not changes nothing.

use catalog::publications;
use catalog::specifications::{self, NewSpecification};

use crate::stand::{houses, offered, said};

pub(crate) const SOUND: &str = "\
openapi: 3.0.3
info: {title: Payments, version: '1'}
paths:
  /refunds/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: ok}}
  /payments:
    get:
      summary: List payments
      operationId: listPayments
      tags: [Payments]
      responses: {'200': {description: ok}}
    post:
      deprecated: true
      responses: {'201': {description: made}}
";

fn file(name: &str, content: &str) -> NewSpecification {
    NewSpecification { name: name.into(), content: content.into() }
}

#[tokio::test]
async fn a_version_has_one_specification_and_gives_it_back_as_it_was() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let ada = house.developer(portal, "ada").await;
        let (_, version) = offered(&admin, portal, "Payments").await;
        assert!(specifications::view(&ada, version.id).await.unwrap().is_none());
        let first = specifications::replace(&admin, version.id, file("pay.yaml", SOUND)).await.unwrap();
        let operations =
            first.operations.iter().map(|it| format!("{} {}", it.method, it.path)).collect::<Vec<_>>();
        assert_eq!(operations, ["GET /refunds/{id}", "GET /payments", "POST /payments"]);
        assert_eq!(specifications::view(&ada, version.id).await.unwrap(), Some(first.clone()));
        assert_eq!(specifications::file(&ada, version.id).await.unwrap().content, SOUND);
        let offer =
            publications::offered(&mut ada.read().await.unwrap(), &ada.reach(), &version.id).await.unwrap();
        assert_eq!((offer.has_specification, offer.sample_path.as_deref()), (true, Some("/payments")));
        let json = "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"Other\",\"version\":\"2\"},\"paths\":{}}";
        let second = specifications::replace(&admin, version.id, file("", json)).await.unwrap();
        assert_eq!(
            (second.id, second.name.as_str(), second.title.as_str()),
            (first.id, "openapi.json", "Other")
        );
        assert_eq!(
            said(specifications::replace(&admin, version.id, file("a.yaml", "a: [")).await).split(':').next(),
            Some("invalid")
        );
        assert_eq!(specifications::view(&ada, version.id).await.unwrap(), Some(second));
        specifications::delete(&admin, version.id).await.unwrap();
        assert!(specifications::view(&ada, version.id).await.unwrap().is_none());
        assert_eq!(said(specifications::delete(&admin, version.id).await), "not found");
    }
}

#[tokio::test]
async fn what_is_uploaded_is_what_is_kept_whatever_was_checked_before() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let (_, version) = offered(&admin, portal, "Payments").await;
        let other = SOUND.replace("Payments", "Parcels");
        for (checked, uploaded, wanted) in [
            (file("pay.yaml", SOUND), file("pay.yaml", SOUND), ("pay.yaml", "Payments")),
            (file("pay.yaml", SOUND), file("parcels.yaml", &other), ("parcels.yaml", "Parcels")),
            (file("old.yaml", SOUND), file("new.yaml", SOUND), ("new.yaml", "Payments")),
        ] {
            let content = uploaded.content.clone();
            let title = specifications::check(&admin, checked).await.unwrap().title;
            assert_eq!(title, "Payments");
            let it = specifications::replace(&admin, version.id, uploaded).await.unwrap();
            assert_eq!((it.name.as_str(), it.title.as_str()), wanted);
            let kept = specifications::file(&admin, version.id).await.unwrap();
            assert_eq!(kept.content.as_bytes(), content);
        }
        let refused = specifications::check(&admin, file("a.yaml", "a: [")).await.map(|it| it.title);
        assert!(said(refused).starts_with("invalid"));
    }
}

#[tokio::test]
async fn sixteen_mebibytes_are_the_limit() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let (_, version) = offered(&admin, portal, "Payments").await;
        let comment = format!("{SOUND}# {}\n", "x".repeat(specifications::LARGEST - SOUND.len() - 3));
        assert_eq!(comment.len(), specifications::LARGEST);
        assert_eq!(said(specifications::replace(&admin, version.id, file("a.yaml", &comment)).await), "ok");
        let more = comment + "#";
        let refused = specifications::replace(&admin, version.id, file("a.yaml", &more)).await;
        assert_eq!(said(refused), "invalid: content: specification_too_large");
    }
}
