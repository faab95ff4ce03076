//! Where a developer stands on the way to the first call: account, application, registration, credential, call.
//! After the first call that succeeded the steps disappear for good.

use base::Result;
use frame::{Call, Who};
use sql::args;
use ui::{Chrome, Site, StepState, Steps};

/// What the way of a developer looks like from above: that of the application which has come furthest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Way {
    called: bool,
    application: Option<(String, String)>,
    approved: bool,
    waiting: Option<String>,
    credential: bool,
}

/// The steps for the one who calls; none for admins and for those who have arrived.
pub async fn of(call: &Call) -> Result<Option<Steps>> {
    let chrome = Chrome::new(call.app.texts.clone(), Site::Portal, call.now());
    match &call.who {
        Who::Nobody => Ok(Some(visitor(&chrome))),
        Who::Developer(_) => {
            let way = way(call).await?;
            Ok((!way.called).then(|| draw(&chrome, &way)))
        }
        _ => Ok(None),
    }
}

async fn way(call: &Call) -> Result<Way> {
    let reach = call.reach();
    let mut tx = call.read().await?;
    let row = tx
        .maybe_one(
            "select a.id, a.name, a.first_call_at,
                    exists (select 1 from applications b where b.developer = $2 and b.first_call_at is not null) as called,
                    exists (select 1 from registrations r where r.application = a.id and r.state = 'approved') as approved,
                    exists (select 1 from credentials c where c.application = a.id and c.state = 'active') as credential,
                    (select p.name || ' ' || v.name from registrations r
                       join versions v on v.id = r.version join products p on p.id = v.product
                      where r.application = a.id and r.state = 'pending'
                      order by r.requested_at limit 1) as waiting
               from applications a
              where a.portal = $1 and a.developer = $2
              order by approved desc, credential desc,
                       exists (select 1 from registrations r where r.application = a.id and r.state = 'pending') desc,
                       a.id desc limit 1",
            args![reach.portal(), reach.developer()],
        )
        .await?;
    let Some(row) = row else { return Ok(Way::default()) };
    Ok(Way {
        called: row.get("called")?,
        application: Some((row.get("id")?, row.get("name")?)),
        approved: row.get("approved")?,
        waiting: row.get("waiting")?,
        credential: row.get("credential")?,
    })
}

const LABELS: [&str; 5] =
    ["step-account", "step-application", "step-registration", "step-credential", "step-call"];

fn visitor(chrome: &Chrome) -> Steps {
    let states = [StepState::Now, StepState::Ahead, StepState::Ahead, StepState::Ahead, StepState::Ahead];
    line(chrome, chrome.t("step-says-visitor"), states).button(chrome.t("step-do-sign-up"), "/sign-up")
}

fn draw(chrome: &Chrome, way: &Way) -> Steps {
    use StepState::{Ahead, Done, Now, Waiting};
    let Some((id, name)) = &way.application else {
        let says = chrome.t("step-says-application");
        return line(chrome, says, [Done, Now, Ahead, Ahead, Ahead])
            .button(chrome.t("step-do-catalog"), "/products");
    };
    let page = format!("/apps/{id}");
    let key = if way.credential { Done } else { Now };
    match (way.approved, &way.waiting, way.credential) {
        (true, _, true) => {
            line(chrome, chrome.t1("step-says-call", "application", name), [Done, Done, Done, Done, Now])
                .button(chrome.t("step-do-call"), format!("{page}#authentication"))
        }
        (true, _, false) => line(
            chrome,
            chrome.t1("step-says-credential", "application", name),
            [Done, Done, Done, Now, Ahead],
        )
        .button(chrome.t("step-do-credential"), format!("{page}#authentication")),
        (false, Some(version), true) => {
            let says = chrome.t2("step-says-waiting", ("application", name), ("version", version));
            line(chrome, says, [Done, Done, Waiting, key, Ahead])
        }
        (false, Some(version), false) => {
            let says = chrome.t2("step-says-waiting-key", ("application", name), ("version", version));
            line(chrome, says, [Done, Done, Waiting, key, Ahead])
                .button(chrome.t("step-do-credential"), format!("{page}#authentication"))
        }
        (false, None, _) => {
            let says = chrome.t1("step-says-registration", "application", name);
            let key = if way.credential { Done } else { Ahead };
            line(chrome, says, [Done, Done, Now, key, Ahead])
                .button(chrome.t("step-do-register"), "/products")
        }
    }
}

fn line(chrome: &Chrome, says: String, states: [StepState; 5]) -> Steps {
    LABELS.iter().zip(states).fold(Steps::new(chrome, says), |steps, (label, state)| {
        steps.step(chrome, chrome.t(label), state, None::<String>)
    })
}
