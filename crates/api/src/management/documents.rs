//! A product's documents: as a list or as a tree, and each with its Markdown and the contract's nodes.
//!
//! Content is taken as Markdown, or in base64: what is canonical base64 of UTF-8 is taken for that, all else for
//! Markdown. Words of four or eight letters that are such base64 by chance are nobody's document.

use std::collections::HashMap;
use std::iter::Peekable;
use std::slice::Iter;

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base::{DocumentId, Error, Listed, Page, ProductId, Right};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use catalog::documents::{self, Document, DocumentChanges, Leaf, Metadata, NewDocument, Tree};
use catalog::markdown::{self, Place};
use catalog::{State, products};
use frame::door::Need;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::versions::PublishStatus;
use crate::door::{Asked, Body, Created, Ids, ListOf, One, Operation, Routes, no_content, preferred};
use crate::portal::nodes::Children;
use crate::problem::{Named, Names, Problem};
use crate::shapes::{Id, Maybe, Moment};

const JSON: &str = "application/json";
const TREE: &str = "application/vnd.konnect.document-tree+json";

/// What the operations call otherwise.
const NAMES: Names = &[("parent", "parent_document_id"), ("state", "status")];

pub(super) fn routes(at: &mut Routes) {
    let (read, manage) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::ManageCatalog));
    let about = |id, says| Operation::named(id, "api-product-documents", says);
    at.get(
        "/v2/api-products/{apiProductId}/documents",
        read,
        list,
        about("get-many-api-product-document", "A product's documents, as a list or as a tree")
            .paged()
            .gives::<ListOf<Summary>>(200)
            .gives_as::<ListOf<Branch>>(200, TREE),
    );
    at.post(
        "/v2/api-products/{apiProductId}/documents",
        manage,
        create,
        about("create-api-product-document", "Creates a document, last among its siblings")
            .takes::<New>()
            .largest(LARGEST)
            .gives::<View>(201)
            .makes(),
    );
    at.get(
        "/v2/api-products/{apiProductId}/documents/{id}",
        read,
        view,
        about("get-api-product-document", "One document").gives::<View>(200).tagged(),
    );
    at.patch(
        "/v2/api-products/{apiProductId}/documents/{id}",
        manage,
        update,
        about("update-api-product-document", "Changes a document; below another parent it becomes the last")
            .takes::<Change>()
            .largest(LARGEST)
            .gives::<View>(200)
            .refuses(&[409])
            .tagged(),
    );
    at.delete(
        "/v2/api-products/{apiProductId}/documents/{id}",
        manage,
        delete,
        about("delete-api-product-document", "Deletes a document with everything below it")
            .gives_nothing(204)
            .tagged(),
    );
}

/// The largest body: the longest document in characters of four bytes, in base64, and room for what stands around it.
const LARGEST: usize = documents::LONGEST * 4 / 3 * 4 + 128 * 1024;

/// A document in a list.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "APIProductDocumentSummary", deny_unknown_fields)]
struct Summary {
    id: Id,
    parent_document_id: Option<Id>,
    slug: String,
    status: PublishStatus,
    title: String,
    created_at: Moment,
    updated_at: Moment,
}

/// A document in a tree, with those below it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "APIProductDocumentTree")]
struct Branch {
    id: Id,
    parent_document_id: Option<Id>,
    title: String,
    slug: String,
    metadata: Metadata,
    status: PublishStatus,
    children: Vec<Branch>,
    created_at: Moment,
    updated_at: Moment,
}

/// A document.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "APIProductDocument")]
struct View {
    id: Id,
    parent_document_id: Option<Id>,
    title: String,
    slug: String,
    status: PublishStatus,
    metadata: Metadata,
    /// Markdown.
    content: String,
    /// The same as nodes.
    ast: Children,
    created_at: Moment,
    updated_at: Moment,
}

impl View {
    /// The document with its nodes, which take their time for a long text.
    async fn one(it: Document) -> Result<One<Self>, Problem> {
        let (content, place) = (it.content.clone(), Place::new(format!("/docs/{}/", it.product), ""));
        let made = tokio::task::spawn_blocking(move || markdown::nodes_at(&content, &place)).await;
        let ast = made.map_err(Error::internal)?["children"].take();
        let view = Self {
            id: it.id.into(),
            parent_document_id: it.parent.map(Id::from),
            title: it.title,
            slug: it.slug,
            status: it.state.into(),
            metadata: it.metadata,
            content: it.content,
            ast: Children(ast),
            created_at: it.created_at.into(),
            updated_at: it.updated_at.into(),
        };
        Ok(One(view, it.updated_at))
    }
}

/// What makes a document.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CreateAPIProductDocument")]
struct New {
    #[serde(default)]
    parent_document_id: Option<Id>,
    #[schemars(length(max = 80), regex(pattern = r"^[\w-]+$"))]
    slug: String,
    status: PublishStatus,
    #[schemars(length(min = 1))]
    title: String,
    /// Markdown, or the same in base64.
    #[serde(default)]
    content: String,
    #[serde(default)]
    metadata: Metadata,
}

/// What changes a document. What is absent stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UpdateAPIProductDocument")]
struct Change {
    #[serde(default)]
    parent_document_id: Maybe<Id>,
    #[serde(default)]
    #[schemars(with = "String", length(max = 80), regex(pattern = r"^[\w-]+$"))]
    slug: Option<String>,
    #[serde(default)]
    #[schemars(with = "PublishStatus")]
    status: Option<PublishStatus>,
    #[serde(default)]
    #[schemars(with = "String", length(min = 1))]
    title: Option<String>,
    /// Markdown, or the same in base64.
    #[serde(default)]
    #[schemars(with = "String")]
    content: Option<String>,
    #[serde(default)]
    #[schemars(with = "Metadata")]
    metadata: Option<Metadata>,
}

/// The Markdown that content is.
fn plain(content: String) -> String {
    let decoded = STANDARD.decode(&content).ok().filter(|it| STANDARD.encode(it) == content);
    decoded.and_then(|it| String::from_utf8(it).ok()).unwrap_or(content)
}

/// The documents of one product.
struct Shelf {
    tree: Tree,
    metadata: HashMap<DocumentId, Metadata>,
}

impl Shelf {
    /// The branches at this depth that come next in reading order.
    fn branches(&mut self, leaves: &mut Peekable<Iter<'_, Leaf>>, depth: usize) -> Vec<Branch> {
        let mut branches = Vec::new();
        while let Some(leaf) = leaves.next_if(|it| it.depth == depth) {
            branches.push(Branch {
                id: leaf.id.into(),
                parent_document_id: leaf.parent.map(Id::from),
                title: leaf.title.clone(),
                slug: leaf.slug.clone(),
                metadata: self.metadata.remove(&leaf.id).unwrap_or_default(),
                status: leaf.state.into(),
                children: self.branches(leaves, depth + 1),
                created_at: leaf.created_at.into(),
                updated_at: leaf.updated_at.into(),
            });
        }
        branches
    }
}

impl From<&Leaf> for Summary {
    fn from(leaf: &Leaf) -> Self {
        Self {
            id: leaf.id.into(),
            parent_document_id: leaf.parent.map(Id::from),
            slug: leaf.slug.clone(),
            status: leaf.state.into(),
            title: leaf.title.clone(),
            created_at: leaf.created_at.into(),
            updated_at: leaf.updated_at.into(),
        }
    }
}

async fn list(asked: Asked, headers: HeaderMap, Ids(product): Ids<ProductId>) -> Result<Response, Problem> {
    products::view(&asked.call, product).await?;
    let tree = documents::tree(&asked.call, product).await?;
    if preferred(&headers, &[JSON, TREE]) == JSON {
        let all = tree.leaves().iter().map(Summary::from).collect();
        return Ok(negotiated(ListOf::of(Listed::cut(all, asked.page()), |it| it).into_response(), JSON));
    }
    let metadata = documents::metadata(&asked.call, product).await?;
    let mut shelf = Shelf { tree, metadata };
    let leaves = shelf.tree.leaves().to_vec();
    let roots = shelf.branches(&mut leaves.iter().peekable(), 0);
    Ok(negotiated(whole(roots, asked.said_page()).into_response(), TREE))
}

/// The whole tree where no page is asked for.
fn whole(roots: Vec<Branch>, page: Option<Page>) -> ListOf<Branch> {
    let count = u32::try_from(roots.len().max(1)).unwrap_or(u32::MAX);
    let page = page.unwrap_or(Page { number: 1, size: count });
    ListOf::of(Listed::cut(roots, page), |it| it)
}

/// The answer in this media type, which depends on what the client takes.
fn negotiated(mut response: Response, media: &'static str) -> Response {
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
    response
}

async fn create(
    asked: Asked,
    Ids(product): Ids<ProductId>,
    Body(new): Body<New>,
) -> Result<Created<View>, Problem> {
    let new = NewDocument {
        title: new.title,
        slug: new.slug,
        content: plain(new.content),
        parent: new.parent_document_id.map(|it| it.0.to_string()).unwrap_or_default(),
        state: State::from(new.status).word().to_owned(),
        metadata: Some(Value::Object(new.metadata)),
    };
    let made = documents::create(&asked.call, product, &new).await.named(NAMES)?;
    let One(view, at) = View::one(made).await?;
    Ok(Created(view, at))
}

/// The document, which must be one of the product's.
async fn find(asked: &Asked, product: ProductId, id: DocumentId) -> Result<Document, Problem> {
    Ok(documents::view(&asked.call, product, &id.to_string()).await?)
}

async fn view(asked: Asked, Ids((product, id)): Ids<(ProductId, DocumentId)>) -> Result<One<View>, Problem> {
    View::one(find(&asked, product, id).await?).await
}

async fn update(
    asked: Asked,
    Ids((product, id)): Ids<(ProductId, DocumentId)>,
    Body(change): Body<Change>,
) -> Result<One<View>, Problem> {
    find(&asked, product, id).await?;
    let parent = match change.parent_document_id {
        Maybe::Absent => None,
        Maybe::Null => Some(None),
        Maybe::Is(id) => Some(Some(id.into())),
    };
    let changes = DocumentChanges {
        title: change.title,
        slug: change.slug,
        content: change.content.map(plain),
        parent,
        state: change.status.map(State::from),
        metadata: change.metadata.map(Value::Object),
    };
    View::one(documents::change(&asked.call, id, changes).await.named(NAMES)?).await
}

async fn delete(asked: Asked, Ids((product, id)): Ids<(ProductId, DocumentId)>) -> Result<Response, Problem> {
    find(&asked, product, id).await?;
    documents::delete(&asked.call, id).await?;
    Ok(no_content())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_is_markdown_unless_it_is_base64() {
        for (content, taken) in [
            ("# Hello", "# Hello"),
            ("IyBIZWxsbw==", "# Hello"),
            ("", ""),
            ("IyBIZWxsbw=", "IyBIZWxsbw="),
            ("IyBIZW\nxsbw==", "IyBIZW\nxsbw=="),
            ("/////w==", "/////w=="),
            ("Hello there", "Hello there"),
        ] {
            assert_eq!(plain(content.to_owned()), taken);
        }
    }
}
