//! Measures a bot made with Tertulia beside a bare hyper server that does the same, and prints a table.

use std::{
    error::Error,
    fs,
    io::{self, Write as _},
    path::Path,
    process::{Command, ExitCode},
    time::Duration,
};

use tertulia_benches::{
    Arguments, Length, Load, Programs, Report, Side, USAGE, round, start_times, sync_time,
};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let Some(arguments) = Arguments::parse(std::env::args().skip(1))? else {
        print(USAGE)?;
        return Ok(ExitCode::SUCCESS);
    };
    let mut programs = build()?;
    programs.bare_answers_presses = arguments.bare_answers;
    programs.postgres.clone_from(&arguments.postgres);
    fs::create_dir_all(&arguments.dir)?;
    let dir = arguments.dir.canonicalize()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        if arguments.start {
            starts(&programs, &dir).await
        } else {
            rounds(&programs, &dir, &arguments).await
        }
    })
}

/// Rounds of the one and the other in turn, because the machine is not the same from minute to minute.
async fn rounds(programs: &Programs, dir: &Path, arguments: &Arguments) -> Result<ExitCode, Box<dyn Error>> {
    let warm_up = Duration::from_secs(1);
    let mut load = Load::new(Length::Time { warm_up, measured: arguments.measured });
    load.people = arguments.users;
    load.in_flight = arguments.in_flight;
    load.pace = arguments.pace;
    let sides = if arguments.postgres.is_some() { &Side::WITH_POSTGRES[..] } else { &Side::BOTH };
    let mut report = Report::of(sides);
    for number in 1..=arguments.rounds {
        report.sync_time(sync_time(dir)?);
        for &side in sides {
            let round = round(programs, side, dir, load).await?;
            print(&format!(
                "round {number} {side:15} {:5.0} turns/s {:.3} CPU s per 1,000  ack p50 {:.2} ms",
                round.turns_per_second, round.cpu_per_1000, round.ack_p50
            ))?;
            report.rounds.push(round);
        }
    }
    print(&format!("\n{report}"))?;
    if let Some(file) = &arguments.json {
        fs::write(file, serde_json::to_vec_pretty(&report)?)?;
    }
    Ok(if report.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn starts(programs: &Programs, dir: &Path) -> Result<ExitCode, Box<dyn Error>> {
    for side in Side::BOTH {
        let mut times = start_times(programs, side, dir, 10_000, 10).await?;
        times.sort();
        print(&format!(
            "{side:8} start to first answer, 10,000 users: {:.1} ms ({:.1} – {:.1})",
            times[times.len() / 2].as_secs_f64() * 1e3,
            times[0].as_secs_f64() * 1e3,
            times[times.len() - 1].as_secs_f64() * 1e3
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

const ABOUT: [&str; 2] = ["CARGO_MANIFEST_", "CARGO_PKG_"];

/// Builds the servers, which `cargo run` does not, and tells where they are: beside this program.
fn build() -> io::Result<Programs> {
    let program = std::env::current_exe()?;
    let folder = program.parent().unwrap_or(Path::new("."));
    let target = folder.parent().unwrap_or(folder);
    if let Some(cargo) = std::env::var_os("CARGO") {
        let mut command = Command::new(cargo);
        command.args([
            "build",
            "--quiet",
            "--package",
            "tertulia-benches",
            "--bins",
            "--examples",
            "--target-dir",
        ]);
        command.arg(target).args((!cfg!(debug_assertions)).then_some("--release"));
        // `cargo run` tells about this package in variables that some build scripts watch: seeing them would make
        // Cargo build half of the dependencies once more.
        for (name, _) in std::env::vars().filter(|(name, _)| ABOUT.iter().any(|of| name.starts_with(of))) {
            command.env_remove(name);
        }
        if !command.status()?.success() {
            return Err(io::Error::other("the servers could not be built"));
        }
    }
    Ok(Programs::in_folder(folder))
}

fn print(text: &str) -> io::Result<()> {
    writeln!(io::stdout(), "{text}")
}
