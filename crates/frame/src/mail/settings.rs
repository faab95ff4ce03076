//! Where mails go: into a folder, or to an SMTP server. Read from one line of the configuration.

use std::fmt;
use std::path::{Path, PathBuf};

use base::Secret;
use percent_encoding::percent_decode_str;
use url::{Host, Url};

/// Where mails go.
#[derive(Debug, Clone)]
pub enum Settings {
    /// Into this folder, a file for each. They stay in the outbox, where the console shows them.
    Folder(PathBuf),
    /// To this server.
    Smtp(Server),
}

/// An SMTP server, and how to talk to it.
#[derive(Debug, Clone)]
pub struct Server {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub tls: Tls,
    /// As whom to sign in, where the server asks for it.
    pub user: Option<String>,
    /// With which password.
    pub password: Secret,
    /// The only authorities to trust, as PEM; those of the machine where this is not given.
    pub ca_file: Option<PathBuf>,
}

/// How a connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// Not at all.
    None,
    /// It begins in clear, and nothing is said before it is encrypted.
    StartTls,
    /// Encrypted from the first byte.
    Tls,
}

/// What is wrong with the settings, in words for the one who wrote them. It never holds the password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsError(String);

impl SettingsError {
    pub(super) fn new(words: impl fmt::Display) -> Self {
        Self(words.to_string())
    }
}

impl fmt::Display for SettingsError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for SettingsError {}

impl From<SettingsError> for base::Error {
    fn from(error: SettingsError) -> Self {
        Self::internal(error)
    }
}

impl Settings {
    /// Mails stay here, in this folder.
    pub fn folder(path: &Path) -> Self {
        Self::Folder(path.to_owned())
    }

    /// Reads `folder`, `smtp://user:password@host:587?tls=starttls` (or `tls=none`) or `smtps://…`, with
    /// `ca_file=/path` where the server's certificate is signed by nobody whom the machine knows. Characters of the
    /// user and the password that mean something in an address are written as `%40`. `path` is the folder.
    pub fn parse(line: &str, path: &Path) -> Result<Self, SettingsError> {
        if line.trim() == "folder" {
            return Ok(Self::folder(path));
        }
        let url = Url::parse(line.trim())
            .map_err(|error| SettingsError::new(format!("this is no address ({error}); {WANTED}")))?;
        Server::of(&url).map(Self::Smtp)
    }

    /// Whether mails stay here, in a folder.
    pub fn is_folder(&self) -> bool {
        matches!(self, Self::Folder(_))
    }
}

const WANTED: &str =
    "it must be folder, smtp://user:password@host:587?tls=starttls or smtps://user:password@host";

impl Server {
    fn of(url: &Url) -> Result<Self, SettingsError> {
        let mut tls = match url.scheme() {
            "smtp" => Tls::StartTls,
            "smtps" => Tls::Tls,
            other => return Err(SettingsError::new(format!("{other}: is not known; {WANTED}"))),
        };
        let mut ca_file = None;
        for (name, value) in url.query_pairs() {
            match (&*name, &*value) {
                ("tls", "starttls") if url.scheme() == "smtp" => tls = Tls::StartTls,
                ("tls", "none") if url.scheme() == "smtp" => tls = Tls::None,
                ("tls", "tls") if url.scheme() == "smtps" => tls = Tls::Tls,
                ("tls", _) => {
                    return Err(SettingsError::new(
                        "tls must be starttls or none after smtp:, or tls after smtps:",
                    ));
                }
                ("ca_file", path) if !path.is_empty() => ca_file = Some(PathBuf::from(path)),
                (name, _) => {
                    return Err(SettingsError::new(format!(
                        "{name}= is not known; there are tls= and ca_file="
                    )));
                }
            }
        }
        let server = Self {
            host: host(url)?,
            port: url.port().unwrap_or(usual_port(tls)),
            tls,
            user: Some(decoded(url.username())?).filter(|it| !it.is_empty()),
            password: Secret::new(decoded(url.password().unwrap_or_default())?),
            ca_file,
        };
        server.check(url.path())?;
        Ok(server)
    }

    fn check(&self, path: &str) -> Result<(), SettingsError> {
        if !matches!(path, "" | "/") {
            return Err(SettingsError::new("nothing may stand between the host and the question mark"));
        }
        match (&self.user, self.password.is_empty()) {
            (Some(_), true) => {
                return Err(SettingsError::new("a user needs a password: smtp://user:password@host"));
            }
            (None, false) => {
                return Err(SettingsError::new("a password needs a user: smtp://user:password@host"));
            }
            _ => {}
        }
        if self.tls == Tls::None && self.user.is_some() && !self.is_here() {
            let said = "a password is never sent in clear to another machine; leave tls=none away";
            return Err(SettingsError::new(said));
        }
        if self.tls == Tls::None && self.ca_file.is_some() {
            return Err(SettingsError::new("ca_file= means nothing with tls=none"));
        }
        Ok(())
    }

    fn is_here(&self) -> bool {
        self.host == "localhost" || self.host.parse::<std::net::IpAddr>().is_ok_and(|it| it.is_loopback())
    }
}

/// `http` addresses have their hosts checked by the parser, others do not: it is asked once more, as if it were one.
fn host(url: &Url) -> Result<String, SettingsError> {
    let text = url.host_str().unwrap_or_default();
    let host = match Host::parse(text) {
        Ok(Host::Domain(name)) if base::words::is_host_name(&name) => name,
        Ok(Host::Ipv4(address)) => address.to_string(),
        Ok(Host::Ipv6(address)) => address.to_string(),
        _ => return Err(SettingsError::new(format!("{text:?} is no host name; {WANTED}"))),
    };
    Ok(host)
}

/// RFC 6409 and RFC 8314 for those who sign in, RFC 5321 for a relay on the same network.
fn usual_port(tls: Tls) -> u16 {
    match tls {
        Tls::None => 25,
        Tls::StartTls => 587,
        Tls::Tls => 465,
    }
}

fn decoded(text: &str) -> Result<String, SettingsError> {
    let text = percent_decode_str(text)
        .decode_utf8()
        .map_err(|_| SettingsError::new("the user or the password is not UTF-8"))?;
    if text.chars().any(char::is_control) {
        return Err(SettingsError::new("the user or the password holds a control character"));
    }
    Ok(text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Settings, SettingsError> {
        Settings::parse(line, Path::new("data/mail"))
    }

    fn server(line: &str) -> Server {
        match parse(line).unwrap() {
            Settings::Smtp(server) => server,
            Settings::Folder(_) => panic!("{line}"),
        }
    }

    #[test]
    fn a_line_says_where_mails_go() {
        let Settings::Folder(path) = parse("folder").unwrap() else { panic!() };
        assert_eq!(path, Path::new("data/mail"));
        for (line, host, port, tls) in [
            ("smtp://mail.example.com", "mail.example.com", 587, Tls::StartTls),
            ("smtp://mail.example.com?tls=starttls", "mail.example.com", 587, Tls::StartTls),
            ("smtp://Mail.Example.com:2525?tls=none", "mail.example.com", 2525, Tls::None),
            ("smtp://10.0.0.7?tls=none", "10.0.0.7", 25, Tls::None),
            ("smtps://[::1]/", "::1", 465, Tls::Tls),
        ] {
            let it = server(line);
            assert_eq!((&*it.host, it.port, it.tls), (host, port, tls), "{line}");
            assert!(it.user.is_none());
        }
        let it = server("smtps://ada%40example.com:p%3A%2Fw+%25@mail.example.com:4650?ca_file=/etc/own.pem");
        assert_eq!(it.user.as_deref(), Some("ada@example.com"));
        assert_eq!(it.password.expose(), "p:/w+%");
        assert_eq!(it.ca_file.as_deref(), Some(Path::new("/etc/own.pem")));
        assert!(server("smtp://a:b@127.0.0.1?tls=none").user.is_some());
    }

    #[test]
    fn what_is_wrong_is_said_without_the_password() {
        for (line, said) in [
            ("", "no address"),
            ("mail.example.com", "no address"),
            ("http://mail.example.com", "http: is not known"),
            ("smtp://", "no host name"),
            ("smtp://a b", "no"),
            ("smtp://user:hunter2@-bad-", "no host name"),
            ("smtp://user:hunter2@mail.example.com:70000", "no address"),
            ("smtp://user:hunter2@mail.example.com?tls=maybe", "tls must be"),
            ("smtps://user:hunter2@mail.example.com?tls=none", "tls must be"),
            ("smtp://user:hunter2@mail.example.com?tls=none", "never sent in clear"),
            ("smtp://user:hunter2@mail.example.com?cafile=x", "cafile= is not known"),
            ("smtp://user:hunter2@mail.example.com/inbox", "between the host"),
            ("smtp://user@mail.example.com", "needs a password"),
            ("smtp://:hunter2@mail.example.com", "needs a user"),
            ("smtp://user:hunter2%0d%0aRCPT@mail.example.com", "control character"),
            ("smtp://user:hunter2%ff@mail.example.com", "not UTF-8"),
            ("smtp://mail.example.com?tls=none&ca_file=x", "means nothing"),
        ] {
            let error = parse(line).unwrap_err().to_string();
            assert!(error.contains(said), "{line}: {error}");
            assert!(!error.contains("hunter2"), "{line}: {error}");
        }
        let shown = format!("{:?}", parse("smtp://user:hunter2@mail.example.com").unwrap());
        assert!(!shown.contains("hunter2"), "{shown}");
    }
}
