//! Kills a server that is being written to, again and again, and counts what was lost.
//!
//! Each round lets several people write at once, kills the process at a random moment with SIGKILL, starts it again
//! on the same data and compares what was acknowledged with what is there. Nothing may be missing, nothing may be
//! there by halves, and the gateway must decide by what the database says.

mod check;
mod furnish;
mod house;
mod visitor;
mod writers;

use std::hash::{BuildHasher, Hasher};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::shell::Done;
use check::{Counts, Database};
use house::House;

/// What one run came to.
#[derive(Default)]
struct Tally {
    acknowledged: usize,
    unanswered: usize,
    lost: Vec<String>,
    starts: Vec<Duration>,
}

/// Kills the server so many times.
pub(crate) fn run(program: &Path, rounds: u32) -> Done {
    println!("\n$ crash: {rounds} rounds");
    let began = Instant::now();
    let cut_short = cut_short_starts(program, (rounds / 10).clamp(3, 50))?;
    let mut tally = Tally::default();
    let counts = killed_while_writing(program, rounds, &mut tally)?;
    tally.starts.sort();
    let median = tally.starts.get(tally.starts.len() / 2).copied().unwrap_or_default();
    println!("  starts cut short   {cut_short}, each started again on the same data");
    println!("  rounds             {rounds}");
    println!(
        "  acknowledged       {} writes, {} more were never answered",
        tally.acknowledged, tally.unanswered
    );
    println!("  found              {counts}");
    println!("  start, median      {} ms", median.as_millis());
    println!("  lost               {}", tally.lost.len());
    println!("  ({} s)", began.elapsed().as_secs());
    if tally.acknowledged == 0 {
        return Err("no write was acknowledged, so nothing was shown".to_owned());
    }
    if tally.lost.is_empty() { Ok(()) } else { Err(tally.lost.join("\n")) }
}

fn killed_while_writing(program: &Path, rounds: u32, tally: &mut Tally) -> Done<Counts> {
    let mut house = House::new(program)?;
    house.make_admin()?;
    let mut database = Database::new(&house)?;
    furnish::furnish(&mut database)?;
    tally.starts.push(house.start()?);
    let people = writers::sign_in(&house)?;
    let mut all = Vec::new();
    for round in 0..rounds {
        let acks = writers::write_until_killed(&mut house, &people, round, pause(20, 350))?;
        tally.starts.push(house.start()?);
        tally.unanswered += acks.iter().filter(|it| it.is_open()).count();
        tally.acknowledged += acks.iter().map(writers::Ack::acknowledged).sum::<usize>();
        tally.lost.extend(database.compare(&format!("crash {round}-"), &acks)?);
        tally.lost.extend(check::decisions(&house, &acks)?);
        if tally.lost.len() > 20 {
            break;
        }
        all.extend(acks);
    }
    tally.lost.extend(database.compare("crash ", &all)?);
    tally.lost.extend(database.sound()?);
    database.counts()
}

/// Kills the server while it starts on an empty folder: while it makes its secret and its tables.
fn cut_short_starts(program: &Path, count: u32) -> Done<u32> {
    let patience = {
        let mut house = House::new(program)?;
        house.start()?
    };
    let longest = u64::try_from(patience.as_millis()).unwrap_or(1000).max(20);
    for _ in 0..count {
        let mut house = House::new(program)?;
        for _ in 0..3 {
            house.start_without_waiting()?;
            std::thread::sleep(pause(0, longest));
            house.kill()?;
        }
        house.start()?;
        house.kill()?;
        house.make_admin()?;
    }
    Ok(count * 3)
}

/// A random pause between so many milliseconds.
fn pause(least: u64, most: u64) -> Duration {
    let random = std::hash::RandomState::new().build_hasher().finish();
    Duration::from_millis(least + random % (most - least))
}
