//! From a webhook's body to events and receipts.

use serde_json::value::RawValue;
use tertulia_core::{Alias, Chat, Dedupe, Event, EventKind, Incoming, Parsed, Sender};
use tertulia_graph::{Element, Entry, broken, lenient, moment, walk};

use crate::{
    comment::{self, Written},
    happening::Happening,
    item::{Change, Item},
    key::Keys,
    receipt,
};

/// The kind of a person's alias: the page-scoped id, good for one page.
pub const PSID: &str = "psid";

/// The name of the event that repeats what was said for the page, to whom is not told. What this bot said becomes a
/// receipt, what another app or a human said a takeover.
pub const ECHO: &str = "echo";

/// The name of what happens in a conversation that another app answers.
pub const STANDBY: &str = "standby";

pub(crate) fn parse(accounts: &[String], body: &[u8]) -> Vec<Parsed> {
    walk(body, "page", |entry, element, parsed| {
        if let Err(reason) = read(accounts, entry, element, parsed) {
            parsed.push(broken(reason, element.raw()));
        }
    })
}

fn read(
    accounts: &[String],
    entry: &Entry,
    element: Element<'_>,
    parsed: &mut Vec<Parsed>,
) -> Result<(), String> {
    let page = entry.id.as_deref().ok_or("an entry without a page")?;
    if !accounts.iter().any(|account| account == page) {
        return Err(format!("unknown page {page}"));
    }
    match element {
        Element::Messaging(raw) => read_item(page, raw, "messaging", parsed),
        Element::Standby(raw) => read_item(page, raw, STANDBY, parsed),
        Element::Change(raw) => {
            parsed.push(Parsed::Event(Box::new(read_change(page, entry, raw)?)));
            Ok(())
        }
        _ => Err("an element of an unknown list".to_owned()),
    }
}

fn read_item(page: &str, raw: &RawValue, list: &str, parsed: &mut Vec<Parsed>) -> Result<(), String> {
    let item: Item<'_> = lenient::read(raw).ok_or("an element that is no object")?;
    // A receipt may have no time of its own.
    let at = moment::of_milliseconds(item.timestamp.or(item.watermark()));
    let sender = item.sender.as_ref().and_then(|sender| sender.id.as_deref());
    let keys = Keys { list, sender: sender.unwrap_or_default(), at, raw };
    let happening = Happening::read(&item, raw, &keys, sender == Some(page))?;
    let taken_over = list != STANDBY && happening.kind == EventKind::Takeover;
    let with = if taken_over { item.recipient.as_ref().and_then(|to| to.id.as_deref()) } else { sender };
    let person = with.filter(|id| *id != page && (taken_over || !happening.echo));

    // What became of a message of ours counts whoever answers the person now.
    let receipts = receipt::read(page, &item, &happening, person, at);
    if !receipts.is_empty() {
        parsed.extend(receipts.into_iter().map(Parsed::Receipt));
        return Ok(());
    }

    let (kind, deep_link) = match happening.kind {
        _ if list == STANDBY => (EventKind::Other(STANDBY.to_owned()), None),
        kind @ EventKind::Other(_) => (kind, None),
        kind if person.is_none() => {
            let name = by_guest(&kind).ok_or("a message from nobody")?;
            (EventKind::Other(name.to_owned()), None)
        }
        kind => (kind, happening.deep_link),
    };
    let mut event = Event::new(kind, at, raw.to_owned());
    event.opens_window = opens_window(&event.kind);
    event.deep_link = deep_link;
    event.message_id = happening.message_id;
    parsed.push(Parsed::Event(Box::new(Incoming {
        account: page.to_owned(),
        dedupe: happening.dedupe,
        sort: at.as_millisecond(),
        sender: person.map(|id| Sender::new([Alias::new(PSID, id)])),
        chat: Chat::default(),
        event,
    })));
    Ok(())
}

fn read_change(page: &str, entry: &Entry, raw: &RawValue) -> Result<Incoming, String> {
    let change: Change = lenient::read(raw).ok_or("a change that is no object")?;
    let field = change.field.ok_or("a change without a field")?;
    let at = moment::of_entry(entry.time);
    let time = at.as_millisecond().to_string();
    let dedupe = Dedupe::of_day(at, &[b"change", field.as_bytes(), time.as_bytes(), raw.get().as_bytes()]);
    let written = if field == comment::FEED { comment::read(page, raw) } else { None };
    let (sender, chat, event) = match written {
        Some(Written { comment, by, chat, at: written_at }) => {
            let event = Event::new(EventKind::Comment(comment), written_at.unwrap_or(at), raw.to_owned());
            (Some(by), chat, event)
        }
        None => (None, Chat::default(), Event::new(EventKind::Other(field), at, raw.to_owned())),
    };
    Ok(Incoming { account: page.to_owned(), dedupe, sort: event.at.as_millisecond(), sender, chat, event })
}

/// policy/policy-overview, standard messaging: a message, a press, a link to the chat, a reaction.
fn opens_window(kind: &EventKind) -> bool {
    match kind {
        EventKind::Reaction(reaction) => reaction.added,
        EventKind::Postback(_)
        | EventKind::Text { .. }
        | EventKind::Attachments(_)
        | EventKind::OtherMessage(_)
        | EventKind::Referral => true,
        _ => false,
    }
}

/// What is called so if it was done by a guest, to a guest, or by the page itself: it came by a link, by the checkbox of a website. Who a
/// guest is will be known when they write.
fn by_guest(kind: &EventKind) -> Option<&'static str> {
    match kind {
        EventKind::Takeover => Some(ECHO),
        EventKind::Referral => Some("referral"),
        EventKind::Reaction(_) => Some("reaction"),
        EventKind::Edited(_) => Some("message_edit"),
        EventKind::OptIn(_) | EventKind::RecurringNotification(_) => Some("optin"),
        _ => None,
    }
}
