//! A data folder of its own, and the released program that runs on it.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use keys::ServerSecret;
use sql::{Db, Options};

use super::client::Client;
use super::process;
use crate::shell::{Done, Running, free_port, target};

/// The password of everybody.
pub(super) const PASSWORD: &str = "a long way to the quarry";

/// How long a start may take before it is given up.
const PATIENCE: Duration = Duration::from_mins(1);

/// A data folder and its server, both gone when it is dropped.
pub(super) struct House {
    /// A folder for whatever else the measurement needs.
    pub(super) folder: PathBuf,
    /// Where the pages are.
    pub(super) port: u16,
    /// Where the gateway is.
    pub(super) gateway_port: u16,
    server: Option<Running>,
}

impl House {
    /// An empty folder, and two ports.
    pub(super) fn new() -> Done<Self> {
        let (port, gateway_port) = (free_port()?, free_port()?);
        let folder = std::env::temp_dir().join(format!("portico-bench-{}-{port}", std::process::id()));
        std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        Ok(Self { folder, port, gateway_port, server: None })
    }

    /// Makes the tables, the secret and an admin.
    pub(super) fn furnish(&self) -> Done {
        let words = ["admin", "create", "--email", "bench@example.com", "--password-stdin"];
        let mut child =
            self.command(&words, None).stdin(Stdio::piped()).spawn().map_err(|error| error.to_string())?;
        if let Some(mut input) = child.stdin.take() {
            input.write_all(PASSWORD.as_bytes()).map_err(|error| error.to_string())?;
        }
        let status = child.wait().map_err(|error| error.to_string())?;
        if status.success() { Ok(()) } else { Err(format!("no admin could be made: {status}")) }
    }

    /// The secret under which this house stores credentials.
    pub(super) fn secret(&self) -> Done<ServerSecret> {
        let text =
            std::fs::read_to_string(self.folder.join("data/secret")).map_err(|error| error.to_string())?;
        ServerSecret::parse(&text).ok_or_else(|| "the secret is not understood".to_owned())
    }

    /// The file of the database.
    pub(super) fn database(&self) -> PathBuf {
        self.folder.join("data/portico.db")
    }

    /// Does something to the database while no server runs.
    pub(super) fn write(&self, deed: impl AsyncFnOnce(&Db) -> sql::Result<()>) -> Done {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| error.to_string())?;
        let url = format!("sqlite:{}", self.database().display());
        let done = runtime.block_on(async {
            let db = Db::open(&url, Options { readers: 1, schema: None }).await?;
            let done = deed(&db).await;
            db.close().await;
            done
        });
        done.map_err(|failure| failure.to_string())
    }

    /// Starts the server, on one core if one is named, and says how long it took until the front door answered 200.
    pub(super) fn start(&mut self, core: Option<usize>) -> Done<Duration> {
        let pages = format!("127.0.0.1:{}", self.port);
        let gateway = format!("127.0.0.1:{}", self.gateway_port);
        let words = ["serve", "--listen", &pages, "--gateway-listen", &gateway];
        let mut command = self.command(&words, core);
        let began = Instant::now();
        let mut server = Running(command.spawn().map_err(|error| error.to_string())?);
        while !self.answers() {
            if let Ok(Some(status)) = server.0.try_wait() {
                return Err(format!("the server ended before it answered: {status}"));
            }
            if began.elapsed() > PATIENCE {
                return Err("the front door did not answer within a minute".to_owned());
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        let took = began.elapsed();
        self.server = Some(server);
        Ok(took)
    }

    fn answers(&self) -> bool {
        let answer = Client::connect(self.port, "localhost").and_then(|mut it| it.get("/", ""));
        answer.is_ok_and(|it| it.status == 200)
    }

    /// The server's process.
    pub(super) fn process(&self) -> u32 {
        self.server.as_ref().map_or(0, |it| it.0.id())
    }

    /// How much memory the server holds, in MB.
    pub(super) fn resident_mb(&self) -> Done<f64> {
        process::resident_kb(self.process()).map(|kb| super::figures::float(kb) * 1024.0 / 1e6)
    }

    /// Ends the server.
    pub(super) fn stop(&mut self) {
        self.server = None;
    }

    fn command(&self, words: &[&str], core: Option<usize>) -> Command {
        let mut command = on_core(target().join("release/portico"), core);
        for (name, _) in
            std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("PORTICO_"))
        {
            command.env_remove(name);
        }
        command.args(words).arg("--data-dir").arg(self.folder.join("data")).args(["--log", "warn"]);
        command.current_dir(&self.folder).stdin(Stdio::null()).stdout(Stdio::null());
        command
    }
}

impl Drop for House {
    fn drop(&mut self) {
        self.stop();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A program, kept on one core if one is named.
pub(super) fn on_core(program: PathBuf, core: Option<usize>) -> Command {
    match core {
        Some(core) => {
            let mut command = Command::new("taskset");
            command.arg("-c").arg(core.to_string()).arg(program);
            command
        }
        None => Command::new(program),
    }
}
