//! A client of the Portal API in place of a portal's pages: a folder of files that somebody built, served at the portal's
//! own addresses beside `/api/`. An address that is no file is a page of the client, which finds its way by itself.
//!
//! Nothing outside the folder is handed out, whatever links lead there, and nothing whose name begins with a dot. The
//! folder may be a link to the release of the day: it is looked up at each request.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use tower::ServiceExt;
use tower_http::services::ServeFile;

/// The page that every address of the client begins with.
pub(crate) const INDEX: &str = "index.html";

/// What a bundled client needs: its own scripts, styles that it writes while it runs, pictures that it makes.
const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
     img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; \
     object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

/// How long browsers keep a file whose name changes when its content does.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";
/// How browsers keep any other: they ask each time whether it is still the same.
const ASKED_FOR: &str = "no-cache";

/// How many characters the part of a name has at least that stands for a file's content.
const DIGEST: usize = 8;

/// The client in this folder.
pub(crate) fn router(folder: &Path) -> Router {
    let folder: Arc<Path> = folder.into();
    Router::new().fallback(move |request: Request| {
        let folder = Arc::clone(&folder);
        async move { answer(&folder, request).await }
    })
}

async fn answer(folder: &Path, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    let Some(name) = name(request.uri().path()) else { return nothing() };
    let found = match find(folder, &name).await {
        Some(file) => Some((file, name.as_str())),
        None if is_page(&name) => find(folder, INDEX).await.map(|file| (file, INDEX)),
        None => None,
    };
    let Some((file, name)) = found else { return nothing() };
    let Ok(response) = ServeFile::new(file).oneshot(request).await;
    let mut response = response.into_response();
    finish(name, response.headers_mut());
    response
}

/// The file's name below the folder; none where it could lead out of it or to what is hidden.
fn name(path: &str) -> Option<String> {
    let path = percent_decode_str(path).decode_utf8().ok()?;
    let parts: Vec<&str> = path.split('/').filter(|it| !it.is_empty()).collect();
    let is_plain = |it: &&str| !it.starts_with('.') && !it.contains(['\\', '\0', ':']);
    parts.iter().all(is_plain).then(|| parts.join("/"))
}

/// The file, when it is one and lies in the folder, links followed.
async fn find(folder: &Path, name: &str) -> Option<PathBuf> {
    let root = tokio::fs::canonicalize(folder).await.ok()?;
    let file = tokio::fs::canonicalize(root.join(name)).await.ok()?;
    let is_file = tokio::fs::metadata(&file).await.ok()?.is_file();
    (is_file && file.starts_with(&root)).then_some(file)
}

/// Whether an address that is no file is a page. What ends like another kind of file was meant to be one: a script that is
/// gone must not be answered with a page. A version's name, such as `v1.2`, does not end like one.
fn is_page(name: &str) -> bool {
    mime_guess::from_path(name).first_raw().is_none_or(|it| it == "text/html")
}

/// Whether the name changes when the content does: `index-BQ2xk3aB.js`, `main.3f2a1c9b.css`.
fn is_for_good(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    let Some((stem, _)) = file.rsplit_once('.') else { return false };
    let digest = stem.rsplit(['-', '.']).next().filter(|it| it.len() < stem.len()).unwrap_or_default();
    let has = |what: fn(&char) -> bool| digest.chars().any(|it| what(&it));
    let is_mixed =
        has(char::is_ascii_digit) || (has(char::is_ascii_uppercase) && has(char::is_ascii_lowercase));
    digest.len() >= DIGEST
        && digest.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_')
        && has(char::is_ascii_alphabetic)
        && is_mixed
}

fn finish(name: &str, headers: &mut HeaderMap) {
    let mut put =
        |name: HeaderName, value: &'static str| headers.insert(name, HeaderValue::from_static(value));
    put(header::CONTENT_SECURITY_POLICY, POLICY);
    put(header::CACHE_CONTROL, if is_for_good(name) { FOR_GOOD } else { ASKED_FOR });
    let is_html = headers.get(header::CONTENT_TYPE).is_some_and(|it| it == "text/html");
    if is_html {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    }
}

fn nothing() -> Response {
    (StatusCode::NOT_FOUND, "There is nothing at this address.\n").into_response()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use axum::body::{Body, to_bytes};

    use super::*;

    /// A folder with a client, which is removed in the end.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let base = std::env::temp_dir().join(format!("portico-client-{name}-{}", std::process::id()));
            let _ = std::fs::remove_dir_all(&base);
            let write = |name: &str, text: &str| {
                let path = base.join(name);
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(path, text).unwrap();
            };
            write("client/index.html", "the client");
            write("client/assets/index-BQ2xk3aB.js", "script");
            write("client/logo.svg", "<svg/>");
            write("client/.env", "SECRET=1");
            write("client/.git/config", "hidden");
            write("secret.txt", "outside");
            symlink(base.join("secret.txt"), base.join("client/leak.txt")).unwrap();
            symlink(&base, base.join("client/up")).unwrap();
            symlink(base.join("client/logo.svg"), base.join("client/same.svg")).unwrap();
            Self(base)
        }

        async fn get(&self, path: &str) -> (u16, HeaderMap, String) {
            self.send(Request::get(path).body(Body::empty()).unwrap()).await
        }

        async fn send(&self, request: Request) -> (u16, HeaderMap, String) {
            let response = router(&self.0.join("client")).oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let bytes = to_bytes(body, 1_000).await.unwrap();
            (parts.status.as_u16(), parts.headers, String::from_utf8(bytes.to_vec()).unwrap())
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    #[tokio::test]
    async fn an_address_that_is_no_file_is_a_page_of_the_client() {
        let folder = Folder::new("pages");
        for path in [
            "/",
            "/index.html",
            "/login?token=x",
            "/spec/abc/v1.2",
            "/spec/abc/oauth2-redirect.html",
            "/assets",
            "/a/b/",
            "//evil.test/",
        ] {
            let (status, headers, text) = folder.get(path).await;
            assert_eq!((status, text.as_str()), (200, "the client"), "{path}");
            assert_eq!(headers[header::CACHE_CONTROL], "no-cache");
            assert_eq!(headers[header::CONTENT_TYPE], "text/html; charset=utf-8");
            let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
            assert!(policy.contains("script-src 'self';"), "{policy}");
        }
        for path in ["/assets/gone-12345678.js", "/gone.css", "/favicon.ico"] {
            assert_eq!(folder.get(path).await.0, 404, "{path}");
        }
    }

    #[tokio::test]
    async fn files_have_their_types_and_are_kept_as_long_as_they_may() {
        let folder = Folder::new("files");
        let (status, headers, text) = folder.get("/assets/index-BQ2xk3aB.js").await;
        assert_eq!((status, text.as_str()), (200, "script"));
        assert_eq!(headers[header::CONTENT_TYPE], "text/javascript");
        assert_eq!(headers[header::CACHE_CONTROL], FOR_GOOD);
        let (_, headers, _) = folder.get("/logo.svg").await;
        assert_eq!(headers[header::CONTENT_TYPE], "image/svg+xml");
        assert_eq!(headers[header::CACHE_CONTROL], "no-cache");
        let when = headers[header::LAST_MODIFIED].clone();
        let again = Request::get("/logo.svg").header(header::IF_MODIFIED_SINCE, when).body(Body::empty());
        assert_eq!(folder.send(again.unwrap()).await.0, 304);
        let deed = Request::post("/login").body(Body::empty()).unwrap();
        assert_eq!(folder.send(deed).await.0, 405);
    }

    #[tokio::test]
    async fn nothing_hidden_and_nothing_outside_is_handed_out() {
        let folder = Folder::new("outside");
        for path in [
            "/.env",
            "/%2eenv",
            "/.git/config",
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/..%2fsecret.txt",
            "/assets/..%5c..%5csecret.txt",
            "/leak.txt",
            "/up/secret.txt",
            "/%00",
            "/%ff",
        ] {
            let (status, _, text) = folder.get(path).await;
            assert!(
                status == 404 && !text.contains("outside") && !text.contains("SECRET"),
                "{path}: {status} {text}"
            );
        }
        assert_eq!(folder.get("/same.svg").await.0, 200, "a link within the folder is one of its files");
        std::fs::remove_file(folder.0.join("client/index.html")).unwrap();
        assert_eq!(folder.get("/").await.0, 404);
    }

    #[test]
    fn names_that_change_with_their_content_are_known() {
        for (name, known) in [
            ("assets/index-BQ2xk3aB.js", true),
            ("assets/vue-DYLncPuu.js", true),
            ("main.3f2a1c9b.css", true),
            ("index.html", false),
            ("service-worker.js", false),
            ("logo-horizontal.svg", false),
            ("android-chrome-512x512.png", false),
            ("report-20240101.pdf", false),
            ("assets/index-B-xk3aBc.js", false),
            ("BQ2xk3aB.js", false),
        ] {
            assert_eq!(is_for_good(name), known, "{name}");
        }
    }
}
