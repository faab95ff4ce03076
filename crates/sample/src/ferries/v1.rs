//! Version 1, deprecated: ports, a timetable and reservations; camel case, decimal texts, local times, no pages.

use serde_json::{Value, json};

use super::bookings::{self, BOOKINGS, Wish, passenger_cents};
use crate::upstream::{Answer, Ask, Problem, Reply, Routes};
use crate::world::{Day, HARBOURS, Harbour, Line, Sailing, clock_time, decimal, harbour, line, sailings_on};

/// The paths.
pub(crate) fn routes(at: &mut Routes) {
    at.get("/ports", list_ports);
    at.get("/ports/{code}", get_port);
    at.get("/timetable", get_timetable);
    at.get("/departures/{number}", get_departure);
    at.get("/prices", get_prices);
    at.get("/reservations", list_reservations);
    at.post("/reservations", create_reservation);
    at.get("/reservations/{number}", get_reservation);
    at.delete("/reservations/{number}", cancel_reservation);
}

#[expect(clippy::unnecessary_wraps, reason = "every handler gives an Answer")]
fn list_ports(_: &Ask) -> Answer {
    Ok(Reply::Shown(HARBOURS.iter().map(port_view).collect()))
}

fn get_port(ask: &Ask) -> Answer {
    let code = ask.part("code");
    harbour(code).map(|it| Reply::Shown(port_view(it))).ok_or_else(|| Problem::no("port", code))
}

fn get_timetable(ask: &Ask) -> Answer {
    let day = ask.day("day")?.unwrap_or(Day::TODAY);
    let kept = sailings_on(day)
        .into_iter()
        .filter(|it| ask.keeps("from", it.line.from.code) && ask.keeps("to", it.line.to.code));
    let departures: Vec<Value> = kept.map(|it| departure_view(&it)).collect();
    Ok(Reply::Shown(json!({ "day": day.iso(), "count": departures.len(), "departures": departures })))
}

fn get_departure(ask: &Ask) -> Answer {
    let number = ask.part("number");
    Sailing::find(number)
        .map(|it| Reply::Shown(departure_view(&it)))
        .ok_or_else(|| Problem::no("departure", number))
}

fn get_prices(ask: &Ask) -> Answer {
    let code = format!("{}-{}", ask.query("from").unwrap_or("PSE"), ask.query("to").unwrap_or("CAL"));
    let line = line(&code).ok_or_else(|| Problem::not_found(&format!("No line sails {code}.")))?;
    let prices: Vec<Value> = cheapest(line)
        .map(|it| {
            json!({
                "ship": it.ship.name,
                "adult": decimal(it.adult_cents()),
                "child": decimal(it.adult_cents() / 2),
                "car": it.vehicle_cents("car").map(decimal),
            })
        })
        .collect();
    Ok(Reply::Shown(
        json!({ "from": line.from.code, "to": line.to.code, "currency": "EUR", "prices": prices }),
    ))
}

/// One sailing per ship of a line, from the week that begins today.
fn cheapest(line: Line) -> impl Iterator<Item = Sailing> {
    line.ships().into_iter().filter_map(move |ship| {
        let mut week = (0..7).flat_map(move |days| line.sailings(Day::TODAY.plus(days)));
        week.find(|it| it.ship.code == ship.code)
    })
}

#[expect(clippy::unnecessary_wraps, reason = "every handler gives an Answer")]
fn list_reservations(ask: &Ask) -> Answer {
    Ok(Reply::Shown(BOOKINGS.all(ask).iter().map(reservation_view).collect()))
}

fn create_reservation(ask: &Ask) -> Answer {
    let mut form = ask.form()?;
    let number = form.text("departure", 40);
    let sailing = Sailing::find(&number);
    if sailing.is_none() && !number.is_empty() {
        form.wrong("departure", "is not a departure of ours");
    }
    let lead = form.text("leadName", 80);
    let adults = form.whole("adults", 1..=9);
    let children = form.optional_whole("children", 0..=8).unwrap_or_default();
    let email = form.email("email");
    let with_car = form.flag("car");
    form.done()?;
    let sailing = sailing.ok_or_else(|| Problem::no("departure", &number))?;
    let others = (2..=adults).map(|at| (format!("{lead}, adult {at}"), "adult"));
    let young = (1..=children).map(|at| (format!("{lead}, child {at}"), "child"));
    let passengers = std::iter::once((lead.clone(), "adult")).chain(others).chain(young).collect();
    let vehicle = with_car.then_some(("car", None));
    let booking = bookings::book(ask, &Wish { sailing, passengers, vehicle, email, note: None })?;
    let path = format!("{}/{}", ask.own_path(), booking["reference"].as_str().unwrap_or_default());
    Ok(Reply::Created(path, reservation_view(&booking)))
}

fn get_reservation(ask: &Ask) -> Answer {
    let number = ask.part("number");
    let it = BOOKINGS.find(ask, number).ok_or_else(|| Problem::no("reservation", number))?;
    Ok(Reply::Shown(reservation_view(&it)))
}

fn cancel_reservation(ask: &Ask) -> Answer {
    bookings::cancel(ask, ask.part("number"))?;
    Ok(Reply::Nothing)
}

fn port_view(it: &Harbour) -> Value {
    json!({ "code": it.code, "name": it.name, "island": it.coast, "lat": it.latitude, "lon": it.longitude })
}

fn departure_view(it: &Sailing) -> Value {
    json!({
        "number": it.id(),
        "from": it.line.from.code,
        "to": it.line.to.code,
        "day": it.day.iso(),
        "departure": clock_time(it.departs),
        "arrival": clock_time(it.arrives() % 1440),
        "arrivesNextDay": it.arrives() >= 1440,
        "ship": it.ship.name,
        "cancelled": it.is_cancelled(),
        "seats": it.seats_left(),
        "adultPrice": decimal(passenger_cents(it, "adult")),
        "remarks": it.reason().unwrap_or_default(),
    })
}

fn reservation_view(it: &Value) -> Value {
    let passengers = it["passengers"].as_array().map(Vec::as_slice).unwrap_or_default();
    let count = |kind: &str| passengers.iter().filter(|it| it["kind"] == kind).count();
    json!({
        "number": it["reference"],
        "departure": it["sailing"],
        "leadName": passengers.first().map(|it| it["name"].clone()),
        "adults": count("adult"),
        "children": count("child"),
        "infants": count("infant"),
        "car": it["vehicle"]["kind"] == "car",
        "email": it["contact_email"],
        "price": decimal(it["price"]["amount"].as_i64().unwrap_or_default()),
        "cancelled": it["status"] == "cancelled",
    })
}
