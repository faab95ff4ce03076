//! Version 2, the current one: services, rates, parcels with events and labels, pickup points.

use serde_json::{Value, json};

use super::points::{self, POINTS};
use super::store::{self, PARCELS, STATES, Wish};
use super::tariff::{self, HEAVIEST, LONGEST, SERVICE_IDS, SERVICES, Service};
use crate::upstream::{Answer, Ask, Form, Problem, Reply, Routes, page};
use crate::world::{Day, euros, harbour};

/// The paths.
pub(crate) fn routes(at: &mut Routes) {
    at.get("/services", list_services);
    at.get("/services/{service}", get_service);
    at.post("/rates", get_rates);
    at.get("/parcels", list_parcels);
    at.post("/parcels", announce_parcel);
    at.get("/parcels/{number}", get_parcel);
    at.delete("/parcels/{number}", cancel_parcel);
    at.get("/parcels/{number}/events", list_events);
    at.get("/parcels/{number}/label", get_label);
    at.get("/pickup-points", list_points);
    at.get("/pickup-points/{point}", get_point);
}

fn list_services(ask: &Ask) -> Answer {
    page(ask, SERVICES.iter().map(service_view).collect())
}

fn get_service(ask: &Ask) -> Answer {
    let id = ask.part("service");
    tariff::service(id).map(|it| Reply::Shown(service_view(it))).ok_or_else(|| Problem::no("service", id))
}

fn get_rates(ask: &Ask) -> Answer {
    let mut form = ask.form()?;
    let (from, to) = (form.text("from", 3), form.text("to", 3));
    let (grams, sides) = measures(&mut form);
    form.done()?;
    let (zone, _) = store::way("standard", &from, &to, ["service", "from", "to"])?;
    let billed = tariff::billed_grams(grams, sides);
    let rates = SERVICES.iter().filter(|it| zone <= it.farthest).map(|it| {
        json!({
            "service": it.id,
            "price": euros(it.cents(zone, billed)),
            "expected_on": it.arrives(Day::TODAY).iso(),
        })
    });
    let rates: Vec<Value> = rates.collect();
    Ok(Reply::Shown(json!({ "zone": zone, "billed_grams": billed, "rates": rates })))
}

fn list_parcels(ask: &Ask) -> Answer {
    let status = ask.choice("status", &STATES)?;
    let kept = PARCELS.all(ask).into_iter().filter(|it| {
        status.is_none_or(|status| it["status"] == status)
            && ask.keeps("from", it["from"].as_str().unwrap_or_default())
            && ask.keeps("to", it["to"].as_str().unwrap_or_default())
    });
    page(ask, kept.collect())
}

fn announce_parcel(ask: &Ask) -> Answer {
    let mut form = ask.form()?;
    let service = form.one_of("service", &SERVICE_IDS);
    let (from, to) = (form.text("from", 3), form.text("to", 3));
    let sender = form.text("sender", 80);
    let recipient =
        form.object("recipient", |it| (it.text("name", 80), it.email("email"))).unwrap_or_default();
    let pickup_point = form.optional_text("pickup_point", 40);
    let reference = form.optional_text("reference", 60);
    let (grams, sides) = measures(&mut form);
    form.done()?;
    let wish = Wish { service, from, to, sender, recipient, pickup_point, grams, sides, reference };
    let parcel = store::announce(ask, &wish)?;
    let path = format!("{}/{}", ask.own_path(), parcel["number"].as_str().unwrap_or_default());
    Ok(Reply::Created(path, parcel))
}

/// Weight and sides.
fn measures(form: &mut Form) -> (i64, [i64; 3]) {
    let grams = form.whole("weight_grams", 1..=HEAVIEST);
    let sides = form.object("dimensions_mm", |it| {
        [it.whole("length", 10..=LONGEST), it.whole("width", 10..=LONGEST), it.whole("height", 1..=LONGEST)]
    });
    (grams, sides.unwrap_or_default())
}

fn get_parcel(ask: &Ask) -> Answer {
    Ok(Reply::Shown(parcel_of(ask)?))
}

fn cancel_parcel(ask: &Ask) -> Answer {
    store::cancel(ask, ask.part("number"))?;
    Ok(Reply::Nothing)
}

fn list_events(ask: &Ask) -> Answer {
    page(ask, store::events(&parcel_of(ask)?))
}

fn get_label(ask: &Ask) -> Answer {
    let parcel = parcel_of(ask)?;
    let text = |name: &str| parcel[name].as_str().unwrap_or_default();
    let place = |code: &str| harbour(code).map_or("", |it| it.name);
    let name = parcel["recipient"]["name"].as_str().unwrap_or_default();
    let lines = [
        "^XA".to_owned(),
        "^CI28".to_owned(),
        format!("^FO40,40^A0N,40,40^FD{}^FS", printable(name)),
        format!("^FO40,100^A0N,60,60^FD{} {}^FS", text("to"), place(text("to"))),
        format!("^FO40,180^A0N,30,30^FD{} from {}^FS", text("service").to_uppercase(), place(text("from"))),
        format!("^FO40,240^BY3^BCN,120,Y,N,N^FD{}^FS", text("number")),
        "^XZ".to_owned(),
    ];
    Ok(Reply::Text("text/plain; charset=utf-8", lines.join("\n") + "\n"))
}

/// A text that a label printer does not take for a command.
fn printable(text: &str) -> String {
    text.replace(['^', '~'], " ")
}

fn parcel_of(ask: &Ask) -> Result<Value, Problem> {
    let number = ask.part("number");
    PARCELS.find(ask, number).ok_or_else(|| Problem::no("parcel", number))
}

fn list_points(ask: &Ask) -> Answer {
    let kind = ask.choice("kind", &["depot", "shop", "locker"])?;
    let sundays = ask.choice("open_on_sundays", &["true", "false"])?.map(|it| it == "true");
    let kept = POINTS.iter().filter(|it| {
        ask.keeps("harbour", it.harbour)
            && kind.is_none_or(|kind| kind == it.kind)
            && sundays.is_none_or(|sundays| sundays == it.sundays)
    });
    page(ask, kept.map(points::view).collect())
}

fn get_point(ask: &Ask) -> Answer {
    let id = ask.part("point");
    points::find(id).map(|it| Reply::Shown(points::view(it))).ok_or_else(|| Problem::no("pickup point", id))
}

fn service_view(it: &Service) -> Value {
    json!({
        "id": it.id,
        "name": it.name,
        "promise": it.promise,
        "days": it.days,
        "farthest_zone": it.farthest,
        "heaviest_grams": HEAVIEST,
        "longest_side_mm": LONGEST,
    })
}
