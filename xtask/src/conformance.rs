//! Whether the two APIs do what their descriptions say: schemathesis sends what the descriptions allow and what they do
//! not, to a server with sample data. No answer may be a 5xx, have a status that is not described, or another shape.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::shell::{Done, Running, free_port, output, run, target, wait_for};

/// The release that is used.
const SCHEMATHESIS: &str = "schemathesis==4.32.5";

/// What an answer is held to.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
     response_headers_conformance,response_schema_conformance";

/// How many requests are made up for each operation, beside those that go through its limits one by one.
const EXAMPLES: &str = "12";

/// The same requests each time.
const SEED: &str = "20261125";

/// Holds both APIs to their descriptions.
pub(crate) fn run_conformance(program: &Path) -> Done {
    let st = schemathesis()?;
    let demo = Demo::start(program)?;
    let token = demo.token()?;
    let management = Target {
        name: "management",
        host: format!("api.localhost:{}", demo.port),
        path: "/v2/openapi.json",
        header: format!("Authorization: Bearer {token}"),
        // The token's own admin is not to lose its rights on the way.
        left_out: &["update-admin"],
    };
    let portal = Target {
        name: "portal",
        host: format!("demo.localhost:{}", demo.port),
        path: "/api/v2/openapi.json",
        header: format!("Cookie: portalaccesstoken={}", demo.session()?),
        // The session is not to end on the way.
        left_out: &["logout-developer"],
    };
    // The management API comes last: what it deletes is gone.
    let done = [portal, management].map(|target| target.hold(&st, &demo));
    let failures: Vec<String> = done.into_iter().filter_map(Result::err).collect();
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n")) }
}

/// The program, in a folder of its own.
fn schemathesis() -> Done<String> {
    let folder = target().join("conformance-venv");
    let python = folder.join("bin/python").display().to_string();
    let stamp = folder.join(SCHEMATHESIS);
    if !stamp.exists() {
        run("python3", &["-m", "venv", &folder.display().to_string()], &[])?;
        run(&python, &["-m", "pip", "install", "--quiet", "--disable-pip-version-check", SCHEMATHESIS], &[])?;
        fs::write(stamp, "").map_err(|error| error.to_string())?;
    }
    Ok(folder.join("bin/st").display().to_string())
}

/// One of the two APIs.
struct Target {
    name: &'static str,
    host: String,
    path: &'static str,
    header: String,
    left_out: &'static [&'static str],
}

impl Target {
    fn hold(&self, st: &str, demo: &Demo) -> Done {
        let description = output("curl", &["-sf", &format!("http://{}{}", self.host, self.path)])?;
        let file = demo.folder.join(format!("{}.json", self.name));
        fs::write(&file, description).map_err(|error| error.to_string())?;
        let (file, url) = (file.display().to_string(), format!("http://127.0.0.1:{}", demo.port));
        let host = format!("Host: {}", self.host);
        let mut words = vec!["run", &*file, "--url", &*url, "--header", &*host, "--header", &*self.header];
        words.extend(["--checks", CHECKS, "--max-examples", EXAMPLES, "--seed", SEED, "--no-color"]);
        words.extend(["--suppress-health-check", "all", "--warnings", "off", "--continue-on-failure"]);
        for id in self.left_out {
            words.extend(["--exclude-operation-id", id]);
        }
        run(st, &words, &[("NO_COLOR", "1"), ("TERM", "dumb"), ("COLUMNS", "140")])
    }
}

/// A server with a company to look at, gone with its folder when it is dropped.
struct Demo {
    folder: PathBuf,
    program: PathBuf,
    port: u16,
    server: Running,
}

impl Demo {
    fn start(program: &Path) -> Done<Self> {
        let (port, gateway_port) = (free_port()?, free_port()?);
        let folder = std::env::temp_dir().join(format!("portico-conformance-{}-{port}", std::process::id()));
        fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        let (pages, gateway) = (format!("127.0.0.1:{port}"), format!("127.0.0.1:{gateway_port}"));
        let data = folder.join("data").display().to_string();
        let words =
            ["demo", "--data-dir", &data, "--listen", &pages, "--gateway-listen", &gateway, "--log", "error"];
        let child = Command::new(program).args(words).current_dir(&folder).stdout(Stdio::null()).spawn();
        let mut server = Running(child.map_err(|error| error.to_string())?);
        wait_for(port, &mut server.0)?;
        Ok(Self { folder, program: program.to_owned(), port, server })
    }

    /// The e-mail address and the password that the card has for somebody.
    fn account(&self, who: &str) -> Done<(String, String)> {
        let card = fs::read_to_string(self.folder.join("data/card")).map_err(|error| error.to_string())?;
        let line = card.lines().find(|it| it.trim_start().starts_with(who));
        let line = line.ok_or_else(|| format!("the card has no {who}"))?.trim_start();
        let (names, password) = line.split_once("password").ok_or("the card has no password")?;
        let email = names.split_whitespace().nth(1).ok_or("the card has no address")?;
        Ok((email.to_owned(), password.trim().to_owned()))
    }

    /// A token of the admin.
    fn token(&self) -> Done<String> {
        let (admin, _) = self.account("admin")?;
        let data = self.folder.join("data").display().to_string();
        let words = ["token", "create", "--admin", &admin, "--name", "conformance", "--data-dir", &data];
        let token = output(&self.program.display().to_string(), &words)?;
        Ok(token.trim().to_owned())
    }

    /// A session of the developer.
    fn session(&self) -> Done<String> {
        let (email, password) = self.account("developer")?;
        let url = format!("http://demo.localhost:{}/api/v2/developer/authenticate", self.port);
        let body = serde_json::json!({ "username": email, "password": password }).to_string();
        let words =
            ["-sf", "-D", "-", "-o", "/dev/null", "-H", "content-type: application/json", "-d", &body, &url];
        let head = output("curl", &words)?;
        let cookie = head.split("portalaccesstoken=").nth(1).and_then(|it| it.split(';').next());
        cookie.map(str::to_owned).ok_or_else(|| format!("no session was begun: {head}"))
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.server.0.kill();
        let _ = self.server.0.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}
