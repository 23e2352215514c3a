//! The whole pipeline in one thread, under seeds: the real runtime and adapters between a store in memory and
//! simulated platforms, with everything that can go wrong.
//!
//! `SIMULATION_SEEDS=100000` runs more seeds than usual, `SIMULATION_SEED=7` one with its history printed.

mod audit;
mod bot;
mod clock;
mod dice;
mod history;
mod platform;
mod run;
mod scenario;
mod webhooks;
mod wire;
mod world;

use std::{
    env, panic,
    sync::atomic::{AtomicU64, Ordering},
    thread,
};

use audit::audit;
use run::{Run, run};

/// How many seeds are run, from zero on.
const SEEDS: u64 = 1000;

#[test]
fn every_seed_keeps_what_is_promised() {
    if let Some(seed) = number("SIMULATION_SEED") {
        let run = run(seed);
        println!("{}", told(&run));
        assert_eq!(audit(&run), Vec::<String>::new(), "seed {seed}");
        return;
    }
    let seeds = number("SIMULATION_SEEDS").unwrap_or(SEEDS);
    let next = AtomicU64::new(0);
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let mut failed: Vec<u64> = thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(|| failures(&next, seeds))).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("panics are caught")).collect()
    });
    failed.sort_unstable();
    if let Some(seed) = failed.first() {
        println!("seed {seed}");
        let run = run(*seed);
        let faults = audit(&run).join("\n");
        panic!("{}\nseed {seed}:\n{faults}\nfailed seeds: {failed:?}", told(&run));
    }
}

/// The first seeds that fail, of those that nobody has taken yet.
fn failures(next: &AtomicU64, seeds: u64) -> Vec<u64> {
    let seeds =
        std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed)).take_while(|seed| *seed < seeds);
    let fails = |seed: &u64| !panic::catch_unwind(|| audit(&run(*seed)).is_empty()).unwrap_or(false);
    seeds.filter(fails).take(10).collect()
}

#[test]
fn a_seed_has_one_history() {
    for seed in 0..20 {
        let (once, twice) = (run(seed), run(seed));
        assert!(once.history == twice.history, "seed {seed}:\n{}\n\nand:\n{}", told(&once), told(&twice));
    }
    assert!(run(1).history != run(2).history);
}

fn told(run: &Run) -> String {
    let lines: Vec<_> = run.history.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

fn number(name: &str) -> Option<u64> {
    env::var(name).ok().map(|text| text.parse().expect("it is a number"))
}
