//! The long trials.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for the command line")]

use std::{
    env,
    path::PathBuf,
    process::{Command, ExitCode},
    time::{Instant, SystemTime, UNIX_EPOCH},
};

use tertulia_trials::{
    Engine, Finding, Result,
    mutants::{self, Fate, MUTANTS},
    trials::{crash, disk, faults, frozen, outage, overload, poison, redelivery, revoked, shutdown},
};

const USAGE: &str = "\
usage: tertulia-trials <trial>

  crash [--kills N] [--seed N] [--people N] [--trouble N] [--failing N] [--on ENGINE] [--processes N] [--freezes N]
           kills the bot N times (50) under load, with so many people on each account (6); of a thousand calls, so
           many are troubled by the platforms (20), and of a thousand turns so many fail (5). ENGINE is sqlite (as
           usual), postgres or a server's URL, where several processes can run beside each other (2): each time one
           of them is killed, or frozen until others have taken its place (one for each ten kills)
  faults [NAME] [--on ENGINE] [--processes N]
           every trouble that a platform can make, on every platform; of several processes one is killed meanwhile
  outage [--crashes N]
           a PostgreSQL server of its own crashes N times (20) under load, and comes back
  overload [--webhooks N]
           ten times as much comes in as can be handled, and N webhooks (320) of 1 MiB at once, of which seven have room
  others   redelivery, a poisoned event, a frozen process, shutdown, disks that are full, read-only, or fail
  mutants [NAME]
           breaks the framework in one place at a time: the trials have to fail
  help     prints this

Every trial ends with the figures, and with what does not hold: each with the lines of the ledger that prove it.";

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let held = match arguments.as_slice() {
        ["crash", options @ ..] => match crash_options(options) {
            Some(options) => hold_crash(options).await,
            None => return usage(),
        },
        ["faults", options @ ..] => match fault_options(options) {
            Some((name, engine, processes)) => hold_faults(name, &engine, processes).await,
            None => return usage(),
        },
        ["outage"] => hold_outage(20).await,
        ["outage", "--crashes", crashes] => match crashes.parse() {
            Ok(crashes) => hold_outage(crashes).await,
            Err(_) => return usage(),
        },
        ["overload"] => hold_overload(320).await,
        ["overload", "--webhooks", webhooks] => match webhooks.parse() {
            Ok(webhooks) => hold_overload(webhooks).await,
            Err(_) => return usage(),
        },
        ["others"] => hold_others().await,
        ["mutants"] => hold_mutants(None).await,
        ["mutants", name] => hold_mutants(Some(name)).await,
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        _ => return usage(),
    };
    match held {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn usage() -> ExitCode {
    eprintln!("{USAGE}");
    ExitCode::from(2)
}

fn crash_options(arguments: &[&str]) -> Option<crash::Options> {
    let mut options = crash::Options::new(50, seed());
    let (mut processes, mut freezes) = (None, None);
    let (pairs, []) = arguments.as_chunks() else { return None };
    for [name, value] in pairs {
        if *name == "--on" {
            options.engine = value.parse().ok()?;
            continue;
        }
        let value: u64 = value.parse().ok()?;
        match *name {
            "--kills" => options.kills = value.try_into().ok()?,
            "--processes" => processes = Some(value.try_into().ok()?),
            "--freezes" => freezes = Some(value.try_into().ok()?),
            "--seed" => options.seed = value,
            "--people" => options.people = value,
            "--failing" => options.failing = value.try_into().ok()?,
            "--trouble" => options.trouble = value,
            _ => return None,
        }
    }
    options.processes = processes_on(&options.engine, processes)?;
    options.freezes = freezes.unwrap_or(if options.processes > 1 { options.kills.div_ceil(10) } else { 0 });
    Some(options)
}

fn fault_options<'a>(arguments: &[&'a str]) -> Option<(Option<&'a str>, Engine, usize)> {
    let (name, options) = match arguments {
        [name, options @ ..] if !name.starts_with("--") => (Some(*name), options),
        options => (None, options),
    };
    let (mut engine, mut processes) = (Engine::Sqlite, None);
    let (pairs, []) = options.as_chunks() else { return None };
    for [name, value] in pairs {
        match *name {
            "--on" => engine = value.parse().ok()?,
            "--processes" => processes = Some(value.parse().ok()?),
            _ => return None,
        }
    }
    let processes = processes_on(&engine, processes)?;
    Some((name, engine, processes))
}

/// How many processes run beside each other: two, where that is possible. `None` if it is not.
fn processes_on(engine: &Engine, wanted: Option<usize>) -> Option<usize> {
    let most = if *engine == Engine::Sqlite { 1 } else { 9 };
    let processes = wanted.unwrap_or(most.min(2));
    (1..=most).contains(&processes).then_some(processes)
}

async fn hold_crash(options: crash::Options) -> Result<bool> {
    println!("seed {}", options.seed);
    told("crash", crash::run(&bot()?, options)).await
}

async fn hold_faults(name: Option<&str>, engine: &Engine, processes: usize) -> Result<bool> {
    let bot = bot()?;
    let wanted = |this: &str| name.is_none_or(|name| name == this);
    let (mut clean, mut held) = (true, 0);
    for case in faults::CASES.into_iter().filter(|case| wanted(case.name)) {
        clean &= told(case.name, faults::run_on(engine, processes, &bot, case)).await?;
        held += 1;
    }
    if *engine == Engine::Sqlite && wanted("revoked") {
        clean &= told("revoked", revoked::run(&bot)).await?;
        clean &= told("revoked, never twice", revoked::never_twice(&bot)).await?;
        held += 1;
    }
    if held == 0 { Err("there is no such fault".into()) } else { Ok(clean) }
}

async fn hold_outage(crashes: u32) -> Result<bool> {
    match outage::run(&bot()?, crashes, seed()).await? {
        outage::Held::Finding(finding) => told("outage", async { Ok(finding) }).await,
        outage::Held::Skipped(reason) => Err(reason.into()),
        _ => Ok(false),
    }
}

fn seed() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| u64::from(time.subsec_nanos()))
}

async fn hold_overload(webhooks: u64) -> Result<bool> {
    told("overload", overload::run(&bot()?, overload::Options::new(webhooks))).await
}

async fn hold_others() -> Result<bool> {
    let bot = bot()?;
    let mut clean = told("redelivery", redelivery::run(&bot)).await?;
    clean &= told("poison", poison::run(&bot)).await?;
    clean &= told("frozen", frozen::run(&bot)).await?;
    clean &= told("shutdown", shutdown::run(&bot, 100, 7)).await?;
    let disks = [
        ("disk full", disk::full(&bot).await?),
        ("disk nearly full", disk::nearly_full(&bot).await?),
        ("database read-only", disk::read_only(&bot).await?),
        ("disk failing", disk::failing(&bot).await?),
    ];
    for (name, held) in disks {
        match held {
            disk::Held::Finding(finding) => clean &= told(name, async { Ok(finding) }).await?,
            disk::Held::Skipped(skipped) => println!("{name}: skipped: {}", skipped.reason),
            _ => {}
        }
    }
    Ok(clean)
}

async fn hold_mutants(name: Option<&str>) -> Result<bool> {
    let mutants: Vec<_> =
        MUTANTS.into_iter().filter(|mutant| name.is_none_or(|name| mutant.name == name)).collect();
    if mutants.is_empty() {
        return Err("there is no such mutant".into());
    }
    let (begun, mut caught) = (Instant::now(), true);
    mutants::try_out(mutants, |mutant, fate| {
        println!("{:.0} s: {} ({}): {fate}", begun.elapsed().as_secs_f32(), mutant.name, mutant.what);
        caught &= !matches!(fate, Fate::Survived(_));
    })
    .await?;
    Ok(caught)
}

/// Holds a trial and tells how it went. `false` if something did not hold.
async fn told(name: &str, trial: impl Future<Output = Result<Finding>>) -> Result<bool> {
    let begun = Instant::now();
    let finding = trial.await?;
    println!("{name} ({:.1} s): {finding}", begun.elapsed().as_secs_f32());
    Ok(finding.violations.is_empty())
}

/// The bot, as it is now: `cargo run` builds this program only.
fn bot() -> Result<PathBuf> {
    let bot = env::current_exe()?.with_file_name("trial_bot");
    if let Some(cargo) = env::var_os("CARGO") {
        let mut build = Command::new(cargo);
        build.args(["build", "--quiet", "-p", "tertulia-trials", "--bin", "trial_bot"]);
        if !cfg!(debug_assertions) {
            build.arg("--release");
        }
        if !build.status()?.success() {
            return Err("the bot does not build".into());
        }
    }
    Ok(bot)
}
