//! Portals: their names, settings, looks and end.

use base::Error;
use people::portals::{self, Appearance, Catalog, Going, NewPortal, PortalSettings};
use people::roles::Role;

use crate::stand::{Stand, wrong};

fn new(name: &str, slug: &str) -> NewPortal {
    NewPortal { name: name.into(), slug: slug.into(), ..NewPortal::default() }
}

#[tokio::test]
async fn names_and_slugs_are_taken_once() {
    for stand in Stand::each().await {
        let create = async |name, slug| wrong(portals::create(&stand.admin(), &new(name, slug)).await);
        assert_eq!(create("Globex", "globex").await, "fine");
        assert_eq!(create("Globex Two", "globex").await, "invalid: slug: taken");
        assert_eq!(create("Globex", "globex-2").await, "invalid: name: taken");
        assert_eq!(create("Admin", "admin").await, "invalid: slug: reserved");
        let (one, two, form) = (stand.admin(), stand.admin(), new("Initech", "initech"));
        let (first, second) = tokio::join!(portals::create(&one, &form), portals::create(&two, &form));
        let lost = first.err().or(second.err()).unwrap();
        assert!(matches!(lost, Error::Invalid(_)), "{lost}");
        assert_eq!(portals::list(&stand.admin()).await.unwrap().len(), 3);
    }
}

#[tokio::test]
async fn settings_are_kept_and_recorded() {
    for stand in Stand::each().await {
        let change = |it: &mut PortalSettings| {
            it.catalog = Catalog::Private;
            it.auto_approve_developers = true;
            it.max_credentials = "7".into();
            it.key_prefix = "abc".into();
            it.support_email = "Help@acme.test".into();
        };
        stand.set(change).await;
        let portal = portals::view(&stand.admin(), &stand.portal).await.unwrap();
        assert!(!portal.is_public() && portal.auto_approve_developers && portal.max_credentials == 7);
        assert_eq!((portal.key_prefix.as_str(), portal.support_email.as_str()), ("abc_", "help@acme.test"));
        let mut settings = PortalSettings::of(&portal);
        settings.default_strategy = base::Uuid::nil().to_string();
        let unknown = portals::update(&stand.admin(), &stand.portal, &settings).await;
        assert_eq!(wrong(unknown), "invalid: default_strategy: unknown");
        let globex = portals::create(&stand.admin(), &new("Globex", "globex")).await.unwrap();
        let taken = PortalSettings { name: portal.name, ..PortalSettings::of(&globex) };
        assert_eq!(wrong(portals::update(&stand.admin(), &globex.id, &taken).await), "invalid: name: taken");
        assert!(stand.house.events().await.contains(&"portal.updated".to_owned()));
    }
}

#[tokio::test]
async fn only_admins_with_the_right_manage_portals() {
    for stand in Stand::each().await {
        let mut call = stand.admin();
        call.rights = Role::Publisher.rights();
        assert!(wrong(portals::create(&call, &new("X", "x")).await).starts_with("the right ManagePortals"));
        assert_eq!(wrong(portals::view(&call, &stand.portal).await), "fine");
        assert_eq!(wrong(portals::list(&stand.visitor()).await), "not signed in");
        assert!(
            wrong(portals::delete(&call, &stand.portal, "acme").await).starts_with("the right ManagePortals")
        );
    }
}

#[tokio::test]
async fn unlisted_portals_are_found_by_their_whole_name_alone() {
    for stand in Stand::each().await {
        stand.set(|it| it.listed = false).await;
        stand.house.portal("open").await;
        let listed = portals::listed(&stand.visitor()).await.unwrap();
        assert_eq!(listed.iter().map(|it| it.slug.as_str()).collect::<Vec<_>>(), ["open"]);
        for (typed, found) in [
            ("acme", Some("acme")),
            (" ACME ", Some("acme")),
            ("portal acme", Some("acme")),
            ("acm", None),
            ("", None),
            ("%", None),
            ("portal", None),
        ] {
            let slug = portals::found(&stand.visitor(), typed).await.unwrap().map(|it| it.slug);
            assert_eq!(slug.as_deref(), found, "{typed:?}");
        }
        let mut last = String::new();
        for guess in 0..12 {
            last = wrong(portals::found(&stand.visitor(), &format!("guess-{guess}")).await);
        }
        assert!(last.starts_with("too many attempts"), "{last}");
    }
}

#[tokio::test]
async fn a_logo_replaces_the_one_before() {
    for stand in Stand::each().await {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image::DynamicImage::new_rgb8(20, 10).write_to(&mut bytes, image::ImageFormat::Gif).unwrap();
        let bytes = bytes.into_inner();
        let first =
            portals::set_logo(&stand.admin(), &stand.portal, bytes.clone()).await.unwrap().logo.unwrap();
        let second = portals::set_logo(&stand.admin(), &stand.portal, bytes).await.unwrap().logo.unwrap();
        assert_eq!(wrong(portals::image(&stand.visitor(), first).await), "not found");
        assert_eq!(portals::image(&stand.visitor(), second).await.unwrap().media_type, "image/png");
        let other = stand.house.portal("other").await;
        assert_eq!(wrong(portals::image(&stand.house.visitor(other), second).await), "not found");
        let svg = portals::set_logo(&stand.admin(), &stand.portal, b"<svg/>".to_vec()).await;
        assert_eq!(wrong(svg), "invalid: logo: not_a_picture");
        portals::remove_logo(&stand.admin(), &stand.portal).await.unwrap();
        assert_eq!(stand.count("select count(*) as total from images").await, 0);
    }
}

#[tokio::test]
async fn looks_have_an_address_of_their_own() {
    for stand in Stand::each().await {
        let looks =
            Appearance { accent: "#0055aa".into(), welcome_title: "Hello".into(), ..Appearance::default() };
        let portal = portals::update_appearance(&stand.admin(), &stand.portal, &looks).await.unwrap();
        let first = portals::style_href(&portal).unwrap();
        let looks = Appearance { accent: "#aa5500".into(), ..looks };
        let portal = portals::update_appearance(&stand.admin(), &stand.portal, &looks).await.unwrap();
        assert_ne!(portals::style_href(&portal).unwrap(), first);
        let plain =
            portals::update_appearance(&stand.admin(), &stand.portal, &Appearance::default()).await.unwrap();
        assert_eq!(portals::style_href(&plain), None);
    }
}

#[tokio::test]
async fn deleting_a_portal_is_asked_twice_and_takes_everything() {
    for stand in Stand::each().await {
        stand.approved("ada").await;
        let going = portals::going(&stand.admin(), &stand.portal).await.unwrap();
        let expected = Going { developers: 1, teams: 0, applications: 0, registrations: 0, credentials: 0 };
        assert_eq!(going, expected);
        let slip = portals::delete(&stand.admin(), &stand.portal, "").await;
        assert_eq!(wrong(slip), "invalid: confirm: confirm");
        stand.house.told();
        portals::delete(&stand.admin(), &stand.portal, "acme").await.unwrap();
        assert_eq!(stand.house.told().iter().map(|it| it.kind).collect::<Vec<_>>(), ["portal"]);
        assert_eq!(stand.count("select count(*) as total from developers").await, 0);
        assert_eq!(wrong(portals::view(&stand.admin(), &stand.portal).await), "not found");
    }
}
