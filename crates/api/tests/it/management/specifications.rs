//! A version's specification.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::shop::{Shop, text};

const SMALL: &str = "openapi: 3.0.3\ninfo: {title: Pay, version: '1'}\npaths:\n  /a:\n    get:\n      responses: {'200': {description: ok}}\n";

fn encoded(content: &str) -> String {
    STANDARD.encode(content)
}

#[tokio::test]
async fn a_specification_is_taken_in_base64_and_given_as_text() {
    for shop in Shop::each().await {
        let version = shop.version(&shop.product("Pay").await, "v1").await;
        let path = format!("{version}/specifications");
        assert_eq!(shop.read(&path).await["data"], json!([]));
        let new = json!({ "name": "pay.yaml", "content": encoded(SMALL) });
        let made = shop.make(&path, new.clone()).await;
        assert_eq!((text(&made["name"]), text(&made["content"])), ("pay.yaml", SMALL));
        let one = format!("{path}/{}", text(&made["id"]));
        assert_eq!(shop.read(&one).await, made);
        assert_eq!(shop.read(&path).await["data"], json!([made]));
        let again = shop.post(&path, new).await;
        assert_eq!(again.code(), 409);
        assert!(text(&again.json["detail"]).contains("already"));
        shop.desk.house.wait(1);
        let changed = shop.patch(&one, json!({ "name": "api.yml" })).await.json;
        assert_eq!((text(&changed["name"]), text(&changed["content"])), ("api.yml", SMALL));
        let renewed = SMALL.replace("/a", "/b");
        let changed = shop.patch(&one, json!({ "content": encoded(&renewed) })).await.json;
        assert_eq!((text(&changed["name"]), text(&changed["content"])), ("api.yml", &*renewed));
        assert_eq!(changed["id"], made["id"]);
        let elsewhere = shop.version(&shop.product("Other").await, "v1").await;
        assert_eq!(shop.get(&format!("{elsewhere}/specifications/{}", text(&made["id"]))).await.code(), 404);
        assert_eq!(shop.delete(&one).await.code(), 204);
        assert_eq!(shop.get(&one).await.code(), 404);
        assert_eq!(shop.delete(&one).await.code(), 404);
    }
}

#[tokio::test]
async fn what_a_specification_has_wrong_is_said_with_line_and_column() {
    for shop in Shop::each().await {
        let version = shop.version(&shop.product("Pay").await, "v1").await;
        let path = format!("{version}/specifications");
        let broken = json!({ "name": "pay.json", "content": encoded("{\n  \"openapi\": nope\n}") });
        let answer = shop.post(&path, broken).await;
        assert_eq!((answer.code(), answer.invalid()), (400, vec!["content invalid".to_owned()]));
        let reason = text(&answer.json["invalid_parameters"][0]["reason"]);
        assert!(reason.contains("line 2, column"), "{reason}");
        let asked = json!({ "name": "pay.yaml", "content": encoded(SMALL) });
        let sound = shop.post("/v2/validate-specification", asked).await;
        assert_eq!((sound.code(), sound.json), (200, json!({ "title": "Pay", "operations": 1 })));
        let broken = json!({ "name": "pay.yaml", "content": encoded("openapi: 3.0.3\npaths: {}\n") });
        assert_eq!(shop.post("/v2/validate-specification", broken).await.code(), 400);
        assert_eq!(shop.read(&path).await["data"], json!([]));
        for (body, wrong) in [
            (json!({ "name": "pay.txt", "content": "YQ==" }), vec!["name matches_regex"]),
            (json!({ "name": "pay.yaml", "content": "not base64!" }), vec!["content is_base64"]),
            (json!({ "name": "pay.yaml", "content": "" }), vec!["content min_length"]),
            (json!({ "content": 1 }), vec!["name required", "content is_string"]),
        ] {
            let answer = shop.post(&path, body).await;
            let mut invalid = answer.invalid();
            invalid.sort_by_key(|it| it.contains("content"));
            assert_eq!((answer.code(), invalid), (400, wrong.iter().map(|it| (*it).to_owned()).collect()));
        }
    }
}

#[tokio::test]
async fn a_specification_of_sixteen_mebibytes_is_taken_and_a_larger_one_is_not() {
    let shop = Shop::each().await.remove(0);
    let version = shop.version(&shop.product("Pay").await, "v1").await;
    let path = format!("{version}/specifications");
    let filled = |size: usize| format!("{SMALL}# {}", "x".repeat(size - SMALL.len() - 2));
    let most = 16 * 1024 * 1024;
    let whole = json!({ "name": "pay.yaml", "content": encoded(&filled(most)) });
    assert_eq!(shop.post(&path, whole).await.code(), 201);
    let more = json!({ "name": "pay.yaml", "content": encoded(&filled(most + 1)) });
    assert_eq!(shop.post(&path, more).await.invalid(), ["content invalid"]);
    let much = json!({ "name": "pay.yaml", "content": encoded(&filled(most + 100_000)) });
    assert_eq!(shop.post(&path, much).await.code(), 413);
}
