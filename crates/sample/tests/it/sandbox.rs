//! What callers create: kept, seen by themselves only, and refused when it makes no sense.

use axum::Router;
use serde_json::Value;

use crate::upstream::{Answer, get, post, send};

const ADA: (&str, &str) = ("x-portico-application-id", "0197a1c2-0000-7000-8000-00000000ada0");
const KIM: (&str, &str) = ("x-portico-application-id", "0197a1c2-0000-7000-8000-00000000c1a0");
const JSON: (&str, &str) = ("content-type", "application/json");

const BOOKING: &str = r#"{
    "sailing": "PSE-CAL-20260613-0730",
    "passengers": [{"name": "Amara Lindqvist", "kind": "adult"}],
    "contact_email": "amara@lindqvist.example"
}"#;

async fn get_as(router: &Router, caller: (&str, &str), uri: &str) -> Answer {
    send(router, "GET", uri, &[caller], "").await
}

fn fields(answer: &Answer) -> Vec<String> {
    let problem = answer.json();
    let errors = problem["errors"].as_array().cloned().unwrap_or_default();
    errors.iter().map(|it| it["field"].as_str().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn what_an_application_books_is_its_own() {
    let router = sample::upstream();
    let made = send(&router, "POST", "/ferries/v2/bookings", &[ADA, JSON], BOOKING).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let path = made.headers["location"].to_str().unwrap().to_owned();
    assert!(path.starts_with("/ferries/v2/bookings/LB"), "{path}");
    assert_eq!(get_as(&router, ADA, &path).await.json(), made.json());
    assert_eq!(get_as(&router, KIM, &path).await.status, 404);
    let count =
        async |caller| get_as(&router, caller, "/ferries/v2/bookings").await.json()["meta"]["total"].clone();
    assert_eq!((count(ADA).await, count(KIM).await), (Value::from(5), Value::from(4)));
}

#[tokio::test]
async fn the_first_version_shows_what_the_second_booked() {
    let router = sample::upstream();
    let made = post(&router, "/ferries/v2/bookings", BOOKING).await.json();
    let uri = format!("/ferries/v1/reservations/{}", made["reference"].as_str().unwrap());
    let seen = get(&router, &uri).await.json();
    assert_eq!((&seen["leadName"], &seen["price"]), (&Value::from("Amara Lindqvist"), &Value::from("35.10")));
}

#[tokio::test]
async fn cancelling_twice_is_refused_and_spoils_nothing_for_others() {
    let router = sample::upstream();
    let uri = "/ferries/v2/bookings/LB7K2MXA/cancellation";
    let first = send(&router, "POST", uri, &[ADA], "").await;
    assert_eq!(first.json()["refund"]["amount"], 15_795 - 15_795 / 4);
    let second = send(&router, "POST", uri, &[ADA], "").await;
    assert_eq!((second.status.as_u16(), second.media_type()), (409, "application/problem+json"));
    assert_eq!(get_as(&router, KIM, "/ferries/v2/bookings/LB7K2MXA").await.json()["status"], "confirmed");
}

#[tokio::test]
async fn every_wrong_field_is_named_at_once() {
    let body = r#"{"sailing": "PSE-CAL-20260613-0731", "passengers": [{"kind": "sailor"}], "contact_email": "nobody"}"#;
    let answer = post(&sample::upstream(), "/ferries/v2/bookings", body).await;
    assert_eq!(answer.status, 422);
    assert_eq!(fields(&answer), ["sailing", "passengers[0].name", "passengers[0].kind", "contact_email"]);
}

#[tokio::test]
async fn what_is_not_json_is_refused_by_kind() {
    let router = sample::upstream();
    let uri = "/ferries/v2/bookings";
    assert_eq!(send(&router, "POST", uri, &[], BOOKING).await.status, 415);
    assert_eq!(post(&router, uri, "{\"sailing\":").await.status, 400);
    assert_eq!(post(&router, uri, "[]").await.status, 400);
    assert_eq!(post(&router, uri, &format!("{{\"note\": \"{}\"}}", "x".repeat(20_000))).await.status, 413);
    let gone = send(&router, "DELETE", "/ferries/v2/sailings", &[], "").await;
    assert_eq!((gone.status.as_u16(), gone.media_type()), (405, "application/problem+json"));
    let nowhere = get(&router, "/ferries/v9/sailings").await;
    assert_eq!((nowhere.status.as_u16(), nowhere.media_type()), (404, "application/problem+json"));
}

#[tokio::test]
async fn a_sailing_that_has_left_cannot_be_booked() {
    let late = BOOKING.replace("20260613", "20260612");
    let answer = post(&sample::upstream(), "/ferries/v2/bookings", &late).await;
    assert_eq!((answer.status.as_u16(), &answer.json()["title"]), (409, &Value::from("Sailing not open")));
}

#[tokio::test]
async fn what_is_deleted_is_gone_for_the_one_who_deleted_it() {
    let router = sample::upstream();
    let uri = "/weather/v2/alerts/al_4RM9KE";
    assert_eq!(send(&router, "DELETE", uri, &[ADA], "").await.status, 204);
    assert_eq!(get_as(&router, ADA, uri).await.status, 404);
    assert_eq!(get_as(&router, KIM, uri).await.status, 200);
    assert_eq!(get_as(&router, ADA, "/weather/v2/alerts").await.json()["meta"]["total"], 0);
}

#[tokio::test]
async fn a_payment_settles_an_invoice() {
    let router = sample::upstream();
    let uri = "/accounts/v2/invoices/LI-2603-1042";
    let due = get(&router, uri).await.json();
    assert_eq!(due["status"], "overdue");
    let pay = |cents: &Value| format!(r#"{{"invoice": "LI-2603-1042", "amount": {cents}}}"#);
    let too_much = Value::from(due["outstanding"]["amount"].as_i64().unwrap() + 1);
    assert_eq!(fields(&post(&router, "/accounts/v2/payments", &pay(&too_much)).await), ["amount"]);
    assert_eq!(post(&router, "/accounts/v2/payments", &pay(&due["outstanding"]["amount"])).await.status, 201);
    assert_eq!(get(&router, uri).await.json()["status"], "paid");
}

#[tokio::test]
async fn marzamella_has_no_water_for_most() {
    let request = |harbour: &str, draught: i64, day: &str| {
        format!(
            r#"{{"harbour": "{harbour}", "vessel": {{"name": "Tre Sorelle", "length_cm": 1860, "draught_cm": {draught}}},
            "arrives_on": "{day}", "leaves_on": "{day}", "agent_email": "a@b.example"}}"#
        )
    };
    let router = sample::upstream();
    let ask = async |body: String| post(&router, "/harbours/v2/berth-requests", &body).await;
    assert_eq!(fields(&ask(request("MZM", 240, "2026-06-20")).await), ["vessel.draught_cm"]);
    assert_eq!(ask(request("MZM", 200, "2026-06-20")).await.json()["berth"], "MZM-1");
    assert_eq!(ask(request("FUM", 200, "2026-06-14")).await.status, 409);
}

#[tokio::test]
async fn pages_and_cursors_show_everything_once() {
    let router = sample::upstream();
    let mut pages = Vec::new();
    for page in 1..=3 {
        let answer = get(&router, &format!("/ferries/v2/lines?per_page=5&page={page}")).await.json();
        pages.extend(answer["data"].as_array().unwrap().iter().map(|it| it["code"].to_string()));
    }
    let (mut cursors, mut uri) = (Vec::new(), "/parcels/v3/coverage?limit=7".to_owned());
    loop {
        let answer = get(&router, &uri).await.json();
        cursors.extend(
            answer["items"].as_array().unwrap().iter().map(|it| format!("{}{}", it["from"], it["to"])),
        );
        let Some(next) = answer["next_cursor"].as_str() else { break };
        uri = format!("/parcels/v3/coverage?limit=7&cursor={next}");
    }
    for (list, count) in [(&mut pages, 12), (&mut cursors, 20)] {
        list.sort();
        list.dedup();
        assert_eq!(list.len(), count);
    }
}

#[tokio::test]
async fn whoami_says_what_the_gateway_said() {
    let headers = [ADA, ("x-portico-reference-id", "ferry-widget"), ("apikey", "not to be shown")];
    for uri in ["/ferries/v2/whoami", "/ferries/v3/whoami", "/accounts/v2/whoami"] {
        let answer = send(&sample::upstream(), "GET", uri, &headers, "").await;
        let identity = answer.json();
        assert_eq!(
            (&identity["application_id"], &identity["reference_id"]),
            (&ADA.1.into(), &"ferry-widget".into())
        );
        assert_eq!(
            (&identity["credential_received"], &identity["developer_id"]),
            (&true.into(), &Value::Null)
        );
        assert_eq!(identity["headers"].as_object().unwrap().len(), 2);
        assert!(!answer.text.contains("not to be shown"));
    }
}

#[tokio::test]
async fn what_is_kept_is_bounded() {
    let router = sample::upstream();
    let first = post(&router, "/ferries/v2/bookings", BOOKING).await.json();
    let uri = format!("/ferries/v2/bookings/{}", first["reference"].as_str().unwrap());
    for _ in 0..2_000 {
        assert_eq!(post(&router, "/ferries/v2/bookings", BOOKING).await.status, 201);
    }
    assert_eq!(get(&router, &uri).await.status, 404);
    let listed = get(&router, "/ferries/v2/bookings?per_page=1").await.json();
    assert_eq!(listed["meta"]["total"], 2_004);
}
