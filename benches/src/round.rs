//! One round: a fresh database, a fresh process, and a crowd.

use std::{
    io,
    path::Path,
    time::{Duration, Instant},
};

use serde::Serialize;
use tokio::task::LocalSet;

use crate::{
    crowd::{Crowd, Pace},
    database::Database,
    ledger::{Faults, Window},
    percentile::percentile,
    server::{Programs, Server, Side},
    usage::Usage,
};

/// How much the crowd does.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Load {
    /// How many people there are.
    pub people: usize,
    /// How many presses are under way at the same time.
    pub in_flight: usize,
    /// When the next press follows.
    pub pace: Pace,
    /// How long it lasts.
    pub length: Length,
}

/// How long a round lasts.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Length {
    /// So long, after a while that is not measured, in which people get to know the bot.
    Time {
        /// What is not measured.
        warm_up: Duration,
        /// What is.
        measured: Duration,
    },
    /// So many presses.
    Presses(usize),
}

impl Load {
    /// 200 people with 32 presses under way, each answered before the next.
    pub fn new(length: Length) -> Self {
        Self { people: 200, in_flight: 32, pace: Pace::Answered, length }
    }
}

/// What was measured in a round. Times are milliseconds.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Round {
    /// Which server.
    pub side: Side,
    /// Turns of which both messages arrived, per second.
    pub turns_per_second: f64,
    /// CPU seconds of the server, or of both, per 1,000 turns; without a PostgreSQL server's.
    pub cpu_per_1000: f64,
    /// The most memory the server ever had, or both, in MiB.
    pub peak_rss: f64,
    /// From sending a webhook to its acknowledgement: median.
    pub ack_p50: f64,
    /// And of 99 in 100.
    pub ack_p99: f64,
    /// From sending a webhook to the arrival of the second message: median.
    pub answer_p50: f64,
    /// And of 99 in 100.
    pub answer_p99: f64,
    /// CPU seconds of the crowd and the fake API per 1,000 turns, which are not the server's.
    pub crowd_cpu_per_1000: f64,
    /// All presses, with those that were not measured.
    pub presses: u64,
    /// How many webhooks came twice.
    pub redelivered: u64,
    /// API calls that are no messages: presses that were answered.
    pub other_calls: u64,
    /// What should not have happened.
    pub faults: Faults,
}

/// Measures one of the servers on a fresh database in `folder`.
///
/// # Errors
///
/// If the server does not start, or breaks its connections.
pub async fn round(programs: &Programs, side: Side, folder: &Path, load: Load) -> io::Result<Round> {
    LocalSet::new().run_until(measure(programs, side, folder, load)).await
}

async fn measure(programs: &Programs, side: Side, folder: &Path, load: Load) -> io::Result<Round> {
    let database = match &programs.postgres {
        Some(server) if side.needs_postgres() => Database::on(server).await?,
        None if side.needs_postgres() => return Err(io::Error::other("no PostgreSQL server is named")),
        _ => Database::file(),
    };
    let round = on(programs, side, folder, &database, load).await;
    database.remove().await?;
    round
}

async fn on(
    programs: &Programs,
    side: Side,
    folder: &Path,
    database: &Database,
    load: Load,
) -> io::Result<Round> {
    let folder = tempfile::tempdir_in(folder)?;
    let crowd = Crowd::new(load.people).await?;
    let mut servers = Vec::new();
    for _ in 0..side.processes() {
        servers.push(Server::start(programs, side, folder.path(), &database.address, crowd.api).await?);
    }
    let addrs: Vec<_> = servers.iter().map(|server| server.addr).collect();
    let usage =
        || servers.iter().try_fold(Usage::default(), |sum, server| io::Result::Ok(sum.and(server.usage()?)));
    let in_flight = load.in_flight.min(load.people);
    let mark = || io::Result::Ok((Instant::now(), usage()?, Usage::of(std::process::id())?));

    if let Length::Presses(presses) = load.length {
        crowd.ledger.borrow_mut().allowed = presses;
    }
    let mut pressing = Some(crowd.press(&addrs, in_flight, load.pace));
    if let Length::Time { warm_up, .. } = load.length {
        tokio::time::sleep(warm_up).await;
    }
    crowd.ledger.borrow_mut().window = Some(Window::default());
    let (begun, before, crowd_before) = mark()?;
    match load.length {
        Length::Time { measured, .. } => tokio::time::sleep(measured).await,
        Length::Presses(_) => crowd.done(pressing.take()).await?,
    }
    let (ended, after, crowd_after) = mark()?;
    let window = crowd.ledger.borrow_mut().window.take().unwrap_or_default();

    crowd.ledger.borrow_mut().allowed = 0;
    crowd.done(pressing).await?;
    crowd.ledger.borrow_mut().close();
    crowd.done(Some(crowd.press(&addrs, in_flight, Pace::Answered))).await?;

    let ledger = crowd.ledger.borrow();
    let turns = window.turns.len().max(1) as f64;
    let per_1000 = |cpu: Duration| cpu.as_secs_f64() / turns * 1000.0;
    let millis =
        |times: &[Duration], part| percentile(times, part).unwrap_or_default().as_secs_f64() * 1000.0;
    Ok(Round {
        side,
        turns_per_second: window.turns.len() as f64 / (ended - begun).as_secs_f64(),
        cpu_per_1000: per_1000(after.cpu - before.cpu),
        peak_rss: usage()?.peak_rss as f64 / f64::from(1 << 20),
        ack_p50: millis(&window.acks, 0.5),
        ack_p99: millis(&window.acks, 0.99),
        answer_p50: millis(&window.turns, 0.5),
        answer_p99: millis(&window.turns, 0.99),
        crowd_cpu_per_1000: per_1000(crowd_after.cpu - crowd_before.cpu),
        presses: ledger.presses(),
        redelivered: ledger.redelivered,
        other_calls: ledger.other_calls,
        faults: ledger.faults(),
    })
}
