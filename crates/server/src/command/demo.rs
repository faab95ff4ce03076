//! `portico demo`.

use base::Result;

use super::{Options, block_on, say, serve};
use crate::config::{Layers, Settings};
use crate::demo;
use crate::house::House;

/// The folder of the demo, beside the one of an installation and never the same.
const FOLDER: &str = "portico-demo";

pub(super) fn run(options: &Options) -> Result<()> {
    let settings = settings(options)?;
    demo::claim(&settings.data_dir)?;
    serve::start_logging(&settings);
    block_on(async move {
        say("Setting up the demo. The first time takes a few seconds.\n");
        let house = House::open(settings).await?;
        demo::prepare(&house).await?;
        serve::until_stopped(house, |house| {
            say(&demo::card(&house.settings)?);
            Ok(())
        })
        .await
    })
}

/// The settings of `serve`, but in a folder of its own and with little logging.
fn settings(options: &Options) -> Result<Settings> {
    let mut layers: Layers = options.layers()?;
    layers.by_default("data_dir", FOLDER);
    layers.by_default("log", "warn");
    Settings::read(&layers)
}
