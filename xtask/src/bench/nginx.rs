//! nginx, one process each, on a core that is named.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::house::on_core;
use crate::shell::{Done, Running, free_port, wait_for};

/// A running nginx.
pub(super) struct Nginx {
    /// Where it listens.
    pub(super) port: u16,
    server: Running,
}

/// What it does with a request.
pub(super) enum Does {
    /// Gives back a file of 1 kB, and 204 on `/check`.
    Answer,
    /// Passes `/api/0/…` on to this port, without `/api/0`.
    Proxy(u16),
    /// The same, once it has asked another port whether it may.
    ProxyAfterAsking(u16, u16),
}

impl Nginx {
    /// Starts one, with all its files in the folder.
    pub(super) fn start(folder: &Path, does: &Does, core: Option<usize>) -> Done<Self> {
        let port = free_port()?;
        let folder = folder.join(format!("nginx-{port}"));
        std::fs::create_dir_all(folder.join("files")).map_err(|error| error.to_string())?;
        write(&folder.join("files/1k"), &"x".repeat(1024))?;
        write(&folder.join("nginx.conf"), &configuration(&folder, port, does))?;
        let mut command = on_core(program()?, core);
        command.arg("-p").arg(&folder).arg("-c").arg(folder.join("nginx.conf"));
        command
            .arg("-e")
            .arg(folder.join("log"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let mut server = Running(command.spawn().map_err(|error| format!("nginx: {error}"))?);
        wait_for(port, &mut server.0).map_err(|said| {
            format!("{said}\n{}", std::fs::read_to_string(folder.join("log")).unwrap_or_default())
        })?;
        Ok(Self { port, server })
    }

    /// Its process.
    pub(super) fn process(&self) -> u32 {
        self.server.0.id()
    }
}

/// Which nginx it is.
pub(super) fn version() -> Done<String> {
    let said = Command::new(program()?).arg("-v").output().map_err(|error| format!("nginx: {error}"))?;
    Ok(String::from_utf8_lossy(&said.stderr).trim().trim_start_matches("nginx version: nginx/").to_owned())
}

fn program() -> Done<PathBuf> {
    let places = std::env::var_os("PATH").unwrap_or_default();
    let places = std::env::split_paths(&places).chain([PathBuf::from("/usr/sbin")]);
    places
        .map(|it| it.join("nginx"))
        .find(|it| it.exists())
        .ok_or_else(|| "nginx is missing: install the package nginx".to_owned())
}

fn write(path: &Path, text: &str) -> Done {
    std::fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

/// As one would set it up to be quick: no log, and connections that are kept on both sides.
fn configuration(folder: &Path, port: u16, does: &Does) -> String {
    let mut text = format!(
        "daemon off; master_process off; worker_processes 1; pid {}/pid;\nevents {{ worker_connections 4096; }}\n\
         http {{\naccess_log off; keepalive_requests 1000000000; sendfile on; tcp_nodelay on;\n",
        folder.display()
    );
    for kind in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"] {
        let _ = writeln!(text, "{kind}_temp_path {}/{kind};", folder.display());
    }
    let upstream = |name: &str, port: u16| {
        format!(
            "upstream {name} {{ server 127.0.0.1:{port}; keepalive 64; keepalive_requests 1000000000; }}\n"
        )
    };
    let pass = "proxy_http_version 1.1; proxy_set_header Connection \"\"; proxy_pass http://";
    let (upstreams, locations) = match does {
        Does::Answer => {
            let files = folder.join("files");
            (String::new(), format!("root {}; location = /check {{ return 204; }}", files.display()))
        }
        Does::Proxy(behind) => {
            (upstream("behind", *behind), format!("location /api/0/ {{ {pass}behind/; }}"))
        }
        Does::ProxyAfterAsking(behind, check) => (
            upstream("behind", *behind) + &upstream("check", *check),
            format!(
                "location /api/0/ {{ auth_request /check; {pass}behind/; }}\n\
                 location = /check {{ internal; proxy_pass_request_body off; proxy_set_header Content-Length \"\";\n\
                 {pass}check; }}"
            ),
        ),
    };
    let _ = writeln!(text, "{upstreams}server {{ listen 127.0.0.1:{port} backlog=1024;\n{locations}\n}}\n}}");
    text
}
