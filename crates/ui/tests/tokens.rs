//! The product's own colours can be read in light and in dark.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::HashMap;

use ui::Colour;

const TOKENS: &str = include_str!("../css/tokens.css");
const SURFACES: [&str; 3] = ["ground", "raised", "sunken"];

/// Each token's colours in light and in dark.
fn tokens() -> HashMap<&'static str, [Colour; 2]> {
    TOKENS
        .lines()
        .filter_map(|line| line.trim().strip_prefix("--")?.split_once(": light-dark("))
        .map(pair)
        .collect()
}

fn pair((name, values): (&'static str, &'static str)) -> (&'static str, [Colour; 2]) {
    let mut sides = values.split("oklch(").skip(1).map(|it| {
        let numbers: Vec<f64> =
            it.split(')').next().unwrap().split_whitespace().map(|it| it.parse().unwrap()).collect();
        Colour::oklch(numbers[0], numbers[1], numbers[2])
    });
    (name, [sides.next().unwrap(), sides.next().unwrap()])
}

fn hold(front: &str, back: &str, least: f64) {
    let tokens = tokens();
    for (side, name) in ["light", "dark"].iter().enumerate() {
        let ratio = tokens[front][side].contrast(tokens[back][side]);
        assert!(ratio >= least, "--{front} on --{back} in {name}: {ratio:.2} is less than {least}");
    }
}

#[test]
fn text_has_four_and_a_half_to_one() {
    for surface in SURFACES {
        for text in ["ink", "ink-soft", "accent-text", "good", "waiting", "bad", "past"] {
            hold(text, surface, 4.5);
        }
    }
    hold("ink", "found", 4.5);
    for part in ["code-word", "code-key", "code-text", "code-number", "code-name"] {
        for surface in SURFACES {
            hold(part, surface, 4.5);
        }
    }
    for status in ["good", "waiting", "bad", "past"] {
        let wash = format!("{status}-wash");
        hold(status, &wash, 4.5);
        hold("ink", &wash, 4.5);
    }
    hold("accent-text", "accent-wash", 4.5);
    hold("on-accent", "accent", 4.5);
    hold("on-accent", "accent-hover", 4.5);
    hold("ink", "line", 4.5);
    hold("ink-soft", "line", 4.5);
    hold("ground", "bad", 4.5);
}

#[test]
fn edges_and_controls_have_three_to_one() {
    for surface in SURFACES {
        for edge in ["edge", "accent", "accent-text", "bad"] {
            hold(edge, surface, 3.0);
        }
    }
}
