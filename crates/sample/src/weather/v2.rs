//! Version 2, with a key: hourly observations, forecasts of any day, comfort on board, alerts.

use serde_json::{Value, json};

use super::alerts::{self, ALERTS, warnings};
use super::sea::{self, HOUR_NOW, beaufort};
use super::stations::{AREAS, Area, STATIONS, Station, area, station};
use crate::upstream::{Answer, Ask, Problem, Reply, Routes, page};
use crate::world::{Day, NOW, line};

/// The names of the areas.
const AREA_IDS: [&str; 3] = ["channel", "north", "south"];

/// How many days the forecast looks ahead.
const FARTHEST: i64 = 10;

/// The paths.
pub(crate) fn routes(at: &mut Routes) {
    at.get("/stations", list_stations);
    at.get("/stations/{station}", get_station);
    at.get("/stations/{station}/observations", list_observations);
    at.get("/areas", list_areas);
    at.get("/areas/{area}/forecast", get_forecast);
    at.get("/lines/{line}/comfort", get_comfort);
    at.get("/warnings", list_warnings);
    at.get("/warnings/{warning}", get_warning);
    at.get("/alerts", list_alerts);
    at.post("/alerts", create_alert);
    at.get("/alerts/{alert}", get_alert);
    at.delete("/alerts/{alert}", delete_alert);
}

fn list_stations(ask: &Ask) -> Answer {
    let kind = ask.choice("kind", &["buoy", "mast"])?;
    let area = ask.choice("area", &AREA_IDS)?;
    let kept = STATIONS
        .iter()
        .filter(|it| kind.is_none_or(|kind| kind == it.kind) && area.is_none_or(|area| area == it.area));
    page(ask, kept.map(station_view).collect())
}

fn get_station(ask: &Ask) -> Answer {
    Ok(Reply::Shown(station_view(station_of(ask)?)))
}

fn list_observations(ask: &Ask) -> Answer {
    let station = station_of(ask)?;
    let area = area(station.area).ok_or_else(|| Problem::no("area", station.area))?;
    let hours = ask.number("hours", 1..=168)?.unwrap_or(24);
    let each = (0..hours).map(|ago| {
        let hour = HOUR_NOW - ago;
        sea::observation(station, area, Day::TODAY.plus(hour.div_euclid(24)), hour.rem_euclid(24))
    });
    page(ask, each.collect())
}

fn list_areas(ask: &Ask) -> Answer {
    let view = |it: &Area| json!({ "id": it.id, "name": it.name, "harbours": it.harbours });
    page(ask, AREAS.iter().map(view).collect())
}

fn get_forecast(ask: &Ask) -> Answer {
    let id = ask.part("area");
    let area = area(id).ok_or_else(|| Problem::no("area", id))?;
    let days = ask.number("days", 1..=FARTHEST)?.unwrap_or(3);
    let days = (0..days).map(|it| {
        let day = Day::TODAY.plus(it);
        let sea = sea::sea(area, day);
        json!({
            "date": day.iso(),
            "wind_knots": sea.wind_knots,
            "gust_knots": sea.gust_knots,
            "wind_from": sea.direction,
            "beaufort": beaufort(sea.wind_knots),
            "wave_height_cm": sea.wave_cm,
            "air_celsius": sea.air_celsius,
            "summary": sea::words(&sea),
        })
    });
    Ok(Reply::Shown(json!({ "area": area.id, "issued_at": NOW, "days": days.collect::<Vec<_>>() })))
}

fn get_comfort(ask: &Ask) -> Answer {
    let code = ask.part("line");
    let line = line(code).ok_or_else(|| Problem::no("line", code))?;
    let day = ask.day("date")?.unwrap_or(Day::TODAY);
    if !(0..FARTHEST).contains(&day.since(Day::TODAY)) {
        return Err(Problem::parameter("date", "must be within ten days from today"));
    }
    let (area, sea) = sea::along(&line, &AREAS, day).ok_or_else(|| Problem::no("line", code))?;
    let ships = line.ships().into_iter().map(|ship| {
        let comfort = sea::comfort(&sea, ship);
        json!({ "ship": ship.code, "name": ship.name, "comfort": comfort, "breakfast": sea::breakfast(comfort) })
    });
    Ok(Reply::Shown(json!({
        "line": line.code(),
        "date": day.iso(),
        "roughest_area": area.id,
        "wave_height_cm": sea.wave_cm,
        "ships": ships.collect::<Vec<_>>(),
    })))
}

fn list_warnings(ask: &Ask) -> Answer {
    let (area, level) = (ask.choice("area", &AREA_IDS)?, ask.choice("level", &["moderate", "severe"])?);
    let kept = warnings().into_iter().filter(|it| {
        area.is_none_or(|area| it["area"] == area) && level.is_none_or(|level| it["level"] == level)
    });
    page(ask, kept.collect())
}

fn get_warning(ask: &Ask) -> Answer {
    let id = ask.part("warning");
    let found = warnings().into_iter().find(|it| it["id"] == id);
    found.map(Reply::Shown).ok_or_else(|| Problem::no("warning", id))
}

fn list_alerts(ask: &Ask) -> Answer {
    page(ask, ALERTS.all(ask))
}

fn create_alert(ask: &Ask) -> Answer {
    let mut form = ask.form()?;
    let area = form.one_of("area", &AREA_IDS);
    let least_cm = form.whole("wave_height_cm", 50..=600);
    let email = form.email("email");
    form.done()?;
    let id = format!("al_{}", ask.sandbox().next_code());
    let alert = alerts::view(&id, area, least_cm, &email, NOW);
    ALERTS.keep(ask, alert.clone());
    Ok(Reply::Created(format!("{}/{id}", ask.own_path()), alert))
}

fn get_alert(ask: &Ask) -> Answer {
    let id = ask.part("alert");
    ALERTS.find(ask, id).map(Reply::Shown).ok_or_else(|| Problem::no("alert", id))
}

fn delete_alert(ask: &Ask) -> Answer {
    let id = ask.part("alert");
    ALERTS.find(ask, id).ok_or_else(|| Problem::no("alert", id))?;
    ALERTS.forget(ask, id);
    Ok(Reply::Nothing)
}

fn station_of(ask: &Ask) -> Result<&'static Station, Problem> {
    let id = ask.part("station");
    station(id).ok_or_else(|| Problem::no("station", id))
}

fn station_view(it: &Station) -> Value {
    json!({
        "id": it.id,
        "name": it.name,
        "kind": it.kind,
        "area": it.area,
        "position": { "latitude": it.latitude, "longitude": it.longitude },
        "remark": it.remark,
    })
}
