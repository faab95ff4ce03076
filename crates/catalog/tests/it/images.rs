//! Images of a product: drawn anew, named, bounded, and seen by whoever may see the product.

use std::io::Cursor;

use base::ProductId;
use catalog::documents::{self, NewDocument};
use catalog::images;
use frame::Call;
use image::{DynamicImage, ImageFormat};
use sql::args;

use crate::stand::{Browser, houses, offered, product, said};

pub(crate) fn picture(format: ImageFormat, width: u32) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    DynamicImage::new_rgb8(width, 10).write_to(&mut out, format).unwrap();
    out.into_inner()
}

async fn add(admin: &Call, product: ProductId, name: &str, bytes: Vec<u8>) -> base::Result<images::Image> {
    images::add(admin, product, name, "", bytes).await
}

#[tokio::test]
async fn an_image_is_drawn_anew_and_replaced_under_its_name() {
    for house in houses().await {
        let admin = house.admin();
        let product = product(&admin, "Payments").await.id;
        let mut bytes = picture(ImageFormat::WebP, 20);
        bytes.extend_from_slice(b"<script>");
        let first = images::add(&admin, product, "", "My flow.webp", bytes.clone()).await.unwrap();
        assert_eq!((first.name.as_str(), first.media_type.as_str()), ("My-flow.webp", "image/png"));
        assert_eq!((first.width, first.height), (20, 10));
        let (_, drawn) = images::view(&admin, product, "My-flow.webp").await.unwrap();
        assert!(drawn.starts_with(b"\x89PNG") && !drawn.windows(7).any(|it| it == b"<script"));
        for same in [bytes, drawn] {
            assert_eq!(add(&admin, product, "My-flow.webp", same).await.unwrap(), first, "nothing changes");
        }
        let other = add(&admin, product, "My-flow.webp", picture(ImageFormat::Jpeg, 30)).await.unwrap();
        assert_eq!((other.id, other.width, other.media_type.as_str()), (first.id, 30, "image/jpeg"));
        assert_eq!(images::list(&admin, product).await.unwrap().len(), 1);
        images::remove(&admin, product, "My-flow.webp").await.unwrap();
        assert_eq!(said(images::view(&admin, product, "My-flow.webp").await), "not found");
        assert_eq!(said(images::remove(&admin, product, "My-flow.webp").await), "not found");
    }
}

#[tokio::test]
async fn what_is_no_picture_or_one_too_many_is_refused() {
    for house in houses().await {
        let admin = house.admin();
        let product = product(&admin, "Payments").await.id;
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".to_vec();
        for (name, bytes, refusal) in [
            ("a.png", svg, "invalid: picture: not_a_picture"),
            ("a.png", Vec::new(), "invalid: picture: required"),
            ("a.png", vec![0; images::MOST_BYTES + 1], "invalid: picture: too_large"),
            ("a.svg", picture(ImageFormat::Png, 20), "invalid: name: is_image_name"),
            ("../a.png", picture(ImageFormat::Png, 20), "invalid: name: is_image_name"),
        ] {
            assert_eq!(said(add(&admin, product, name, bytes).await), refusal);
        }
        let insert =
            "insert into product_images (id, product, name, media_type, bytes, size, width, height, source,
                                                  digest, created_at, updated_at)
                      values ($1, $2, $1, 'image/png', $3, 0, 0, 0, '', '', 0, 0)";
        for number in 0..images::MOST {
            house.run(insert, args![number.to_string(), product, &b""[..]]).await;
        }
        let one_more = add(&admin, product, "a.png", picture(ImageFormat::Png, 20)).await;
        assert_eq!(said(one_more), "invalid: picture: too_many_images");
        let portal = house.portal("acme").await;
        let ada = house.developer(portal, "ada").await;
        assert!(said(add(&ada, product, "b.png", Vec::new()).await).contains("ManageCatalog"));
    }
}

#[tokio::test]
async fn an_image_is_seen_where_its_product_is() {
    for house in houses().await {
        let admin = house.admin();
        let portal = house.portal("acme").await;
        let (product, _) = offered(&admin, portal, "Payments").await;
        add(&admin, product.id, "flow.png", picture(ImageFormat::Png, 20)).await.unwrap();
        let new = NewDocument {
            title: "Start".into(),
            content: "![The flow](images/flow.png) and ![gone](https://evil.test/x.png)".into(),
            state: "published".into(),
            ..NewDocument::default()
        };
        documents::create(&admin, product.id, &new).await.unwrap();
        let visitor = Browser::at_portal(&house.visitor(portal), true);
        let page = visitor.get("/products/payments/docs/start").await.text;
        assert!(page.contains("<img src=\"/products/payments/images/flow.png\" alt=\"The flow\">"), "{page}");
        assert!(!page.contains("<img src=\"https"), "{page}");
        let shown = visitor.get("/products/payments/images/flow.png").await;
        assert_eq!((shown.status, &shown.headers["content-type"]), (200, &"image/png".parse().unwrap()));
        assert!(shown.headers["cache-control"].to_str().unwrap().starts_with("private"));
        let tag = shown.headers["etag"].to_str().unwrap();
        let again = visitor.get_with("/products/payments/images/flow.png", &[("if-none-match", tag)]).await;
        assert_eq!(again.status, 304);
        assert_eq!(visitor.get("/products/payments/images/none.png").await.status, 404);
        let elsewhere = house.portal("other").await;
        let stranger = Browser::at_portal(&house.visitor(elsewhere), true);
        assert_eq!(stranger.get("/products/payments/images/flow.png").await.status, 404);
        house.run("update portals set catalog = 'private'", args![]).await;
        let visitor = Browser::at_portal(&house.visitor(portal), false);
        assert_eq!(visitor.get("/products/payments/images/flow.png").await.status, 401);
    }
}

#[tokio::test]
async fn images_are_added_and_deleted_by_the_pages_alone() {
    for house in houses().await {
        let admin = house.admin();
        let product = product(&admin, "Payments").await;
        let browser = Browser::at_console(&admin);
        let path = format!("/products/{}/images", product.id);
        assert!(browser.get(&path).await.text.contains("No image yet"));
        let png = picture(ImageFormat::Png, 20);
        let added = browser.upload(&path, &[("picture=flow.png", &png), ("name", b"")]).await;
        assert_eq!((added.status, added.location.as_str()), (303, path.as_str()));
        let page = browser.get(&path).await.text;
        assert!(page.contains("![](images/flow.png)") && page.contains("1 of 200 images"), "{page}");
        let svg: &[u8] = b"<svg/>";
        let wrong = browser.upload(&path, &[("picture=a.png", svg), ("name", b"kept.png")]).await;
        assert!(wrong.status == 422 && wrong.text.contains("SVG") && wrong.text.contains("kept.png"));
        let large = vec![b'x'; 18 * 1024 * 1024];
        let wrong = browser.upload(&path, &[("picture=a.png", &large)]).await;
        assert!(wrong.status == 422 && wrong.text.contains("larger than what fits"), "{}", wrong.status);
        let new = NewDocument {
            title: "The flow of money".into(),
            content: "![](images/flow.png)".into(),
            ..NewDocument::default()
        };
        documents::create(&admin, product.id, &new).await.unwrap();
        let asked = browser.get(&format!("{path}/flow.png/delete")).await.text;
        assert!(asked.contains("shown in one document") && asked.contains("The flow of money"), "{asked}");
        let gone = browser.post(&format!("{path}/flow.png/deletion"), &[]).await;
        assert_eq!(gone.status, 303);
        assert_eq!(browser.get(&format!("{path}/flow.png")).await.status, 404);
    }
}
