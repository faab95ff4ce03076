//! Requests for a berth. Kept in the words of the second version.

use serde_json::{Value, json};

use super::berths::{Berth, berths_of};
use super::notices::NOTICES;
use crate::upstream::{Ask, Problem, Shelf};
use crate::world::{Day, NOW, euros, harbour};

/// Where requests are kept.
pub(super) const REQUESTS: Shelf = Shelf { name: "berth-requests", key: "id", seeds };

/// What can be asked for besides a berth.
pub(super) const EXTRAS: [&str; 4] = ["pilot", "tug", "fresh_water", "waste"];

/// What a metre of ship pays each night, in cents.
const METRE_NIGHT_CENTS: i64 = 180;

/// What somebody asks for, well formed.
pub(super) struct Wish {
    /// Harbour code.
    pub(super) harbour: String,
    /// Name and IMO number.
    pub(super) vessel: (String, Option<String>),
    /// Centimetres.
    pub(super) length_cm: i64,
    /// Centimetres.
    pub(super) draught_cm: i64,
    /// First day and last day.
    pub(super) days: (Day, Day),
    /// Some of the extras.
    pub(super) extras: Vec<&'static str>,
    /// Who is told.
    pub(super) agent_email: String,
}

/// Assigns a berth, or says why not. The names are those of the caller's fields: harbour, length, draught, last day.
pub(super) fn request(ask: &Ask, wish: &Wish, names: [&str; 4]) -> Result<Value, Problem> {
    let code = wish.harbour.as_str();
    let Some(place) = harbour(code) else { return Err(Problem::field(names[0], "is not a harbour of ours")) };
    let nights = wish.days.1.since(wish.days.0);
    if !(0..=30).contains(&nights) {
        return Err(Problem::field(
            names[3],
            "must be at most thirty days after the arrival, and not before it",
        ));
    }
    if wish.days.0 < Day::TODAY {
        return Err(Problem::field("arrives_on", "must not be in the past"));
    }
    let mut days = (0..=nights).map(|it| wish.days.0.plus(it));
    let closes = |it: &&super::notices::Notice, day| {
        it.severity == "closure" && it.harbour == Some(code) && it.holds_on(day)
    };
    if let Some(notice) = days.find_map(|day| NOTICES.iter().find(|it| closes(it, day))) {
        let detail = format!("{} is closed by notice {}.", place.name, notice.id);
        return Err(Problem::conflict("harbour-closed", "Harbour closed", &detail));
    }
    if berths_of(place).all(|it| it.length_cm < wish.length_cm) {
        return Err(Problem::field(names[1], "is more than the longest berth of this harbour"));
    }
    let Some(berth) = berths_of(place).filter(|it| it.fits(wish.length_cm, wish.draught_cm)).last() else {
        return Err(Problem::field(names[2], "needs more water than a berth of this length has at low tide"));
    };
    let request = view(&format!("BR{}", ask.sandbox().next_code()), wish, "assigned", Some(berth), NOW);
    REQUESTS.keep(ask, request.clone());
    Ok(request)
}

/// Withdraws a request.
pub(super) fn withdraw(ask: &Ask, id: &str) -> Result<(), Problem> {
    let mut request = REQUESTS.find(ask, id).ok_or_else(|| Problem::no("berth request", id))?;
    if request["status"] == "withdrawn" {
        return Err(Problem::conflict(
            "already-withdrawn",
            "Already withdrawn",
            "It has been withdrawn before.",
        ));
    }
    request["status"] = json!("withdrawn");
    request["berth"] = Value::Null;
    REQUESTS.keep(ask, request);
    Ok(())
}

/// Whether seven digits are an IMO number: the last is the last digit of the sum of the others, weighed 7 to 2.
pub(super) fn is_imo(text: &str) -> bool {
    let digits: Option<Vec<u32>> = text.chars().map(|it| it.to_digit(10)).collect();
    let Some(digits) = digits.filter(|it| it.len() == 7) else { return false };
    let sum: u32 = digits.iter().take(6).zip((2..=7).rev()).map(|(digit, weight)| digit * weight).sum();
    digits.last() == Some(&(sum % 10))
}

fn view(id: &str, wish: &Wish, status: &str, berth: Option<Berth>, created_at: &str) -> Value {
    let nights = wish.days.1.since(wish.days.0).max(1);
    json!({
        "id": id,
        "status": status,
        "harbour": wish.harbour,
        "berth": berth.map(|it| it.id()),
        "vessel": {
            "name": wish.vessel.0,
            "imo": wish.vessel.1,
            "length_cm": wish.length_cm,
            "draught_cm": wish.draught_cm,
        },
        "arrives_on": wish.days.0.iso(),
        "leaves_on": wish.days.1.iso(),
        "extras": wish.extras,
        "agent_email": wish.agent_email,
        "fee": euros((wish.length_cm + 99) / 100 * nights * METRE_NIGHT_CENTS),
        "created_at": created_at,
    })
}

fn seeds() -> Vec<Value> {
    let wish = |harbour: &str,
                name: &str,
                imo: Option<&str>,
                cm: (i64, i64),
                days: (i64, i64),
                extras: &[&'static str]| Wish {
        harbour: harbour.to_owned(),
        vessel: (name.to_owned(), imo.map(str::to_owned)),
        length_cm: cm.0,
        draught_cm: cm.1,
        days: (Day::TODAY.plus(days.0), Day::TODAY.plus(days.1)),
        extras: extras.to_vec(),
        agent_email: "agency@bosun.example".to_owned(),
    };
    let research =
        wish("FUM", "Dr Elsa Brandt", Some("9074729"), (5_200, 310), (4, 9), &["pilot", "fresh_water"]);
    let yacht = wish("MZM", "Second Mortgage", None, (2_400, 190), (1, 3), &["fresh_water"]);
    let barge = wish("SRO", "Barge 7", None, (3_800, 260), (-3, 1), &["tug"]);
    let berth =
        |code: &str, number| harbour(code).and_then(|it| berths_of(it).find(|it| it.number == number));
    vec![
        view("BR4KX7PA", &research, "assigned", berth("FUM", 2), "2026-06-09T17:12:00+02:00"),
        view("BR9TN3WD", &yacht, "received", None, "2026-06-12T06:58:00+02:00"),
        view("BR2VG8HM", &barge, "withdrawn", None, "2026-06-07T08:40:00+02:00"),
    ]
}

#[cfg(test)]
mod tests {
    use super::is_imo;

    #[test]
    fn imo_numbers_have_a_check_digit() {
        assert!(is_imo("9074729"));
        assert!(!is_imo("9074728") && !is_imo("907472") && !is_imo("90747290") && !is_imo("907472x"));
    }
}
