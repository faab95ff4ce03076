//! Version 3, beta: journeys with changes, offers that hold a price, orders, disruptions; cursors.

use serde_json::{Value, json};

use super::bookings::{VEHICLES, must_be_open};
use super::journeys::{Journey, journeys};
use crate::upstream::{Answer, Ask, Problem, Reply, Routes, Shelf, cursor_page, whoami};
use crate::world::{Day, HARBOURS, Harbour, NOW, Sailing, euros, harbour, sailings_on};

const OFFERS: Shelf = Shelf { name: "offers", key: "id", seeds: offer_seeds };
const ORDERS: Shelf = Shelf { name: "orders", key: "id", seeds: order_seeds };

/// How long an offer stands by the sample's clock: twenty minutes after it was made.
const OFFER_ENDS: &str = "2026-06-12T08:20:00+02:00";

/// The paths.
pub(crate) fn routes(at: &mut Routes) {
    at.get("/places", list_places);
    at.get("/places/{place}", get_place);
    at.get("/journeys", list_journeys);
    at.get("/journeys/{journey}", get_journey);
    at.post("/offers", create_offer);
    at.get("/offers/{offer}", get_offer);
    at.get("/orders", list_orders);
    at.post("/orders", create_order);
    at.get("/orders/{order}", get_order);
    at.patch("/orders/{order}", change_order);
    at.post("/orders/{order}/cancellation", cancel_order);
    at.get("/disruptions", list_disruptions);
    at.get("/disruptions/{disruption}", get_disruption);
    at.get("/whoami", whoami);
}

fn list_places(ask: &Ask) -> Answer {
    cursor_page(ask, HARBOURS.iter().map(place_view).collect())
}

fn get_place(ask: &Ask) -> Answer {
    let id = ask.part("place");
    harbour(id).map(|it| Reply::Shown(place_view(it))).ok_or_else(|| Problem::no("place", id))
}

fn list_journeys(ask: &Ask) -> Answer {
    let (from, to) = (ask.query("from").unwrap_or("PSE"), ask.query("to").unwrap_or("SRO"));
    for (name, code) in [("from", from), ("to", to)] {
        if harbour(code).is_none() {
            return Err(Problem::parameter(name, "must be the id of a place"));
        }
    }
    if from == to {
        return Err(Problem::parameter("to", "must be another place than from"));
    }
    let day = ask.day("date")?.unwrap_or(Day::TODAY);
    cursor_page(ask, journeys(from, to, day).iter().map(journey_view).collect())
}

fn get_journey(ask: &Ask) -> Answer {
    let id = ask.part("journey");
    Journey::find(id).map(|it| Reply::Shown(journey_view(&it))).ok_or_else(|| Problem::no("journey", id))
}

fn create_offer(ask: &Ask) -> Answer {
    let mut form = ask.form()?;
    let id = form.text("journey", 80);
    let journey = Journey::find(&id);
    if journey.is_none() && !id.is_empty() {
        form.wrong("journey", "is not a journey of ours");
    }
    let people = form.object("passengers", |it| {
        let (adults, children) =
            (it.whole("adults", 1..=9), it.optional_whole("children", 0..=8).unwrap_or(0));
        (adults, children, it.optional_whole("infants", 0..=4).unwrap_or(0))
    });
    let vehicle = form.has("vehicle").then(|| form.one_of("vehicle", &VEHICLES));
    form.done()?;
    let (Some(journey), Some(people)) = (journey, people) else { return Err(Problem::no("journey", &id)) };
    journey.0.iter().try_for_each(must_be_open)?;
    let items = items(&journey, people, vehicle)?;
    let id = format!("of_{}", ask.sandbox().next_code());
    let offer = offer(&id, &journey, people, &items);
    OFFERS.keep(ask, offer.clone());
    Ok(Reply::Created(format!("{}/{id}", ask.own_path()), offer))
}

/// The priced lines of an offer: text, count and cents of each.
type Items = Vec<(String, i64, i64)>;

fn items(journey: &Journey, people: (i64, i64, i64), vehicle: Option<&str>) -> Result<Items, Problem> {
    let (adults, children, infants) = people;
    if infants > adults {
        return Err(Problem::field("passengers.infants", "must not be more than the adults"));
    }
    let adult = journey.adult_cents();
    let mut items = vec![("Adult".to_owned(), adults, adult)];
    if children > 0 {
        items.push(("Child".to_owned(), children, adult / 2));
    }
    if infants > 0 {
        items.push(("Infant".to_owned(), infants, 0));
    }
    if let Some(kind) = vehicle {
        let refusal = || Problem::field("vehicle", "is not taken on every ship of this journey");
        let cents = journey.vehicle_cents(kind).ok_or_else(refusal)?;
        items.push((format!("Vehicle: {kind}"), 1, cents));
    }
    Ok(items)
}

fn offer(id: &str, journey: &Journey, people: (i64, i64, i64), items: &Items) -> Value {
    let lines = items.iter().map(|(text, count, cents)| {
        json!({ "text": text, "count": count, "each": euros(*cents), "total": euros(count * cents) })
    });
    json!({
        "id": id,
        "journey": journey.id(),
        "passengers": { "adults": people.0, "children": people.1, "infants": people.2 },
        "items": lines.collect::<Vec<_>>(),
        "total": euros(items.iter().map(|(_, count, cents)| count * cents).sum()),
        "expires_at": OFFER_ENDS,
    })
}

fn get_offer(ask: &Ask) -> Answer {
    let id = ask.part("offer");
    OFFERS.find(ask, id).map(Reply::Shown).ok_or_else(|| Problem::no("offer", id))
}

fn list_orders(ask: &Ask) -> Answer {
    let status = ask.choice("status", &["confirmed", "cancelled"])?;
    let kept = ORDERS.all(ask).into_iter().filter(|it| status.is_none_or(|status| it["status"] == status));
    cursor_page(ask, kept.collect())
}

fn create_order(ask: &Ask) -> Answer {
    let mut form = ask.form()?;
    let id = form.text("offer", 20);
    let offer = OFFERS.find(ask, &id);
    if offer.is_none() && !id.is_empty() {
        form.wrong("offer", "is not an offer made to you");
    }
    let contact = form.object("contact", |it| (it.text("name", 80), it.email("email")));
    form.done()?;
    let (Some(offer), Some(contact)) = (offer, contact) else { return Err(Problem::no("offer", &id)) };
    if ORDERS.all(ask).iter().any(|it| it["offer"] == offer["id"]) {
        let detail = format!("Offer {id} has been ordered before.");
        return Err(Problem::conflict("offer-used", "Offer already used", &detail));
    }
    let id = format!("or_{}", ask.sandbox().next_code());
    let order = order(&id, &offer, &contact, NOW);
    ORDERS.keep(ask, order.clone());
    Ok(Reply::Created(format!("{}/{id}", ask.own_path()), order))
}

fn order(id: &str, offer: &Value, contact: &(String, String), created_at: &str) -> Value {
    json!({
        "id": id,
        "status": "confirmed",
        "offer": offer["id"],
        "journey": offer["journey"],
        "passengers": offer["passengers"],
        "contact": { "name": contact.0, "email": contact.1 },
        "total": offer["total"],
        "created_at": created_at,
    })
}

fn get_order(ask: &Ask) -> Answer {
    Ok(Reply::Shown(order_of(ask)?))
}

fn change_order(ask: &Ask) -> Answer {
    let mut order = order_of(ask)?;
    let mut form = ask.form()?;
    let contact = form.object("contact", |it| (it.text("name", 80), it.email("email")));
    form.done()?;
    if let Some((name, email)) = contact {
        order["contact"] = json!({ "name": name, "email": email });
    }
    ORDERS.keep(ask, order.clone());
    Ok(Reply::Shown(order))
}

fn cancel_order(ask: &Ask) -> Answer {
    let mut order = order_of(ask)?;
    if order["status"] == "cancelled" {
        return Err(Problem::conflict(
            "already-cancelled",
            "Already cancelled",
            "This order has been cancelled before.",
        ));
    }
    order["status"] = json!("cancelled");
    ORDERS.keep(ask, order.clone());
    Ok(Reply::Shown(order))
}

fn order_of(ask: &Ask) -> Result<Value, Problem> {
    let id = ask.part("order");
    ORDERS.find(ask, id).ok_or_else(|| Problem::no("order", id))
}

fn list_disruptions(ask: &Ask) -> Answer {
    let effect = ask.choice("effect", &["late", "cancelled"])?;
    let days = [Day::TODAY, Day::TODAY.plus(1), Day::TODAY.plus(2)];
    let all = days.into_iter().flat_map(sailings_on).filter_map(|it| disruption_view(&it));
    cursor_page(ask, all.filter(|it| effect.is_none_or(|effect| it["effect"] == effect)).collect())
}

fn get_disruption(ask: &Ask) -> Answer {
    let id = ask.part("disruption");
    let found = id.strip_prefix("di_").and_then(Sailing::find).and_then(|it| disruption_view(&it));
    found.map(Reply::Shown).ok_or_else(|| Problem::no("disruption", id))
}

fn place_view(it: &Harbour) -> Value {
    json!({
        "id": it.code,
        "name": it.name,
        "coast": it.coast,
        "position": { "latitude": it.latitude, "longitude": it.longitude },
    })
}

fn journey_view(it: &Journey) -> Value {
    let (starts, ends) = it.span();
    let day = it.0.first().map_or(Day::TODAY, |it| it.day);
    let legs = it.0.iter().map(|leg| {
        json!({
            "sailing": leg.id(),
            "from": leg.line.from.code,
            "to": leg.line.to.code,
            "ship": leg.ship.name,
            "departs_at": leg.day.at(leg.departs),
            "arrives_at": leg.day.at(leg.arrives()),
            "status": leg.status(),
        })
    });
    json!({
        "id": it.id(),
        "departs_at": day.at(starts),
        "arrives_at": day.at(ends),
        "minutes": ends - starts,
        "changes": it.0.len() - 1,
        "legs": legs.collect::<Vec<_>>(),
        "from_price": euros(it.adult_cents()),
    })
}

fn disruption_view(it: &Sailing) -> Option<Value> {
    let late = it.late_minutes();
    let effect = if it.is_cancelled() { "cancelled" } else { "late" };
    (it.is_cancelled() || late > 0).then(|| {
        let swell = format!("Swell in the entrance of {}.", it.line.to.name);
        json!({
            "id": format!("di_{}", it.id()),
            "sailing": it.id(),
            "effect": effect,
            "minutes": (!it.is_cancelled()).then_some(late),
            "message": if it.is_cancelled() { swell } else { format!("Late arrival of {}.", it.ship.name) },
            "departs_at": it.day.at(it.departs),
        })
    })
}

fn offer_seeds() -> Vec<Value> {
    let seed = |id, journey, people, vehicle| {
        let journey = Journey::find(journey)?;
        Some(offer(id, &journey, people, &items(&journey, people, vehicle).ok()?))
    };
    let all = [
        seed("of_3NB8T6", "PSE-CAL-20260613-0730", (2, 1, 0), Some("car")),
        seed("of_9KX2VD", "PSE-CAL-20260615-0730.CAL-SRO-20260615-1240", (1, 0, 0), None),
    ];
    all.into_iter().flatten().collect()
}

fn order_seeds() -> Vec<Value> {
    let contact = ("Marlene Okafor".to_owned(), "marlene@okafor.example".to_owned());
    let offers = offer_seeds();
    let used = offers.iter().filter(|it| it["id"] == "of_9KX2VD");
    used.map(|it| order("or_6QW1ZP", it, &contact, "2026-06-10T16:20:00+02:00")).collect()
}
