//! `user`: everything that is kept about a person.

mod log;
mod script;
#[cfg(test)]
mod tests;

use clap::{Args, Subcommand, ValueEnum};
use serde_json::{Value, json};
use tertulia_core::Error;
use tertulia_store::Records;

use crate::{
    Exit, Result,
    config::{Config, Database},
    database, logging,
};

use super::print::{print, wait};

#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Tells who it is, and how much is kept
    Show {
        #[command(flatten)]
        person: Person,
        /// Prints JSON
        #[arg(long)]
        json: bool,
    },
    /// Prints what the person and the bot said to each other, if that is kept (`chat_log.keep`)
    Log(log::Arguments),
    /// Prints everything that is kept, as JSON
    Export {
        #[command(flatten)]
        person: Person,
    },
    /// Erases everything that is kept, also while the bot runs
    Forget {
        #[command(flatten)]
        person: Person,
        /// Tells what would be erased, and erases nothing
        #[arg(long)]
        dry_run: bool,
        /// Prints JSON
        #[arg(long)]
        json: bool,
    },
}

#[derive(Args, Debug)]
struct Person {
    /// The platform
    platform: PlatformName,
    /// The platform's id, or the phone number, or our number as `#7`
    id: String,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum PlatformName {
    Messenger,
    Telegram,
    Whatsapp,
}

impl Person {
    fn platform(&self) -> &'static str {
        match self.platform {
            PlatformName::Messenger => "messenger",
            PlatformName::Telegram => "telegram",
            PlatformName::Whatsapp => "whatsapp",
        }
    }

    /// Our numbers of them: several, if several accounts of the bot know them.
    async fn find(&self, records: &dyn Records) -> Result<Vec<i64>> {
        let people = records.people(self.platform(), &self.id).await?;
        if people.is_empty() {
            let (platform, id) = (self.platform(), &self.id);
            return Err(Error::terminal(format!(
                "nobody on {platform} is known as `{id}`, and nothing is kept; a person is named by the platform's id, by the phone number, \
                 or by our number as `#7`"
            )));
        }
        Ok(people)
    }
}

pub(super) fn run(config: &Config, arguments: &Arguments) -> Exit {
    logging::start_quietly(&config.log);
    let database = &config.database;
    print(match &arguments.command {
        Command::Log(arguments) => wait(log::run(config, arguments)),
        Command::Export { person } => wait(export(database, person)),
        Command::Show { person, json } | Command::Forget { person, dry_run: true, json } => {
            wait(show(database, person, *json))
        }
        Command::Forget { person, json, .. } => wait(forget(database, person, *json)),
    })
}

async fn exported(database: &Database, person: &Person) -> Result<Vec<Value>> {
    let records = database::records(database).await?;
    let mut exported = Vec::new();
    for user in person.find(&*records).await? {
        exported.push(records.export(user).await?);
    }
    Ok(exported)
}

async fn export(database: &Database, person: &Person) -> Result<String> {
    Ok(format!("{:#}", Value::from(exported(database, person).await?)))
}

async fn show(database: &Database, person: &Person, json: bool) -> Result<String> {
    let exported = exported(database, person).await?;
    if json {
        return Ok(format!("{:#}", exported.iter().map(counted).collect::<Value>()));
    }
    Ok(exported.iter().map(told).collect())
}

async fn forget(database: &Database, person: &Person, json: bool) -> Result<String> {
    let caretaker = database::caretaker(database).await?;
    let mut erased = Vec::new();
    for user in person.find(caretaker.records()).await? {
        erased.push((user, caretaker.forget(user).await?));
    }
    if json {
        let erased = erased.into_iter().map(|(user, rows)| {
            json!({ "user": user, "erased": rows.into_iter().collect::<std::collections::BTreeMap<_, _>>() })
        });
        return Ok(format!("{:#}", erased.collect::<Value>()));
    }
    let told = erased.iter().map(|(user, rows)| {
        let rows = rows.iter().filter(|(_, count)| *count > 0);
        let rows: Vec<_> = rows.map(|(table, count)| format!("{count} {table}")).collect();
        format!("user #{user} is forgotten: {}\n", rows.join(", "))
    });
    Ok(told.collect())
}

/// What is told of who it is, and not only counted.
const TOLD: [&str; 2] = ["users", "aliases"];

/// Who it is, with how much is kept of each kind.
fn counted(exported: &Value) -> Value {
    let fields = exported.as_object().into_iter().flatten().map(|(name, rows)| match rows.as_array() {
        Some(rows) if !TOLD.contains(&&**name) => (name.clone(), rows.len().into()),
        _ => (name.clone(), rows.clone()),
    });
    Value::Object(fields.collect())
}

fn told(exported: &Value) -> String {
    let users = exported["users"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut text = String::new();
    for user in users {
        text += &format!("user #{} on {}\n", user["id"], exported["platform"].as_str().unwrap_or_default());
        for (name, value) in user.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null()) {
            text += &format!("  {name:<16}{value}\n");
        }
    }
    for alias in exported["aliases"].as_array().into_iter().flatten() {
        let part = |name: &str| alias[name].as_str().unwrap_or_default().to_owned();
        text += &format!("  {:<16}{}\n", part("kind"), part("value"));
    }
    for (name, rows) in exported.as_object().into_iter().flatten() {
        if let (false, Some(rows)) = (TOLD.contains(&&**name), rows.as_array()) {
            text += &format!("  {name:<16}{}\n", rows.len());
        }
    }
    text
}
