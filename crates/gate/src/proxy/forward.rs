//! The head that goes on to the upstream: the client's own fields as they came, but for those that speak of one
//! connection only, that claim what only the gateway may say, or that carry the key.

use std::borrow::Cow;

use base::{TraceId, Uuid};

use super::credential;
use super::fields::{self, Meaning};
use super::framing::Framing;
use super::head::Head;
use super::judge::Peer;
use super::trusted::Network;
use crate::decide::Identity;
use crate::route::Target;

/// Where a request came from, as the upstream is told.
pub(crate) struct Origins<'a> {
    addresses: Cow<'a, str>,
    scheme: &'a str,
    host: &'a str,
}

impl<'a> Origins<'a> {
    /// What the connection says; what the fields say only if a trusted proxy wrote them.
    pub(crate) fn of(head: &Head<'a>, peer: &'a Peer, trusted: &[Network]) -> Self {
        if !trusted.iter().any(|it| it.contains(peer.address)) {
            return Self { addresses: peer.text.as_str().into(), scheme: "http", host: head.host };
        }
        let all = |meaning| {
            let found = head.fields.iter().filter(move |it| it.meaning == meaning);
            found.filter_map(|it| std::str::from_utf8(it.value(head.bytes)).ok())
        };
        let addresses = all(Meaning::ForwardedFor).map(str::to_owned).chain([peer.text.clone()]);
        let addresses: Vec<_> = addresses.filter(|it| !it.is_empty()).collect();
        Self {
            addresses: addresses.join(", ").into(),
            scheme: all(Meaning::ForwardedProto).next().unwrap_or("http"),
            host: all(Meaning::ForwardedHost).next().unwrap_or(head.host),
        }
    }
}

/// Writes the head.
pub(crate) fn write(
    out: &mut Vec<u8>,
    head: &Head<'_>,
    target: &Target,
    identity: Option<&Identity<'_>>,
    trace: TraceId,
    origins: &Origins<'_>,
) {
    write_line(out, head, target);
    let authority = target.service.upstream.as_ref().map_or("", |it| it.authority.as_str());
    let kept = target.service.preserve_host && !head.host.is_empty();
    fields::write(out, b"Host", if kept { head.host } else { authority }.as_bytes());
    let mut has_request_id = false;
    let has_hops = head.fields.iter().any(|it| it.meaning == Meaning::Connection);
    for field in head.fields {
        let name = field.name(head.bytes);
        match field.meaning {
            Meaning::Plain | Meaning::RequestId => {
                if credential::is_hidden(name, &target.names) || has_hops && head.is_hop(name) {
                    continue;
                }
                has_request_id |= field.meaning == Meaning::RequestId;
                fields::write(out, name, field.value(head.bytes));
            }
            _ => {}
        }
    }
    write_framing(out, head);
    fields::write(out, b"X-Forwarded-For", origins.addresses.as_bytes());
    fields::write(out, b"X-Forwarded-Proto", origins.scheme.as_bytes());
    if !origins.host.is_empty() {
        fields::write(out, b"X-Forwarded-Host", origins.host.as_bytes());
    }
    if let Some(identity) = identity {
        write_identity(out, identity);
    }
    write_id(out, b"X-Portico-Trace", trace.uuid());
    if !has_request_id {
        write_id(out, b"X-Request-Id", trace.uuid());
    }
    out.extend_from_slice(b"\r\n");
}

fn write_line(out: &mut Vec<u8>, head: &Head<'_>, target: &Target) {
    let service = &target.service;
    let base = service.upstream.as_ref().map_or("", |it| it.base.as_str());
    let path = if service.strip_prefix { &head.path[service.prefix.len()..] } else { head.path };
    out.extend_from_slice(head.method.as_bytes());
    out.push(b' ');
    out.extend_from_slice(base.as_bytes());
    out.extend_from_slice(if base.is_empty() && path.is_empty() { b"/" } else { path.as_bytes() });
    if let Some(query) = head.query.and_then(|it| credential::without_keys(it, &target.names)) {
        out.push(b'?');
        out.extend_from_slice(query.as_bytes());
    }
    out.extend_from_slice(b" HTTP/1.1\r\n");
}

fn write_framing(out: &mut Vec<u8>, head: &Head<'_>) {
    match head.framing {
        Framing::Length(0) if matches!(head.method, "GET" | "HEAD" | "OPTIONS" | "DELETE") => {}
        Framing::Length(length) => fields::write(out, b"Content-Length", length.to_string().as_bytes()),
        Framing::Chunked | Framing::Close => fields::write(out, b"Transfer-Encoding", b"chunked"),
    }
    if head.expects {
        fields::write(out, b"Expect", b"100-continue");
    }
    if head.websocket {
        out.extend_from_slice(b"Connection: Upgrade\r\nUpgrade: websocket\r\n");
    }
}

fn write_identity(out: &mut Vec<u8>, identity: &Identity<'_>) {
    write_id(out, b"X-Portico-Application-Id", identity.application.uuid());
    // A reference ID is a line of text; whatever it holds, it cannot become another field.
    out.extend_from_slice(b"X-Portico-Reference-Id: ");
    let safe = |it: u8| if it < b' ' || it == 0x7F { b'?' } else { it };
    out.extend(identity.reference_id.bytes().map(safe));
    out.extend_from_slice(b"\r\n");
    write_id(out, b"X-Portico-Developer-Id", identity.developer.uuid());
    write_id(out, b"X-Portico-Registration-Id", identity.registration.uuid());
    write_id(out, b"X-Portico-Credential-Id", identity.credential.uuid());
}

fn write_id(out: &mut Vec<u8>, name: &[u8], id: Uuid) {
    let mut text = [0; 36];
    fields::write(out, name, id.hyphenated().encode_lower(&mut text).as_bytes());
}
