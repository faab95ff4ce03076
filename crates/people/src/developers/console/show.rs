//! One developer: who it is, what can be decided, and what has happened.

use frame::audit::{self, Line};

use super::*;
use crate::developers::{Holdings, holdings, view};
use crate::teams::{Team, teams_of};

pub(super) fn routes(at: &mut Routes) {
    at.get("/developers/{id}", Need::Admin(Right::ReadConsole), show);
}

/// How much of the audit log the page shows.
const LINES: u32 = 25;

#[derive(Template)]
#[template(path = "developers/console_show.html")]
struct Show {
    chrome: Chrome,
    developer: Developer,
    portal_name: String,
    holdings: Holdings,
    teams: Vec<Team>,
    lines: Listed<Line>,
    may_decide: bool,
}

impl Show {
    /// What the state means, and what comes next.
    fn standing(&self) -> String {
        let key = format!("console-developers-standing-{}", self.developer.state.name());
        match self.developer.state.facts() {
            (Some(decision), _) => {
                self.chrome.t2(&key, ("by", decision.by.clone()), ("day", decision.at.day()))
            }
            (None, _) => self.chrome.t(&key),
        }
    }

    fn reason(&self) -> Option<&str> {
        self.developer.state.facts().1
    }

    fn accepts(&self, verb: Verb) -> bool {
        self.may_decide && self.developer.state.accepts(verb)
    }

    /// What approving is called, and what it does.
    fn approve_word(&self) -> String {
        approve_word(&self.chrome, &self.developer)
    }

    fn approve_why(&self) -> String {
        let again = matches!(self.developer.state, State::Revoked(_));
        let key =
            if again { "console-developers-approve-again-why" } else { "console-developers-approve-why" };
        self.chrome.t(key)
    }

    /// What happened, the latest first.
    fn history(&self) -> Timeline {
        self.lines.items.iter().fold(Timeline::new(), |timeline, line| {
            timeline.entry(self.chrome.when(line.at), self.says(line), self.by(line))
        })
    }

    fn says(&self, line: &Line) -> String {
        let verb = line.event.rsplit('.').next().unwrap_or_default().replace('_', "-");
        let key = format!("console-developers-event-{verb}");
        if self.chrome.texts.has(&key) { self.chrome.t(&key) } else { line.event.clone() }
    }

    fn by(&self, line: &Line) -> String {
        match line.actor_kind.as_str() {
            "admin" => self.chrome.t1("console-developers-by", "who", line.actor_name.clone()),
            "portal" => self.chrome.t("console-developers-by-portal"),
            "operator" => self.chrome.t("console-developers-by-operator"),
            _ => String::new(),
        }
    }
}

async fn show(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    let (call, id) = (&visitor.call, id_of(&id)?);
    let developer = view(call, &id).await?;
    let filter = audit::Filter { subject_id: Some(id.to_string()), ..audit::Filter::default() };
    let page = Show {
        chrome: visitor.chrome.clone(),
        portal_name: portals::view(call, &developer.portal).await?.name,
        holdings: holdings(call, &id).await?,
        teams: teams_of(call, &id).await?,
        lines: audit::list(call, &filter, Page::first(LINES)).await?,
        may_decide: call.rights.has(Right::DecideRequests),
        developer,
    };
    visitor.page(&page)
}
