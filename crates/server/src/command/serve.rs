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
    block_on(async move {
        let house = House::open(settings).await?;
        greet(&house).await?;
        until_stopped(house).await
    })
}

/// Serves pages and gateway until the process is asked to stop.
pub(super) async fn until_stopped(house: House) -> Result<()> {
    let pages = serve::bind(house.settings.listen).await?;
    let gateway = match house.settings.gateway_listen {
        Some(address) => Some(serve::gateway(address, &house)?),
        None => None,
    };
    house.start_jobs();
    let served = tokio::task::spawn_local_free(());
    drop(served);
    serve::serve(pages, sites::router(&house), house.jobs.clone()).await;
    drop(gateway);
    house.close().await;
    Ok(())
}

/// Says where everything is, and how the first admin comes to be.
async fn greet(house: &House) -> Result<()> {
    let addresses = &house.app.addresses;
    say(&format!("Portico {} is starting.\n", env!("CARGO_PKG_VERSION")));
    say(&format!("  front door  {}\n", addresses.front_door()));
    say(&format!("  console     {}\n", addresses.console()));
    if house.settings.gateway_listen.is_some() {
        say(&format!("  gateway     {}\n", addresses.gateway()));
    }
    let call = Call::operator(&house.app, Door::Command)?;
    if let Some(token) = admins::setup_token(&call).await? {
        let link = format!("{}/setup?token={}", addresses.console(), token.expose());
        say(&format!("\nThere is no admin yet. Create the first one here; the link works once:\n  {link}\n"));
    }
    Ok(())
}

fn start_logging(settings: &Settings) {
    let filter = tracing_subscriber::EnvFilter::new(&settings.log);
    let logs = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if settings.log_json {
        logs.json().init();
    } else {
        logs.with_target(false).init();
    }
}
