//! `user log`: what a person and the bot said to each other, if that is kept.

use std::{fs, path::PathBuf};

use clap::Args;
use serde_json::{Value, json};
use tertulia_core::{Error, chat_log::Remark};
use tertulia_store::{LogEntry, Records, Speaker};

use crate::{
    Result,
    config::{Config, Database},
    database,
};

use super::{Person, script};

#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    person: Person,
    /// How much of it: of the newest so many times that one of them spoke
    #[arg(long, default_value_t = 1000)]
    limit: usize,
    /// Prints JSON
    #[arg(long)]
    json: bool,
    /// Writes it as a script for tests, to that file or to standard output
    #[arg(long, value_name = "FILE.chat", num_args = 0..=1, conflicts_with = "json")]
    script: Option<Option<PathBuf>>,
}

pub(super) async fn run(config: &Config, arguments: &Arguments) -> Result<String> {
    let told = tell(&config.database, arguments).await?;
    if told.is_empty() {
        return Err(Error::terminal(match config.chat_log.keep {
            None => "nothing is kept of what was said; from when `chat_log.keep` is set on, it is",
            Some(_) => "nothing is kept of what this person and the bot said",
        }));
    }
    Ok(told)
}

/// What is kept, in the form that is asked for. Empty if nothing is, unless it is for programs.
async fn tell(database: &Database, arguments: &Arguments) -> Result<String> {
    let Arguments { person, limit, json, script: into } = arguments;
    let records = database::records(database).await?;
    let (mut told, mut listed) = (String::new(), Vec::new());
    for user in person.find(&*records).await? {
        let log = records.chat_log(user, *limit).await?;
        if log.is_empty() {
            continue;
        }
        let name = name_of(&*records, user).await?;
        match into {
            Some(_) => told += &script::write(person.platform(), &name, &log),
            None => told += &conversation(&name, &log),
        }
        listed.push(json!({ "user": user, "name": name, "log": log }));
    }
    match into {
        _ if *json => Ok(format!("{:#}", Value::from(listed))),
        Some(Some(file)) if !told.is_empty() => {
            fs::write(file, told).map_err(|error| Error::terminal(format!("{}: {error}", file.display())))?;
            Ok(format!("{} is written; `tertulia::test::scripts` plays it", file.display()))
        }
        _ => Ok(told),
    }
}

/// What the person is called, in one small word.
async fn name_of(records: &dyn Records, user: i64) -> Result<String> {
    let exported = records.export(user).await?;
    let name =
        exported["users"].as_array().into_iter().flatten().find_map(|user| user["profile"]["name"].as_str());
    Ok(script::name(name.unwrap_or_default()))
}

/// As one reads a conversation: a line for each thing that was said, below the day.
fn conversation(name: &str, log: &[LogEntry]) -> String {
    let (mut told, mut day, mut room) = (String::new(), None, None);
    let mut shown = Vec::new();
    let several = log.iter().any(|entry| entry.conversation != log[0].conversation);
    let width = name.chars().count().max("bot".len());
    for entry in log {
        if several && room.replace(entry.conversation) != Some(entry.conversation) {
            told += &format!("conversation {}\n", entry.conversation);
        }
        let at = entry.at.to_string();
        let (date, time) = at.split_at_checked("2026-01-01".len()).unwrap_or((&at, ""));
        if day.replace(date.to_owned()).as_deref() != Some(date) {
            told += &format!("{date} (UTC)\n");
        }
        let time: String = time.chars().skip(1).take("12:00:00".len()).collect();
        let who = if entry.by == Speaker::Bot { "bot" } else { name };
        for remark in &entry.remarks {
            let indent = format!("\n{:width$}", "", width = "12:00:00  ".len() + width + 2);
            let words = match script::pressed(remark, &shown) {
                Some(choice) => harmless(&format!("[{}]", choice.title)),
                None => words(remark),
            };
            told += &format!("{time}  {who:<width$}  {}\n", words.replace('\n', &indent));
            shown.extend(remark.choices.iter().cloned());
        }
    }
    told
}

/// What was said, as one sees it.
fn words(remark: &Remark) -> String {
    let Remark { kind, name, text, choices, .. } = remark;
    let plain = ["text", "quick_reply", "list"].contains(&&**kind);
    let kind = match (plain, name.is_empty()) {
        (true, _) => None,
        (false, true) => Some(format!("({kind})")),
        (false, false) => Some(format!("({kind} {name})")),
    };
    let words = Some(text.clone()).filter(|text| !text.is_empty());
    let choices = choices.iter().map(|choice| format!("[{}]", choice.title));
    harmless(&kind.into_iter().chain(words).chain(choices).collect::<Vec<_>>().join(" "))
}

/// A text that can be shown in a terminal: people can write anything, also what moves its cursor.
pub(super) fn harmless(text: &str) -> String {
    text.chars().map(|sign| if sign.is_control() && sign != '\n' { '\u{fffd}' } else { sign }).collect()
}
