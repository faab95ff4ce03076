//! Mails over SMTP: one connection for each, each step with its own end of patience.

use std::error::Error as _;
use std::fmt::Display;
use std::time::Duration;

use lettre::message::Mailbox;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{
    AsyncSmtpConnection, Certificate, CertificateStore, TlsParameters, TlsParametersBuilder,
};
use lettre::transport::smtp::extension::ClientId;
use tokio::time::timeout;

use super::compose::Composed;
use super::outcome::{Outcome, bounded};
use super::settings::{Server, SettingsError, Tls};

/// How long it may take to connect, to encrypt and to sign in.
const PATIENCE_TO_CONNECT: Duration = Duration::from_secs(30);

/// How long it may take to hand over one mail.
const PATIENCE_TO_SEND: Duration = Duration::from_secs(90);

/// How long a server that has taken the mail may take to say goodbye.
const PATIENCE_TO_PART: Duration = Duration::from_secs(3);

/// Answers that are about us and not about the mail: the server wants to know who we are (RFC 4954, 4 and 6).
const ABOUT_US: [u16; 4] = [530, 534, 535, 538];

/// An SMTP server that takes our mails.
pub(super) struct Relay {
    host: String,
    port: u16,
    tls: Tls,
    parameters: Option<TlsParameters>,
    credentials: Option<Credentials>,
    hello: ClientId,
}

impl Relay {
    /// Reads the certificates. Nothing is said to the server yet.
    pub(super) fn new(server: &Server, from: &Mailbox) -> Result<Self, SettingsError> {
        let parameters = match server.tls {
            Tls::None => None,
            Tls::StartTls | Tls::Tls => Some(parameters(server)?),
        };
        let credentials =
            server.user.clone().map(|user| Credentials::new(user, server.password.expose().to_owned()));
        Ok(Self {
            host: server.host.clone(),
            port: server.port,
            tls: server.tls,
            parameters,
            credentials,
            hello: ClientId::Domain(from.email.domain().to_owned()),
        })
    }

    /// Hands the message over.
    pub(super) async fn send(&self, message: &Composed) -> Outcome {
        let mut connection = match timeout(PATIENCE_TO_CONNECT, self.connect()).await {
            Ok(Ok(connection)) => connection,
            Ok(Err(error)) => return Outcome::Unreachable(words(&error)),
            Err(_) => return Outcome::Unreachable("timeout".to_owned()),
        };
        match timeout(PATIENCE_TO_SEND, connection.send(&message.envelope, &message.bytes)).await {
            Ok(Ok(_)) => {
                let _ = timeout(PATIENCE_TO_PART, connection.quit()).await;
                Outcome::Delivered
            }
            Ok(Err(error)) => outcome(&error),
            Err(_) => Outcome::Later("timeout".to_owned()),
        }
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Error> {
        let at_once = self.parameters.clone().filter(|_| self.tls == Tls::Tls);
        let server = (self.host.as_str(), self.port);
        let mut connection = AsyncSmtpConnection::connect_tokio1(
            server,
            Some(PATIENCE_TO_CONNECT),
            &self.hello,
            at_once,
            None,
        )
        .await?;
        if let Some(parameters) = self.parameters.clone().filter(|_| self.tls == Tls::StartTls) {
            connection.starttls(parameters, &self.hello).await?;
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(DEFAULT_MECHANISMS, credentials).await?;
        }
        Ok(connection)
    }
}

fn parameters(server: &Server) -> Result<TlsParameters, SettingsError> {
    let mut builder = TlsParametersBuilder::new(server.host.clone());
    if let Some(path) = &server.ca_file {
        let said = |problem: &dyn Display| SettingsError::new(format!("{}: {problem}", path.display()));
        let pem = std::fs::read(path).map_err(|error| said(&error))?;
        if !String::from_utf8_lossy(&pem).contains("-----BEGIN CERTIFICATE-----") {
            return Err(said(&"there is no certificate in it"));
        }
        let certificate = Certificate::from_pem(&pem).map_err(|error| said(&error))?;
        builder = builder.certificate_store(CertificateStore::None).add_root_certificate(certificate);
    }
    builder.build().map_err(SettingsError::new)
}

/// What an answer means once the server has let us in: 5 is for good, all else passes.
fn outcome(error: &Error) -> Outcome {
    let is_about_us = error.status().is_some_and(|it| ABOUT_US.contains(&u16::from(it)));
    if is_about_us {
        Outcome::Unreachable(words(error))
    } else if error.is_permanent() || error.is_client() {
        Outcome::Refused(words(error))
    } else {
        Outcome::Later(words(error))
    }
}

/// The server's own words with its code; else what went wrong on the way.
fn words(error: &Error) -> String {
    match (error.status(), error.source()) {
        (Some(code), Some(said)) => bounded(&format!("{code} {said}")),
        (Some(code), None) => code.to_string(),
        _ => bounded(&error.to_string()),
    }
}
