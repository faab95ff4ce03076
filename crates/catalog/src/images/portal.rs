//! The address of an image, under the same visibility as its product.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use frame::door::{Fault, Need, Routes, Visitor};

use super::{Image, view};
use crate::products;

/// The routes.
pub fn routes(at: &mut Routes) {
    at.get("/products/{product}/images/{name}", Need::Reader, show);
}

async fn show(
    visitor: Visitor,
    Path((product, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let call = &visitor.call;
    let product = products::find_named(&mut call.read().await?, &call.reach(), &product).await?;
    let (image, bytes) = view(call, product.id, &name).await?;
    Ok(handed_out(&image, bytes, &headers))
}

/// The picture; browsers keep it and ask each time whether they still may see it, and whether it is still the same.
pub(super) fn handed_out(image: &Image, bytes: Vec<u8>, asked: &HeaderMap) -> Response {
    let tag = format!("\"{}\"", image.digest.get(..32).unwrap_or_default());
    let has_it = asked.get(header::IF_NONE_MATCH).is_some_and(|it| it.as_bytes() == tag.as_bytes());
    let kept = [(header::ETAG, tag), (header::CACHE_CONTROL, "private, no-cache".to_owned())];
    if has_it {
        return (StatusCode::NOT_MODIFIED, kept).into_response();
    }
    (kept, [(header::CONTENT_TYPE, image.media_type.clone())], bytes).into_response()
}
