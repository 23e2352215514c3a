//! What is promised, looked for in a history.

mod calls;
mod outcome;

use crate::run::Run;

/// Every promise that was broken.
pub(crate) fn audit(run: &Run) -> Vec<String> {
    if let Some(left) = &run.left {
        return vec![format!("this waits for ever: {left}")];
    }
    let mut broken = calls::audit(run);
    broken.extend(outcome::audit(run));
    broken
}
