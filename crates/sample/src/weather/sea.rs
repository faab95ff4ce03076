//! What the sea does: made from the day and the place, rougher where the company's own sailings are cancelled.

use serde_json::{Value, json};

use super::stations::{Area, Station};
use crate::world::{Day, Line, Ship, chance, sailings_on};

/// The hour at which the sample's clock stands.
pub(super) const HOUR_NOW: i64 = 8;

/// Eight directions, clockwise from north.
const DIRECTIONS: [&str; 8] = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"];

/// The sea in an area on a day.
pub(super) struct Sea {
    /// Significant wave height, in centimetres.
    pub(super) wave_cm: i64,
    /// Knots.
    pub(super) wind_knots: i64,
    /// Knots.
    pub(super) gust_knots: i64,
    /// One of eight.
    pub(super) direction: &'static str,
    /// Degrees Celsius.
    pub(super) air_celsius: i64,
}

/// The sea in an area on a day.
pub(super) fn sea(area: &Area, day: Day) -> Sea {
    let words = format!("{} {}", area.id, day.iso());
    let into_area = |code: &str| area.harbours.contains(&code);
    let is_rough = sailings_on(day).iter().any(|it| it.is_cancelled() && into_area(it.line.to.code));
    let wave_cm = if is_rough { 210 + chance(&words, 90) } else { 20 + chance(&words, 110) };
    let wind_knots = 5 + wave_cm / 10 + chance(&format!("wind {words}"), 6);
    let towards = usize::try_from(chance(&format!("from {words}"), 8)).unwrap_or_default();
    Sea {
        wave_cm,
        wind_knots,
        gust_knots: wind_knots * 4 / 3,
        direction: if is_rough { "SW" } else { DIRECTIONS[towards % 8] },
        air_celsius: 19 + chance(&format!("air {words}"), 9),
    }
}

/// What a station measured at an hour.
pub(super) fn observation(station: &Station, area: &Area, day: Day, hour: i64) -> Value {
    let sea = sea(area, day);
    let words = format!("{} {} {hour}", station.id, day.iso());
    let sway = |what: &str, most: i64| chance(&format!("{what} {words}"), 2 * most + 1) - most;
    let has_waves = station.kind == "buoy";
    json!({
        "at": day.at(hour * 60),
        "wind_knots": (sea.wind_knots + sway("wind", 3)).max(0),
        "gust_knots": (sea.gust_knots + sway("gust", 3)).max(5),
        "wind_from": sea.direction,
        "wave_height_cm": has_waves.then(|| (sea.wave_cm + sway("wave", 15)).max(5)),
        "wave_period_s": has_waves.then(|| 3 + sea.wave_cm / 60),
        "water_celsius": has_waves.then(|| 20 + chance(&station.name[..1], 4)),
        "pressure_hpa": 1_022 - sea.wave_cm / 20 + sway("pressure", 1),
    })
}

/// The Beaufort number of a wind.
pub(super) fn beaufort(knots: i64) -> usize {
    [1, 4, 7, 11, 17, 22, 28, 34, 41, 48, 56, 64].iter().take_while(|it| knots >= **it).count()
}

/// The forecast of an area for a day, in words.
pub(super) fn words(sea: &Sea) -> &'static str {
    match sea.wave_cm {
        ..=50 => "Smooth. The horizon is where it should be.",
        51..=100 => "Slight. Coffee stays in the cup.",
        101..=150 => "Moderate. Coffee mostly stays in the cup.",
        _ => "Rough. There will be no coffee.",
    }
}

/// How a crossing will feel with a ship: 10 is a billiard table, 0 is not.
pub(super) fn comfort(sea: &Sea, ship: &Ship) -> i64 {
    let steadiness = if ship.kind == "fast_craft" { 22 } else { 16 + ship.length_cm / 1_000 };
    (10 - sea.wave_cm / steadiness).clamp(0, 10)
}

/// What to do about breakfast.
pub(super) fn breakfast(comfort: i64) -> &'static str {
    match comfort {
        8..=10 => "Eat on board. The brioche is good.",
        5..=7 => "Eat before you board.",
        3..=4 => "Eat when you arrive.",
        _ => "You will regret breakfast.",
    }
}

/// The rougher of the areas that a line touches.
pub(super) fn along<'a>(line: &Line, areas: &'a [Area], day: Day) -> Option<(&'a Area, Sea)> {
    let touched = areas
        .iter()
        .filter(|it| it.harbours.iter().any(|code| *code == line.from.code || *code == line.to.code));
    touched.map(|it| (it, sea(it, day))).max_by_key(|it| it.1.wave_cm)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beaufort_numbers_are_those_of_the_table() {
        assert_eq!([0, 1, 10, 11, 21, 33, 34, 63, 64].map(beaufort), [0, 1, 3, 4, 5, 7, 8, 11, 12]);
    }

    #[test]
    fn where_a_sailing_is_cancelled_the_sea_is_rough() {
        for day in (0..14).map(|it| Day::TODAY.plus(it)) {
            for it in sailings_on(day).iter().filter(|it| it.is_cancelled()) {
                let sea = along(&it.line, &super::super::stations::AREAS, day).unwrap().1;
                assert!(sea.wave_cm >= 210, "{}", it.id());
            }
        }
    }
}
