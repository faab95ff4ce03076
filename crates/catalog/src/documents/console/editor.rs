//! The editor of a document, with its preview: by a button, or while one types where there is script.

use askama::Template;
use axum::extract::{DefaultBodyLimit, Path};
use axum::handler::Handler;
use axum::response::{Html as Fragment, IntoResponse, Response};
use base::{Error, FieldErrors, Instant, Right};
use frame::door::guard::UPLOAD_LIMIT;
use frame::door::{Fault, Need, Routes, Uploads, Visitor};
use ui::*;

use super::find;
use crate::State;
use crate::console::id;
use crate::documents::{Document, NewDocument, Tree, create, previewed, tree, update};
use crate::images::{self, Image};
use crate::markdown::Rendered;
use crate::products::{self, Head, Part};

/// The routes.
pub(super) fn routes(at: &mut Routes) {
    let (read, manage) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::ManageCatalog));
    // A million characters are more than an ordinary form may have.
    let large = || DefaultBodyLimit::max(UPLOAD_LIMIT);
    at.get("/products/{product}/documents/new", manage, new);
    at.post("/products/{product}/documents", manage, created.layer(large()));
    at.post("/products/{product}/documents/preview", manage, preview.layer(large()));
    at.get("/products/{product}/documents/{document}", read, edit);
    at.post("/products/{product}/documents/{document}", manage, changed.layer(large()));
}

/// The editor, of a new document or of one that is there.
#[derive(Template)]
#[template(path = "documents/console_edit.html")]
struct Edit {
    chrome: Chrome,
    head: Head,
    tree: Tree,
    images: Vec<Image>,
    document: Option<Document>,
    form: NewDocument,
    errors: FieldErrors,
    preview: Option<Rendered>,
}

impl Edit {
    async fn of(visitor: &Visitor, product: &str, document: Option<&str>) -> base::Result<Self> {
        let head = Head::of(visitor, product, Part::Documents).await?;
        let tree = tree(&visitor.call, head.product.id).await?;
        let images = images::list(&visitor.call, head.product.id).await?;
        let document = match document {
            Some(name) => Some(find(visitor, product, name).await?),
            None => None,
        };
        let form = document.as_ref().map(NewDocument::from).unwrap_or_default();
        let (chrome, errors) = (visitor.chrome.clone(), FieldErrors::new());
        Ok(Self { chrome, head, tree, images, document, form, errors, preview: None })
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

    /// Which state of the document stands in the form. What was typed over an older one is told so once, and then
    /// may replace what somebody else wrote.
    fn seen(&self) -> String {
        self.document.as_ref().map(|it| it.updated_at.micros().to_string()).unwrap_or_default()
    }

    /// Whether the form holds what is not saved.
    fn is_unsaved(&self) -> bool {
        !self.errors.is_empty() || self.preview.is_some()
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

/// What was typed, as HTML and nothing around it: for the script that shows it beside the form.
async fn preview(visitor: Visitor, Path(product): Path<String>, uploads: Uploads) -> Result<Response, Fault> {
    let product = products::view(&visitor.call, id(&product)?).await?;
    let (content, title) = (uploads.text("content"), uploads.text("title"));
    let rendered = previewed(&visitor.call.app, content, title, product.console_place()).await?;
    Ok(Fragment(rendered.html.to_string()).into_response())
}

async fn with_preview(visitor: &Visitor, page: Edit, form: NewDocument) -> Result<Response, Fault> {
    let place = page.head.product.console_place();
    let rendered = previewed(&visitor.call.app, &form.content, &form.title, place).await?;
    visitor.page(&Edit { form, preview: Some(rendered), ..page })
}

async fn created(visitor: Visitor, Path(product): Path<String>, uploads: Uploads) -> Result<Response, Fault> {
    let (form, is_preview) = typed(&uploads);
    if is_preview {
        return with_preview(&visitor, Edit::of(&visitor, &product, None).await?, form).await;
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
        return with_preview(&visitor, Edit::of(&visitor, &product, Some(&document)).await?, form).await;
    }
    // What was seen when the writing began; of an address that says nothing, whatever it is by now.
    let seen = uploads.text("seen").parse().map(Instant::from_micros);
    let mut call = visitor.call.clone();
    call.only_if = seen.into_iter().collect();
    match update(&call, before.id, &form).await {
        Err(Error::Refused("request.stale")) => {
            let errors = FieldErrors::one("content", "changed_meanwhile");
            visitor.again(&Edit { form, errors, ..Edit::of(&visitor, &product, Some(&document)).await? })
        }
        Ok(_) => visitor.go_to(&format!("/products/{product}/documents"), "document-was-changed"),
        Err(Error::Invalid(errors)) => {
            visitor.again(&Edit { form, errors, ..Edit::of(&visitor, &product, Some(&document)).await? })
        }
        Err(error) => Err(error.into()),
    }
}
