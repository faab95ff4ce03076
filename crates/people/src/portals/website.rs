//! Where a portal's website is: what links in mails lead to. Its own pages; or a client of its API, whose addresses the
//! published contract fixes. Pure.

use base::{ApplicationId, ProductId};
use frame::Addresses;
use frame::door::href;

use super::portal::Portal;

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
        let origin = match (&portal.custom_client_domain, &portal.custom_domain) {
            (Some(client), _) => addresses.elsewhere(client),
            (None, Some(domain)) => addresses.portal_at(domain),
            (None, None) => addresses.portal(&portal.slug),
        };
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
