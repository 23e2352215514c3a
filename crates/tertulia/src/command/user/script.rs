//! A logged conversation as a script, which the tests of a bot play: see `tertulia::test::scripts`.

use std::time::Duration;

use tertulia_core::chat_log::{Choice, Remark};
use tertulia_store::{LogEntry, Speaker};

use super::log::harmless;

/// From which silence on a script waits, too.
const SILENCE: Duration = Duration::from_secs(60);

/// What a script can have a person send besides texts.
const SENT: [&str; 5] = ["image", "video", "audio", "document", "sticker"];

/// The conversation in which somebody spoke last. What a script has no words for is in it as a comment.
pub(super) fn write(platform: &str, name: &str, log: &[LogEntry]) -> String {
    let Some(last) = log.last() else { return String::new() };
    let mut lines = vec![
        "# From the log of conversations. With `UPDATE=1` what the bot says is written down anew.".to_owned(),
        format!("on {platform}"),
        String::new(),
    ];
    let (mut shown, mut before) = (Vec::new(), None);
    for entry in log.iter().filter(|entry| entry.conversation == last.conversation) {
        let silence = before.replace(entry.at).map(|before| entry.at.duration_since(before));
        let silence = silence.and_then(|silence| Duration::try_from(silence).ok());
        lines.extend(silence.filter(|silence| *silence >= SILENCE).map(wait));
        for remark in &entry.remarks {
            lines.push(match entry.by {
                Speaker::Person => does(name, remark, &shown),
                Speaker::Bot => says(remark),
            });
            shown.extend(remark.choices.iter().cloned());
        }
    }
    lines.join("\n") + "\n"
}

/// What was pressed, of all that was shown by then: the last that carries the same.
pub(super) fn pressed<'a>(remark: &Remark, shown: &'a [Choice]) -> Option<&'a Choice> {
    let carries = |choice: &&Choice| remark.kind == "press" && choice.payload == remark.text;
    shown.iter().rev().find(carries)
}

/// A name that a script can have: the first word of the person's, in small letters.
pub(super) fn name(whole: &str) -> String {
    let first = whole.split_whitespace().next().unwrap_or_default().to_lowercase();
    let name: String = first.chars().filter(|sign| sign.is_alphanumeric()).collect();
    match &*name {
        "" | "bot" => "person".to_owned(),
        _ => name,
    }
}

/// How long nobody spoke, in the largest unit that fits.
fn wait(silence: Duration) -> String {
    let seconds = silence.as_secs();
    let units = [(86_400, "days"), (3_600, "hours"), (60, "minutes")];
    let fits = units.into_iter().find(|(unit, _)| seconds >= *unit);
    let (unit, word) = fits.unwrap_or((1, "seconds"));
    format!("wait {} {word}", seconds / unit)
}

/// What the bot says.
fn says(remark: &Remark) -> String {
    let Remark { kind, text, choices, .. } = remark;
    let kind = match &**kind {
        "toast" | "alert" | "page" | "native" => return comment(&format!("the bot shows a {kind}: {text}")),
        "text" | "quick_reply" | "list" | "url" | "location_request" | "contact_request" => None,
        "voice" => Some("(audio)".to_owned()),
        "animation" => Some("(video)".to_owned()),
        "album" => Some("(image)".to_owned()),
        other => Some(format!("({other})")),
    };
    let words = Some(text.clone()).filter(|text| !text.is_empty());
    let choices = choices.iter().map(|choice| format!("[{}]", choice.title));
    let words: Vec<_> = kind.into_iter().chain(words).chain(choices).collect();
    format!("bot: {}", set_in(&words.join(" ")))
}

/// What the person does, after those choices were shown.
fn does(who: &str, remark: &Remark, shown: &[Choice]) -> String {
    let Remark { kind, name, text, .. } = remark;
    let name: String = name.chars().filter(|sign| !"()\n".contains(*sign)).collect();
    let deed = match &**kind {
        "text" => return writes(who, text),
        "press" => match pressed(remark, shown) {
            Some(choice) => format!("[{}]", choice.title),
            None if text.trim_start_matches('/') == "get_started" => "(start)".to_owned(),
            None => return comment(&format!("{who} presses `{text}`, and nothing above carries it")),
        },
        "link" => format!("(link {name})"),
        "location" => format!("(location {name})"),
        "contact" => "(contact)".to_owned(),
        "react" if !text.is_empty() => format!("(react {text})"),
        "voice" => format!("(audio {name})"),
        "animation" => format!("(video {name})"),
        sent if SENT.contains(&sent) => format!("({sent} {name})"),
        other => return comment(&format!("{who}: {other} {text}")),
    };
    let deed = format!("{who}: {}", harmless(&deed));
    match text.is_empty() || ["press", "react"].contains(&&**kind) {
        true => deed,
        false => format!("{deed}\n{}", comment(&format!("with these words: {text}"))),
    }
}

fn writes(who: &str, text: &str) -> String {
    let text = text.trim();
    match text.strip_prefix("/start") {
        Some("") => return format!("{who}: (start)"),
        Some(value) if value.starts_with(' ') => return format!("{who}: (link {})", harmless(value.trim())),
        _ => {}
    }
    match text.is_empty() || text.starts_with(['[', '(']) {
        true => comment(&format!("{who} writes: {text}")),
        false => format!("{who}: {}", set_in(text)),
    }
}

/// A comment of as many lines as it takes.
fn comment(text: &str) -> String {
    harmless(text).lines().map(|line| format!("# {}", line.trim())).collect::<Vec<_>>().join("\n")
}

/// A text with all lines but the first set in; an empty one is a backslash.
fn set_in(text: &str) -> String {
    let text = harmless(text);
    let lines = text.lines().map(|line| if line.trim().is_empty() { "\\" } else { line.trim() });
    lines.collect::<Vec<_>>().join("\n     ")
}
