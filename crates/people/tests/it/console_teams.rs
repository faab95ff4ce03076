//! The console's pages of teams.

use base::ProductId;
use people::teams::{self, NewTeam};
use sql::args;

use crate::console::{shows, signed_in};
use crate::stand::Stand;

#[tokio::test]
async fn a_team_is_made_filled_and_given_a_role() {
    for stand in Stand::each().await {
        stand.approved("ada").await;
        let product = ProductId::from(stand.house.app().new_uuid().unwrap());
        let sql = "insert into products (id, slug, name, description, created_at, updated_at)
                   values ($1, 'payments', 'Payments', '', 1, 1)";
        stand.house.run(sql, args![product]).await;
        let mut admin = signed_in(&stand, "admin").await;
        let list = format!("/portals/{}/teams", stand.portal);
        shows(&admin.get(&list).await, "No teams yet");
        assert_eq!(admin.post(&list, &[("name", " ")]).await.status, 422);
        let team = admin.post(&list, &[("name", "Partners")]).await.location;

        let unknown = admin.post(&format!("{team}/members"), &[("email", "zoe@example.com")]).await;
        assert_eq!(unknown.status, 422);
        shows(&unknown, "value=\"zoe@example.com\"");
        shows(&unknown, "No developer of this portal");
        assert_eq!(
            admin.post(&format!("{team}/members"), &[("email", " ADA@example.com")]).await.status,
            303
        );
        shows(&admin.get(&team).await, "ada@example.com");

        let roles = format!("{team}/roles");
        let unsaid = admin.post(&roles, &[("product", ""), ("role", "owner")]).await;
        assert_eq!(unsaid.status, 422);
        let id = product.to_string();
        assert_eq!(admin.post(&roles, &[("product", &id), ("role", "consumer")]).await.status, 303);
        shows(&admin.get(&team).await, "<td>API Consumer</td>");
        assert_eq!(admin.post(&format!("{roles}/{id}/removal"), &[]).await.status, 303);
        assert_eq!(admin.post(&team, &[("name", "Friends")]).await.status, 303);
        shows(&admin.get(&format!("{team}/delete")).await, "its one developer");
        assert_eq!(admin.post(&format!("{team}/deletion"), &[]).await.leads(), format!("303 {list}"));
    }
}

#[tokio::test]
async fn a_team_is_not_found_in_another_portal() {
    for stand in Stand::each().await {
        let other = stand.house.portal("other").await;
        let new = NewTeam { name: "Partners".into(), ..NewTeam::default() };
        let team = teams::create(&stand.admin(), &other, &new).await.unwrap();
        let mut admin = signed_in(&stand, "admin").await;
        assert_eq!(admin.get(&format!("/portals/{other}/teams/{}", team.id)).await.status, 200);
        assert_eq!(admin.get(&format!("/portals/{}/teams/{}", stand.portal, team.id)).await.status, 404);
        let deletion = format!("/portals/{}/teams/{}/deletion", stand.portal, team.id);
        assert_eq!(admin.post(&deletion, &[]).await.status, 404);
    }
}
