//! The console's pages of developers.

use people::developers;

use crate::console::{lacks, shows, signed_in};
use crate::stand::Stand;

#[tokio::test]
async fn the_list_is_searched_narrowed_and_sorted() {
    for stand in Stand::each().await {
        stand.approved("ada").await;
        stand.joined("kim").await;
        let mut admin = signed_in(&stand, "reader").await;
        let all = admin.get("/developers?sort=name").await;
        shows(&all, "ada Example");
        assert!(all.text.find("ada Example") < all.text.find("kim Example"));
        lacks(&all, "/approval");
        let pending = admin.get("/developers?status=pending").await;
        shows(&pending, "kim Example");
        lacks(&pending, "ada Example");
        shows(&admin.get("/developers?q=nobody").await, "See all developers");
        lacks(
            &admin.get("/developers?q=ada&portal=00000000-0000-0000-0000-000000000000").await,
            "ada Example",
        );
    }
}

#[tokio::test]
async fn a_decision_leads_back_to_where_its_button_stood() {
    for stand in Stand::each().await {
        let kim = stand.joined("kim").await;
        let mut approver = signed_in(&stand, "approver").await;
        let path = format!("/developers/{}", kim.id);
        shows(&approver.get(&path).await, "Waits for a decision");
        let done = approver.post(&format!("{path}/approval"), &[("to", "/inbox")]).await;
        assert_eq!(done.leads(), "303 /inbox");
        let foreign = approver.post(&format!("{path}/revocation"), &[("to", "//evil.test")]).await;
        assert_eq!(foreign.leads(), format!("303 {path}"));
        let page = approver.get(&path).await;
        shows(&page, "Approve again");
        shows(&page, "Access revoked");
        assert_eq!(approver.post(&format!("{path}/revocation"), &[]).await.status, 409);
    }
}

#[tokio::test]
async fn a_rejection_has_a_reason_and_keeps_the_way_back() {
    for stand in Stand::each().await {
        let kim = stand.joined("kim").await;
        let mut admin = signed_in(&stand, "admin").await;
        let page = admin.get(&format!("/developers/{}/reject?to=/inbox", kim.id)).await;
        shows(&page, "name=\"to\" value=\"/inbox\"");
        let path = format!("/developers/{}/rejection", kim.id);
        let again = admin.post(&path, &[("reason", " "), ("to", "/inbox")]).await;
        assert_eq!(again.status, 422);
        shows(&again, "name=\"to\" value=\"/inbox\"");
        let done = admin.post(&path, &[("reason", "We know nobody called Kim."), ("to", "/inbox")]).await;
        assert_eq!(done.leads(), "303 /inbox");
        shows(&admin.get(&format!("/developers/{}", kim.id)).await, "We know nobody called Kim.");
    }
}

#[tokio::test]
async fn deleting_says_what_goes_first() {
    for stand in Stand::each().await {
        let ada = stand.approved("ada").await;
        let mut admin = signed_in(&stand, "admin").await;
        let page = admin.get(&format!("/developers/{}/delete", ada.id)).await;
        shows(&page, "the account of ada@example.com");
        shows(&page, "no applications");
        let done = admin.post(&format!("/developers/{}/deletion", ada.id), &[]).await;
        assert_eq!(done.leads(), "303 /developers");
        assert!(developers::view(&stand.admin(), &ada.id).await.is_err());
    }
}
