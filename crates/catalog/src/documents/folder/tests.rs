//! What a folder says, what is wrong with one, and that a folder survives the way out and in again.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

type Writer = ZipWriter<Cursor<Vec<u8>>>;

fn file(path: &str, text: &str) -> File {
    File { path: path.to_owned(), bytes: text.as_bytes().to_vec() }
}

/// The documents in short: `slug < parent: title (state)`.
fn drawn(files: &[(&str, &str)]) -> String {
    let files = files.iter().map(|(path, text)| file(path, text)).collect();
    match read(files) {
        Ok(folder) => folder
            .documents
            .iter()
            .map(|it| {
                let parent = it.parent.as_ref().map(|it| format!(" < {it}")).unwrap_or_default();
                format!("{}{parent}: {} ({})", it.slug, it.title, it.state.word())
            })
            .collect::<Vec<_>>()
            .join(", "),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_file_is_a_document_and_a_folder_stands_below_the_one_of_its_name() {
    assert_eq!(
        drawn(&[
            ("guides/02-second.md", "Text"),
            ("guides/01-first.md", "# The *first* one\n\nText"),
            ("guides.md", "---\ntitle: All guides\norder: 2\n---\nText"),
            ("start.md", "---\norder: 1\nslug: begin\nstatus: draft\n---\nText"),
            ("errors/README.md", "# Errors"),
            ("errors/codes/list.md", ""),
            ("images/a.png", "x"),
            ("guides/images/b.png", "x"),
            ("notes.txt", "x"),
            (".git/config.md", "x"),
        ]),
        "begin: Begin (unpublished), guides: All guides (published), first < guides: The first one (published), \
         second < guides: Second (published), errors: Errors (published), codes < errors: Codes (published), \
         list < codes: List (published)"
    );
    let files = vec![file("docs/a.md", ""), file("docs/b/c.md", ""), file("__MACOSX/docs/._a.md", "")];
    let read = read(files).unwrap();
    assert_eq!(read.documents.iter().map(|it| it.path.as_str()).collect::<Vec<_>>(), ["a.md", "b", "b/c.md"]);
    assert_eq!(read.ignored, ["__MACOSX/docs/._a.md"]);
}

#[test]
fn what_is_wrong_is_said_of_its_file() {
    for (files, said) in [
        (&[("a/x.md", ""), ("b/x.md", "")][..], "invalid: b/x.md: file_same_slug"),
        (&[("a.md", ""), ("a/index.md", "")], "invalid: a/index.md: file_same_place"),
        (&[("é.md", "")], "invalid: é.md: is_document_slug"),
        (&[("a.md", "---\nstatus: hidden\nslug: a b\n---\n")], "invalid: a.md: is_document_slug, a.md: enum"),
        (&[("a.md", "---\norder: first\n---\n")], "invalid: a.md: file_front"),
        (&[("a.md", "---\n- a\n---\n")], "invalid: a.md: file_front"),
        (&[("a.md", "---\na: [\n---\n")], "invalid: a.md: file_front"),
        (&[("../a.md", "")], "invalid: ../a.md: file_path"),
        (&[("/a.md", "")], "invalid: /a.md: file_path"),
        (&[("a\\b.md", "")], "invalid: a\\b.md: file_path"),
        (&[("C:/a.md", "")], "invalid: C:/a.md: file_path"),
        (&[("a/images/x.png", ""), ("b/images/x.png", "")], "invalid: b/images/x.png: file_twice"),
        (&[("a.md", ""), ("1/2/3/4/5/6/7.md", "")], "invalid: 1/2/3/4/5/6/7.md: too_deep"),
        (&[("a.md", "\u{0}")], "invalid: a.md: invalid_characters"),
    ] {
        assert_eq!(drawn(files), said);
    }
    let utf16 = File { path: "a.md".into(), bytes: vec![0xff, 0xfe] };
    assert_eq!(read(vec![utf16]).unwrap_err().to_string(), "invalid: a.md: file_utf8");
}

#[test]
fn front_matter_is_read_within_bounds() {
    let mut bomb = "---\na: &a [x,x,x,x,x,x,x,x]\n".to_owned();
    for it in 0..9 {
        let (one, other) = (char::from(b'b' + it), char::from(b'a' + it));
        let eight = vec![format!("*{other}"); 8].join(",");
        bomb.extend([format!("{one}: &{one} [{eight}]\n")]);
    }
    bomb += "---\n";
    assert_eq!(drawn(&[("a.md", &bomb)]), "invalid: a.md: file_front");
    let deep = format!("---\na: {}{}\n---\n", "[".repeat(500), "]".repeat(500));
    assert_eq!(drawn(&[("a.md", &deep)]), "invalid: a.md: file_front");
    let folder =
        read(vec![file("a.md", "---\ntitle: 7\nowner: x\nmetadata: {\"tags\": [1]}\n---\n\nText\n")]);
    let document = folder.unwrap().documents.remove(0);
    assert_eq!((document.title.as_str(), document.content.as_str()), ("7", "Text\n"));
    assert_eq!(Value::Object(document.metadata), serde_json::json!({ "tags": [1], "owner": "x" }));
    assert_eq!(drawn(&[("a.md", "---\nnever closed\n")]), "a: A (published)");
}

#[test]
fn an_archive_gives_its_files_back() {
    let files = vec![file("a.md", "one"), file("b/c.md", "two"), file("images/d.png", "three")];
    let packed = pack(&files).unwrap();
    assert_eq!(packed, pack(&files).unwrap());
    assert_eq!(unpack(&packed).unwrap(), files);
}

#[test]
fn an_archive_that_is_made_to_harm_is_refused() {
    let said = |bytes: &[u8]| unpack(bytes).unwrap_err().to_string();
    assert_eq!(said(b""), "invalid: archive: required");
    assert_eq!(said(b"no archive"), "invalid: archive: not_an_archive");
    let archive = |fill: &dyn Fn(&mut Writer)| {
        let mut archive = Writer::new(Cursor::new(Vec::new()));
        fill(&mut archive);
        archive.finish().unwrap().into_inner()
    };
    let options = SimpleFileOptions::default();
    let bomb = archive(&|it| {
        let zeros = vec![0; 8 * 1024 * 1024];
        for name in 0..9 {
            it.start_file(format!("{name}.md"), options).unwrap();
            it.write_all(&zeros).unwrap();
        }
    });
    assert!(bomb.len() < 200_000);
    assert_eq!(said(&bomb), "invalid: archive: archive_too_large");
    let link = archive(&|it| it.add_symlink("a.md", "/etc/passwd", options).unwrap());
    assert_eq!(said(&link), "invalid: a.md: file_link");
    let many =
        archive(&|it| (0..5_001).for_each(|name| it.start_file(format!("{name}.md"), options).unwrap()));
    assert_eq!(said(&many), "invalid: archive: too_many_files");
    let out = archive(&|it| it.start_file("../../a.md", options).unwrap());
    let read = read(unpack(&out).unwrap()).unwrap_err();
    assert_eq!(read.to_string(), "invalid: ../../a.md: file_path");
    let mut broken = pack(&[file("a.md", &"text ".repeat(1_000))]).unwrap();
    broken[60] ^= 0xff;
    assert_eq!(said(&broken), "invalid: archive: not_an_archive");
}
