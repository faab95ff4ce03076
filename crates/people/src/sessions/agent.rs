//! Which program somebody uses, from its own words: enough to tell one's laptop from one's phone.

/// A browser and a system, where they are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Agent {
    /// The browser or program.
    pub program: Option<&'static str>,
    /// The operating system.
    pub system: Option<&'static str>,
}

/// What marks a program, the more particular first: Edge says that it is Chrome, Chrome that it is Safari.
const PROGRAMS: [(&str, &str); 9] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
];

/// What marks a system, the more particular first: Android says that it is Linux, an iPhone that it is like Mac OS X.
const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

impl Agent {
    /// What the header `User-Agent` says.
    pub fn of(header: &str) -> Self {
        let known = |marks: &[(&str, &'static str)]| {
            marks.iter().find(|(mark, _)| header.contains(mark)).map(|(_, name)| *name)
        };
        Self { program: known(&PROGRAMS), system: known(&SYSTEMS) }
    }
}

#[cfg(test)]
mod tests {
    use super::Agent;

    #[test]
    fn programs_and_systems_are_told_apart() {
        let webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";
        for (header, program, system) in [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox", "Linux"),
            (
                &format!("Mozilla/5.0 (Windows NT 10.0) {webkit} Chrome/130.0 Safari/537.36 Edg/130"),
                "Edge",
                "Windows",
            ),
            (
                &format!("Mozilla/5.0 (Linux; Android 14) {webkit} Chrome/130.0 Mobile Safari/537.36"),
                "Chrome",
                "Android",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
                "Safari",
                "iPhone",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15",
                "Safari",
                "macOS",
            ),
            ("curl/8.14.1", "curl", "-"),
            ("", "-", "-"),
        ] {
            let it = Agent::of(header);
            assert_eq!((it.program.unwrap_or("-"), it.system.unwrap_or("-")), (program, system), "{header}");
        }
    }
}
