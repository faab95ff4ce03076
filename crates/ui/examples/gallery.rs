//! Prints the gallery, a few whole pages and the assets into the folder that is given as the argument.

use std::path::Path;
use std::sync::Arc;

use askama::Template;
use base::{Error, Instant, Listed, Page};
use ui::*;

const NOW: Instant = Instant::from_micros(1_795_469_131_000_000);
const KEY: &str = "acm_4fT0q8ZrW2mK7bXy1LcV9nHd3sJe";

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    chrome: Chrome,
}

#[derive(Template)]
#[template(path = "catalog.html")]
struct Catalog {
    chrome: Chrome,
    products: Vec<(&'static str, &'static str, &'static str, i64)>,
}

#[derive(Template)]
#[template(path = "application.html")]
struct Application {
    chrome: Chrome,
    key: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "product.html")]
struct Product {
    chrome: Chrome,
}

#[derive(Template)]
#[template(path = "inbox.html")]
struct Inbox {
    chrome: Chrome,
    rows: Vec<(&'static str, &'static str, &'static str, i64)>,
    list: Listed<()>,
}

#[derive(Template)]
#[template(path = "dashboard.html")]
struct Dashboard {
    chrome: Chrome,
}

#[derive(Template)]
#[template(path = "settings.html")]
struct Settings {
    chrome: Chrome,
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignIn {
    chrome: Chrome,
    failed: bool,
}

#[derive(Template)]
#[template(path = "waiting.html")]
struct Waiting {
    chrome: Chrome,
}

#[derive(Template)]
#[template(path = "delete.html")]
struct Delete {
    chrome: Chrome,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("name a folder")?;
    let folder = Path::new(&folder);
    let texts = Texts::new(&[]);
    std::fs::create_dir_all(folder.join("_assets"))?;
    for href in [css_href(), js_href(), icon_href()] {
        let asset = asset(href).ok_or("an asset is missing")?;
        std::fs::write(folder.join(href.trim_start_matches('/')), asset.bytes)?;
    }
    let picked = Picked {
        accent: Colour::parse("#f2a900").ok(),
        surface: Colour::parse("#dfe8f5").ok(),
        heading: Colour::parse("#0b3d91").ok(),
    };
    std::fs::write(folder.join("_assets/brand.css"), Theme::of(picked).0.css())?;
    for (suffix, scheme) in [("light", Scheme::Light), ("dark", Scheme::Dark)] {
        for (name, page) in pages(&texts, scheme)? {
            std::fs::write(folder.join(format!("{name}-{suffix}.html")), page)?;
        }
    }
    let letter = letter(&texts);
    std::fs::write(folder.join("mail.html"), letter.html())?;
    std::fs::write(folder.join("mail.txt"), letter.text())?;
    Ok(())
}

fn pages(texts: &Arc<Texts>, scheme: Scheme) -> Result<Vec<(&'static str, String)>, askama::Error> {
    let visitor = Chrome { scheme, ..portal(texts, false) };
    let developer = Chrome { scheme, ..portal(texts, true) };
    let admin = Chrome { scheme, ..console(texts) };
    let mut branded = visitor.clone();
    branded.brand.style_href = Some("/_assets/brand.css".into());
    let with_flash = |chrome: &Chrome| Chrome {
        flash: Some(Flash { tone: Tone::Good, text: "Weather app is registered for Payments v2.".into() }),
        ..chrome.clone()
    };
    let lost = Chrome { search_action: Some("/search".into()), ..visitor.clone() };
    Ok(vec![
        ("gallery", gallery(&developer)?),
        ("home", Home { chrome: visitor.clone() }.render()?),
        ("home-branded", Home { chrome: branded }.render()?),
        ("catalog", Catalog { chrome: developer.clone(), products: products() }.render()?),
        ("product", Product { chrome: developer.clone() }.render()?),
        ("application", Application { chrome: with_flash(&developer), key: None }.render()?),
        ("key", Application { chrome: developer.clone(), key: Some(KEY) }.render()?),
        ("delete", Delete { chrome: developer }.render()?),
        ("inbox", inbox(admin.clone()).render()?),
        ("dashboard", Dashboard { chrome: admin.clone() }.render()?),
        ("settings", Settings { chrome: admin }.render()?),
        ("sign-in", SignIn { chrome: visitor.clone(), failed: false }.render()?),
        ("sign-in-failed", SignIn { chrome: visitor.clone(), failed: true }.render()?),
        ("waiting", Waiting { chrome: visitor }.render()?),
        ("error", ErrorPage::of(lost, &Error::NotFound).render()?),
    ])
}

fn portal(texts: &Arc<Texts>, signed_in: bool) -> Chrome {
    let mut chrome = Chrome::new(texts.clone(), Site::Portal, NOW);
    chrome.brand.name = "Acme APIs".into();
    chrome.trace = "019abcf4-6c5e-7d3a-9f41-2b7c8e1d0a55".into();
    chrome.search_action = Some("/search".into());
    chrome.nav = vec![NavItem::new("Catalog", "/catalog").current(signed_in)];
    chrome.footer_nav = vec![NavItem::new("Terms", "#"), NavItem::new("Status", "#")];
    chrome.sign_in_href = Some("/login".into());
    chrome.sign_up_href = Some("/register".into());
    if signed_in {
        chrome.nav.push(NavItem::new("My apps", "/apps").badge(1));
        chrome.account_nav = vec![NavItem::new("Account", "/account")];
        chrome.person = Some(Person { name: "Ada Lovelace".into(), email: "ada@example.com".into() });
        let steps = Steps::new(&chrome, "Generate a credential, and you can call Payments v2.")
            .step(&chrome, "Account", StepState::Done, None::<&str>)
            .step(&chrome, "Application", StepState::Done, Some("/apps/1"))
            .step(&chrome, "Registration", StepState::Done, None::<&str>)
            .step(&chrome, "Credential", StepState::Now, None::<&str>)
            .step(&chrome, "First call", StepState::Ahead, None::<&str>)
            .button("Generate credential", "/apps/1/credentials/new");
        chrome.steps = Some(steps);
    }
    chrome
}

fn console(texts: &Arc<Texts>) -> Chrome {
    let mut chrome = Chrome::new(texts.clone(), Site::Console, NOW);
    chrome.brand.name = "Portico".into();
    chrome.person = Some(Person { name: "Olu Adeyemi".into(), email: "olu@acme.example.com".into() });
    chrome.search_action = Some("/search".into());
    chrome.nav = vec![
        NavItem::new("Overview", "/").icon(Icon::Portal),
        NavItem::new("Requests", "/requests").icon(Icon::Inbox).badge(4).current(true),
        NavItem::new("Developers", "/developers").icon(Icon::People).group("Access"),
        NavItem::new("Applications", "/applications").icon(Icon::App),
        NavItem::new("Auth strategies", "/strategies").icon(Icon::Shield),
        NavItem::new("API products", "/products").icon(Icon::Book).group("Catalog"),
        NavItem::new("Services", "/services").icon(Icon::Arrow),
        NavItem::new("Portals", "/portals").icon(Icon::Gear).group("Installation"),
        NavItem::new("Mail", "/mail").icon(Icon::Mail),
        NavItem::new("Audit log", "/audit").icon(Icon::List),
    ];
    chrome
}

fn products() -> Vec<(&'static str, &'static str, &'static str, i64)> {
    vec![
        ("Payments", "Take money, give it back, and know at any moment where it is.", "Version 2.1", 3),
        ("Weather", "Forecasts for every square kilometre, an hour or ten days ahead.", "Version 1.4", 20),
        ("Identity", "Who is there, and what they may do. Sign-in for your customers.", "Version 3.0", 1),
        ("Shipping", "Labels, prices and the whereabouts of parcels with forty carriers.", "Version 2.0", 45),
        ("Ledger", "Accounts, entries and balances, to the cent and to the second.", "Version 1.0", 9),
    ]
}

fn inbox(chrome: Chrome) -> Inbox {
    let rows = vec![
        ("Grace Hopper", "grace@navy.example", "Account", 1),
        ("Till", "Alan Turing", "Payments v2", 3),
        ("Parcel watcher", "Katherine Johnson", "Shipping v2", 26),
        ("Margaret Hamilton", "margaret@apollo.example", "Account", 49),
    ];
    Inbox { chrome, rows, list: Listed { items: Vec::new(), total: 54, page: Page::new(1, 25) } }
}

fn letter(texts: &Texts) -> Letter {
    let subject = "Weather app may now call Payments v2";
    Letter::new(texts, "Acme APIs", "https://acme.portal.example.com", subject)
        .greeting("Hello Ada,")
        .says("Olu Adeyemi approved the registration of Weather app for Payments v2. Its keys work from this moment.")
        .quote("Welcome! Please stay below 50 calls a second in the first week.")
        .button("Make the first call", "https://acme.portal.example.com/apps/019abcf4-6c5e-7d3a-9f41-2b7c8e1d0a55")
        .foot("You get this mail because you have an account at Acme APIs.")
}
