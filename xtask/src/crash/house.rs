//! A folder of its own, and the server that runs on it.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::shell::{Done, Running, free_port, wait_for};

/// The password of everybody in the loop.
pub(super) const PASSWORD: &str = "a long way to the quarry";

/// The admin of the loop.
pub(super) const ADMIN: &str = "crash@example.com";

/// A data folder and its server, both gone when it is dropped.
pub(super) struct House {
    folder: PathBuf,
    program: PathBuf,
    server: Option<Running>,
    /// Where the pages are.
    pub(super) port: u16,
    /// Where the gateway is.
    pub(super) gateway_port: u16,
}

impl House {
    /// An empty folder, and two ports.
    pub(super) fn new(program: &Path) -> Done<Self> {
        let (port, gateway_port) = (free_port()?, free_port()?);
        let folder = std::env::temp_dir().join(format!("portico-crash-{}-{port}", std::process::id()));
        std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        Ok(Self { folder, program: program.to_owned(), server: None, port, gateway_port })
    }

    /// The address of the database.
    pub(super) fn database_url(&self) -> String {
        format!("sqlite:{}", self.folder.join("data/portico.db").display())
    }

    /// Makes the admin by the command line, which makes the tables too.
    pub(super) fn make_admin(&self) -> Done {
        let mut command = self.command(&["admin", "create", "--email", ADMIN, "--password-stdin"])?;
        let mut child = command.stdin(Stdio::piped()).spawn().map_err(|error| error.to_string())?;
        if let Some(mut input) = child.stdin.take() {
            input.write_all(PASSWORD.as_bytes()).map_err(|error| error.to_string())?;
        }
        let status = child.wait().map_err(|error| error.to_string())?;
        if status.success() {
            Ok(())
        } else {
            Err(format!("no admin could be made: {status}\n{}", self.log()))
        }
    }

    /// Starts the server, waits until it listens, and says how long that took.
    pub(super) fn start(&mut self) -> Done<Duration> {
        let began = Instant::now();
        self.start_without_waiting()?;
        let port = self.port;
        let Some(server) = self.server.as_mut() else { return Err("no server".to_owned()) };
        let waited = wait_for(port, &mut server.0);
        waited.map(|()| began.elapsed()).map_err(|problem| format!("{problem}\n{}", self.log()))
    }

    /// Starts the server.
    pub(super) fn start_without_waiting(&mut self) -> Done {
        let (pages, gateway) =
            (format!("127.0.0.1:{}", self.port), format!("127.0.0.1:{}", self.gateway_port));
        let mut command = self.command(&["serve", "--listen", &pages, "--gateway-listen", &gateway])?;
        self.server = Some(Running(command.spawn().map_err(|error| error.to_string())?));
        Ok(())
    }

    /// Kills the server with SIGKILL: it learns nothing of it. One that has ended by itself is a fault.
    pub(super) fn kill(&mut self) -> Done {
        let Some(mut server) = self.server.take() else { return Ok(()) };
        match server.0.try_wait() {
            Ok(Some(status)) => Err(format!("the server ended by itself: {status}\n{}", self.log())),
            _ => Ok(()),
        }
    }

    fn command(&self, words: &[&str]) -> Done<Command> {
        let log = File::options().create(true).append(true).open(self.folder.join("log"));
        let log = log.map_err(|error| error.to_string())?;
        let mut command = Command::new(&self.program);
        for (name, _) in
            std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("PORTICO_"))
        {
            command.env_remove(name);
        }
        command
            .args(words)
            .arg("--data-dir")
            .arg(self.folder.join("data"))
            .args(["--log", "warn"])
            .current_dir(&self.folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log);
        Ok(command)
    }

    /// The end of what the server logged.
    fn log(&self) -> String {
        let text = std::fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(20)..].join("\n")
    }
}

impl Drop for House {
    fn drop(&mut self) {
        let _ = self.kill();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
