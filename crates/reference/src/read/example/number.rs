//! Numbers within their limits.

use serde_json::{Number, Value};

use super::fits::Bounds;
use crate::Dialect;
use crate::read::merged::Merged;

/// A whole number that fits.
pub(super) fn integer(merged: &Merged<'_>, variant: usize) -> Value {
    let bounds = Bounds::of(Dialect::OpenApi31, merged);
    let step = bounds.step.filter(|it| it.fract() == 0.0).unwrap_or(1.0);
    let value = first(bounds, step, 1.0) + shift(variant) * step;
    let value = if bounds.hold(value) { value } else { first(bounds, step, 1.0) };
    #[expect(clippy::cast_possible_truncation, reason = "rounded, and saturating where it does not fit")]
    let whole = value.round() as i64;
    whole.into()
}

/// A number that fits.
pub(super) fn number(merged: &Merged<'_>, variant: usize) -> Value {
    let bounds = Bounds::of(Dialect::OpenApi31, merged);
    let step = bounds.step.unwrap_or(0.5);
    let mut value = first(bounds, step, 1.5) + shift(variant) * step;
    if !bounds.hold(value) {
        let middle = bounds.low.zip(bounds.high).map(|((low, _), (high, _))| f64::midpoint(low, high));
        value = middle.filter(|it| bounds.hold(*it)).unwrap_or_else(|| first(bounds, step, 1.5));
    }
    let rounded = (value * 1e9).round() / 1e9;
    let value = if bounds.hold(rounded) { rounded } else { value };
    Number::from_f64(value).map_or(Value::Null, Value::Number)
}

#[expect(clippy::cast_precision_loss, reason = "a handful")]
fn shift(variant: usize) -> f64 {
    variant as f64
}

/// The wanted number, or the multiple of the step within the bounds that is next to it.
fn first(bounds: Bounds, step: f64, wanted: f64) -> f64 {
    let low = bounds.low.map(|(it, sharp)| {
        let up = (it / step).ceil() * step;
        if sharp && up <= it { up + step } else { up }
    });
    let high = bounds.high.map(|(it, sharp)| {
        let down = (it / step).floor() * step;
        if sharp && down >= it { down - step } else { down }
    });
    let wanted = if bounds.step.is_some() { (wanted / step).ceil() * step } else { wanted };
    match (low, high) {
        (Some(low), _) if wanted < low => low,
        (_, Some(high)) if wanted > high => high,
        _ => wanted,
    }
}
