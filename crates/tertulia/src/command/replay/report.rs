//! What is told of recordings.

use std::fmt::Write as _;

use serde_json::{Value, json};
use tertulia_core::Platform;

use super::outcome::{On, Outcome};
use crate::{
    command::colour::{Colours, Style},
    test::script::{
        compare::{Compared, How},
        play::{Failure, Played},
    },
};

/// Every recording that is not as it was, and how many are.
pub(super) fn text(outcomes: &[Outcome], only: Option<Platform>, colours: Colours) -> String {
    let mut text = String::new();
    for outcome in outcomes {
        let file = outcome.file().display();
        // Writing to a string cannot fail.
        if let Some(fault) = outcome.fault() {
            let _ = writeln!(text, "{}", colours.paint(Style::Wrong, format!("{file}:{fault}"), 0));
        }
        match &outcome.rewritten {
            Some(Ok(())) => _ = writeln!(text, "{file} is rewritten"),
            Some(Err(why)) => _ = writeln!(text, "{file} cannot be rewritten: {why}"),
            None => outcome.on.iter().filter(|on| !on.is_same()).for_each(|on| {
                let title = format!("{file} on {}", on.platform);
                let _ =
                    writeln!(text, "{}\n{}", colours.paint(Style::Name, title, 0), differences(on, colours));
            }),
        }
    }
    text + &summary(outcomes, only, colours)
}

/// What is not as it was on one platform, each with what the person did before.
fn differences(on: &On, colours: Colours) -> String {
    let (played, compared) = match &on.played {
        Ok(played) => played,
        Err(why) => return format!("       {why}\n"),
    };
    let mut text = String::new();
    let mut before: Option<&Compared> = None;
    for line in compared {
        if line.how == How::Both {
            if !line.text.starts_with("bot: ") {
                before = Some(line);
            }
            continue;
        }
        if let Some(before) = before.take() {
            text += &shown(before, colours);
            text += &failed(&played.errors, before.number, colours);
        }
        text += &shown(line, colours);
    }
    if let Some(Failure { number, why }) = &played.failure {
        let _ = writeln!(text, "{number:>5} ! {}", colours.paint(Style::Wrong, why, 0));
    }
    text
}

fn shown(Compared { number, how, text }: &Compared, colours: Colours) -> String {
    let text = format!("{} {}", how.sign(), text.replace('\n', "\n             "));
    let text = match how {
        How::Both => text,
        How::Expected => colours.paint(Style::Wrong, text, 0),
        How::Said => colours.paint(Style::Good, text, 0),
    };
    format!("{} {text}\n", colours.paint(Style::Aside, format!("{number:>5}"), 0))
}

/// Why turns failed after a line.
fn failed(errors: &[Failure], after: usize, colours: Colours) -> String {
    let of_line = errors.iter().filter(|error| error.number == after);
    let line = |why: &str| {
        format!("      ! {}\n", colours.paint(Style::Wrong, format!("the turn failed: {why}"), 0))
    };
    of_line.map(|error| line(&error.why)).collect()
}

fn summary(outcomes: &[Outcome], only: Option<Platform>, colours: Colours) -> String {
    let counted = |count: usize, what: &str| (count > 0).then(|| format!("{count} {what}"));
    let is_played = |outcome: &&Outcome| outcome.fault().is_some() || !outcome.on.is_empty();
    let rewritten = outcomes.iter().filter(|outcome| matches!(outcome.rewritten, Some(Ok(())))).count();
    let played: Vec<_> = outcomes.iter().filter(is_played).collect();
    let same = played.iter().filter(|outcome| outcome.is_same()).count();
    let other = played.len() - same - rewritten;
    let elsewhere = match only {
        Some(only) => format!("not for {only}"),
        None => "for platforms on which the bot is not".to_owned(),
    };
    let parts = [
        counted(same, "as recorded"),
        counted(rewritten, "rewritten"),
        counted(other, "not as recorded"),
        counted(outcomes.len() - played.len(), &elsewhere),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    let style = if outcomes.iter().all(Outcome::is_well) { Style::Good } else { Style::Wrong };
    let recordings = if outcomes.len() == 1 { "recording" } else { "recordings" };
    colours.paint(style, format!("{} {recordings}: {}", outcomes.len(), parts.join(", ")), 0)
}

/// The same for programs.
pub(super) fn json(outcomes: &[Outcome]) -> Value {
    let recording = |outcome: &Outcome| {
        let rewritten = outcome.rewritten.as_ref().map(|rewritten| match rewritten {
            Ok(()) => json!(true),
            Err(why) => json!({ "error": why }),
        });
        json!({
            "file": outcome.file().display().to_string(),
            "same": outcome.is_same(),
            "fault": outcome.fault(),
            "rewritten": rewritten.unwrap_or(json!(false)),
            "platforms": outcome.on.iter().map(platform).collect::<Value>(),
        })
    };
    outcomes.iter().map(recording).collect()
}

fn platform(on: &On) -> Value {
    let name = on.platform.as_str();
    match &on.played {
        Ok((Played { errors, failure, .. }, compared)) => json!({
            "platform": name,
            "same": on.is_same(),
            "differences": pairs(compared),
            "errors": errors.iter().map(at_line).collect::<Value>(),
            "ended": failure.as_ref().map(at_line),
        }),
        Err(why) => json!({
            "platform": name, "same": false, "differences": [], "errors": [], "ended": { "line": null, "why": why },
        }),
    }
}

fn at_line(failure: &Failure) -> Value {
    json!({ "line": failure.number, "why": failure.why })
}

/// What was to be said, each with what is said in its place.
fn pairs(compared: &[Compared]) -> Vec<Value> {
    let mut pairs: Vec<Value> = Vec::new();
    for Compared { number, how, text } in compared {
        let text = text.strip_prefix("bot: ").unwrap_or(text);
        match how {
            How::Both => {}
            How::Expected => pairs.push(json!({ "line": number, "expected": text, "said": null })),
            How::Said => match pairs.last_mut() {
                Some(last) if last["line"] == *number && last["said"].is_null() => last["said"] = text.into(),
                _ => pairs.push(json!({ "line": number, "expected": null, "said": text })),
            },
        }
    }
    pairs
}
