//! Contrast holds for whatever an admin picks.

use super::*;

/// Colours from all over the cube, the same on each run.
fn colours() -> Vec<Colour> {
    let mut seed = 0x9e37_79b9_u32;
    let mut next = || {
        seed ^= seed << 13;
        seed ^= seed >> 17;
        seed ^= seed << 5;
        seed
    };
    let mut all: Vec<Colour> =
        (0..400).map(|_| Colour::parse(&format!("{:06x}", next() & 0x00ff_ffff)).unwrap()).collect();
    for corner in ["000", "fff", "f00", "0f0", "00f", "ff0", "0ff", "f0f", "888"] {
        all.push(Colour::parse(corner).unwrap());
    }
    all
}

/// The colour as a screen shows it after the stylesheet's rounding.
fn shown(colour: Colour) -> Colour {
    Colour::parse(&colour.to_string()).unwrap()
}

fn pair(theme: &Theme, name: &str) -> [Colour; 2] {
    let it = theme.tokens.iter().find(|it| it.name == name).unwrap_or_else(|| panic!("no {name}"));
    [shown(it.light), shown(it.dark)]
}

fn hold(theme: &Theme, front: &str, back: &str, least: f64, picked: Picked) {
    let (fronts, backs) = (pair(theme, front), pair(theme, back));
    for (side, (one, two)) in fronts.into_iter().zip(backs).enumerate() {
        let ratio = one.contrast(two);
        assert!(ratio >= least, "{front} on {back}, side {side}: {ratio:.2} < {least} for {picked:?}");
    }
}

#[test]
fn whatever_is_picked_can_be_read_in_both_schemes() {
    let colours = colours();
    for (index, accent) in colours.iter().enumerate() {
        let surface = colours[(index * 7 + 3) % colours.len()];
        let heading = colours[(index * 11 + 5) % colours.len()];
        let picked = Picked { accent: Some(*accent), surface: Some(surface), heading: Some(heading) };
        let (theme, _) = Theme::of(picked);
        for ground in ["--ground", "--raised", "--sunken"] {
            hold(&theme, "--accent", ground, 3.0, picked);
            hold(&theme, "--accent-text", ground, 4.5, picked);
            hold(&theme, "--heading", ground, 4.5, picked);
        }
        hold(&theme, "--accent-text", "--accent-wash", 4.5, picked);
        hold(&theme, "--on-accent", "--accent", 4.5, picked);
        hold(&theme, "--on-accent", "--accent-hover", 4.5, picked);
        let (back, front) = theme.mail_colours();
        assert!(Colour::parse(&back).unwrap().contrast(Colour::parse(&front).unwrap()) >= 4.5);
    }
}

#[test]
fn a_colour_that_can_be_read_is_left_alone_and_one_that_cannot_is_told() {
    let dark_green = Colour::parse("#1f5d3a").unwrap();
    let (theme, adjusted) = Theme::of(Picked { accent: Some(dark_green), ..Picked::default() });
    assert_eq!(pair(&theme, "--accent")[0].to_string(), "#1f5d3a");
    assert!(adjusted.iter().all(|it| it.what == "accent-dark"), "{adjusted:?}");
    let yellow = Colour::parse("#ffd400").unwrap();
    let (_, adjusted) = Theme::of(Picked { accent: Some(yellow), ..Picked::default() });
    assert!(adjusted.iter().any(|it| it.what == "accent-light" && it.picked == yellow));
    assert!(adjusted.iter().any(|it| it.what == "link"));
}

#[test]
fn nothing_picked_changes_nothing() {
    let (theme, adjusted) = Theme::of(Picked::default());
    assert!(theme.css().is_empty() && adjusted.is_empty());
}

#[test]
fn the_stylesheet_holds_nothing_but_tokens() {
    let (theme, _) = Theme::of(Picked { accent: Colour::parse("#0a5").ok(), ..Picked::default() });
    let css = theme.css();
    assert!(css.starts_with("@layer theme {") && css.contains("--accent: light-dark(oklch("));
    assert!(css.lines().all(|it| it.starts_with("--") || it.contains('{') || it == "}" || it.is_empty()));
}

/// A colour of the stylesheet's own tokens.
fn own(name: &str) -> [Colour; 2] {
    let css = include_str!("../../css/tokens.css");
    let line = css.lines().find(|it| it.trim().starts_with(&format!("{name}:"))).unwrap();
    let colour = |part: &str| {
        let mut numbers = part.split(')').next().unwrap().split_whitespace().map(|it| it.parse().unwrap());
        let mut next = || numbers.next().unwrap();
        Colour::oklch(next(), next(), next())
    };
    let mut parts = line.split("oklch(").skip(1).map(colour);
    [parts.next().unwrap(), parts.next().unwrap()]
}

#[test]
fn whatever_surface_is_picked_the_own_colours_can_still_be_read_on_it() {
    for surface in colours() {
        let (theme, _) = Theme::of(Picked { surface: Some(surface), ..Picked::default() });
        for ground in ["--ground", "--raised", "--sunken"] {
            let grounds = pair(&theme, ground);
            let texts = ["--ink", "--ink-soft", "--accent-text", "--good", "--waiting", "--bad", "--past"];
            let wanted = texts.map(|it| (it, 4.5)).into_iter().chain([("--edge", 3.0), ("--accent", 3.0)]);
            for (name, least) in wanted {
                for (side, (front, back)) in own(name).into_iter().zip(grounds).enumerate() {
                    let ratio = front.contrast(back);
                    assert!(ratio >= least, "{name} on {ground}, side {side}: {ratio:.2} for {surface}");
                }
            }
        }
    }
}
