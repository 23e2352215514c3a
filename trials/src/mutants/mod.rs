//! The trials on trial: a bot in which one thing is broken must not pass.
//!
//! The workspace is copied into the target folder, a few pieces of source text are replaced, and the bot is built
//! from that. So the sources know nothing of it, and a piece that is no longer there is told, not skipped.

mod build;
mod piece;

use std::{fmt, path::Path};

use tokio::task::JoinSet;

use crate::{
    Result,
    audit::{Finding, Invariant},
    trials::{crash, disk, faults, frozen, poison, redelivery},
};

pub use build::workspace;
pub use piece::Piece;

/// A way to break the framework.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Mutant {
    /// Its name.
    pub name: &'static str,
    /// What is broken.
    pub what: &'static str,
    /// What is replaced.
    pub pieces: &'static [Piece],
    trial: Trial,
    wrong: Wrong,
}

/// The trial that has to fail.
#[derive(Clone, Copy, Debug)]
enum Trial {
    Crash,
    DiskFull,
    Fault(&'static str),
    Frozen,
    Poison,
    Redelivery,
}

/// How it has to fail. That the bot does not work at all proves nothing.
#[derive(Clone, Copy, Debug)]
enum Wrong {
    /// One of these does not hold.
    Violates(&'static [Invariant]),
    /// The trial itself says so.
    Says(&'static str),
}

/// All of them; those whose trials take long come first, as the next are built meanwhile.
pub const MUTANTS: [Mutant; 13] = [
    Mutant {
        name: "settle",
        what: "it is not kept that a message was sent",
        pieces: &[Piece {
            file: "crates/store/src/sqlite/settle.rs",
            from: "DELETE FROM outbox WHERE id = ?",
            to: "DELETE FROM outbox WHERE id = -?",
        }],
        trial: Trial::Crash,
        wrong: Wrong::Violates(&[Invariant::Repeats, Invariant::NothingMissing]),
    },
    Mutant {
        name: "receipt",
        what: "a receipt does not end the doubt",
        pieces: &[Piece {
            file: "crates/store/src/sqlite/receipt.rs",
            from: "WHERE account = ? AND reference = ?",
            to: "WHERE account = ? AND reference = ? || 'x'",
        }],
        trial: Trial::Fault("reset_after"),
        wrong: Wrong::Violates(&[Invariant::Repeats]),
    },
    Mutant {
        name: "dedupe",
        what: "a redelivered event is taken for a new one",
        pieces: &[Piece { file: "crates/store/src/sqlite/dedupe.rs", from: "fresh == 0", to: "fresh > 1" }],
        trial: Trial::Redelivery,
        wrong: Wrong::Violates(&[Invariant::HandledOnce]),
    },
    Mutant {
        name: "fence",
        what: "whoever lost a conversation may still finish its turn",
        pieces: &[
            Piece { file: FINISH, from: "i.own, h.native, i.album IS NOT NULL", to: "0, h.native, 0" },
            Piece { file: FINISH, from: "JOIN inbox i ON i.conversation = c.id", to: "" },
            Piece {
                file: FINISH,
                from: "c.fence = ? AND c.owner = ? AND i.id = ?",
                to: "max(?, ?, ?) IS NOT NULL",
            },
            // Without its event nobody is found, which would hold the turn up as well.
            Piece {
                file: "crates/store/src/sqlite/person.rs",
                from: "FROM inbox i JOIN conversations c ON c.id = i.conversation JOIN users u ON u.id = coalesce(i.user, c.user) WHERE i.id = ?1)",
                to: "FROM users u WHERE ?1 IS NOT NULL ORDER BY u.id LIMIT 1)",
            },
        ],
        trial: Trial::Frozen,
        wrong: Wrong::Violates(&[Invariant::HandledOnce, Invariant::Counted]),
    },
    Mutant {
        name: "lane",
        what: "the messages of a chat are not sent in order",
        pieces: &[Piece {
            file: "crates/runtime/src/sending/lanes.rs",
            from: ".push_back(",
            to: ".push_front(",
        }],
        trial: Trial::Crash,
        wrong: Wrong::Violates(&[Invariant::SendOrder]),
    },
    Mutant {
        name: "attempts",
        what: "it is not counted how often an event was begun",
        pieces: &[Piece {
            file: "crates/store/src/sqlite/claim.rs",
            from: "SET attempts = attempts + 1",
            to: "SET attempts = attempts",
        }],
        trial: Trial::Poison,
        wrong: Wrong::Says("times of the same event"),
    },
    Mutant {
        name: "order",
        what: "the newest event of a conversation is handled first",
        pieces: &[Piece {
            file: "crates/store/src/sqlite/claim.rs",
            from: "timer IS NULL AND (due_at <= ? OR album IS NOT NULL) ORDER BY sort, id LIMIT 1\"; const FIRST_TIMER",
            to: "timer IS NULL AND (due_at <= ? OR album IS NOT NULL) ORDER BY sort DESC, id DESC LIMIT 1\"; const FIRST_TIMER",
        }],
        trial: Trial::Crash,
        wrong: Wrong::Violates(&[Invariant::Order]),
    },
    Mutant {
        name: "doubt",
        what: "it is not kept that a call is about to be made",
        pieces: &[
            Piece { file: OUTBOX, from: "DISPATCHING: i64 = 2", to: "DISPATCHING: i64 = 1" },
            Piece { file: OUTBOX, from: "SET state = 2 WHERE id = ?", to: "SET state = 1 WHERE id = ?" },
        ],
        trial: Trial::Crash,
        wrong: Wrong::Violates(&[Invariant::Repeats]),
    },
    Mutant {
        name: "acknowledge",
        what: "200 for what could not be stored",
        pieces: &[Piece {
            file: "crates/runtime/src/webhook.rs",
            from: "=> StatusCode::SERVICE_UNAVAILABLE",
            to: "=> StatusCode::OK",
        }],
        trial: Trial::DiskFull,
        wrong: Wrong::Violates(&[Invariant::HandledOnce]),
    },
    Mutant {
        name: "again",
        what: "a refusal does not say when to come again",
        pieces: &[Piece {
            file: "crates/runtime/src/server.rs",
            from: "HeaderValue::from_static(\"5\")",
            to: "HeaderValue::from_static(\"later\")",
        }],
        trial: Trial::DiskFull,
        wrong: Wrong::Violates(&[Invariant::RetryAfter]),
    },
    Mutant {
        name: "state",
        what: "a turn's messages are kept without its state",
        pieces: &[Piece {
            file: FINISH,
            from: "save_state(transaction, turn.conversation, state)?",
            to: "let _ = (save_state, state)",
        }],
        trial: Trial::Redelivery,
        wrong: Wrong::Violates(&[Invariant::HandledOnce, Invariant::Counted]),
    },
    Mutant {
        name: "patience",
        what: "a chat is called again before the platform's time",
        pieces: &[Piece {
            file: "crates/runtime/src/sending/deliver.rs",
            from: "now + after, counted",
            to: "now + after / 4, counted",
        }],
        trial: Trial::Fault("retry_after"),
        wrong: Wrong::Violates(&[Invariant::Patience]),
    },
    Mutant {
        name: "secret",
        what: "an error shows the address that was called",
        pieces: &[Piece {
            file: "crates/runtime/src/network/mod.rs",
            from: "answer => break answer.map_err(|error| broken(&error))?",
            to: "answer => break answer.map_err(|_| TransportError::NoAnswer(request.url.expose_secret().to_owned()))?",
        }],
        trial: Trial::Fault("reset_after"),
        wrong: Wrong::Violates(&[Invariant::Secrets]),
    },
];

const FINISH: &str = "crates/store/src/sqlite/finish.rs";
const OUTBOX: &str = "crates/store/src/sqlite/outbox.rs";

/// What became of a mutant.
#[derive(Debug)]
#[non_exhaustive]
pub enum Fate {
    /// The trial found it, and for the right reason.
    Caught(String),
    /// The trial found nothing wrong, or something else.
    Survived(String),
    /// The trial could not be held here.
    Skipped(String),
}

/// Builds one after the other, while the trials of those before are held. Tells each fate as soon as it is known.
///
/// # Errors
///
/// If a mutant cannot be made: its piece is gone, or it does not build.
pub async fn try_out(mutants: Vec<Mutant>, mut tell: impl FnMut(&Mutant, &Fate)) -> Result<()> {
    let gone: Vec<_> =
        mutants.iter().filter_map(|mutant| piece::replace(workspace(), mutant).err()).collect();
    if !gone.is_empty() {
        return Err(gone.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n").into());
    }
    let mut trials = JoinSet::new();
    for mutant in mutants {
        let bot = tokio::task::spawn_blocking(move || build::bot(&mutant)).await??;
        trials.spawn(async move { (mutant, mutant.hold(&bot).await) });
        while let Some(ended) = trials.try_join_next() {
            let (mutant, fate) = ended?;
            tell(&mutant, &fate?);
        }
    }
    while let Some(ended) = trials.join_next().await {
        let (mutant, fate) = ended?;
        tell(&mutant, &fate?);
    }
    Ok(())
}

impl Mutant {
    /// Holds the trial that has to fail. Where that depends on what a kill meets, it is held longer and longer.
    async fn hold(&self, bot: &Path) -> Result<Fate> {
        let chances: &[u32] = if matches!(self.trial, Trial::Crash) { &[4, 8, 16] } else { &[1] };
        let mut fate = Fate::Skipped("there was no chance to be caught".to_owned());
        for kills in chances {
            fate = self.hold_once(bot, *kills).await?;
            if !matches!(fate, Fate::Survived(_)) {
                break;
            }
        }
        Ok(fate)
    }

    async fn hold_once(&self, bot: &Path, kills: u32) -> Result<Fate> {
        let held = match self.trial {
            Trial::Crash => crash::run(bot, crash::Options::new(kills, 1)).await,
            Trial::Fault(name) => {
                let case = faults::CASES.into_iter().find(|case| case.name == name).ok_or("no such fault")?;
                faults::run(bot, case).await
            }
            Trial::Frozen => frozen::run(bot).await,
            Trial::Poison => poison::run(bot).await,
            Trial::Redelivery => redelivery::run(bot).await,
            Trial::DiskFull => match disk::full(bot).await {
                Ok(disk::Held::Finding(finding)) => Ok(finding),
                Ok(disk::Held::Skipped(skipped)) => return Ok(Fate::Skipped(skipped.reason)),
                Err(error) => Err(error),
            },
        };
        if let Ok(finding) = &held {
            finding.forget()?;
        }
        Ok(self.wrong.judge(held))
    }
}

impl Wrong {
    fn judge(self, held: Result<Finding>) -> Fate {
        match (self, held) {
            (Self::Violates(invariants), Ok(finding)) => {
                let mut violations = finding.violations.iter();
                match violations.find(|violation| invariants.contains(&violation.invariant)) {
                    Some(violation) => Fate::Caught(format!("{}: {}", violation.invariant, violation.what)),
                    None => Fate::Survived(finding.to_string()),
                }
            }
            (Self::Says(words), Err(error)) if error.to_string().contains(words) => {
                Fate::Caught(error.to_string())
            }
            (_, Ok(finding)) => Fate::Survived(finding.to_string()),
            (_, Err(error)) => Fate::Survived(format!("another trouble: {error}")),
        }
    }
}

impl fmt::Display for Fate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Caught(why) => write!(f, "caught: {why}"),
            Self::Survived(why) => write!(f, "SURVIVED: {why}"),
            Self::Skipped(reason) => write!(f, "skipped: {reason}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mutant_still_has_something_to_break() {
        for mutant in MUTANTS {
            let broken = piece::replace(workspace(), &mutant).unwrap();
            assert!(!broken.is_empty(), "{}", mutant.name);
        }
    }

    #[test]
    fn only_the_expected_trouble_catches_a_mutant() {
        let order = Wrong::Violates(&[Invariant::Order]);
        assert!(matches!(order.judge(Ok(Finding::default())), Fate::Survived(_)));
        assert!(matches!(order.judge(Err("the bot did not begin".into())), Fate::Survived(_)));
        let ended = Wrong::Says("ended");
        assert!(matches!(ended.judge(Err("the process ended".into())), Fate::Caught(_)));
        assert!(matches!(ended.judge(Ok(Finding::default())), Fate::Survived(_)));
    }
}
