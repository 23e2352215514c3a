//! One run: the whole pipeline, under one seed, in one thread.

use std::{sync::Arc, time::Duration};

use tertulia_runtime::{Options, Parts, Service};
use tertulia_store::{Memory, Store as _};
use tokio::{
    task::JoinSet,
    time::{Instant, sleep, sleep_until},
};

use crate::{
    bot,
    clock::VirtualClock,
    history::{Entry, What},
    platform::Platform,
    scenario::{Scenario, Trouble},
    webhooks, wire,
    world::World,
};

/// After so long without trouble nothing waits any more: the longest pauses are a minute.
const PATIENCE: Duration = Duration::from_secs(300);

/// What came of a run.
pub(crate) struct Run {
    pub(crate) scenario: Scenario,
    pub(crate) history: Vec<Entry>,
    /// What was left waiting in the end, if anything was.
    pub(crate) left: Option<String>,
}

/// Runs the seed.
pub(crate) fn run(seed: u64) -> Run {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    let runtime = builder.enable_time().start_paused(true).build().expect("it needs nothing of the machine");
    let (world, left) = runtime.block_on(async {
        let world = World::new(seed);
        let left = simulate(&world, seed).await;
        world.kill(); // the service and the world hold each other
        (world, left)
    });
    let history = std::mem::take(&mut world.lock().history);
    drop(runtime);
    let scenario = Scenario::of(&mut crate::dice::Dice::new(seed));
    Run { scenario, history, left }
}

async fn simulate(world: &Arc<World>, seed: u64) -> Option<String> {
    let begun = Instant::now();
    let mut memory = Arc::new(Memory::seeded(seed));
    start(world, &memory, seed).await;
    let mut people = JoinSet::new();
    let (presses, last_words) = world.scenario.parts();
    for person in 0..world.scenario.people.len() {
        people.spawn(webhooks::press_all(Arc::clone(world), person, presses.clone()));
    }
    let mut blows: Vec<_> =
        world.scenario.troubles.iter().map(|(at, trouble)| (*at, Blow::Trouble(*trouble))).collect();
    blows.extend(world.scenario.crashes.iter().map(|(at, away)| (*at, Blow::Crash(*away))));
    blows.extend(world.scenario.blocked.map(|(person, at)| (at, Blow::Blocked(person))));
    blows.sort_by_key(|(at, _)| *at);
    for (at, blow) in blows {
        sleep_until(begun + at).await;
        match blow {
            Blow::Trouble(Trouble::Refuse(operations)) => {
                world.note(What::Refuse(operations));
                memory.fail_next(operations);
            }
            Blow::Trouble(Trouble::Lose(operations)) => {
                world.note(What::Lose(operations));
                memory.fail_after_commit(operations);
            }
            Blow::Crash(away) => {
                world.kill();
                memory = Arc::new(memory.reopen());
                sleep(away).await;
                start(world, &memory, seed).await;
            }
            Blow::Blocked(person) => {
                world.note(What::Blocked { person });
                world.lock().blocked[person] = true;
            }
        }
    }
    while people.join_next().await.is_some() {}
    memory.fail_next(0);
    memory.fail_after_commit(0);
    world.note(What::Healed);
    world.lock().healed = true;
    let left = at_rest(world, &memory).await;
    if left.is_some() {
        return left;
    }
    for person in 0..world.scenario.people.len() {
        webhooks::press_all(Arc::clone(world), person, last_words.clone()).await;
    }
    at_rest(world, &memory).await
}

/// What befalls the process or its store.
enum Blow {
    Trouble(Trouble),
    Crash(Duration),
    Blocked(usize),
}

/// Waits until nothing waits any more. Gives what still does if that takes too long.
async fn at_rest(world: &World, memory: &Memory) -> Option<String> {
    let until = Instant::now() + PATIENCE;
    loop {
        sleep(Duration::from_millis(500)).await;
        let depth = memory.depth().await.expect("nothing goes wrong any more");
        let outstanding = world.lock().outstanding;
        if depth.inbox + depth.outbox == 0 && outstanding == 0 {
            return None;
        }
        if Instant::now() > until {
            return Some(format!("{outstanding} webhooks, {depth:?}"));
        }
    }
}

/// Starts a process, as often as it takes.
async fn start(world: &Arc<World>, memory: &Arc<Memory>, seed: u64) {
    let process = world.process();
    let store: Arc<dyn tertulia_store::Store> = Arc::<Memory>::clone(memory);
    loop {
        let mut options = Options::default();
        options.seed = Some(seed ^ process as u64);
        let parts = Parts {
            program: bot::program(world),
            store: Arc::clone(&store),
            channels: wire::channels(),
            http: Arc::new(Platform { world: Arc::clone(world), process }),
            clock: Arc::new(VirtualClock { world: Arc::clone(world), process }),
            payload_keys: Vec::new(),
            options,
        };
        match Service::start(parts).await {
            Ok(service) => return world.started(service),
            Err(_) => sleep(Duration::from_millis(100)).await,
        }
    }
}
