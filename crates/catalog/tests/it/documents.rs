//! Documents in their tree: order, moving, deleting, and what may stand below what.

use base::{DocumentId, ProductId};
use catalog::documents::{self, NewDocument, Way};
use catalog::{State, products};
use frame::Call;

use crate::stand::{houses, product, said};

async fn document(admin: &Call, product: ProductId, title: &str, parent: Option<DocumentId>) -> DocumentId {
    let new = NewDocument {
        title: title.into(),
        parent: parent.map(|it| it.to_string()).unwrap_or_default(),
        state: "published".into(),
        ..NewDocument::default()
    };
    documents::create(admin, product, &new).await.unwrap().id
}

async fn drawn(call: &Call, product: ProductId) -> String {
    let tree = documents::tree(call, product).await.unwrap();
    tree.leaves()
        .iter()
        .map(|it| format!("{}{}", ".".repeat(it.depth), it.title))
        .collect::<Vec<_>>()
        .join(" ")
}

#[tokio::test]
async fn documents_stand_in_the_order_in_which_they_were_put() {
    for house in houses().await {
        let admin = house.admin();
        let product = product(&admin, "Payments").await.id;
        let a = document(&admin, product, "A", None).await;
        let b = document(&admin, product, "B", None).await;
        let c = document(&admin, product, "C", None).await;
        let b1 = document(&admin, product, "B1", Some(b)).await;
        document(&admin, product, "B2", Some(b)).await;
        assert_eq!(drawn(&admin, product).await, "A B .B1 .B2 C");
        documents::shift(&admin, c, Way::Up).await.unwrap();
        documents::shift(&admin, b1, Way::Down).await.unwrap();
        assert_eq!(drawn(&admin, product).await, "A C B .B2 .B1");
        documents::shift(&admin, a, Way::Up).await.unwrap();
        assert_eq!(drawn(&admin, product).await, "A C B .B2 .B1", "the first stays first");
        documents::delete(&admin, a).await.unwrap();
        document(&admin, product, "D", None).await;
        assert_eq!(drawn(&admin, product).await, "C B .B2 .B1 D", "a new one stands at the bottom");
        documents::delete(&admin, b).await.unwrap();
        assert_eq!(drawn(&admin, product).await, "C D");
        let found = documents::view(&admin, product, &b1.to_string()).await;
        assert_eq!(said(found), "not found", "what stood below went along");
    }
}

#[tokio::test]
async fn nothing_stands_below_itself_or_too_deep_or_in_another_product() {
    for house in houses().await {
        let admin = house.admin();
        let (here, there) = (product(&admin, "Here").await.id, product(&admin, "There").await.id);
        let stranger = document(&admin, there, "Stranger", None).await;
        let mut chain = vec![document(&admin, here, "0", None).await];
        for depth in 1..documents::DEEPEST {
            chain.push(document(&admin, here, &depth.to_string(), chain.last().copied()).await);
        }
        let below = |parent: DocumentId| NewDocument {
            title: "X".into(),
            parent: parent.to_string(),
            ..NewDocument::default()
        };
        let deepest = *chain.last().unwrap();
        assert_eq!(said(documents::create(&admin, here, &below(deepest)).await), "invalid: parent: too_deep");
        assert_eq!(said(documents::create(&admin, here, &below(stranger)).await), "invalid: parent: unknown");
        assert_eq!(
            said(documents::update(&admin, chain[0], &below(chain[0])).await),
            "invalid: parent: unknown"
        );
        assert_eq!(
            said(documents::update(&admin, chain[0], &below(chain[2])).await),
            "invalid: parent: unknown"
        );
        let top = document(&admin, here, "Top", None).await;
        assert_eq!(said(documents::update(&admin, chain[0], &below(top)).await), "invalid: parent: too_deep");
        assert_eq!(said(documents::update(&admin, chain[4], &below(top)).await), "ok");
    }
}

#[tokio::test]
async fn a_document_keeps_its_slug_and_its_product_notes_the_change() {
    for house in houses().await {
        let admin = house.admin();
        let product = product(&admin, "Payments").await.id;
        let id = document(&admin, product, "Getting started", None).await;
        document(&admin, product, "Getting started!", None).await;
        let slugs = documents::tree(&admin, product).await.unwrap();
        let slugs = slugs.leaves().iter().map(|it| it.slug.clone()).collect::<Vec<_>>();
        assert_eq!(slugs, ["getting-started", "getting-started-2"]);
        house.wait(60);
        let admin = house.again(&admin);
        let new = NewDocument { title: "Start".into(), content: "a\r\nb".into(), ..NewDocument::default() };
        let changed = documents::update(&admin, id, &new).await.unwrap();
        assert_eq!((changed.slug.as_str(), changed.content.as_str()), ("getting-started", "a\nb"));
        assert_eq!(changed.state, State::Unpublished);
        assert_eq!(products::view(&admin, product).await.unwrap().updated_at, admin.now());
        let long = NewDocument { content: "x".repeat(documents::LONGEST + 1), ..new };
        assert_eq!(said(documents::update(&admin, id, &long).await), "invalid: content: max_length");
    }
}

#[tokio::test]
async fn what_a_producer_keeps_beside_a_document_stays_until_it_is_changed() {
    for house in houses().await {
        let admin = house.admin();
        let product = product(&admin, "Payments").await.id;
        let id = document(&admin, product, "Start", None).await;
        let changed = |metadata: Option<serde_json::Value>| NewDocument {
            title: "Start".into(),
            metadata,
            ..NewDocument::default()
        };
        let kept = serde_json::json!({ "owner": "docs \u{0}", "tags": [1, null] });
        documents::update(&admin, id, &changed(Some(kept.clone()))).await.unwrap();
        documents::update(&admin, id, &changed(None)).await.unwrap();
        let seen = documents::view(&admin, product, &id.to_string()).await.unwrap();
        assert_eq!(serde_json::Value::Object(seen.metadata.clone()), kept);
        assert_eq!(documents::metadata(&admin, product).await.unwrap()[&id], seen.metadata);
        let wrong = documents::update(&admin, id, &changed(Some(serde_json::json!("owner")))).await;
        assert_eq!(said(wrong), "invalid: metadata: is_object");
    }
}
