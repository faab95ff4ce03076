//! What slows down guessing, in tables.

use super::*;

const START: Instant = Instant::from_micros(1_764_019_531_000_000);

fn at(seconds: i64) -> Instant {
    START.plus_seconds(seconds)
}

fn keys(account: &str, address: &str) -> Keys {
    Keys::new("portal", account, address.parse().unwrap())
}

/// Seconds to wait before the attempt; 0 when it began.
fn wait(throttle: &Throttle, keys: &Keys, now: Instant) -> u32 {
    match throttle.check(keys, now) {
        Ok(()) => 0,
        Err(Error::TooMany { retry_after_s }) => retry_after_s,
        Err(other) => panic!("{other}"),
    }
}

/// Makes so many attempts, each as soon as it may begin; gives the last wait and the time then.
fn guess(throttle: &Throttle, keys: &Keys, attempts: usize, start: i64) -> (u32, i64) {
    let (mut last, mut now) = (0, start);
    for _ in 0..attempts {
        last = wait(throttle, keys, at(now));
        now += i64::from(last);
        assert!(last == 0 || throttle.check(keys, at(now)).is_ok());
    }
    (last, now)
}

#[test]
fn five_attempts_are_free_and_then_each_waits_twice_as_long() {
    for (attempts, last_wait) in
        [(1, 0), (5, 0), (6, 1), (7, 2), (8, 4), (9, 8), (12, 64), (14, 256), (15, 512)]
    {
        let (waited, _) = guess(&Throttle::new(), &keys("ada", "192.0.2.1"), attempts, 0);
        assert_eq!(waited, last_wait, "{attempts}");
    }
}

#[test]
fn who_never_stops_comes_down_to_a_few_guesses_an_hour() {
    let throttle = Throttle::new();
    let ada = keys("ada", "192.0.2.1");
    let (_, warm) = guess(&throttle, &ada, 16, 0);
    let (_, end) = guess(&throttle, &ada, 100, warm);
    let hours = (end - warm) / 3600;
    assert!((20..=25).contains(&hours), "a hundred guesses took {hours} hours");
}

#[test]
fn waiting_is_told_to_the_second_and_costs_nothing() {
    let throttle = Throttle::new();
    let ada = keys("ada", "192.0.2.1");
    guess(&throttle, &ada, 8, 0);
    for (micros, left) in [(0, 8), (1, 8), (1_000_000, 7), (7_000_001, 1), (8_000_000, 0)] {
        let now = Instant::from_micros(at(7).micros() + micros);
        assert_eq!(wait(&throttle, &ada, now), left, "{micros}");
    }
}

#[test]
fn a_thousand_attempts_at_once_are_five() {
    let throttle = Throttle::new();
    let begun =
        (0..1000).filter(|it| throttle.check(&keys("ada", &format!("10.0.0.{}", it % 250)), START).is_ok());
    assert_eq!(begun.count(), 5);
}

#[test]
fn an_address_is_counted_over_all_accounts() {
    let throttle = Throttle::new();
    for it in 0..50 {
        assert_eq!(wait(&throttle, &keys(&format!("account-{it}"), "192.0.2.1"), START), 0, "{it}");
    }
    assert_eq!(wait(&throttle, &keys("another", "192.0.2.1"), START), 1);
    assert_eq!(wait(&throttle, &keys("another", "192.0.2.2"), START), 0);
}

#[test]
fn who_shares_a_count() {
    for (one, other, shared) in [
        (keys("ada", "192.0.2.1"), keys(" ADA ", "198.51.100.7"), true),
        (keys("ada", "192.0.2.1"), keys("eva", "192.0.2.1"), false),
        (keys("ada", "192.0.2.1"), Keys::new("console", "ada", "192.0.2.1".parse().unwrap()), false),
    ] {
        assert_eq!(one.account == other.account, shared, "{one:?} {other:?}");
    }
    for (one, other, shared) in [
        ("2001:db8::1", "2001:db8::ffff:1:2:3", true),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", false),
        ("192.0.2.1", "::ffff:192.0.2.1", true),
        ("192.0.2.1", "192.0.2.2", false),
    ] {
        assert_eq!(keys("ada", one).address == keys("eva", other).address, shared, "{one} {other}");
    }
}

#[test]
fn success_clears_the_account_and_not_the_address() {
    let throttle = Throttle::new();
    let own = keys("mallory", "192.0.2.1");
    for it in 0..50 {
        assert!(throttle.check(&keys(&format!("account-{it}"), "192.0.2.1"), START).is_ok());
        if it < 49 {
            assert!(throttle.check(&own, START).is_ok());
            throttle.succeeded(&own, START);
        }
    }
    assert_eq!(wait(&throttle, &own, START), 1);

    let throttle = Throttle::new();
    let ada = keys("ada", "192.0.2.1");
    for _ in 0..10 {
        assert_eq!(guess(&throttle, &ada, 5, 0).0, 0);
        throttle.succeeded(&ada, START);
    }
}

#[test]
fn strangers_cannot_lock_the_owner_out_of_a_known_address() {
    let throttle = Throttle::new();
    let home = keys("ada", "192.0.2.1");
    throttle.check(&home, START).unwrap();
    throttle.succeeded(&home, START);
    let (_, now) = guess(&throttle, &keys("ada", "203.0.113.9"), 12, 0);
    assert!(wait(&throttle, &keys("ada", "198.51.100.7"), at(now)) > 0, "any other address waits");
    assert_eq!(wait(&throttle, &home, at(now)), 0);
    throttle.succeeded(&home, at(now));
    assert!(
        wait(&throttle, &keys("ada", "203.0.113.9"), at(now)) > 0,
        "the owner's success is no gift to strangers"
    );
    guess(&throttle, &home, 5, now);
    assert!(wait(&throttle, &home, at(now)) > 0, "a known address has no endless guesses either");
}

#[test]
fn counts_fade() {
    let throttle = Throttle::new();
    let ada = keys("ada", "192.0.2.1");
    let (_, now) = guess(&throttle, &ada, 8, 0);
    assert_eq!(wait(&throttle, &ada, at(now)), 8);
    let later = now + 8 * MAX_WAIT_S;
    assert_eq!(guess(&throttle, &ada, 5, later).0, 0);
}

#[test]
fn what_was_not_judged_was_no_attempt() {
    let throttle = Throttle::new();
    let ada = keys("ada", "192.0.2.1");
    for _ in 0..200 {
        assert!(throttle.check(&ada, START).is_ok());
        throttle.withdrawn(&ada);
    }
}

#[test]
fn memory_is_bounded_and_the_oldest_go_first() {
    let throttle = Throttle::with_max_entries(100);
    for it in 0..10_000 {
        let _ = throttle
            .check(&keys(&format!("account-{it}"), &format!("10.0.{}.{}", it / 250, it % 250)), START);
        let counts = throttle.counts();
        assert!(counts.young.len() + counts.old.len() <= 100);
    }
    let last = keys("account-9999", "10.0.39.249");
    let first = keys("account-0", "10.0.0.0");
    assert!(throttle.counts().get(&last.account).is_some());
    assert!(throttle.counts().get(&first.account).is_none());
}
