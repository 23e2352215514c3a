//! The figures of all rounds, as a table.

use std::{fmt, time::Duration};

use serde::Serialize;

use crate::{Round, Side, percentile::median};

/// The figures of all rounds.
#[derive(Clone, Debug, Default, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// How long the disk took to promise 4 KiB before each pair of rounds, in microseconds.
    pub sync_micros: Vec<u128>,
    /// The rounds, in the order in which they were measured.
    pub rounds: Vec<Round>,
}

impl Report {
    /// Adds what the disk takes.
    pub fn sync_time(&mut self, time: Duration) {
        self.sync_micros.push(time.as_micros());
    }

    /// Whether nothing happened that should not have.
    pub fn is_clean(&self) -> bool {
        self.rounds.iter().all(|round| round.faults.none())
    }

    fn of(&self, side: Side, figure: fn(&Round) -> f64) -> Vec<f64> {
        self.rounds.iter().filter(|round| round.side == side).map(figure).collect()
    }

    /// Ours over the bare server's, round by round.
    fn ratios(&self, figure: fn(&Round) -> f64) -> Vec<f64> {
        let pairs = self.of(Side::Tertulia, figure).into_iter().zip(self.of(Side::Bare, figure));
        pairs.map(|(ours, bare)| ours / bare).collect()
    }
}

type Figure = (&'static str, fn(&Round) -> f64, usize);

/// Name, where it stands in a round, and how many decimals are worth showing.
const FIGURES: [Figure; 8] = [
    ("turns/s", |round| round.turns_per_second, 0),
    ("CPU s per 1,000 turns", |round| round.cpu_per_1000, 3),
    ("peak RSS, MiB", |round| round.peak_rss, 1),
    ("ack p50, ms", |round| round.ack_p50, 2),
    ("ack p99, ms", |round| round.ack_p99, 2),
    ("press to second message p50, ms", |round| round.answer_p50, 2),
    ("press to second message p99, ms", |round| round.answer_p99, 2),
    ("(crowd's own CPU s per 1,000 turns)", |round| round.crowd_cpu_per_1000, 3),
];

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "median (lowest – highest) of {} rounds each", self.rounds.len() / Side::BOTH.len())?;
        writeln!(f, "{:35} {:>23} {:>23} {:>23}", "", Side::Tertulia, Side::Bare, "tertulia / bare")?;
        for (name, figure, decimals) in FIGURES {
            let sides = Side::BOTH.map(|side| Spread { values: self.of(side, figure), decimals });
            let ratio = Spread { values: self.ratios(figure), decimals: 2 };
            writeln!(f, "{name:35} {:>23} {:>23} {ratio:>23}", sides[0], sides[1])?;
        }
        for side in Side::BOTH {
            let rounds = || self.rounds.iter().filter(|round| round.side == side);
            let sum = |of: fn(&Round) -> u64| rounds().map(of).sum::<u64>();
            writeln!(
                f,
                "{side}: {} presses, {} webhooks delivered twice, {} presses answered; {} messages lost, {} unasked for, \
                 {} out of order, {} webhooks refused",
                sum(|round| round.presses),
                sum(|round| round.redelivered),
                sum(|round| round.other_calls),
                sum(|round| round.faults.lost),
                sum(|round| round.faults.unasked),
                sum(|round| round.faults.disordered),
                sum(|round| round.faults.refused),
            )?;
        }
        write!(f, "the disk syncs 4 KiB in {} µs", median(&self.sync_micros).unwrap_or_default())
    }
}

/// Median, lowest and highest of some values.
struct Spread {
    values: Vec<f64>,
    decimals: usize,
}

impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lowest = self.values.iter().copied().fold(f64::INFINITY, f64::min);
        let highest = self.values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let (middle, decimals) = (median(&self.values).unwrap_or(f64::NAN), self.decimals);
        f.pad(&format!("{middle:.decimals$} ({lowest:.decimals$} – {highest:.decimals$})"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_is_the_median_between_its_ends() {
        let spread = Spread { values: vec![3.0, 1.25, 2.0], decimals: 1 };
        assert_eq!(spread.to_string(), "2.0 (1.2 – 3.0)");
        assert_eq!(format!("{spread:>17}"), "  2.0 (1.2 – 3.0)");
    }
}
