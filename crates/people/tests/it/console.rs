//! The console's pages of people: a browser that is signed in with a role, and what each role may open.

use frame::door::{Need, Routes, Site};
use people::admins::{self, NewAdmin};

use crate::site::{Browser, Page};
use crate::stand::{PASSWORD, Stand, password};

/// A browser in the console, signed in as a new admin with this role, `<role>@example.com`.
pub(crate) async fn signed_in(stand: &Stand, role: &str) -> Browser {
    let email = format!("{role}@example.com");
    let new = NewAdmin { email: email.clone(), full_name: format!("The {role}"), role: role.to_owned() };
    admins::create(&stand.admin(), &new, &password()).await.unwrap();
    let mut browser = Browser::at(stand.house.app(), "admin.localhost:8080");
    let page = browser.post("/sign-in", &[("email", &email), ("password", PASSWORD)]).await;
    assert_eq!(page.leads(), "303 /");
    browser
}

/// The page shows the text.
pub(crate) fn shows(page: &Page, text: &str) {
    assert!(page.text.contains(text), "{} has no {text:?}:\n{}", page.status, page.text);
}

/// The page does not show the text.
pub(crate) fn lacks(page: &Page, text: &str) {
    assert!(!page.text.contains(text), "{} has {text:?}:\n{}", page.status, page.text);
}

#[tokio::test]
async fn every_page_of_people_is_there_and_asks_for_its_right() {
    for stand in Stand::each().await {
        let developer = stand.approved("ada").await;
        let mut admin = signed_in(&stand, "admin").await;
        let mut reader = signed_in(&stand, "reader").await;
        let mut nobody = Browser::at(stand.house.app(), "admin.localhost:8080");
        let mut at = Routes::new(Site::Console);
        people::console_routes(&mut at);
        for route in at.finish().1.into_iter().filter(|it| it.need != Need::Nothing) {
            let portal = stand.portal.to_string();
            let id =
                if route.path.starts_with("/portals") { portal.clone() } else { developer.id.to_string() };
            let path = route.path.replace("{id}", &id).replace("{portal}", &portal);
            if path.contains('{') {
                continue;
            }
            if route.method == "GET" {
                assert_eq!(nobody.get(&path).await.status, 303, "{path} for nobody");
                let (mine, theirs) = (admin.get(&path).await, reader.get(&path).await);
                let open = route.need == Need::Admin(base::Right::ReadConsole);
                assert!([200, 404].contains(&mine.status), "{path}: {}", mine.status);
                assert_eq!(theirs.status, if open { mine.status } else { 403 }, "{path} for a reader");
            } else {
                assert_eq!(nobody.post(&path, &[]).await.status, 401, "{path} for nobody");
                let open = route.need == Need::Admin(base::Right::ReadConsole);
                assert!(open || reader.post(&path, &[]).await.status == 403, "{path} for a reader");
            }
        }
    }
}

#[tokio::test]
async fn an_id_that_is_none_is_a_page_that_is_none() {
    for stand in Stand::each().await {
        let mut admin = signed_in(&stand, "admin").await;
        for path in ["/portals/x", "/portals/x/teams", "/developers/x", "/admins/x", "/developers/x/delete"] {
            assert_eq!(admin.get(path).await.status, 404, "{path}");
        }
    }
}
