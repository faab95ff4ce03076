//! Warnings that hold, and alerts that applications asked for.

use serde_json::{Value, json};

use super::sea::{Sea, beaufort, sea};
use super::stations::{AREAS, Area};
use crate::upstream::Shelf;
use crate::world::Day;

/// Where alerts are kept.
pub(super) const ALERTS: Shelf = Shelf { name: "alerts", key: "id", seeds };

/// Warnings of the next three days: one for each area and day whose gusts reach Beaufort 7.
pub(super) fn warnings() -> Vec<Value> {
    let mut warnings = Vec::new();
    for day in (0..3).map(|it| Day::TODAY.plus(it)) {
        for area in &AREAS {
            let it = sea(area, day);
            if beaufort(it.gust_knots) >= 7 {
                warnings.push(warning(area, &it, day));
            }
        }
    }
    warnings
}

fn warning(area: &Area, sea: &Sea, day: Day) -> Value {
    let level = if beaufort(sea.gust_knots) >= 9 { "severe" } else { "moderate" };
    json!({
        "id": format!("{}-{}", area.id, day.compact()),
        "area": area.id,
        "level": level,
        "title": format!("Gusts of {} knots in {}", sea.gust_knots, area.name),
        "from": day.at(0),
        "until": day.at(1_439),
        "beaufort": beaufort(sea.gust_knots),
        "wave_height_cm": sea.wave_cm,
    })
}

/// An alert, in full.
pub(super) fn view(id: &str, area: &str, least_cm: i64, email: &str, created_at: &str) -> Value {
    json!({ "id": id, "area": area, "wave_height_cm": least_cm, "email": email, "created_at": created_at })
}

fn seeds() -> Vec<Value> {
    vec![view("al_4RM9KE", "south", 150, "barche@lampare.example", "2026-04-02T09:00:00+02:00")]
}
