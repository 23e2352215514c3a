//! Ten times as much comes in as can be handled, and far more than there is room for.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use tokio::task::JoinSet;

use crate::{
    Result,
    account::{ACCOUNTS, Account, Conversation, Platform},
    audit::Finding,
    bench::Bench,
    chance::Chance,
    doors::Sender,
    load::deliver,
    webhook::Webhook,
};

/// How long a turn takes. 64 run beside each other, so 16 events a second can be handled.
const TURN: Duration = Duration::from_secs(4);
const SERVED_PER_SECOND: f64 = 16.0;
/// How many people write on each account, and how often.
const PEOPLE: u64 = 27;
const EVENTS: u32 = 6;
/// How long a long webhook is. The bot reads 8 MiB of them at once.
const LONG: usize = 1 << 20;
/// How long a long event is; the bot sets longer ones than 256 KiB aside.
const LONG_EVENT: usize = 240 << 10;

/// The most memory that the bot may take.
pub const MEMORY: u64 = 128 << 20;

/// How much is done.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Options {
    /// How many long webhooks come at once. There is room for seven of 1 MiB.
    pub webhooks: u64,
    /// How many events a long webhook has.
    pub events: u32,
    /// How many bytes it has.
    pub length: usize,
}

impl Options {
    /// So many long webhooks, with the events of a busy minute.
    pub fn new(webhooks: u64) -> Self {
        Self { webhooks, events: 16, length: LONG }
    }

    /// The same amount in webhooks of one event each, as long as an event may be.
    pub fn with_long_events(self) -> Self {
        Self { webhooks: self.webhooks * 4, events: 1, length: LONG_EVENT }
    }
}

/// What there is no room for is refused, with a time to come again; what is acknowledged is stored, and waits on the
/// disk, not in memory.
pub async fn run(bot: &Path, options: Options) -> Result<Finding> {
    let mut bench = Bench::new(bot).await?;
    bench.set_log("info");
    bench.set_turn(TURN);
    bench.start().await?;
    let load = flood(&bench).await;
    if load < 10.0 {
        return Err(format!("the load was only {load:.1} times what can be handled").into());
    }
    crowd(&bench, options).await;
    let peak = bench.look_at_memory()?;
    bench.kill().await;

    bench.set_turn(Duration::ZERO);
    bench.start().await?;
    bench.drained().await?;
    let finding = bench.finish().await?;
    if peak > MEMORY {
        return Err(format!("the bot took {} MiB of memory: {finding}", peak >> 20).into());
    }
    if finding.figures.refused == 0 {
        return Err("there was room for everything".into());
    }
    Ok(finding)
}

/// Everybody writes at once. Tells how many times what can be handled was acknowledged meanwhile.
async fn flood(bench: &Bench) -> f64 {
    let begun = Instant::now();
    let mut people = JoinSet::new();
    for account in &ACCOUNTS {
        for person in 1..=PEOPLE {
            let ana = Conversation::new(account, person);
            people.spawn(write(bench.sender(), (1..=EVENTS).map(move |number| Webhook::new(ana, &[number]))));
        }
    }
    let events = people.len() * EVENTS as usize;
    people.join_all().await;
    let served = begun.elapsed().as_secs_f64() * SERVED_PER_SECOND;
    u32::try_from(events).map_or(0.0, f64::from) / served
}

/// Far more people than there is room for write something long at the same moment.
async fn crowd(bench: &Bench, Options { webhooks, events, length }: Options) {
    let numbers: Vec<_> = (1..=events).collect();
    let long = |person| {
        Webhook::long(Conversation::new(Account::first(Platform::WhatsApp), person), &numbers, length)
    };
    // To sign them takes longer than to post them.
    let long: Vec<_> = (PEOPLE + 1..=PEOPLE + webhooks).map(long).collect();
    let mut posting = JoinSet::new();
    for webhook in long {
        posting.spawn(write(bench.sender(), std::iter::once(webhook)));
    }
    posting.join_all().await;
}

async fn write(mut sender: Sender, webhooks: impl Iterator<Item = Webhook>) {
    let mut chance = Chance::new(1);
    for webhook in webhooks {
        deliver(&mut sender, &webhook, &mut chance).await;
    }
}
