//! A portal's developers, and what is decided about them.

use serde_json::json;

use super::stage::{NOTHING, Stage};
use crate::management::shop::last;

#[tokio::test]
async fn developers_are_decided_about_as_their_states_allow() {
    for stage in Stage::each().await {
        let set = async |at: &str, status: &str| {
            let answer = stage.patch(at, json!({ "status": status })).await;
            match answer.code() {
                200 => answer.json["status"].as_str().unwrap().to_owned(),
                code => code.to_string(),
            }
        };
        let mut table = Vec::new();
        for state in ["unverified", "pending", "approved", "rejected", "revoked"] {
            let mut row = Vec::new();
            for (number, status) in ["pending", "approved", "rejected", "revoked"].into_iter().enumerate() {
                let at = stage.person(&format!("{state}{number}"), state).await;
                row.push(set(&at, status).await);
            }
            table.push(format!("{state} -> {}\n", row.join(" ")));
        }
        assert_eq!(
            table.concat(),
            "\
unverified -> pending 409 409 409
pending -> pending approved rejected 409
approved -> 409 approved 409 revoked
rejected -> 409 409 rejected 409
revoked -> 409 approved 409 revoked
"
        );
        let mut mails = stage.shop.desk.house.mails().await;
        mails.retain(|it| it.starts_with("developer-rejected"));
        assert_eq!(mails.len(), 1, "{mails:?}");
        let mut tx = stage.shop.desk.house.app().db.read().await.unwrap();
        let sql = "select reason from developers where email = 'pending2@example.com'";
        let reason: String = tx.one(sql, sql::args![]).await.unwrap().get("reason").unwrap();
        assert_eq!(reason, "No reason was given.");
    }
}

#[tokio::test]
async fn a_developer_is_read_decided_about_and_deleted() {
    for stage in Stage::each().await {
        let at = stage.person("ada", "pending").await;
        let seen = stage.get(&at).await;
        assert_eq!((&seen.json["status"], &seen.json["application_count"]), (&json!("pending"), &json!(0)));
        let tag = seen.header("etag").to_owned();
        stage.shop.desk.house.wait(1);
        let first = stage.shop.admin.clone().with("if-match", &tag);
        let path = stage.path(&at);
        let approved = stage.shop.desk.patch(&first, &path, json!({ "status": "approved" })).await;
        assert_eq!((approved.code(), approved.header("etag") != tag), (200, true));
        assert_eq!(stage.shop.desk.patch(&first, &path, json!({ "status": "revoked" })).await.code(), 412);
        assert_eq!(stage.shop.desk.delete(&first, &path).await.code(), 412);
        let nothing = stage.patch(&at, json!({})).await;
        assert_eq!((nothing.code(), &nothing.json), (200, &approved.json));
        assert_eq!(stage.patch(&at, json!({ "status": "unverified" })).await.invalid(), ["status enum"]);
        assert_eq!(
            stage.patch(&at, json!({ "email": "x@example.com" })).await.invalid(),
            ["email unknown_property"]
        );
        assert_eq!(stage.delete(&at).await.code(), 204);
        assert_eq!(stage.get(&at).await.code(), 404);
        let events = stage.shop.desk.house.events().await;
        assert_eq!(events.iter().filter(|it| *it == "developer.approved").count(), 1, "{events:?}");
    }
}

#[tokio::test]
async fn who_never_confirmed_an_address_is_listed_only_where_that_is_asked_for() {
    for stage in Stage::each().await {
        let eve = stage.person("eve", "unverified").await;
        stage.person("ada", "pending").await;
        let emails =
            async |query: &str| stage.column(&format!("/developers?{query}"), "email").await.join(", ");
        assert_eq!(emails("").await, "ada@example.com");
        assert_eq!(emails("filter[status]=pending").await, "ada@example.com");
        assert_eq!(emails("filter[status]=unverified").await, "eve@example.com");
        assert_eq!(
            emails("filter[status][oeq]=pending,unverified&sort=email").await,
            "ada@example.com, eve@example.com"
        );
        assert_eq!(emails("filter[status][neq]=pending").await, "");
        assert_eq!(stage.read(&eve).await["status"], "pending", "nobody decided about them");
        assert_eq!(stage.delete(&eve).await.code(), 204);
    }
}

#[tokio::test]
async fn developers_are_filtered_and_sorted_and_those_of_another_portal_are_not_there() {
    for stage in Stage::each().await {
        let offer = stage.offer("Payments").await;
        for (name, state) in [("cleo", "revoked"), ("Bea", "pending")] {
            stage.shop.desk.house.wait(1);
            stage.person(name, state).await;
        }
        stage.shop.desk.house.wait(1);
        let ada = stage.developer("ada").await;
        stage.application(&ada, "Shop", &offer.strategy).await;
        let names =
            async |query: &str| stage.column(&format!("/developers?{query}"), "full_name").await.join(" ");
        assert_eq!(names("sort=name").await, "ada Bea cleo");
        assert_eq!(names("sort=name%20desc").await, "cleo Bea ada");
        assert_eq!(names("sort=status,created_at").await, "ada Bea cleo");
        assert_eq!(names("sort=created_at").await, "cleo Bea ada");
        assert_eq!(names("filter[name][contains]=E&sort=email").await, "Bea cleo");
        assert_eq!(names("filter[email]=ada@example.com").await, "ada");
        assert_eq!(names("filter[status][ocontains]=pend,rev&sort=email").await, "Bea cleo");
        assert_eq!(names("page[size]=1&page[number]=3&sort=name").await, "cleo");
        let list = stage.read("/developers?filter[name]=ada").await;
        assert_eq!(list["data"][0]["application_count"], 1);
        let other = stage.shop.desk.open("other").await;
        let foreign = format!("/v2/portals/{other}/developers/{}", ada.developer().unwrap().id);
        for answer in [
            stage.shop.get(&foreign).await,
            stage.shop.patch(&foreign, json!({ "status": "revoked" })).await,
            stage.shop.delete(&foreign).await,
            stage.shop.get(&format!("{foreign}/teams")).await,
            stage.get(&format!("/developers/{NOTHING}")).await,
        ] {
            assert_eq!(answer.code(), 404);
        }
        assert_eq!(last(&foreign).len(), 36);
        assert_eq!(names("filter[status]=approved").await, "ada");
    }
}
