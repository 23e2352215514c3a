//! A tiny round of each server: nothing is lost, nothing is out of order, and nothing answers a redelivery.
#![allow(clippy::print_stderr, clippy::unwrap_used, reason = "a test may panic and print")]

use std::path::Path;

use tertulia_benches::{Length, Load, Pace, Programs, Side, round};
use tokio_postgres::NoTls;

fn programs() -> Programs {
    // Cargo builds the examples for the tests, into a folder beside the programs.
    let program = Path::new(env!("CARGO_BIN_EXE_bench_bot"));
    Programs::in_folder(program.parent().unwrap())
}

/// A PostgreSQL server to make databases on.
fn server() -> String {
    std::env::var("TERTULIA_TEST_POSTGRES")
        .unwrap_or_else(|_| "postgres://root@127.0.0.1:5432/test".to_owned())
}

async fn runs_without_faults(side: Side, pace: Pace) {
    let mut programs = programs();
    programs.bare_answers_presses = true;
    programs.postgres = Some(server());
    let mut load = Load::new(Length::Presses(250));
    (load.people, load.in_flight, load.pace) = (20, 8, pace);
    let round = round(&programs, side, Path::new(env!("CARGO_TARGET_TMPDIR")), load).await.unwrap();
    assert!(round.faults.none(), "{round:?}");
    assert_eq!(
        (round.presses, round.redelivered),
        (270, 2),
        "20 closing presses show what came of redeliveries"
    );
    assert!(round.turns_per_second > 0.0, "{round:?}");
}

#[tokio::test]
async fn tertulia_runs_without_faults() {
    runs_without_faults(Side::Tertulia, Pace::Answered).await;
}

#[tokio::test]
async fn tertulia_runs_without_faults_when_presses_pile_up() {
    runs_without_faults(Side::Tertulia, Pace::Acknowledged).await;
}

#[tokio::test]
async fn the_bare_server_runs_without_faults() {
    runs_without_faults(Side::Bare, Pace::Answered).await;
}

#[tokio::test]
async fn the_bare_server_runs_without_faults_when_presses_pile_up() {
    runs_without_faults(Side::Bare, Pace::Acknowledged).await;
}

#[tokio::test]
async fn two_processes_on_postgres_run_without_faults() {
    if let Err(error) = tokio_postgres::connect(&server(), NoTls).await {
        let required = std::env::var("TERTULIA_REQUIRE_SERVICES").is_ok_and(|value| value == "1");
        assert!(!required, "no PostgreSQL at {} (TERTULIA_TEST_POSTGRES): {error}", server());
        eprintln!("skipped: no PostgreSQL at {} (TERTULIA_TEST_POSTGRES): {error}", server());
        return;
    }
    runs_without_faults(Side::TwoOnPostgres, Pace::Answered).await;
}
