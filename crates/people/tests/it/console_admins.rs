//! The console's pages of admins, and of one's own tokens.

use base::Secret;
use frame::{Call, Door};
use people::admins::{self, tokens};

use crate::console::{lacks, shows, signed_in};
use crate::stand::{PASSWORD, Stand, wrong};

#[tokio::test]
async fn an_admin_is_added_changed_and_removed() {
    for stand in Stand::each().await {
        let mut admin = signed_in(&stand, "admin").await;
        let poor = [("email", "olu@example.com"), ("role", "approver"), ("password", "short")];
        let again = admin.post("/admins", &poor).await;
        assert_eq!(again.status, 422);
        shows(&again, "value=\"olu@example.com\"");
        lacks(&again, "value=\"short\"");
        let sound = [("email", "olu@example.com"), ("role", "approver"), ("password", PASSWORD)];
        assert_eq!(admin.post("/admins", &sound).await.leads(), "303 /admins");
        let everybody = admins::list(&stand.admin()).await.unwrap();
        let olu = everybody.iter().find(|it| it.email == "olu@example.com").unwrap();
        let path = format!("/admins/{}", olu.id);
        assert_eq!(admin.post(&format!("{path}/role"), &[("role", "owner")]).await.status, 422);
        assert_eq!(admin.post(&format!("{path}/role"), &[("role", "reader")]).await.status, 303);
        shows(&admin.get(&format!("{path}/delete")).await, "no tokens");
        assert_eq!(admin.post(&format!("{path}/deletion"), &[]).await.leads(), "303 /admins");
    }
}

#[tokio::test]
async fn the_last_admin_stays_and_the_page_says_why() {
    for stand in Stand::each().await {
        let mut admin = signed_in(&stand, "admin").await;
        let me = admins::list(&stand.admin()).await.unwrap()[0].id;
        let page = admin.get(&format!("/admins/{me}")).await;
        lacks(&page, &format!("/admins/{me}/delete"));
        let refused = admin.post(&format!("/admins/{me}/role"), &[("role", "reader")]).await;
        assert_eq!(refused.status, 422);
        shows(&refused, "last admin who may do everything");
        let refused = admin.post(&format!("/admins/{me}/deletion"), &[]).await;
        shows(&refused, "cannot delete your own account");
    }
}

#[tokio::test]
async fn a_token_is_shown_once_works_and_is_revoked() {
    for stand in Stand::each().await {
        let mut reader = signed_in(&stand, "reader").await;
        shows(&reader.get("/account/tokens").await, "No tokens yet");
        let again = reader.post("/account/tokens", &[("name", "ci"), ("days", "many")]).await;
        assert_eq!(again.status, 422);
        shows(&again, "value=\"many\"");
        let made = reader.post("/account/tokens", &[("name", "ci"), ("days", "30")]).await;
        assert_eq!(made.status, 200);
        let (_, rest) = made.text.split_once(tokens::PREFIX).unwrap();
        let secret = Secret::new(format!("{}{}", tokens::PREFIX, rest.split('<').next().unwrap()));
        let nobody = || Call::new(stand.house.app(), Door::Api).unwrap();
        tokens::admit(nobody(), &secret).await.unwrap();
        let list = reader.get("/account/tokens").await;
        lacks(&list, secret.expose());
        shows(&list, ">ci<");
        assert_eq!(reader.post("/account/tokens", &[("name", "ci")]).await.status, 422, "the name is taken");
        let (_, rest) = list.text.split_once("action=\"/account/tokens/").unwrap();
        let id = rest.split('/').next().unwrap();
        let mut other = signed_in(&stand, "approver").await;
        let path = format!("/account/tokens/{id}/revocation");
        assert_eq!(other.post(&path, &[]).await.status, 404, "not theirs");
        assert_eq!(reader.post(&path, &[]).await.leads(), "303 /account/tokens");
        assert_eq!(wrong(tokens::admit(nobody(), &secret).await), "not signed in");
    }
}
