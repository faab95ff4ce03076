//! How a portal looks.

use std::io::Cursor;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use people::portals;
use serde_json::{Value, json};

use super::stage::Stage;

/// A picture as a data URI; its bytes are those of the smallest GIF, PNG or ICO that there is.
fn picture(kind: &str) -> String {
    let bytes: &[u8] = match kind {
        "gif" => b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;",
        _ => return format!("data:image/png;base64,{PNG}"),
    };
    format!("data:image/{kind};base64,{}", STANDARD.encode(bytes))
}

/// One red dot.
const PNG: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";

async fn custom(stage: &Stage) -> Value {
    let defaults = stage.shop.read("/v2/portals/appearance-defaults").await;
    let mut theme = defaults["themes"]["dark_mode"].clone();
    theme["colors"]["button"]["primary_fill"] = json!({ "value": "rgb(0, 85, 170)", "description": "Deeds" });
    theme
}

#[tokio::test]
async fn a_plain_portal_looks_as_the_product_does() {
    for stage in Stage::each().await {
        let plain = stage.read("/appearance").await;
        assert_eq!(
            plain,
            json!({
                "theme_name": "mint_rocket", "custom_theme": null, "custom_fonts": null, "use_custom_fonts": false,
                "text": null, "images": { "logo": null, "favicon": null, "catalog_cover": null },
            })
        );
        let defaults = stage.shop.read("/v2/portals/appearance-defaults").await;
        assert_eq!(defaults["themes"]["mint_rocket"]["colors"]["section"].as_object().unwrap().len(), 7);
        assert_eq!(stage.get("/appearance/logo").await.code(), 404);
        assert_eq!(stage.get("/appearance/catalog-cover").await.code(), 404);
    }
}

#[tokio::test]
async fn a_theme_that_a_program_sets_is_the_one_that_our_pages_show() {
    for stage in Stage::each().await {
        let theme = custom(&stage).await;
        let fonts = json!({ "base": "Lato", "code": "PT Mono", "headings": "Lora" });
        let text = json!({ "catalog": { "welcome_message": "Take\nyour time", "primary_header": "Hello" } });
        let change = json!({
            "theme_name": "custom", "custom_theme": theme, "custom_fonts": fonts, "use_custom_fonts": true, "text": text,
        });
        let changed = stage.patch("/appearance", change.clone()).await;
        assert_eq!(changed.code(), 200, "{}", changed.json);
        for (member, value) in change.as_object().unwrap() {
            assert_eq!(&changed.json[member], value, "{member}");
        }
        let admin = stage.shop.desk.house.admin();
        let portal = portals::view(&admin, &stage.portal).await.unwrap();
        assert_eq!(portals::Appearance::of(&portal).accent, "#0055aa");
        assert_eq!(portal.welcome_title, "Hello");
        let form = portals::Appearance {
            accent: "#aa5500".into(),
            welcome_title: "Welcome".into(),
            ..portals::Appearance::of(&portal)
        };
        portals::update_appearance(&admin, &stage.portal, &form).await.unwrap();
        let seen = stage.read("/appearance").await;
        assert_eq!(
            seen["custom_theme"]["colors"]["button"]["primary_fill"],
            json!({ "value": "#aa5500", "description": "Deeds" })
        );
        assert_eq!(seen["text"]["catalog"]["primary_header"], "Welcome");
        assert_eq!(seen["custom_fonts"], fonts, "what was not said stays");
        let back = stage.patch("/appearance", json!({ "theme_name": "mint_rocket", "text": null })).await;
        assert_eq!((&back.json["text"], back.json["custom_theme"].is_null()), (&Value::Null, false));
        let portal = portals::view(&admin, &stage.portal).await.unwrap();
        assert_eq!(portals::style_href(&portal), None);
    }
}

#[tokio::test]
async fn pictures_are_drawn_anew_and_taken_away() {
    for stage in Stage::each().await {
        let images = json!({
            "logo": { "data": picture("gif"), "filename": "logo.gif" }, "favicon": { "data": picture("png") },
            "catalog_cover": { "data": jpeg() },
        });
        let changed = stage.patch("/appearance", json!({ "images": images })).await;
        assert_eq!(changed.code(), 200, "{}", changed.json);
        let seen = &changed.json["images"];
        assert_eq!(seen["logo"]["filename"], "logo.gif");
        assert!(seen["logo"]["data"].as_str().unwrap().starts_with("data:image/png;base64,"), "{seen}");
        assert!(
            seen["catalog_cover"]["data"].as_str().unwrap().starts_with("data:image/jpeg;base64,"),
            "{seen}"
        );
        let logo = stage.get("/appearance/logo").await;
        assert_eq!((logo.header("content-type"), &logo.bytes[..4]), ("image/png", &b"\x89PNG"[..]));
        assert_eq!(stage.get("/appearance/catalog-cover").await.header("content-type"), "image/jpeg");
        // What is read can be written back.
        let again = stage.patch("/appearance", json!({ "images": seen })).await;
        assert_eq!(again.code(), 200, "{}", again.json);
        let without = stage.patch("/appearance", json!({ "images": { "logo": null } })).await;
        assert_eq!(
            (&without.json["images"]["logo"], without.json["images"]["favicon"].is_null()),
            (&Value::Null, false)
        );
        assert_eq!(stage.get("/appearance/logo").await.code(), 404);
        stage.patch("/appearance", json!({ "images": null })).await;
        let mut tx = stage.shop.desk.house.app().db.read().await.unwrap();
        let row = tx.one("select count(*) as total from images", sql::args![]).await.unwrap();
        assert_eq!(row.get::<i64>("total").unwrap(), 0, "no picture is left behind");
    }
}

#[tokio::test]
async fn what_could_be_anything_else_than_a_look_is_refused() {
    for stage in Stage::each().await {
        let wrong = async |body: Value| {
            let answer = stage.patch("/appearance", body).await;
            (answer.code(), answer.invalid().join(", "))
        };
        let mut theme = custom(&stage).await;
        theme["colors"]["text"]["link"]["value"] = json!("red;} body{background:url(//evil.test)");
        let at = "custom_theme.colors.text.link.value invalid";
        assert_eq!(wrong(json!({ "custom_theme": theme })).await, (400, at.into()));
        theme["colors"]["text"].as_object_mut().unwrap().remove("link");
        let at = "custom_theme.colors.text.link required";
        assert_eq!(wrong(json!({ "custom_theme": theme })).await, (400, at.into()));
        assert_eq!(wrong(json!({ "theme_name": "custom" })).await, (400, "custom_theme required".into()));
        assert_eq!(wrong(json!({ "theme_name": "pink" })).await, (400, "theme_name enum".into()));
        let fonts = json!({ "base": "Comic Sans", "code": "PT Mono", "headings": "Lora" });
        assert_eq!(wrong(json!({ "custom_fonts": fonts })).await, (400, "custom_fonts.base enum".into()));
        let logo = async |data: &str| wrong(json!({ "images": { "logo": { "data": data } } })).await;
        let svg = format!("data:image/svg+xml;base64,{}", STANDARD.encode("<svg/>"));
        assert_eq!(logo(&svg).await, (400, "images.logo.data matches_regex".into()));
        let text = format!("data:image/png;base64,{}", STANDARD.encode("hello there"));
        assert_eq!(logo(&text).await, (400, "images.logo invalid".into()));
        assert_eq!(logo("https://evil.test/a.png").await.0, 400);
        let huge = format!("data:image/png;base64,{}", "AAAA".repeat(800_000));
        assert_eq!(logo(&huge).await, (400, "images.logo invalid".into()));
        let long = json!({ "catalog": { "welcome_message": "x".repeat(513), "primary_header": "" } });
        assert_eq!(
            wrong(json!({ "text": long })).await,
            (400, "text.catalog.welcome_message max_length".into())
        );
        assert_eq!(
            wrong(json!({ "use_custom_fonts": null })).await,
            (400, "use_custom_fonts is_boolean".into())
        );
    }
}

/// A photograph of nothing.
fn jpeg() -> String {
    let mut bytes = Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(8, 4).write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    format!("data:image/jpeg;base64,{}", STANDARD.encode(bytes.into_inner()))
}
