//! The design system: tokens, components, layout, icons, texts. Knows no noun.
//!
//! A page is a struct with a field `chrome: Chrome` and a template that extends `layout.html`
//! (or `layout_quiet.html`). Components are builders that a template prints with `{{ … }}`.
//! `docs/UI.md` lists them with an example each; `gallery` shows them all.

mod act;
mod around;
mod assets;
mod badge;
mod bar_chart;
mod breadcrumbs;
mod button_link;
mod card;
mod checkbox;
mod chrome;
mod code_block;
mod confirm_delete;
mod descriptions;
mod empty_state;
mod error_page;
mod field;
mod form_errors;
mod gallery;

mod html;
mod icon;
mod key_reveal;
mod letter;
mod mark;
mod menu;
mod notice;
mod pager;
mod pick;
mod portico;
mod radio_cards;
mod search_box;
mod side;
mod sort_head;
mod stat;
mod steps;
mod tabs;
mod texts;
mod theme;
mod time;
mod timeline;
mod values;

pub use act::{Act, Kind};
pub use assets::{Asset, Kit, asset, css_href, icon_href, js_href};
pub use badge::{Badge, Tone};
pub use bar_chart::{BarChart, digits};
pub use breadcrumbs::Breadcrumbs;
pub use button_link::ButtonLink;
pub use card::Card;
pub use checkbox::Checkbox;
pub use chrome::{Brand, Chrome, Flash, NavItem, Person, Scheme, Site};
pub use code_block::CodeBlock;
pub use confirm_delete::ConfirmDelete;
pub use descriptions::Descriptions;
pub use empty_state::EmptyState;
pub use error_page::ErrorPage;
pub use field::Field;
pub use form_errors::FormErrors;
pub use gallery::{Sample, gallery, samples};
pub use html::Html;
pub use icon::Icon;
pub use key_reveal::KeyReveal;
pub use letter::Letter;
pub use mark::{Mark, Picture};
pub use menu::Menu;
pub use notice::Notice;
pub use pager::Pager;
pub use pick::Pick;
pub use portico::Portico;
pub use radio_cards::RadioCards;
pub use search_box::SearchBox;
pub use side::Side;
pub use sort_head::SortHead;
pub use stat::{Progress, Stat};
pub use steps::{Step, StepState, Steps};
pub use tabs::Tabs;
pub use texts::{Arg, Texts};
pub use theme::{Adjustment, Colour, Picked, Theme};
pub use time::When;
pub use timeline::Timeline;
pub use values::{At, Flag, MaybeText};
