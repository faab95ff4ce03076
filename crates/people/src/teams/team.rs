//! What a team is. Pure.

use std::str::FromStr;

use base::words::{self, Broken};
use base::{FieldErrors, Instant, PortalId, ProductId, Result, TeamId, TeamRoleId};
use serde::Deserialize;

/// A group of a portal's developers.
#[derive(Debug, Clone)]
pub struct Team {
    /// Which one.
    pub id: TeamId,
    /// In which portal.
    pub portal: PortalId,
    /// Its name, unique in the portal.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// How many developers it has.
    pub members: i64,
    /// On how many products it has a role.
    pub products: i64,
    /// When it was created.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Instant,
}

/// What a team is made of.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct NewTeam {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
}

impl NewTeam {
    /// The name and the description, or what is wrong with them.
    pub(super) fn check(&self) -> Result<(String, String)> {
        let mut errors = FieldErrors::new();
        let name = errors.take("name", words::line(&self.name, LONGEST));
        let description = errors.take("description", words::optional_line(&self.description, LONGEST));
        errors.into_result()?;
        Ok((name.unwrap_or_default(), description.unwrap_or_default()))
    }
}

/// What changes a team. What is not said stays.
#[derive(Debug, Clone, Default)]
pub struct TeamChanges {
    /// Its name.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
}

impl TeamChanges {
    /// The team after the changes, or what is wrong with them.
    pub(super) fn applied(self, before: Team, now: Instant) -> Result<Team> {
        let name = self.name.unwrap_or(before.name);
        let description = self.description.unwrap_or(before.description);
        let (name, description) = NewTeam { name, description }.check()?;
        Ok(Team { name, description, updated_at: now, ..before })
    }
}

/// How long a team's name and description may be.
const LONGEST: usize = 250;

/// What a team may do with a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TeamRole {
    /// See it.
    Viewer,
    /// See it and register applications.
    Consumer,
}

impl TeamRole {
    /// The word that is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Consumer => "consumer",
        }
    }
}

impl FromStr for TeamRole {
    type Err = Broken;

    fn from_str(word: &str) -> std::result::Result<Self, Broken> {
        match word {
            "viewer" => Ok(Self::Viewer),
            "consumer" => Ok(Self::Consumer),
            _ => Err(Broken::rule("enum")),
        }
    }
}

/// A role that was given to a team, as programs see it: they may give a team both roles on a product, of which the
/// stronger counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AssignedRole {
    /// Which one.
    pub id: TeamRoleId,
    /// On which product.
    pub product: ProductId,
    /// Which role.
    pub role: TeamRole,
}

/// A role on a product.
#[derive(Debug, Clone)]
pub struct ProductRole {
    /// On which product.
    pub product: ProductId,
    /// The product's name.
    pub product_name: String,
    /// Which role.
    pub role: TeamRole,
}
