//! A folder of Markdown in and out: what it creates, changes, moves and leaves, and that a second time changes nothing.

use base::ProductId;
use catalog::documents::folder::{File, pack, unpack};
use catalog::documents::{self, Gone, Import, Imported, NewDocument, Way};
use catalog::{images, products};
use frame::Call;
use image::ImageFormat;

use crate::images::picture;
use crate::stand::{Browser, houses, product, said};

fn files(list: &[(&str, &str)]) -> Vec<File> {
    list.iter().map(|(path, text)| File { path: (*path).into(), bytes: text.as_bytes().to_vec() }).collect()
}

async fn import(call: &Call, product: ProductId, files: Vec<File>, gone: Gone) -> Imported {
    documents::import(call, product, Import { files, gone, dry: false }).await.unwrap()
}

/// The tree in short: `.` for each level, `?` for what is not published.
async fn drawn(call: &Call, product: ProductId) -> String {
    let tree = documents::tree(call, product).await.unwrap();
    let line = |it: &documents::Leaf| {
        let hidden = if it.state == catalog::State::Published { "" } else { "?" };
        format!("{}{}{hidden}", ".".repeat(it.depth), it.slug)
    };
    tree.leaves().iter().map(line).collect::<Vec<_>>().join(" ")
}

fn slugs(list: &[&str]) -> Vec<String> {
    list.iter().map(|it| (*it).to_owned()).collect()
}

const FOLDER: [(&str, &str); 4] = [
    ("01-start.md", "# Start\n\nSee [errors](errors.md#limits)."),
    ("guides.md", "---\ntitle: Guides\norder: 2\nowner: docs\n---\nAll of them."),
    ("guides/first.md", "First."),
    ("errors.md", "---\norder: 3\n---\n## Limits"),
];

#[tokio::test]
async fn a_folder_becomes_the_tree_and_a_second_time_changes_nothing() {
    for house in houses().await {
        let admin = house.admin();
        let product = product(&admin, "Payments").await.id;
        let done = import(&admin, product, files(&FOLDER), Gone::Unpublish).await;
        assert_eq!(done.created, slugs(&["start", "guides", "first", "errors"]));
        assert_eq!(drawn(&admin, product).await, "start guides .first errors");
        let guides = documents::view(&admin, product, "guides").await.unwrap();
        assert_eq!((guides.title.as_str(), guides.content.as_str()), ("Guides", "All of them."));
        assert_eq!(guides.metadata["owner"], "docs");
        house.wait(60);
        let admin = house.again(&admin);
        let again = import(&admin, product, files(&FOLDER), Gone::Delete).await;
        assert!(again.is_nothing() && again.unchanged == 4, "{again:?}");
        let after = products::view(&admin, product).await.unwrap();
        assert_ne!(after.updated_at, admin.now(), "nothing was touched");
    }
}

#[tokio::test]
async fn what_changed_in_the_folder_changes_and_what_is_gone_is_seen_to() {
    for house in houses().await {
        let admin = house.admin();
        let product = product(&admin, "Payments").await.id;
        import(&admin, product, files(&FOLDER), Gone::Unpublish).await;
        let id = documents::view(&admin, product, "first").await.unwrap().id;
        let second = [
            ("errors.md", "---\norder: 1\n---\n## Limits"),
            ("start.md", "---\norder: 2\ntitle: Begin\nstatus: unpublished\n---\nText"),
            ("start/first.md", "First."),
            ("start/new.md", "New."),
        ];
        let asked = Import { files: files(&second), gone: Gone::Unpublish, dry: true };
        let would = documents::import(&admin, product, asked).await.unwrap();
        assert_eq!(drawn(&admin, product).await, "start guides .first errors", "only asked");
        let done = import(&admin, product, files(&second), Gone::Unpublish).await;
        assert_eq!(done, would);
        assert_eq!(done.created, slugs(&["new"]));
        assert_eq!(done.changed, slugs(&["start"]));
        assert_eq!(done.moved, slugs(&["errors", "first", "start"]));
        assert_eq!(done.unpublished, slugs(&["guides"]));
        assert_eq!(drawn(&admin, product).await, "errors start? .first .new guides?");
        assert_eq!(
            documents::view(&admin, product, "first").await.unwrap().id,
            id,
            "a slug keeps its document"
        );
        assert!(import(&admin, product, files(&second), Gone::Unpublish).await.is_nothing());
        assert!(import(&admin, product, files(&second), Gone::Keep).await.is_nothing());
        let done = import(&admin, product, files(&second), Gone::Delete).await;
        assert_eq!((done.deleted, done.unchanged), (slugs(&["guides"]), 4));
        assert_eq!(drawn(&admin, product).await, "errors start? .first .new");
    }
}

#[tokio::test]
async fn a_branch_that_is_gone_goes_whole_and_parents_may_change_places() {
    for house in houses().await {
        let admin = house.admin();
        let product = product(&admin, "Payments").await.id;
        let before = [("a.md", ""), ("a/b.md", ""), ("a/b/c.md", ""), ("a/b/c/d.md", "")];
        import(&admin, product, files(&before), Gone::Delete).await;
        assert_eq!(drawn(&admin, product).await, "a .b ..c ...d");
        let turned = [("d.md", ""), ("d/c.md", ""), ("d/c/b.md", ""), ("d/c/b/a.md", "")];
        let done = import(&admin, product, files(&turned), Gone::Delete).await;
        assert_eq!((done.moved.len(), done.changed.len()), (4, 0), "{done:?}");
        assert_eq!(drawn(&admin, product).await, "d .c ..b ...a");
        let done = import(&admin, product, files(&[("x.md", "")]), Gone::Delete).await;
        assert_eq!(done.deleted.len(), 4);
        assert_eq!(drawn(&admin, product).await, "x");
    }
}

#[tokio::test]
async fn what_is_exported_is_what_is_imported() {
    for house in houses().await {
        let admin = house.admin();
        let (from, to) = (product(&admin, "From").await.id, product(&admin, "To").await.id);
        import(&admin, from, files(&FOLDER), Gone::Unpublish).await;
        for (title, slug, content) in [
            ("Odd: \"names\" # here", "01-odd", "---\nnot: front matter\n---\n\n\ntext\n"),
            ("Index", "index", ""),
            ("Images", "Images", "x"),
        ] {
            let new = NewDocument {
                title: title.into(),
                slug: slug.into(),
                content: content.into(),
                metadata: Some(serde_json::json!({ "title": "mine", "a": [{ "b": null }] })),
                ..NewDocument::default()
            };
            let id = documents::create(&admin, from, &new).await.unwrap().id;
            documents::shift(&admin, id, Way::Up).await.unwrap();
        }
        images::add(&admin, from, "a.png", "", picture(ImageFormat::Png, 20)).await.unwrap();
        images::add(&admin, from, "b.jpg", "", picture(ImageFormat::Jpeg, 20)).await.unwrap();
        let exported = documents::export(&admin, from).await.unwrap();
        let exported = unpack(&pack(&exported).unwrap()).unwrap();
        let same = import(&admin, from, exported.clone(), Gone::Delete).await;
        assert!(same.is_nothing(), "{same:?}");
        let done = import(&admin, to, exported.clone(), Gone::Delete).await;
        assert_eq!((done.created.len(), done.images.len()), (7, 2));
        assert_eq!(drawn(&admin, to).await, drawn(&admin, from).await);
        let texts = |files: &[File]| {
            let is_text = |it: &&File| !it.path.starts_with("images/");
            files.iter().filter(is_text).cloned().collect::<Vec<_>>()
        };
        assert_eq!(texts(&documents::export(&admin, to).await.unwrap()), texts(&exported));
        let again = import(&admin, to, exported, Gone::Delete).await;
        assert!(again.is_nothing(), "{again:?}");
    }
}

#[tokio::test]
async fn a_folder_with_one_wrong_file_changes_nothing() {
    for house in houses().await {
        let admin = house.admin();
        let product = product(&admin, "Payments").await.id;
        let wrong = files(&[("a.md", ""), ("b.md", "---\nstatus: x\n---\n"), ("images/c.png", "<svg/>")]);
        let asked = Import { files: wrong, ..Import::default() };
        assert_eq!(said(documents::import(&admin, product, asked).await), "invalid: b.md: enum");
        let asked = Import { files: files(&[("images/c.png", "<svg/>")]), ..Import::default() };
        let refused = said(documents::import(&admin, product, asked).await);
        assert_eq!(refused, "invalid: images/c.png: not_a_picture");
        assert_eq!(drawn(&admin, product).await, "");
        let portal = house.portal("acme").await;
        let ada = house.developer(portal, "ada").await;
        let refused = said(documents::import(&ada, product, Import::default()).await);
        assert!(refused.contains("ManageCatalog"), "{refused}");
    }
}

#[tokio::test]
async fn a_folder_goes_in_and_out_by_the_pages_alone() {
    for house in houses().await {
        let admin = house.admin();
        let product = product(&admin, "Payments").await;
        let browser = Browser::at_console(&admin);
        let path = format!("/products/{}/documents/folder", product.id);
        assert!(browser.get(&path).await.text.contains("Download the folder"));
        let archive = pack(&files(&FOLDER)).unwrap();
        let parts: &[(&str, &[u8])] =
            &[("archive=docs.zip", &archive), ("gone", b"unpublish"), ("dry", b"true")];
        let page = browser.upload(&path, parts).await;
        assert!(page.status == 200 && page.text.contains("Nothing has been changed yet"), "{}", page.text);
        assert_eq!(drawn(&admin, product.id).await, "");
        let page = browser.upload(&path, &parts[..2]).await;
        assert!(page.text.contains("Created (4)"), "{}", page.text);
        let page = browser.upload(&path, &parts[..2]).await;
        assert!(
            page.text.contains("Nothing was changed") && page.text.contains("4 documents are as they were")
        );
        let out = browser.get(&format!("{path}/export")).await;
        assert_eq!(out.headers["content-type"], "application/zip");
        assert_eq!(unpack(&out.bytes).unwrap().len(), 4);
        let wrong = pack(&files(&[("a.md", "---\norder: x\n---\n"), ("b/a.md", "")])).unwrap();
        let page = browser.upload(&path, &[("archive=docs.zip", &wrong), ("gone", b"delete")]).await;
        assert!(
            page.status == 422 && page.text.contains("a.md: The front matter cannot be read"),
            "{}",
            page.text
        );
        let page = browser.upload(&path, &[("archive=docs.zip", b"no zip"), ("gone", b"")]).await;
        assert!(page.status == 422 && page.text.contains("not a zip file"), "{}", page.text);
    }
}
