//! Version 2, the current one: sailings, fares and bookings; minor units, offsets, numbered pages.

use serde_json::{Value, json};

use super::bookings::{self, BOOKINGS, KINDS, VEHICLES, Wish, passenger_cents};
use crate::upstream::{Answer, Ask, Problem, Reply, Routes, page, whoami};
use crate::world::{
    Day, HARBOURS, Harbour, Line, SHIPS, Sailing, Ship, all_lines, euros, harbour, line, sailings_on, ship,
};

/// The paths.
pub(crate) fn routes(at: &mut Routes) {
    at.get("/harbours", list_harbours);
    at.get("/harbours/{code}", get_harbour);
    at.get("/lines", list_lines);
    at.get("/lines/{line}", get_line);
    at.get("/ships", list_ships);
    at.get("/ships/{code}", get_ship);
    at.get("/sailings", list_sailings);
    at.get("/sailings/{sailing}", get_sailing);
    at.get("/sailings/{sailing}/fares", get_fares);
    at.get("/bookings", list_bookings);
    at.post("/bookings", create_booking);
    at.get("/bookings/{reference}", get_booking);
    at.post("/bookings/{reference}/cancellation", cancel_booking);
    at.get("/whoami", whoami);
}

fn list_harbours(ask: &Ask) -> Answer {
    page(ask, HARBOURS.iter().map(harbour_view).collect())
}

fn get_harbour(ask: &Ask) -> Answer {
    let code = ask.part("code");
    let it = harbour(code).ok_or_else(|| Problem::no("harbour", code))?;
    Ok(Reply::Shown(harbour_view(it)))
}

fn list_lines(ask: &Ask) -> Answer {
    let kept = all_lines().filter(|it| ask.keeps("from", it.from.code) && ask.keeps("to", it.to.code));
    page(ask, kept.map(|it| line_view(&it)).collect())
}

fn get_line(ask: &Ask) -> Answer {
    let code = ask.part("line");
    let it = line(code).ok_or_else(|| Problem::no("line", code))?;
    Ok(Reply::Shown(line_view(&it)))
}

fn list_ships(ask: &Ask) -> Answer {
    let kind = ask.choice("kind", &["ferry", "fast_craft", "cargo"])?;
    let kept = SHIPS.iter().filter(|it| kind.is_none_or(|kind| kind == it.kind));
    page(ask, kept.map(ship_view).collect())
}

fn get_ship(ask: &Ask) -> Answer {
    let code = ask.part("code");
    let it = ship(code).ok_or_else(|| Problem::no("ship", code))?;
    Ok(Reply::Shown(ship_view(it)))
}

fn list_sailings(ask: &Ask) -> Answer {
    let day = ask.day("date")?.unwrap_or(Day::TODAY);
    let status = ask.choice("status", &["scheduled", "delayed", "cancelled", "departed"])?;
    let kept = sailings_on(day).into_iter().filter(|it| {
        ask.keeps("from", it.line.from.code)
            && ask.keeps("to", it.line.to.code)
            && ask.keeps("ship", it.ship.code)
            && status.is_none_or(|status| status == it.status())
    });
    page(ask, kept.map(|it| sailing_view(&it)).collect())
}

fn get_sailing(ask: &Ask) -> Answer {
    Ok(Reply::Shown(sailing_view(&sailing_of(ask)?)))
}

fn get_fares(ask: &Ask) -> Answer {
    let sailing = sailing_of(ask)?;
    let passengers =
        KINDS.iter().map(|kind| json!({ "kind": kind, "price": euros(passenger_cents(&sailing, kind)) }));
    let vehicles = VEHICLES
        .iter()
        .filter_map(|kind| Some(json!({ "kind": kind, "price": euros(sailing.vehicle_cents(kind)?) })));
    Ok(Reply::Shown(json!({
        "sailing": sailing.id(),
        "passengers": passengers.collect::<Vec<_>>(),
        "vehicles": vehicles.collect::<Vec<_>>(),
    })))
}

fn list_bookings(ask: &Ask) -> Answer {
    let status = ask.choice("status", &["confirmed", "cancelled"])?;
    let kept = BOOKINGS.all(ask).into_iter().filter(|it| {
        status.is_none_or(|status| it["status"] == status)
            && ask.keeps("sailing", it["sailing"].as_str().unwrap_or_default())
    });
    page(ask, kept.collect())
}

fn create_booking(ask: &Ask) -> Answer {
    let mut form = ask.form()?;
    let id = form.text("sailing", 40);
    let sailing = Sailing::find(&id);
    if sailing.is_none() && !id.is_empty() {
        form.wrong("sailing", "is not a sailing of ours");
    }
    let passengers = form.objects("passengers", 1..=9, |it| (it.text("name", 80), it.one_of("kind", &KINDS)));
    let vehicle =
        form.optional_object("vehicle", |it| (it.one_of("kind", &VEHICLES), it.optional_text("plate", 12)));
    let email = form.email("contact_email");
    let note = form.optional_text("note", 200);
    form.done()?;
    let sailing = sailing.ok_or_else(|| Problem::no("sailing", &id))?;
    let booking = bookings::book(ask, &Wish { sailing, passengers, vehicle, email, note })?;
    let path = format!("{}/{}", ask.own_path(), booking["reference"].as_str().unwrap_or_default());
    Ok(Reply::Created(path, booking))
}

fn get_booking(ask: &Ask) -> Answer {
    let reference = ask.part("reference");
    BOOKINGS.find(ask, reference).map(Reply::Shown).ok_or_else(|| Problem::no("booking", reference))
}

fn cancel_booking(ask: &Ask) -> Answer {
    let booking = bookings::cancel(ask, ask.part("reference"))?;
    let price = booking["price"]["amount"].as_i64().unwrap_or_default();
    let fee = bookings::fee_cents(&booking);
    Ok(Reply::Shown(json!({ "booking": booking, "fee": euros(fee), "refund": euros(price - fee) })))
}

fn sailing_of(ask: &Ask) -> Result<Sailing, Problem> {
    let id = ask.part("sailing");
    Sailing::find(id).ok_or_else(|| Problem::no("sailing", id))
}

fn harbour_view(it: &Harbour) -> Value {
    json!({
        "code": it.code,
        "name": it.name,
        "coast": it.coast,
        "address": it.address,
        "position": { "latitude": it.latitude, "longitude": it.longitude },
        "lines": all_lines().filter(|line| line.from.code == it.code).map(|line| line.code()).collect::<Vec<_>>(),
        "remark": it.remark,
    })
}

fn line_view(it: &Line) -> Value {
    let ships = it.ships();
    let quickest = ships.iter().map(|ship| it.minutes(ship)).min();
    json!({
        "code": it.code(),
        "name": it.name(),
        "from": it.from.code,
        "to": it.to.code,
        "nautical_miles": it.miles,
        "quickest_minutes": quickest,
        "ships": ships.iter().map(|ship| ship.code).collect::<Vec<_>>(),
    })
}

fn ship_view(it: &Ship) -> Value {
    json!({
        "code": it.code,
        "name": it.name,
        "kind": it.kind,
        "built": it.built,
        "passengers": it.passengers,
        "cars": it.cars,
        "length_cm": it.length_cm,
        "speed_knots": it.speed_kn,
        "remark": it.remark,
    })
}

fn sailing_view(it: &Sailing) -> Value {
    let late = it.late_minutes();
    json!({
        "id": it.id(),
        "line": it.line.code(),
        "from": it.line.from.code,
        "to": it.line.to.code,
        "ship": it.ship.code,
        "departs_at": it.day.at(it.departs),
        "arrives_at": it.day.at(it.arrives()),
        "expected_departure_at": it.day.at(it.departs + late),
        "status": it.status(),
        "delay_minutes": late,
        "reason": it.reason(),
        "seats_left": it.seats_left(),
        "cars_left": it.cars_left(),
        "adult_fare": euros(it.adult_cents()),
    })
}
