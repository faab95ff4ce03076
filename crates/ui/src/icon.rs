//! The few icons, drawn as one set of strokes on a grid of 20. None stands alone without a word.

use askama::Template;
use askama::filters::HtmlSafe;

/// An icon. Decoration beside a word, never instead of one.
///
/// Must: be hidden from screen readers; take the colour of the text beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Template)]
#[template(path = "icon.html")]
pub enum Icon {
    /// Done, approved.
    Check,
    /// Waiting, time.
    Clock,
    /// Rejected, close.
    Cross,
    /// Revoked, not allowed.
    Ban,
    /// A credential.
    Key,
    /// Copy.
    Copy,
    /// Search.
    Search,
    /// Onwards.
    Arrow,
    /// Back.
    Back,
    /// Add.
    Plus,
    /// A document, an API product.
    Book,
    /// An application.
    App,
    /// Requests that wait.
    Inbox,
    /// Developers, teams.
    People,
    /// A mail.
    Mail,
    /// What is protected, strategies.
    Shield,
    /// Settings.
    Gear,
    /// An end that is near, deprecated.
    Sunset,
    /// Something to know.
    Note,
    /// Navigation.
    Menu,
    /// A website, a portal.
    Portal,
    /// What happened, the audit log.
    List,
    /// More below.
    Chevron,
    /// A file to be had.
    Download,
    /// Change.
    Pencil,
    /// Delete.
    Bin,
}

impl Icon {
    /// All of them, in the order of the gallery.
    pub const ALL: [Self; 26] = [
        Self::Check,
        Self::Clock,
        Self::Cross,
        Self::Ban,
        Self::Key,
        Self::Copy,
        Self::Search,
        Self::Arrow,
        Self::Back,
        Self::Plus,
        Self::Book,
        Self::App,
        Self::Inbox,
        Self::People,
        Self::Mail,
        Self::Shield,
        Self::Gear,
        Self::Sunset,
        Self::Note,
        Self::Menu,
        Self::Portal,
        Self::List,
        Self::Chevron,
        Self::Download,
        Self::Pencil,
        Self::Bin,
    ];

    fn strokes(self) -> &'static str {
        match self {
            Self::Check => "M4 10.5 8.2 15 16 5.5",
            Self::Clock => "M10 2.75a7.25 7.25 0 1 0 0 14.5 7.25 7.25 0 0 0 0-14.5M10 6v4.2l2.8 1.9",
            Self::Cross => "m5 5 10 10M15 5 5 15",
            Self::Ban => "M10 2.75a7.25 7.25 0 1 0 0 14.5 7.25 7.25 0 0 0 0-14.5M4.9 4.9l10.2 10.2",
            Self::Key => "M7 8.5a4 4 0 1 0 0 8 4 4 0 0 0 0-8M9.9 9.6 16.5 3M13 6.5 15.5 9",
            Self::Copy => "M7.5 7.5h9v9h-9zM12.5 7.5v-4h-9v9h4",
            Self::Search => "M8.75 3a5.75 5.75 0 1 0 0 11.5 5.75 5.75 0 0 0 0-11.5M13 13l4 4",
            Self::Arrow => "M3.5 10h13M11 4.5l5.5 5.5-5.5 5.5",
            Self::Back => "M16.5 10h-13M9 4.5 3.5 10 9 15.5",
            Self::Plus => "M10 4v12M4 10h12",
            Self::Book => {
                "M10 5.5C8 4 5.5 3.5 3 3.5v12c2.5 0 5 .5 7 2 2-1.5 4.5-2 7-2v-12c-2.5 0-5 .5-7 2M10 5.5v12"
            }
            Self::App => "M3 3.5h14v13H3zM3 7.5h14M5.5 5.5h.01M8 5.5h.01",
            Self::Inbox => "M3 11.5 5.5 4h9L17 11.5v5H3zM3 11.5h4l1 2h4l1-2h4",
            Self::People => {
                "M7.5 3.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M2 16.5c0-3 2.5-4.5 5.5-4.5s5.5 1.5 5.5 4.5M13 3.9a2.8 2.8 0 0 1 0 5.2M15 12.3c1.8.6 3 2 3 4.2"
            }
            Self::Mail => "M2.5 4.5h15v11h-15zM3 5l7 6 7-6",
            Self::Shield => "M10 2.5 16.5 5v5c0 4-3 6.5-6.5 7.5C6.5 16.5 3.5 14 3.5 10V5z",
            Self::Gear => {
                "M3 6h7M14 6h3M12 4a2 2 0 1 0 0 4 2 2 0 0 0 0-4M3 14h3M10 14h7M8 12a2 2 0 1 0 0 4 2 2 0 0 0 0-4"
            }
            Self::Sunset => "M2.5 15.5h15M5.5 12a4.5 4.5 0 0 1 9 0M10 2.5v3M3.5 6l1.5 1.5M16.5 6 15 7.5",
            Self::Note => "M10 2.75a7.25 7.25 0 1 0 0 14.5 7.25 7.25 0 0 0 0-14.5M10 9v4.5M10 6.5h.01",
            Self::Menu => "M3 5.5h14M3 10h14M3 14.5h14",
            Self::Portal => "M2.5 17h15M4.5 14.5h11M5.5 14.5V8M10 14.5V8M14.5 14.5V8M3 8h14L10 3z",
            Self::List => "M7.5 5h9.5M7.5 10h9.5M7.5 15h9.5M3.5 5h.01M3.5 10h.01M3.5 15h.01",
            Self::Chevron => "m5 7.5 5 5 5-5",
            Self::Download => "M10 3v9.5M5.5 8.5 10 13l4.5-4.5M3.5 17h13",
            Self::Pencil => "m4 12.5 8.5-8.5 3.5 3.5L7.5 16 3.5 16.5z",
            Self::Bin => "M3.5 5.5h13M8 5.5v-2.5h4v2.5M5 5.5l.8 11.5h8.4L15 5.5",
        }
    }
}

impl HtmlSafe for Icon {}
