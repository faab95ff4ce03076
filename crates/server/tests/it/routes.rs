//! Each route against each kind of visitor: the list comes from the register, so nothing escapes.

use std::fmt::Write as _;

use axum::http::Method;
use base::Right;
use frame::door::{Need, Route, Site};

/// Routes that anybody may call: each is a way in, a way out, or a page for those who stand outside.
const OPEN: &str = include_str!("open_routes.txt");

#[test]
fn only_listed_routes_are_open_to_anybody() {
    let mut open = String::new();
    for it in server::register().iter().filter(|it| it.need == Need::Nothing) {
        let _ = writeln!(open, "{:?} {} {}", it.site, it.method, it.path);
    }
    assert_eq!(open, OPEN, "a route that anybody may call is named in open_routes.txt");
}

#[test]
fn needs_fit_their_site() {
    for it in server::register() {
        let fits = matches!(
            (it.site, it.need),
            (_, Need::Nothing)
                | (Site::Portal, Need::Reader | Need::Developer)
                | (Site::Console, Need::Admin(_))
        );
        assert!(fits, "{it:?}");
    }
}

#[test]
fn looking_never_needs_more_than_reading_and_deeds_always_need_more() {
    // An admin's own password, sessions and tokens are theirs whatever the role.
    let own = |it: &Route| it.path.starts_with("/account");
    let is_deed = |it: &Route| it.method == Method::POST && it.site == Site::Console && !own(it);
    for it in server::register().iter().filter(|it| is_deed(it)) {
        assert_ne!(it.need, Need::Admin(Right::ReadConsole), "{it:?}");
    }
}

#[test]
fn no_address_means_two_things() {
    let mut seen = std::collections::BTreeSet::new();
    for it in server::register() {
        assert!(seen.insert(format!("{:?} {} {}", it.site, it.method, it.path)), "{it:?} is there twice");
    }
    assert!(seen.len() > 100, "the register holds {} routes", seen.len());
}
