//! What can be done with links, by operations of other nouns in their own transaction. The only caller of the store.

use base::{DeveloperId, Error, Instant, LinkId, PortalId, Result, Secret};
use frame::{Call, Write};
use sql::Tx;

use super::store;

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Confirm an e-mail address and set the first password.
    Confirm,
    /// Set a new password in place of a forgotten one.
    Reset,
}

impl Kind {
    /// The word that is stored.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Reset => "reset",
        }
    }

    /// How many hours such a link holds.
    pub(crate) fn hours(self) -> i64 {
        match self {
            Self::Confirm => 24,
            Self::Reset => 1,
        }
    }
}

/// A link that was found by its token.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    pub(super) id: LinkId,
    /// Whose link it is.
    pub(crate) developer: DeveloperId,
    pub(super) expires_at: Instant,
    pub(super) used_at: Option<Instant>,
}

impl Link {
    fn check(self, now: Instant) -> Result<Self> {
        if self.used_at.is_some() {
            Err(Error::Refused("link.used"))
        } else if self.expires_at <= now {
            Err(Error::Refused("link.expired"))
        } else {
            Ok(self)
        }
    }
}

/// Makes a link, and gives the token that its address carries: a UUID, as the published contract has it. Links made
/// before stay good: otherwise a stranger who asks for links could keep the owner from ever using one.
pub(crate) async fn make(call: &Call, tx: &mut Write, developer: DeveloperId, kind: Kind) -> Result<Secret> {
    let token = call.new_uuid_token()?;
    let hash = signin::token::hash(token.expose());
    let expires_at = call.now().plus_seconds(kind.hours() * 3600);
    store::insert(tx, call.new_id()?, developer, kind, &hash, (call.now(), expires_at)).await?;
    Ok(token)
}

/// The link of this token, still good, of a developer of this portal. It is not used up.
pub(crate) async fn open(
    tx: &mut Tx,
    portal: PortalId,
    kind: Kind,
    token: &str,
    now: Instant,
) -> Result<Link> {
    let link = store::find(tx, portal, kind, &signin::token::hash(token)).await?;
    link.ok_or(Error::Refused("link.unknown"))?.check(now)
}

/// Uses the link up, and with it every other link of its developer. Of two who try at once, one succeeds.
pub(crate) async fn use_up(
    tx: &mut Tx,
    portal: PortalId,
    kind: Kind,
    token: &str,
    now: Instant,
) -> Result<Link> {
    let link = open(tx, portal, kind, token, now).await?;
    if store::mark_used(tx, link.id, now).await? != 1 {
        return Err(Error::Refused("link.used"));
    }
    store::mark_all_used(tx, link.developer, now).await?;
    Ok(link)
}

/// Ends every link of a developer who has just proven who they are: one in the wrong hands is worth nothing now.
pub(crate) async fn end_all(tx: &mut Tx, developer: DeveloperId, now: Instant) -> Result<()> {
    store::mark_all_used(tx, developer, now).await
}

/// Removes links that ended a month ago.
pub(crate) async fn purge(tx: &mut Tx, now: Instant) -> Result<u64> {
    store::remove_before(tx, now.minus_seconds(30 * 86_400)).await
}
