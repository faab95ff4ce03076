//! Version 1, deprecated: metres, and announcements that are requests for a berth under another name.

use serde_json::{Value, json};

use super::berths::{Berth, berths_of};
use super::calls::calls_on;
use super::requests::{self, REQUESTS, Wish};
use super::tides;
use crate::upstream::{Answer, Ask, Problem, Reply, Routes};
use crate::world::{Day, HARBOURS, Harbour, clock_time, decimal, harbour};

/// The paths.
pub(crate) fn routes(at: &mut Routes) {
    at.get("/harbours", list_harbours);
    at.get("/harbours/{code}", get_harbour);
    at.get("/harbours/{code}/berths", list_berths);
    at.get("/harbours/{code}/tides", list_tides);
    at.get("/arrivals", list_arrivals);
    at.get("/announcements", list_announcements);
    at.post("/announcements", create_announcement);
    at.get("/announcements/{number}", get_announcement);
}

#[expect(clippy::unnecessary_wraps, reason = "every handler gives an Answer")]
fn list_harbours(_: &Ask) -> Answer {
    Ok(Reply::Shown(HARBOURS.iter().map(harbour_view).collect()))
}

fn get_harbour(ask: &Ask) -> Answer {
    Ok(Reply::Shown(harbour_view(harbour_of(ask)?)))
}

fn list_berths(ask: &Ask) -> Answer {
    Ok(Reply::Shown(berths_of(harbour_of(ask)?).map(|it| berth_view(&it)).collect()))
}

fn list_tides(ask: &Ask) -> Answer {
    let harbour = harbour_of(ask)?;
    let day = ask.day("day")?.unwrap_or(Day::TODAY);
    let turns = tides::turns(harbour, day).into_iter().map(|it| {
        let water = if it.is_high { "HW" } else { "LW" };
        json!({ "time": clock_time(it.minutes), "water": water, "metres": decimal(it.height_cm) })
    });
    Ok(Reply::Shown(json!({ "harbour": harbour.code, "day": day.iso(), "turns": turns.collect::<Vec<_>>() })))
}

fn list_arrivals(ask: &Ask) -> Answer {
    let day = ask.day("day")?.unwrap_or(Day::TODAY);
    let kept = calls_on(day).into_iter().filter(|it| ask.keeps("harbour", it.arrival.line.to.code));
    let arrivals = kept.map(|it| {
        json!({
            "harbour": it.arrival.line.to.code,
            "time": clock_time(it.arrival.arrives() % 1440),
            "ship": it.arrival.ship.name,
            "from": it.arrival.line.from.name,
            "berth": it.berth().map(|it| it.number),
            "cancelled": it.arrival.is_cancelled(),
        })
    });
    Ok(Reply::Shown(arrivals.collect()))
}

#[expect(clippy::unnecessary_wraps, reason = "every handler gives an Answer")]
fn list_announcements(ask: &Ask) -> Answer {
    Ok(Reply::Shown(REQUESTS.all(ask).iter().map(announcement_view).collect()))
}

fn create_announcement(ask: &Ask) -> Answer {
    let mut form = ask.form()?;
    let harbour = form.text("harbour", 3);
    let vessel = (form.text("ship", 60), None);
    let length_cm = centimetres(form.decimal("lengthMetres", 3.0..=400.0));
    let draught_cm = centimetres(form.decimal("draughtMetres", 0.2..=20.0));
    let arrives = form.day("day");
    let nights = form.optional_whole("nights", 0..=30).unwrap_or_default();
    let agent_email = form.email("email");
    form.done()?;
    let days = (arrives, arrives.plus(nights));
    let wish = Wish { harbour, vessel, length_cm, draught_cm, days, extras: Vec::new(), agent_email };
    let request = requests::request(ask, &wish, ["harbour", "lengthMetres", "draughtMetres", "nights"])?;
    let path = format!("{}/{}", ask.own_path(), request["id"].as_str().unwrap_or_default());
    Ok(Reply::Created(path, announcement_view(&request)))
}

/// Metres within the range of the form, as whole centimetres.
fn centimetres(metres: f64) -> i64 {
    format!("{:.0}", metres * 100.0).parse().unwrap_or_default()
}

fn get_announcement(ask: &Ask) -> Answer {
    let number = ask.part("number");
    let it = REQUESTS.find(ask, number).ok_or_else(|| Problem::no("announcement", number))?;
    Ok(Reply::Shown(announcement_view(&it)))
}

fn harbour_of(ask: &Ask) -> Result<&'static Harbour, Problem> {
    let code = ask.part("code");
    harbour(code).ok_or_else(|| Problem::no("harbour", code))
}

fn harbour_view(it: &Harbour) -> Value {
    json!({
        "code": it.code,
        "name": it.name,
        "island": it.coast,
        "berths": it.berths,
        "depthMetres": decimal(it.depth_cm),
    })
}

fn berth_view(it: &Berth) -> Value {
    json!({
        "number": it.number,
        "lengthMetres": decimal(it.length_cm),
        "depthMetres": decimal(it.depth_cm),
        "ramp": it.has_ramp(),
    })
}

fn announcement_view(it: &Value) -> Value {
    let metres = |name: &str| decimal(it["vessel"][name].as_i64().unwrap_or_default());
    json!({
        "number": it["id"],
        "harbour": it["harbour"],
        "ship": it["vessel"]["name"],
        "lengthMetres": metres("length_cm"),
        "draughtMetres": metres("draught_cm"),
        "day": it["arrives_on"],
        "state": it["status"],
        "fee": decimal(it["fee"]["amount"].as_i64().unwrap_or_default()),
    })
}
