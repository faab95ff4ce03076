//! Writes documents as a folder that says the same when it is read.

use base::DocumentId;

use super::File;
use super::front::{self, Front};
use crate::documents::document::Document;
use crate::documents::tree::Tree;
use crate::markdown::slug_of_file;

/// The files of documents that come in the order of their tree.
pub(in crate::documents) fn write(tree: &Tree, documents: &[Document]) -> Vec<File> {
    let mut folders: Vec<String> = Vec::new();
    let mut ranks: Vec<(Option<DocumentId>, i64)> = Vec::new();
    let mut files = Vec::new();
    for leaf in tree.leaves() {
        let Some(document) = documents.iter().find(|it| it.id == leaf.id) else { continue };
        folders.truncate(leaf.depth);
        ranks.truncate(leaf.depth + 1);
        if ranks.len() == leaf.depth {
            ranks.push((leaf.parent, 0));
        }
        let order = ranks.last_mut().map(|it| {
            it.1 += 1;
            it.1
        });
        let stem = stem_of(&document.slug);
        let folder = folders.last().cloned().unwrap_or_default();
        let path = format!("{folder}{stem}.md");
        let is_said = slug_of_file(&path).as_ref() == Some(&document.slug);
        let front = Front {
            title: Some(document.title.clone()),
            slug: (!is_said).then(|| document.slug.clone()),
            order,
            status: Some(document.state.word().to_owned()),
            metadata: document.metadata.clone(),
        };
        let bytes = format!("{}{}", front::written(&front), document.content).into_bytes();
        files.push(File { path, bytes });
        folders.push(format!("{folder}{stem}/"));
    }
    files
}

/// The name of a document's file. What would stand for its folder, or be taken for a picture's, has another.
fn stem_of(slug: &str) -> String {
    let is_other = ["index", "readme", "images"].iter().any(|it| slug.eq_ignore_ascii_case(it));
    if is_other { format!("{slug}-document") } else { slug.to_owned() }
}
