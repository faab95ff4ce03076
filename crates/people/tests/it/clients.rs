//! What clients of a portal's API need of the people: links whose token is a UUID and whose password form is a page of its
//! own, sessions that are refreshed, and domains of their own.

use base::{Secret, Uuid};
use people::developers;
use people::portals::{self, PortalSettings};
use people::sessions::{self, Tokens};

use crate::site::Browser;
use crate::stand::{PASSWORD, Stand, new, password, sign_in_as, word, wrong};

async fn authenticated(stand: &Stand) -> Tokens {
    developers::authenticate(&stand.visitor(), &sign_in_as("ada", PASSWORD)).await.unwrap()
}

/// Whether a browser with this access token is signed in.
async fn is_in(stand: &Stand, access: &Secret) -> bool {
    let mut browser = Browser::at(stand.house.app(), "acme.localhost:8080");
    browser.cookies.insert("portalaccesstoken".into(), access.expose().into());
    browser.get("/account").await.status == 200
}

#[tokio::test]
async fn a_link_is_a_random_uuid() {
    for stand in Stand::each().await {
        let (one, two) = (stand.sign_up("ada").await, stand.sign_up("ada").await);
        assert_ne!(one, two);
        assert_eq!(Uuid::parse_str(&one).unwrap().get_version_num(), 4, "{one}");
    }
}

#[tokio::test]
async fn a_confirmed_mail_is_worth_one_password_and_each_link_one_use() {
    for stand in Stand::each().await {
        let mailed = stand.sign_up("ada").await;
        let (developer, next) = developers::verify_email(&stand.visitor(), &mailed).await.unwrap();
        assert_eq!((developer.email.as_str(), developer.state.name()), ("ada@example.com", "unverified"));
        let again = developers::verify_email(&stand.visitor(), &mailed).await;
        assert_eq!(wrong(again), "refused: link.used");
        let chosen = developers::choose_password(&stand.visitor(), &mailed, &password()).await;
        assert_eq!(wrong(chosen), "refused: link.used", "the mailed link is used up");
        let poor = developers::choose_password(&stand.visitor(), next.expose(), &Secret::new("short")).await;
        assert_eq!(wrong(poor), "invalid: password: min_length");
        let choose =
            async || wrong(developers::choose_password(&stand.visitor(), next.expose(), &password()).await);
        assert_eq!((choose().await, choose().await), ("fine".to_owned(), "refused: link.used".to_owned()));
        assert_eq!(
            word(developers::sign_in(&stand.visitor(), &sign_in_as("ada", PASSWORD)).await),
            "pending"
        );
        assert_eq!(
            stand.count("select count(*) as total from sessions").await,
            0,
            "nobody is signed in by it"
        );
        assert!(stand.house.events().await.contains(&"developer.email_verified".to_owned()));
        let unknown = developers::verify_email(&stand.visitor(), &Uuid::nil().to_string()).await;
        assert_eq!(wrong(unknown), "refused: link.unknown");
    }
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_in_the_same_way_and_ends_all_sessions() {
    for stand in Stand::each().await {
        stand.approved("ada").await;
        let tokens = authenticated(&stand).await;
        developers::forgot(&stand.visitor(), "ada@example.com").await.unwrap();
        let token = stand.token().await;
        assert_eq!(wrong(developers::verify_email(&stand.visitor(), &token).await), "refused: link.unknown");
        let other = Secret::new("quite another password");
        developers::choose_password(&stand.visitor(), &token, &other).await.unwrap();
        assert!(!is_in(&stand, &tokens.access).await);
        assert_eq!(
            wrong(sessions::refresh(&stand.visitor(), tokens.refresh).await),
            "refused: session.ended"
        );
        stand.house.wait(3600);
        developers::forgot(&stand.visitor(), "ada@example.com").await.unwrap();
        let token = stand.token().await;
        stand.house.wait(3600);
        let late = developers::choose_password(&stand.visitor(), &token, &other).await;
        assert_eq!(wrong(late), "refused: link.expired");
    }
}

#[tokio::test]
async fn a_session_is_refreshed_in_several_tabs_at_once() {
    for stand in Stand::each().await {
        stand.approved("ada").await;
        let tokens = authenticated(&stand).await;
        let (one, two) = (stand.visitor(), stand.visitor());
        let (first, second) = tokio::join!(
            sessions::refresh(&one, tokens.refresh.clone()),
            sessions::refresh(&two, tokens.refresh.clone())
        );
        let (first, second) = (first.unwrap().access, second.unwrap().access);
        for access in [&tokens.access, &first, &second] {
            assert!(is_in(&stand, access).await);
        }
        for _ in 0..8 {
            stand.house.wait(1);
            sessions::refresh(&stand.visitor(), tokens.refresh.clone()).await.unwrap();
        }
        assert!(is_in(&stand, &tokens.access).await, "what the session began with stays");
        assert!(!is_in(&stand, &first).await, "of the others the newest eight stay");
        assert_eq!(stand.count("select count(*) as total from session_tokens").await, 9);
        assert!(!is_in(&stand, &tokens.refresh).await, "a refresh token opens nothing by itself");
    }
}

#[tokio::test]
async fn a_session_cannot_be_refreshed_once_it_is_over() {
    for stand in Stand::each().await {
        let ada = stand.approved("ada").await;
        let other = stand.house.portal("other").await;
        let tokens = authenticated(&stand).await;
        let refresh = async || wrong(sessions::refresh(&stand.visitor(), tokens.refresh.clone()).await);
        let elsewhere = sessions::refresh(&stand.house.visitor(other), tokens.refresh.clone()).await;
        assert_eq!(wrong(elsewhere), "refused: session.ended");
        let with_access = sessions::refresh(&stand.visitor(), tokens.access.clone()).await;
        assert_eq!(wrong(with_access), "refused: session.ended");
        for _ in 0..8 {
            stand.house.wait(13 * 86_400 / 2);
            assert_eq!(refresh().await, "fine", "what is used stays");
        }
        developers::revoke(&stand.admin(), &ada.id).await.unwrap();
        assert_eq!(refresh().await, "refused: session.ended");
        developers::approve(&stand.admin(), &ada.id).await.unwrap();
        let tokens = authenticated(&stand).await;
        stand.house.wait(14 * 86_400);
        assert_eq!(
            wrong(sessions::refresh(&stand.visitor(), tokens.refresh).await),
            "refused: session.ended"
        );
        assert_eq!(stand.count("select count(*) as total from session_tokens").await, 1);
        people::tidy(&stand.admin()).await.unwrap();
        assert_eq!(stand.count("select count(*) as total from session_tokens").await, 0);
    }
}

#[tokio::test]
async fn signing_out_ends_the_session_by_whatever_is_left_of_it() {
    for stand in Stand::each().await {
        stand.approved("ada").await;
        let tokens = authenticated(&stand).await;
        developers::sign_out(&stand.visitor(), Some(&Secret::new("nothing"))).await.unwrap();
        assert!(is_in(&stand, &tokens.access).await);
        developers::sign_out(&stand.visitor(), Some(&tokens.refresh)).await.unwrap();
        assert!(!is_in(&stand, &tokens.access).await);
        developers::sign_out(&stand.visitor(), Some(&tokens.refresh)).await.unwrap();
        let ended = stand.house.events().await.into_iter().filter(|it| it == "session.ended").count();
        assert_eq!(ended, 1);
    }
}

#[tokio::test]
async fn a_portal_answers_at_a_domain_of_its_own_too_and_mails_carry_it() {
    for stand in Stand::each().await {
        stand.set(|it| it.custom_domain = "Developer.Acme.test".into()).await;
        let page = Browser::at(stand.house.app(), "developer.acme.test:8080").get("/sign-in").await;
        assert_eq!(page.status, 200);
        assert!(page.text.contains("Portal acme"), "{}", page.text);
        assert_eq!(Browser::at(stand.house.app(), "acme.localhost:8080").get("/sign-in").await.status, 200);
        assert_eq!(Browser::at(stand.house.app(), "other.acme.test").get("/sign-in").await.status, 421);
        developers::sign_up(&stand.visitor(), &new("ada")).await.unwrap();
        let (_, text) = stand.last_mail().await;
        assert!(text.contains("http://developer.acme.test:8080/confirm?token="), "{text}");
        let front = Browser::at(stand.house.app(), "localhost:8080").get("/").await;
        assert!(front.text.contains("http://developer.acme.test:8080"), "{}", front.text);
    }
}

#[tokio::test]
async fn mails_lead_to_the_client_where_there_is_one() {
    for stand in Stand::each().await {
        stand
            .set(|it| {
                it.custom_domain = "developer.acme.test".into();
                it.custom_client_domain = "ui.acme.test".into();
                it.display_name = "Acme for Developers".into();
            })
            .await;
        let client = "http://ui.acme.test:8080";
        developers::sign_up(&stand.visitor(), &new("ada+x")).await.unwrap();
        let (_, text) = stand.last_mail().await;
        assert!(text.contains(&format!("{client}/login?token=")), "{text}");
        assert!(text.contains("Acme for Developers") && !text.contains("Portal acme"), "{text}");
        let ada = stand.joined("ada").await;
        developers::forgot(&stand.visitor(), "ada@example.com").await.unwrap();
        let (_, text) = stand.last_mail().await;
        assert!(text.contains(&format!("{client}/reset-password?token=")), "{text}");
        assert!(text.contains("&email=ada%40example.com"), "{text}");
        developers::approve(&stand.admin(), &ada.id).await.unwrap();
        let (_, text) = stand.last_mail().await;
        assert!(text.contains(&format!("{client}/login")), "{text}");
    }
}

#[tokio::test]
async fn a_domain_leads_to_one_portal() {
    for stand in Stand::each().await {
        let domain = |own: &str, client: &str| {
            let (own, client) = (own.to_owned(), client.to_owned());
            move |it: &mut PortalSettings| (it.custom_domain, it.custom_client_domain) = (own, client)
        };
        stand.set(domain("developer.acme.test", "ui.acme.test")).await;
        let other = stand.house.portal("other").await;
        let set = async |own: &str, client: &str| {
            let portal = portals::view(&stand.admin(), &other).await.unwrap();
            let mut settings = PortalSettings::of(&portal);
            domain(own, client)(&mut settings);
            wrong(portals::update(&stand.admin(), &other, &settings).await)
        };
        assert_eq!(set("developer.acme.test", "").await, "invalid: custom_domain: taken");
        assert_eq!(set("ui.acme.test", "").await, "invalid: custom_domain: taken");
        let both = "invalid: custom_domain: taken, custom_client_domain: taken";
        assert_eq!(set("ui.acme.test", "developer.acme.test").await, both);
        assert_eq!(set("x.localhost", "").await, "invalid: custom_domain: reserved_domain");
        assert_eq!(set("", "ui.other.test").await, "invalid: custom_client_domain: needs_custom_domain");
        assert_eq!(set("developer.other.test", "ui.other.test").await, "fine");
        assert_eq!(set("", "").await, "fine", "and is given back");
    }
}
