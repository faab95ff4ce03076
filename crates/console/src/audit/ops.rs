//! Reading the log together with what its lines speak of, and writing it out line by line.

use std::collections::{HashMap, HashSet};

use base::{Listed, Page, PortalId, Result, Right};
use frame::Call;
use frame::audit::{self, Filter, Line};
use futures_util::stream::{Stream, try_unfold};

use super::{csv, store};

/// The most lines that one file holds.
pub const MOST_LINES: usize = 100_000;

/// How many lines are read at once for a file.
const AT_ONCE: u32 = 1000;

/// A part of the log, and what its lines speak of.
pub struct Seen {
    /// The lines.
    pub lines: Listed<Line>,
    /// The portals' names.
    pub portals: HashMap<PortalId, String>,
    /// The ids of those subjects that are still there and have a page.
    pub there: HashSet<String>,
}

/// A part of the log, newest first.
pub async fn look(call: &Call, filter: &Filter, page: Page) -> Result<Seen> {
    let lines = audit::list(call, filter, page).await?;
    let mut tx = call.read().await?;
    let portals = store::portals(&mut tx).await?;
    let mut there = HashSet::new();
    let subjects: HashSet<_> =
        lines.items.iter().map(|it| (it.subject_kind.as_str(), it.subject_id.as_str())).collect();
    for (kind, id) in subjects {
        if store::is_there(&mut tx, kind, id).await? {
            there.insert(id.to_owned());
        }
    }
    Ok(Seen { lines, portals, there })
}

/// The log as a table for other programs, newest first, in pieces: a head, then at most so many lines.
pub fn export(
    call: &Call,
    filter: Filter,
    most: usize,
) -> Result<impl Stream<Item = Result<String>> + Send + 'static> {
    call.require(Right::ReadConsole)?;
    let start =
        Reading { call: call.clone(), filter, portals: HashMap::new(), place: Place::Head, left: most };
    Ok(try_unfold(
        start,
        |mut reading| async move { Ok(reading.next().await?.map(|piece| (piece, reading))) },
    ))
}

/// Where an export stands.
struct Reading {
    call: Call,
    filter: Filter,
    portals: HashMap<PortalId, String>,
    place: Place,
    left: usize,
}

enum Place {
    Head,
    Behind(Box<Line>),
    End,
}

impl Reading {
    /// The next piece. Each is read by itself, so that no view of the database stays open while a slow reader reads.
    async fn next(&mut self) -> Result<Option<String>> {
        let (mut piece, behind) = match std::mem::replace(&mut self.place, Place::End) {
            Place::End => return Ok(None),
            Place::Head => {
                self.portals = store::portals(&mut self.call.read().await?).await?;
                (csv::head(), None)
            }
            Place::Behind(line) => (String::new(), Some(line)),
        };
        let most = u32::try_from(self.left).unwrap_or(AT_ONCE).min(AT_ONCE);
        let lines = audit::onward(&self.call, &self.filter, behind.as_deref(), most).await?;
        for line in &lines {
            csv::write(&mut piece, line, &self.portals);
        }
        self.left -= lines.len();
        if lines.len() == AT_ONCE as usize && self.left > 0 {
            self.place = lines.into_iter().next_back().map_or(Place::End, |it| Place::Behind(Box::new(it)));
        }
        Ok(Some(piece).filter(|it| !it.is_empty()))
    }
}
