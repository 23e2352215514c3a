//! Reports as they are written.

use serde_json::{Value, json};

use super::{
    ReportFormat,
    groups::{Note, Told},
};

/// The version of the JSON. Members may be added without another one.
const VERSION: u32 = 1;

/// What is posted. `dropped` is how many others did not fit the queue.
pub(super) fn write(format: ReportFormat, bot: &str, told: &Told, dropped: u64) -> String {
    let report = match format {
        ReportFormat::Slack => json!({ "text": slack(bot, told, dropped) }),
        ReportFormat::Json => object(bot, told, dropped),
    };
    report.to_string()
}

fn object(bot: &str, told: &Told, dropped: u64) -> Value {
    let Told { last: Note { group, place, text, event, at }, first, count } = told;
    json!({
        "version": VERSION,
        "bot": bot,
        "tertulia": env!("CARGO_PKG_VERSION"),
        "kind": group.kind.as_str(),
        "says": group.kind.sentence(),
        "platform": group.platform.map(|platform| platform.as_str()),
        "account": group.account,
        "place": place,
        "text": text,
        "count": count,
        "first": first.to_string(),
        "last": at.to_string(),
        "event": event,
        "look": group.kind.command(*event).map(|command| format!("{bot} {command}")),
        "dropped": dropped,
    })
}

/// Three lines at most. Slack takes `&`, `<` and `>` for its own, and nothing else.
fn slack(bot: &str, told: &Told, dropped: u64) -> String {
    let Told { last: Note { group, place, text, event, at }, first, count } = told;
    let mut lines = format!("*{bot}*: {}", group.kind.sentence());
    let platform = group.platform.map(|platform| platform.as_str());
    let whose: Vec<_> = platform.into_iter().chain(group.account.as_deref()).collect();
    if !whose.is_empty() {
        lines += &format!(" ({})", whose.join(" "));
    }
    let place = place.as_ref().map(|place| format!("{place}: ")).unwrap_or_default();
    lines += &format!("\n{place}{text}\n");
    lines += &match count {
        1 => format!("{at:.0}"),
        _ => format!("{count} times from {first:.0} to {at:.0}"),
    };
    if let Some(command) = group.kind.command(*event) {
        lines += &format!(" · `{bot} {command}`");
    }
    if dropped > 0 {
        lines += &format!(" · {dropped} other reports were dropped, as too many waited");
    }
    escaped(&lines)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
