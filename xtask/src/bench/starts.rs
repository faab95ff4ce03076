//! How long a start takes until the front door answers, and how much memory is held then.

use super::figures::Figures;
use super::house::House;
use crate::shell::Done;

/// How often each is started.
pub(super) const ROUNDS: usize = 5;

/// What was found.
pub(super) struct Row {
    /// What it starts on.
    pub(super) name: &'static str,
    /// From the start of the process to the first 200, in milliseconds.
    pub(super) took_ms: Figures,
    /// Memory right after, in MB.
    pub(super) resident_mb: Figures,
}

/// Starts on nothing at all, each time in another folder.
pub(super) fn first() -> Done<Row> {
    let mut rounds = Rounds::default();
    for _ in 0..ROUNDS {
        rounds.round(&mut House::new()?)?;
    }
    Ok(rounds.row("nothing: the secret and the tables are made"))
}

/// Starts again and again on what is there.
pub(super) fn again(house: &mut House, name: &'static str) -> Done<Row> {
    let mut rounds = Rounds::default();
    for _ in 0..ROUNDS {
        rounds.round(house)?;
    }
    Ok(rounds.row(name))
}

#[derive(Default)]
struct Rounds {
    took_ms: Vec<f64>,
    resident_mb: Vec<f64>,
}

impl Rounds {
    fn round(&mut self, house: &mut House) -> Done {
        self.took_ms.push(house.start(None)?.as_secs_f64() * 1000.0);
        self.resident_mb.push(house.resident_mb()?);
        house.stop();
        Ok(())
    }

    fn row(self, name: &'static str) -> Row {
        Row { name, took_ms: Figures::new(self.took_ms), resident_mb: Figures::new(self.resident_mb) }
    }
}
