//! A throw-away PostgreSQL cluster, for the tests. It never touches one that is there.

use std::path::PathBuf;
use std::process::Command;

use crate::shell::{Done, free_port};

/// A cluster that is gone when it is dropped.
pub(crate) struct Cluster {
    folder: PathBuf,
    programs: PathBuf,
    port: u16,
}

impl Cluster {
    /// Makes a cluster and starts it. Durability is off: it lives for one run.
    pub(crate) fn start() -> Done<Self> {
        let programs = programs()?;
        let port = free_port()?;
        let folder = std::env::temp_dir().join(format!("portico-postgres-{}-{port}", std::process::id()));
        std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        let cluster = Self { folder, programs, port };
        if is_root()? {
            cluster.quiet("chown", &["nobody", &cluster.folder.display().to_string()])?;
        }
        let data = cluster.data();
        cluster
            .postgres("initdb", &["-D", &data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"])?;
        let options = format!(
            "-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={} -c fsync=off \
             -c synchronous_commit=off -c full_page_writes=off -c max_connections=300",
            cluster.folder.display()
        );
        let log = cluster.folder.join("log").display().to_string();
        cluster.postgres("pg_ctl", &["-D", &data, "-w", "-t", "60", "-l", &log, "-o", &options, "start"])?;
        Ok(cluster)
    }

    /// Its address.
    pub(crate) fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn data(&self) -> String {
        self.folder.join("data").display().to_string()
    }

    /// PostgreSQL refuses to run as root, so root becomes nobody for it.
    fn postgres(&self, program: &str, words: &[&str]) -> Done {
        let program = self.programs.join(program).display().to_string();
        if is_root()? {
            let drop = [
                "--reuid=nobody",
                "--regid=nogroup",
                "--clear-groups",
                "--",
                "env",
                "LC_ALL=C.UTF-8",
                &program,
            ];
            self.quiet("setpriv", &[&drop, words].concat())
        } else {
            self.quiet(&program, words)
        }
    }

    fn quiet(&self, program: &str, words: &[&str]) -> Done {
        let log =
            std::fs::File::create(self.folder.with_extension("out")).map_err(|error| error.to_string())?;
        let errors = log.try_clone().map_err(|error| error.to_string())?;
        let status = Command::new(program)
            .args(words)
            .current_dir(&self.folder)
            .stdin(std::process::Stdio::null())
            .stdout(log)
            .stderr(errors)
            .status()
            .map_err(|error| format!("{program}: {error}"))?;
        if status.success() {
            return Ok(());
        }
        let said = std::fs::read_to_string(self.folder.with_extension("out")).unwrap_or_default();
        Err(format!("{program} {} failed: {said}", words.join(" ")))
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let data = self.data();
        let _ = self.postgres("pg_ctl", &["-D", &data, "-m", "immediate", "-w", "stop"]);
        let _ = std::fs::remove_dir_all(&self.folder);
        let _ = std::fs::remove_file(self.folder.with_extension("out"));
    }
}

fn is_root() -> Done<bool> {
    crate::shell::output("id", &["-u"]).map(|it| it.trim() == "0")
}

/// The newest PostgreSQL that is installed.
fn programs() -> Done<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|it| it.ok().map(|it| it.path().join("bin")))
        .filter(|it| it.join("initdb").exists())
        .collect();
    found.sort();
    found.pop().ok_or_else(|| "PostgreSQL is missing: install the package postgresql".to_owned())
}
