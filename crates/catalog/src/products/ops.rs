//! What can be done with products. The only caller of the store.

use base::sieve::Field;
use base::{Error, Listed, Page, PortalId, ProductId, Result, Right, Sieve};
use frame::{Call, Event, Reach, Write};
use sql::Tx;

use super::product::{Draft, FullProduct, NewProduct, Product, ProductChanges, free_slug};
use super::store;
use crate::publications;

/// By what machines filter and sort products.
pub const FIELDS: &[Field] = &[
    Field::text("name"),
    Field::moment("created_at").only_sorts(),
    Field::moment("updated_at").only_sorts(),
];

/// A product with the portals that show it.
#[derive(Debug, Clone)]
pub struct Placed {
    /// The product.
    pub product: Product,
    /// How many versions it has.
    pub versions: i64,
    /// The portals that show it, with their names.
    pub portals: Vec<(PortalId, String)>,
}

/// A product in the console's list.
#[derive(Debug, Clone)]
pub struct Overview {
    /// The product.
    pub product: Product,
    /// How many versions it has.
    pub versions: i64,
    /// How many documents it has.
    pub documents: i64,
    /// To how many portals it is published.
    pub portals: i64,
}

/// What is removed together with a product.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct GoesAlong {
    /// Its versions, with their specifications.
    pub versions: i64,
    /// Its documents.
    pub documents: i64,
    /// The portals that show it.
    pub portals: i64,
    /// The registrations of its versions, whatever their state.
    pub registrations: i64,
}

/// Makes a product. A slug that was not typed is made from the name, also when two are made at once.
pub async fn create(call: &Call, new: &NewProduct) -> Result<Product> {
    let new = FullProduct { product: new.clone(), ..FullProduct::default() };
    create_full(call, &new).await.map(|it| it.product)
}

/// Makes a product with its labels, and shows it in portals: all of it or nothing.
pub async fn create_full(call: &Call, new: &FullProduct) -> Result<Placed> {
    call.require(Right::ManageCatalog)?;
    let draft = new.check()?;
    let mut tries = 0;
    loop {
        tries += 1;
        match insert(call, &draft, &new.portals).await {
            Err(Error::Invalid(errors))
                if draft.slug.is_none() && errors.of("slug").is_some() && tries < 5 => {}
            done => return done,
        }
    }
}

async fn insert(call: &Call, draft: &Draft, portals: &[PortalId]) -> Result<Placed> {
    let mut tx = call.write().await?;
    let product = Product {
        id: call.new_id()?,
        slug: slug_for(&mut tx, draft).await?,
        name: draft.name.clone(),
        description: draft.description.clone(),
        labels: draft.labels.clone(),
        public_labels: draft.public_labels.clone(),
        created_at: call.now(),
        updated_at: call.now(),
    };
    store::insert(&mut tx, &product).await?;
    call.record(&mut tx, Event::new("product.created", product.id, &product.name)).await?;
    publications::place(call, &mut tx, &product, portals).await?;
    tx.changes("product", product.id);
    let placed = store::placed(&mut tx, product).await?;
    tx.commit().await?;
    Ok(placed)
}

async fn slug_for(tx: &mut Write, draft: &Draft) -> Result<String> {
    if let Some(slug) = &draft.slug {
        return Ok(slug.clone());
    }
    let taken = store::slugs_like(tx, &free_slug(&draft.name, |_| false)).await?;
    Ok(free_slug(&draft.name, |slug| taken.iter().any(|it| it == slug)))
}

/// Changes a product. An empty slug keeps the one it has.
pub async fn update(call: &Call, id: ProductId, new: &NewProduct) -> Result<Product> {
    change(call, id, new.into()).await.map(|it| it.product)
}

/// Changes what is said of a product, and in which portals it is shown; what is not said stays.
pub async fn change(call: &Call, id: ProductId, changes: ProductChanges) -> Result<Placed> {
    call.require(Right::ManageCatalog)?;
    let mut tx = call.write().await?;
    store::hold(&mut tx, id).await?;
    let before = store::find(&mut tx, &call.reach(), id).await?;
    call.expect(before.updated_at)?;
    let portals = changes.portals.clone();
    let product = changes.applied(before, call.now())?;
    store::update(&mut tx, &product).await?;
    call.record(&mut tx, Event::new("product.changed", id, &product.name)).await?;
    if let Some(portals) = &portals {
        publications::place(call, &mut tx, &product, portals).await?;
    }
    tx.changes("product", id);
    let placed = store::placed(&mut tx, product).await?;
    tx.commit().await?;
    Ok(placed)
}

/// Deletes a product with its versions, documents and registrations. The gateway refuses calls to its versions
/// before this returns.
pub async fn delete(call: &Call, id: ProductId) -> Result<Product> {
    call.require(Right::ManageCatalog)?;
    let mut tx = call.write().await?;
    store::hold(&mut tx, id).await?;
    let product = store::find(&mut tx, &call.reach(), id).await?;
    call.expect(product.updated_at)?;
    let along = store::goes_along(&mut tx, id).await?;
    for version in store::version_ids(&mut tx, id).await? {
        tx.changes("version", version);
    }
    store::remove(&mut tx, id).await?;
    let detail = serde_json::json!({
        "versions": along.versions, "documents": along.documents, "registrations": along.registrations,
    });
    call.record(&mut tx, Event::new("product.deleted", id, &product.name).detail(detail)).await?;
    tx.changes("product", id);
    tx.commit().await?;
    Ok(product)
}

/// One product that may be seen.
pub async fn view(call: &Call, id: ProductId) -> Result<Product> {
    find(&mut call.read().await?, &call.reach(), id).await
}

/// Products whose name, slug or description contains the text.
pub async fn list(call: &Call, text: &str, page: Page) -> Result<Listed<Overview>> {
    call.require(Right::ReadConsole)?;
    store::list(&mut call.read().await?, text, page).await
}

/// One product with the portals that show it.
pub async fn placed(call: &Call, id: ProductId) -> Result<Placed> {
    call.require(Right::ReadConsole)?;
    let mut tx = call.read().await?;
    let product = store::find(&mut tx, &call.reach(), id).await?;
    store::placed(&mut tx, product).await
}

/// Products that a sieve lets through and that have these labels, which are patterns (`Labels::wanted`).
pub async fn list_sieved(
    call: &Call,
    sieve: &Sieve,
    labels: &[String],
    public_labels: &[String],
    page: Page,
) -> Result<Listed<Placed>> {
    call.require(Right::ReadConsole)?;
    store::list_sieved(&mut call.read().await?, sieve, (labels, public_labels), page).await
}

/// What would be removed together with a product.
pub async fn goes_along(call: &Call, id: ProductId) -> Result<GoesAlong> {
    call.require(Right::ReadConsole)?;
    store::goes_along(&mut call.read().await?, id).await
}

/// The product, within reach, for operations of other nouns.
pub async fn find(tx: &mut Tx, reach: &Reach, id: ProductId) -> Result<Product> {
    store::find(tx, reach, id).await
}

/// The product that an address names by slug or by id, within reach.
pub async fn find_named(tx: &mut Tx, reach: &Reach, name: &str) -> Result<Product> {
    match name.parse() {
        Ok(id) => store::find(tx, reach, id).await,
        Err(_) => store::find_by_slug(tx, reach, name).await,
    }
}

/// Notes in the transaction that something in the product was changed; changes of one product follow each other.
pub(crate) async fn touch(call: &Call, tx: &mut Write, id: ProductId) -> Result<()> {
    store::touch(tx, id, call.now()).await?;
    tx.changes("product", id);
    Ok(())
}
