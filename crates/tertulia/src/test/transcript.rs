//! The conversations so far, for the failure of a test.

use std::fmt::Write as _;

use super::{Bot, expect::told};

/// How many turns are told of.
const TURNS: usize = 2;

/// Every conversation so far, and what happened in the last turns.
pub(super) fn of(bot: &Bot) -> String {
    let mut text = String::new();
    let simulator = bot.machine.simulator();
    for platform in simulator.platforms() {
        for person in simulator.people() {
            for chat in simulator.chats(platform, &person.id) {
                if chat.bubbles.is_empty() {
                    continue;
                }
                let place = if chat.group { format!(" in {}", chat.title) } else { String::new() };
                // Writing to a string cannot fail.
                let _ = writeln!(text, "{} on {platform}{place}:", person.id);
                for bubble in &chat.bubbles {
                    let who = bubble.from.as_deref().unwrap_or("bot");
                    let _ = writeln!(text, "  {who}: {}", told(bubble).replace('\n', "\n       "));
                }
                let below: Vec<_> =
                    chat.composer.quick_replies.iter().map(|it| format!("[{}]", it.title)).collect();
                if !below.is_empty() {
                    let _ = writeln!(text, "  {}", below.join(" "));
                }
            }
        }
    }
    let traces = bot.traces.borrow();
    for trace in traces.iter().skip(traces.len().saturating_sub(TURNS)) {
        let _ = write!(text, "\n{trace}");
    }
    text
}
