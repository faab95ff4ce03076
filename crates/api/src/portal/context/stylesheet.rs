//! A portal's look as the contract's clients read it: variables and classes for each colour, and the fonts. Colours and
//! fonts were checked when they were set, so nothing here can end a rule.

use std::fmt::Write as _;

use people::portals::{Look, Palette, Slot};
use serde_json::{Map, Value, json};

/// The theme as JSON: `{"section_colors": {"header": {"value": …}}}`.
pub(super) fn data(look: &Look) -> Value {
    let palette = look.palette().json();
    let mut groups: Map<String, Value> = Map::new();
    for (group, name) in Palette::slots() {
        let (wire_group, wire_name) = wire((group, name));
        let colours = groups.entry(wire_group).or_insert_with(|| json!({}));
        colours[wire_name] = palette["colors"][group][name].clone();
    }
    Value::Object(groups)
}

/// The colours and the names of the fonts as variables, and a class of text and of ground for each colour.
pub(super) fn colours(look: &Look) -> String {
    let (palette, fonts) = (look.palette(), look.fonts());
    let names = || Palette::slots().map(|slot| (slot, variable(slot)));
    let mut css = ":root{".to_owned();
    for (slot, name) in names() {
        let _ = write!(css, "--{name}:{};", palette.value(slot));
    }
    let _ = write!(css, "--font-base:\"{}\",system-ui,sans-serif;", fonts.base);
    let _ = write!(css, "--font-code:\"{}\",ui-monospace,monospace;", fonts.code);
    let _ = write!(css, "--font-headings:\"{}\",system-ui,sans-serif;}}", fonts.headings);
    css.push('\n');
    for (_, name) in names() {
        let _ = writeln!(css, ".color-{name}{{color:var(--{name});}}");
        let _ = writeln!(css, ".bg-{name}{{background-color:var(--{name});}}");
    }
    css
}

/// The fonts, as far as the visitor's machine has them: nothing is loaded from anybody else.
pub(super) fn fonts(look: &Look) -> String {
    let fonts = look.fonts();
    let mut names = vec![fonts.base, fonts.code, fonts.headings];
    names.sort();
    names.dedup();
    names.iter().fold(String::new(), |mut css, name| {
        let _ = writeln!(css, "@font-face{{font-family:\"{name}\";src:local(\"{name}\");}}");
        css
    })
}

/// `section_colors-header`, as the contract's clients call it.
fn variable(slot: Slot) -> String {
    let (group, name) = wire(slot);
    format!("{group}-{name}")
}

fn wire((group, name): Slot) -> (String, String) {
    (format!("{group}_colors"), name.replace('_', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clients_find_the_variables_and_classes_that_they_know() {
        let css = colours(&Look::default());
        for name in [
            "section_colors-header",
            "section_colors-stroke",
            "text_colors-headings",
            "text_colors-footer",
            "button_colors-primary-fill",
            "button_colors-primary-text",
        ] {
            assert!(css.contains(&format!("--{name}:#")), "{css}");
            assert!(css.contains(&format!(".color-{name}{{color:var(--{name});}}")), "{css}");
            assert!(css.contains(&format!(".bg-{name}{{background-color:var(--{name});}}")), "{css}");
        }
        assert!(css.contains("--font-base:\"Inter\",") && css.contains("--font-headings:"), "{css}");
        assert!(
            fonts(&Look::default()).starts_with("@font-face{font-family:\"Inter\";src:local(\"Inter\");}")
        );
        assert!(data(&Look::default())["button_colors"]["primary-fill"]["value"].is_string());
    }
}
