//! The figures of the dashboard.

use base::{Page, Result, Right};
use frame::Call;
use frame::audit::{self, Line};
use sql::args;

use crate::inbox;

/// What there is.
pub(super) struct Figures {
    pub(super) waiting: i64,
    pub(super) portals: i64,
    pub(super) products: i64,
    pub(super) developers: i64,
    pub(super) applications: i64,
    pub(super) credentials: i64,
    pub(super) failed_mails: i64,
    pub(super) last: Vec<Line>,
}

/// Counts, and the last ten lines of the audit log.
pub(super) async fn figures(call: &Call) -> Result<Figures> {
    call.require(Right::ReadConsole)?;
    let waiting = inbox::waiting(call).await?;
    let last = audit::list(call, &audit::Filter::default(), Page::first(10)).await?.items;
    let row = call
        .read()
        .await?
        .one(
            "select (select count(*) from portals) as portals,
                    (select count(*) from products) as products,
                    (select count(*) from developers where state = 'approved') as developers,
                    (select count(*) from applications) as applications,
                    (select count(*) from credentials where state = 'active'
                                                       and (expires_at is null or expires_at > $1)) as credentials,
                    (select count(*) from mails where state = 'failed') as failed_mails",
            args![call.now()],
        )
        .await?;
    Ok(Figures {
        waiting,
        portals: row.get("portals")?,
        products: row.get("products")?,
        developers: row.get("developers")?,
        applications: row.get("applications")?,
        credentials: row.get("credentials")?,
        failed_mails: row.get("failed_mails")?,
        last,
    })
}
