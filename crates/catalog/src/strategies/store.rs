//! SQL and rows. Private to the folder.

use base::sieve::Order;
use base::{Error, Labels, Listed, Page, Result, Sieve, StrategyId};
use frame::Reach;
use sql::{Column, Failure, Listing, Row, Tx, args, dialect};

use super::ops::{Use, Used};
use super::strategy::{Kind, Strategy, Ttl, Unit};
use crate::visibility::product_is_visible;

/// Writes a strategy that did not exist.
pub(super) async fn insert(tx: &mut Tx, it: &Strategy) -> Result<()> {
    let done = tx
        .run(
            "insert into strategies (id, name, display_name, kind, key_names, ttl_value, ttl_unit, hide_key, config,
                                     labels, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, '', $9, $10, $10)",
            args![
                it.id,
                &it.name,
                &it.display_name,
                it.kind.word(),
                key_names(it)?,
                it.ttl.map(|it| it.value),
                it.ttl.map(|it| it.unit.word()),
                it.hide_key,
                it.labels.stored(),
                it.created_at
            ],
        )
        .await;
    unless_taken(done).map(|_| ())
}

/// Changes a strategy. Its kind stays.
pub(super) async fn update(tx: &mut Tx, it: &Strategy) -> Result<()> {
    let done = tx
        .run(
            "update strategies
                set name = $2, display_name = $3, key_names = $4, ttl_value = $5, ttl_unit = $6, hide_key = $7,
                    labels = $8, updated_at = $9
              where id = $1",
            args![
                it.id,
                &it.name,
                &it.display_name,
                key_names(it)?,
                it.ttl.map(|it| it.value),
                it.ttl.map(|it| it.unit.word()),
                it.hide_key,
                it.labels.stored(),
                it.updated_at
            ],
        )
        .await;
    if unless_taken(done)? == 1 { Ok(()) } else { Err(Error::NotFound) }
}

fn key_names(it: &Strategy) -> Result<String> {
    serde_json::to_string(&it.key_names).map_err(Error::internal)
}

fn unless_taken<T>(done: std::result::Result<T, Failure>) -> Result<T> {
    done.map_err(|failure| match failure {
        Failure::Taken { .. } => Error::field("name", "taken"),
        other => other.into(),
    })
}

/// Holds the strategy's row until the commit, so that changes of it follow each other; says whether there is one.
pub(super) async fn hold(tx: &mut Tx, id: StrategyId) -> Result<bool> {
    Ok(tx.maybe_one("select id from strategies where id = $1 {for_update}", args![id]).await?.is_some())
}

/// Removes a strategy that nothing uses.
pub(super) async fn remove(tx: &mut Tx, id: StrategyId) -> Result<()> {
    match tx.run("delete from strategies where id = $1", args![id]).await {
        Ok(1) => Ok(()),
        Ok(_) => Err(Error::NotFound),
        Err(failure) if failure.is_referenced() => Err(Error::Refused("strategy.in_use")),
        Err(failure) => Err(failure.into()),
    }
}

/// One strategy.
pub(super) async fn find(tx: &mut Tx, id: StrategyId) -> Result<Strategy> {
    let row = tx
        .maybe_one(
            "select id, name, display_name, kind, key_names, ttl_value, ttl_unit, hide_key, labels, created_at,
                    updated_at
               from strategies where id = $1",
            args![id],
        )
        .await?;
    row.ok_or(Error::NotFound).and_then(|row| read(&row, ""))
}

/// Strategies whose name contains the text, by name.
pub(super) async fn list(tx: &mut Tx, text: &str, page: Page) -> Result<Listed<Strategy>> {
    let like = dialect::containing(text.trim());
    let total = tx
        .one(
            "select count(*) as total from strategies
              where name {like} $1 escape '\\' or display_name {like} $1 escape '\\'",
            args![&like],
        )
        .await?
        .get::<i64>("total")?;
    let rows = tx
        .all(
            "select id, name, display_name, kind, key_names, ttl_value, ttl_unit, hide_key, labels, created_at,
                    updated_at
               from strategies
              where name {like} $1 escape '\\' or display_name {like} $1 escape '\\'
              order by lower(name), id limit $2 offset $3",
            args![&like, page.limit(), page.offset()],
        )
        .await?;
    let items = rows.iter().map(|row| read(row, "")).collect::<Result<Vec<_>>>()?;
    Ok(Listed { items, total, page })
}

/// What the fields of a list are. No strategy has a provider.
const COLUMNS: &[Column] = &[
    Column::new("strategy_type", "s.kind"),
    Column::sorted("name", "s.name", "lower(s.name)"),
    Column::sorted("display_name", "s.display_name", "lower(s.display_name)"),
    Column::new("dcr_provider_id", "cast(null as text)"),
    Column::new("dcr_provider_name", "cast(null as text)"),
    Column::new("dcr_provider_type", "cast(null as text)"),
    Column::new("created_at", "s.created_at"),
    Column::new("updated_at", "s.updated_at"),
];

/// Strategies that a sieve lets through, by name where nothing else is said.
pub(super) async fn list_sieved(tx: &mut Tx, sieve: &Sieve, page: Page) -> Result<Listed<Used>> {
    let columns =
        "s.id, s.name, s.display_name, s.kind, s.key_names, s.ttl_value, s.ttl_unit, s.hide_key, s.labels,
         s.created_at, s.updated_at,
         (exists (select 1 from publications u where u.strategy = s.id)
          or exists (select 1 from applications a where a.strategy = s.id)
          or exists (select 1 from portals o where o.default_strategy = s.id)) as is_used";
    let mut listing = Listing::new(columns, "strategies s where true", args![]);
    listing.sieve(COLUMNS, sieve)?;
    listing.order("lower(s.name)", Order::Ascending);
    listing.order("s.id", Order::Ascending);
    let (rows, total) = tx.page(&listing, page).await?;
    let used = |row: &Row| Ok(Used { strategy: read(row, "")?, is_used: row.get("is_used")? });
    let items = rows.iter().map(used).collect::<Result<Vec<_>>>()?;
    Ok(Listed { items, total, page })
}

macro_rules! offered {
    () => {
        concat!(
            "strategies s
              where (s.id = (select o.default_strategy from portals o where o.id = $2)
                     or exists (
                        select 1 from publications o
                          join versions v on v.id = o.version join products p on p.id = v.product
                         where o.strategy = s.id and o.portal = $2 and o.state = 'published' and o.registration and ",
            product_is_visible!(),
            "))"
        )
    };
}

/// 0 for the strategy that the portal proposes, 1 for the others.
macro_rules! place {
    () => {
        "case when s.id = (select o.default_strategy from portals o where o.id = $2) then 0 else 1 end"
    };
}

macro_rules! columns {
    () => {
        "s.id, s.name, s.display_name, s.kind, s.key_names, s.ttl_value, s.ttl_unit, s.hide_key, s.labels,
         s.created_at, s.updated_at"
    };
}

/// The strategies that a portal offers, the one that it proposes first.
pub(super) async fn offered(tx: &mut Tx, reach: &Reach) -> Result<Vec<Strategy>> {
    let rows = tx
        .all(
            concat!(
                "select ",
                columns!(),
                " from ",
                offered!(),
                " order by ",
                place!(),
                ", lower(s.display_name), s.id"
            ),
            args![reach.is_everything(), reach.portal(), reach.developer()],
        )
        .await?;
    rows.iter().map(|row| read(row, "")).collect()
}

const OFFERED: [Column; 2] = [
    Column::sorted("name", "s.display_name", "lower(s.display_name)"),
    Column::new(
        "credential_type",
        "case s.kind when 'openid_connect' then 'self_managed_client_credentials' else s.kind end",
    ),
];

/// Those of them that a sieve lets through, the one that the portal proposes first.
pub(super) async fn list_offered(
    tx: &mut Tx,
    reach: &Reach,
    sieve: &Sieve,
    page: Page,
) -> Result<Listed<Strategy>> {
    let args = args![reach.is_everything(), reach.portal(), reach.developer()];
    let mut listing = Listing::new(columns!(), offered!(), args);
    listing.sieve(&OFFERED, sieve)?;
    listing.order(place!(), Order::Ascending);
    listing.order("lower(s.display_name)", Order::Ascending);
    listing.order("s.id", Order::Ascending);
    let (rows, total) = tx.page(&listing, page).await?;
    let items = rows.iter().map(|row| read(row, "")).collect::<Result<Vec<_>>>()?;
    Ok(Listed { items, total, page })
}

/// How much uses a strategy.
pub(super) async fn count_uses(tx: &mut Tx, id: StrategyId) -> Result<Use> {
    let row = tx
        .one(
            "select (select count(*) from publications where strategy = $1) as publications,
                    (select count(*) from applications where strategy = $1) as applications,
                    (select count(*) from portals where default_strategy = $1) as portals",
            args![id],
        )
        .await?;
    Ok(Use {
        publications: row.get("publications")?,
        applications: row.get("applications")?,
        portals: row.get("portals")?,
    })
}

/// Reads a strategy from a row whose columns are spelled with this prefix.
pub fn read(row: &Row, prefix: &str) -> Result<Strategy> {
    let column = |name: &str| format!("{prefix}{name}");
    let kind = row.get::<String>(&column("kind"))?;
    let value = row.get::<Option<i64>>(&column("ttl_value"))?;
    let unit = row.get::<Option<String>>(&column("ttl_unit"))?.as_deref().and_then(Unit::of);
    Ok(Strategy {
        id: row.get(&column("id"))?,
        name: row.get(&column("name"))?,
        display_name: row.get(&column("display_name"))?,
        kind: Kind::of(&kind)
            .ok_or_else(|| Error::internal(format!("a strategy is of the unknown kind {kind}")))?,
        key_names: serde_json::from_str(&row.get::<String>(&column("key_names"))?)
            .map_err(Error::internal)?,
        ttl: value.zip(unit).map(|(value, unit)| Ttl { value, unit }),
        hide_key: row.get(&column("hide_key"))?,
        labels: Labels::read(&row.get::<String>(&column("labels"))?)?,
        created_at: row.get(&column("created_at"))?,
        updated_at: row.get(&column("updated_at"))?,
    })
}
