//! Processes are killed again and again, under load.

use std::{path::Path, time::Duration};

use tokio::time::sleep;

use crate::{
    Result,
    audit::Finding,
    bench::Bench,
    chance::Chance,
    engine::Engine,
    fakes::{changeable, fine},
    load::Crowd,
};

/// After so many kills the process lives for a while.
const BREATH: u32 = 20;
/// So long, that it no longer waits for receipts that never come, of messages that never left.
const DOUBT: Duration = Duration::from_secs(16);
/// So long, that others have taken its place: their lease is 10 s, and they look each second.
const FREEZE: Duration = Duration::from_millis(12_500);

/// How a crash loop is run.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// How often a process is killed.
    pub kills: u32,
    /// How often one is frozen until others have taken its place, between the kills: only where there are others.
    pub freezes: u32,
    /// What chance begins with.
    pub seed: u64,
    /// The people on each of the six accounts.
    pub people: u64,
    /// Of a thousand calls, how many the platforms trouble.
    pub trouble: u64,
    /// Of a thousand turns, how many fail.
    pub failing: u32,
    /// Where everything is kept.
    pub engine: Engine,
    /// How many processes run beside each other; more than one only on a server.
    pub processes: usize,
}

impl Options {
    /// Some tens of people, one process with a file, and little trouble beside the kills.
    pub fn new(kills: u32, seed: u64) -> Self {
        let engine = Engine::Sqlite;
        Self { kills, freezes: 0, seed, people: 6, trouble: 20, failing: 5, engine, processes: 1 }
    }

    /// The same with so many processes on a database of their own on a server, of which some are frozen.
    pub fn on(self, engine: Engine, processes: usize, freezes: u32) -> Self {
        Self { engine, processes, freezes, ..self }
    }
}

/// Runs it, waits until everything is sent, and judges.
pub async fn run(bot: &Path, options: Options) -> Result<Finding> {
    let mut chance = Chance::new(options.seed);
    let mut bench = Bench::on(&options.engine, bot).await?;
    bench.fakes.set_weather(changeable(chance.fork(), options.trouble));
    bench.set_failing(options.failing);
    let crowd = Crowd::gather(&bench, options.people, &mut chance);
    if options.processes > 1 {
        several(&mut bench, &mut chance, &options).await?;
    } else {
        one(&mut bench, &mut chance, &options).await?;
    }
    sleep(Duration::from_millis(200)).await;
    crowd.leave().await;
    bench.fakes.set_weather(fine());
    bench.drained().await?;
    bench.finish().await
}

async fn one(bench: &mut Bench, chance: &mut Chance, options: &Options) -> Result<()> {
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
    bench.start().await
}

/// Each time chance tells which one is met. The others go on.
async fn several(bench: &mut Bench, chance: &mut Chance, options: &Options) -> Result<()> {
    bench.start_all(options.processes).await?;
    let (mut kills, mut freezes) = (options.kills, options.freezes);
    while kills + freezes > 0 {
        let at = usize::try_from(chance.below(options.processes as u64))?;
        if chance.below(u64::from(kills + freezes)) < u64::from(freezes) {
            freezes -= 1;
            bench.listening_at(at).await?;
            bench.freeze_at(at).await?;
            sleep(FREEZE).await;
            bench.thaw_at(at).await?;
            sleep(chance.millis(200, 2000)).await;
            continue;
        }
        kills -= 1;
        sleep(chance.millis(20, 1000)).await;
        bench.kill_at(at).await;
        // Some come back at once, some when others have taken their place, and some of those are killed while they begin.
        sleep(chance.millis(0, 3500)).await;
        bench.spawn_at(at)?;
        if chance.per_mille(800) {
            bench.listening_at(at).await?;
        }
        if kills > 0 && kills.is_multiple_of(BREATH) {
            bench.listening_at(at).await?;
            sleep(DOUBT).await;
        }
    }
    for at in 0..options.processes {
        bench.listening_at(at).await?;
    }
    Ok(())
}
