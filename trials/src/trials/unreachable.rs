//! People block the bot while it speaks to them, and write on all the same.

use std::{path::Path, time::Duration};

use tokio::time::sleep;

use crate::{
    Result,
    audit::Finding,
    bench::Bench,
    chance::Chance,
    fakes::{Fault, fine},
    load::Crowd,
};

/// What cannot be delivered is set aside, and nothing is forgotten in the outbox.
pub async fn run(bot: &Path, seed: u64) -> Result<Finding> {
    let mut chance = Chance::new(seed);
    let mut bench = Bench::new(bot).await?;
    let mut fate = chance.fork();
    bench.fakes.set_weather(Box::new(move |_| match fate.per_mille(100) {
        true => Some(Fault::Blocked),
        false => Some(Fault::Slow(fate.millis(0, 5))),
    }));
    bench.start().await?;
    let crowd = Crowd::gather(&bench, 6, &mut chance);
    sleep(Duration::from_secs(3)).await;
    crowd.leave().await;
    bench.fakes.set_weather(fine());
    bench.drained().await?;
    bench.finish().await
}
