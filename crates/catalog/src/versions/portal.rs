//! The developer's page of a version: how to get in, and what it can do.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use base::{Error, VersionId};
use frame::Addresses;
use frame::door::{Fault, Need, Routes, Visitor};
use ui::*;

use crate::products::Around;
use crate::publications::Offered;
use crate::specifications::{self, Operation, Specification};

/// The routes.
pub fn routes(at: &mut Routes) {
    at.get("/products/{product}/versions/{version}", Need::Reader, show);
}

#[derive(Template)]
#[template(path = "versions/show.html")]
struct Show {
    chrome: Chrome,
    around: Around,
    offered: Offered,
    is_latest: bool,
    address: Option<String>,
    specification: Option<Specification>,
}

/// The operations of one group.
struct Group<'a> {
    name: &'a str,
    operations: Vec<&'a Operation>,
}

impl Show {
    fn side(&self) -> Side {
        self.around.side(&self.chrome, &self.offered.path())
    }

    fn group_name(&self, group: &Group<'_>) -> String {
        if group.name.is_empty() { self.chrome.t("version-ungrouped") } else { group.name.to_owned() }
    }

    /// Whether the document sorts its operations.
    fn has_groups(&self) -> bool {
        self.specification.iter().flat_map(|it| &it.operations).any(|it| !it.tags.is_empty())
    }

    /// The operations by their first tag, in the document's order.
    fn groups(&self) -> Vec<Group<'_>> {
        let mut groups: Vec<Group<'_>> = Vec::new();
        for it in self.specification.iter().flat_map(|it| &it.operations) {
            let name = it.tags.first().map_or("", String::as_str);
            if let Some(group) = groups.iter_mut().find(|group| group.name == name) {
                group.operations.push(it);
            } else {
                groups.push(Group { name, operations: vec![it] });
            }
        }
        groups
    }
}

async fn show(visitor: Visitor, Path((product, version)): Path<(String, String)>) -> Result<Response, Fault> {
    let id = version.parse::<VersionId>().map_err(|_| Error::NotFound)?;
    let around = Around::find(&visitor, &product).await?;
    let at = around.offers.iter().position(|it| it.version == id).ok_or(Error::NotFound)?;
    let offered = around.offers[at].clone();
    let specification = specifications::view(&visitor.call, id).await?;
    let address = address(&visitor.call.app.addresses, &offered);
    let is_latest = at == 0;
    visitor.page(&Show { chrome: visitor.chrome.clone(), around, offered, is_latest, address, specification })
}

/// What callers write before the path of an operation.
fn address(addresses: &Addresses, offered: &Offered) -> Option<String> {
    let service = offered.service.as_ref()?;
    let origin = match service.host.as_str() {
        "" => addresses.gateway().to_owned(),
        host => addresses.gateway_on(host),
    };
    Some(format!("{origin}{}", service.path_prefix.trim_end_matches('/')))
}
