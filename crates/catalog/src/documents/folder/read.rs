//! Reads a folder: which document each file is, below which it stands, in what order.

use std::collections::{BTreeMap, HashMap};

use base::FieldErrors;

use super::front::{self, Front};
use super::{File, Folder, Planned};
use crate::State;
use crate::documents::document::NewDocument;
use crate::documents::tree::DEEPEST;
use crate::images::name_in_folder;
use crate::markdown::slug_of_file;

/// How many files a folder may have.
const MOST_FILES: usize = 2_500;

/// A document on its way to being planned. Its place is its path without the ending: `guides/first`.
#[derive(Debug)]
struct Page {
    path: String,
    front: Front,
    content: String,
    slug: String,
    /// What its siblings are sorted by.
    order: (i64, String),
}

/// Reads a folder; all that is wrong with it is said by file.
pub(in crate::documents) fn read(files: Vec<File>) -> base::Result<Folder> {
    let mut errors = FieldErrors::new();
    if files.len() > MOST_FILES {
        errors.add_limit("archive", "too_many_files", i64::try_from(MOST_FILES).unwrap_or(i64::MAX));
        errors.into_result()?;
        return Ok(Folder::default());
    }
    let mut folder = Folder::default();
    let mut pages: BTreeMap<String, Page> = BTreeMap::new();
    for file in unwrapped(files) {
        if !is_plain(&file.path) {
            errors.add(&file.path, "file_path");
        } else if is_hidden(&file.path) {
            folder.ignored.push(file.path);
        } else if let Some(name) = name_in_folder(&file.path) {
            let name = name.to_owned();
            if folder.images.iter().any(|(it, _)| *it == name) {
                errors.add(&file.path, "file_twice");
            } else {
                folder.images.push((name, file.bytes));
            }
        } else if file.path.to_ascii_lowercase().ends_with(".md") {
            add_page(&mut pages, file, &mut errors);
        } else {
            folder.ignored.push(file.path);
        }
    }
    add_missing(&mut pages);
    folder.documents = planned(pages, &mut errors);
    errors.into_result().map(|()| folder)
}

/// Without the one folder that holds everything, as archives of a folder have it.
fn unwrapped(mut files: Vec<File>) -> Vec<File> {
    let visible = || files.iter().filter(|it| !is_hidden(&it.path));
    if !visible().all(|it| is_plain(&it.path)) {
        return files;
    }
    let first = visible().next().and_then(|it| it.path.split_once('/')).map(|(top, _)| format!("{top}/"));
    let Some(top) = first.filter(|top| top != "images/" && visible().all(|it| it.path.starts_with(top)))
    else {
        return files;
    };
    for file in &mut files {
        if let Some(rest) = file.path.strip_prefix(&top) {
            file.path = rest.to_owned();
        }
    }
    files
}

fn is_plain(path: &str) -> bool {
    path.len() <= 500
        && !path.contains(['\\', ':'])
        && !path.chars().any(char::is_control)
        && path.split('/').all(|it| !it.is_empty() && it != "." && it != "..")
}

fn is_hidden(path: &str) -> bool {
    path.split('/').any(|it| it.starts_with('.') || it == "__MACOSX")
}

fn add_page(pages: &mut BTreeMap<String, Page>, file: File, errors: &mut FieldErrors) {
    let File { path, bytes } = file;
    let Ok(text) = String::from_utf8(bytes) else { return errors.add(&path, "file_utf8") };
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let (front, content) = match front::split(&text) {
        Ok((front, content)) => (front, content.to_owned()),
        Err(problem) => return errors.add_detail(&path, "file_front", problem),
    };
    let slug = match &front.slug {
        Some(it) => it.clone(),
        None => slug_of_file(&path).unwrap_or_default(),
    };
    let place = place_of(&path);
    if let Some(other) = pages.get(&place) {
        return errors.add_detail(&path, "file_same_place", other.path.clone());
    }
    let order = (front.order.unwrap_or_else(|| number_of(&place)), place.clone());
    pages.insert(place, Page { path, front, content, slug, order });
}

/// The path without its ending; of an `index.md` or a `README.md`, its folder.
fn place_of(path: &str) -> String {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    match stem.rsplit_once('/') {
        Some((folder, name)) if name.eq_ignore_ascii_case("index") || name.eq_ignore_ascii_case("readme") => {
            folder.to_owned()
        }
        _ => stem.to_owned(),
    }
}

/// The number that a name begins with to say its order.
fn number_of(place: &str) -> i64 {
    let name = place.rsplit('/').next().unwrap_or_default();
    let digits = name.len() - name.trim_start_matches(|it: char| it.is_ascii_digit()).len();
    let is_number = name[digits..].starts_with(['-', '_']);
    name[..digits].parse().ok().filter(|_| is_number).unwrap_or(i64::MAX)
}

/// Folders that no file stands for become empty documents, so that what lies in them has a place.
fn add_missing(pages: &mut BTreeMap<String, Page>) {
    let mut missing = Vec::new();
    for place in pages.keys() {
        let mut rest = place.as_str();
        while let Some((folder, _)) = rest.rsplit_once('/') {
            if !pages.contains_key(folder) {
                missing.push(folder.to_owned());
            }
            rest = folder;
        }
    }
    for place in missing {
        let slug = slug_of_file(&format!("{place}.md")).unwrap_or_default();
        let order = (number_of(&place), place.clone());
        let page = Page { path: place.clone(), front: Front::default(), content: String::new(), slug, order };
        pages.insert(place, page);
    }
}

/// The pages in reading order, each as a document would have it.
fn planned(pages: BTreeMap<String, Page>, errors: &mut FieldErrors) -> Vec<Planned> {
    let slugs: HashMap<String, String> =
        pages.iter().map(|(place, page)| (place.clone(), page.slug.clone())).collect();
    let mut below: HashMap<Option<String>, Vec<(String, Page)>> = HashMap::new();
    for (place, page) in pages {
        let parent = place.rsplit_once('/').map(|(folder, _)| folder.to_owned());
        below.entry(parent).or_default().push((place, page));
    }
    let mut siblings = |place: Option<String>, depth: usize| {
        let mut found = below.remove(&place).unwrap_or_default();
        found.sort_by(|(_, one), (_, other)| other.order.cmp(&one.order));
        found.into_iter().map(move |(place, page)| (place, page, depth)).collect::<Vec<_>>()
    };
    let mut ahead = siblings(None, 0);
    let mut ordered: Vec<Planned> = Vec::new();
    while let Some((place, page, depth)) = ahead.pop() {
        let parent = place.rsplit_once('/').and_then(|(folder, _)| slugs.get(folder).cloned());
        let document = document(page, parent, depth, errors);
        if let Some(other) = ordered.iter().find(|it| it.slug == document.slug) {
            errors.add_detail(&document.path, "file_same_slug", other.path.clone());
        }
        ahead.extend(siblings(Some(place), depth + 1));
        ordered.push(document);
    }
    ordered
}

/// The document that a page becomes. Whether it is well formed is asked of the same check that every input passes.
fn document(page: Page, parent: Option<String>, depth: usize, errors: &mut FieldErrors) -> Planned {
    let title = page.front.title.clone().unwrap_or_else(|| title_of(&page));
    let word = match page.front.status.as_deref() {
        None => State::Published.word().to_owned(),
        Some("draft") => State::Unpublished.word().to_owned(),
        Some(other) => other.to_owned(),
    };
    let new = NewDocument {
        title,
        slug: page.slug.clone(),
        content: page.content,
        state: word.clone(),
        metadata: Some(page.front.metadata.clone().into()),
        ..NewDocument::default()
    };
    match new.check() {
        Ok(_) if page.slug.is_empty() => errors.add(&page.path, "is_document_slug"),
        Ok(_) if depth >= DEEPEST => {
            errors.add_limit(&page.path, "too_deep", i64::try_from(DEEPEST).unwrap_or(i64::MAX));
        }
        Ok(_) => {}
        Err(base::Error::Invalid(wrong)) => errors.adopt(&wrong, |_| page.path.clone()),
        Err(_) => errors.add(&page.path, "invalid"),
    }
    let state = State::typed(&word, State::Published).unwrap_or(State::Published);
    let (path, slug, metadata) = (page.path, page.slug, page.front.metadata);
    Planned { path, slug, title: new.title, content: new.content, parent, state, metadata }
}

/// The first heading when the text begins with it; else the name of the file in words.
fn title_of(page: &Page) -> String {
    let first = page.content.lines().find(|it| !it.trim().is_empty()).unwrap_or_default();
    if let Some(heading) = first.strip_prefix("# ") {
        let plain = heading.trim().trim_end_matches('#').replace(['*', '`'], "");
        if !plain.trim().is_empty() {
            return plain.trim().chars().take(255).collect();
        }
    }
    let name = if page.slug.is_empty() { &page.path } else { &page.slug };
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map(|it| it.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
