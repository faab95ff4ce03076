//! Journeys: one or more sailings of one day, with time to change between them.

use crate::world::{Day, Sailing, sailings_on};

/// The shortest change that the timetable promises, in minutes.
const CHANGE_MINUTES: i64 = 15;

/// How many sailings a journey has at most.
const MOST_LEGS: usize = 3;

/// One or more sailings, each beginning where the one before it ended.
#[derive(Clone)]
pub(super) struct Journey(pub(super) Vec<Sailing>);

impl Journey {
    /// The journey with an id: the ids of its sailings, with dots between them.
    pub(super) fn find(id: &str) -> Option<Self> {
        let legs: Vec<Sailing> =
            id.split('.').take(MOST_LEGS + 1).map(Sailing::find).collect::<Option<_>>()?;
        let fits = legs.windows(2).all(|it| follows(&it[0], &it[1]));
        (fits && legs.len() <= MOST_LEGS).then_some(Self(legs))
    }

    /// Its id.
    pub(super) fn id(&self) -> String {
        self.0.iter().map(Sailing::id).collect::<Vec<_>>().join(".")
    }

    /// When it begins and ends, in minutes after midnight.
    pub(super) fn span(&self) -> (i64, i64) {
        let starts = self.0.first().map_or(0, |it| it.departs);
        (starts, self.0.last().map_or(starts, Sailing::arrives))
    }

    /// What an adult pays, in cents: each change takes a tenth off what follows it.
    pub(super) fn adult_cents(&self) -> i64 {
        let each = self.0.iter().enumerate();
        each.map(|(at, it)| if at == 0 { it.adult_cents() } else { it.adult_cents() * 9 / 10 }).sum()
    }

    /// What a vehicle pays, in cents. None when one of the ships cannot take it.
    pub(super) fn vehicle_cents(&self, kind: &str) -> Option<i64> {
        self.0.iter().map(|it| it.vehicle_cents(kind)).sum()
    }
}

/// All journeys of a day between two harbours, in order of departure. A later arrival with an earlier departure is
/// left out when the same number of changes gets there sooner.
pub(super) fn journeys(from: &str, to: &str, day: Day) -> Vec<Journey> {
    let all = sailings_on(day);
    let mut found = Vec::new();
    for first in all.iter().filter(|it| it.line.from.code == from) {
        extend(&all, Journey(vec![*first]), to, &mut found);
    }
    let spans: Vec<_> = found.iter().map(|it| (it.span(), it.0.len())).collect();
    let beaten = |it: &Journey| {
        let (starts, ends) = it.span();
        spans.iter().any(|((other_starts, other_ends), legs)| {
            *legs <= it.0.len()
                && *other_starts >= starts
                && *other_ends <= ends
                && (*other_starts, *other_ends) != (starts, ends)
        })
    };
    found.retain(|it| !beaten(it));
    found.sort_by_key(Journey::span);
    found
}

fn extend(all: &[Sailing], journey: Journey, to: &str, found: &mut Vec<Journey>) {
    let Some(last) = journey.0.last().copied() else { return };
    if last.line.to.code == to {
        found.push(journey);
        return;
    }
    if journey.0.len() == MOST_LEGS {
        return;
    }
    let new = |it: &&Sailing| !journey.0.iter().any(|leg| leg.line.from.code == it.line.to.code);
    for next in all.iter().filter(|it| follows(&last, it)).filter(new) {
        let mut longer = journey.clone();
        longer.0.push(*next);
        extend(all, longer, to, found);
    }
}

fn follows(before: &Sailing, after: &Sailing) -> bool {
    before.day == after.day
        && before.line.to.code == after.line.from.code
        && before.arrives() + CHANGE_MINUTES <= after.departs
}
