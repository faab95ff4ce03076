//! The accounts themselves.

use serde_json::{Value, json};

use crate::upstream::{Ask, Problem, Shelf};

/// Where changes to accounts are kept.
pub(super) const ACCOUNTS: Shelf = Shelf { name: "accounts", key: "id", seeds };

/// The account with this id, as the caller sees it.
pub(super) fn account(ask: &Ask, id: &str) -> Result<Value, Problem> {
    ACCOUNTS.find(ask, id).ok_or_else(|| Problem::no("account", id))
}

fn seeds() -> Vec<Value> {
    let seed = |id, name, harbour, email, limit: i64, days: i64, since| {
        json!({
            "id": id,
            "name": name,
            "home_harbour": harbour,
            "billing_email": email,
            "purchase_order": null,
            "credit_limit": crate::world::euros(limit),
            "payment_days": days,
            "customer_since": since,
        })
    };
    vec![
        seed(
            "FA-1003",
            "Osservatorio Nazionale",
            "FUM",
            "conti@osservatorio.example",
            500_000,
            60,
            "1987-03-01",
        ),
        seed("FA-1019", "Cordai & Figli", "SRO", "magazzino@cordai.example", 250_000, 30, "1994-09-12"),
        seed("FA-1042", "Officina Marra", "PSE", "ufficio@marra.example", 150_000, 14, "2011-05-20"),
        seed("FA-1077", "Vetri di Mare", "PSE", "fatture@vetridimare.example", 300_000, 30, "2019-11-04"),
    ]
}
