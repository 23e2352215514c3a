//! The process is killed again and again, under load.

use std::{path::Path, time::Duration};

use tokio::time::sleep;

use crate::{
    Result,
    audit::Finding,
    bench::Bench,
    chance::Chance,
    fakes::{changeable, fine},
    load::Crowd,
};

/// After so many kills the process lives for a while.
const BREATH: u32 = 20;
/// So long, that it no longer waits for receipts that never come, of messages that never left.
const DOUBT: Duration = Duration::from_secs(16);

/// How a crash loop is run.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Options {
    /// How often the process is killed.
    pub kills: u32,
    /// What chance begins with.
    pub seed: u64,
    /// The people on each of the six accounts.
    pub people: u64,
    /// Of a thousand calls, how many the platforms trouble.
    pub trouble: u64,
    /// Of a thousand turns, how many fail.
    pub failing: u32,
}

impl Options {
    /// Some tens of people, and little trouble beside the kills.
    pub fn new(kills: u32, seed: u64) -> Self {
        Self { kills, seed, people: 6, trouble: 20, failing: 5 }
    }
}

/// Runs it, waits until everything is sent, and judges.
pub async fn run(bot: &Path, options: Options) -> Result<Finding> {
    let mut chance = Chance::new(options.seed);
    let mut bench = Bench::new(bot).await?;
    bench.fakes.set_weather(changeable(chance.fork(), options.trouble));
    bench.set_failing(options.failing);
    let crowd = Crowd::gather(&bench, options.people, &mut chance);
    for kill in 1..=options.kills {
        bench.spawn()?;
        // Most are killed at work, some while they begin.
        if chance.per_mille(800) {
            bench.listening().await?;
        }
        if kill.is_multiple_of(BREATH) {
            bench.listening().await?;
            sleep(DOUBT).await;
        }
        sleep(chance.millis(20, 400)).await;
        bench.kill().await;
    }
    bench.start().await?;
    sleep(Duration::from_millis(200)).await;
    crowd.leave().await;
    bench.fakes.set_weather(fine());
    bench.drained().await?;
    bench.finish().await
}
