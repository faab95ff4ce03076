//! The admin's pages of teams, a part of the portal to which they belong: the list, a new one, and the end of one.

mod show;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use base::{Error, FieldErrors, Right};
use frame::door::{Fault, Form, Need, Routes, Visitor};
use ui::*;

use super::{NewTeam, Team, create, delete, list, view};
use crate::portals::console::{Head, Part, id_of};

/// The routes.
pub fn routes(at: &mut Routes) {
    let (read, manage) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::ManagePortals));
    at.get("/portals/{portal}/teams", read, index);
    at.get("/portals/{portal}/teams/new", manage, new);
    at.post("/portals/{portal}/teams", manage, created);
    at.get("/portals/{portal}/teams/{team}/delete", manage, confirm);
    at.post("/portals/{portal}/teams/{team}/deletion", manage, deleted);
    show::routes(at);
}

#[derive(Template)]
#[template(path = "teams/console_index.html")]
struct Index {
    chrome: Chrome,
    head: Head,
    teams: Vec<Team>,
}

#[derive(Template)]
#[template(path = "teams/console_new.html")]
struct New {
    chrome: Chrome,
    head: Head,
    form: NewTeam,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "teams/console_delete.html")]
struct Delete {
    chrome: Chrome,
    head: Head,
    team: Team,
}

/// A team in its portal. In another portal, there is no such team.
struct Place {
    head: Head,
    team: Team,
}

impl Place {
    async fn of(visitor: &Visitor, portal: &str, team: &str) -> base::Result<Self> {
        let head = Head::of(visitor, &id_of(portal)?, Part::Teams).await?;
        let team = view(&visitor.call, &team.parse().map_err(|_| Error::NotFound)?).await?;
        if team.portal == head.portal.id { Ok(Self { head, team }) } else { Err(Error::NotFound) }
    }

    /// Where the team's page is.
    fn href(&self) -> String {
        self.head.href(&format!("/teams/{}", self.team.id))
    }
}

async fn index(visitor: Visitor, Path(portal): Path<String>) -> Result<Response, Fault> {
    let head = Head::of(&visitor, &id_of(&portal)?, Part::Teams).await?;
    let teams = list(&visitor.call, &head.portal.id).await?;
    visitor.page(&Index { chrome: visitor.chrome.clone(), head, teams })
}

async fn new(visitor: Visitor, Path(portal): Path<String>) -> Result<Response, Fault> {
    let head = Head::of(&visitor, &id_of(&portal)?, Part::Teams).await?;
    let (chrome, errors) = (visitor.chrome.clone(), FieldErrors::new());
    visitor.page(&New { chrome, head, form: NewTeam::default(), errors })
}

async fn created(
    visitor: Visitor,
    Path(portal): Path<String>,
    Form(form): Form<NewTeam>,
) -> Result<Response, Fault> {
    let head = Head::of(&visitor, &id_of(&portal)?, Part::Teams).await?;
    match create(&visitor.call, &head.portal.id, &form).await {
        Ok(it) => visitor.go_to(&head.href(&format!("/teams/{}", it.id)), "console-teams-was-created"),
        Err(Error::Invalid(errors)) => {
            visitor.again(&New { chrome: visitor.chrome.clone(), head, form, errors })
        }
        Err(error) => Err(error.into()),
    }
}

async fn confirm(visitor: Visitor, Path(path): Path<(String, String)>) -> Result<Response, Fault> {
    let Place { head, team } = Place::of(&visitor, &path.0, &path.1).await?;
    visitor.page(&Delete { chrome: visitor.chrome.clone(), head, team })
}

async fn deleted(visitor: Visitor, Path(path): Path<(String, String)>) -> Result<Response, Fault> {
    let Place { head, team } = Place::of(&visitor, &path.0, &path.1).await?;
    delete(&visitor.call, &team.id).await?;
    visitor.go_to(&head.href("/teams"), "console-teams-was-deleted")
}
