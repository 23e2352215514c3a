//! The judgement over a trial: what everybody else saw, against what the bot kept.
//!
//! The bot is believed in nothing but its database, and there only in what it remembers of each conversation.

mod answers;
mod figures;
mod handled;
mod record;
mod repeated;
mod secrets;
mod sent;
#[cfg(test)]
mod tests;

use std::{fmt, path::PathBuf};

use crate::{database::End, ledger::Line};

use self::record::Record;

pub use figures::Figures;

/// Everything that is looked at.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// What everybody but the bot saw.
    pub lines: Vec<Line>,
    /// What the bot has kept.
    pub end: End,
    /// What the bot has logged.
    pub log: Vec<u8>,
    /// What may not be in the log.
    pub secrets: Vec<String>,
}

/// What must always hold.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum Invariant {
    /// What was acknowledged was handled exactly once, or set aside.
    HandledOnce,
    /// The state counts every event that came in, and nothing else.
    Counted,
    /// The events of a conversation were handled in order.
    Order,
    /// Every message of every handled event was sent or set aside; nothing waits any more.
    NothingMissing,
    /// A message came twice only if its call was in flight at a kill, or nobody could know what became of it; and
    /// that was logged.
    Repeats,
    /// The messages of a conversation came in order, repetitions apart.
    SendOrder,
    /// No secret is in the log.
    Secrets,
    /// No call came before the time that a platform had named.
    Patience,
    /// What a platform refused for good was not tried again.
    Refused,
    /// Every webhook that cannot be taken now is answered with the time to come again.
    RetryAfter,
}

impl fmt::Display for Invariant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::HandledOnce => "I1 acknowledged, so handled once",
            Self::Counted => "I2 the state counts every event",
            Self::Order => "I3 events in order",
            Self::NothingMissing => "I4 nothing missing",
            Self::Repeats => "I5 no repetition without reason",
            Self::SendOrder => "I6 messages in order",
            Self::Secrets => "I8 no secret in the log",
            Self::Patience => "I9 no call before Retry-After",
            Self::Refused => "I10 what is refused is not tried again",
            Self::RetryAfter => "I11 503 says when to come again",
        })
    }
}

/// Something that does not hold.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Violation {
    /// What it breaks.
    pub invariant: Invariant,
    /// What happened.
    pub what: String,
    /// The lines of the ledger that prove it: number, counted from 1, and line.
    pub proof: Vec<(usize, Line)>,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.invariant, self.what)?;
        for (number, line) in &self.proof {
            let line = serde_json::to_string(line).map_err(|_| fmt::Error)?;
            write!(f, "\n    {number}: {line}")?;
        }
        Ok(())
    }
}

/// The judgement.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Finding {
    /// How much there was.
    pub figures: Figures,
    /// What does not hold.
    pub violations: Vec<Violation>,
    /// Where ledger, database and log are kept, if there is something to look for in them.
    pub evidence: Option<PathBuf>,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// More would hide the first ones.
        const SHOWN: usize = 40;
        writeln!(f, "{}, violations {}", self.figures, self.violations.len())?;
        for violation in self.violations.iter().take(SHOWN) {
            writeln!(f, "{violation}")?;
        }
        if self.violations.len() > SHOWN {
            writeln!(f, "… and {} more", self.violations.len() - SHOWN)?;
        }
        match &self.evidence {
            Some(folder) => writeln!(f, "ledger, database and log: {}", folder.display()),
            None => Ok(()),
        }
    }
}

impl Finding {
    /// Removes the evidence that was kept: nobody has to look for anything in it.
    pub(crate) fn forget(&self) -> std::io::Result<()> {
        self.evidence.as_ref().map_or(Ok(()), std::fs::remove_dir_all)
    }
}

/// Looks at everything.
pub fn audit(evidence: &Evidence) -> Finding {
    let record = Record::read(&evidence.lines);
    let mut judge = Judge { evidence, violations: Vec::new() };
    handled::check(&mut judge, &record);
    sent::check(&mut judge, &record);
    let repeats = repeated::check(&mut judge, &record);
    answers::check(&mut judge, &record);
    for at in &record.refusals_without_time {
        let what = "a webhook was refused without `Retry-After`".to_owned();
        judge.violated(Invariant::RetryAfter, what, [*at]);
    }
    secrets::check(&mut judge);
    let violations = judge.violations;
    Finding { figures: Figures::of(evidence, &record, repeats), violations, evidence: None }
}

/// Collects what does not hold.
struct Judge<'a> {
    evidence: &'a Evidence,
    violations: Vec<Violation>,
}

impl Judge<'_> {
    fn violated(&mut self, invariant: Invariant, what: String, proof: impl IntoIterator<Item = usize>) {
        let mut proof: Vec<_> = proof.into_iter().collect();
        proof.sort_unstable();
        proof.dedup();
        let proof = proof.into_iter().map(|at| (at + 1, self.evidence.lines[at].clone())).collect();
        self.violations.push(Violation { invariant, what, proof });
    }
}
