//! Couriers for tests.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use frame::mail::{Courier, Settings};

/// A folder of its own.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let name = format!("mail-{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        Self(PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name).join("mail"))
    }

    /// A courier that writes here.
    pub(crate) fn courier(&self) -> Courier {
        Courier::new(&Settings::folder(&self.0), "Portico <portico@localhost>").unwrap()
    }

    /// The names of the files, in order.
    pub(crate) fn names(&self) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(&self.0) else { return Vec::new() };
        let mut names: Vec<_> = entries.map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(self.0.parent().unwrap());
    }
}

/// A courier for an SMTP server at this port that speaks in clear.
pub(crate) fn courier_to(port: u16) -> Courier {
    let settings = Settings::parse(&format!("smtp://127.0.0.1:{port}?tls=none"), "unused".as_ref()).unwrap();
    Courier::new(&settings, "portico@localhost").unwrap()
}
