//! The trials on trial: a bot in which one thing is broken must not pass.
//!
//! The workspace is copied into the target folder, one piece of one file is replaced, and the bot is built from
//! that. So the sources know nothing of it, and a piece that is no longer there is told, not skipped.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    Result,
    audit::Finding,
    trials::{crash, disk, faults, frozen, poison, redelivery},
};

/// A way to break the framework.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Mutant {
    /// Its name.
    pub name: &'static str,
    /// What is broken.
    pub what: &'static str,
    /// The file in which a piece is replaced.
    pub file: &'static str,
    /// The piece, which is in it once.
    pub from: &'static str,
    /// What stands there instead.
    pub to: &'static str,
    trial: Trial,
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

/// All of them.
pub const MUTANTS: [Mutant; 12] = [
    Mutant {
        name: "dedupe",
        what: "a redelivered event is taken for a new one",
        file: "crates/store/src/sqlite/dedupe.rs",
        from: "if fresh == 0 {",
        to: "if fresh > 1 {",
        trial: Trial::Redelivery,
    },
    Mutant {
        name: "fence",
        what: "whoever lost a conversation may still finish its turn",
        file: "crates/store/src/sqlite/finish.rs",
        from: " JOIN inbox i ON i.conversation = c.id
             WHERE c.id = ? AND c.fence = ? AND c.owner = ? AND i.id = ?",
        to: " WHERE c.id = ? AND max(?, ?, ?) IS NOT NULL",
        trial: Trial::Frozen,
    },
    Mutant {
        name: "state",
        what: "a turn's messages are kept without its state",
        file: "crates/store/src/sqlite/finish.rs",
        from: "save_state(transaction, turn.conversation, state)?;",
        to: "let _ = (save_state, state);",
        trial: Trial::Redelivery,
    },
    Mutant {
        name: "attempts",
        what: "it is not counted how often an event was begun",
        file: "crates/store/src/sqlite/claim.rs",
        from: "SET attempts = attempts + 1 WHERE",
        to: "SET attempts = attempts WHERE",
        trial: Trial::Poison,
    },
    Mutant {
        name: "order",
        what: "the newest event of a conversation is handled first",
        file: "crates/store/src/sqlite/claim.rs",
        from: "due_at <= ?
                 ORDER BY sort, id LIMIT 1",
        to: "due_at <= ? ORDER BY sort DESC, id LIMIT 1",
        trial: Trial::Crash,
    },
    Mutant {
        name: "settle",
        what: "it is not kept that a message was sent",
        file: "crates/store/src/sqlite/settle.rs",
        from: r#"transaction.statement("DELETE FROM outbox WHERE id = ?")?.execute([row])?;"#,
        to: "",
        trial: Trial::Crash,
    },
    Mutant {
        name: "doubt",
        what: "it is not kept that a call is about to be made",
        file: "crates/store/src/sqlite/outbox.rs",
        from: "UPDATE outbox SET state = 2 WHERE id = ?",
        to: "UPDATE outbox SET state = 1 WHERE id = ?",
        trial: Trial::Crash,
    },
    Mutant {
        name: "receipt",
        what: "a receipt does not end the doubt",
        file: "crates/store/src/sqlite/receipt.rs",
        from: "settle::sent(transaction, row, Some(platform_id), now)?;",
        to: "let _ = (settle::sent, platform_id, now);",
        trial: Trial::Fault("reset_after"),
    },
    Mutant {
        name: "lane",
        what: "the messages of a chat are not sent in order",
        file: "crates/runtime/src/sending/lanes.rs",
        from: "lane.rows.push_back(Arc::new(row));",
        to: "lane.rows.insert(lane.rows.len().min(1), Arc::new(row));",
        trial: Trial::Crash,
    },
    Mutant {
        name: "patience",
        what: "a chat is called again before the platform's time",
        file: "crates/runtime/src/sending/deliver.rs",
        from: "Next::Again { at: now + after, counted: false }",
        to: "Next::Again { at: now + after / 4, counted: false }",
        trial: Trial::Fault("retry_after"),
    },
    Mutant {
        name: "secret",
        what: "an error shows the address that was called",
        file: "crates/runtime/src/network.rs",
        from: "let error = error.without_url();",
        to: "",
        trial: Trial::Fault("reset_after"),
    },
    Mutant {
        name: "acknowledge",
        what: "200 for what could not be stored",
        file: "crates/runtime/src/webhook.rs",
        from: r#"telemetry::webhook(platform, "unavailable");
            Acknowledgement::Unavailable"#,
        to: "Acknowledgement::Stored",
        trial: Trial::DiskFull,
    },
];

/// What became of a mutant.
#[derive(Debug)]
#[non_exhaustive]
pub enum Fate {
    /// The trial found it.
    Caught(Box<Finding>),
    /// The trial could not even be held to its end.
    Failed(String),
    /// The trial found nothing wrong.
    Survived,
    /// The trial could not be held here.
    Skipped(String),
}

impl Mutant {
    /// Builds it, and holds the trial that has to fail.
    pub async fn try_out(&self) -> Result<Fate> {
        let bot = self.build()?;
        let held = match self.trial {
            Trial::Crash => crash::run(&bot, crash::Options::new(4, 1)).await,
            Trial::Fault(name) => {
                let case = faults::CASES.into_iter().find(|case| case.name == name).ok_or("no such fault")?;
                faults::run(&bot, case).await
            }
            Trial::Frozen => frozen::run(&bot).await,
            Trial::Poison => poison::run(&bot).await,
            Trial::Redelivery => redelivery::run(&bot).await,
            Trial::DiskFull => match disk::full(&bot).await {
                Ok(disk::Held::Finding(finding)) => Ok(finding),
                Ok(disk::Held::Skipped(skipped)) => return Ok(Fate::Skipped(skipped.reason)),
                Err(error) => Err(error),
            },
        };
        Ok(match held {
            Ok(finding) if finding.violations.is_empty() => Fate::Survived,
            Ok(finding) => {
                finding.forget()?;
                Fate::Caught(Box::new(finding))
            }
            Err(error) => Fate::Failed(error.to_string()),
        })
    }

    /// The file with the piece replaced.
    ///
    /// # Errors
    ///
    /// If the piece is not in it exactly once: then somebody has to say anew what is to be broken.
    pub fn apply(&self, workspace: &Path) -> Result<String> {
        let text = fs::read_to_string(workspace.join(self.file))?;
        match text.matches(self.from).count() {
            1 => Ok(text.replace(self.from, self.to)),
            found => {
                Err(format!("mutant `{}`: its piece is {found} times in {}", self.name, self.file).into())
            }
        }
    }

    fn build(&self) -> Result<PathBuf> {
        let workspace = workspace();
        let folder = target_folder()?.join("mutants");
        let (copy, target) = (folder.join("workspace"), folder.join("target"));
        copy_folder(workspace, &copy)?;
        write(&copy.join(self.file), self.apply(workspace)?.as_bytes())?;
        let status = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(["build", "--quiet", "-p", "tertulia-trials", "--bin", "trial_bot", "--target-dir"])
            .arg(&target)
            .current_dir(&copy)
            .status()?;
        if !status.success() {
            return Err(format!("the mutant `{}` does not build", self.name).into());
        }
        Ok(target.join("debug").join("trial_bot"))
    }
}

/// The folder of the workspace.
pub fn workspace() -> &'static Path {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    crate_folder.parent().unwrap_or(crate_folder)
}

/// The folder above that of the profile this program was built with.
fn target_folder() -> io::Result<PathBuf> {
    let program = std::env::current_exe()?;
    let folder = program.ancestors().nth(2).ok_or_else(|| io::Error::other("no target folder"))?;
    Ok(folder.to_owned())
}

/// Copies sources. Builds and what is hidden stay behind.
fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let Some(name) = path.file_name() else { continue };
        if name == "target" || name.to_string_lossy().starts_with('.') {
            continue;
        }
        if path.is_dir() {
            copy_folder(&path, &to.join(name))?;
        } else {
            write(&to.join(name), &fs::read(&path)?)?;
        }
    }
    Ok(())
}

/// Writes a file that has changed: Cargo goes by its time.
fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    if fs::read(path).is_ok_and(|old| old == content) { Ok(()) } else { fs::write(path, content) }
}

impl fmt::Display for Fate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Caught(finding) => {
                write!(f, "caught, {} violations", finding.violations.len())?;
                finding.violations.first().map_or(Ok(()), |first| write!(f, ", the first: {first}"))
            }
            Self::Failed(error) => write!(f, "caught: {error}"),
            Self::Survived => f.write_str("SURVIVED"),
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
            let mutated = mutant.apply(workspace()).unwrap();
            assert!(!mutated.contains(mutant.from), "{}", mutant.name);
        }
    }
}
