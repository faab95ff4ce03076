//! Version 2, the current one: centimetres, ids for berths, requests that are answered with a berth.

use serde_json::{Value, json};

use super::berths::{self, Berth, berths_of};
use super::calls::{self, calls_on};
use super::notices::{NOTICES, SEVERITIES};
use super::requests::{self, EXTRAS, REQUESTS, Wish, is_imo};
use super::tides;
use crate::upstream::{Answer, Ask, Form, Problem, Reply, Routes, page};
use crate::world::{Day, HARBOURS, Harbour, harbour};

/// The paths.
pub(crate) fn routes(at: &mut Routes) {
    at.get("/harbours", list_harbours);
    at.get("/harbours/{code}", get_harbour);
    at.get("/harbours/{code}/tides", list_tides);
    at.get("/berths", list_berths);
    at.get("/berths/{berth}", get_berth);
    at.get("/port-calls", list_calls);
    at.get("/port-calls/{call}", get_call);
    at.get("/notices", list_notices);
    at.get("/notices/{notice}", get_notice);
    at.get("/berth-requests", list_requests);
    at.post("/berth-requests", create_request);
    at.get("/berth-requests/{request}", get_request);
    at.delete("/berth-requests/{request}", withdraw_request);
}

fn list_harbours(ask: &Ask) -> Answer {
    page(ask, HARBOURS.iter().map(harbour_view).collect())
}

fn get_harbour(ask: &Ask) -> Answer {
    Ok(Reply::Shown(harbour_view(harbour_of(ask)?)))
}

fn list_tides(ask: &Ask) -> Answer {
    let harbour = harbour_of(ask)?;
    let day = ask.day("date")?.unwrap_or(Day::TODAY);
    page(ask, tides::turns(harbour, day).iter().map(|it| tides::view(it, day)).collect())
}

fn list_berths(ask: &Ask) -> Answer {
    let length = ask.number("min_length_cm", 1..=100_000)?.unwrap_or_default();
    let draught = ask.number("draught_cm", 1..=3_000)?.unwrap_or_default();
    let kept = berths::all().filter(|it| ask.keeps("harbour", it.harbour.code) && it.fits(length, draught));
    page(ask, kept.map(|it| berth_view(&it)).collect())
}

fn get_berth(ask: &Ask) -> Answer {
    let id = ask.part("berth");
    berths::find(id).map(|it| Reply::Shown(berth_view(&it))).ok_or_else(|| Problem::no("berth", id))
}

fn list_calls(ask: &Ask) -> Answer {
    let day = ask.day("date")?.unwrap_or(Day::TODAY);
    let status = ask.choice("status", &calls::STATES)?;
    let kept = calls_on(day).into_iter().filter(|it| {
        ask.keeps("harbour", it.arrival.line.to.code) && status.is_none_or(|status| status == it.status())
    });
    page(ask, kept.map(|it| it.view()).collect())
}

fn get_call(ask: &Ask) -> Answer {
    let id = ask.part("call");
    calls::find(id).map(|it| Reply::Shown(it.view())).ok_or_else(|| Problem::no("port call", id))
}

fn list_notices(ask: &Ask) -> Answer {
    let severity = ask.choice("severity", &SEVERITIES)?;
    let day = ask.day("date")?;
    let kept = NOTICES.iter().filter(|it| {
        it.harbour.is_none_or(|code| ask.keeps("harbour", code))
            && severity.is_none_or(|severity| severity == it.severity)
            && day.is_none_or(|day| it.holds_on(day))
    });
    page(ask, kept.map(super::notices::Notice::view).collect())
}

fn get_notice(ask: &Ask) -> Answer {
    let id = ask.part("notice");
    let notice = NOTICES.iter().find(|it| it.id == id);
    notice.map(|it| Reply::Shown(it.view())).ok_or_else(|| Problem::no("notice", id))
}

fn list_requests(ask: &Ask) -> Answer {
    let status = ask.choice("status", &["received", "assigned", "withdrawn"])?;
    let kept = REQUESTS.all(ask).into_iter().filter(|it| {
        status.is_none_or(|status| it["status"] == status)
            && ask.keeps("harbour", it["harbour"].as_str().unwrap_or_default())
    });
    page(ask, kept.collect())
}

fn create_request(ask: &Ask) -> Answer {
    let mut form = ask.form()?;
    let harbour = form.text("harbour", 3);
    let vessel = form.object("vessel", read_vessel);
    let days = (form.day("arrives_on"), form.day("leaves_on"));
    let extras = EXTRAS.into_iter().filter(|it| form.flag(it)).collect();
    let agent_email = form.email("agent_email");
    form.done()?;
    let Some((name, imo, length_cm, draught_cm)) = vessel else {
        return Err(Problem::field("vessel", "is required"));
    };
    let wish = Wish { harbour, vessel: (name, imo), length_cm, draught_cm, days, extras, agent_email };
    let names = ["harbour", "vessel.length_cm", "vessel.draught_cm", "leaves_on"];
    let request = requests::request(ask, &wish, names)?;
    let path = format!("{}/{}", ask.own_path(), request["id"].as_str().unwrap_or_default());
    Ok(Reply::Created(path, request))
}

/// Name, IMO number, length and draught.
fn read_vessel(form: &mut Form) -> (String, Option<String>, i64, i64) {
    let imo = form.optional_text("imo", 7);
    if imo.as_deref().is_some_and(|it| !is_imo(it)) {
        form.wrong("imo", "is not an IMO number");
    }
    let (length, draught) = (form.whole("length_cm", 300..=40_000), form.whole("draught_cm", 20..=2_000));
    (form.text("name", 60), imo, length, draught)
}

fn get_request(ask: &Ask) -> Answer {
    let id = ask.part("request");
    REQUESTS.find(ask, id).map(Reply::Shown).ok_or_else(|| Problem::no("berth request", id))
}

fn withdraw_request(ask: &Ask) -> Answer {
    requests::withdraw(ask, ask.part("request"))?;
    Ok(Reply::Nothing)
}

fn harbour_of(ask: &Ask) -> Result<&'static Harbour, Problem> {
    let code = ask.part("code");
    harbour(code).ok_or_else(|| Problem::no("harbour", code))
}

fn harbour_view(it: &'static Harbour) -> Value {
    let longest = berths_of(it).map(|it| it.length_cm).max();
    json!({
        "code": it.code,
        "name": it.name,
        "coast": it.coast,
        "position": { "latitude": it.latitude, "longitude": it.longitude },
        "berths": it.berths,
        "longest_berth_cm": longest,
        "deepest_berth_cm": it.depth_cm,
        "vhf_channel": 14,
        "remark": it.remark,
    })
}

fn berth_view(it: &Berth) -> Value {
    json!({
        "id": it.id(),
        "harbour": it.harbour.code,
        "length_cm": it.length_cm,
        "depth_cm": it.depth_cm,
        "has_ramp": it.has_ramp(),
        "has_shore_power": it.has_shore_power(),
    })
}
