//! Reads rows into records: all of them at the start, single ones when they change. A row that cannot be
//! understood is left out and said so in the log: what is left out lets nobody in.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use base::{ApplicationId, CredentialId, Error, Instant, Result, ServiceId, StrategyId, Uuid, VersionId};
use keys::Mac;
use sql::{Row, Tx, args};

use super::catalog::{Catalog, Service, Strategy, Version};
use super::records::{Application, Credential, Registration, State};
use super::{Collector, Snapshot};
use crate::upstream::Upstream;

/// How many rows are read at a time: enough to be quick, few enough to hold in memory beside what they become.
const BATCH: i64 = 10_000;

/// Reads everything. The number of the last change is read first: what was committed before it is then seen.
pub(crate) async fn everything(tx: &mut Tx) -> Result<Snapshot> {
    let seq = last_change(tx).await?;
    let catalog = catalog(tx).await?;
    let mut all = Collector::new();
    let mut after = String::new();
    loop {
        let sql = "select id, application, mac, state, expires_at from credentials
                    where id > $1 order by id limit $2";
        let rows = tx.all(sql, args![&after, BATCH]).await?;
        keep(&rows, read_credential).for_each(|it| all.credential(it));
        let Some(last) = rows.last() else { break };
        after = last.get("id")?;
    }
    after.clear();
    loop {
        let sql = "select id, portal, developer, reference_id, first_call_at from applications
                    where id > $1 order by id limit $2";
        let rows = tx.all(sql, args![&after, BATCH]).await?;
        keep(&rows, read_application).for_each(|it| all.application(it));
        let Some(last) = rows.last() else { break };
        after = last.get("id")?;
    }
    after.clear();
    loop {
        let sql =
            "select id, application, version, state from registrations where id > $1 order by id limit $2";
        let rows = tx.all(sql, args![&after, BATCH]).await?;
        keep(&rows, read_registration).for_each(|it| all.registration(it));
        let Some(last) = rows.last() else { break };
        after = last.get("id")?;
    }
    Ok(all.finish(seq, catalog))
}

/// The number of the last change that was committed.
pub(crate) async fn last_change(tx: &mut Tx) -> Result<i64> {
    tx.one("select seq from feed where one", args![]).await?.get("seq")
}

/// Everything of the catalog.
pub(crate) async fn catalog(tx: &mut Tx) -> Result<Catalog> {
    let mut catalog = Catalog::default();
    let services = tx
        .all(
            "select id, name, upstream_url, host, path_prefix, strip_prefix, preserve_host, connect_timeout_ms,
                    response_timeout_ms
               from gateway_services",
            args![],
        )
        .await?;
    catalog.services.extend(keep(&services, read_service).map(|it| (it.id, Arc::new(it))));
    let strategies = tx.all("select id, kind, key_names, hide_key from strategies", args![]).await?;
    catalog.strategies.extend(keep(&strategies, read_strategy).map(|it| (it.id, Arc::new(it))));
    let versions = tx.all("select id, product, service from versions", args![]).await?;
    let publications = tx.all("select version, portal, state, strategy from publications", args![]).await?;
    catalog.versions.extend(join(&versions, &publications));
    catalog.route();
    Ok(catalog)
}

/// One credential, or nothing if it is gone.
pub(crate) async fn credential(tx: &mut Tx, id: Uuid) -> Result<Option<Credential>> {
    let sql = "select id, application, mac, state, expires_at from credentials where id = $1";
    let row = tx.maybe_one(sql, args![id.to_string()]).await?;
    Ok(keep(row.as_slice(), read_credential).next())
}

/// One application, or nothing if it is gone.
pub(crate) async fn application(tx: &mut Tx, id: Uuid) -> Result<Option<Application>> {
    let sql = "select id, portal, developer, reference_id, first_call_at from applications where id = $1";
    let row = tx.maybe_one(sql, args![id.to_string()]).await?;
    Ok(keep(row.as_slice(), read_application).next())
}

/// One registration, or nothing if it is gone.
pub(crate) async fn registration(tx: &mut Tx, id: Uuid) -> Result<Option<Registration>> {
    let sql = "select id, application, version, state from registrations where id = $1";
    let row = tx.maybe_one(sql, args![id.to_string()]).await?;
    Ok(keep(row.as_slice(), read_registration).next())
}

/// One service, or nothing if it is gone.
pub(crate) async fn service(tx: &mut Tx, id: Uuid) -> Result<Option<Service>> {
    let row = tx
        .maybe_one(
            "select id, name, upstream_url, host, path_prefix, strip_prefix, preserve_host, connect_timeout_ms,
                    response_timeout_ms
               from gateway_services
              where id = $1",
            args![id.to_string()],
        )
        .await?;
    Ok(keep(row.as_slice(), read_service).next())
}

/// One strategy, or nothing if it is gone.
pub(crate) async fn strategy(tx: &mut Tx, id: Uuid) -> Result<Option<Strategy>> {
    let sql = "select id, kind, key_names, hide_key from strategies where id = $1";
    let row = tx.maybe_one(sql, args![id.to_string()]).await?;
    Ok(keep(row.as_slice(), read_strategy).next())
}

/// One version, or nothing if it is gone.
pub(crate) async fn version(tx: &mut Tx, id: Uuid) -> Result<Option<Arc<Version>>> {
    let id = id.to_string();
    let versions = tx.all("select id, product, service from versions where id = $1", args![&id]).await?;
    let sql = "select version, portal, state, strategy from publications where version = $1";
    let publications = tx.all(sql, args![&id]).await?;
    Ok(join(&versions, &publications).into_values().next())
}

/// The versions of one product.
pub(crate) async fn product(tx: &mut Tx, id: Uuid) -> Result<HashMap<VersionId, Arc<Version>>> {
    let id = id.to_string();
    let versions = tx.all("select id, product, service from versions where product = $1", args![&id]).await?;
    let sql = "select version, portal, state, strategy from publications
                where version in (select id from versions where product = $1)";
    let publications = tx.all(sql, args![&id]).await?;
    Ok(join(&versions, &publications))
}

/// The applications that a developer has.
pub(crate) async fn applications_of(tx: &mut Tx, developer: Uuid) -> Result<Vec<ApplicationId>> {
    let rows =
        tx.all("select id from applications where developer = $1", args![developer.to_string()]).await?;
    rows.iter().map(|it| it.get("id")).collect()
}

/// Whether a portal exists.
pub(crate) async fn has_portal(tx: &mut Tx, id: Uuid) -> Result<bool> {
    Ok(tx.maybe_one("select id from portals where id = $1", args![id.to_string()]).await?.is_some())
}

fn keep<'a, T>(rows: &'a [Row], read: impl Fn(&Row) -> Result<T> + 'a) -> impl Iterator<Item = T> + 'a {
    rows.iter().filter_map(move |row| match read(row) {
        Ok(it) => Some(it),
        Err(error) => {
            let id: String = row.get("id").unwrap_or_default();
            tracing::error!(%error, id, "left out of the gateway's snapshot: the row cannot be understood");
            None
        }
    })
}

fn read_credential(row: &Row) -> Result<Credential> {
    let (id, application): (CredentialId, ApplicationId) = (row.get("id")?, row.get("application")?);
    let mac = row.get::<String>("mac")?;
    let mac = Mac::parse(&mac).ok_or_else(|| Error::internal("credentials.mac is not a MAC"))?;
    match row.get::<String>("state")?.as_str() {
        "active" => Ok(Credential::active(mac, id, application, row.get::<Option<Instant>>("expires_at")?)),
        _ => Ok(Credential::revoked(mac, id, application)),
    }
}

fn read_application(row: &Row) -> Result<Application> {
    Ok(Application {
        id: row.get("id")?,
        developer: row.get("developer")?,
        portal: row.get("portal")?,
        reference_id: row.get::<String>("reference_id")?.into(),
        called: row.get::<Option<Instant>>("first_call_at")?.is_some(),
    })
}

fn read_registration(row: &Row) -> Result<Registration> {
    let state = row.get::<String>("state")?;
    Ok(Registration {
        application: row.get("application")?,
        version: row.get("version")?,
        id: row.get("id")?,
        state: State::parse(&state).ok_or_else(|| Error::internal("registrations.state is not a state"))?,
    })
}

fn read_service(row: &Row) -> Result<Service> {
    let (id, name): (ServiceId, String) = (row.get("id")?, row.get("name")?);
    let upstream = Upstream::parse(&row.get::<String>("upstream_url")?);
    if upstream.is_none() {
        tracing::error!(
            service = name,
            "the service's upstream address cannot be understood: its calls get 502"
        );
    }
    Ok(Service {
        id,
        name,
        upstream,
        host: row.get::<String>("host")?.to_ascii_lowercase(),
        prefix: row.get::<String>("path_prefix")?.trim_end_matches('/').to_owned(),
        strip_prefix: row.get("strip_prefix")?,
        preserve_host: row.get("preserve_host")?,
        connect_timeout: millis(row, "connect_timeout_ms")?,
        response_timeout: millis(row, "response_timeout_ms")?,
    })
}

fn millis(row: &Row, column: &str) -> Result<Duration> {
    let millis = u64::try_from(row.get::<i64>(column)?.max(1)).map_err(Error::internal)?;
    Ok(Duration::from_millis(millis.min(86_400_000)))
}

fn read_strategy(row: &Row) -> Result<Strategy> {
    let id: StrategyId = row.get("id")?;
    let names = if row.get::<String>("kind")? == "key_auth" {
        let names: Vec<String> =
            serde_json::from_str(&row.get::<String>("key_names")?).map_err(Error::internal)?;
        if names.is_empty() { vec![crate::route::DEFAULT_NAME.to_owned()] } else { names }
    } else {
        Vec::new()
    };
    Ok(Strategy { id, names, hide: row.get("hide_key")? })
}

fn join(versions: &[Row], publications: &[Row]) -> HashMap<VersionId, Arc<Version>> {
    let read = |row: &Row| {
        Ok(Version {
            id: row.get("id")?,
            product: row.get("product")?,
            service: row.get("service")?,
            published: false,
            strategies: Vec::new(),
            portals: Vec::new(),
        })
    };
    let mut versions: HashMap<VersionId, Version> = keep(versions, read).map(|it| (it.id, it)).collect();
    for row in publications {
        if let Err(error) = publish(&mut versions, row) {
            tracing::error!(%error, "left out of the gateway's snapshot: a version whose publication is unclear");
            if let Ok(version) = row.get::<VersionId>("version") {
                versions.remove(&version);
            }
        }
    }
    versions.into_iter().map(|(id, it)| (id, Arc::new(it))).collect()
}

fn publish(versions: &mut HashMap<VersionId, Version>, row: &Row) -> Result<()> {
    let Some(version) = versions.get_mut(&row.get::<VersionId>("version")?) else { return Ok(()) };
    version.portals.push(row.get("portal")?);
    version.published |= row.get::<String>("state")? == "published";
    if let Some(strategy) = row.get::<Option<StrategyId>>("strategy")?
        && !version.strategies.contains(&strategy)
    {
        version.strategies.push(strategy);
    }
    Ok(())
}
