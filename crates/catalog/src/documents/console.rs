//! The admin's pages of documents: the tree, and the editor with its preview.

use askama::Template;
use axum::extract::{DefaultBodyLimit, Path};
use axum::handler::Handler;
use axum::response::Response;
use base::{Error, FieldErrors, ProductId, Right};
use frame::door::guard::UPLOAD_LIMIT;
use frame::door::{Fault, Form, Need, Routes, Uploads, Visitor};
use serde::Deserialize;
use ui::*;

use super::{Document, Leaf, NewDocument, Tree, Way, create, delete, shift, tree, update, view};
use crate::State;
use crate::console::id;
use crate::markdown::{self, Rendered};
use crate::products::{Head, Part};

/// The routes.
pub fn routes(at: &mut Routes) {
    let (read, manage) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::ManageCatalog));
    // A million characters are more than an ordinary form may have.
    let large = || DefaultBodyLimit::max(UPLOAD_LIMIT);
    at.get("/products/{product}/documents", read, index);
    at.get("/products/{product}/documents/new", manage, new);
    at.post("/products/{product}/documents", manage, created.layer(large()));
    at.get("/products/{product}/documents/{document}", read, edit);
    at.post("/products/{product}/documents/{document}", manage, changed.layer(large()));
    at.post("/products/{product}/documents/{document}/move", manage, moved);
    at.get("/products/{product}/documents/{document}/delete", manage, confirm);
    at.post("/products/{product}/documents/{document}/deletion", manage, deleted);
}

#[derive(Template)]
#[template(path = "documents/console_index.html")]
struct Index {
    chrome: Chrome,
    head: Head,
    tree: Tree,
}

async fn index(visitor: Visitor, Path(product): Path<String>) -> Result<Response, Fault> {
    let head = Head::of(&visitor, &product, Part::Documents).await?;
    let tree = tree(&visitor.call, head.product.id).await?;
    visitor.page(&Index { chrome: visitor.chrome.clone(), head, tree })
}

/// The editor, of a new document or of one that is there.
#[derive(Template)]
#[template(path = "documents/console_edit.html")]
struct Edit {
    chrome: Chrome,
    head: Head,
    tree: Tree,
    document: Option<Document>,
    form: NewDocument,
    errors: FieldErrors,
    preview: Option<Rendered>,
}

impl Edit {
    async fn of(visitor: &Visitor, product: &str, document: Option<&str>) -> base::Result<Self> {
        let head = Head::of(visitor, product, Part::Documents).await?;
        let tree = tree(&visitor.call, head.product.id).await?;
        let document = match document {
            Some(name) => Some(find(visitor, product, name).await?),
            None => None,
        };
        let form = document.as_ref().map(NewDocument::from).unwrap_or_default();
        let (chrome, errors) = (visitor.chrome.clone(), FieldErrors::new());
        Ok(Self { chrome, head, tree, document, form, errors, preview: None })
    }

    fn title(&self) -> String {
        self.document.as_ref().map_or_else(|| self.chrome.t("document-create"), |it| it.title.clone())
    }

    fn action(&self) -> String {
        match &self.document {
            Some(it) => self.head.href(&format!("/documents/{}", it.id)),
            None => self.head.href("/documents"),
        }
    }

    /// Where it may stand: at the top, or below any document that is not part of its own branch.
    fn parent_field(&self) -> Field {
        let chrome = &self.chrome;
        let field = Field::select("parent", chrome.t("document-parent"))
            .hint(chrome.t("document-parent-hint"))
            .value(&self.form.parent)
            .error(chrome.error_of(&self.errors, "parent"))
            .choice("", chrome.t("document-parent-top"));
        let own = self.document.as_ref().map_or(&[][..], |it| self.tree.branch(it.id));
        let others = self.tree.leaves().iter().filter(|it| own.iter().all(|own| own.id != it.id));
        others.fold(field, |field, it| field.choice(it.id, format!("{}{}", "– ".repeat(it.depth), it.title)))
    }

    fn state_field(&self) -> RadioCards {
        let chrome = &self.chrome;
        let chosen = if self.form.state.is_empty() { State::Unpublished.word() } else { &self.form.state };
        State::ALL
            .into_iter()
            .fold(RadioCards::new("state", chrome.t("document-state")), |cards, it| {
                let key = format!("document-state-{}", it.word());
                cards.option(it.word(), chrome.t(&key), chrome.t(&format!("{key}-text")))
            })
            .value(chosen)
            .error(chrome.error_of(&self.errors, "state"))
    }
}

async fn find(visitor: &Visitor, product: &str, document: &str) -> base::Result<Document> {
    view(&visitor.call, id::<ProductId>(product)?, document).await
}

async fn new(visitor: Visitor, Path(product): Path<String>) -> Result<Response, Fault> {
    visitor.page(&Edit::of(&visitor, &product, None).await?)
}

async fn edit(
    visitor: Visitor,
    Path((product, document)): Path<(String, String)>,
) -> Result<Response, Fault> {
    visitor.page(&Edit::of(&visitor, &product, Some(&document)).await?)
}

/// The form, and whether only a preview was asked for. It is sent in parts, which do not grow as an encoded form does.
fn typed(uploads: &Uploads) -> (NewDocument, bool) {
    let text = |name: &str| uploads.text(name).to_owned();
    let form = NewDocument {
        title: text("title"),
        slug: text("slug"),
        content: text("content"),
        parent: text("parent"),
        state: text("state"),
        metadata: None,
    };
    (form, !uploads.text("preview").is_empty())
}

async fn previewed(visitor: &Visitor, page: Edit, form: NewDocument) -> Result<Response, Fault> {
    let (content, title) = (form.content.clone(), form.title.clone());
    let rendered = tokio::task::spawn_blocking(move || markdown::render(&content, &title)).await;
    visitor.page(&Edit { form, preview: Some(rendered.map_err(Error::internal)?), ..page })
}

async fn created(visitor: Visitor, Path(product): Path<String>, uploads: Uploads) -> Result<Response, Fault> {
    let (form, is_preview) = typed(&uploads);
    if is_preview {
        return previewed(&visitor, Edit::of(&visitor, &product, None).await?, form).await;
    }
    match create(&visitor.call, id(&product)?, &form).await {
        Ok(_) => visitor.go_to(&format!("/products/{product}/documents"), "document-was-created"),
        Err(Error::Invalid(errors)) => {
            visitor.again(&Edit { form, errors, ..Edit::of(&visitor, &product, None).await? })
        }
        Err(error) => Err(error.into()),
    }
}

async fn changed(
    visitor: Visitor,
    Path((product, document)): Path<(String, String)>,
    uploads: Uploads,
) -> Result<Response, Fault> {
    let before = find(&visitor, &product, &document).await?;
    let (form, is_preview) = typed(&uploads);
    if is_preview {
        return previewed(&visitor, Edit::of(&visitor, &product, Some(&document)).await?, form).await;
    }
    match update(&visitor.call, before.id, &form).await {
        Ok(_) => visitor.go_to(&format!("/products/{product}/documents"), "document-was-changed"),
        Err(Error::Invalid(errors)) => {
            visitor.again(&Edit { form, errors, ..Edit::of(&visitor, &product, Some(&document)).await? })
        }
        Err(error) => Err(error.into()),
    }
}

/// Which way a document moves.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Move {
    way: String,
}

async fn moved(
    visitor: Visitor,
    Path((product, document)): Path<(String, String)>,
    Form(form): Form<Move>,
) -> Result<Response, Fault> {
    let document = find(&visitor, &product, &document).await?;
    let way = if form.way == "up" { Way::Up } else { Way::Down };
    shift(&visitor.call, document.id, way).await?;
    visitor.go_to(&format!("/products/{product}/documents"), "document-was-moved")
}

#[derive(Template)]
#[template(path = "documents/console_delete.html")]
struct Delete {
    chrome: Chrome,
    head: Head,
    document: Document,
    below: Vec<Leaf>,
}

impl Delete {
    fn question(&self) -> ConfirmDelete {
        let chrome = &self.chrome;
        let action = self.head.href(&format!("/documents/{}/deletion", self.document.id));
        let question = ConfirmDelete::new(chrome, action, chrome.t("document-delete"))
            .cancel(chrome.t("document-keep"), self.head.href("/documents"));
        if self.below.is_empty() {
            return question.gone(chrome.t1("document-gone", "title", &self.document.title));
        }
        let question = question.gone(chrome.t1("document-gone-below", "count", self.below.len()));
        self.below.iter().take(20).fold(question, |question, it| question.gone(&it.title))
    }
}

async fn confirm(
    visitor: Visitor,
    Path((product, document)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let head = Head::of(&visitor, &product, Part::Documents).await?;
    let document = find(&visitor, &product, &document).await?;
    let tree = tree(&visitor.call, head.product.id).await?;
    let below = tree.branch(document.id).iter().skip(1).cloned().collect();
    visitor.page(&Delete { chrome: visitor.chrome.clone(), head, document, below })
}

async fn deleted(
    visitor: Visitor,
    Path((product, document)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let document = find(&visitor, &product, &document).await?;
    delete(&visitor.call, document.id).await?;
    visitor.go_to(&format!("/products/{product}/documents"), "document-was-deleted")
}
