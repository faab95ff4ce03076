//! What a test stands on: a portal, an admin, and developers who came the whole way in.

use base::{PortalId, Secret};
use frame::{Call, Person};
use people::developers::{self, Developer, Entrance, NewDeveloper, SignIn};
use people::portals::{self, PortalSettings};
use sql::args;
use testkit::TestHouse;

/// A password that is accepted.
pub(crate) const PASSWORD: &str = "the tide turned at noon";

/// A house with a portal.
pub(crate) struct Stand {
    pub(crate) house: TestHouse,
    pub(crate) portal: PortalId,
}

impl Stand {
    /// One on each database.
    pub(crate) async fn each() -> Vec<Self> {
        let mut stands = Vec::new();
        for house in TestHouse::each_database_with(people::TEXTS).await {
            let portal = house.portal("acme").await;
            stands.push(Self { house, portal });
        }
        stands
    }

    /// A call by nobody in the portal, now.
    pub(crate) fn visitor(&self) -> Call {
        self.house.visitor(self.portal)
    }

    /// A call by an admin, now.
    pub(crate) fn admin(&self) -> Call {
        self.house.admin()
    }

    /// A call by this developer, now.
    pub(crate) fn of(&self, developer: &Developer) -> Call {
        let person = Person {
            id: developer.id,
            email: developer.email.clone(),
            name: developer.full_name.clone(),
            session: None,
        };
        self.visitor().by_developer(developer.portal, person)
    }

    /// Changes the portal's settings.
    pub(crate) async fn set(&self, change: impl FnOnce(&mut PortalSettings)) {
        let portal = portals::view(&self.admin(), &self.portal).await.unwrap();
        let mut settings = PortalSettings::of(&portal);
        change(&mut settings);
        portals::update(&self.admin(), &self.portal, &settings).await.unwrap();
    }

    /// Somebody signs up and gets the token of the mail.
    pub(crate) async fn sign_up(&self, name: &str) -> String {
        developers::sign_up(&self.visitor(), &new(name)).await.unwrap();
        self.token().await
    }

    /// Somebody signed up and confirmed.
    pub(crate) async fn joined(&self, name: &str) -> Developer {
        let token = self.sign_up(name).await;
        match developers::set_password(&self.visitor(), &token, &password()).await.unwrap() {
            Entrance::Open(developer, _) | Entrance::Closed(developer) => developer,
        }
    }

    /// Somebody signed up, confirmed and was approved.
    pub(crate) async fn approved(&self, name: &str) -> Developer {
        let developer = self.joined(name).await;
        developers::approve(&self.admin(), &developer.id).await.unwrap()
    }

    /// The token in the last mail.
    pub(crate) async fn token(&self) -> String {
        let (_, text) = self.last_mail().await;
        let (_, rest) = text.split_once("token=").unwrap();
        rest.split_whitespace().next().unwrap().to_owned()
    }

    /// The kind and the text of the last mail.
    pub(crate) async fn last_mail(&self) -> (String, String) {
        let mut tx = self.house.app().db.read().await.unwrap();
        let row = tx
            .one("select kind, body_text from mails order by created_at desc, id desc limit 1", args![])
            .await
            .unwrap();
        (row.get("kind").unwrap(), row.get("body_text").unwrap())
    }

    /// How many mails there are of each kind, `kind count`, by kind.
    pub(crate) async fn mails(&self) -> Vec<String> {
        let mut tx = self.house.app().db.read().await.unwrap();
        let sql = "select kind, count(*) as total from mails group by kind order by kind";
        let rows = tx.all(sql, args![]).await.unwrap();
        rows.iter()
            .map(|it| format!("{} {}", it.get::<String>("kind").unwrap(), it.get::<i64>("total").unwrap()))
            .collect()
    }

    /// How many rows a count gives.
    pub(crate) async fn count(&self, sql: &'static str) -> i64 {
        let mut tx = self.house.app().db.read().await.unwrap();
        tx.one(sql, args![]).await.unwrap().get("total").unwrap()
    }
}

pub(crate) fn new(name: &str) -> NewDeveloper {
    NewDeveloper { email: format!("{name}@example.com"), full_name: format!("{name} Example") }
}

pub(crate) fn password() -> Secret {
    Secret::new(PASSWORD)
}

pub(crate) fn sign_in_as(name: &str, password: &str) -> SignIn {
    SignIn { email: format!("{name}@example.com"), password: Secret::new(password) }
}

/// An answer in a word: the state of an open or closed door, or the error.
pub(crate) fn word(entrance: base::Result<Entrance>) -> String {
    match entrance {
        Ok(Entrance::Open(..)) => "open".to_owned(),
        Ok(Entrance::Closed(developer)) => developer.state.name().to_owned(),
        Err(error) => error.to_string(),
    }
}

/// An error in a word.
pub(crate) fn wrong<T>(result: base::Result<T>) -> String {
    result.map_or_else(|error| error.to_string(), |_| "fine".to_owned())
}
