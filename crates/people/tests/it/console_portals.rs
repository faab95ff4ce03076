//! The console's pages of portals.

use axum::body::Body;
use axum::http::{Request, header};
use people::portals;

use crate::console::{lacks, shows, signed_in};
use crate::site::{Browser, Page};
use crate::stand::Stand;

/// Every field of the settings, as the form sends them.
const SOUND: [(&str, &str); 9] = [
    ("name", "Acme"),
    ("description", "All of it,\r\n in one place"),
    ("catalog", "public"),
    ("accounts", "on"),
    ("rbac", "true"),
    ("key_prefix", "acm_"),
    ("max_applications", "7"),
    ("max_credentials", "3"),
    ("support_email", "help@example.com"),
];

fn with(name: &'static str, value: &'static str) -> Vec<(&'static str, &'static str)> {
    SOUND.into_iter().map(|(key, old)| (key, if key == name { value } else { old })).collect()
}

#[tokio::test]
async fn a_portal_is_opened_and_a_wrong_address_is_kept() {
    for stand in Stand::each().await {
        let mut admin = signed_in(&stand, "admin").await;
        let typed = [("name", "Harbour"), ("slug", "Har bour"), ("catalog", "private"), ("accounts", "on")];
        let again = admin.post("/portals", &typed).await;
        assert_eq!(again.status, 422);
        shows(&again, "value=\"Har bour\"");
        shows(&again, "aria-invalid=\"true\"");
        let closed = [("name", "Harbour"), ("slug", "harbour"), ("catalog", "private"), ("accounts", "off")];
        shows(&admin.post("/portals", &closed).await, "open to nobody");
        let taken = [("name", "Harbour"), ("slug", "acme"), ("catalog", "public"), ("accounts", "on")];
        shows(&admin.post("/portals", &taken).await, "already in use");
        let done = admin.post("/portals", &[("name", "Harbour"), ("slug", "harbour")]).await;
        assert_eq!(done.status, 303);
        shows(&admin.get(&done.location).await, "http://harbour.localhost:8080");
        shows(&admin.get("/portals").await, "Harbour");
    }
}

#[tokio::test]
async fn settings_are_saved_whole_or_not_at_all() {
    for stand in Stand::each().await {
        let mut admin = signed_in(&stand, "admin").await;
        let path = format!("/portals/{}", stand.portal);
        let again = admin.post(&path, &with("key_prefix", "12")).await;
        assert_eq!(again.status, 422);
        shows(&again, "value=\"12\"");
        shows(&again, "value=\"Acme\"");
        assert_eq!(portals::view(&stand.admin(), &stand.portal).await.unwrap().name, "Portal acme");
        assert_eq!(admin.post(&path, &SOUND).await.leads(), format!("303 {path}"));
        let portal = portals::view(&stand.admin(), &stand.portal).await.unwrap();
        assert_eq!((portal.rbac, portal.listed), (true, false), "what is not ticked is off");
        assert_eq!(portal.description, "All of it, in one place");
        let mut reader = signed_in(&stand, "reader").await;
        let looked_at = reader.get(&path).await;
        shows(&looked_at, "acm_");
        lacks(&looked_at, "<textarea");
    }
}

#[tokio::test]
async fn a_colour_that_cannot_be_read_is_adjusted_and_said() {
    for stand in Stand::each().await {
        let mut admin = signed_in(&stand, "admin").await;
        let path = format!("/portals/{}/appearance", stand.portal);
        lacks(&admin.get(&path).await, "Adjusted");
        assert_eq!(admin.post(&path, &[("accent", "yellowish")]).await.status, 422);
        assert_eq!(admin.post(&path, &[("accent", "#ffff00")]).await.status, 303);
        shows(&admin.get(&path).await, "instead of #ffff00");
        let preview = admin.get(&format!("/portals/{}/preview.css", stand.portal)).await;
        shows(&preview, ".brand-preview {\n--accent:");
        lacks(&preview, ":root");
    }
}

/// Sends a file as the form does.
async fn upload(browser: &mut Browser, path: &str, bytes: &[u8]) -> Page {
    let mut body = b"--x\r\ncontent-disposition: form-data; name=\"logo\"; filename=\"a\"\r\n\r\n".to_vec();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--x--\r\n");
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .header(header::ORIGIN, "http://admin.localhost:8080")
        .body(Body::from(body));
    browser.send(request.unwrap()).await
}

/// One white pixel.
const GIF: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00\x3b";

#[tokio::test]
async fn a_logo_is_a_picture_or_refused_in_words() {
    for stand in Stand::each().await {
        let mut admin = signed_in(&stand, "admin").await;
        let path = format!("/portals/{}/logo", stand.portal);
        let drawing = upload(&mut admin, &path, b"<svg xmlns='http://www.w3.org/2000/svg'/>").await;
        assert_eq!(drawing.status, 422);
        shows(&drawing, "SVG is not taken");
        for size in [3, 20] {
            let large = upload(&mut admin, &path, &vec![0; size * 1024 * 1024]).await;
            assert_eq!(large.status, 422, "{size} MiB");
            shows(&large, "larger than what fits");
        }
        assert_eq!(upload(&mut admin, &path, GIF).await.status, 303);
        let page = admin.get(&format!("/portals/{}/appearance", stand.portal)).await;
        let (_, rest) = page.text.split_once("src=\"/_logo/").unwrap();
        let logo = admin.get(&format!("/_logo/{}", rest.split('"').next().unwrap())).await;
        assert_eq!(logo.status, 200);
        assert_eq!(admin.post(&format!("{path}/removal"), &[]).await.status, 303);
        assert!(portals::view(&stand.admin(), &stand.portal).await.unwrap().logo.is_none());
    }
}

#[tokio::test]
async fn a_portal_is_deleted_by_its_typed_name_and_the_page_counts_what_goes() {
    for stand in Stand::each().await {
        stand.approved("ada").await;
        let mut admin = signed_in(&stand, "admin").await;
        let page = admin.get(&format!("/portals/{}/delete", stand.portal)).await;
        shows(&page, "one developer");
        shows(&page, "type acme");
        let path = format!("/portals/{}/deletion", stand.portal);
        let slip = admin.post(&path, &[("confirm", "acne")]).await;
        assert_eq!(slip.status, 422);
        shows(&slip, "Nothing was deleted");
        assert_eq!(admin.post(&path, &[("confirm", "acme")]).await.leads(), "303 /portals");
        assert_eq!(stand.count("select count(*) as total from developers").await, 0);
        shows(&admin.get("/portals").await, "No portal yet");
    }
}
