//! Bookings as the first two versions share them: kept in the words of the second.

use serde_json::{Value, json};

use crate::upstream::{Ask, Problem, Shelf};
use crate::world::{NOW, Sailing, euros};

/// Where bookings are kept.
pub(super) const BOOKINGS: Shelf = Shelf { name: "bookings", key: "reference", seeds };

/// What a passenger can be.
pub(super) const KINDS: [&str; 3] = ["adult", "child", "infant"];

/// What a passenger can bring.
pub(super) const VEHICLES: [&str; 4] = ["bicycle", "motorcycle", "car", "camper"];

/// What somebody wants to book, in order and well formed.
pub(super) struct Wish {
    /// The sailing.
    pub(super) sailing: Sailing,
    /// Names and kinds.
    pub(super) passengers: Vec<(String, &'static str)>,
    /// Kind and number plate.
    pub(super) vehicle: Option<(&'static str, Option<String>)>,
    /// Where tickets go.
    pub(super) email: String,
    /// What the crew should know.
    pub(super) note: Option<String>,
}

/// Books, or says why not.
pub(super) fn book(ask: &Ask, wish: &Wish) -> Result<Value, Problem> {
    must_be_open(&wish.sailing)?;
    let count = |kind| wish.passengers.iter().filter(|it| it.1 == kind).count();
    if count("infant") > count("adult") {
        return Err(Problem::field("passengers", "must have an adult for each infant"));
    }
    if let Some((kind, _)) = wish.vehicle
        && wish.sailing.vehicle_cents(kind).is_none()
    {
        let ship = wish.sailing.ship.name;
        return Err(Problem::field("vehicle.kind", &format!("cannot be a {kind}: {ship} does not take one")));
    }
    let booking = booking(&format!("LB{}", ask.sandbox().next_code()), wish, NOW);
    BOOKINGS.keep(ask, booking.clone());
    Ok(booking)
}

/// Cancels a booking. A quarter of the price is kept, and all of it once the ship has left.
pub(super) fn cancel(ask: &Ask, reference: &str) -> Result<Value, Problem> {
    let mut booking = BOOKINGS.find(ask, reference).ok_or_else(|| Problem::no("booking", reference))?;
    if booking["status"] == "cancelled" {
        let detail = format!("Booking {reference} has been cancelled before.");
        return Err(Problem::conflict("already-cancelled", "Already cancelled", &detail));
    }
    booking["status"] = json!("cancelled");
    booking["cancelled_at"] = json!(NOW);
    BOOKINGS.keep(ask, booking.clone());
    Ok(booking)
}

/// What is kept of the price when a booking is cancelled now, in cents.
pub(super) fn fee_cents(booking: &Value) -> i64 {
    let price = booking["price"]["amount"].as_i64().unwrap_or_default();
    let left = booking["sailing"].as_str().and_then(Sailing::find).is_some_and(|it| it.has_departed());
    if left { price } else { price / 4 }
}

/// What a passenger pays, in cents: children half, infants nothing.
pub(super) fn passenger_cents(sailing: &Sailing, kind: &str) -> i64 {
    match kind {
        "adult" => sailing.adult_cents(),
        "child" => sailing.adult_cents() / 2,
        _ => 0,
    }
}

/// Refuses what has left or does not sail.
pub(super) fn must_be_open(sailing: &Sailing) -> Result<(), Problem> {
    let id = sailing.id();
    match sailing.status() {
        "cancelled" => Some(format!("Sailing {id} is cancelled.")),
        "departed" => Some(format!("Sailing {id} has left.")),
        _ => None,
    }
    .map_or(Ok(()), |detail| Err(Problem::conflict("sailing-closed", "Sailing not open", &detail)))
}

fn booking(reference: &str, wish: &Wish, created_at: &str) -> Value {
    let people: i64 = wish.passengers.iter().map(|(_, kind)| passenger_cents(&wish.sailing, kind)).sum();
    let vehicle =
        wish.vehicle.as_ref().and_then(|(kind, _)| wish.sailing.vehicle_cents(kind)).unwrap_or_default();
    let passengers: Vec<Value> =
        wish.passengers.iter().map(|(name, kind)| json!({ "name": name, "kind": kind })).collect();
    json!({
        "reference": reference,
        "status": "confirmed",
        "sailing": wish.sailing.id(),
        "passengers": passengers,
        "vehicle": wish.vehicle.as_ref().map(|(kind, plate)| json!({ "kind": kind, "plate": plate })),
        "price": euros(people + vehicle),
        "contact_email": wish.email,
        "note": wish.note,
        "boarding_closes_at": wish.sailing.day.at(wish.sailing.departs - 20),
        "created_at": created_at,
        "cancelled_at": null,
    })
}

fn seeds() -> Vec<Value> {
    let person = |name: &str, kind| (name.to_owned(), kind);
    let seed =
        |reference, sailing, passengers, vehicle: Option<(&'static str, &str)>, email: &str, created_at| {
            let vehicle = vehicle.map(|(kind, plate)| (kind, (!plate.is_empty()).then(|| plate.to_owned())));
            let email = email.to_owned();
            let wish = Wish { sailing: Sailing::find(sailing)?, passengers, vehicle, email, note: None };
            Some(booking(reference, &wish, created_at))
        };
    let mut cancelled = seed(
        "LB5D8QHW",
        "PSE-FUM-20260614-0845",
        vec![person("Teodoro Vass", "adult")],
        Some(("bicycle", "")),
        "teo@vass.example",
        "2026-05-30T22:48:00+02:00",
    );
    if let Some(it) = &mut cancelled {
        it["status"] = json!("cancelled");
        it["cancelled_at"] = json!("2026-06-02T09:14:00+02:00");
    }
    let family =
        vec![person("Nora Brandt", "adult"), person("Emil Brandt", "adult"), person("Ida Brandt", "child")];
    let all = [
        seed(
            "LB7K2MXA",
            "PSE-CAL-20260613-0730",
            family,
            Some(("car", "HB NB 412")),
            "nora@brandt.example",
            "2026-05-18T11:05:00+02:00",
        ),
        seed(
            "LB3F9TCE",
            "CAL-SRO-20260613-0900",
            vec![person("Ilaria Conti", "adult"), person("Pia Conti", "infant")],
            None,
            "ilaria@conti.example",
            "2026-06-01T18:31:00+02:00",
        ),
        cancelled,
        seed(
            "LB8W4RGN",
            "PSE-CAL-20260612-1015",
            vec![person("Jonas Adeyemi", "adult")],
            Some(("motorcycle", "FR 882 KQ")),
            "jonas@adeyemi.example",
            "2026-06-11T07:02:00+02:00",
        ),
    ];
    all.into_iter().flatten().collect()
}
