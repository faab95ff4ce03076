//! Mails over a real SMTP server: a process of its own, with STARTTLS, TLS and AUTH.
//!
//! It needs a Python that has aiosmtpd, named by `PORTICO_TEST_PYTHON`; the test command sees to it. Without it these
//! tests say that they were not run, and fail where `PORTICO_TEST_REQUIRE` is `1`.

#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test may panic, and says when it did not run"
)]

#[path = "it/post.rs"]
mod post;

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use frame::mail::{Courier, Settings};
use serde_json::Value;
use testkit::TestHouse;

use crate::post::{LINK, kept, post};

const USER: &str = "portico@example.com";
const PASSWORD: &str = "p:w/d+%";
const SIGN_IN: &str = "portico%40example.com:p%3Aw%2Fd+%25@";

/// The server process. It ends with this value.
struct Sink {
    process: Child,
    lines: Receiver<Value>,
    ready: Value,
    folder: PathBuf,
}

impl Sink {
    /// Starts one, or says why not.
    fn start() -> Option<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let Some(python) = std::env::var_os("PORTICO_TEST_PYTHON") else {
            let why = "PORTICO_TEST_PYTHON names no Python that has aiosmtpd";
            assert!(std::env::var_os("PORTICO_TEST_REQUIRE").is_none_or(|it| it != "1"), "{why}");
            eprintln!("not run: {why}");
            return None;
        };
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("smtp-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let mut process = Command::new(python)
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../e2e/smtp_sink.py"))
            .args([folder.as_os_str(), USER.as_ref(), PASSWORD.as_ref()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let output = BufReader::new(process.stdout.take().unwrap());
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                let _ = sender.send(serde_json::from_str(&line).unwrap());
            }
        });
        let ready = lines.recv_timeout(Duration::from_secs(30)).unwrap();
        Some(Self { process, lines, ready, folder })
    }

    /// A courier to one of its doors. `sign_in` is empty or ends in `@`.
    fn courier(&self, door: &str, sign_in: &str, trusted: bool) -> Courier {
        let port = &self.ready[door];
        let (scheme, tls) = match door {
            "tls" => ("smtps", "tls"),
            "starttls" => ("smtp", "starttls"),
            _ => ("smtp", "none"),
        };
        let authority = if trusted {
            format!("&ca_file={}", self.ready["certificate"].as_str().unwrap())
        } else {
            String::new()
        };
        let line = format!("{scheme}://{sign_in}localhost:{port}?tls={tls}{authority}");
        let settings = Settings::parse(&line, "unused".as_ref()).unwrap();
        Courier::new(&settings, "Portico <portico@portal.example.com>").unwrap()
    }

    /// What it told next.
    fn next(&self) -> Value {
        self.lines.recv_timeout(Duration::from_secs(20)).unwrap()
    }

    /// Everything that it has told meanwhile.
    fn told(&self) -> Vec<Value> {
        self.lines.try_iter().collect()
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

#[tokio::test]
async fn mails_arrive_whole_encrypted_and_signed_in() {
    let Some(sink) = Sink::start() else { return };
    for house in TestHouse::each_database().await {
        for door in ["starttls", "tls"] {
            let to = format!("ada+{door}@example.com");
            post(&house, &to).await;
            assert_eq!(sink.courier(door, SIGN_IN, true).run_once(house.app()).await.unwrap(), 1);
            let mail = sink.next();
            assert_eq!(
                (&mail["door"], &mail["encrypted"], &mail["signed_in"]),
                (&door.into(), &true.into(), &true.into())
            );
            assert_eq!(
                (&mail["sender"], &mail["to"][0]),
                (&"portico@portal.example.com".into(), &to.clone().into())
            );
            assert_eq!(mail["defects"], serde_json::json!([]));
            let headers = &mail["headers"];
            assert_eq!(headers["from"], "Acme APIs <portico@portal.example.com>");
            assert_eq!(headers["to"], *to);
            assert_eq!(headers["subject"], "Bestätigung für Ada");
            assert_eq!(headers["auto-submitted"], "auto-generated");
            assert!(headers["message-id"].as_str().unwrap().ends_with("@portal.example.com>"));
            assert_eq!(
                mail["text"].as_str().unwrap().replace("\r\n", "\n"),
                format!("Hello Ada,\n\nopen {LINK}\n")
            );
            assert!(mail["html"].as_str().unwrap().contains(LINK));
        }
        for it in kept(&house).await {
            assert_eq!(
                (it.state.as_str(), it.text.as_str()),
                ("sent", ""),
                "links are secrets of their reader"
            );
        }
    }
}

#[tokio::test]
async fn what_the_server_says_decides_what_becomes_of_a_mail() {
    let Some(sink) = Sink::start() else { return };
    for (number, house) in TestHouse::each_database().await.into_iter().enumerate() {
        let courier = sink.courier("starttls", SIGN_IN, true);
        for wish in ["ada", "hangup", "later", "nobody", "once", "quota"] {
            post(&house, &format!("{wish}@{number}.test")).await;
        }
        assert_eq!(courier.run_once(house.app()).await.unwrap(), 6);
        let first: Vec<_> =
            kept(&house).await.into_iter().map(|it| (it.state, it.problem.unwrap_or_default())).collect();
        let expected = [
            ("sent", ""),
            ("waiting", "response error: incomplete response"),
            ("waiting", "451 4.3.0 come back later"),
            ("failed", "550 5.1.1 there is nobody of that name"),
            ("waiting", "451 4.3.0 come back later"),
            ("failed", "552 5.2.2 no room for …"),
        ];
        for ((state, problem), (expected_state, expected_problem)) in first.iter().zip(expected) {
            assert_eq!((state.as_str(), problem.as_str()), (expected_state, expected_problem));
        }
        house.wait(30);
        assert_eq!(courier.run_once(house.app()).await.unwrap(), 3);
        let states: Vec<_> = kept(&house).await.into_iter().map(|it| (it.state, it.attempts)).collect();
        let expected =
            [("sent", 1), ("waiting", 2), ("waiting", 2), ("failed", 1), ("sent", 2), ("failed", 1)];
        assert_eq!(states, expected.map(|(state, attempts)| (state.to_owned(), attempts)));
        sink.told();
    }
}

#[tokio::test]
async fn a_slow_recipient_or_a_goodbye_that_never_comes_stops_nobody() {
    let Some(sink) = Sink::start() else { return };
    for house in TestHouse::each_database().await {
        let courier = sink.courier("plain", "", false);
        for to in ["slow@x.test", "reread@x.test", "ada@x.test", "bob@x.test", "eve@x.test"] {
            post(&house, to).await;
        }
        let began = Instant::now();
        assert_eq!(courier.run_once(house.app()).await.unwrap(), 5);
        assert!(began.elapsed() < Duration::from_secs(8), "they go side by side");
        let told: Vec<_> = (0..5).map(|_| sink.next()["to"][0].as_str().unwrap().to_owned()).collect();
        assert_eq!(told[4], "slow@x.test", "{told:?}");
        assert!(kept(&house).await.iter().all(|it| it.state == "sent"));
    }
}

#[tokio::test]
async fn a_server_that_cannot_be_trusted_or_does_not_let_us_in_gets_no_mail_and_loses_none() {
    let Some(sink) = Sink::start() else { return };
    let house = TestHouse::sqlite(&[]).await;
    post(&house, "ada@example.com").await;
    let wrong = "portico%40example.com:wrong@";
    let mut pause = 30;
    for (door, sign_in, trusted, said) in [
        ("starttls", SIGN_IN, false, "UnknownIssuer"),
        ("tls", SIGN_IN, false, "UnknownIssuer"),
        ("starttls", wrong, true, "535"),
        ("tls", wrong, true, "535"),
        ("starttls", "", true, "530"),
    ] {
        let courier = sink.courier(door, sign_in, trusted);
        assert_eq!(courier.run_once(house.app()).await.unwrap(), 1);
        let it = kept(&house).await.remove(0);
        assert_eq!(it.state, "waiting", "{it:?}");
        assert!(it.problem.as_ref().unwrap().contains(said), "{door}: {it:?}");
        assert!(sink.told().is_empty());
        house.wait(pause);
        pause *= 2;
    }
    let never_encrypts = format!("smtp://localhost:{}?tls=starttls", sink.ready["plain"]);
    let settings = Settings::parse(&never_encrypts, "unused".as_ref()).unwrap();
    let courier = Courier::new(&settings, "portico@portal.example.com").unwrap();
    assert_eq!(courier.run_once(house.app()).await.unwrap(), 1);
    assert!(kept(&house).await[0].problem.as_ref().unwrap().contains("STARTTLS is not supported"));
    assert!(sink.told().is_empty(), "nothing is said in clear");

    house.wait(pause);
    assert_eq!(sink.courier("starttls", SIGN_IN, true).run_once(house.app()).await.unwrap(), 1);
    assert_eq!(kept(&house).await[0].state, "sent");
}

#[tokio::test]
async fn an_authority_that_cannot_be_read_is_refused_at_the_start() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let empty = folder.join(format!("empty-{}.pem", std::process::id()));
    std::fs::write(&empty, "nothing\n").unwrap();
    for (path, said) in
        [(folder.join("missing.pem"), "missing.pem: No such file"), (empty.clone(), "no certificate")]
    {
        let line = format!("smtps://localhost?ca_file={}", path.display());
        let settings = Settings::parse(&line, "unused".as_ref()).unwrap();
        let error = Courier::new(&settings, "portico@localhost").err().unwrap().to_string();
        assert!(error.contains(said), "{error}");
    }
    std::fs::remove_file(empty).unwrap();
}

/// Everything that was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_log_holds_no_link_no_address_and_no_password() {
    let Some(sink) = Sink::start() else { return };
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let house = TestHouse::sqlite(&[]).await;
    let guard = tracing::subscriber::set_default(subscriber);
    for to in ["ada@x.test", "nobody@x.test", "later@x.test", "quota@x.test"] {
        post(&house, to).await;
    }
    sink.courier("starttls", SIGN_IN, true).run_once(house.app()).await.unwrap();
    house.wait(30);
    sink.courier("starttls", "portico%40example.com:wr0ng@", true).run_once(house.app()).await.unwrap();
    drop(guard);
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("a mail has left") && log.contains("a mail has failed"), "{log}");
    assert!(log.contains("mails cannot be handed over") && log.contains("535"), "{log}");
    for secret in ["s3cret", "token", "Hello Ada", "Bestätigung", "@x.test", PASSWORD, "wr0ng"] {
        assert!(!log.contains(secret), "{secret} is in the log:\n{log}");
    }
}
