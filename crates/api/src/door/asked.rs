//! What a handler is given: who asks, in which portal, and what of a list.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use base::{Error, Page, Sieve};
use frame::Call;
use people::portals::Portal;

use super::query::Query;
use crate::problem::Problem;

/// One request to the API.
#[derive(Clone)]
pub(crate) struct Asked {
    /// The call.
    pub(crate) call: Call,
    /// The portal at whose host it was made; none in the management API.
    pub(crate) portal: Option<Arc<Portal>>,
    pub(super) query: Query,
}

/// What the arrival leaves in a request.
#[derive(Clone)]
pub(super) struct Arrival {
    pub(super) call: Call,
    pub(super) portal: Option<Arc<Portal>>,
}

impl Asked {
    pub(super) fn arrived(request: &mut Request) -> Result<Self, Problem> {
        let arrival = request.extensions_mut().remove::<Arrival>();
        let arrival = arrival.ok_or_else(|| Error::internal("a route was reached without an arrival"))?;
        Ok(Self { call: arrival.call, portal: arrival.portal, query: Query::default() })
    }

    /// Which part of a list is wanted.
    pub(crate) fn page(&self) -> Page {
        self.query.page
    }

    /// Which part of a list is wanted, where the client says so.
    pub(crate) fn said_page(&self) -> Option<Page> {
        self.query.page_is_said.then_some(self.query.page)
    }

    /// Which rows of a list are wanted, and in which order.
    pub(crate) fn sieve(&self) -> &Sieve {
        &self.query.sieve
    }

    /// Another parameter of the query.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.query.values.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
    }

    /// The portal at whose host the request was made.
    pub(crate) fn here(&self) -> Result<&Portal, Problem> {
        self.portal.as_deref().ok_or_else(|| Error::internal("there is no portal here").into())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        let asked = parts.extensions.get::<Self>().cloned();
        asked.ok_or_else(|| Error::internal("a handler was reached without an arrival").into())
    }
}
