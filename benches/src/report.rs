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
    /// Whose rounds they are.
    pub sides: Vec<Side>,
}

impl Report {
    /// Of rounds of these.
    pub fn of(sides: &[Side]) -> Self {
        Self { sides: sides.to_vec(), ..Self::default() }
    }

    /// Adds what the disk takes.
    pub fn sync_time(&mut self, time: Duration) {
        self.sync_micros.push(time.as_micros());
    }

    /// Whether nothing happened that should not have.
    pub fn is_clean(&self) -> bool {
        self.rounds.iter().all(|round| round.faults.none())
    }

    fn figures(&self, side: Side, figure: fn(&Round) -> f64) -> Vec<f64> {
        self.rounds.iter().filter(|round| round.side == side).map(figure).collect()
    }

    /// Ours on SQLite over another's, round by round, or another's over ours where that is what is looked for.
    fn ratios(&self, other: Side, figure: fn(&Round) -> f64) -> Vec<f64> {
        let pairs = self.figures(Side::Tertulia, figure).into_iter().zip(self.figures(other, figure));
        let over = other.needs_postgres();
        pairs.map(|(ours, other)| if over { other / ours } else { ours / other }).collect()
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
        let others = || self.sides.iter().filter(|side| **side != Side::Tertulia);
        writeln!(
            f,
            "median (lowest – highest) of {} rounds each",
            self.rounds.len() / self.sides.len().max(1)
        )?;
        write!(f, "{:35}", "")?;
        for side in &self.sides {
            write!(f, " {side:>23}")?;
        }
        for side in others() {
            let head = match side.needs_postgres() {
                true => format!("{side} / sqlite"),
                false => format!("tertulia / {side}"),
            };
            write!(f, " {head:>24}")?;
        }
        writeln!(f)?;
        for (name, figure, decimals) in FIGURES {
            write!(f, "{name:35}")?;
            for side in &self.sides {
                write!(f, " {:>23}", Spread { values: self.figures(*side, figure), decimals })?;
            }
            for side in others() {
                write!(f, " {:>24}", Spread { values: self.ratios(*side, figure), decimals: 2 })?;
            }
            writeln!(f)?;
        }
        for &side in &self.sides {
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
