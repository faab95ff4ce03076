//! Version 2, the current one: cents, payments, statements, disputes.

use serde_json::{Value, json};

use super::books::{ACCOUNTS, account};
use super::invoices::{self, DISPUTES, Invoice, PAYMENTS, STATES, invoice};
use crate::upstream::{Answer, Ask, Problem, Reply, Routes, page, whoami};
use crate::world::{Day, NOW, euros};

/// The paths.
pub(crate) fn routes(at: &mut Routes) {
    at.get("/accounts", list_accounts);
    at.get("/accounts/{account}", get_account);
    at.patch("/accounts/{account}", change_account);
    at.get("/accounts/{account}/balance", get_balance);
    at.get("/accounts/{account}/statement", get_statement);
    at.get("/invoices", list_invoices);
    at.get("/invoices/{invoice}", get_invoice);
    at.get("/invoices/{invoice}/lines", list_lines);
    at.post("/invoices/{invoice}/dispute", dispute_invoice);
    at.get("/payments", list_payments);
    at.post("/payments", create_payment);
    at.get("/payments/{payment}", get_payment);
    at.get("/whoami", whoami);
}

fn list_accounts(ask: &Ask) -> Answer {
    let mut all = ACCOUNTS.all(ask);
    all.sort_by(|one, other| one["id"].as_str().cmp(&other["id"].as_str()));
    page(ask, all)
}

fn get_account(ask: &Ask) -> Answer {
    Ok(Reply::Shown(account(ask, ask.part("account"))?))
}

fn change_account(ask: &Ask) -> Answer {
    let mut account = account(ask, ask.part("account"))?;
    let mut form = ask.form()?;
    let email = form.has("billing_email").then(|| form.email("billing_email"));
    let order = form.optional_text("purchase_order", 40);
    if email.is_none() && !form.has("purchase_order") {
        form.wrong("billing_email", "or purchase_order is required");
    }
    form.done()?;
    if let Some(email) = email {
        account["billing_email"] = json!(email);
    }
    if let Some(order) = order {
        account["purchase_order"] = json!(order);
    }
    ACCOUNTS.keep(ask, account.clone());
    Ok(Reply::Shown(account))
}

fn get_balance(ask: &Ask) -> Answer {
    let account = account(ask, ask.part("account"))?;
    let of_account = invoices::invoices(ask).into_iter().filter(|it| account["id"] == it.account);
    let (mut open, mut overdue) = (0, 0);
    for it in of_account {
        open += it.outstanding();
        overdue += if it.status() == "overdue" { it.outstanding() } else { 0 };
    }
    let limit = account["credit_limit"]["amount"].as_i64().unwrap_or_default();
    Ok(Reply::Shown(json!({
        "account": account["id"],
        "outstanding": euros(open),
        "overdue": euros(overdue),
        "credit_left": euros((limit - open).max(0)),
        "as_of": NOW,
    })))
}

fn get_statement(ask: &Ask) -> Answer {
    let account = account(ask, ask.part("account"))?;
    let (payments, mut entries) = (PAYMENTS.all(ask), Vec::new());
    for it in invoices::invoices(ask).into_iter().filter(|it| account["id"] == it.account) {
        entries.push((it.issued_on.iso(), "invoice", it.number.clone(), it.total()));
        for payment in payments.iter().filter(|payment| payment["invoice"] == it.number) {
            let text = |name: &str| payment[name].as_str().unwrap_or_default().to_owned();
            let cents = payment["amount"]["amount"].as_i64().unwrap_or_default();
            entries.push((text("paid_on"), "payment", text("id"), -cents));
        }
    }
    entries.sort();
    let mut balance = 0;
    let entries = entries.into_iter().map(|(date, kind, id, cents)| {
        balance += cents;
        json!({ "date": date, "kind": kind, "id": id, "amount": euros(cents), "balance": euros(balance) })
    });
    let entries: Vec<Value> = entries.collect();
    Ok(Reply::Shown(json!({ "account": account["id"], "entries": entries, "balance": euros(balance) })))
}

fn list_invoices(ask: &Ask) -> Answer {
    let status = ask.choice("status", &STATES)?;
    let (since, until) = (ask.day("issued_since")?, ask.day("issued_until")?);
    let kept = invoices::invoices(ask).into_iter().filter(|it| {
        ask.keeps("account", &it.account)
            && status.is_none_or(|status| status == it.status())
            && since.is_none_or(|day| day <= it.issued_on)
            && until.is_none_or(|day| day >= it.issued_on)
    });
    page(ask, kept.map(|it| invoice_view(&it)).collect())
}

fn get_invoice(ask: &Ask) -> Answer {
    Ok(Reply::Shown(invoice_view(&invoice(ask, ask.part("invoice"))?)))
}

fn list_lines(ask: &Ask) -> Answer {
    let invoice = invoice(ask, ask.part("invoice"))?;
    let lines = (1..).zip(&invoice.lines).map(|(at, (text, count, each))| {
        json!({ "position": at, "text": text, "count": count, "each": euros(*each), "total": euros(count * each) })
    });
    page(ask, lines.collect())
}

fn dispute_invoice(ask: &Ask) -> Answer {
    let invoice = invoice(ask, ask.part("invoice"))?;
    let mut form = ask.form()?;
    let reason = form.text("reason", 400);
    let last = i64::try_from(invoice.lines.len()).unwrap_or(1);
    let position = form.optional_whole("position", 1..=last);
    form.done()?;
    match invoice.status() {
        "paid" => {
            let detail = format!("Invoice {} is paid. Write to us; we are not unreasonable.", invoice.number);
            return Err(Problem::conflict("already-paid", "Already paid", &detail));
        }
        "disputed" => {
            let detail = format!("Invoice {} is disputed already. One complaint is enough.", invoice.number);
            return Err(Problem::conflict("already-disputed", "Already disputed", &detail));
        }
        _ => {}
    }
    let case = format!("CS-{}", ask.sandbox().next_code());
    let dispute = json!({ "case": case, "invoice": invoice.number, "position": position, "reason": reason, "opened_at": NOW });
    DISPUTES.keep(ask, dispute.clone());
    Ok(Reply::Accepted(dispute))
}

fn list_payments(ask: &Ask) -> Answer {
    let kept = PAYMENTS.all(ask).into_iter();
    page(ask, kept.filter(|it| ask.keeps("invoice", it["invoice"].as_str().unwrap_or_default())).collect())
}

fn create_payment(ask: &Ask) -> Answer {
    let mut form = ask.form()?;
    let number = form.text("invoice", 20);
    let cents = form.whole("amount", 1..=10_000_000);
    let reference = form.optional_text("reference", 60).unwrap_or_else(|| "card".to_owned());
    form.done()?;
    let invoice =
        invoice(ask, &number).map_err(|_| Problem::field("invoice", "is not an invoice of yours"))?;
    if cents > invoice.outstanding() {
        let message = format!("must not be more than the outstanding {}", invoice.outstanding());
        return Err(Problem::field("amount", &message));
    }
    let id = format!("PY-{}", ask.sandbox().next_code());
    let payment = invoices::payment(&id, &number, cents, &reference, Day::TODAY);
    PAYMENTS.keep(ask, payment.clone());
    Ok(Reply::Created(format!("{}/{id}", ask.own_path()), payment))
}

fn get_payment(ask: &Ask) -> Answer {
    let id = ask.part("payment");
    PAYMENTS.find(ask, id).map(Reply::Shown).ok_or_else(|| Problem::no("payment", id))
}

fn invoice_view(it: &Invoice) -> Value {
    json!({
        "number": it.number,
        "account": it.account,
        "status": it.status(),
        "issued_on": it.issued_on.iso(),
        "due_on": it.due_on.iso(),
        "net": euros(it.net()),
        "tax": euros(it.tax()),
        "total": euros(it.total()),
        "outstanding": euros(it.outstanding()),
    })
}
