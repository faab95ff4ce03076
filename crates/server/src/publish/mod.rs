//! Publishing from a pipeline: a specification, and maybe a folder of documents, become what the management API shows of
//! a product's version. It speaks to that API and to nothing else.
//!
//! What can be refused is asked about before anything that developers see is changed, and a second run with the same
//! files changes nothing. Each document, specification and publication is written by itself, in this order.

mod client;
mod folder;
mod portals;
mod progress;
mod report;

use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

pub(crate) use client::Api;
pub(crate) use progress::Progress;
pub(crate) use report::{Complaint, Deed, Report};

/// Why something was not published.
#[derive(Debug)]
pub(crate) enum Failure {
    /// What was sent was looked at and refused.
    Refused(Vec<Complaint>),
    /// Nobody who could publish it was reached.
    Unreachable(String),
    /// The token may not do this.
    NotAllowed(String),
}

type Done<T = ()> = Result<T, Failure>;

/// What is to be published.
#[derive(Debug, Clone)]
pub(crate) struct Wish {
    /// The file with the specification.
    pub(crate) specification: PathBuf,
    /// The product's name or id.
    pub(crate) product: String,
    /// The version's name.
    pub(crate) version: String,
    /// The folder of documents.
    pub(crate) documents: Option<PathBuf>,
    /// What becomes of documents that the folder does not have.
    pub(crate) missing: &'static str,
    /// The portals to which the version is published: names, slugs or ids.
    pub(crate) portals: Vec<String>,
    /// Whether products and versions that are not there are made.
    pub(crate) create: bool,
    /// Whether it is only said what would change.
    pub(crate) dry: bool,
}

/// A file that was read.
struct Specification {
    name: String,
    text: String,
}

/// Publishes what is wished for, and notes what was done.
pub(crate) async fn publish(api: &Api, wish: &Wish, report: &mut Report) -> Done {
    let specification = read(&wish.specification)?;
    let files = wish.documents.as_deref().map(folder::read).transpose()?;
    let product = product(api, wish).await?;
    let version = match &product {
        Some(product) => version(api, product, wish).await?,
        None => None,
    };
    if (product.is_none() || version.is_none()) && !wish.create {
        return Err(missing(wish, product.is_some()));
    }
    // Before anything is made: what is refused leaves nothing behind.
    if wish.dry || product.is_none() || version.is_none() {
        check(api, wish, &specification).await?;
    }
    if wish.dry {
        return foretell(api, wish, report, (product, version), &specification, files.as_ref()).await;
    }
    let product = match product {
        Some(it) => it,
        None => make(api, report, "product", "/v2/api-products", &wish.product).await?,
    };
    let product_path = format!("/v2/api-products/{}", id(&product)?);
    let version = if let Some(it) = version {
        it
    } else {
        let path = format!("{product_path}/product-versions");
        make(api, report, "version", &path, &wish.version).await?
    };
    let version_path = format!("{product_path}/product-versions/{}", id(&version)?);
    let documents = match &files {
        Some(files) => Some((files, import(api, wish, &product_path, files, true).await?)),
        None => None,
    };
    upload(api, wish, report, &version_path, &specification).await?;
    if let Some((files, foretold)) = documents {
        let is_nothing = !foretold.changes();
        report.note(if is_nothing {
            foretold
        } else {
            import(api, wish, &product_path, files, false).await?
        });
    }
    portals::publish(api, wish, report, &product_path, &version_path).await
}

/// What a dry run says: nothing is changed.
async fn foretell(
    api: &Api,
    wish: &Wish,
    report: &mut Report,
    (product, version): (Option<Value>, Option<Value>),
    specification: &Specification,
    files: Option<&Vec<Value>>,
) -> Done {
    if product.is_none() {
        report.note(Deed::new("product", &wish.product, "created"));
    }
    if version.is_none() {
        report.note(Deed::new("version", &wish.version, "created"));
    }
    let product_path = product.as_ref().map(id).transpose()?.map(|it| format!("/v2/api-products/{it}"));
    let version_path = match (&product_path, &version) {
        (Some(product), Some(version)) => Some(format!("{product}/product-versions/{}", id(version)?)),
        _ => None,
    };
    let state = match &version_path {
        Some(path) => standing(api, path, specification).await?.1,
        None => "created",
    };
    report.note(Deed::new("specification", &specification.name, state));
    if let Some(files) = files {
        match &product_path {
            Some(path) => report.note(import(api, wish, path, files, true).await?),
            None => report.note(Deed::new("documents", &files.len().to_string(), "created")),
        }
    }
    portals::foretell(api, wish, report, version_path.as_deref()).await
}

fn read(path: &Path) -> Done<Specification> {
    let refused = |message: String| Failure::Refused(vec![Complaint::of(path, message)]);
    let bytes = std::fs::read(path).map_err(|error| refused(error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|_| refused("the file is not UTF-8".to_owned()))?;
    let name = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let ending = path.extension().map(|it| it.to_string_lossy().to_ascii_lowercase());
    match ending.as_deref() {
        Some("yaml" | "yml" | "json") => Ok(Specification { name: lower_ending(&name), text }),
        _ => Err(refused("the file's name must end in .yaml, .yml or .json".to_owned())),
    }
}

/// The API knows endings in lower case only.
fn lower_ending(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem}.{}", ending.to_ascii_lowercase()),
        None => name.to_owned(),
    }
}

async fn product(api: &Api, wish: &Wish) -> Done<Option<Value>> {
    if is_id(&wish.product) {
        return api.find(&format!("/v2/api-products/{}", wish.product)).await;
    }
    named(api, "/v2/api-products", &wish.product).await
}

async fn version(api: &Api, product: &Value, wish: &Wish) -> Done<Option<Value>> {
    named(api, &format!("/v2/api-products/{}/product-versions", id(product)?), &wish.version).await
}

/// The one thing of a list that has this name.
async fn named(api: &Api, path: &str, name: &str) -> Done<Option<Value>> {
    let list = api.get(&format!("{path}?filter[name][eq]={}&page[size]=1", escaped(name))).await?;
    Ok(list["data"].get(0).cloned())
}

async fn make(api: &Api, report: &mut Report, noun: &'static str, path: &str, name: &str) -> Done<Value> {
    if noun == "product" && is_id(name) {
        return Err(refused(format!("there is no product with the id {name}")));
    }
    let made = api.post(path, &json!({ "name": name })).await?;
    report.note(Deed::new(noun, name, "created"));
    Ok(made)
}

/// Asks whether the specification is sound.
async fn check(api: &Api, wish: &Wish, it: &Specification) -> Done {
    let body = json!({ "name": it.name, "content": STANDARD.encode(&it.text) });
    let checked = api.send_large("POST", "/v2/validate-specification", &body, &it.name).await;
    checked.map(drop).map_err(|failure| failure.in_file(&wish.specification))
}

/// The specification that is there, and what would be done to make it this one.
async fn standing(api: &Api, version: &str, it: &Specification) -> Done<(Option<Value>, &'static str)> {
    let list = api.get(&format!("{version}/specifications")).await?;
    let there = list["data"].get(0).cloned();
    let state = match &there {
        None => "created",
        Some(there) if there["content"] == it.text && there["name"] == it.name => "unchanged",
        Some(_) => "replaced",
    };
    Ok((there, state))
}

async fn upload(api: &Api, wish: &Wish, report: &mut Report, version: &str, it: &Specification) -> Done {
    let (there, state) = standing(api, version, it).await?;
    let path = format!("{version}/specifications");
    let body = json!({ "name": it.name, "content": STANDARD.encode(&it.text) });
    let done = match (&there, state) {
        (_, "unchanged") => Ok(Value::Null),
        (Some(there), _) => api.send_large("PATCH", &format!("{path}/{}", id(there)?), &body, &it.name).await,
        (None, _) => api.send_large("POST", &path, &body, &it.name).await,
    };
    done.map_err(|failure| failure.in_file(&wish.specification))?;
    report.note(Deed::new("specification", &it.name, state));
    Ok(())
}

/// Makes the product's documents what the folder says, or asks what that would change.
async fn import(api: &Api, wish: &Wish, product: &str, files: &[Value], dry: bool) -> Done<Deed> {
    let body = json!({ "files": files, "missing": wish.missing, "dry_run": dry });
    let done = api.send_large("PUT", &format!("{product}/documents"), &body, "documents").await;
    let folder = wish.documents.as_deref().unwrap_or(Path::new(""));
    done.map(|it| Deed::documents(&it)).map_err(|failure| failure.in_folder(folder))
}

fn missing(wish: &Wish, has_product: bool) -> Failure {
    let (noun, name) = if has_product { ("version", &wish.version) } else { ("product", &wish.product) };
    refused(format!("there is no {noun} called {name}, and --no-create was given"))
}

fn refused(message: String) -> Failure {
    Failure::Refused(vec![Complaint { file: None, line: None, column: None, message }])
}

fn id(thing: &Value) -> Done<&str> {
    let id = thing["id"].as_str();
    id.ok_or_else(|| Failure::Unreachable("the answer is not one of Portico's management API".to_owned()))
}

fn is_id(text: &str) -> bool {
    base::Uuid::try_parse(text).is_ok()
}

/// A text as a value in a query (RFC 3986, 2.3).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                out.push(char::from_digit(u32::from(digit), 16).unwrap_or('0').to_ascii_uppercase());
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_a_value_in_a_query() {
        assert_eq!(escaped("Parcels & more/ä"), "Parcels%20%26%20more%2F%C3%A4");
        assert_eq!(lower_ending("Api.YAML"), "Api.yaml");
        assert!(is_id("67e55044-10b1-426f-9247-bb680e5fe0c8") && !is_id("parcels"));
    }
}
