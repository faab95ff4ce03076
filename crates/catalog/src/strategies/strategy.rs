//! What an auth strategy is, and how the input that makes one is checked. Pure.

use std::collections::BTreeMap;

use base::words::{self, Broken};
use base::{FieldErrors, Instant, LabelChanges, Labels, Result, StrategyId};
use serde::Deserialize;

/// The key name when nothing else is said.
pub const KEY_NAME: &str = "apikey";

/// The words for kinds that developers and their programs know: by hand, by an identity provider, by a key.
pub(super) const CREDENTIAL_TYPES: &[&str] =
    &["client_credentials", "self_managed_client_credentials", "key_auth"];

const MOST_KEY_NAMES: usize = 10;
const LONGEST_TTL: i64 = 1_000;
const DAY_SECONDS: i64 = 86_400;

/// How an application proves itself to a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strategy {
    /// Which one.
    pub id: StrategyId,
    /// Its name for admins, unique.
    pub name: String,
    /// Its name for developers.
    pub display_name: String,
    /// Which kind of proof.
    pub kind: Kind,
    /// The headers and query parameters in which a key is looked for, in this order.
    pub key_names: Vec<String>,
    /// How long a credential lives; for ever when nothing is said.
    pub ttl: Option<Ttl>,
    /// Whether the key is removed before the call goes upstream.
    pub hide_key: bool,
    /// Labels.
    pub labels: Labels,
    /// When it was made.
    pub created_at: Instant,
    /// When it was last changed.
    pub updated_at: Instant,
}

impl Strategy {
    /// Its page in the console.
    pub fn path(&self) -> String {
        format!("/strategies/{}", self.id)
    }

    /// The header that a ready-made call uses.
    pub fn first_key_name(&self) -> &str {
        self.key_names.first().map_or(KEY_NAME, String::as_str)
    }
}

/// Which kind of proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A key that the portal made.
    KeyAuth,
    /// A token of an identity provider.
    OpenIdConnect,
}

impl Kind {
    /// The word that is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::KeyAuth => "key_auth",
            Self::OpenIdConnect => "openid_connect",
        }
    }

    /// The word for it that developers and their programs know. Source: the contract, `credential_type`.
    pub fn credential_type(self) -> &'static str {
        match self {
            Self::KeyAuth => "key_auth",
            Self::OpenIdConnect => "self_managed_client_credentials",
        }
    }

    pub(super) fn of(word: &str) -> Option<Self> {
        [Self::KeyAuth, Self::OpenIdConnect].into_iter().find(|it| it.word() == word)
    }
}

/// How long a credential lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ttl {
    /// How many, 1 to 1,000.
    pub value: i64,
    /// Of what.
    pub unit: Unit,
}

impl Ttl {
    /// When a credential expires that was made at this moment. A year has 365 days.
    pub fn expiry(self, from: Instant) -> Instant {
        let days = match self.unit {
            Unit::Days => 1,
            Unit::Weeks => 7,
            Unit::Years => 365,
        };
        from.plus_seconds(self.value * days * DAY_SECONDS)
    }
}

/// A unit of a credential's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Days.
    Days,
    /// Weeks.
    Weeks,
    /// Years of 365 days.
    Years,
}

impl Unit {
    /// All units, the shortest first.
    pub const ALL: [Self; 3] = [Self::Days, Self::Weeks, Self::Years];

    /// The word that is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Days => "days",
            Self::Weeks => "weeks",
            Self::Years => "years",
        }
    }

    /// The unit of this word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }
}

/// What makes or changes a strategy.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct NewStrategy {
    /// Its name for admins, unique.
    pub name: String,
    /// Its name for developers; empty takes the name.
    pub display_name: String,
    /// `key_auth`; empty takes it.
    pub kind: String,
    /// Separated by commas or white space; empty takes `apikey`.
    pub key_names: String,
    /// 1 to 1,000; empty: credentials do not expire.
    pub ttl_value: String,
    /// `days`, `weeks` or `years`.
    pub ttl_unit: String,
    /// Whether the key is removed before the call goes upstream.
    pub hide_key: bool,
}

impl From<&Strategy> for NewStrategy {
    fn from(it: &Strategy) -> Self {
        Self {
            name: it.name.clone(),
            display_name: it.display_name.clone(),
            kind: it.kind.word().to_owned(),
            key_names: it.key_names.join(", "),
            ttl_value: it.ttl.map(|it| it.value.to_string()).unwrap_or_default(),
            ttl_unit: it.ttl.map(|it| it.unit.word().to_owned()).unwrap_or_default(),
            hide_key: it.hide_key,
        }
    }
}

impl NewStrategy {
    /// What an empty form begins with.
    pub fn blank() -> Self {
        Self {
            kind: Kind::KeyAuth.word().to_owned(),
            key_names: KEY_NAME.to_owned(),
            ttl_unit: Unit::Days.word().to_owned(),
            hide_key: true,
            ..Self::default()
        }
    }

    /// What the form says, in the words of machines.
    pub(super) fn full(&self) -> Result<FullStrategy> {
        let mut errors = FieldErrors::new();
        errors.take("kind", kind(&self.kind));
        let ttl = self.ttl(&mut errors);
        let names = self.key_names.split(|it: char| it == ',' || it.is_whitespace());
        let full = FullStrategy {
            name: self.name.clone(),
            display_name: self.display_name.clone(),
            key_names: names.filter(|it| !it.is_empty()).map(str::to_owned).collect(),
            ttl,
            hide_key: self.hide_key,
            labels: BTreeMap::new(),
        };
        // What else is wrong is said beside what the form alone can get wrong.
        errors.join(full.check(StrategyId::from(base::Uuid::nil()), Instant::from_micros(0)))?;
        errors.into_result().map(|()| full)
    }

    fn ttl(&self, errors: &mut FieldErrors) -> Option<Ttl> {
        if self.ttl_value.trim().is_empty() {
            return None;
        }
        let value = self.ttl_value.trim().parse::<i64>().map_err(|_| Broken::rule("is_number"));
        let unit = Unit::of(&self.ttl_unit).ok_or(Broken::rule("enum"));
        let (value, unit) = (errors.take("ttl_value", value), errors.take("ttl_unit", unit));
        Some(Ttl { value: value?, unit: unit? })
    }
}

/// What makes a strategy of keys, or replaces it, as machines say it.
#[derive(Debug, Clone, Default)]
pub struct FullStrategy {
    /// Its name for admins, unique.
    pub name: String,
    /// Its name for developers; empty takes the name.
    pub display_name: String,
    /// Where a key is looked for; none takes `apikey`.
    pub key_names: Vec<String>,
    /// How long a credential lives; for ever when nothing is said.
    pub ttl: Option<Ttl>,
    /// Whether the key is removed before the call goes upstream.
    pub hide_key: bool,
    /// Labels.
    pub labels: BTreeMap<String, String>,
}

/// What changes a strategy. What is not said stays.
#[derive(Debug, Clone, Default)]
pub struct StrategyChanges {
    /// Its name for admins, unique.
    pub name: Option<String>,
    /// Its name for developers.
    pub display_name: Option<String>,
    /// Where a key is looked for.
    pub key_names: Option<Vec<String>>,
    /// How long a credential lives; nothing within: for ever.
    pub ttl: Option<Option<Ttl>>,
    /// Labels.
    pub labels: LabelChanges,
}

impl FullStrategy {
    /// The strategy that this makes, or what is wrong with it.
    pub(super) fn check(&self, id: StrategyId, now: Instant) -> Result<Strategy> {
        let mut errors = FieldErrors::new();
        let name = errors.take("name", words::line(&self.name, 256)).unwrap_or_default();
        let display_name = errors.take("display_name", words::optional_line(&self.display_name, 256));
        let display_name = display_name.filter(|it| !it.is_empty()).unwrap_or_else(|| name.clone());
        let key_names = errors.take("key_names", key_names(&self.key_names)).unwrap_or_default();
        let ttl = errors.take("ttl_value", ttl(self.ttl)).flatten();
        let labels = errors.join(Labels::check("labels", self.labels.clone()))?.unwrap_or_default();
        errors.into_result()?;
        let (kind, hide_key) = (Kind::KeyAuth, self.hide_key);
        let (created_at, updated_at) = (now, now);
        Ok(Strategy {
            id,
            name,
            display_name,
            kind,
            key_names,
            ttl,
            hide_key,
            labels,
            created_at,
            updated_at,
        })
    }
}

impl StrategyChanges {
    /// The strategy after the change, or all that is wrong with it.
    pub(super) fn applied(self, before: &Strategy, now: Instant) -> Result<Strategy> {
        let mut errors = FieldErrors::new();
        let full = FullStrategy {
            name: self.name.unwrap_or_else(|| before.name.clone()),
            display_name: self.display_name.unwrap_or_else(|| before.display_name.clone()),
            key_names: self.key_names.unwrap_or_else(|| before.key_names.clone()),
            ttl: self.ttl.unwrap_or(before.ttl),
            hide_key: before.hide_key,
            labels: BTreeMap::new(),
        };
        let checked = errors.join(full.check(before.id, now))?;
        let labels = errors.join(before.labels.after("labels", self.labels))?.unwrap_or_default();
        errors.into_result()?;
        let checked = checked.unwrap_or_else(|| before.clone());
        Ok(Strategy { kind: before.kind, labels, created_at: before.created_at, updated_at: now, ..checked })
    }
}

/// OpenID Connect has its place and is not made yet.
fn kind(word: &str) -> std::result::Result<Kind, Broken> {
    match Kind::of(word) {
        Some(Kind::KeyAuth) => Ok(Kind::KeyAuth),
        None if word.is_empty() => Ok(Kind::KeyAuth),
        _ => Err(Broken::rule("enum")),
    }
}

fn ttl(ttl: Option<Ttl>) -> std::result::Result<Option<Ttl>, Broken> {
    match ttl.map(|it| it.value) {
        Some(it) if it < 1 => Err(Broken::limit("min", 1)),
        Some(it) if it > LONGEST_TTL => Err(Broken::limit("max", LONGEST_TTL)),
        _ => Ok(ttl),
    }
}

/// 1 to 10 names, each once whatever its case: of the characters of a header's name (RFC 9110, 5.6.2) those that also
/// mean themselves in a query and in a shell.
fn key_names(given: &[String]) -> std::result::Result<Vec<String>, Broken> {
    let mut names: Vec<String> = Vec::new();
    for name in given {
        if name.len() > 256 {
            return Err(Broken::limit("max_length", 256));
        }
        let plain = name.bytes().all(|it| it.is_ascii_alphanumeric() || b"-._~".contains(&it));
        if name.is_empty() || !plain || is_taken_by_http(name) {
            return Err(Broken::rule("is_header_name"));
        }
        if !names.iter().any(|it| it.eq_ignore_ascii_case(name)) {
            names.push(name.clone());
        }
    }
    if names.is_empty() {
        names.push(KEY_NAME.to_owned());
    }
    if names.len() > MOST_KEY_NAMES { Err(Broken::limit("max_items", 10)) } else { Ok(names) }
}

/// Headers that say how a message is framed or routed, or that only Portico sets.
fn is_taken_by_http(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let reserved = [
        "host",
        "connection",
        "content-length",
        "content-type",
        "transfer-encoding",
        "te",
        "trailer",
        "upgrade",
        "expect",
        "keep-alive",
        "cookie",
        "forwarded",
        "via",
    ];
    reserved.contains(&name.as_str())
        || ["proxy-", "x-forwarded-", "x-portico-", "sec-"].iter().any(|it| name.starts_with(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_names_are_header_names_each_once() {
        let key_names = |typed: &str| {
            let new = NewStrategy { name: "a".into(), key_names: typed.into(), ..NewStrategy::default() };
            new.full().and_then(|it| super::key_names(&it.key_names).map_err(|_| base::Error::NotFound))
        };
        assert_eq!(key_names("").unwrap(), ["apikey"]);
        assert_eq!(key_names("apikey, X-Api-Key\nAPIKEY").unwrap(), ["apikey", "X-Api-Key"]);
        for bad in ["a:b", "käy", "Host", "x-forwarded-for", "a=b", "it's"] {
            assert_eq!(
                key_names(bad).unwrap_err().to_string(),
                "invalid: key_names: is_header_name",
                "{bad}"
            );
        }
        let many = key_names("a b c d e f g h i j k").unwrap_err();
        assert_eq!(many.to_string(), "invalid: key_names: max_items");
        for bad in ["", "a b", "a,b"] {
            assert_eq!(super::key_names(&[bad.to_owned()]), Err(Broken::rule("is_header_name")), "{bad:?}");
        }
    }

    #[test]
    fn a_credential_expires_after_its_days_weeks_or_years() {
        let from = Instant::from_micros(0);
        for (unit, seconds) in [(Unit::Days, 172_800), (Unit::Weeks, 1_209_600), (Unit::Years, 63_072_000)] {
            assert_eq!(Ttl { value: 2, unit }.expiry(from).seconds_since(from), seconds);
        }
    }

    #[test]
    fn a_ttl_is_a_number_and_a_unit_or_nothing() {
        let table = |value: &str, unit: &str| {
            let new = NewStrategy {
                name: "a".into(),
                ttl_value: value.into(),
                ttl_unit: unit.into(),
                ..Default::default()
            };
            let checked = new.full();
            checked.map_or_else(|error| error.to_string(), |it| format!("{:?}", it.ttl.map(|it| it.value)))
        };
        assert_eq!(table("", ""), "None");
        assert_eq!(table("30", "days"), "Some(30)");
        assert_eq!(table("0", "days"), "invalid: ttl_value: min");
        assert_eq!(table("x", "moons"), "invalid: ttl_value: is_number, ttl_unit: enum");
        assert_eq!(table("1001", "years"), "invalid: ttl_value: max");
    }
}
