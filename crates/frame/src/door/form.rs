//! Forms: urlencoded, with repeated fields; and multipart with files. Bodies are bounded by the guard.

use std::collections::HashMap;

use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header;
use base::Error;
use serde::de::DeserializeOwned;

use super::Fault;

/// A urlencoded form. Fields that are missing take the type's default when it says so; what cannot be read is
/// a field error of the whole form.
pub struct Form<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Form<T> {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        let is_form = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|it| it.to_str().ok())
            .is_some_and(|it| it.starts_with("application/x-www-form-urlencoded"));
        let bytes =
            Bytes::from_request(request, state).await.map_err(|_| Error::field("form", "too_large"))?;
        if !is_form && !bytes.is_empty() {
            return Err(Error::field("form", "invalid").into());
        }
        serde_html_form::from_bytes(&bytes).map(Self).map_err(|_| Error::field("form", "invalid").into())
    }
}

/// A file that came with a form.
#[derive(Debug, Clone, Default)]
pub struct Upload {
    /// The name it had where it came from; empty when no file was chosen.
    pub name: String,
    /// Its bytes.
    pub bytes: Bytes,
}

/// A multipart form: text fields by name (the last wins) and files by name.
#[derive(Debug, Default)]
pub struct Uploads {
    fields: HashMap<String, String>,
    files: HashMap<String, Upload>,
}

impl Uploads {
    /// A text field, empty when it is missing.
    pub fn text(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// A file, when one was chosen.
    pub fn file(&self, name: &str) -> Option<&Upload> {
        self.files.get(name).filter(|it| !it.name.is_empty() || !it.bytes.is_empty())
    }
}

impl<S: Send + Sync> FromRequest<S> for Uploads {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        let broken = || Fault::from(Error::field("form", "invalid"));
        let mut parts = Multipart::from_request(request, state).await.map_err(|_| broken())?;
        let mut uploads = Self::default();
        while let Some(part) = parts.next_field().await.map_err(|_| broken())? {
            let Some(name) = part.name().map(str::to_owned) else { continue };
            if let Some(file_name) = part.file_name().map(str::to_owned) {
                let bytes = part.bytes().await.map_err(|_| Error::field(&name, "too_large"))?;
                uploads.files.insert(name, Upload { name: file_name, bytes });
            } else {
                let text = part.text().await.map_err(|_| broken())?;
                uploads.fields.insert(name, text);
            }
        }
        Ok(uploads)
    }
}
