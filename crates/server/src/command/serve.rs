//! `portico serve`.

use base::Result;
use frame::{Call, Door};
use people::admins;

use super::{block_on, say};
use crate::config::Settings;
use crate::house::House;
use crate::{serve, sites};

pub(super) fn run(settings: Settings) -> Result<()> {
    start_logging(&settings);
    warn_of_proxies(&settings);
    block_on(async move {
        let house = House::open(settings).await?;
        let link = set_up_link(&house).await?;
        until_stopped(house, |house| {
            greet(house, link.as_deref());
            Ok(())
        })
        .await
    })
}

/// Serves pages and gateway until the process is asked to stop. `greet` is called when both ports listen.
pub(super) async fn until_stopped(house: House, greet: impl FnOnce(&House) -> Result<()>) -> Result<()> {
    let pages = serve::bind(house.settings.listen).await?;
    let gateway = match house.settings.gateway_listen {
        Some(address) => Some(serve::Gateway::start(address, &house)?),
        None => None,
    };
    house.start_jobs()?;
    greet(&house)?;
    let stop = house.jobs.clone();
    house.jobs.start(async move {
        tokio::select! { () = asked_to_stop() => stop.ask_to_stop(), () = stop.stopped() => {} }
    });
    let proxies = house.settings.trusted_proxies.clone();
    serve::serve(pages, sites::router(&house), proxies, house.jobs.clone()).await;
    if let Some(gateway) = gateway {
        gateway.stop().await;
    }
    house.close().await;
    Ok(())
}

/// Resolves when the process is asked to stop: interrupted from the keyboard, or terminated.
async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminated) => tokio::select! {
            _ = terminated.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        },
        Err(_) => {
            let _ = tokio::signal::ctrl_c().await;
        }
    }
}

/// The link that creates the first admin; none when there is one.
async fn set_up_link(house: &House) -> Result<Option<String>> {
    let call = Call::operator(&house.app, Door::Command)?;
    let token = admins::setup_token(&call).await?;
    Ok(token.map(|it| format!("{}/setup?token={}", house.app.addresses.console(), it.expose())))
}

/// TLS ends at a proxy. Unless it is trusted, all visitors come from its one address, and slow each other down.
fn warn_of_proxies(settings: &Settings) {
    if settings.addresses.secure() && settings.trusted_proxies.is_empty() {
        tracing::warn!("trusted_proxies is not set: to the limits on guessing, all visitors are one address");
    }
}

/// Says where everything is, and how the first admin comes to be.
fn greet(house: &House, link: Option<&str>) {
    let addresses = &house.app.addresses;
    say(&format!("Portico {} is running.\n", env!("CARGO_PKG_VERSION")));
    say(&format!("  front door  {}\n  console     {}\n", addresses.front_door(), addresses.console()));
    if house.settings.gateway_listen.is_some() {
        say(&format!("  gateway     {}\n", addresses.gateway()));
    }
    if let Some(link) = link {
        say(&format!("\nThere is no admin yet. Create the first one here; the link works once:\n  {link}\n"));
    }
}

/// Logs go to standard error; standard output is for people and scripts.
pub(super) fn start_logging(settings: &Settings) {
    let filter = tracing_subscriber::EnvFilter::new(&settings.log);
    let logs = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if settings.log_json {
        logs.json().init();
    } else {
        logs.with_target(false).init();
    }
}
