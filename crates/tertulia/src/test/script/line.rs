//! The lines of a conversation that is written down.

use std::time::Duration;

use tertulia_core::Platform;
use tertulia_simulator::{Act, Fault};

/// A line of a script, and where it begins.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Numbered {
    pub(super) number: usize,
    pub(super) line: Line,
}

/// A line of a script.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Line {
    /// Nothing, or a comment.
    Remark(String),
    /// The platforms.
    On(Vec<Platform>),
    /// A person does something; the text is what was written.
    Does(String, Does, String),
    /// The bot says something, on some platforms or on all.
    Says(Vec<Platform>, String),
    /// Time passes; the text is what was written.
    Wait(Duration, String),
    /// Something goes wrong.
    Fault(Fault, String),
}

/// What a person does.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Does {
    Press(String),
    React(String),
    Start,
    Act(Act),
}

/// Reads a script.
///
/// # Errors
///
/// The number of the line that cannot be read, and why.
pub(super) fn parse(text: &str) -> Result<Vec<Numbered>, String> {
    let mut lines: Vec<Numbered> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let wrong = |why: String| format!("{}: {why}", number + 1);
        if line.starts_with([' ', '\t']) && !line.trim().is_empty() {
            match lines.last_mut().map(|last| &mut last.line) {
                Some(Line::Says(_, text) | Line::Does(_, Does::Act(Act::Say { text, .. }), _)) => {
                    text.push('\n');
                    text.push_str(line.trim().trim_end_matches('\\'));
                    continue;
                }
                _ => return Err(wrong("only what somebody says can go on in another line".to_owned())),
            }
        }
        lines.push(Numbered { number: number + 1, line: read(line.trim()).map_err(wrong)? });
    }
    Ok(lines)
}

fn read(line: &str) -> Result<Line, String> {
    if line.is_empty() || line.starts_with('#') {
        return Ok(Line::Remark(line.to_owned()));
    }
    if let Some(platforms) = line.strip_prefix("on ") {
        return Ok(Line::On(named(platforms)?));
    }
    if let Some(time) = line.strip_prefix("wait ") {
        return Ok(Line::Wait(duration(time)?, time.to_owned()));
    }
    if let Some(fault) = line.strip_prefix("fault ") {
        return Ok(Line::Fault(self::fault(fault)?, fault.to_owned()));
    }
    let (who, what) = line.split_once(':').ok_or("this says neither who speaks nor what to wait for")?;
    let what = what.trim().to_owned();
    match who.trim() {
        "bot" => Ok(Line::Says(Vec::new(), what)),
        who => match who.strip_prefix("bot on ") {
            Some(platforms) => Ok(Line::Says(named(platforms)?, what)),
            None => Ok(Line::Does(who.to_owned(), does(&what)?, what)),
        },
    }
}

fn named(platforms: &str) -> Result<Vec<Platform>, String> {
    let known = [Platform::MESSENGER, Platform::WHATSAPP, Platform::TELEGRAM];
    let find = |name: &str| {
        let found = known.iter().find(|platform| platform.as_str() == name).copied();
        found.ok_or_else(|| format!("`{name}` is no platform: messenger, whatsapp, telegram"))
    };
    platforms.split([' ', ',']).filter(|name| !name.is_empty()).map(find).collect()
}

fn does(what: &str) -> Result<Does, String> {
    if let Some(title) = what.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return Ok(Does::Press(title.to_owned()));
    }
    let Some(what) = what.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) else {
        return Ok(Does::Act(Act::Say { text: what.to_owned(), quotes: None }));
    };
    let (verb, rest) = what.split_once(' ').unwrap_or((what, ""));
    Ok(Does::Act(match verb {
        "start" => return Ok(Does::Start),
        "payload" => Act::PressOld { payload: rest.to_owned() },
        "link" => Act::Start { link: Some(rest.to_owned()) },
        "location" => {
            let numbers: Vec<f64> = rest.split(' ').filter_map(|number| number.parse().ok()).collect();
            let [latitude, longitude] = numbers[..] else {
                return Err("a place is two numbers: (location 40.4 -3.7)".to_owned());
            };
            Act::SendLocation { latitude, longitude }
        }
        "contact" => Act::SendContact,
        "image" | "video" | "audio" | "document" | "sticker" => {
            Act::SendMedia { kind: verb.to_owned(), name: rest.to_owned(), caption: None }
        }
        "react" => return Ok(Does::React(rest.to_owned())),
        "block" => Act::Block,
        "unblock" => Act::Unblock,
        "read" => Act::Read,
        other => return Err(format!("nobody can do `{other}`: see the table of what stands in ( )")),
    }))
}

fn duration(time: &str) -> Result<Duration, String> {
    let wrong = || format!("`{time}` is no time: 20 seconds, 5 minutes, 2 hours, 3 days");
    let (number, unit) = time.trim().split_once(' ').ok_or_else(wrong)?;
    let number: u64 = number.parse().map_err(|_| wrong())?;
    let seconds = match unit.trim_end_matches('s') {
        "second" => 1,
        "minute" => 60,
        "hour" => 3_600,
        "day" => 86_400,
        _ => return Err(wrong()),
    };
    number.checked_mul(seconds).map(Duration::from_secs).ok_or_else(wrong)
}

fn fault(name: &str) -> Result<Fault, String> {
    Ok(match name {
        "redelivery" => Fault::Redelivery,
        "reordering" => Fault::Reordering,
        "no_answer" => Fault::NoAnswer,
        "reset" => Fault::Reset,
        "too_many" => Fault::TooMany { seconds: 1 },
        "server_error" => Fault::ServerError { status: 500 },
        other => return Err(format!("`{other}` is nothing that goes wrong: see the table of lines")),
    })
}
