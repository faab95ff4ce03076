//! The management API from outside: JSON out and in, and what each refusal means for a pipeline.

use std::fmt::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use base::Secret;
use futures_util::stream;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use reqwest::{Body, Method, RequestBuilder, Response};
use serde_json::Value;

use super::{Complaint, Done, Failure, Progress};

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(10);

/// How long an answer may stand still: a large document is read before it begins.
const PAUSE: Duration = Duration::from_mins(2);

/// How much is sent at a time.
const PIECE: usize = 64 * 1024;

/// The largest answer, in bytes: a specification, and what stands around it.
const LARGEST: usize = 64 * 1024 * 1024;

/// The management API of an installation.
pub(crate) struct Api {
    client: reqwest::Client,
    server: String,
    token: Secret,
    progress: Arc<Progress>,
}

impl Api {
    /// The API at this address, called with this token.
    pub(crate) fn new(server: &str, token: Secret, progress: Progress) -> Done<Self> {
        // A second provider in the same process changes nothing: the first one stays.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let server = server.trim_end_matches('/').trim_end_matches("/v2").to_owned();
        if !server.starts_with("http://") && !server.starts_with("https://") {
            return Err(Failure::Unreachable(format!("{server} is no address: it begins with https://")));
        }
        let client = reqwest::Client::builder()
            .redirect(Policy::none())
            .connect_timeout(CONNECT)
            .read_timeout(PAUSE)
            .user_agent(concat!("portico/", env!("CARGO_PKG_VERSION")))
            .dns_resolver(Arc::new(Resolver))
            .build()
            .map_err(|error| Failure::Unreachable(error.to_string()))?;
        Ok(Self { client, server, token, progress: Arc::new(progress) })
    }

    /// What stands at this path.
    pub(super) async fn get(&self, path: &str) -> Done<Value> {
        self.answer(self.request(&Method::GET, path)).await?.ok_or_else(|| self.not_there(path))
    }

    /// What stands at this path, if anything does.
    pub(super) async fn find(&self, path: &str) -> Done<Option<Value>> {
        self.answer(self.request(&Method::GET, path)).await
    }

    /// Makes something.
    pub(super) async fn post(&self, path: &str, body: &Value) -> Done<Value> {
        self.send(&Method::POST, path, body).await
    }

    /// Changes something.
    pub(super) async fn patch(&self, path: &str, body: &Value) -> Done<Value> {
        self.send(&Method::PATCH, path, body).await
    }

    /// Puts something in its place.
    pub(super) async fn put(&self, path: &str, body: &Value) -> Done<Value> {
        self.send(&Method::PUT, path, body).await
    }

    async fn send(&self, method: &Method, path: &str, body: &Value) -> Done<Value> {
        let request = self.request(method, path).header("content-type", "application/json");
        self.answer(request.body(body.to_string())).await?.ok_or_else(|| self.not_there(path))
    }

    /// Sends something that takes its time, and shows how far it is.
    pub(super) async fn send_large(&self, method: &str, path: &str, body: &Value, what: &str) -> Done<Value> {
        let method = Method::from_bytes(method.as_bytes()).unwrap_or(Method::POST);
        let bytes = body.to_string().into_bytes();
        let (total, progress, what) = (bytes.len(), Arc::clone(&self.progress), what.to_owned());
        let pieces: Vec<Vec<u8>> = bytes.chunks(PIECE).map(<[u8]>::to_vec).collect();
        let mut sent = 0;
        let pieces = pieces.into_iter().map(move |piece| {
            sent += piece.len();
            progress.sent(&what, sent, total);
            Ok::<_, std::io::Error>(piece)
        });
        let request = self.request(&method, path).header("content-type", "application/json");
        let answer = self.answer(request.body(Body::wrap_stream(stream::iter(pieces)))).await;
        self.progress.clear();
        answer?.ok_or_else(|| self.not_there(path))
    }

    fn request(&self, method: &Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method.clone(), format!("{}{path}", self.server));
        request.bearer_auth(self.token.expose()).header("accept", "application/json")
    }

    /// What comes back: nothing for 404.
    async fn answer(&self, request: RequestBuilder) -> Done<Option<Value>> {
        let response = request.send().await.map_err(|error| self.unreachable(&error))?;
        let (status, is_portico) =
            (response.status().as_u16(), response.headers().contains_key("x-request-id"));
        let value = json(response).await.map_err(|error| self.unreachable(&error))?;
        let detail = || value["detail"].as_str().unwrap_or("no reason was given").to_owned();
        match status {
            200..=299 => Ok(Some(value)),
            404 if is_portico => Ok(None),
            401 | 403 => Err(Failure::NotAllowed(detail())),
            400 | 409 | 412 | 413 | 422 if is_portico => Err(Failure::Refused(complaints(&value, &detail()))),
            _ => Err(Failure::Unreachable(format!("{} answered {status}: {}", self.server, detail()))),
        }
    }

    fn unreachable(&self, error: &reqwest::Error) -> Failure {
        let mut words = format!("{} cannot be reached: {error}", self.server);
        let mut cause = std::error::Error::source(error);
        while let Some(it) = cause {
            let _ = write!(words, ": {it}");
            cause = it.source();
        }
        Failure::Unreachable(words)
    }

    fn not_there(&self, path: &str) -> Failure {
        Failure::Unreachable(format!("there is nothing at {}{path}", self.server))
    }
}

async fn json(mut response: Response) -> Result<Value, reqwest::Error> {
    let mut bytes = Vec::new();
    while let Some(piece) = response.chunk().await? {
        if bytes.len() + piece.len() > LARGEST {
            break;
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(serde_json::from_slice(&bytes).unwrap_or(Value::Null))
}

/// What a problem document complains of: each member that is wrong, or the whole.
fn complaints(problem: &Value, detail: &str) -> Vec<Complaint> {
    let invalid = problem["invalid_parameters"].as_array().filter(|it| !it.is_empty());
    match invalid {
        Some(list) => {
            list.iter().map(|it| Complaint::found(text(&it["field"]), text(&it["reason"]))).collect()
        }
        None => vec![Complaint { file: None, line: None, column: None, message: detail.to_owned() }],
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

impl Failure {
    /// The same, about this file.
    pub(super) fn in_file(self, path: &Path) -> Self {
        let about = |it: Complaint| Complaint { file: Some(path.display().to_string()), ..it };
        match self {
            Self::Refused(list) => Self::Refused(list.into_iter().map(about).collect()),
            other => other,
        }
    }

    /// The same, about files of this folder: a complaint names them by their path within it.
    pub(super) fn in_folder(self, folder: &Path) -> Self {
        let about = |it: Complaint| {
            let file = it.file.map_or_else(|| folder.to_owned(), |file| folder.join(file));
            Complaint { file: Some(file.display().to_string()), ..it }
        };
        match self {
            Self::Refused(list) => Self::Refused(list.into_iter().map(about).collect()),
            other => other,
        }
    }
}

/// Names below `localhost` are this machine (RFC 6761, 6.3): not every system library knows it.
struct Resolver;

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let host = name.as_str().trim_end_matches('.').to_ascii_lowercase();
            if host.ends_with(".localhost") {
                let here = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
                return Ok(Box::new(std::iter::once(here)) as Addrs);
            }
            let found: Vec<SocketAddr> = tokio::net::lookup_host((host.as_str(), 0)).await?.collect();
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}
