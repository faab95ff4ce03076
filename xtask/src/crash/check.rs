//! What is there after the kill, held against what was acknowledged.

use std::collections::{HashMap, HashSet};
use std::fmt;

use sql::{Args, Db, Options, Row, args};
use tokio::runtime::Runtime;

use super::furnish::PATH;
use super::house::House;
use super::visitor::Visitor;
use super::writers::{Ack, Told};
use crate::shell::Done;

/// The database, read beside the server that runs on it.
pub(super) struct Database {
    url: String,
    runtime: Runtime,
}

/// How much is there.
pub(super) struct Counts {
    products: i64,
    applications: i64,
    credentials: i64,
    audit: i64,
}

impl fmt::Display for Counts {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{} products, {} applications, {} credentials, {} audit lines",
            self.products, self.applications, self.credentials, self.audit
        )
    }
}

/// An application as it is found.
struct Application {
    id: String,
    approved: i64,
    credentials: HashSet<String>,
}

/// Each counts what is there by halves. `$1` is what the names of interest begin with, and `%`.
const HALVES: &[(&str, &str)] = &[
    (
        "products without exactly one audit line",
        "select count(*) as n from products p where p.name like $1 and 1 <> (select count(*) from audit_log a
          where a.subject_id = p.id and a.event = 'product.created')",
    ),
    (
        "audit lines of products that are not there",
        "select count(*) as n from audit_log a where a.event = 'product.created' and a.subject_name like $1
          and not exists (select 1 from products p where p.id = a.subject_id)",
    ),
    (
        "applications without exactly one audit line",
        "select count(*) as n from applications i where i.name like $1 and 1 <> (select count(*) from audit_log a
          where a.subject_id = i.id and a.event = 'application.created')",
    ),
    (
        "audit lines of applications that are neither there nor deleted",
        "select count(*) as n from audit_log a where a.event = 'application.created' and a.subject_name like $1
          and not exists (select 1 from applications i where i.id = a.subject_id)
          and not exists (select 1 from audit_log d where d.subject_id = a.subject_id
                             and d.event = 'application.deleted')",
    ),
    (
        "deleted applications that are there",
        "select count(*) as n from audit_log a join applications i on i.id = a.subject_id
          where a.event = 'application.deleted' and a.subject_name like $1",
    ),
    (
        "credentials without exactly one audit line and a word to the gateways",
        "select count(*) as n from credentials c where c.name like $1 and (1 <> (select count(*) from audit_log a
          where a.subject_id = c.id and a.event = 'credential.generated')
             or not exists (select 1 from changes h where h.id = c.id))",
    ),
    (
        "registrations without audit lines for asking and approving",
        "select count(*) as n from registrations r join applications i on i.id = r.application
          where i.name like $1 and 2 <> (select count(*) from audit_log a where a.subject_id = r.id)",
    ),
    (
        "sequences of changes that do not end where the feed says, or have holes",
        "select count(*) as n from feed f where $1 <> '' and (f.seq <> (select coalesce(max(seq), 0) from changes)
             or (select count(*) from changes) <> (select coalesce(max(seq) - min(seq) + 1, 0) from changes))",
    ),
];

impl Database {
    /// The database of this house.
    pub(super) fn new(house: &House) -> Done<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        Ok(Self { url: house.database_url(), runtime: runtime.map_err(|error| error.to_string())? })
    }

    /// Runs statements in one transaction.
    pub(super) fn write(&mut self, statements: Vec<(&'static str, Args)>) -> Done {
        self.on(async |db| {
            let mut tx = db.write().await?;
            for (sql, args) in statements {
                tx.run(sql, args).await?;
            }
            tx.commit().await
        })
    }

    /// What is missing, or there by halves, among what has such names.
    pub(super) fn compare(&mut self, prefix: &str, acks: &[Ack]) -> Done<Vec<String>> {
        let like = format!("{prefix}%");
        let mut problems = Vec::new();
        for (what, sql) in HALVES {
            let count = number(&self.rows(sql, args![&like])?, "n");
            if count > 0 {
                problems.push(format!("{prefix}: {count} {what}"));
            }
        }
        let products = self.products(&like)?;
        let applications = self.applications(&like)?;
        for ack in acks {
            problems.extend(missing(ack, &products, &applications).map(|it| format!("{}: {it}", ack.name)));
        }
        Ok(problems)
    }

    /// What SQLite itself says of the file.
    pub(super) fn sound(&mut self) -> Done<Vec<String>> {
        let rows = self.rows("pragma integrity_check", args![])?;
        let words = rows.iter().map(|row| text(row, "integrity_check"));
        let broken = self.rows("pragma foreign_key_check", args![])?.len();
        let broken = (broken > 0).then(|| format!("{broken} rows refer to rows that are not there"));
        Ok(words.filter(|it| it != "ok").chain(broken).collect())
    }

    /// How much is there.
    pub(super) fn counts(&mut self) -> Done<Counts> {
        let rows = self.rows(
            "select (select count(*) from products) as products, (select count(*) from applications) as applications,
                    (select count(*) from credentials) as credentials, (select count(*) from audit_log) as audit",
            args![],
        )?;
        Ok(Counts {
            products: number(&rows, "products"),
            applications: number(&rows, "applications"),
            credentials: number(&rows, "credentials"),
            audit: number(&rows, "audit"),
        })
    }

    fn products(&mut self, like: &str) -> Done<HashSet<String>> {
        let rows = self.rows("select name from products where name like $1", args![like])?;
        Ok(rows.iter().map(|row| text(row, "name")).collect())
    }

    fn applications(&mut self, like: &str) -> Done<HashMap<String, Application>> {
        let rows = self.rows(
            "select a.id, a.name, (select count(*) from registrations r
                                    where r.application = a.id and r.state = 'approved') as approved
               from applications a where a.name like $1",
            args![like],
        )?;
        let mut found: HashMap<String, Application> = rows
            .iter()
            .map(|row| {
                let approved = row.get::<i64>("approved").unwrap_or(0);
                let it = Application { id: text(row, "id"), approved, credentials: HashSet::new() };
                (text(row, "name"), it)
            })
            .collect();
        let rows = self.rows("select application, name from credentials where name like $1", args![like])?;
        for row in &rows {
            let name = text(row, "name");
            if let Some(it) = found.get_mut(&name).filter(|it| it.id == text(row, "application")) {
                it.credentials.insert(name);
            }
        }
        Ok(found)
    }

    fn rows(&mut self, sql: &'static str, args: Args) -> Done<Vec<Row>> {
        self.on(async |db| {
            let mut tx = db.read().await?;
            tx.all(sql, args).await
        })
    }

    fn on<T>(&mut self, deed: impl AsyncFnOnce(&Db) -> sql::Result<T>) -> Done<T> {
        let done = self.runtime.block_on(async {
            let db = Db::open(&self.url, Options { readers: 1, schema: None }).await?;
            let done = deed(&db).await;
            db.close().await;
            done
        });
        done.map_err(|failure| failure.to_string())
    }
}

fn text(row: &Row, column: &str) -> String {
    row.get::<String>(column).unwrap_or_default()
}

fn number(rows: &[Row], column: &str) -> i64 {
    rows.first().and_then(|row| row.get(column).ok()).unwrap_or(-1)
}

/// What was acknowledged and is not there, or is there and should not be.
fn missing(
    ack: &Ack,
    products: &HashSet<String>,
    applications: &HashMap<String, Application>,
) -> Option<&'static str> {
    if ack.product {
        return (ack.created == Told::Done && !products.contains(&ack.name)).then_some("the product is lost");
    }
    match (ack.deleted, applications.get(&ack.name)) {
        (Told::Done, Some(_)) => Some("the deletion is lost"),
        (Told::Done | Told::Asked, None) => None,
        (_, None) => (ack.created == Told::Done).then_some("the application is lost"),
        (_, Some(it)) if ack.registered == Told::Done && it.approved != 1 => Some("the registration is lost"),
        (_, Some(it)) => {
            let lost = ack.generated == Told::Done && !it.credentials.contains(&ack.name);
            lost.then_some("the credential is lost")
        }
    }
}

/// Asks the gateway: a key that was shown is let in, one whose application was deleted is not.
pub(super) fn decisions(house: &House, acks: &[Ack]) -> Done<Vec<String>> {
    let caller = Visitor::new(house.gateway_port, "localhost");
    let mut problems = Vec::new();
    for ack in acks.iter().filter(|it| it.deleted != Told::Asked) {
        let Some(key) = &ack.key else { continue };
        let status = caller.get(PATH, &format!("apikey: {key}\r\n"))?.status;
        let wanted = if ack.deleted == Told::Done { 401 } else { 502 };
        if status != wanted {
            problems.push(format!("{}: the gateway answers {status} instead of {wanted}", ack.name));
        }
    }
    Ok(problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_lost_is_noticed() {
        let application = |approved: i64, credentials: &[&str]| Application {
            id: "1".to_owned(),
            approved,
            credentials: credentials.iter().map(|it| (*it).to_owned()).collect(),
        };
        for (created, registered, generated, deleted, found, lost) in [
            (Told::Asked, Told::Nothing, Told::Nothing, Told::Nothing, None, None),
            (Told::Done, Told::Nothing, Told::Nothing, Told::Nothing, None, Some("the application is lost")),
            (Told::Done, Told::Asked, Told::Nothing, Told::Nothing, Some(application(0, &[])), None),
            (
                Told::Done,
                Told::Done,
                Told::Nothing,
                Told::Nothing,
                Some(application(0, &[])),
                Some("the registration is lost"),
            ),
            (
                Told::Done,
                Told::Done,
                Told::Done,
                Told::Nothing,
                Some(application(1, &[])),
                Some("the credential is lost"),
            ),
            (Told::Done, Told::Done, Told::Done, Told::Nothing, Some(application(1, &["it"])), None),
            (Told::Done, Told::Done, Told::Done, Told::Asked, None, None),
            (Told::Done, Told::Done, Told::Done, Told::Done, None, None),
            (
                Told::Done,
                Told::Done,
                Told::Done,
                Told::Done,
                Some(application(1, &["it"])),
                Some("the deletion is lost"),
            ),
        ] {
            let ack = Ack {
                name: "it".to_owned(),
                product: false,
                created,
                registered,
                generated,
                key: None,
                deleted,
            };
            let applications = found.map(|it| ("it".to_owned(), it)).into_iter().collect();
            assert_eq!(missing(&ack, &HashSet::new(), &applications), lost);
        }
    }
}
