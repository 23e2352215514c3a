//! What was said in a turn, for the log of the conversation.

use jiff::Timestamp;
use tertulia_core::{
    chat_log::{Remark, Remarks},
    trace::Recorder,
};
use tertulia_store::{Claim, Conclusion, LogEntry, Speaker};

/// What the person said and what the bot answered, if that was noted and the turn has ended.
pub(crate) fn entries(
    claim: &Claim,
    conclusion: &Conclusion,
    recorder: &Recorder,
    now: Timestamp,
) -> Vec<LogEntry> {
    let Some(Remarks { heard, said, .. }) = recorder.remarks() else { return Vec::new() };
    if matches!(conclusion, Conclusion::Later { .. }) {
        return Vec::new(); // it will be said again
    }
    let event = &claim.snapshot.event;
    // What was set aside before a block saw it was said all the same.
    let heard: Vec<_> = heard.or_else(|| Remark::heard(event)).into_iter().collect();
    let entry = |by, at, remarks| LogEntry {
        conversation: claim.conversation,
        user: claim.snapshot.user.id,
        at,
        by,
        remarks,
    };
    let entries = [entry(Speaker::Person, event.at, heard), entry(Speaker::Bot, now, said)];
    entries.into_iter().filter(|entry| !entry.remarks.is_empty()).collect()
}
