//! A browser at the sites: it keeps cookies, and sends and reads what a person would.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::middleware::from_fn_with_state;
use frame::App;
use frame::door::{Routes, Site, guard};
use http_body_util::BodyExt;
use people::arrival::{self, Sites};
use tower::ServiceExt;

/// All sites of this crate behind their host names, as the server puts them.
pub(crate) fn sites(app: &App) -> Router {
    let around = |site, routes: fn(&mut Routes)| {
        let mut at = Routes::new(site);
        routes(&mut at);
        arrival::around(app, site, at.finish().0)
    };
    let sites = Sites {
        portal: around(Site::Portal, people::portal_routes),
        console: around(Site::Console, people::console_routes),
        front_door: around(Site::FrontDoor, people::front_door_routes),
        portal_api: Router::new(),
        api: Router::new(),
        clients: std::collections::HashMap::new(),
    };
    arrival::by_host(app, sites)
        .layer(guard::body_limit())
        .layer(from_fn_with_state(app.clone(), guard::guard))
}

/// A browser at one host.
pub(crate) struct Browser {
    sites: Router,
    host: String,
    pub(crate) cookies: BTreeMap<String, String>,
    pub(crate) agent: &'static str,
}

/// What came back.
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) location: String,
    pub(crate) set_cookies: Vec<String>,
    pub(crate) retry_after: Option<String>,
    pub(crate) text: String,
}

impl Page {
    /// The status, and where it leads.
    pub(crate) fn leads(&self) -> String {
        format!("{} {}", self.status, self.location).trim().to_owned()
    }
}

impl Browser {
    pub(crate) fn at(app: &App, host: &str) -> Self {
        let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0";
        Self { sites: sites(app), host: host.to_owned(), cookies: BTreeMap::new(), agent }
    }

    pub(crate) async fn get(&mut self, path: &str) -> Page {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = frame::door::href("", fields);
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ORIGIN, format!("http://{}", self.host))
            .body(Body::from(body.trim_start_matches('?').to_owned()));
        self.send(request.unwrap()).await
    }

    pub(crate) async fn send(&mut self, mut request: Request<Body>) -> Page {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let headers = request.headers_mut();
        headers.insert(header::HOST, self.host.parse().unwrap());
        headers.insert(header::USER_AGENT, self.agent.parse().unwrap());
        headers.insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        let response = self.sites.clone().oneshot(request).await.unwrap();
        let text =
            |name: header::HeaderName| response.headers().get(name).map(|it| it.to_str().unwrap().to_owned());
        let (location, retry_after) = (text(header::LOCATION).unwrap_or_default(), text(header::RETRY_AFTER));
        let set_cookies: Vec<String> = response
            .headers()
            .get_all(header::SET_COOKIE)
            .iter()
            .map(|it| it.to_str().unwrap().to_owned())
            .collect();
        for cookie in &set_cookies {
            let (name, rest) = cookie.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if cookie.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let status = response.status();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        assert_ne!(status, StatusCode::INTERNAL_SERVER_ERROR, "{}", String::from_utf8_lossy(&bytes));
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Page { status: status.as_u16(), location, set_cookies, retry_after, text }
    }
}
