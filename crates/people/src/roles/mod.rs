//! Who may do what in the console: one match.

use std::str::FromStr;

use base::words::Broken;
use base::{Right, Rights};
use serde::Deserialize;

/// What an admin is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Everything.
    Admin,
    /// Decides on requests.
    Approver,
    /// Publishes products.
    Publisher,
    /// Looks on.
    #[default]
    Reader,
}

impl Role {
    /// All roles, the mightiest first.
    pub const ALL: [Self; 4] = [Self::Admin, Self::Approver, Self::Publisher, Self::Reader];

    /// The word that is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Approver => "approver",
            Self::Publisher => "publisher",
            Self::Reader => "reader",
        }
    }

    /// What the role may do. To build is a developer's right, and no admin's.
    pub fn rights(self) -> Rights {
        use Right::{DecideRequests, ManageAdmins, ManageCatalog, ManagePortals, ReadConsole};
        match self {
            Self::Admin => {
                Rights::of(&[ReadConsole, DecideRequests, ManageCatalog, ManagePortals, ManageAdmins])
            }
            Self::Approver => Rights::of(&[ReadConsole, DecideRequests]),
            Self::Publisher => Rights::of(&[ReadConsole, ManageCatalog]),
            Self::Reader => Rights::of(&[ReadConsole]),
        }
    }
}

impl FromStr for Role {
    type Err = Broken;

    fn from_str(word: &str) -> Result<Self, Broken> {
        Self::ALL.into_iter().find(|it| it.name() == word).ok_or(Broken::rule("enum"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_these_rights() {
        let mut table = Vec::new();
        for right in Right::ALL {
            let row = Role::ALL.map(|role| if role.rights().has(right) { "yes" } else { "-" });
            table.push(format!("{right:?}: {}\n", row.join(" ")));
        }
        assert_eq!(
            table.concat(),
            "\
ReadConsole: yes yes yes yes
DecideRequests: yes yes - -
ManageCatalog: yes - yes -
ManagePortals: yes - - -
ManageAdmins: yes - - -
Build: - - - -
"
        );
    }

    #[test]
    fn a_role_is_read_as_it_is_written() {
        for role in Role::ALL {
            assert_eq!(role.name().parse(), Ok(role));
        }
        assert!("owner".parse::<Role>().is_err());
    }
}
