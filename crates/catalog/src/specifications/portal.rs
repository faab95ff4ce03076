//! The developer's copy of a specification.

use axum::extract::Path;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base::{Error, VersionId};
use frame::door::{Fault, Need, Routes, Visitor};

use super::{File, Format, file, file_as};
use crate::products;

/// The routes.
pub fn routes(at: &mut Routes) {
    at.get("/products/{product}/versions/{version}/specification", Need::Reader, download);
    at.get("/products/{product}/versions/{version}/specification.json", Need::Reader, as_json);
    at.get("/products/{product}/versions/{version}/specification.yaml", Need::Reader, as_yaml);
}

type Place = (String, String);

/// The version that an address names, when it may be seen and is one of the product.
async fn version(visitor: &Visitor, (product, version): Place) -> base::Result<VersionId> {
    let call = &visitor.call;
    let id = version.parse::<VersionId>().map_err(|_| Error::NotFound)?;
    let product = products::find_named(&mut call.read().await?, &call.reach(), &product).await?;
    Ok(crate::versions::view(call, product.id, id).await?.id)
}

async fn download(visitor: Visitor, Path(place): Path<Place>) -> Result<Response, Fault> {
    let version = version(&visitor, place).await?;
    Ok(attached(file(&visitor.call, version).await?))
}

async fn as_json(visitor: Visitor, Path(place): Path<Place>) -> Result<Response, Fault> {
    let version = version(&visitor, place).await?;
    Ok(attached(file_as(&visitor.call, version, Format::Json).await?))
}

async fn as_yaml(visitor: Visitor, Path(place): Path<Place>) -> Result<Response, Fault> {
    let version = version(&visitor, place).await?;
    Ok(attached(file_as(&visitor.call, version, Format::Yaml).await?))
}

/// The file as an attachment: saved, never shown by the browser as a page of this site.
pub(crate) fn attached(file: File) -> Response {
    let is_json = file.name.to_ascii_lowercase().ends_with(".json");
    let media_type =
        if is_json { "application/json; charset=utf-8" } else { "application/yaml; charset=utf-8" };
    let disposition = HeaderValue::from_str(&disposition(&file.name));
    let headers: [(HeaderName, HeaderValue); 3] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment"))),
    ];
    (headers, file.content).into_response()
}

/// The name in plain characters, and as it is (RFC 6266, 4.3).
fn disposition(name: &str) -> String {
    let is_plain = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.');
    let plain = name.chars().map(|it| if is_plain(it) { it } else { '_' }).collect::<String>();
    let exact = name.bytes().fold(String::new(), |text, it| match char::from(it) {
        letter if is_plain(letter) => text + &letter.to_string(),
        _ => text + &format!("%{it:02X}"),
    });
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{exact}")
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_files_name_cannot_end_the_header() {
        assert_eq!(
            disposition("pay v1.yaml"),
            "attachment; filename=\"pay_v1.yaml\"; filename*=UTF-8''pay%20v1.yaml"
        );
        assert_eq!(
            disposition("\"é\r\n.json"),
            "attachment; filename=\"____.json\"; filename*=UTF-8''%22%C3%A9%0D%0A.json"
        );
    }
}
