//! The mail that tells admins of waiting requests: one for all that came meanwhile, not one for each.
//!
//! It goes to every admin who may decide, as soon as something new waits, and then not again before the pause is over.
//! Until when requests were told of stands in `settings`; whichever node moves it on writes the mails, in the same
//! transaction.

use std::time::Duration;

use base::{Error, Instant, Result, Right};
use frame::jobs::Jobs;
use frame::mail::Letter;
use frame::{App, Call, Door, Event, Write};
use people::roles::Role;
use sql::{Row, Tx, args};

/// How often it is looked whether something new waits, in seconds, unless the pause is shorter.
const LOOK: u64 = 60;

/// How many seconds a request has to be there before it is told of. One that was made before is committed by then, so
/// none can slip in behind.
const SETTLED: i64 = 30;

/// Begins to look for waiting requests, as long as the process lives.
pub fn start(jobs: &Jobs, app: &App, pause: Duration) {
    let app = app.clone();
    jobs.every(pause.min(Duration::from_secs(LOOK)), move || {
        let app = app.clone();
        async move {
            if let Err(error) = run_once(&app, pause).await {
                tracing::warn!(%error, "admins could not be told of waiting requests");
            }
        }
    });
}

/// Tells admins of what waits if something new does and the pause since the last time is over. Says how many were
/// told.
pub async fn run_once(app: &App, pause: Duration) -> Result<usize> {
    let call = Call::new(app, Door::Worker)?.by_portal();
    let until = call.now().minus_seconds(SETTLED);
    let mut view = call.read().await?;
    let last = told_until(&mut view).await?;
    let pause = i64::try_from(pause.as_secs()).unwrap_or(i64::MAX);
    if last.is_some_and(|it| until.seconds_since(it) < pause) {
        return Ok(0);
    }
    let waiting = waiting(&mut view, last.unwrap_or(Instant::from_micros(0)), until).await?;
    drop(view);
    if !waiting.iter().any(|it| it.is_new) {
        return Ok(0);
    }
    let mut tx = call.write().await?;
    let admins = admins(&mut tx).await?;
    if admins.is_empty() || !move_on(&mut tx, last, until).await? {
        return Ok(0);
    }
    for admin in &admins {
        tell(&call, &mut tx, admin, &waiting).await?;
    }
    call.record(&mut tx, Event::new("digest.sent", "", "")).await?;
    tx.commit().await?;
    Ok(admins.len())
}

/// What waits of one kind in one portal.
struct Waiting {
    portal: String,
    kind: String,
    number: i64,
    is_new: bool,
}

struct Admin {
    email: String,
    name: String,
    role: Role,
}

async fn tell(call: &Call, tx: &mut Write, admin: &Admin, waiting: &[Waiting]) -> Result<()> {
    let texts = &call.app.texts;
    let total: i64 = waiting.iter().map(|it| it.number).sum();
    let brand = texts.say("digest-brand", &[]);
    let home = call.app.addresses.console();
    let lines = waiting.iter().map(|it| {
        let args = [("portal", (&it.portal).into()), ("count", it.number.into())];
        texts.say(&format!("digest-{}", it.kind), &args)
    });
    let letter =
        ui::Letter::new(texts, &brand, &home, texts.say("digest-subject", &[("count", total.into())]))
            .greeting(texts.say("digest-hello", &[("name", (&admin.name).into())]))
            .says(texts.say("digest-text", &[("count", total.into())]))
            .list(lines)
            .button(texts.say("digest-button", &[]), format!("{home}/inbox"))
            .foot(texts.say("digest-foot", &[]));
    call.post(tx, Letter::of(None, "requests-waiting", &admin.email, &brand, &letter)).await.map(drop)
}

async fn told_until(tx: &mut Tx) -> Result<Option<Instant>> {
    let row = tx.maybe_one("select value from settings where name = 'digest.told_until'", args![]).await?;
    let Some(row) = row else { return Ok(None) };
    let micros = row.get::<String>("value")?.parse().map_err(Error::internal)?;
    Ok(Some(Instant::from_micros(micros)))
}

/// Moves it on, unless another node has.
async fn move_on(tx: &mut Tx, from: Option<Instant>, to: Instant) -> Result<bool> {
    let to = to.micros().to_string();
    let moved = match from {
        None => {
            let first = "insert into settings (name, value) values ('digest.told_until', $1)
                         on conflict (name) do nothing";
            tx.run(first, args![to]).await?
        }
        Some(from) => {
            let next = "update settings set value = $2 where name = 'digest.told_until' and value = $1";
            tx.run(next, args![from.micros().to_string(), to]).await?
        }
    };
    Ok(moved == 1)
}

/// All that waits, by portal, and whether something of it is new: came after the first moment, up to the second.
async fn waiting(tx: &mut Tx, after: Instant, until: Instant) -> Result<Vec<Waiting>> {
    let rows = tx
        .all(
            "select portal, name, kind, count(*) as number, max(fresh) as fresh from (
                 select p.id as portal, p.name, 'developers' as kind,
                        case when d.requested_at > $1 and d.requested_at <= $2 then 1 else 0 end as fresh
                   from developers d join portals p on p.id = d.portal where d.state = 'pending'
                 union all
                 select p.id as portal, p.name, 'registrations' as kind,
                        case when r.requested_at > $1 and r.requested_at <= $2 then 1 else 0 end as fresh
                   from registrations r join applications a on a.id = r.application
                   join portals p on p.id = a.portal where r.state = 'pending'
             ) as waiting
              group by portal, name, kind order by name, portal, kind",
            args![after, until],
        )
        .await?;
    rows.iter().map(one).collect()
}

fn one(row: &Row) -> Result<Waiting> {
    Ok(Waiting {
        portal: row.get("name")?,
        kind: row.get("kind")?,
        number: row.get("number")?,
        is_new: row.get::<i64>("fresh")? == 1,
    })
}

/// Those who may decide.
async fn admins(tx: &mut Tx) -> Result<Vec<Admin>> {
    let rows = tx.all("select email, full_name, role from admins order by email", args![]).await?;
    let mut admins = Vec::with_capacity(rows.len());
    for row in &rows {
        let word = row.get::<String>("role")?;
        let role = word.parse().map_err(|_| Error::internal(format!("there is no role {word}")))?;
        admins.push(Admin { email: row.get("email")?, name: row.get("full_name")?, role });
    }
    admins.retain(|it| it.role.rights().has(Right::DecideRequests));
    Ok(admins)
}
