//! Updates of the Bot API, read as events.
//!
//! Nothing is taken for granted: Telegram adds fields and kinds of updates every few weeks, and what was
//! required once came to be missing. Only the `update_id` has to be there.

mod attachment;
mod chat;
mod command;
mod content;
mod edited;
mod entity;
mod fields;
mod happened;
mod inline_query;
mod lenient;
mod membership;
mod message;
mod press;
mod reaction;
mod user;

use serde_json::value::RawValue;
use tertulia_core::{Dedupe, EventKind, Incoming, Parsed};

use crate::Bot;

use self::{fields::Fields, happened::Happened, lenient::lenient_list, message::Message};

pub(crate) use lenient::lenient;

/// Reads one update: <https://core.telegram.org/bots/api#update>.
pub(crate) fn parse(bot: &Bot, body: &[u8]) -> Result<Parsed, String> {
    let raw: Box<RawValue> = serde_json::from_slice(body).map_err(|error| format!("not JSON: {error}"))?;
    let update: Fields<'_> =
        serde_json::from_str(raw.get()).map_err(|error| format!("not an update: {error}"))?;
    let id = update.find("update_id").and_then(|id| serde_json::from_str(id.get()).ok());
    let id: i64 = id.ok_or("not an update: there is no number in update_id")?;
    let account = bot.account().to_owned();
    let Happened { sender, chat, details, migration } = read(&update, bot);
    if let Some(migration) = migration {
        return Ok(Parsed::Moved(migration.of(account)));
    }
    Ok(Parsed::Event(Box::new(Incoming {
        account,
        dedupe: Dedupe::of_sequence(id),
        sort: id,
        sender,
        chat,
        event: details.event(raw),
    })))
}

type Read = fn(&RawValue, &Bot) -> Happened;

/// How the kinds are read that mean something here.
const KINDS: &[(&str, Read)] = &[
    ("message", message::read),
    ("callback_query", |raw, _| press::read(raw)),
    ("edited_message", edited::read),
    ("inline_query", |raw, _| inline_query::read(raw)),
    ("message_reaction", |raw, _| reaction::read(raw)),
    ("my_chat_member", |raw, _| membership::read(raw)),
];

/// "At most one of the optional fields can be present in any given update", and it names the kind.
fn read(update: &Fields<'_>, bot: &Bot) -> Happened {
    if let Some((raw, read)) = KINDS.iter().find_map(|(name, read)| Some((update.find(name)?, read))) {
        return read(raw, bot);
    }
    let mut kinds = update.iter().filter(|(name, _)| *name != "update_id");
    match kinds.next() {
        Some((name, raw)) => Message::read(raw).happened(EventKind::Other(name.to_owned())),
        None => Message::default().happened(EventKind::Other("update".to_owned())),
    }
}
