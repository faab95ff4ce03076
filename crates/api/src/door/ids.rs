//! The ids in a route's path. What is no id names nothing: 404.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use base::Error;
use serde::de::DeserializeOwned;

use crate::problem::Problem;

/// The ids in a route's path, in their order: one, or a tuple of several.
pub(crate) struct Ids<T>(pub(crate) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Ids<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let ids = Path::<T>::from_request_parts(parts, state).await;
        ids.map(|Path(ids)| Self(ids)).map_err(|_| Error::NotFound.into())
    }
}
