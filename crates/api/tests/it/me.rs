//! Tokens, and what every address has in common.

use serde_json::json;

use crate::desk::{Caller, Desk};

#[tokio::test]
async fn a_token_says_whose_it_is_and_nothing_else_lets_in() {
    for desk in Desk::each().await {
        let admin = desk.admin("reader").await;
        let answer = desk.get(&admin, "/v2/me").await;
        assert_eq!((answer.code(), &answer.json["full_name"]), (200, &json!("Olu Admin")));
        for bad in ["Bearer prt_admin_nothing", "Bearer", "Basic eDp5", "Bearer x y"] {
            let stranger = Caller::default().at("api.localhost:8080").with("authorization", bad);
            let answer = desk.get(&stranger, "/v2/me").await;
            assert_eq!((answer.code(), answer.header("www-authenticate")), (401, "Bearer"), "{bad}");
            assert_eq!(answer.json["message"], answer.json["detail"]);
        }
        assert_eq!(desk.get(&Caller::default().at("api.localhost"), "/v2/me").await.code(), 401);
    }
}

#[tokio::test]
async fn what_is_not_there_is_said_in_a_problem_document() {
    for desk in Desk::each().await {
        let admin = desk.admin("reader").await;
        for (answer, status) in [
            (desk.get(&admin, "/v2/nothing").await, 404),
            (desk.post(&admin, "/v2/me", json!({})).await, 405),
            (desk.get(&admin, "/v2/%zz").await, 400),
        ] {
            assert_eq!((answer.code(), answer.header("content-type")), (status, "application/problem+json"));
            assert_eq!(answer.json["status"], status);
        }
    }
}
