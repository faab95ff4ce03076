//! The upstream inside the process: it really answers the sample APIs.

use base::{Error, Result};
use tokio::net::TcpListener;

use crate::house::House;
use crate::serve;

/// Starts it on a free port of the loopback, and gives its address.
pub(super) async fn start(house: &House) -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0").await.map_err(Error::internal)?;
    let port = listener.local_addr().map_err(Error::internal)?.port();
    let jobs = house.jobs.clone();
    house.jobs.start(serve::serve(listener, sample::upstream(), serve::Proxies::default(), jobs));
    Ok(format!("http://127.0.0.1:{port}"))
}
