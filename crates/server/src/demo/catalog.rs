//! The company's portal and its APIs.

use std::collections::HashMap;

use base::{Page, PortalId, ProductId, Result};
use catalog::documents::{self, NewDocument};
use catalog::products::{self, NewProduct};
use catalog::publications::{self, NewPublication};
use catalog::services::{self, NewService};
use catalog::specifications::{self, NewSpecification};
use catalog::strategies::{self, NewStrategy, Strategy};
use catalog::versions::{self, NewVersion};
use frame::Call;
use people::portals::{self, Appearance, NewPortal, PortalSettings};
use sample::{SampleProduct, SampleVersion};

use super::SLUG;

/// Makes the portal and all its products.
pub(super) async fn make(call: &Call, upstream: &str) -> Result<PortalId> {
    let strategy = strategies::create(call, &strategy()).await?;
    let portal = portal(call, &strategy).await?;
    for it in sample::products() {
        product(call, it, portal, &strategy, upstream).await?;
    }
    Ok(portal)
}

fn strategy() -> NewStrategy {
    NewStrategy {
        name: "Key in the header apikey".to_owned(),
        display_name: "API key".to_owned(),
        hide_key: true,
        ..NewStrategy::default()
    }
}

async fn portal(call: &Call, strategy: &Strategy) -> Result<PortalId> {
    let company = sample::company();
    let new = NewPortal {
        name: company.name.to_owned(),
        slug: SLUG.to_owned(),
        description: company.description.to_owned(),
        ..NewPortal::default()
    };
    let portal = portals::create(call, &new).await?;
    let settings = PortalSettings {
        listed: true,
        default_strategy: strategy.id.to_string(),
        support_email: company.support_email.to_owned(),
        ..PortalSettings::of(&portal)
    };
    portals::update(call, &portal.id, &settings).await?;
    let appearance = Appearance {
        welcome_title: company.welcome_title.to_owned(),
        welcome_text: company.welcome_text.to_owned(),
        accent: company.accent.to_owned(),
        ..Appearance::default()
    };
    portals::update_appearance(call, &portal.id, &appearance).await?;
    Ok(portal.id)
}

async fn product(
    call: &Call,
    it: &SampleProduct,
    portal: PortalId,
    strategy: &Strategy,
    upstream: &str,
) -> Result<()> {
    let new =
        NewProduct { name: it.name.clone(), slug: it.slug.clone(), description: it.description.clone() };
    let product = products::create(call, &new).await?;
    documents(call, it, product.id).await?;
    publications::publish_product(call, product.id, portal).await?;
    // Clients know the newest version by when it was made, so no two are made in the same moment.
    for (version, minutes_ago) in it.versions.iter().rev().zip(0..).collect::<Vec<_>>().into_iter().rev() {
        let call = call.clone().at(call.now().minus_seconds(minutes_ago * 60));
        self::version(&call, version, product.id, portal, strategy, upstream).await?;
    }
    Ok(())
}

async fn documents(call: &Call, it: &SampleProduct, product: ProductId) -> Result<()> {
    let mut ids = HashMap::new();
    for document in &it.documents {
        let parent = document.parent.and_then(|it| ids.get(it)).cloned().unwrap_or_default();
        let new = NewDocument {
            title: document.title.to_owned(),
            slug: document.slug.to_owned(),
            content: document.content_at(call.app.addresses.gateway()),
            parent,
            state: "published".to_owned(),
            ..NewDocument::default()
        };
        let made = documents::create(call, product, &new).await?;
        ids.insert(document.slug, made.id.to_string());
    }
    Ok(())
}

async fn version(
    call: &Call,
    it: &SampleVersion,
    product: ProductId,
    portal: PortalId,
    strategy: &Strategy,
    upstream: &str,
) -> Result<()> {
    let service = services::create(call, &service(it, upstream)).await?;
    let new = NewVersion { name: it.name.clone(), service: service.id.to_string() };
    let version = versions::create(call, product, &new).await?;
    let text = it.specification_at(call.app.addresses.gateway());
    let specification = NewSpecification { name: it.file_name.clone(), content: text.into_bytes() };
    specifications::replace(call, version.id, specification).await?;
    let publication = NewPublication {
        portal: portal.to_string(),
        state: "published".to_owned(),
        deprecated: it.deprecated,
        registration: it.auth,
        auto_approve: it.auto_approve,
        strategy: if it.auth { strategy.id.to_string() } else { String::new() },
    };
    publications::publish_version(call, version.id, &publication).await?;
    Ok(())
}

fn service(it: &SampleVersion, upstream: &str) -> NewService {
    NewService {
        name: it.path_prefix.trim_start_matches('/').replace('/', " "),
        upstream_url: upstream.to_owned(),
        path_prefix: it.path_prefix.clone(),
        ..NewService::default()
    }
}

/// Leads the services that are there to this process's upstream.
pub(super) async fn lead_to(call: &Call, upstream: &str) -> Result<()> {
    for it in services::list(call, "", Page::first(100)).await?.items {
        let is_ours = it.upstream_url.starts_with("http://127.0.0.1:");
        if is_ours && it.upstream_url != upstream {
            let new = NewService { upstream_url: upstream.to_owned(), ..NewService::from(&it) };
            services::update(call, it.id, &new).await?;
        }
    }
    Ok(())
}
