//! Version 1, deprecated: consignments in kilograms, zones with letters, one service.

use serde_json::{Value, json};

use super::points;
use super::store::{self, PARCELS, Wish};
use super::tariff;
use crate::upstream::{Answer, Ask, Problem, Reply, Routes};
use crate::world::{Harbour, decimal};

/// The letters of zones 1 to 3.
const ZONES: [&str; 3] = ["A", "B", "C"];

/// The weights up to which the printed tariff has a price, in kilograms.
const STEPS: [i64; 5] = [1, 3, 5, 10, 30];

/// The paths.
pub(crate) fn routes(at: &mut Routes) {
    at.get("/tariff", list_zones);
    at.get("/tariff/{zone}", get_zone);
    at.get("/depots", list_depots);
    at.get("/consignments", list_consignments);
    at.post("/consignments", create_consignment);
    at.get("/consignments/{number}", get_consignment);
    at.get("/consignments/{number}/history", get_history);
}

#[expect(clippy::unnecessary_wraps, reason = "every handler gives an Answer")]
fn list_zones(_: &Ask) -> Answer {
    Ok(Reply::Shown((1..=3).map(zone_view).collect()))
}

fn get_zone(ask: &Ask) -> Answer {
    let letter = ask.part("zone");
    let zone = (1..).zip(ZONES).find(|it| it.1 == letter).ok_or_else(|| Problem::no("zone", letter))?.0;
    Ok(Reply::Shown(zone_view(zone)))
}

#[expect(clippy::unnecessary_wraps, reason = "every handler gives an Answer")]
fn list_depots(_: &Ask) -> Answer {
    Ok(Reply::Shown(points::depots().map(depot_view).collect()))
}

#[expect(clippy::unnecessary_wraps, reason = "every handler gives an Answer")]
fn list_consignments(ask: &Ask) -> Answer {
    Ok(Reply::Shown(PARCELS.all(ask).iter().map(consignment_view).collect()))
}

fn create_consignment(ask: &Ask) -> Answer {
    let mut form = ask.form()?;
    let (from, to) = (form.text("from", 3), form.text("to", 3));
    let sender = form.text("sender", 80);
    let recipient = (form.text("recipient", 80), form.email("recipientEmail"));
    let kilograms = form.decimal("kilograms", 0.1..=30.0);
    form.done()?;
    store::way("standard", &from, &to, ["service", "from", "to"])?;
    let grams = whole_grams(kilograms);
    let (service, sides) = ("standard", [100, 100, 50]);
    let wish =
        Wish { service, from, to, sender, recipient, pickup_point: None, grams, sides, reference: None };
    let parcel = store::announce(ask, &wish)?;
    let path = format!("{}/{}", ask.own_path(), parcel["number"].as_str().unwrap_or_default());
    Ok(Reply::Created(path, consignment_view(&parcel)))
}

/// Kilograms within the range of the form, as whole grams.
fn whole_grams(kilograms: f64) -> i64 {
    format!("{:.0}", kilograms * 1000.0).parse().unwrap_or(1)
}

fn get_consignment(ask: &Ask) -> Answer {
    Ok(Reply::Shown(consignment_view(&parcel_of(ask)?)))
}

fn get_history(ask: &Ask) -> Answer {
    let history = store::events(&parcel_of(ask)?).into_iter().map(|it| {
        let at = it["at"].as_str().unwrap_or_default();
        json!({ "date": at.get(..10), "time": at.get(11..16), "port": it["harbour"], "text": it["message"] })
    });
    Ok(Reply::Shown(history.collect()))
}

fn parcel_of(ask: &Ask) -> Result<Value, Problem> {
    let number = ask.part("number");
    PARCELS.find(ask, number).ok_or_else(|| Problem::no("consignment", number))
}

fn zone_view(zone: i64) -> Value {
    let meaning = ["Same island.", "Where one line goes all the way.", "Where you change ships."];
    let at = usize::try_from(zone - 1).unwrap_or_default();
    let prices = STEPS.iter().map(|upto| {
        let cents = tariff::service("standard").map_or(0, |it| it.cents(zone, upto * 1_000));
        json!({ "upToKilograms": upto, "price": decimal(cents) })
    });
    json!({ "zone": ZONES[at], "meaning": meaning[at], "currency": "EUR", "prices": prices.collect::<Vec<_>>() })
}

fn depot_view(it: &Harbour) -> Value {
    json!({ "port": it.code, "name": it.name, "address": it.address })
}

fn consignment_view(it: &Value) -> Value {
    let grams = it["weight_grams"].as_i64().unwrap_or_default();
    json!({
        "number": it["number"],
        "from": it["from"],
        "to": it["to"],
        "sender": it["sender"],
        "recipient": it["recipient"]["name"],
        "kilograms": format!("{}.{:03}", grams / 1_000, grams % 1_000),
        "price": decimal(it["price"]["amount"].as_i64().unwrap_or_default()),
        "delivered": it["status"] == "delivered",
    })
}
