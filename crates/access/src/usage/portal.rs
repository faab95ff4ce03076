//! The part of an application's page that shows its usage, on the portal and in the console.

use askama::Template;
use askama::filters::HtmlSafe;
use ui::*;

use super::{Figures, Period, Summary};

/// An application's usage: calls, errors and latency, together and by version.
#[derive(Template)]
#[template(path = "usage/panel.html")]
pub struct Panel {
    chrome: Chrome,
    summary: Summary,
    /// The page on which it stands.
    page: String,
}

impl HtmlSafe for Panel {}

impl Panel {
    /// The usage of the application whose page this is.
    pub fn new(chrome: &Chrome, summary: Summary, page: String) -> Self {
        Self { chrome: chrome.clone(), summary, page }
    }

    fn periods(&self) -> Tabs {
        let tabs = Tabs::new(self.chrome.t("usage-period"));
        Period::ALL.into_iter().fold(tabs, |tabs, it| {
            let label = self.chrome.t(&format!("usage-period-{}", it.word()));
            let href = format!("{}?usage={}#usage", self.page, it.word());
            tabs.tab(label, href, it == self.summary.period)
        })
    }

    fn nothing(&self) -> String {
        self.chrome.t(&format!("usage-none-{}", self.summary.period.word()))
    }

    fn stats(&self) -> [Stat; 3] {
        let (chrome, total) = (&self.chrome, &self.summary.total);
        [
            Stat::new(digits(total.requests), chrome.t1("usage-calls", "count", total.requests)),
            Stat::new(digits(total.errors), chrome.t1("usage-errors", "count", total.errors))
                .note(chrome.t1("usage-error-rate", "rate", rate(total))),
            Stat::new(self.latency(total), chrome.t("usage-latency")).note(chrome.t("usage-latency-what")),
        ]
    }

    fn chart(&self) -> BarChart {
        let (chrome, period) = (&self.chrome, self.summary.period);
        let most = self.summary.parts.iter().map(|it| it.requests).max().unwrap_or_default();
        let caption = chrome.t1(&format!("usage-chart-{}", period.word()), "most", digits(most));
        let chart = BarChart::new(chrome, "usage-chart", caption).heads(
            chrome.t("usage-column-time"),
            chrome.t("usage-column-calls"),
            chrome.t("usage-column-errors"),
        );
        self.summary.parts.iter().fold(chart, |chart, it| {
            let when = if period == Period::Month { chrome.day(it.at) } else { chrome.minute(it.at) };
            chart.bar(when, it.requests, it.errors)
        })
    }

    /// A version's row of the table.
    fn cells(&self, it: &Figures) -> [String; 3] {
        [digits(it.requests), digits(it.errors), self.latency(it)]
    }

    fn latency(&self, it: &Figures) -> String {
        let ms = it.latency_p95;
        match ms {
            ..10.0 => self.chrome.t1("usage-ms", "number", format!("{ms:.1}")),
            10.0..1_000.0 => self.chrome.t1("usage-ms", "number", format!("{ms:.0}")),
            _ => self.chrome.t1("usage-s", "number", format!("{:.1}", ms / 1_000.0)),
        }
    }
}

/// What part of the calls failed, in words: `2.3 %`.
fn rate(it: &Figures) -> String {
    let thousandths = it.errors.saturating_mul(1_000) / it.requests.max(1);
    if it.errors > 0 && thousandths == 0 {
        "< 0.1 %".to_owned()
    } else {
        format!("{}.{} %", thousandths / 10, thousandths % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_part_that_failed_is_never_told_as_none() {
        let rate = |errors, requests| rate(&Figures { requests, errors, latency_p95: 0.0 });
        assert_eq!(rate(0, 7), "0.0 %");
        assert_eq!(rate(1, 100_000), "< 0.1 %");
        assert_eq!(rate(23, 1_000), "2.3 %");
        assert_eq!(rate(5, 5), "100.0 %");
    }
}
