//! The samples, as they are printed; and what cannot get out of a literal.

use reference::model::{Body, Example, FormField, Media, OperationPage, Overview, Parameter, Place};
use serde_json::json;

use super::Language;
use super::request::Request;
use crate::reference::setting::{Proof, Setting};

fn setting() -> Setting {
    let address = Some("https://gateway.example/pay".to_owned());
    Setting { address, proof: Proof::Key(vec!["apikey".into()]), ..Setting::default() }
}

fn body(media: Media) -> Body {
    Body { media: vec![media], ..Body::default() }
}

fn sample(page: &OperationPage, language: Language) -> String {
    Request::of(&setting(), &Overview::default(), page).sample(language)
}

fn get() -> OperationPage {
    let id = Parameter {
        name: "id".into(),
        place: Place::Path,
        required: true,
        sample: json!("a/b"),
        ..Parameter::default()
    };
    let limit = Parameter {
        name: "limit".into(),
        place: Place::Query,
        required: true,
        sample: json!(5),
        ..Parameter::default()
    };
    OperationPage {
        method: "GET".into(),
        path: "/pets/{id}".into(),
        parameters: vec![id, limit],
        ..OperationPage::default()
    }
}

fn post(text: &str) -> OperationPage {
    let example = Example { text: text.into(), ..Example::default() };
    let media = Media { media_type: "application/json".into(), examples: vec![example], ..Media::default() };
    OperationPage {
        method: "POST".into(),
        path: "/pets".into(),
        body: Some(body(media)),
        ..OperationPage::default()
    }
}

#[test]
fn a_call_in_every_language() {
    let url = "https://gateway.example/pay/pets/a%2Fb?limit=5";
    assert_eq!(sample(&get(), Language::Curl), format!("curl '{url}' \\\n  -H 'apikey: YOUR_KEY'"));
    for language in Language::ALL {
        let code = sample(&get(), language);
        assert!(code.contains(url) && code.contains("apikey") && code.contains("YOUR_KEY"), "{code}");
        let code = sample(&post("{\n  \"name\": \"Bit\"\n}"), language);
        assert!(code.contains("Bit") && code.contains("application/json"), "{code}");
    }
    assert_eq!(
        sample(&post("{\n  \"ok\": true\n}"), Language::Python),
        "import requests\n\nresponse = requests.post(\n    \"https://gateway.example/pay/pets\",\n    headers={\n        \
         \"apikey\": \"YOUR_KEY\",\n        \"Content-Type\": \"application/json\",\n    },\n    json={\n        \"ok\": \
         True,\n    },\n)\nprint(response.status_code, response.text)"
    );
}

#[test]
fn forms_and_files_are_sent_as_such() {
    let fields = vec![
        FormField { name: "title".into(), value: "@/etc/passwd".into(), is_file: false },
        FormField { name: "photo".into(), value: String::new(), is_file: true },
    ];
    let parts =
        Media { media_type: "multipart/form-data".into(), fields: fields.clone(), ..Media::default() };
    let form = Media { media_type: "application/x-www-form-urlencoded".into(), fields, ..Media::default() };
    let with = |media: Media| OperationPage {
        method: "POST".into(),
        path: "/p".into(),
        body: Some(body(media)),
        ..OperationPage::default()
    };
    let curl = sample(&with(parts.clone()), Language::Curl);
    assert!(
        curl.contains("--form-string 'title=@/etc/passwd'") && curl.contains("-F 'photo=@photo.bin'"),
        "{curl}"
    );
    assert!(sample(&with(form.clone()), Language::Curl).contains("--data-urlencode 'title=@/etc/passwd'"));
    for language in Language::ALL {
        assert!(sample(&with(parts.clone()), language).contains("photo"), "{language:?}");
        assert!(sample(&with(form.clone()), language).contains("title"), "{language:?}");
    }
}

#[test]
fn nothing_gets_out_of_a_literal() {
    let hostile = "a\"'`${x}\\\n\"\"\"#\"# */ $(reboot)\u{1b}\r";
    let mut page = post(hostile);
    page.path = "/a'; $(reboot) \"`".into();
    page.parameters.push(Parameter {
        name: "X-\r\nEvil: 1".into(),
        place: Place::Header,
        required: true,
        sample: json!("a\r\nb'\"`\\"),
        ..Parameter::default()
    });
    let curl = sample(&page, Language::Curl);
    // Outside of single quotes stand only words of ours.
    let outside: String = curl.replace("'\\''", "").split('\'').step_by(2).collect();
    assert_eq!(
        outside.split_whitespace().collect::<Vec<_>>(),
        ["curl", "\\", "-H", "\\", "-H", "\\", "-H", "\\", "--data-raw"]
    );
    for language in [Language::JavaScript, Language::Go, Language::Rust, Language::Java] {
        let code = sample(&page, language);
        assert!(!code.contains('\r') && !code.contains("Evil: 1\""), "{code}");
        assert!(code.lines().all(|line| !line.starts_with("Evil")), "{code}");
    }
    assert!(sample(&post(hostile), Language::JavaScript).contains("\"a\\\"'`${x}\\\\\\n"));
    assert!(sample(&post("a\n\"#x"), Language::Rust).contains("r##\"a\n\"#x\"##"));
    assert!(sample(&post("a\n\"\"\"\\u0022"), Language::Java).contains("a\n\\\"\"\"\\\\u0022"));
}
