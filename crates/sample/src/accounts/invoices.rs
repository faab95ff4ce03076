//! Invoices, one per account and month from January to May 2026, and what was paid of them.

use serde_json::{Value, json};

use super::books::ACCOUNTS;
use crate::upstream::{Ask, Problem, Shelf};
use crate::world::{Day, chance, euros};

/// Where payments are kept.
pub(super) const PAYMENTS: Shelf = Shelf { name: "payments", key: "id", seeds };

/// Where disputes are kept.
pub(super) const DISPUTES: Shelf = Shelf { name: "disputes", key: "invoice", seeds: Vec::new };

/// What an invoice can be.
pub(super) const STATES: [&str; 4] = ["open", "overdue", "paid", "disputed"];

/// Months that have been invoiced.
const MONTHS: i64 = 5;

/// What freight pays for being freight.
const TAX_PERCENT: i64 = 22;

/// An invoice.
pub(super) struct Invoice {
    /// `LI-2605-1042`.
    pub(super) number: String,
    /// `FA-1042`.
    pub(super) account: String,
    /// When it was written.
    pub(super) issued_on: Day,
    /// When it should be paid.
    pub(super) due_on: Day,
    /// What is charged: text, count, cents each.
    pub(super) lines: Vec<(&'static str, i64, i64)>,
    /// Cents paid so far.
    pub(super) paid: i64,
    /// Whether the caller complained.
    disputed: bool,
}

impl Invoice {
    /// Cents without tax.
    pub(super) fn net(&self) -> i64 {
        self.lines.iter().map(|(_, count, each)| count * each).sum()
    }

    /// Cents of tax.
    pub(super) fn tax(&self) -> i64 {
        self.net() * TAX_PERCENT / 100
    }

    /// Cents with tax.
    pub(super) fn total(&self) -> i64 {
        self.net() + self.tax()
    }

    /// Cents that are left to pay.
    pub(super) fn outstanding(&self) -> i64 {
        self.total() - self.paid
    }

    /// One of the states.
    pub(super) fn status(&self) -> &'static str {
        if self.outstanding() <= 0 {
            "paid"
        } else if self.disputed {
            "disputed"
        } else if self.due_on < Day::TODAY {
            "overdue"
        } else {
            "open"
        }
    }
}

/// All invoices as the caller sees them, newest first.
pub(super) fn invoices(ask: &Ask) -> Vec<Invoice> {
    let (payments, disputes) = (PAYMENTS.all(ask), DISPUTES.all(ask));
    let mut invoices = written();
    for it in &mut invoices {
        let of_this = payments.iter().filter(|payment| payment["invoice"] == it.number);
        it.paid = of_this.filter_map(|payment| payment["amount"]["amount"].as_i64()).sum();
        it.disputed = disputes.iter().any(|dispute| dispute["invoice"] == it.number);
    }
    invoices
}

/// One invoice as the caller sees it.
pub(super) fn invoice(ask: &Ask, number: &str) -> Result<Invoice, Problem> {
    invoices(ask).into_iter().find(|it| it.number == number).ok_or_else(|| Problem::no("invoice", number))
}

/// All invoices as they were written, newest first, nothing paid.
fn written() -> Vec<Invoice> {
    let mut invoices = Vec::new();
    for month in (1..=MONTHS).rev() {
        for account in (ACCOUNTS.seeds)() {
            let id = account["id"].as_str().unwrap_or_default();
            let number = format!("LI-26{month:02}-{}", id.trim_start_matches("FA-"));
            let next = Day::parse(&format!("2026-{:02}-01", month + 1)).unwrap_or(Day::TODAY);
            let issued_on = next.plus(-1);
            let due_on = issued_on.plus(account["payment_days"].as_i64().unwrap_or(30));
            let lines = lines(&number);
            let account = id.to_owned();
            invoices.push(Invoice { number, account, issued_on, due_on, lines, paid: 0, disputed: false });
        }
    }
    invoices
}

fn lines(number: &str) -> Vec<(&'static str, i64, i64)> {
    let some = |what: &str, least: i64, most: i64| least + chance(&format!("{what} {number}"), most - least);
    let mut lines = vec![
        ("Parcels, standard", some("standard", 12, 70), 1_190),
        ("Parcels, economy", some("economy", 4, 40), 920),
        ("Pallets on Pazienza", some("pallets", 1, 14), 4_800),
    ];
    if some("storage", 0, 3) == 0 {
        lines.push(("Storage at the depot, per day", some("days", 2, 9), 350));
    }
    if some("paper", 0, 4) == 0 {
        lines.push(("Waybill filled in by us", some("waybills", 1, 4), 1_500));
    }
    lines
}

/// Each invoice until April was paid on time, but for one that was paid in part and one that was forgotten.
fn seeds() -> Vec<Value> {
    let mut payments = Vec::new();
    for it in written().into_iter().filter(|it| it.issued_on < Day::TODAY.plus(-30)) {
        let amount = match it.number.as_str() {
            "LI-2604-1077" => it.total() / 2,
            "LI-2603-1042" => continue,
            _ => it.total(),
        };
        let paid_on = it.due_on.plus(-2 - chance(&it.number, 9)).min(Day::TODAY.plus(-1));
        let id = format!("PY-{}", it.number.trim_start_matches("LI-"));
        payments.push(payment(&id, &it.number, amount, "bank transfer", paid_on));
    }
    payments
}

/// A payment, in full.
pub(super) fn payment(id: &str, invoice: &str, cents: i64, reference: &str, paid_on: Day) -> Value {
    json!({
        "id": id,
        "invoice": invoice,
        "amount": euros(cents),
        "reference": reference,
        "paid_on": paid_on.iso(),
    })
}
