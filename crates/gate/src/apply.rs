//! Looks up again what has changed, and puts what the database says now into the next snapshot.

use std::collections::HashSet;
use std::sync::Arc;

use base::{ApplicationId, Result, Uuid};
use sql::Tx;

use crate::change::{Change, Kind};
use crate::snapshot::catalog::Catalog;
use crate::snapshot::{Snapshot, load};

/// Looks up all these things again. Says whether something was deleted of which parts may be left in the
/// snapshot; they let nobody in.
pub(crate) async fn apply<'a>(
    tx: &mut Tx,
    next: &mut Snapshot,
    changes: impl Iterator<Item = &'a Change>,
) -> Result<bool> {
    let (mut catalog, mut untidy) = (None, false);
    for Change { kind, id } in changes {
        match kind {
            Kind::Credential => next.set_credential((*id).into(), load::credential(tx, *id).await?),
            Kind::Registration => next.set_registration((*id).into(), load::registration(tx, *id).await?),
            Kind::Application => {
                let found = load::application(tx, *id).await?;
                untidy |= found.is_none();
                next.set_application((*id).into(), found);
            }
            Kind::Developer => untidy |= developer(tx, next, *id).await?,
            Kind::Portal if !load::has_portal(tx, *id).await? => {
                remove(next, |it| it.portal.uuid() == *id);
                catalog = Some(load::catalog(tx).await?);
                untidy = true;
            }
            Kind::Portal => {}
            Kind::Version | Kind::Product | Kind::Service | Kind::Strategy => {
                let catalog = catalog.get_or_insert_with(|| next.catalog().clone());
                untidy |= offer(tx, catalog, *kind, *id).await?;
            }
        }
    }
    if let Some(mut catalog) = catalog {
        catalog.route();
        next.set_catalog(catalog);
    }
    Ok(untidy)
}

async fn developer(tx: &mut Tx, next: &mut Snapshot, id: Uuid) -> Result<bool> {
    let left: HashSet<ApplicationId> = load::applications_of(tx, id).await?.into_iter().collect();
    Ok(remove(next, |it| it.developer.uuid() == id && !left.contains(&it.id)))
}

fn remove(next: &mut Snapshot, gone: impl Fn(&crate::snapshot::records::Application) -> bool) -> bool {
    let gone: Vec<_> = next.applications().filter(|it| gone(it)).map(|it| it.id).collect();
    for id in &gone {
        next.set_application(*id, None);
    }
    !gone.is_empty()
}

async fn offer(tx: &mut Tx, catalog: &mut Catalog, kind: Kind, id: Uuid) -> Result<bool> {
    match kind {
        Kind::Version => {
            let found = load::version(tx, id).await?;
            let gone = found.is_none();
            put(&mut catalog.versions, id.into(), found);
            return Ok(gone);
        }
        Kind::Product => {
            let before = catalog.versions.len();
            catalog.versions.retain(|_, it| it.product.uuid() != id);
            catalog.versions.extend(load::product(tx, id).await?);
            return Ok(catalog.versions.len() < before);
        }
        Kind::Service => {
            let found = load::service(tx, id).await?.map(Arc::new);
            put(&mut catalog.services, id.into(), found);
        }
        Kind::Strategy => {
            let found = load::strategy(tx, id).await?.map(Arc::new);
            put(&mut catalog.strategies, id.into(), found);
        }
        _ => {}
    }
    Ok(false)
}

fn put<K: std::hash::Hash + Eq, V>(map: &mut std::collections::HashMap<K, V>, key: K, value: Option<V>) {
    match value {
        Some(value) => drop(map.insert(key, value)),
        None => drop(map.remove(&key)),
    }
}
