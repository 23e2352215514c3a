//! What is asked for on the command line.

use std::{path::PathBuf, time::Duration};

use crate::Pace;

/// What the command line takes.
pub const USAGE: &str = "\
Measures a bot made with Tertulia beside a bare hyper server that does the same.

  --seconds N      how long a round is measured (5)
  --rounds N       how many rounds of each (5)
  --users N        how many people press (200)
  --in-flight N    how many presses are under way at the same time (32)
  --eager          people press again once their webhook is acknowledged, without waiting for the messages
  --bare-answers   the bare server answers presses too (answerCallbackQuery), as Tertulia always does
  --postgres URL   measures the bot on SQLite beside one and two processes of it on that PostgreSQL server, on which
                   databases are made: postgres://user@host/database
  --start          measures the time from process start to the first answer instead
  --dir DIR        where the databases are made (target/tertulia-benches)
  --json FILE      writes all figures to a file as well";

/// What is asked for on the command line.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Arguments {
    /// How long a round is measured.
    pub measured: Duration,
    /// How many rounds of each.
    pub rounds: usize,
    /// How many people there are.
    pub users: usize,
    /// How many presses are under way.
    pub in_flight: usize,
    /// When the next press follows.
    pub pace: Pace,
    /// Whether the bare server answers presses too.
    pub bare_answers: bool,
    /// The PostgreSQL server to measure on, beside SQLite.
    pub postgres: Option<String>,
    /// Whether starts are measured instead.
    pub start: bool,
    /// Where the databases are made.
    pub dir: PathBuf,
    /// Where the figures are written to.
    pub json: Option<PathBuf>,
}

impl Arguments {
    /// Reads what comes after the name of the program. `None` if help is asked for.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Option<Self>, String> {
        let mut parsed = Self {
            measured: Duration::from_secs(5),
            rounds: 5,
            users: 200,
            in_flight: 32,
            pace: Pace::Answered,
            bare_answers: false,
            postgres: None,
            start: false,
            dir: PathBuf::from("target/tertulia-benches"),
            json: None,
        };
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value"));
            match argument.as_str() {
                "--seconds" => parsed.measured = Duration::from_secs(number(&argument, &value()?)? as u64),
                "--rounds" => parsed.rounds = number(&argument, &value()?)?,
                "--users" => parsed.users = number(&argument, &value()?)?,
                "--in-flight" => parsed.in_flight = number(&argument, &value()?)?,
                "--eager" => parsed.pace = Pace::Acknowledged,
                "--bare-answers" => parsed.bare_answers = true,
                "--postgres" => parsed.postgres = Some(value()?),
                "--start" => parsed.start = true,
                "--dir" => parsed.dir = value()?.into(),
                "--json" => parsed.json = Some(value()?.into()),
                "--help" | "-h" => return Ok(None),
                _ => return Err(format!("{argument} is not known; --help tells what is")),
            }
        }
        Ok(Some(parsed))
    }
}

fn number(name: &str, value: &str) -> Result<usize, String> {
    let parsed = value.parse().ok().filter(|number| (1..=1_000_000).contains(number));
    parsed.ok_or_else(|| format!("{name} is a number from 1 to 1000000, not {value:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Option<Arguments>, String> {
        Arguments::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn every_argument_has_its_effect() {
        let line = "--seconds 2 --rounds 3 --users 4 --in-flight 5 --eager --bare-answers --postgres p --start --dir d --json j";
        let expected = Arguments {
            measured: Duration::from_secs(2),
            rounds: 3,
            users: 4,
            in_flight: 5,
            pace: Pace::Acknowledged,
            bare_answers: true,
            postgres: Some("p".into()),
            start: true,
            dir: "d".into(),
            json: Some("j".into()),
        };
        assert_eq!(parse(line), Ok(Some(expected)));
        let default = parse("").unwrap().unwrap();
        assert_eq!((default.users, default.in_flight, default.pace), (200, 32, Pace::Answered));
    }

    #[test]
    fn what_is_wrong_is_told() {
        assert_eq!(parse("--help"), Ok(None));
        for line in ["--rounds", "--rounds 0", "--rounds x", "--seconds -1", "--fast", "7"] {
            assert!(parse(line).is_err(), "{line}");
        }
    }

    #[test]
    fn the_help_names_every_argument() {
        for name in [
            "seconds",
            "rounds",
            "users",
            "in-flight",
            "eager",
            "bare-answers",
            "postgres",
            "start",
            "dir",
            "json",
        ] {
            assert!(USAGE.contains(&format!("\n  --{name} ")), "{name}");
        }
    }
}
