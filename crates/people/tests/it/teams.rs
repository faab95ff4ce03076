//! Teams: members and roles.

use base::ProductId;
use people::teams::{self, NewTeam, TeamRole};
use sql::args;

use crate::stand::{Stand, wrong};

fn new(name: &str) -> NewTeam {
    NewTeam { name: name.into(), ..NewTeam::default() }
}

#[tokio::test]
async fn teams_have_members_of_their_own_portal() {
    for stand in Stand::each().await {
        let team = teams::create(&stand.admin(), &stand.portal, &new("Partners")).await.unwrap();
        let twice = teams::create(&stand.admin(), &stand.portal, &new("Partners")).await;
        assert_eq!(wrong(twice), "invalid: name: taken");
        let ada = stand.approved("ada").await;
        teams::add_member(&stand.admin(), &team.id, &ada.id).await.unwrap();
        let twice = teams::add_member(&stand.admin(), &team.id, &ada.id).await;
        assert_eq!(wrong(twice), "refused: team.member_already");
        teams::invite(&stand.admin(), &team.id, &ada.email).await.unwrap();
        let other = stand.house.portal("other").await;
        let zoe = stand.house.developer(other, "zoe").await.developer().unwrap().id;
        let foreign = teams::add_member(&stand.admin(), &team.id, &zoe).await;
        assert_eq!(wrong(foreign), "invalid: developer: unknown");
        let members = teams::members(&stand.admin(), &team.id).await.unwrap();
        assert_eq!(members.iter().map(|it| it.id).collect::<Vec<_>>(), [ada.id]);
        assert_eq!(teams::list(&stand.admin(), &stand.portal).await.unwrap()[0].members, 1);
        teams::remove_member(&stand.admin(), &team.id, &ada.id).await.unwrap();
        assert_eq!(wrong(teams::remove_member(&stand.admin(), &team.id, &ada.id).await), "not found");
        assert_eq!(teams::view(&stand.admin(), &team.id).await.unwrap().members, 0);
        teams::delete(&stand.admin(), &team.id).await.unwrap();
        assert_eq!(wrong(teams::view(&stand.admin(), &team.id).await), "not found");
    }
}

#[tokio::test]
async fn a_team_has_one_role_on_a_product() {
    for stand in Stand::each().await {
        let team = teams::create(&stand.admin(), &stand.portal, &new("Partners")).await.unwrap();
        let product = ProductId::from(stand.house.app().new_uuid().unwrap());
        let sql = "insert into products (id, slug, name, description, created_at, updated_at)
                   values ($1, 'payments', 'Payments', '', 1, 1)";
        stand.house.run(sql, args![product]).await;
        for role in [TeamRole::Viewer, TeamRole::Consumer] {
            teams::set_role(&stand.admin(), &team.id, &product, Some(role)).await.unwrap();
            let roles = teams::roles(&stand.admin(), &team.id).await.unwrap();
            assert_eq!(roles.iter().map(|it| it.role).collect::<Vec<_>>(), [role]);
        }
        teams::set_role(&stand.admin(), &team.id, &product, None).await.unwrap();
        assert_eq!(teams::roles(&stand.admin(), &team.id).await.unwrap().len(), 0);
        for role in [TeamRole::Viewer, TeamRole::Consumer] {
            teams::assign(&stand.admin(), &team.id, &product, role).await.unwrap();
            let twice = teams::assign(&stand.admin(), &team.id, &product, role).await;
            assert_eq!(wrong(twice), "refused: team.role_already");
        }
        assert_eq!(teams::view(&stand.admin(), &team.id).await.unwrap().products, 1);
        let nothing = base::Uuid::nil().into();
        let unknown = teams::set_role(&stand.admin(), &team.id, &nothing, None).await;
        assert_eq!(wrong(unknown), "invalid: product: unknown");
    }
}
