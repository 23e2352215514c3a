//! The database's server crashes under load, and comes back.

use std::{path::Path, sync::Arc};

use tokio::time::sleep;

use crate::{
    Result,
    audit::Finding,
    bench::Bench,
    chance::Chance,
    fakes::{changeable, fine},
    load::Crowd,
    server::Private,
};

/// How many processes of the bot there are.
const PROCESSES: usize = 2;
/// The people on each of the six accounts.
const PEOPLE: u64 = 4;

/// What came of a trial that needs a server of its own.
#[derive(Debug)]
#[non_exhaustive]
pub enum Held {
    /// It was held.
    Finding(Finding),
    /// There was no server, for this reason.
    Skipped(String),
}

/// So many crashes. While the server is away webhooks are answered with 503; when it is back everything goes on, without a
/// restart of any process of the bot, and nothing that was acknowledged is lost.
pub async fn run(bot: &Path, crashes: u32, seed: u64) -> Result<Held> {
    let server = match blocking(Private::start).await? {
        Ok(server) => Arc::new(server),
        Err(reason) => return Ok(Held::Skipped(reason)),
    };
    let mut chance = Chance::new(seed);
    let mut bench = Bench::on(&server.engine()?, bot).await?;
    bench.fakes.set_weather(changeable(chance.fork(), 0));
    bench.start_all(PROCESSES).await?;
    let crowd = Crowd::gather(&bench, PEOPLE, &mut chance);
    for _ in 0..crashes {
        sleep(chance.millis(300, 1500)).await;
        let crashing = Arc::clone(&server);
        blocking(move || crashing.crash()).await?;
        sleep(chance.millis(500, 2000)).await;
        let beginning = Arc::clone(&server);
        blocking(move || beginning.begin()).await?;
    }
    sleep(chance.millis(300, 1500)).await;
    crowd.leave().await;
    bench.fakes.set_weather(fine());
    bench.drained().await?;
    let alive = (0..PROCESSES).all(|at| bench.is_running_at(at));
    let finding = bench.finish().await?;
    if !alive {
        return Err(format!("a process of the bot ended with the database's server: {finding}").into());
    }
    if finding.figures.refused == 0 {
        return Err(format!("nothing was refused while the server was away: {finding}").into());
    }
    Ok(Held::Finding(finding))
}

/// Something that takes a while, beside everything else.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await?
}
