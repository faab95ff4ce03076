//! Version 1, deprecated: customers and invoices to read, in decimal texts.

use serde_json::{Value, json};

use super::books::{ACCOUNTS, account};
use super::invoices::{self, Invoice, invoice};
use crate::upstream::{Answer, Ask, Problem, Reply, Routes};
use crate::world::decimal;

/// The paths.
pub(crate) fn routes(at: &mut Routes) {
    at.get("/customers", list_customers);
    at.get("/customers/{number}", get_customer);
    at.get("/customers/{number}/balance", get_balance);
    at.get("/invoices", list_invoices);
    at.get("/invoices/{number}", get_invoice);
    at.get("/invoices/{number}/positions", list_positions);
}

#[expect(clippy::unnecessary_wraps, reason = "every handler gives an Answer")]
fn list_customers(ask: &Ask) -> Answer {
    Ok(Reply::Shown(ACCOUNTS.all(ask).iter().map(customer_view).collect()))
}

fn get_customer(ask: &Ask) -> Answer {
    Ok(Reply::Shown(customer_view(&customer_of(ask)?)))
}

fn get_balance(ask: &Ask) -> Answer {
    let number = customer_of(ask)?["id"].clone();
    let open =
        invoices::invoices(ask).iter().filter(|it| number == it.account).map(Invoice::outstanding).sum();
    Ok(Reply::Shown(json!({ "customer": number, "currency": "EUR", "balance": decimal(open) })))
}

fn list_invoices(ask: &Ask) -> Answer {
    let paid = ask.choice("paid", &["true", "false"])?.map(|it| it == "true");
    let kept = invoices::invoices(ask).into_iter().filter(|it| {
        ask.keeps("customer", &it.account) && paid.is_none_or(|paid| paid == (it.outstanding() <= 0))
    });
    Ok(Reply::Shown(kept.map(|it| invoice_view(&it)).collect()))
}

fn get_invoice(ask: &Ask) -> Answer {
    Ok(Reply::Shown(invoice_view(&invoice(ask, ask.part("number"))?)))
}

fn list_positions(ask: &Ask) -> Answer {
    let invoice = invoice(ask, ask.part("number"))?;
    let positions = invoice.lines.iter().map(|(text, count, each)| {
        json!({ "text": text, "quantity": count, "unitPrice": decimal(*each), "amount": decimal(count * each) })
    });
    Ok(Reply::Shown(positions.collect()))
}

fn customer_of(ask: &Ask) -> Result<Value, Problem> {
    account(ask, ask.part("number"))
}

fn customer_view(it: &Value) -> Value {
    json!({ "number": it["id"], "name": it["name"], "port": it["home_harbour"], "email": it["billing_email"] })
}

fn invoice_view(it: &Invoice) -> Value {
    json!({
        "number": it.number,
        "customer": it.account,
        "date": it.issued_on.iso(),
        "dueDate": it.due_on.iso(),
        "currency": "EUR",
        "net": decimal(it.net()),
        "vat": decimal(it.tax()),
        "gross": decimal(it.total()),
        "paid": it.outstanding() <= 0,
    })
}
