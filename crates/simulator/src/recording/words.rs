//! The words of a script.

use std::time::Duration;

use serde_json::Value;

use crate::{Act, Fault};

/// What a person did. What scripts have no word for is left out.
pub(super) fn act(act: &Act, chat: &Value) -> Option<String> {
    Some(match act {
        Act::Start { link: None } => "(start)".to_owned(),
        Act::Start { link: Some(link) } => format!("(link {link})"),
        Act::Say { text, .. } => indented(text),
        Act::Press { key } => format!("[{}]", title(chat, key)?),
        Act::PressOld { payload } => format!("(payload {payload})"),
        Act::SendLocation { latitude, longitude } => format!("(location {latitude} {longitude})"),
        Act::SendContact => "(contact)".to_owned(),
        Act::SendMedia { kind, name, .. } => format!("({kind} {name})"),
        // What is in a file is not written down: it is played with another one of that name.
        Act::SendFile { kind, file, .. } => format!("({kind} {})", file.name),
        Act::React { emoji: Some(emoji), .. } => format!("(react {emoji})"),
        Act::Block => "(block)".to_owned(),
        Act::Unblock => "(unblock)".to_owned(),
        Act::Read => "(read)".to_owned(),
        _ => return None,
    })
}

/// What went wrong.
pub(super) fn fault(fault: Fault) -> Option<&'static str> {
    Some(match fault {
        Fault::TooMany { .. } => "too_many",
        Fault::ServerError { .. } => "server_error",
        Fault::NoAnswer => "no_answer",
        Fault::Reset => "reset",
        Fault::Redelivery => "redelivery",
        Fault::Reordering => "reordering",
        Fault::Slow { .. } => return None,
    })
}

/// How much time passed, in the largest unit that tells it exactly.
pub(super) fn time(time: Duration) -> String {
    let seconds = time.as_secs();
    let units = [(86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")];
    let exact = units.into_iter().find(|(length, _)| seconds.is_multiple_of(*length));
    let (length, unit) = exact.unwrap_or((1, "second"));
    let count = seconds / length;
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

/// What a message shows without what can be chosen: what is attached, and the text.
pub(super) fn says(bubble: &Value) -> String {
    let list = |name: &str| bubble[name].as_array().map_or(&[][..], Vec::as_slice);
    let attached = list("attached").iter().map(|attached| {
        let kind = if attached["kind"] == "file" { &attached["media"] } else { &attached["kind"] };
        format!("({})", kind.as_str().unwrap_or_default())
    });
    let cards = (!list("cards").is_empty()).then(|| "(cards)".to_owned());
    let text: String = list("text").iter().filter_map(|span| span["text"].as_str()).collect();
    let text = Some(indented(text.trim())).filter(|text| !text.is_empty());
    attached.chain(cards).chain(text).collect::<Vec<_>>().join(" ")
}

/// The titles of what can be chosen in a message, in the order in which they are seen.
pub(super) fn choices(bubble: &Value) -> Vec<String> {
    [&bubble["buttons"], &bubble["list"]["sections"], &bubble["cards"]].into_iter().flat_map(titles).collect()
}

/// The titles of all choices in a value, in the order in which they stand.
pub(super) fn titles(value: &Value) -> Vec<String> {
    let mut titles = Vec::new();
    collect_titles(value, &mut titles);
    titles
}

fn collect_titles(value: &Value, titles: &mut Vec<String>) {
    match value {
        Value::Object(fields) if fields.contains_key("key") => {
            titles.push(fields["title"].as_str().unwrap_or_default().to_owned());
        }
        Value::Object(fields) => fields.values().for_each(|value| collect_titles(value, titles)),
        Value::Array(values) => values.iter().for_each(|value| collect_titles(value, titles)),
        _ => {}
    }
}

/// What stands on the choice of that key, wherever it is in the chat.
fn title<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    match value {
        Value::Object(fields) if fields.get("key").is_some_and(|found| found == key) => {
            fields.get("title")?.as_str()
        }
        Value::Object(fields) => fields.values().find_map(|value| title(value, key)),
        Value::Array(values) => values.iter().find_map(|value| title(value, key)),
        _ => None,
    }
}

/// The text with all lines but the first set in; an empty one is a backslash.
fn indented(text: &str) -> String {
    let lines: Vec<_> =
        text.lines().map(|line| if line.trim().is_empty() { "\\" } else { line.trim() }).collect();
    lines.join("\n     ")
}
