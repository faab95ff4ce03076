//! Blocks of code: named by their language, their parts in spans where the language is known, in a box of their own
//! that a script gives a button to copy from.

use comrak::nodes::{AstNode, NodeValue};
use ui::Html;

/// How much code of one text is highlighted, in bytes. What comes after stays plain.
const MOST: usize = 256 * 1024;

/// Writes each block of code as it will stand on the page.
pub(super) fn write<'a>(root: &'a AstNode<'a>) {
    let mut left = MOST;
    for node in root.descendants() {
        let mut data = node.data_mut();
        let NodeValue::CodeBlock(block) = &data.value else { continue };
        let language = language(&block.info);
        let coloured = match left.checked_sub(block.literal.len()) {
            Some(rest) => {
                left = rest;
                ui::highlight(language, &block.literal)
            }
            None => None,
        };
        let code = coloured.unwrap_or_else(|| Html::text(&block.literal));
        data.value = NodeValue::Raw(boxed(language, &code));
    }
}

/// The first word after the fence, when it looks like the name of a language.
pub(super) fn language(info: &str) -> &str {
    let word = info.split([' ', '\t', ',', '{']).find(|it| !it.is_empty()).unwrap_or_default();
    let is_name =
        word.len() <= 32 && word.bytes().all(|it| it.is_ascii_alphanumeric() || b"+-#_.".contains(&it));
    if is_name { word } else { "" }
}

fn boxed(language: &str, code: &Html) -> String {
    if language.is_empty() {
        return format!(
            "<copy-text class=\"code\"><div class=\"code-head\"></div><pre><code>{code}</code></pre></copy-text>\n"
        );
    }
    format!(
        "<copy-text class=\"code\"><div class=\"code-head\"><span>{language}</span></div>\
         <pre role=\"group\" aria-label=\"{language}\"><code class=\"language-{language}\">{code}</code></pre>\
         </copy-text>\n"
    )
}
