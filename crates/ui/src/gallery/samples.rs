//! The samples. Their words stand for what real pages say.

use base::{FieldErrors, Listed, Page};

use super::Sample;
use crate::{
    Act, Badge, BarChart, Breadcrumbs, ButtonLink, Card, Checkbox, Chrome, CodeBlock, ConfirmDelete,
    Contents, CopyText, Descriptions, EmptyState, Field, FormErrors, Html, Icon, KeyReveal, Kind, Mark, Menu,
    Neighbours, Notice, Pager, Pick, Portico, Progress, RadioCards, SearchBox, SortHead, Stat, StepState,
    Steps, Tabs, Timeline, Tone,
};

const CURL: &str =
    "curl https://api.acme.example.com/payments/v2/charges -H 'apikey: acm_4fT0q8ZrW2mK7bXy1LcV9nHd3sJe'";

pub(super) fn all(chrome: &Chrome) -> Vec<Sample> {
    let mut all = deeds();
    all.extend(fields(chrome));
    all.extend(choices());
    all.extend(states(chrome));
    all.extend(ways(chrome));
    all.extend(lists(chrome));
    all.extend(moments(chrome));
    all.extend(pictures());
    all
}

fn deeds() -> Vec<Sample> {
    vec![
        Sample::new("Act", Act::post("#", "Request access").kind(Kind::Primary)),
        Sample::new("Act", Act::post("#", "Generate credential").icon(Icon::Key)),
        Sample::new("Act", Act::post("#", "Mark as read").kind(Kind::Quiet)),
        Sample::new(
            "Act",
            Act::post("#", "Revoke")
                .kind(Kind::Danger)
                .about("Weather app")
                .field("reason", "none")
                .confirm("Revoke Weather app? Its calls are refused from now on."),
        ),
        Sample::new(
            "ButtonLink",
            ButtonLink::to("#", "Create application").kind(Kind::Primary).icon(Icon::Plus),
        ),
        Sample::new("ButtonLink", ButtonLink::to("#", "Edit").about("Weather app")),
        Sample::new(
            "Menu",
            Menu::new("More")
                .about("Weather app")
                .link("Edit", "#")
                .act(Act::post("#", "Sign out everywhere"))
                .act(Act::post("#", "Delete").kind(Kind::Danger)),
        ),
    ]
}

fn fields(chrome: &Chrome) -> Vec<Sample> {
    let mut errors = FieldErrors::new();
    errors.add("reference_id", "taken");
    errors.add_limit("description", "max_length", 255);
    let wrong = |name: &str| chrome.error_of(&errors, name);
    vec![
        Sample::new(
            "FormErrors",
            FormErrors::new(chrome, &errors)
                .label("reference_id", "Reference ID")
                .label("description", "Description"),
        ),
        Sample::new("Field", Field::text("app_name", "Name").value("Weather app").max(100)),
        Sample::new("Field", Field::email("email", "E-mail").hint("We send a link that confirms it.")),
        Sample::new("Field", Field::current_password("password", "Password")),
        Sample::new(
            "Field",
            Field::new_password("new_password", "New password").hint("At least 12 characters."),
        ),
        Sample::new(
            "Field",
            Field::text("reference_id", "Reference ID")
                .mono()
                .value("weather-app")
                .hint("Names your application in logs and tokens.")
                .error(wrong("reference_id")),
        ),
        Sample::new(
            "Field",
            Field::area("description", "Description", 3).optional(chrome).error(wrong("description")),
        ),
        Sample::new("Field", Field::text("slug", "Address").value("acme").after(".portal.example.com")),
        Sample::new(
            "Field",
            Field::url("upstream", "Upstream").before("GET").read_only(true).value("https://x.test"),
        ),
        Sample::new("Field", Field::number("limit", "Credentials per application").value("20")),
        Sample::new("Field", Field::colour("accent", "Accent").value("#7a2358")),
        Sample::new(
            "Field",
            Field::select("strategy", "Auth strategy")
                .choice("key", "Key auth")
                .choice("oidc", "OpenID Connect")
                .value("oidc"),
        ),
        Sample::new(
            "Field",
            Field::file("specification", "Specification", ".yaml,.json").hint("At most 16 MiB."),
        ),
    ]
}

fn choices() -> Vec<Sample> {
    vec![
        Sample::new("Checkbox", Checkbox::new("terms", "Tell me when a version is deprecated").checked(true)),
        Sample::new("Checkbox", Checkbox::new("rules", "I accept the terms").error("This is needed.")),
        Sample::new(
            "Checkbox",
            Checkbox::new("auto", "Approve developers automatically")
                .switch()
                .checked(true)
                .hint("What is already pending stays for you to decide."),
        ),
        Sample::new("Checkbox", Checkbox::new("listed", "List this portal on the front door").switch()),
        Sample::new(
            "RadioCards",
            RadioCards::new("catalog", "Who sees the catalog?")
                .option("public", "Everybody", "Anyone reads, an account registers.")
                .option("private", "Developers who are signed in", "Visitors see home, sign-up and sign-in.")
                .value("public"),
        ),
        Sample::new(
            "RadioCards",
            RadioCards::new("application", "Which application?")
                .hint("Those that prove themselves the same way.")
                .option("1", "Weather app", None::<&str>)
                .option("2", "Till", None::<&str>)
                .error("Choose one of the options."),
        ),
    ]
}

fn states(chrome: &Chrome) -> Vec<Sample> {
    let known = [
        "approved",
        "published",
        "active",
        "pending",
        "rejected",
        "revoked",
        "expired",
        "deprecated",
        "unpublished",
    ];
    let mut all: Vec<Sample> = known.iter().map(|it| Sample::new("Badge", chrome.badge(it))).collect();
    all.push(Sample::new("Badge", Badge::new(Tone::Note, "Sandbox")));
    let notices = [
        (Tone::Good, "Payments v2 is approved for Weather app."),
        (Tone::Waiting, "Acme decides about your account, usually within a day."),
        (Tone::Bad, "The gateway cannot be reached."),
        (Tone::Past, "Version 1 is deprecated. It ends on 1 March 2027."),
        (Tone::Note, "Registrations are closed in this portal."),
    ];
    all.extend(
        notices.map(|(tone, text)| Sample::new("Notice", Notice::new(tone, text).link("Read more", "#"))),
    );
    all.push(Sample::new(
        "Notice",
        Notice::new(Tone::Note, "It is kept for a day.").title("Nothing is lost"),
    ));
    all
}

fn ways(chrome: &Chrome) -> Vec<Sample> {
    let list = Listed { items: vec![(); 25], total: 213, page: Page::new(3, 25) };
    vec![
        Sample::new("Steps", way(chrome)),
        Sample::new("Breadcrumbs", Breadcrumbs::new(chrome).link("My apps", "#").link("Weather app", "#")),
        Sample::new(
            "Tabs",
            Tabs::new("Status").tab("All", "#", false).count(213).tab("Pending", "#", true).count(4),
        ),
        Sample::new("Pager", Pager::of(chrome, &list, "/apps?q=pay")),
        Sample::new(
            "Contents",
            Contents::new("On this page")
                .entry("Before you begin", "Contents", 0)
                .entry("A key", "Neighbours", 1)
                .entry("The first call", "Contents", 0),
        ),
        Sample::new(
            "Neighbours",
            Neighbours::new(chrome).before("Getting started", "#").after("What can go wrong", "#"),
        ),
        Sample::new("Neighbours", Neighbours::new(chrome).after("What can go wrong", "#")),
        Sample::new(
            "SearchBox",
            SearchBox::new(chrome, "#").id("search-sample").value("payments").keep("a", "b"),
        ),
    ]
}

/// A way with every state of a step in it.
fn way(chrome: &Chrome) -> Steps {
    Steps::new(
        chrome,
        "Acme decides about Payments v2, usually within a day. Meanwhile, generate a credential.",
    )
    .step(chrome, "Account", StepState::Done, None::<&str>)
    .step(chrome, "Application", StepState::Done, Some("#"))
    .step(chrome, "Registration", StepState::Waiting, Some("#"))
    .step(chrome, "Credential", StepState::Now, None::<&str>)
    .step(chrome, "First call", StepState::Ahead, None::<&str>)
    .button("Generate credential", "#")
}

fn lists(chrome: &Chrome) -> Vec<Sample> {
    let ago = |seconds| chrome.when(chrome.now.minus_seconds(seconds));
    vec![
        Sample::new(
            "Card",
            Card::new("Payments", "#")
                .mark(Mark::of("Payments"))
                .text("Take money, give it back, and know at any moment where it is.")
                .badge(Badge::of(&chrome.texts, "deprecated"))
                .fact("Version 2")
                .fact_html(ago(86_400 * 3)),
        ),
        Sample::new(
            "Card",
            Card::new("Weather", "#").level(3).text("Forecasts.").picture(crate::icon_href()),
        ),
        Sample::new(
            "Descriptions",
            Descriptions::new()
                .row("Name", "Weather app")
                .code("Reference ID", "weather-app")
                .html("Status", chrome.badge("approved"))
                .html("Since", ago(180)),
        ),
        Sample::new("Stat", Stat::new(4, "requests wait").note("the oldest since 2 days").href("#")),
        Sample::new("Stat", Stat::new("12,480", "calls today")),
        Sample::new("BarChart", chart(chrome)),
        Sample::new("Progress", Progress::new("used", "3 of 20 credentials", 3, 20)),
        Sample::new(
            "Timeline",
            Timeline::new().entry(ago(120), "Olu approved Payments v2 for Weather app", "").entry(
                ago(7_200),
                "Ada asked for Payments v2",
                "We show the forecast beside the till.",
            ),
        ),
        Sample::new("SortHead", Html::of(Head { label: SortHead::new("Calls", "#").number().sorted(true) })),
        Sample::new("Pick", Html::of(Pick::row("bulk", "ids", "1", "ada@example.com").checked(true))),
    ]
}

/// A day of calls, some of which failed.
fn chart(chrome: &Chrome) -> BarChart {
    let chart = BarChart::new(chrome, "chart-sample", "Calls hour by hour, at most 1,204 in one")
        .heads("From", "Calls", "Errors");
    let calls = [12, 30, 0, 4, 88, 340, 1_204, 911, 700, 650, 12, 3];
    (0_i64..).zip(calls).fold(chart, |chart, (hour, calls)| {
        let when = chrome.minute(chrome.now.minus_seconds((12 - hour) * 3_600));
        chart.bar(when, calls, if hour == 7 { 190 } else { calls / 40 })
    })
}

fn moments(chrome: &Chrome) -> Vec<Sample> {
    vec![
        Sample::new("CodeBlock", CodeBlock::new("curl", CURL)),
        Sample::new(
            "CodeBlock",
            CodeBlock::new("Response", "{\n  \"status\": \"paid\"\n}").language("json").wrap(true),
        ),
        Sample::new("CopyText", CopyText::new("berth.png", "![](images/berth.png)")),
        Sample::new(
            "KeyReveal",
            KeyReveal::new(chrome, "acm_4fT0q8ZrW2mK7bXy1LcV9nHd3sJe").curl(CURL).done("I have kept it", "#"),
        ),
        Sample::new(
            "ConfirmDelete",
            ConfirmDelete::new(chrome, "#", "Delete application")
                .gone("3 credentials, refused from now on")
                .gone("2 registrations")
                .typed(chrome, "typed", "weather-app", None::<&str>)
                .cancel("Keep it", "#"),
        ),
        Sample::new(
            "EmptyState",
            EmptyState::new(
                "Your applications will be here",
                "An application holds the keys that call the APIs.",
            )
            .link(ButtonLink::to("#", "Create application").kind(Kind::Primary).icon(Icon::Plus))
            .act(Act::post("#", "Make a sample one").kind(Kind::Quiet)),
        ),
    ]
}

fn pictures() -> Vec<Sample> {
    let names = ["Payments", "Weather", "Identity", "Shipping", "Ledger", "Maps", "Mail", "Search"];
    let mut all: Vec<Sample> = names.iter().map(|it| Sample::new("Mark", Mark::of(it))).collect();
    all.extend(Icon::ALL.map(|it| Sample::new("Icon", it)));
    all.push(Sample::new("Portico", Portico::large()));
    all.push(Sample::new("Portico", Portico::small()));
    all
}

/// A head needs a table around it.
#[derive(askama::Template)]
#[template(
    source = "<table><thead><tr><th scope=\"col\">Name</th>{{ label }}</tr></thead><tbody><tr><td>Till</td><td class=\"number\">7</td></tr></tbody></table>",
    ext = "html"
)]
struct Head {
    label: SortHead,
}

impl askama::filters::HtmlSafe for Head {}
