//! The settings as typed values, checked all at once.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use base::{Error, Networks, Result, Secret};
use frame::Addresses;
use frame::mail;

use super::layers::Layers;
use super::list::LIST;
use crate::client;
use crate::serve::Proxies;

/// What is in force.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The folder that holds the database, the secret and the local mails.
    pub data_dir: PathBuf,
    /// Where the pages are served.
    pub listen: SocketAddr,
    /// Where the gateway listens, if it does.
    pub gateway_listen: Option<SocketAddr>,
    /// The public addresses.
    pub addresses: Addresses,
    /// The proxies whose word is taken on where a request comes from.
    pub trusted_proxies: Proxies,
    /// Private networks that developers may call from the reference pages.
    pub try_networks: Networks,
    /// The database's address, which may hold a password.
    pub database_url: Secret,
    /// Where mails go.
    pub mail: mail::Settings,
    /// From whom mails come.
    pub mail_from: String,
    /// How often admins get a mail about waiting requests, in minutes; 0 for never.
    pub digest_minutes: u32,
    /// How many threads the gateway has.
    pub gateway_workers: usize,
    /// The folders of the clients that stand in for portals' pages, by the portals' slugs.
    pub clients: BTreeMap<String, PathBuf>,
    /// What is logged.
    pub log: String,
    /// Whether it is logged as JSON.
    pub log_json: bool,
    /// Whether the components are shown.
    pub development: bool,
}

impl Settings {
    /// Checks what the layers say. All that is wrong is told at once, each with its source.
    pub fn read(layers: &Layers) -> Result<Self> {
        let mut problems = String::new();
        let settings = Self::check(layers, &mut problems);
        if problems.is_empty() { Ok(settings) } else { Err(Error::internal(problems.trim_end())) }
    }

    fn check(layers: &Layers, problems: &mut String) -> Self {
        let mut ask = Ask { layers, problems };
        let data_dir = PathBuf::from(ask.text("data_dir"));
        let listen: SocketAddr = ask.parsed("listen", "an address such as 127.0.0.1:8080", LOCAL);
        let gateway_listen = (ask.text("gateway_listen") != "off")
            .then(|| ask.parsed("gateway_listen", "an address such as 127.0.0.1:8000, or off", LOCAL));
        let clients = ask.clients();
        let addresses = ask.addresses(listen, gateway_listen).with_clients(clients.keys().cloned());
        let database_url = match layers.get("database_url") {
            Some((url, _)) => Secret::new(url),
            None => Secret::new(format!("sqlite:{}", data_dir.join("portico.db").display())),
        };
        let mail_from = match layers.get("mail_from") {
            Some((from, _)) => from.to_owned(),
            None => format!("portico@{}", addresses.host()),
        };
        Self {
            mail: ask.mail(&data_dir),
            data_dir,
            listen,
            gateway_listen,
            addresses,
            trusted_proxies: ask.parsed(
                "trusted_proxies",
                "addresses or networks such as 127.0.0.1, 10.0.0.0/8",
                Proxies::default(),
            ),
            try_networks: ask.parsed(
                "try_networks",
                "addresses or networks such as 10.0.0.0/8",
                Networks::default(),
            ),
            database_url,
            mail_from,
            digest_minutes: ask.parsed("digest_minutes", "a number of minutes", 15),
            gateway_workers: ask.workers(),
            clients,
            log: ask.text("log"),
            log_json: ask.one_of("log_format", &["text", "json"]) == "json",
            development: ask.parsed("development", "true or false", false),
        }
    }

    /// The file that holds the secret under which credentials are stored.
    pub fn secret_file(&self) -> PathBuf {
        self.data_dir.join("secret")
    }

    /// Every setting with its value and its source, for a person. Secrets are masked.
    pub fn explain(&self, layers: &Layers) -> String {
        let mut table = String::new();
        for it in LIST {
            let (said, source) = match layers.get(it.name) {
                Some((_, source)) if it.secret => ("(set, not shown)".to_owned(), source.to_string()),
                Some((value, source)) => (value.to_owned(), source.to_string()),
                None => (self.by_default(it.name, it.default), "default".to_owned()),
            };
            let _ = writeln!(table, "{:16} {said:44} {source}", it.name);
        }
        table
    }

    fn by_default(&self, name: &str, default: &str) -> String {
        match name {
            "portal_domain" => self.addresses.portal_domain(),
            "public_scheme" => (if self.addresses.secure() { "https" } else { "http" }).to_owned(),
            "gateway_url" => self.addresses.gateway().to_owned(),
            "database_url" => format!("sqlite:{}", self.data_dir.join("portico.db").display()),
            "mail_from" => self.mail_from.clone(),
            "gateway_workers" => self.gateway_workers.to_string(),
            _ => default.to_owned(),
        }
    }
}

const LOCAL: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 0);

/// Asks the layers, and notes what is wrong.
struct Ask<'a> {
    layers: &'a Layers,
    problems: &'a mut String,
}

impl Ask<'_> {
    fn text(&self, name: &str) -> String {
        let default = || LIST.iter().find(|it| it.name == name).map_or("", |it| it.default).to_owned();
        self.layers.get(name).map_or_else(default, |(value, _)| value.to_owned())
    }

    fn wrong(&mut self, name: &str, wanted: &str) {
        let (value, source) = self.layers.get(name).map_or(("", String::new()), |(v, s)| (v, s.to_string()));
        let _ = writeln!(self.problems, "{name} = {value:?} ({source}): it must be {wanted}");
    }

    fn parsed<T: std::str::FromStr>(&mut self, name: &str, wanted: &str, otherwise: T) -> T {
        self.text(name).parse().unwrap_or_else(|_| {
            self.wrong(name, wanted);
            otherwise
        })
    }

    fn one_of(&mut self, name: &str, words: &[&str]) -> String {
        let text = self.text(name);
        if !words.contains(&text.as_str()) {
            self.wrong(name, &words.join(" or "));
        }
        text
    }

    fn workers(&mut self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        match self.layers.get("gateway_workers").map(|(value, _)| value.parse::<usize>()) {
            None => cores(),
            Some(Ok(count)) if (1..=256).contains(&count) => count,
            Some(_) => {
                self.wrong("gateway_workers", "a number from 1 to 256");
                cores()
            }
        }
    }

    /// `slug=folder`, several with commas.
    fn clients(&mut self) -> BTreeMap<String, PathBuf> {
        let mut clients = BTreeMap::new();
        for part in self.text("clients").split(',').map(str::trim).filter(|it| !it.is_empty()) {
            let (slug, folder) = part.split_once('=').unwrap_or((part, ""));
            let (slug, folder) = (slug.trim().to_owned(), PathBuf::from(folder.trim()));
            let wanted = if base::words::slug(&slug, 63).is_err() {
                "a portal's slug, `=` and a folder"
            } else if !folder.join(client::INDEX).is_file() {
                "a folder with an index.html for each portal"
            } else if clients.insert(slug, folder).is_some() {
                "one folder for each portal"
            } else {
                continue;
            };
            self.wrong("clients", wanted);
        }
        clients
    }

    fn mail(&mut self, data_dir: &Path) -> mail::Settings {
        mail::Settings::parse(&self.text("mail"), &data_dir.join("mail")).unwrap_or_else(|problem| {
            let _ = writeln!(self.problems, "mail: {problem}");
            mail::Settings::folder(&data_dir.join("mail"))
        })
    }

    fn addresses(&mut self, listen: SocketAddr, gateway: Option<SocketAddr>) -> Addresses {
        let domain = match self.layers.get("portal_domain") {
            Some((domain, _)) => domain.to_owned(),
            None => format!("localhost:{}", listen.port()),
        };
        let host = domain.split(':').next().unwrap_or_default().to_owned();
        if !base::words::is_host_name(&host) {
            self.wrong("portal_domain", "a host name, with a port where it is not the usual one");
        }
        let local = host == "localhost" || host.ends_with(".localhost");
        let scheme = match self.layers.get("public_scheme") {
            Some(_) => self.one_of("public_scheme", &["http", "https"]),
            None => (if local { "http" } else { "https" }).to_owned(),
        };
        let gateway_url = match (self.layers.get("gateway_url"), gateway) {
            (Some((url, _)), _) => url.to_owned(),
            (None, Some(address)) => format!("{scheme}://{host}:{}", address.port()),
            (None, None) => format!("{scheme}://gateway.{host}"),
        };
        if !(gateway_url.starts_with("http://") || gateway_url.starts_with("https://")) {
            self.wrong("gateway_url", "an address that begins with http:// or https://");
        }
        Addresses::new(&scheme, &domain, &gateway_url)
    }
}

/// Reads a file that holds a secret. It is refused when others than its owner may read it.
pub fn read_secret_file(path: &Path) -> Result<String> {
    use std::os::unix::fs::PermissionsExt;
    let said = |problem: &dyn std::fmt::Display| Error::internal(format!("{}: {problem}", path.display()));
    let mode = std::fs::metadata(path).map_err(|error| said(&error))?.permissions().mode();
    if mode & 0o077 != 0 {
        let problem = "others may read this secret; make it yours alone with: chmod 600";
        return Err(said(&format!("{problem} {}", path.display())));
    }
    let text = std::fs::read_to_string(path).map_err(|error| said(&error))?;
    Ok(text.trim_end().to_owned())
}
