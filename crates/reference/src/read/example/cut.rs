//! A JSON text of a bounded length: long lists are cut first, then what is deep, then long texts.

use serde_json::{Map, Value};

/// How much is left of a value, from much to little: items of a list, levels, characters of a text.
const STEPS: [(usize, usize, usize); 6] =
    [(3, 64, 4_000), (1, 64, 1_000), (1, 6, 300), (1, 4, 200), (1, 3, 80), (1, 1, 20)];

/// The most fields of an object in the last steps.
const MAX_FIELDS: usize = 60;

/// The value as a text with line breaks, and whether something was left out.
pub(super) fn pretty(value: &Value, most: usize) -> (String, bool) {
    let text = printed(value);
    if text.len() <= most {
        return (text, false);
    }
    let mut text = String::new();
    for (items, levels, characters) in STEPS {
        text = printed(&shortened(value, items, levels, characters));
        if text.len() <= most {
            break;
        }
    }
    (text, true)
}

fn printed(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

fn shortened(value: &Value, items: usize, levels: usize, characters: usize) -> Value {
    match value {
        Value::Array(_) if levels == 0 => Value::Array(Vec::new()),
        Value::Object(_) if levels == 0 => Value::Object(Map::new()),
        Value::Array(list) => {
            list.iter().take(items).map(|it| shortened(it, items, levels - 1, characters)).collect()
        }
        Value::Object(map) => {
            let fields = if levels < 64 { MAX_FIELDS } else { usize::MAX };
            let kept = map.iter().take(fields);
            kept.map(|(key, it)| (key.clone(), shortened(it, items, levels - 1, characters))).collect()
        }
        Value::String(text) => match text.char_indices().nth(characters) {
            Some((end, _)) => format!("{}…", &text[..end]).into(),
            None => value.clone(),
        },
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_long_is_cut_and_stays_json() {
        let list: Vec<_> = (0..10_000).map(|it| serde_json::json!({"id": it})).collect();
        let (text, cut) = pretty(&Value::Array(list), 1_000);
        assert!(cut && serde_json::from_str::<Value>(&text).unwrap().as_array().unwrap().len() == 3);
        let (text, cut) = pretty(&serde_json::json!({"a": "x".repeat(100_000)}), 1_000);
        assert!(cut && text.len() < 1_100);
        assert_eq!(pretty(&serde_json::json!([1]), 1_000), ("[\n  1\n]".into(), false));
    }
}
