//! Whether the log kept the secrets.

use super::{Invariant, Judge};

pub(super) fn check(judge: &mut Judge<'_>) {
    let log = &judge.evidence.log;
    for secret in judge.evidence.secrets.iter().filter(|secret| !secret.is_empty()) {
        if let Some(at) = log.windows(secret.len()).position(|bytes| bytes == secret.as_bytes()) {
            let line = log[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
            let what =
                format!("the secret that begins with {:?} is in line {line}", &secret[..secret.len().min(3)]);
            judge.violated(Invariant::Secrets, what, []);
        }
    }
}
