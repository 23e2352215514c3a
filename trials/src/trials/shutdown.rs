//! The process is asked to stop, under load.

use std::{path::Path, time::Duration};

use tokio::time::sleep;

use crate::{Result, audit::Finding, bench::Bench, chance::Chance, fakes::changeable, load::Crowd};

/// How long it may take to stop.
const STOPPING: Duration = Duration::from_secs(25);

/// What is begun is ended, so that nothing is said twice.
pub async fn run(bot: &Path, times: u32, seed: u64) -> Result<Finding> {
    let mut chance = Chance::new(seed);
    let mut bench = Bench::new(bot).await?;
    bench.fakes.set_weather(changeable(chance.fork(), 0));
    let crowd = Crowd::gather(&bench, 6, &mut chance);
    for _ in 0..times {
        bench.start().await?;
        sleep(chance.millis(20, 400)).await;
        if !bench.stop(STOPPING).await? {
            return Err(format!("the bot did not stop within {STOPPING:?}").into());
        }
    }
    bench.start().await?;
    crowd.leave().await;
    bench.drained().await?;
    bench.finish().await
}
