//! A folder of Markdown in and out: the tree of a product is made equal to it, in one transaction.

use std::collections::{HashMap, HashSet};

use base::{DocumentId, Error, FieldErrors, ProductId, Result, Right};
use frame::{Call, Event, Write};

use crate::documents::document::{Document, NewDocument};
use crate::documents::folder::{self, File, Folder, Planned};
use crate::documents::store;
use crate::documents::tree::Tree;
use crate::images::{self, Drawn, Put};
use crate::turns::in_turn;
use crate::{State, products};

/// What becomes of documents that the folder does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Gone {
    /// They stay, and developers do not see them any more.
    #[default]
    Unpublish,
    /// They are deleted.
    Delete,
    /// They stay as they are.
    Keep,
}

impl Gone {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Unpublish, Self::Delete, Self::Keep];

    /// The word that forms and the API have for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unpublish => "unpublish",
            Self::Delete => "delete",
            Self::Keep => "keep",
        }
    }

    /// The one of this word; of none, the first.
    pub fn typed(word: &str) -> Result<Self> {
        if word.is_empty() {
            return Ok(Self::default());
        }
        Self::ALL.into_iter().find(|it| it.word() == word).ok_or_else(|| Error::field("gone", "enum"))
    }
}

/// A folder to be made a product's documents.
#[derive(Debug, Clone, Default)]
pub struct Import {
    /// Its files.
    pub files: Vec<File>,
    /// What becomes of documents that it does not have.
    pub gone: Gone,
    /// Whether it is only said what would change.
    pub dry: bool,
}

/// What an import changed, by slugs and by names of images. A second run with the same folder changes nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// Documents that were not there.
    pub created: Vec<String>,
    /// Documents whose words, state or metadata are others.
    pub changed: Vec<String>,
    /// Documents that stand elsewhere.
    pub moved: Vec<String>,
    /// Documents that the folder does not have, and developers do not see any more.
    pub unpublished: Vec<String>,
    /// Documents that the folder does not have, and that are gone.
    pub deleted: Vec<String>,
    /// Images that are new or others. Images that the folder does not have stay.
    pub images: Vec<String>,
    /// Files that are neither Markdown nor a picture in `images`.
    pub ignored: Vec<String>,
    /// How many documents are as they were.
    pub unchanged: usize,
}

impl Imported {
    /// Whether everything was as the folder has it.
    pub fn is_nothing(&self) -> bool {
        let lists =
            [&self.created, &self.changed, &self.moved, &self.unpublished, &self.deleted, &self.images];
        lists.iter().all(|it| it.is_empty())
    }
}

/// The documents and images of a product as a folder.
pub async fn export(call: &Call, product: ProductId) -> Result<Vec<File>> {
    call.require(Right::ReadConsole)?;
    let mut tx = call.read().await?;
    let tree = store::tree(&mut tx, &call.reach(), product).await?;
    let documents = store::all(&mut tx, &call.reach(), product).await?;
    drop(tx);
    let mut files = folder::write(&tree, &documents);
    for image in images::list(call, product).await? {
        let (image, bytes) = images::view(call, product, &image.name).await?;
        files.push(File { path: format!("images/{}", image.name), bytes });
    }
    Ok(files)
}

/// Makes the documents of a product what the folder says: slugs tell which is which.
pub async fn import(call: &Call, product: ProductId, import: Import) -> Result<Imported> {
    call.require(Right::ManageCatalog)?;
    let Import { files, gone, dry } = import;
    let folder = in_turn(&call.app, move || folder::read(files)).await??;
    let pictures = drawn(call, &folder).await?;
    let mut tx = call.write().await?;
    products::touch(call, &mut tx, product).await?;
    let mut work = Work::of(call, &mut tx, product, &folder).await?;
    work.documents(&mut tx, &folder).await?;
    work.places(&mut tx, &folder).await?;
    work.others(&mut tx, &folder, gone).await?;
    for (name, picture) in pictures {
        if images::put(call, &mut tx, product, &name, picture).await? != Put::Same {
            work.done.images.push(name);
        }
    }
    let done = Imported { ignored: folder.ignored, ..work.done };
    if !dry && !done.is_nothing() {
        tx.commit().await?;
    }
    Ok(done)
}

/// The pictures drawn anew, before the transaction is open.
async fn drawn(call: &Call, folder: &Folder) -> Result<Vec<(String, Drawn)>> {
    let mut errors = FieldErrors::new();
    if folder.images.len() > images::MOST {
        errors.add_limit("archive", "too_many_images", i64::try_from(images::MOST).unwrap_or(i64::MAX));
        errors.into_result()?;
        return Ok(Vec::new());
    }
    let mut pictures = Vec::new();
    for (name, bytes) in &folder.images {
        match images::draw(&call.app, bytes.clone()).await {
            Ok(picture) => pictures.push((name.clone(), picture)),
            Err(Error::Invalid(wrong)) => errors.adopt(&wrong, |_| format!("images/{name}")),
            Err(error) => return Err(error),
        }
    }
    errors.into_result().map(|()| pictures)
}

/// An import on its way.
struct Work<'c> {
    call: &'c Call,
    product: ProductId,
    before: Tree,
    stored: HashMap<String, Document>,
    ids: HashMap<String, DocumentId>,
    done: Imported,
}

impl<'c> Work<'c> {
    async fn of(call: &'c Call, tx: &mut Write, product: ProductId, folder: &Folder) -> Result<Self> {
        let before = store::tree(tx, &call.reach(), product).await?;
        let stored = store::all(tx, &call.reach(), product).await?;
        let stored: HashMap<String, Document> = stored.into_iter().map(|it| (it.slug.clone(), it)).collect();
        let mut ids: HashMap<String, DocumentId> =
            stored.iter().map(|(slug, it)| (slug.clone(), it.id)).collect();
        for it in &folder.documents {
            if !ids.contains_key(&it.slug) {
                ids.insert(it.slug.clone(), call.new_id()?);
            }
        }
        Ok(Self { call, product, before, stored, ids, done: Imported::default() })
    }

    /// Creates and changes. Parents come first in the folder, so each is there before what stands below it.
    async fn documents(&mut self, tx: &mut Write, folder: &Folder) -> Result<()> {
        for planned in &folder.documents {
            let wanted = self.wanted(planned)?;
            let Some(before) = self.stored.get(&planned.slug) else {
                store::insert(tx, &wanted).await?;
                self.record(tx, "document.created", &wanted).await?;
                self.done.created.push(planned.slug.clone());
                continue;
            };
            let (is_same, stays) = (says_the_same(before, &wanted), before.parent == wanted.parent);
            if is_same && stays {
                self.done.unchanged += 1;
                continue;
            }
            let wanted = Document { position: before.position, created_at: before.created_at, ..wanted };
            store::update(tx, &wanted).await?;
            if !is_same {
                self.record(tx, "document.changed", &wanted).await?;
                self.done.changed.push(planned.slug.clone());
            }
        }
        Ok(())
    }

    fn wanted(&self, planned: &Planned) -> Result<Document> {
        let id_of = |slug: &String| self.ids.get(slug).copied().ok_or(Error::NotFound);
        let new = NewDocument {
            title: planned.title.clone(),
            slug: planned.slug.clone(),
            content: planned.content.clone(),
            state: planned.state.word().to_owned(),
            metadata: Some(planned.metadata_value()),
            ..NewDocument::default()
        };
        let draft = new.check()?;
        Ok(Document {
            id: id_of(&planned.slug)?,
            product: self.product,
            parent: planned.parent.as_ref().map(id_of).transpose()?,
            slug: planned.slug.clone(),
            title: draft.title,
            content: draft.content,
            state: draft.state,
            metadata: draft.metadata.unwrap_or_default(),
            position: 0,
            created_at: self.call.now(),
            updated_at: self.call.now(),
        })
    }

    /// Puts the folder's documents into its order, before what else stands beside them.
    async fn places(&mut self, tx: &mut Write, folder: &Folder) -> Result<()> {
        let planned: HashSet<&String> = folder.documents.iter().map(|it| &it.slug).collect();
        let others = self.before.leaves().iter().filter(|it| !planned.contains(&it.slug));
        let ids = folder.documents.iter().map(|it| self.ids[&it.slug]).chain(others.map(|it| it.id));
        for (position, id) in (0_i64..).zip(ids.collect::<Vec<_>>()) {
            store::place(tx, id, position).await?;
        }
        for slug in self.moved(folder) {
            if let Some(document) = self.stored.get(&slug) {
                self.record(tx, "document.moved", document).await?;
            }
            self.done.moved.push(slug);
        }
        Ok(())
    }

    /// The documents that were there and stand below another parent now, or in another order beside those that were
    /// there with them.
    fn moved(&self, folder: &Folder) -> Vec<String> {
        let mut families: HashMap<Option<DocumentId>, Vec<&String>> = HashMap::new();
        let mut moved = Vec::new();
        for planned in &folder.documents {
            let Some(before) = self.stored.get(&planned.slug) else { continue };
            let parent = planned.parent.as_ref().map(|it| self.ids[it]);
            if before.parent == parent {
                families.entry(parent).or_default().push(&planned.slug);
            } else {
                moved.push(planned.slug.clone());
            }
        }
        for (parent, wanted) in families {
            let stood = self.before.siblings(parent).into_iter().filter(|it| wanted.contains(&&it.slug));
            let changed = wanted.iter().zip(stood).filter(|(slug, stood)| **slug != &stood.slug);
            moved.extend(changed.map(|(slug, _)| (*slug).clone()));
        }
        moved.sort_unstable();
        moved
    }

    /// Sees to the documents that the folder does not have.
    async fn others(&mut self, tx: &mut Write, folder: &Folder, gone: Gone) -> Result<()> {
        let planned: HashSet<&String> = folder.documents.iter().map(|it| &it.slug).collect();
        let others: Vec<Document> = self
            .before
            .leaves()
            .iter()
            .filter(|it| !planned.contains(&it.slug))
            .filter_map(|it| self.stored.get(&it.slug).cloned())
            .collect();
        // What stands below comes later in the tree, and has to go first.
        for document in others.into_iter().rev() {
            match gone {
                Gone::Delete => {
                    store::remove(tx, document.id).await?;
                    self.record(tx, "document.deleted", &document).await?;
                    self.done.deleted.push(document.slug);
                }
                Gone::Unpublish if document.state == State::Published => {
                    let hidden =
                        Document { state: State::Unpublished, updated_at: self.call.now(), ..document };
                    store::hide(tx, &hidden).await?;
                    self.record(tx, "document.changed", &hidden).await?;
                    self.done.unpublished.push(hidden.slug);
                }
                Gone::Unpublish | Gone::Keep => self.done.unchanged += 1,
            }
        }
        Ok(())
    }

    async fn record(&self, tx: &mut Write, event: &'static str, document: &Document) -> Result<()> {
        self.call.record(tx, Event::new(event, document.id, &document.title)).await
    }
}

fn says_the_same(before: &Document, wanted: &Document) -> bool {
    before.title == wanted.title
        && before.content == wanted.content
        && before.state == wanted.state
        && before.metadata == wanted.metadata
}
