//! Version 1, open to all: what the buoys say now, the forecast of three days, warnings.

use serde_json::{Value, json};

use super::alerts::warnings;
use super::sea::{self, HOUR_NOW, beaufort};
use super::stations::{AREAS, Area, STATIONS, Station, area, station};
use crate::upstream::{Answer, Ask, Problem, Reply, Routes};
use crate::world::{Day, decimal};

/// The paths.
pub(crate) fn routes(at: &mut Routes) {
    at.get("/stations", list_stations);
    at.get("/stations/{station}", get_station);
    at.get("/stations/{station}/latest", get_latest);
    at.get("/forecasts", list_forecasts);
    at.get("/forecasts/{area}", get_forecast);
    at.get("/warnings", list_warnings);
}

#[expect(clippy::unnecessary_wraps, reason = "every handler gives an Answer")]
fn list_stations(_: &Ask) -> Answer {
    Ok(Reply::Shown(json!({ "stations": STATIONS.iter().map(station_view).collect::<Vec<_>>() })))
}

fn get_station(ask: &Ask) -> Answer {
    Ok(Reply::Shown(station_view(station_of(ask)?)))
}

fn get_latest(ask: &Ask) -> Answer {
    let station = station_of(ask)?;
    let area = area(station.area).ok_or_else(|| Problem::no("area", station.area))?;
    let it = sea::observation(station, area, Day::TODAY, HOUR_NOW);
    Ok(Reply::Shown(json!({
        "station": station.id,
        "measured_at": it["at"],
        "wind_knots": it["wind_knots"],
        "wind_from": it["wind_from"],
        "wave_metres": it["wave_height_cm"].as_i64().map(decimal),
        "water_celsius": it["water_celsius"],
    })))
}

#[expect(clippy::unnecessary_wraps, reason = "every handler gives an Answer")]
fn list_forecasts(_: &Ask) -> Answer {
    Ok(Reply::Shown(json!({ "forecasts": AREAS.iter().map(forecast_view).collect::<Vec<_>>() })))
}

fn get_forecast(ask: &Ask) -> Answer {
    let id = ask.part("area");
    area(id).map(|it| Reply::Shown(forecast_view(it))).ok_or_else(|| Problem::no("area", id))
}

#[expect(clippy::unnecessary_wraps, reason = "every handler gives an Answer")]
fn list_warnings(ask: &Ask) -> Answer {
    let kept = warnings().into_iter().filter(|it| ask.keeps("area", it["area"].as_str().unwrap_or_default()));
    let kept = kept.map(|it| json!({ "area": it["area"], "title": it["title"], "until": it["until"] }));
    Ok(Reply::Shown(json!({ "warnings": kept.collect::<Vec<_>>() })))
}

fn station_of(ask: &Ask) -> Result<&'static Station, Problem> {
    let id = ask.part("station");
    station(id).ok_or_else(|| Problem::no("station", id))
}

fn station_view(it: &Station) -> Value {
    json!({ "id": it.id, "name": it.name, "kind": it.kind, "latitude": it.latitude, "longitude": it.longitude })
}

fn forecast_view(area: &Area) -> Value {
    let days = (0..3).map(|it| {
        let day = Day::TODAY.plus(it);
        let sea = sea::sea(area, day);
        json!({
            "day": day.iso(),
            "beaufort": beaufort(sea.wind_knots),
            "wind_from": sea.direction,
            "wave_metres": decimal(sea.wave_cm),
            "text": sea::words(&sea),
        })
    });
    json!({ "area": area.id, "name": area.name, "days": days.collect::<Vec<_>>() })
}
