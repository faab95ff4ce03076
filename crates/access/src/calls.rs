//! The line that makes a call: a version that an application may call, with the gateway's address, the header and
//! a path that answers.

use base::Result;
use catalog::publications::{self, Offered};
use frame::{Addresses, Call};

use crate::registrations::{Registration, State};

/// A call that works as printed.
#[derive(Debug, Clone)]
pub struct Example {
    /// `Payments v2`.
    pub version: String,
    /// The address that is called.
    pub url: String,
    /// The header that carries the key.
    pub header: String,
    /// Where it is tried in the browser, and the name under which the tab keeps the key for it.
    pub tried: Option<(String, String)>,
}

impl Example {
    /// The line for a shell. Nothing in it can end the quotes: addresses are percent-encoded.
    pub fn curl(&self, key: &str) -> String {
        format!("curl -H '{}: {key}' '{}'", self.header, self.url)
    }

    /// The line with a place for the key, for a page that does not know it.
    pub fn curl_blank(&self) -> String {
        self.curl("YOUR_KEY")
    }
}

/// An example for the first approved registration whose version has a gateway service.
pub async fn example(call: &Call, registrations: &[Registration]) -> Result<Option<Example>> {
    let mut tx = call.read().await?;
    for it in registrations.iter().filter(|it| matches!(it.state, State::Approved(_))) {
        let Ok(offered) = publications::offered(&mut tx, &call.reach(), &it.version).await else { continue };
        if let Some(example) = of(&call.app.addresses, &offered) {
            return Ok(Some(example));
        }
    }
    Ok(None)
}

/// An example for a version, when it has a gateway service and a strategy.
pub fn of(addresses: &Addresses, offered: &Offered) -> Option<Example> {
    let header = offered.strategy.as_ref()?.key_names.first()?.clone();
    let address = offered.address(addresses)?;
    let path = offered.sample_path.as_deref().unwrap_or("/").replace('\'', "%27");
    let url = format!("{address}{path}");
    let version = format!("{} {}", offered.product_name, offered.version_name);
    let tried = offered.has_specification.then(|| (format!("{}/try", offered.path()), offered.kept_key()));
    Some(Example { version, url, header, tried })
}
