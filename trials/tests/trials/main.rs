//! The trials in their short form, one after the other and beside each other.
#![allow(clippy::print_stderr, clippy::unwrap_used, reason = "a test may panic and print")]

use std::{path::Path, pin::Pin, time::Instant};

use tertulia_trials::{
    Engine, Finding, Result, Skipped,
    trials::{
        crash, disk, faults, flood, frozen, interrupted, outage, overload, poison, redelivery, revoked,
        shutdown, unreachable,
    },
};
use tokio::task::JoinSet;

#[test]
fn a_process_that_is_killed_loses_and_repeats_nothing() {
    let figures = clean(crash::run(bot(), crash::Options::new(12, 7))).figures;
    assert_eq!(figures.kills, 12);
    assert!(figures.in_flight > 0 && figures.redelivered > 0, "{figures}");
}

#[test]
fn of_two_processes_either_may_be_killed_or_frozen() {
    let Some(server) = server() else { return };
    let figures = clean(crash::run(bot(), crash::Options::new(3, 7).on(server, 2, 1))).figures;
    assert_eq!((figures.kills, figures.freezes), (3, 1));
    assert!(figures.in_flight > 0 && figures.redelivered > 0, "{figures}");
}

/// All at once: each waits most of the time.
#[test]
fn of_two_processes_one_goes_on_with_the_others_troubles() {
    const HANDED_OVER: [&str; 6] =
        ["retry_after", "edge_timeout", "reset_after", "half_answer", "blocked", "window_closed"];
    let Some(server) = server() else { return };
    let cases = faults::CASES.into_iter().filter(|case| HANDED_OVER.contains(&case.name));
    let trials = cases.map(|case| {
        let server = server.clone();
        let trial = async move { Ok(Some(faults::run_on(&server, 2, bot(), case).await?)) };
        (case.name, Box::pin(trial) as Trial<_>)
    });
    all_clean(trials.collect::<Vec<_>>());
}

#[test]
fn a_database_server_that_crashes_loses_and_repeats_nothing() {
    match run(outage::run(bot(), 2, 7)).unwrap() {
        outage::Held::Finding(finding) => assert!(finding.violations.is_empty(), "{finding}"),
        outage::Held::Skipped(reason) => skip(&reason),
        _ => {}
    }
}

#[test]
fn what_is_delivered_again_is_handled_once() {
    clean(redelivery::run(bot()));
}

#[test]
fn an_event_that_ends_the_process_is_set_aside() {
    clean(poison::run(bot()));
}

#[test]
fn an_event_whose_turns_were_interrupted_is_not_set_aside_for_one_error() {
    clean(interrupted::run(bot()));
}

#[test]
fn a_process_that_comes_back_after_another_took_over_changes_nothing() {
    clean(frozen::run(bot()));
}

#[test]
fn a_process_that_is_asked_to_stop_repeats_nothing() {
    let figures = clean(shutdown::run(bot(), 6, 7)).figures;
    assert!(figures.redelivered > 0, "{figures}");
}

#[test]
fn who_cannot_be_reached_leaves_nothing_behind() {
    clean(unreachable::run(bot(), 7));
}

#[test]
fn a_person_who_writes_without_end_does_not_silence_others() {
    clean(flood::run(bot()));
}

#[test]
fn a_load_that_is_too_much_is_refused_and_takes_little_memory() {
    clean(overload::run(bot(), overload::Options::new(40)));
}

#[test]
fn ten_times_as_many_long_webhooks_take_little_memory_as_well() {
    clean(overload::run(bot(), overload::Options::new(80)));
}

#[test]
fn long_events_take_little_memory_as_well() {
    clean(overload::run(bot(), overload::Options::new(80).with_long_events()));
}

/// All at once: each waits most of the time.
#[test]
fn a_disk_may_be_full_or_read_only_or_fail() {
    let trials: [(_, Trial<disk::Held>); 4] = [
        ("full", Box::pin(disk::full(bot()))),
        ("nearly full", Box::pin(disk::nearly_full(bot()))),
        ("read-only", Box::pin(disk::read_only(bot()))),
        ("failing", Box::pin(disk::failing(bot()))),
    ];
    all_clean(trials.map(|(name, trial)| (name, Box::pin(async move { held(trial.await?) }) as Trial<_>)));
}

/// All at once, too.
#[test]
fn a_call_may_meet_any_trouble_that_a_platform_can_make() {
    let mut trials: Vec<(_, Trial<_>)> = vec![
        ("revoked", Box::pin(revoked::run(bot()))),
        ("revoked, never twice", Box::pin(revoked::never_twice(bot()))),
    ];
    for case in faults::CASES.into_iter().filter(|case| !case.long) {
        trials.push((case.name, Box::pin(faults::run(bot(), case))));
    }
    all_clean(
        trials
            .into_iter()
            .map(|(name, trial)| (name, Box::pin(async move { Ok(Some(trial.await?)) }) as Trial<_>)),
    );
}

type Trial<T> = Pin<Box<dyn Future<Output = Result<T>> + Send>>;

/// Holds trials beside each other, and tells of all that fail.
#[track_caller]
fn all_clean(trials: impl IntoIterator<Item = (&'static str, Trial<Option<Finding>>)>) {
    let findings = run(async {
        let mut held = JoinSet::new();
        for (name, trial) in trials {
            held.spawn(async move { (name, trial.await) });
        }
        Ok(held.join_all().await)
    });
    let mut failed = Vec::new();
    for (name, finding) in findings.unwrap() {
        match finding {
            Ok(Some(finding)) if finding.violations.is_empty() => eprintln!("{name}: {finding}"),
            Ok(Some(finding)) => failed.push(format!("{name}: {finding}")),
            Ok(None) => {}
            Err(error) => failed.push(format!("{name}: {error}")),
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// A PostgreSQL server, if there is one.
fn server() -> Option<Engine> {
    let server = run(async {
        let server = Engine::postgres()?;
        server.is_there().await?;
        Ok(server)
    });
    server.map_err(|error| skip(&error.to_string())).ok()
}

/// Tells why a trial is not held, unless everything has to be tried.
#[track_caller]
fn skip(why: &str) {
    assert!(!std::env::var("TERTULIA_REQUIRE_SERVICES").is_ok_and(|value| value == "1"), "{why}");
    eprintln!("skipped: {why}");
}

fn bot() -> &'static Path {
    env!("CARGO_BIN_EXE_trial_bot").as_ref()
}

fn run<T>(trial: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?.block_on(trial)
}

#[track_caller]
fn clean(trial: impl Future<Output = Result<Finding>>) -> Finding {
    let begun = Instant::now();
    let finding = run(trial).unwrap();
    assert!(finding.violations.is_empty(), "{finding}");
    eprintln!("{:.1} s: {finding}", begun.elapsed().as_secs_f32());
    finding
}

/// A trial that needs a file system of its own is skipped where nobody may mount one, but not in silence: where
/// everything has to be tried, root has to be able to.
fn held(held: disk::Held) -> Result<Option<Finding>> {
    match held {
        disk::Held::Finding(finding) => Ok(Some(finding)),
        disk::Held::Skipped(Skipped { reason, root, .. }) => {
            if root && std::env::var("TERTULIA_REQUIRE_SERVICES").is_ok_and(|value| value == "1") {
                return Err(format!(
                    "it needs a file system of its own, so CAP_SYS_ADMIN, CAP_LINUX_IMMUTABLE, loop devices and \
                     e2fsprogs; or unset TERTULIA_REQUIRE_SERVICES: {reason}"
                )
                .into());
            }
            eprintln!("skipped, no file system: {reason}");
            Ok(None)
        }
        _ => Ok(None),
    }
}
