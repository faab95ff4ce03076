//! Parcels as the first two versions share them, and what happened to them.

use serde_json::{Value, json};

use super::{points, tariff};
use crate::upstream::{Ask, Problem, Shelf};
use crate::world::{Day, NOW, chance, euros, harbour, line};

/// Where parcels are kept.
pub(super) const PARCELS: Shelf = Shelf { name: "parcels", key: "number", seeds };

/// What a parcel can be, in order; the last is beside the way.
pub(super) const STATES: [&str; 6] =
    ["announced", "accepted", "at_sea", "at_depot", "delivered", "cancelled"];

/// What somebody wants to send, well formed.
pub(super) struct Wish {
    /// `economy`, `standard` or `express`.
    pub(super) service: &'static str,
    /// Harbours.
    pub(super) from: String,
    /// Harbours.
    pub(super) to: String,
    /// Who sends.
    pub(super) sender: String,
    /// Who receives: name and e-mail.
    pub(super) recipient: (String, String),
    /// Where it is handed out. The depot when not said.
    pub(super) pickup_point: Option<String>,
    /// Weight in grams.
    pub(super) grams: i64,
    /// Length, width and height in millimetres.
    pub(super) sides: [i64; 3],
    /// What the sender calls it.
    pub(super) reference: Option<String>,
}

/// Announces a parcel, or says which field is wrong.
pub(super) fn announce(ask: &Ask, wish: &Wish) -> Result<Value, Problem> {
    let number = format!("LP{}", ask.sandbox().next_code());
    let parcel = parcel(&number, wish, "announced", NOW)?;
    PARCELS.keep(ask, parcel.clone());
    Ok(parcel)
}

/// Cancels a parcel that has not been handed in.
pub(super) fn cancel(ask: &Ask, number: &str) -> Result<(), Problem> {
    let mut parcel = PARCELS.find(ask, number).ok_or_else(|| Problem::no("parcel", number))?;
    let state = parcel["status"].as_str().unwrap_or_default();
    if state != "announced" {
        let detail = format!(
            "Parcel {number} is {}; only an announced parcel can be cancelled.",
            state.replace('_', " ")
        );
        return Err(Problem::conflict("parcel-on-its-way", "Too late to cancel", &detail));
    }
    parcel["status"] = json!("cancelled");
    PARCELS.keep(ask, parcel);
    Ok(())
}

/// The zone of a way, the service fit for it, or the field that is wrong. The names are those of the caller's fields.
pub(super) fn way(service: &str, from: &str, to: &str, names: [&str; 3]) -> Result<(i64, i64), Problem> {
    let serves = |code: &str| harbour(code).filter(|it| it.has_depot);
    let from = serves(from).ok_or_else(|| Problem::field(names[1], "must be a harbour with a depot"))?;
    let to = serves(to).ok_or_else(|| Problem::field(names[2], "must be a harbour with a depot"))?;
    let zone = tariff::zone(from, to);
    let service = tariff::service(service).filter(|it| zone <= it.farthest);
    let service = service.ok_or_else(|| Problem::field(names[0], "does not go that far"))?;
    Ok((zone, service.days))
}

/// What happened to a parcel so far, oldest first.
pub(super) fn events(parcel: &Value) -> Vec<Value> {
    let text = |name: &str| parcel[name].as_str().unwrap_or_default();
    let (number, from, to) = (text("number"), text("from"), text("to"));
    let created_at = text("created_at");
    let day = created_at.get(..10).and_then(Day::parse).unwrap_or(Day::TODAY);
    let ship = line(&format!("{from}-{to}")).and_then(|it| it.ships().first().copied());
    let ship = ship.map_or("Pazienza", |it| it.name);
    let place = |code: &str| harbour(code).map_or("", |it| it.name);
    let point = points::find(text("pickup_point")).map_or("the depot", |it| it.name);
    let minute =
        |what: &str, least: i64, most: i64| least + chance(&format!("{what} {number}"), most - least);
    let happened = [
        ("announced", created_at.to_owned(), from, "Announced by the sender.".to_owned()),
        ("accepted", day.at(minute("in", 900, 1_080)), from, format!("Handed in at {}.", place(from))),
        ("at_sea", day.plus(1).at(450), from, format!("Loaded on {ship}.")),
        ("at_depot", day.plus(1).at(minute("depot", 840, 960)), to, format!("Unloaded at {}.", place(to))),
        ("delivered", day.plus(2).at(minute("out", 540, 720)), to, format!("Handed out at {point}.")),
    ];
    let status = text("status");
    let reached = STATES.iter().position(|it| *it == status).filter(|_| status != "cancelled").unwrap_or(0);
    let events = happened.into_iter().take(reached + 1).map(|(status, at, harbour, message)| {
        json!({ "status": status, "at": at, "harbour": harbour, "message": message })
    });
    let mut events: Vec<Value> = events.collect();
    if status == "cancelled" {
        events.push(
            json!({ "status": status, "at": NOW, "harbour": from, "message": "Cancelled by the sender." }),
        );
    }
    events
}

fn parcel(number: &str, wish: &Wish, status: &str, created_at: &str) -> Result<Value, Problem> {
    let (zone, days) = way(wish.service, &wish.from, &wish.to, ["service", "from", "to"])?;
    let point = match &wish.pickup_point {
        None => points::depot_of(&wish.to),
        Some(id) => points::find(id).filter(|it| it.harbour == wish.to),
    };
    let point = point
        .ok_or_else(|| Problem::field("pickup_point", "must be a pickup point at the harbour of arrival"))?;
    let billed = tariff::billed_grams(wish.grams, wish.sides);
    let cents = tariff::service(wish.service).map_or(0, |it| it.cents(zone, billed));
    let day = created_at.get(..10).and_then(Day::parse).unwrap_or(Day::TODAY);
    let [length, width, height] = wish.sides;
    Ok(json!({
        "number": number,
        "status": status,
        "service": wish.service,
        "from": wish.from,
        "to": wish.to,
        "sender": wish.sender,
        "recipient": { "name": wish.recipient.0, "email": wish.recipient.1 },
        "pickup_point": point.id,
        "weight_grams": wish.grams,
        "billed_grams": billed,
        "dimensions_mm": { "length": length, "width": width, "height": height },
        "reference": wish.reference,
        "price": euros(cents),
        "created_at": created_at,
        "expected_on": day.plus(days).iso(),
    }))
}

/// A parcel that lies in every sandbox.
struct Seed {
    number: &'static str,
    status: &'static str,
    service: &'static str,
    way: (&'static str, &'static str),
    sender: &'static str,
    recipient: (&'static str, &'static str),
    grams: i64,
    sides: [i64; 3],
    reference: Option<&'static str>,
    created_at: &'static str,
}

const SEEDS: [Seed; 5] = [
    Seed {
        number: "LP4T7QZD",
        status: "announced",
        service: "express",
        way: ("PSE", "CAL"),
        sender: "Officina Marra",
        recipient: ("Bar Sport", "rino@barsport.example"),
        grams: 340,
        sides: [160, 110, 50],
        reference: Some("espresso gasket"),
        created_at: "2026-06-12T07:41:00+02:00",
    },
    Seed {
        number: "LP9C2HVN",
        status: "at_sea",
        service: "standard",
        way: ("PSE", "FUM"),
        sender: "Osservatorio Nazionale",
        recipient: ("Osservatorio Fumo", "post@osservatorio.example"),
        grams: 12_400,
        sides: [520, 380, 310],
        reference: Some("OV-2216"),
        created_at: "2026-06-11T10:20:00+02:00",
    },
    Seed {
        number: "LP3J9SGT",
        status: "accepted",
        service: "economy",
        way: ("PSE", "GRI"),
        sender: "Vetri di Mare",
        recipient: ("Caffè del Faro", "faro@caffe.example"),
        grams: 6_700,
        sides: [450, 350, 300],
        reference: Some("glasses, again"),
        created_at: "2026-06-11T14:30:00+02:00",
    },
    Seed {
        number: "LP2X5KWB",
        status: "at_depot",
        service: "economy",
        way: ("SRO", "GRI"),
        sender: "Cordai & Figli",
        recipient: ("Cantiere Grifo", "magazzino@grifo.example"),
        grams: 9_100,
        sides: [400, 400, 250],
        reference: Some("40 m of 14 mm line"),
        created_at: "2026-06-10T15:02:00+02:00",
    },
    Seed {
        number: "LP6M8RYF",
        status: "delivered",
        service: "standard",
        way: ("CAL", "PSE"),
        sender: "Libreria Ultima",
        recipient: ("Hana Duarte", "hana@duarte.example"),
        grams: 2_150,
        sides: [310, 230, 90],
        reference: None,
        created_at: "2026-06-08T11:48:00+02:00",
    },
];

fn seeds() -> Vec<Value> {
    let wish = |it: &Seed| Wish {
        service: it.service,
        from: it.way.0.to_owned(),
        to: it.way.1.to_owned(),
        sender: it.sender.to_owned(),
        recipient: (it.recipient.0.to_owned(), it.recipient.1.to_owned()),
        pickup_point: None,
        grams: it.grams,
        sides: it.sides,
        reference: it.reference.map(str::to_owned),
    };
    SEEDS.iter().filter_map(|it| parcel(it.number, &wish(it), it.status, it.created_at).ok()).collect()
}
