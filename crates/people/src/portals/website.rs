//! Where a portal's website is: what links in mails lead to. Its own pages; or a client of its API, whose addresses the
//! published contract fixes. Pure.

use base::{ApplicationId, ProductId};
use frame::Addresses;
use frame::door::href;

use super::portal::Portal;

/// The origin of a portal's API: its own domain, or its name below the portal domain.
pub fn api_origin(portal: &Portal, addresses: &Addresses) -> String {
    portal.custom_domain.as_ref().map_or_else(|| addresses.portal(&portal.slug), |it| addresses.portal_at(it))
}

/// A portal's website.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Website {
    origin: String,
    is_client: bool,
}

impl Website {
    /// The website of a portal: hosted elsewhere, at its own domain, or below the portal domain, in this order.
    pub fn of(portal: &Portal, addresses: &Addresses) -> Self {
        let is_client = portal.custom_client_domain.is_some() || addresses.has_client(&portal.slug);
        let client = portal.custom_client_domain.as_ref();
        let origin = client.map_or_else(|| api_origin(portal, addresses), |it| addresses.elsewhere(it));
        Self { origin, is_client }
    }

    /// Its origin, without a slash at the end.
    pub fn home(&self) -> &str {
        &self.origin
    }

    /// Its host name, with the port where it is not the usual one.
    pub fn host(&self) -> &str {
        self.origin.split_once("://").map_or(&self.origin, |(_, host)| host)
    }

    /// Where one signs in.
    pub fn sign_in(&self) -> String {
        self.at(if self.is_client { "/login" } else { "/sign-in" })
    }

    /// What a product offers.
    pub fn product(&self, slug: &str, id: ProductId) -> String {
        if self.is_client {
            self.at(&format!("/spec/{}", id.uuid()))
        } else {
            self.at(&format!("/products/{slug}"))
        }
    }

    /// One of a developer's applications.
    pub fn application(&self, id: &ApplicationId) -> String {
        if self.is_client {
            self.at(&format!("/application/{}", id.uuid()))
        } else {
            self.at(&format!("/apps/{id}"))
        }
    }

    /// Where the link of a mail confirms an e-mail address.
    pub fn confirm(&self, token: &str) -> String {
        self.at(&href(if self.is_client { "/login" } else { "/confirm" }, &[("token", token)]))
    }

    /// Where the link of a mail replaces a forgotten password.
    pub fn reset(&self, token: &str, email: &str) -> String {
        if self.is_client {
            self.at(&href("/reset-password", &[("token", token), ("email", email)]))
        } else {
            self.at(&href("/password/new", &[("token", token)]))
        }
    }

    fn at(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }
}

#[cfg(test)]
mod tests {
    use base::{Instant, Uuid};

    use super::*;
    use crate::portals::NewPortal;

    #[test]
    fn a_link_leads_to_the_pages_or_to_the_client_that_stands_in_for_them() {
        let new = NewPortal { name: "Acme".into(), slug: "acme".into(), ..NewPortal::default() };
        let plain = new.check(Uuid::nil().into(), Instant::from_micros(0)).unwrap();
        let own = Portal { custom_domain: Some("dev.acme.test".into()), ..plain.clone() };
        let elsewhere = Portal { custom_client_domain: Some("ui.acme.test".into()), ..own.clone() };
        let addresses = Addresses::new("https", "p.test", "https://gateway.test");
        let with_client = addresses.clone().with_clients(["acme".to_owned()]);
        for (portal, addresses, confirm, reset, application) in [
            (&plain, &addresses, "https://acme.p.test/confirm?token=t", "/password/new?token=t", "/apps/"),
            (&own, &addresses, "https://dev.acme.test/confirm?token=t", "/password/new?token=t", "/apps/"),
            (
                &own,
                &with_client,
                "https://dev.acme.test/login?token=t",
                "/reset-password?token=t&email=a%2Bb%40c.test",
                "/application/",
            ),
            (
                &elsewhere,
                &addresses,
                "https://ui.acme.test/login?token=t",
                "/reset-password?token=t&email=a%2Bb%40c.test",
                "/application/",
            ),
        ] {
            let it = Website::of(portal, addresses);
            assert_eq!(it.confirm("t"), confirm);
            assert!(it.reset("t", "a+b@c.test").ends_with(reset), "{}", it.reset("t", "a+b@c.test"));
            assert!(it.application(&Uuid::nil().into()).contains(application));
        }
        assert_eq!(Website::of(&elsewhere, &addresses).host(), "ui.acme.test");
        assert_eq!(api_origin(&elsewhere, &addresses), "https://dev.acme.test");
    }
}
