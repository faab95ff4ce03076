//! Version 3, beta: shipments of several pieces, quotes, a timeline, and subscriptions to it; cursors.

use serde_json::{Value, json};

use super::points;
use super::store;
use super::tariff::{self, HEAVIEST, SERVICE_IDS, SERVICES};
use crate::upstream::{Answer, Ask, Form, Problem, Reply, Routes, Shelf, cursor_page};
use crate::world::{Day, NOW, euros};

const SHIPMENTS: Shelf = Shelf { name: "shipments", key: "id", seeds: shipment_seeds };
const SUBSCRIPTIONS: Shelf = Shelf { name: "subscriptions", key: "id", seeds: subscription_seeds };

/// What a subscription can be told of.
const EVENTS: [&str; 4] = ["shipment.accepted", "shipment.at_sea", "shipment.at_depot", "shipment.delivered"];

/// How long a depot keeps what it was asked to hold, in days.
const LONGEST_HOLD: i64 = 21;

/// The paths.
pub(crate) fn routes(at: &mut Routes) {
    at.get("/coverage", list_coverage);
    at.post("/quotes", get_quotes);
    at.get("/shipments", list_shipments);
    at.post("/shipments", create_shipment);
    at.get("/shipments/{shipment}", get_shipment);
    at.get("/shipments/{shipment}/pieces", list_pieces);
    at.get("/shipments/{shipment}/timeline", list_timeline);
    at.put("/shipments/{shipment}/hold", hold_shipment);
    at.get("/subscriptions", list_subscriptions);
    at.post("/subscriptions", create_subscription);
    at.get("/subscriptions/{subscription}", get_subscription);
    at.delete("/subscriptions/{subscription}", delete_subscription);
}

fn list_coverage(ask: &Ask) -> Answer {
    let service = ask.choice("service", &SERVICE_IDS)?;
    let mut ways = Vec::new();
    for from in points::depots() {
        for to in points::depots().filter(|it| it.code != from.code) {
            let zone = tariff::zone(from, to);
            let services: Vec<&str> =
                SERVICES.iter().filter(|it| zone <= it.farthest).map(|it| it.id).collect();
            let kept = ask.keeps("from", from.code) && ask.keeps("to", to.code);
            if kept && service.is_none_or(|it| services.contains(&it)) {
                ways.push(json!({ "from": from.code, "to": to.code, "zone": zone, "services": services }));
            }
        }
    }
    cursor_page(ask, ways)
}

fn get_quotes(ask: &Ask) -> Answer {
    let mut form = ask.form()?;
    let (from, to) = (form.text("from", 3), form.text("to", 3));
    let pieces = form.objects("pieces", 1..=20, |it| it.whole("weight_grams", 1..=HEAVIEST));
    form.done()?;
    let (zone, _) = store::way("standard", &from, &to, ["service", "from", "to"])?;
    let quotes = SERVICES.iter().filter(|it| zone <= it.farthest).map(|it| {
        json!({
            "service": it.id,
            "total": euros(pieces.iter().map(|grams| it.cents(zone, *grams)).sum()),
            "expected_on": it.arrives(Day::TODAY).iso(),
        })
    });
    Ok(Reply::Shown(json!({ "zone": zone, "pieces": pieces.len(), "quotes": quotes.collect::<Vec<_>>() })))
}

fn list_shipments(ask: &Ask) -> Answer {
    let status = ask.choice("status", &["announced", "accepted", "at_sea", "at_depot", "delivered"])?;
    let kept = SHIPMENTS.all(ask).into_iter().filter(|it| status.is_none_or(|status| it["status"] == status));
    cursor_page(ask, kept.map(without_pieces).collect())
}

fn create_shipment(ask: &Ask) -> Answer {
    let mut form = ask.form()?;
    let service = form.one_of("service", &SERVICE_IDS);
    let (from, to) = (form.text("from", 3), form.text("to", 3));
    let recipient =
        form.object("recipient", |it| (it.text("name", 80), it.email("email"))).unwrap_or_default();
    let pieces = form.objects("pieces", 1..=20, piece);
    form.done()?;
    let id = format!("sh_{}", ask.sandbox().next_code());
    let recipient = (recipient.0.as_str(), recipient.1.as_str());
    let shipment = shipment(&id, [service, &from, &to], recipient, &pieces, ("announced", NOW))?;
    SHIPMENTS.keep(ask, shipment.clone());
    Ok(Reply::Created(format!("{}/{id}", ask.own_path()), without_pieces(shipment)))
}

fn piece(form: &mut Form) -> (i64, String) {
    (form.whole("weight_grams", 1..=HEAVIEST), form.text("contents", 80))
}

fn shipment(
    id: &str,
    [service, from, to]: [&str; 3],
    recipient: (&str, &str),
    pieces: &[(i64, String)],
    (status, created_at): (&str, &str),
) -> Result<Value, Problem> {
    let (zone, days) = store::way(service, from, to, ["service", "from", "to"])?;
    let price = |grams| tariff::service(service).map_or(0, |it| it.cents(zone, grams));
    let day = created_at.get(..10).and_then(Day::parse).unwrap_or(Day::TODAY);
    let each = (1..).zip(pieces).map(|(at, (grams, contents))| {
        json!({
            "id": format!("{id}-{at}"),
            "weight_grams": grams,
            "contents": contents,
            "price": euros(price(*grams)),
            "barcode": format!("{}{at:02}", id.replace("sh_", "LS")),
        })
    });
    Ok(json!({
        "id": id,
        "status": status,
        "service": service,
        "from": from,
        "to": to,
        "recipient": { "name": recipient.0, "email": recipient.1 },
        "piece_count": pieces.len(),
        "weight_grams": pieces.iter().map(|it| it.0).sum::<i64>(),
        "total": euros(pieces.iter().map(|it| price(it.0)).sum()),
        "held_until": null,
        "created_at": created_at,
        "expected_on": day.plus(days).iso(),
        "pieces": each.collect::<Vec<_>>(),
    }))
}

fn get_shipment(ask: &Ask) -> Answer {
    Ok(Reply::Shown(without_pieces(shipment_of(ask)?)))
}

fn list_pieces(ask: &Ask) -> Answer {
    let mut shipment = shipment_of(ask)?;
    let pieces = shipment["pieces"].as_array_mut().map(std::mem::take).unwrap_or_default();
    cursor_page(ask, pieces)
}

fn list_timeline(ask: &Ask) -> Answer {
    let mut shipment = shipment_of(ask)?;
    shipment["number"] = shipment["id"].clone();
    let events = store::events(&shipment).into_iter().map(|it| {
        let event = format!("shipment.{}", it["status"].as_str().unwrap_or_default());
        json!({ "event": event, "at": it["at"], "place": it["harbour"], "message": it["message"] })
    });
    cursor_page(ask, events.collect())
}

fn hold_shipment(ask: &Ask) -> Answer {
    let mut shipment = shipment_of(ask)?;
    let mut form = ask.form()?;
    let until = form.day("until");
    form.done()?;
    if !(1..=LONGEST_HOLD).contains(&until.since(Day::TODAY)) {
        return Err(Problem::field("until", "must be one to twenty-one days from today"));
    }
    if shipment["status"] == "delivered" {
        let detail = "This shipment has been handed out. It is somebody else's to hold now.";
        return Err(Problem::conflict("already-delivered", "Already delivered", detail));
    }
    shipment["held_until"] = json!(until.iso());
    SHIPMENTS.keep(ask, shipment.clone());
    Ok(Reply::Shown(without_pieces(shipment)))
}

fn shipment_of(ask: &Ask) -> Result<Value, Problem> {
    let id = ask.part("shipment");
    SHIPMENTS.find(ask, id).ok_or_else(|| Problem::no("shipment", id))
}

fn without_pieces(mut shipment: Value) -> Value {
    if let Some(fields) = shipment.as_object_mut() {
        fields.shift_remove("pieces");
    }
    shipment
}

fn list_subscriptions(ask: &Ask) -> Answer {
    cursor_page(ask, SUBSCRIPTIONS.all(ask))
}

fn create_subscription(ask: &Ask) -> Answer {
    let mut form = ask.form()?;
    let event = form.one_of("event", &EVENTS);
    let url = form.text("url", 200);
    if !url.is_empty()
        && !url.strip_prefix("https://").is_some_and(|it| it.contains('.') && !it.contains(' '))
    {
        form.wrong("url", "must be an address that begins with https://");
    }
    form.done()?;
    let id = format!("su_{}", ask.sandbox().next_code());
    let subscription = subscription(&id, event, &url, NOW);
    SUBSCRIPTIONS.keep(ask, subscription.clone());
    Ok(Reply::Created(format!("{}/{id}", ask.own_path()), subscription))
}

fn get_subscription(ask: &Ask) -> Answer {
    let id = ask.part("subscription");
    SUBSCRIPTIONS.find(ask, id).map(Reply::Shown).ok_or_else(|| Problem::no("subscription", id))
}

fn delete_subscription(ask: &Ask) -> Answer {
    let id = ask.part("subscription");
    SUBSCRIPTIONS.find(ask, id).ok_or_else(|| Problem::no("subscription", id))?;
    SUBSCRIPTIONS.forget(ask, id);
    Ok(Reply::Nothing)
}

fn subscription(id: &str, event: &str, url: &str, created_at: &str) -> Value {
    json!({ "id": id, "event": event, "url": url, "created_at": created_at })
}

fn subscription_seeds() -> Vec<Value> {
    let url = "https://hooks.vetridimare.example/libeccio";
    vec![subscription("su_5PD3NC", "shipment.delivered", url, "2026-05-04T12:00:00+02:00")]
}

fn shipment_seeds() -> Vec<Value> {
    let piece = |grams, contents: &str| (grams, contents.to_owned());
    let glass = [
        piece(6_700, "Wine glasses"),
        piece(6_900, "Wine glasses"),
        piece(2_300, "Replacement wine glasses"),
    ];
    let books = [piece(14_000, "Books"), piece(11_200, "Books"), piece(450, "One very small book")];
    let all = [
        shipment(
            "sh_8V4GQM",
            ["economy", "PSE", "GRI"],
            ("Caffè del Faro", "faro@caffe.example"),
            &glass,
            ("at_sea", "2026-06-11T09:10:00+02:00"),
        ),
        shipment(
            "sh_2H7YTX",
            ["standard", "CAL", "SRO"],
            ("Biblioteca dei Cordai", "prestiti@cordai.example"),
            &books,
            ("delivered", "2026-06-03T13:25:00+02:00"),
        ),
    ];
    all.into_iter().flatten().collect()
}
