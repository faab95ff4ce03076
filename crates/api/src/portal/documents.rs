//! A product's documents: as a list or as a tree, and each as Markdown or as the contract's nodes.

use std::collections::HashMap;
use std::iter::Peekable;
use std::slice::Iter;

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base::{DocumentId, Error, Listed, Page, ProductId};
use catalog::documents::{self, Document, Leaf, Metadata, Tree};
use catalog::markdown::Place;
use catalog::products;
use frame::door::Need;
use schemars::JsonSchema;
use serde::Serialize;

use super::nodes::Nodes;
use crate::door::{Asked, Ids, ListOf, One, Operation, Routes, preferred, tagged};
use crate::problem::Problem;
use crate::shapes::{Id, Moment};

const JSON: &str = "application/json";
const TREE: &str = "application/vnd.konnect.document-tree+json";
const NODES: &str = "application/vnd.konnect.document-nodes+json";
const MARKDOWN: &str = "text/markdown";

pub(super) fn routes(at: &mut Routes) {
    let about = |id, says| Operation::named(id, "documentation", says);
    at.get(
        "/api/v2/products/{productId}/documents",
        Need::Reader,
        list,
        about("list-product-documents", "The documents of a product, as a list or as a tree")
            .paged()
            .gives::<ListOf<View>>(200)
            .gives_as::<ListOf<Branch>>(200, TREE),
    );
    at.get(
        "/api/v2/products/{productId}/documents/{documentId}",
        Need::Reader,
        view,
        about("get-product-document", "One document, named by its id or its slug")
            .segment("documentId", &[])
            .gives::<Told<String>>(200)
            .gives_as::<Told<Nodes>>(200, NODES)
            .gives_bytes(MARKDOWN)
            .tagged(),
    );
}

/// A document in a list.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "DocumentItem", deny_unknown_fields)]
struct View {
    id: Id,
    parent_document_id: Option<Id>,
    slug: String,
    title: String,
    metadata: Metadata,
    created_at: Moment,
    updated_at: Moment,
}

/// A document in a tree, with those below it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "DocumentTree")]
struct Branch {
    id: Id,
    parent_document_id: Option<Id>,
    title: String,
    slug: String,
    metadata: Metadata,
    children: Vec<Branch>,
    created_at: Moment,
    updated_at: Moment,
}

/// A document with its content: Markdown, or nodes.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(inline)]
struct Told<T> {
    id: Id,
    parent_document_id: Option<Id>,
    slug: String,
    content: T,
    title: String,
}

/// The documents of one product that may be seen.
struct Shelf {
    tree: Tree,
    metadata: HashMap<DocumentId, Metadata>,
}

impl Shelf {
    async fn find(asked: &Asked, product: ProductId) -> base::Result<Self> {
        products::view(&asked.call, product).await?;
        let tree = documents::tree(&asked.call, product).await?;
        Ok(Self { tree, metadata: documents::metadata(&asked.call, product).await? })
    }

    /// A parent that may not be seen is not told of.
    fn parent(&self, leaf: &Leaf) -> Option<Id> {
        leaf.parent.filter(|it| self.tree.get(*it).is_some()).map(Id::from)
    }

    fn metadata(&self, leaf: &Leaf) -> Metadata {
        self.metadata.get(&leaf.id).cloned().unwrap_or_default()
    }

    fn view(&self, leaf: &Leaf) -> View {
        View {
            id: leaf.id.into(),
            parent_document_id: self.parent(leaf),
            slug: leaf.slug.clone(),
            title: leaf.title.clone(),
            metadata: self.metadata(leaf),
            created_at: leaf.created_at.into(),
            updated_at: leaf.updated_at.into(),
        }
    }

    /// The branches at this depth that come next in reading order.
    fn branches(&self, leaves: &mut Peekable<Iter<'_, Leaf>>, depth: usize) -> Vec<Branch> {
        let mut branches = Vec::new();
        while let Some(leaf) = leaves.next_if(|it| it.depth == depth) {
            branches.push(Branch {
                id: leaf.id.into(),
                parent_document_id: self.parent(leaf),
                title: leaf.title.clone(),
                slug: leaf.slug.clone(),
                metadata: self.metadata(leaf),
                children: self.branches(leaves, depth + 1),
                created_at: leaf.created_at.into(),
                updated_at: leaf.updated_at.into(),
            });
        }
        branches
    }
}

async fn list(asked: Asked, headers: HeaderMap, Ids(product): Ids<ProductId>) -> Result<Response, Problem> {
    let shelf = Shelf::find(&asked, product).await?;
    if preferred(&headers, &[JSON, TREE]) == TREE {
        let roots = shelf.branches(&mut shelf.tree.leaves().iter().peekable(), 0);
        return Ok(negotiated(whole(roots, asked.said_page()).into_response(), TREE));
    }
    let all = shelf.tree.leaves().iter().map(|it| shelf.view(it)).collect();
    let listed = ListOf::of(Listed::cut(all, asked.page()), |it| it);
    Ok(negotiated(listed.into_response(), JSON))
}

/// The whole tree where no page is asked for: a side column that ends after ten documents would hide the others.
fn whole(roots: Vec<Branch>, page: Option<Page>) -> ListOf<Branch> {
    let count = u32::try_from(roots.len().max(1)).unwrap_or(u32::MAX);
    let page = page.unwrap_or(Page { number: 1, size: count });
    ListOf::of(Listed::cut(roots, page), |it| it)
}

async fn view(
    asked: Asked,
    headers: HeaderMap,
    Ids((product, name)): Ids<(ProductId, String)>,
) -> Result<Response, Problem> {
    let it = documents::view(&asked.call, product, &name).await?;
    let (media, at) = (preferred(&headers, &[JSON, NODES, MARKDOWN]), it.updated_at);
    let response = match media {
        MARKDOWN => tagged(it.content.into_response(), at),
        NODES => One(content(&asked, &it, nodes(&asked, &it).await?).await?, at).into_response(),
        _ => One(content(&asked, &it, it.content.clone()).await?, at).into_response(),
    };
    Ok(negotiated(response, media))
}

/// A document with its content. A parent that may not be seen is not told of.
async fn content<T>(asked: &Asked, it: &Document, content: T) -> Result<Told<T>, Problem> {
    let parent = match it.parent {
        Some(parent) => match documents::view(&asked.call, it.product, &parent.to_string()).await {
            Ok(parent) => Some(parent.id.into()),
            Err(Error::NotFound) => None,
            Err(error) => return Err(error.into()),
        },
        None => None,
    };
    let (slug, title) = (it.slug.clone(), it.title.clone());
    Ok(Told { id: it.id.into(), parent_document_id: parent, slug, content, title })
}

/// The nodes of a document. Its neighbours are where the contract's client shows them, and its images where our pages
/// have them.
async fn nodes(asked: &Asked, it: &Document) -> Result<Nodes, Problem> {
    let (documents, images) = (format!("/docs/{}/", it.product), format!("/products/{}/images/", it.product));
    let made = documents::nodes(&asked.call.app, it, Place::new(documents, images)).await?;
    Ok(Nodes(made))
}

/// The answer in this media type, which depends on what the client takes.
fn negotiated(mut response: Response, media: &'static str) -> Response {
    let media = if media == MARKDOWN { "text/markdown; charset=utf-8" } else { media };
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
    response
}
