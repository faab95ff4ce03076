//! The built-in gateway's threads, beside the pages.

use std::net::SocketAddr;
use std::time::Duration;

use base::{Error, Result};
use gate::Serving;

use crate::house::House;

/// How long calls that are under way may take after the process was asked to stop.
const PATIENCE: Duration = Duration::from_secs(10);

/// The gateway, running.
pub(crate) struct Gateway(Serving);

impl Gateway {
    /// Starts its threads, each with a listener of its own.
    pub(crate) fn start(address: SocketAddr, house: &House) -> Result<Self> {
        let said = |error: std::io::Error| Error::internal(format!("{address}: {error}"));
        let listeners = gate::listen(address, house.settings.gateway_workers).map_err(said)?;
        gate::serve(listeners, &house.gate, gate::Settings::default()).map(Self).map_err(said)
    }

    /// Lets calls that are under way end.
    pub(crate) async fn stop(self) {
        if !self.0.stop(PATIENCE).await {
            tracing::warn!("some calls at the gateway were cut off");
        }
    }
}
