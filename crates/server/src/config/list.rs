//! Every setting there is: its name in the file, what it means, and what it is when nobody says anything.

use std::fmt::Write as _;

/// A setting. In the environment it is `PORTICO_` and the name in capitals; as a flag `--` and the name with dashes.
#[derive(Debug)]
pub struct Setting {
    /// Its name in the file.
    pub name: &'static str,
    /// What it is when nobody says anything; a sentence in brackets when that depends on others.
    pub default: &'static str,
    /// What it means.
    pub help: &'static str,
    /// Whether its value is masked, and may be read from a file named by `<name>_file`.
    pub secret: bool,
}

const fn plain(name: &'static str, default: &'static str, help: &'static str) -> Setting {
    Setting { name, default, help, secret: false }
}

const fn secret(name: &'static str, default: &'static str, help: &'static str) -> Setting {
    Setting { name, default, help, secret: true }
}

/// All settings, in the order in which they are shown.
pub const LIST: &[Setting] = &[
    plain("data_dir", "portico-data", "The folder that holds the database, the secret and the local mails."),
    plain("listen", "127.0.0.1:8080", "The address that portals, the console and the API listen on."),
    plain(
        "gateway_listen",
        "127.0.0.1:8000",
        "The address that the built-in gateway listens on; `off` for none.",
    ),
    plain(
        "portal_domain",
        "(localhost and the port of `listen`)",
        "The domain under which every portal has its name.",
    ),
    plain(
        "public_scheme",
        "(http on localhost, else https)",
        "How the public reaches the pages: http or https.",
    ),
    plain(
        "trusted_proxies",
        "",
        "The proxies that say in X-Forwarded-For where a request comes from: addresses or networks, with commas.",
    ),
    plain(
        "gateway_url",
        "(the portal domain and the port of `gateway_listen`)",
        "The gateway's address, as developers call it.",
    ),
    plain(
        "try_networks",
        "",
        "Networks of private addresses that developers may call from the reference pages, with commas; the gateway's own address needs no mention.",
    ),
    secret(
        "database_url",
        "(sqlite in the data folder)",
        "`sqlite:/path/portico.db` or `postgres://user:password@host/name`.",
    ),
    secret(
        "mail",
        "folder",
        "Where mails go: `folder`, or `smtp://user:password@host:587?tls=starttls`, or `smtps://…`.",
    ),
    plain("mail_from", "(portico@ and the portal domain)", "The address from which mails come."),
    plain(
        "digest_minutes",
        "15",
        "How often admins get a mail about waiting requests, in minutes; 0 for never.",
    ),
    plain("gateway_workers", "(one for each core)", "How many threads the gateway has."),
    plain(
        "log",
        "info",
        "What is logged: error, warn, info, debug, or a filter such as `portico=debug,info`.",
    ),
    plain(
        "clients",
        "",
        "Clients of the Portal API that stand in for a portal's pages: `slug=folder`, several with commas. In this file also \
         a table `[clients]` with a line `slug = \"folder\"` each.",
    ),
    plain("log_format", "text", "How it is logged: text or json."),
    plain("development", "false", "Shows the components at `/_ui` on the console's host."),
];

/// The whole list as a file: each setting with its meaning and its default, ready to be edited.
pub fn as_toml() -> String {
    let mut file = String::from(
        "# Portico's settings. Environment variables (PORTICO_…) win over this file, flags over those.\n",
    );
    for it in LIST {
        let name = it.name;
        let _ = writeln!(file, "\n# {}", it.help);
        if it.secret {
            let _ = writeln!(file, "# Or {name}_file: a file that holds it, readable by its owner alone.");
        }
        let _ = match it.default.strip_prefix('(').and_then(|it| it.strip_suffix(')')) {
            Some(words) => writeln!(file, "# {name} = \"…\"    # by default: {words}"),
            None => writeln!(file, "{name} = {}", quoted(it.default)),
        };
    }
    file
}

/// Numbers and truth values stand as they are; the rest is quoted.
fn quoted(value: &str) -> String {
    if value.parse::<i64>().is_ok() || value.parse::<bool>().is_ok() {
        value.to_owned()
    } else {
        format!("{value:?}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_printed_defaults_are_a_file_that_can_be_read() {
        let file: toml::Table = as_toml().parse().unwrap();
        for it in LIST.iter().filter(|it| !it.default.starts_with('(')) {
            assert!(file.contains_key(it.name), "{}", it.name);
        }
    }
}
