//! `portico publish`, as a pipeline's shell has it: the real program against the real program.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

const SMALL: &str = "openapi: 3.0.3\ninfo: {title: Parcels, version: '1'}\npaths:\n  /parcels:\n    get:\n      responses: {'200': {description: ok}}\n";

/// A server on a folder of its own, and a token for it.
struct Shop {
    folder: PathBuf,
    server: Child,
    port: u16,
    token: String,
}

impl Drop for Shop {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// The program, without the settings of whoever runs the tests.
fn portico(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_portico"));
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("PORTICO_")) {
        command.env_remove(name);
    }
    command.args(words).current_dir(folder).stdin(Stdio::null());
    command
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Shop {
    fn open(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("portico-publish-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let data = folder.join("data").display().to_string();
        let create =
            ["admin", "create", "--email", "ada@example.com", "--password-stdin", "--data-dir", &data];
        let mut admin =
            portico(&folder, &create).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        admin.stdin.take().unwrap().write_all(b"a long way to the quarry").unwrap();
        assert!(admin.wait().unwrap().success());
        let token = Self::made_token(&folder, &data, "publisher");
        let (port, gateway) = (free_port(), free_port());
        let (pages, gateway) = (format!("127.0.0.1:{port}"), format!("127.0.0.1:{gateway}"));
        let serve =
            ["serve", "--listen", &pages, "--gateway-listen", &gateway, "--data-dir", &data, "--log", "warn"];
        let server = portico(&folder, &serve).stdout(Stdio::null()).spawn().unwrap();
        let shop = Self { folder, server, port, token };
        shop.wait();
        shop
    }

    /// The same, called with another token.
    fn called_with(mut self, token: String) -> Self {
        self.token = token;
        self
    }

    fn made_token(folder: &Path, data: &str, role: &str) -> String {
        let words = [
            "token",
            "create",
            "--admin",
            "ada@example.com",
            "--name",
            role,
            "--role",
            role,
            "--data-dir",
            data,
        ];
        let made = portico(folder, &words).output().unwrap();
        String::from_utf8(made.stdout).unwrap().trim().to_owned()
    }

    fn wait(&self) {
        let patience = Instant::now() + Duration::from_mins(1);
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert!(Instant::now() < patience, "the server does not listen");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn write(&self, path: &str, content: &str) {
        let path = self.folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    fn server(&self) -> String {
        format!("http://api.localhost:{}", self.port)
    }

    /// Publishes with these words, as version v1 of Parcels.
    fn publish(&self, words: &[&str]) -> Ended {
        self.publish_with(&self.token, words)
    }

    fn publish_with(&self, token: &str, words: &[&str]) -> Ended {
        let words = [&["publish"], words, &["--product", "Parcels", "--version", "v1"]].concat();
        let mut command = portico(&self.folder, &words);
        let done = command.env("PORTICO_SERVER", self.server()).env("PORTICO_TOKEN", token).output();
        Ended::of(&done.unwrap())
    }

    /// What the API has at this path.
    fn read(&self, path: &str) -> Value {
        self.send("GET", path, &Value::Null)
    }

    fn send(&self, method: &str, path: &str, body: &Value) -> Value {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: api.localhost:{}\r\nauthorization: Bearer {}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            self.port,
            self.token,
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let body = answer.split_once("\r\n\r\n").unwrap().1;
        serde_json::from_str(body).expect("an answer of JSON")
    }
}

/// How it ended.
#[derive(Debug)]
struct Ended {
    code: i32,
    said: String,
    complained: String,
}

impl Ended {
    fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (said, complained) = (text(&output.stdout), text(&output.stderr));
        Self { code: output.status.code().unwrap_or(-1), said, complained }
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.said).expect("a report of JSON")
    }
}

#[test]
fn a_second_run_with_the_same_file_changes_nothing() {
    let shop = Shop::open("twice");
    shop.write("openapi.yaml", SMALL);
    let first = shop.publish(&["openapi.yaml"]);
    assert_eq!((first.code, first.complained.as_str()), (0, ""), "{first:?}");
    assert_eq!(
        first.said,
        "product Parcels: created\nversion v1: created\nspecification openapi.yaml: created\nPublished.\n"
    );
    let second = shop.publish(&["openapi.yaml"]);
    assert_eq!(
        (second.code, second.said.lines().last()),
        (0, Some("Everything is as it was: nothing was changed."))
    );
    shop.write("openapi.yaml", &SMALL.replace("/parcels", "/letters"));
    let dry = shop.publish(&["openapi.yaml", "--dry-run"]);
    assert!(dry.said.contains("specification openapi.yaml: replaced\nThis was a dry run"), "{dry:?}");
    let third = shop.publish(&["openapi.yaml", "--json"]);
    assert_eq!((third.code, &third.json()["outcome"]), (0, &json!("published")));
    assert_eq!(
        third.json()["deeds"][0],
        json!({ "noun": "specification", "name": "openapi.yaml", "state": "replaced" })
    );
    assert_eq!(shop.publish(&["openapi.yaml", "--json"]).json()["outcome"], "unchanged");
}

#[test]
fn what_is_refused_names_file_line_and_column_and_leaves_nothing_behind() {
    let shop = Shop::open("refused");
    shop.write("openapi.json", "{\n  \"openapi\": nope\n}");
    let ended = shop.publish(&["openapi.json"]);
    assert_eq!(ended.code, 1, "{ended:?}");
    assert!(ended.complained.starts_with("openapi.json:2:"), "{ended:?}");
    let found = ended.complained.trim_end().splitn(4, ':').collect::<Vec<_>>();
    assert!(found[2].parse::<u32>().is_ok() && !found[3].trim().is_empty(), "{ended:?}");
    assert_eq!(shop.read("/v2/api-products")["meta"]["page"]["total"], 0);
    let json = shop.publish(&["openapi.json", "--json"]).json();
    assert_eq!((&json["outcome"], &json["problems"][0]["line"]), (&json!("refused"), &json!(2)));
    shop.write("openapi.yaml", SMALL);
    let absent = shop.publish(&["openapi.yaml", "--no-create"]);
    assert_eq!((absent.code, shop.read("/v2/api-products")["meta"]["page"]["total"].clone()), (1, json!(0)));
    let dry = shop.publish(&["openapi.yaml", "--dry-run"]);
    assert_eq!((dry.code, shop.read("/v2/api-products")["meta"]["page"]["total"].clone()), (0, json!(0)));
    assert!(dry.said.contains("product Parcels: created"), "{dry:?}");
    for (file, said) in [("nothing.yaml", "nothing.yaml: "), ("notes.txt", "notes.txt: ")] {
        let ended = shop.publish(&[file]);
        assert!(ended.code == 1 && ended.complained.starts_with(said), "{ended:?}");
    }
    assert_eq!(shop.publish(&["openapi.yaml", "--portal", "nowhere"]).code, 1);
}

#[test]
fn who_cannot_be_reached_or_may_not_is_another_matter_than_what_is_refused() {
    let shop = Shop::open("away");
    shop.write("openapi.yaml", SMALL);
    let stranger = shop.publish_with("prt_admin_nothing", &["openapi.yaml"]);
    assert_eq!(stranger.code, 2, "{stranger:?}");
    let data = shop.folder.join("data").display().to_string();
    let reader = Shop::made_token(&shop.folder, &data, "reader");
    let ended = shop.publish_with(&reader, &["openapi.yaml", "--json"]);
    assert_eq!((ended.code, &ended.json()["outcome"]), (2, &json!("not_allowed")));
    let nobody = shop.publish_with("", &["openapi.yaml"]);
    assert!(nobody.code == 2 && nobody.complained.contains("PORTICO_TOKEN"), "{nobody:?}");
    let closed = format!("http://127.0.0.1:{}", free_port());
    let ended = shop.publish(&["openapi.yaml", "--server", &closed, "--json"]);
    assert_eq!((ended.code, &ended.json()["outcome"]), (2, &json!("unreachable")));
    let other = shop.publish(&["openapi.yaml", "--server", &format!("http://localhost:{}", shop.port)]);
    assert_eq!(other.code, 2, "the front door is not the API: {other:?}");
    assert_eq!(shop.read("/v2/api-products")["meta"]["page"]["total"], 0);
}

#[test]
fn a_version_is_published_to_a_portal_under_what_the_portal_proposes() {
    let shop = Shop::open("portal");
    shop.write("openapi.yaml", SMALL);
    let data = shop.folder.join("data").display().to_string();
    let token = Shop::made_token(&shop.folder, &data, "admin");
    let admin = shop.called_with(token);
    let keys = json!({
        "name": "Keys", "display_name": "Keys", "strategy_type": "key_auth", "configs": { "key-auth": {} },
    });
    let keys = admin.send("POST", "/v2/application-auth-strategies", &keys)["id"].clone();
    let portal =
        json!({ "name": "Acme Developers", "slug": "acme", "default_application_auth_strategy_id": keys });
    let portal = admin.send("POST", "/v2/portals", &portal)["id"].clone();
    let first = admin.publish(&["openapi.yaml", "--portal", "acme"]);
    assert!(first.code == 0 && first.said.contains("portal acme: published\n"), "{first:?}");
    let product = admin.read("/v2/api-products")["data"][0].clone();
    assert_eq!(product["portal_ids"], json!([portal]));
    let versions = format!("/v2/api-products/{}/product-versions", product["id"].as_str().unwrap());
    let place = admin.read(&versions)["data"][0]["portals"][0].clone();
    assert_eq!((&place["publish_status"], &place["auth_strategies"][0]["id"]), (&json!("published"), &keys));
    assert_eq!(place["application_registration_enabled"], true);
    for name in ["acme", "Acme Developers", portal.as_str().unwrap()] {
        let again = admin.publish(&["openapi.yaml", "--portal", name]);
        assert!(again.code == 0 && again.said.contains("nothing was changed"), "{again:?}");
    }
}

#[test]
fn a_folder_of_documents_becomes_the_products_documents() {
    let shop = Shop::open("docs");
    shop.write("openapi.yaml", SMALL);
    shop.write("docs/start.md", "---\ntitle: Getting started\nstatus: published\n---\n# Hello\n");
    shop.write("docs/guides.md", "---\ntitle: Guides\n---\n");
    shop.write("docs/guides/first.md", "---\ntitle: A first parcel\n---\nSend it.\n");
    let first = shop.publish(&["openapi.yaml", "--docs", "docs"]);
    assert!(first.code == 0 && first.said.contains("documents: changed (3 created"), "{first:?}");
    let again = shop.publish(&["openapi.yaml", "--docs", "docs"]);
    assert!(again.code == 0 && again.said.contains("nothing was changed"), "{again:?}");
    shop.write("docs/start.md", "---\ntitle: Getting started\nstatus: published\n---\n# Hello again\n");
    std::fs::remove_file(shop.folder.join("docs/guides/first.md")).unwrap();
    let dry = shop
        .publish(&["openapi.yaml", "--docs", "docs", "--missing", "delete", "--dry-run", "--json"])
        .json();
    assert_eq!(dry["deeds"][1]["deleted"], json!(["first"]), "{dry}");
    let third = shop.publish(&["openapi.yaml", "--docs", "docs", "--missing", "delete"]);
    assert!(
        third.code == 0 && third.said.contains("1 changed") && third.said.contains("1 deleted"),
        "{third:?}"
    );
    let product = shop.read("/v2/api-products")["data"][0]["id"].clone();
    let documents = shop.read(&format!("/v2/api-products/{}/documents", product.as_str().unwrap()));
    assert_eq!(documents["meta"]["page"]["total"], 2);
    shop.write("docs/broken.md", "---\ntitle: [\n---\n");
    let ended = shop.publish(&["openapi.yaml", "--docs", "docs"]);
    assert!(ended.code == 1 && ended.complained.starts_with("docs/broken.md:"), "{ended:?}");
}
