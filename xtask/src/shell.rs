//! Running other programs: what is run is shown, and a failure names it.

use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

/// What a chore gives: nothing, or what went wrong in words.
pub(crate) type Done<T = ()> = Result<T, String>;

/// The workspace's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_owned).unwrap_or_default()
}

/// Where Cargo builds.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Runs a program in the root and waits for it.
pub(crate) fn run(program: &str, words: &[&str], environment: &[(&str, &str)]) -> Done {
    println!("\n$ {program} {}", words.join(" "));
    let began = Instant::now();
    let status = Command::new(program)
        .args(words)
        .current_dir(root())
        .envs(environment.iter().copied())
        .status()
        .map_err(|error| format!("{program}: {error}"))?;
    println!("  ({} s)", began.elapsed().as_secs());
    if status.success() { Ok(()) } else { Err(format!("{program} {} failed: {status}", words.join(" "))) }
}

/// What a program prints.
pub(crate) fn output(program: &str, words: &[&str]) -> Done<String> {
    let output = Command::new(program)
        .args(words)
        .current_dir(root())
        .output()
        .map_err(|error| format!("{program}: {error}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(format!("{program} {} failed: {}", words.join(" "), String::from_utf8_lossy(&output.stderr)))
    }
}

/// The program that is tried out: the one that `PORTICO_PROGRAM` names, or a debug build that is made now.
pub(crate) fn program() -> Done<PathBuf> {
    if let Some(path) = std::env::var_os("PORTICO_PROGRAM") {
        return Ok(PathBuf::from(path));
    }
    run("cargo", &["build", "--locked", "--package", "portico"], &[])?;
    Ok(target().join("debug/portico"))
}

/// A port that is free at this moment.
pub(crate) fn free_port() -> Done<u16> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").map_err(|error| error.to_string())?;
    listener.local_addr().map(|it| it.port()).map_err(|error| error.to_string())
}

/// Waits until something listens on the port.
pub(crate) fn wait_for(port: u16, child: &mut Child) -> Done {
    let patience = Instant::now() + Duration::from_secs(30);
    while Instant::now() < patience {
        if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return Ok(());
        }
        if let Ok(Some(status)) = child.try_wait() {
            return Err(format!("the server ended before it listened: {status}"));
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    Err(format!("nothing listened on port {port} within 30 seconds"))
}

/// A program that ends with its owner.
pub(crate) struct Running(pub(crate) Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
