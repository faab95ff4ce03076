//! How long a start takes until the front door answers, and how much memory is held then.

use std::time::Duration;

use super::figures::Figures;
use super::house::House;
use crate::shell::Done;

/// How often each is started.
pub(super) const ROUNDS: usize = 5;
/// How long what is done beside the requests gets to settle.
pub(super) const SETTLE: Duration = Duration::from_secs(3);

/// What was found.
pub(super) struct Row {
    /// What it starts on.
    pub(super) name: &'static str,
    /// From the start of the process to the first 200, in milliseconds.
    pub(super) took_ms: Figures,
    /// Memory right after, in MB.
    pub(super) resident_mb: Figures,
    /// Memory when what is done beside the requests has settled, in MB.
    pub(super) settled_mb: Figures,
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
    settled_mb: Vec<f64>,
}

impl Rounds {
    fn round(&mut self, house: &mut House) -> Done {
        self.took_ms.push(house.start(None)?.as_secs_f64() * 1000.0);
        self.resident_mb.push(house.resident_mb()?);
        std::thread::sleep(SETTLE);
        self.settled_mb.push(house.resident_mb()?);
        house.stop();
        Ok(())
    }

    fn row(self, name: &'static str) -> Row {
        let [took_ms, resident_mb, settled_mb] =
            [self.took_ms, self.resident_mb, self.settled_mb].map(Figures::new);
        Row { name, took_ms, resident_mb, settled_mb }
    }
}
