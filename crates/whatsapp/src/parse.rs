//! From a webhook's body to events and receipts.

use serde::Deserialize;
use serde_json::value::RawValue;
use tertulia_core::{Chat, Dedupe, Event, EventKind, Incoming, Parsed};
use tertulia_graph::{Element, Entry, broken, lenient, moment, walk};

use crate::{echo, message, person, preference, status};

/// The name of the event that tells what is wrong with the account, such as a limit that was hit.
pub const ERRORS: &str = "errors";

/// The phone number a change is about.
pub(crate) struct Number<'a> {
    pub(crate) id: &'a str,
    shown: Option<&'a str>,
}

impl Number<'_> {
    /// Whether it is the number people see as that.
    pub(crate) fn is_shown_as(&self, number: &str) -> bool {
        let digits = |number: &str| number.bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
        self.shown.is_some_and(|shown| digits(shown) == digits(number))
    }
}

#[derive(Deserialize)]
struct Change<'a> {
    #[serde(default, deserialize_with = "lenient::string")]
    field: Option<String>,
    #[serde(borrow, default, deserialize_with = "lenient::object")]
    value: Option<Value<'a>>,
}

#[derive(Default, Deserialize)]
struct Value<'a> {
    #[serde(default, deserialize_with = "lenient::object")]
    metadata: Option<Metadata>,
    #[serde(borrow, default, deserialize_with = "lenient::list")]
    contacts: Vec<&'a RawValue>,
    #[serde(borrow)]
    messages: Option<&'a RawValue>,
    #[serde(borrow)]
    statuses: Option<&'a RawValue>,
    #[serde(borrow)]
    errors: Option<&'a RawValue>,
    #[serde(borrow)]
    user_preferences: Option<&'a RawValue>,
    #[serde(borrow)]
    message_echoes: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Metadata {
    #[serde(default, deserialize_with = "lenient::id")]
    phone_number_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::id")]
    display_phone_number: Option<String>,
}

pub(crate) fn parse(accounts: &[String], body: &[u8]) -> Vec<Parsed> {
    walk(body, "whatsapp_business_account", |entry, element, parsed| {
        let change = match element {
            Element::Change(raw) => read_change(accounts, entry, raw, parsed),
            _ => Err("an element that is no change".to_owned()),
        };
        if let Err(reason) = change {
            parsed.push(broken(reason, element.raw()));
        }
    })
}

fn read_change(
    accounts: &[String],
    entry: &Entry,
    raw: &RawValue,
    parsed: &mut Vec<Parsed>,
) -> Result<(), String> {
    let change: Change<'_> = lenient::read(raw).ok_or("a change that is no object")?;
    let field = change.field.ok_or("a change without a field")?;
    let value = change.value.unwrap_or_default();
    let number = number(accounts, &field, value.metadata.as_ref())?;
    if field == preference::USER_PREFERENCES
        && let Some(preferences) = value.user_preferences.and_then(lenient::elements)
    {
        let contacts = person::contacts(&value.contacts);
        for raw in preferences {
            let read = preference::read(&number, &contacts, raw).map(event);
            parsed.push(read.unwrap_or_else(|reason| broken(reason, raw)));
        }
        return Ok(());
    }
    if field == echo::SMB_MESSAGE_ECHOES
        && let Some(echoes) = value.message_echoes.and_then(lenient::elements)
    {
        let contacts = person::contacts(&value.contacts);
        for raw in echoes {
            let read = echo::read(&number, &contacts, raw).map(event);
            parsed.push(read.unwrap_or_else(|reason| broken(reason, raw)));
        }
        return Ok(());
    }
    if field != "messages" {
        parsed.push(event(unsent(&number, entry, field, raw)));
        return Ok(());
    }

    let contacts = person::contacts(&value.contacts);
    let lists = [value.messages, value.statuses, value.errors];
    let [messages, statuses, errors] = lists.map(|list| list.map(lenient::elements));
    if [&messages, &statuses, &errors].into_iter().all(Option::is_none) {
        parsed.push(event(unsent(&number, entry, field, raw)));
        return Ok(());
    }
    let mut sound = true;
    for (list, elements) in [("messages", messages), (status::STATUS, statuses), (ERRORS, errors)] {
        sound &= !matches!(elements, Some(None));
        for raw in elements.flatten().unwrap_or_default() {
            let read = match list {
                "messages" => message::read(&number, &contacts, raw).map(event),
                ERRORS => Ok(event(unsent(&number, entry, ERRORS.to_owned(), raw))),
                _ => status::read(&number, raw),
            };
            parsed.push(read.unwrap_or_else(|reason| broken(reason, raw)));
        }
    }
    if sound { Ok(()) } else { Err("a list that is none".to_owned()) }
}

/// The number a change is about. It has to be one the webhook's writer may speak of.
fn number<'a>(
    accounts: &'a [String],
    field: &str,
    metadata: Option<&'a Metadata>,
) -> Result<Number<'a>, String> {
    let shown = metadata.and_then(|metadata| metadata.display_phone_number.as_deref());
    match metadata.and_then(|metadata| metadata.phone_number_id.as_deref()) {
        Some(id) if accounts.iter().any(|account| account == id) => Ok(Number { id, shown }),
        Some(id) => Err(format!("unknown phone number {id}")),
        None if field == "messages" => Err("messages without a phone number".to_owned()),
        // What is about the business account as a whole goes with its first number.
        None => Ok(Number { id: accounts.first().ok_or("no phone number is known")?, shown }),
    }
}

pub(crate) fn event(incoming: Incoming) -> Parsed {
    Parsed::Event(Box::new(incoming))
}

/// Something that nobody sent: known by all it says.
fn unsent(number: &Number<'_>, entry: &Entry, name: String, raw: &RawValue) -> Incoming {
    let at = moment::of_entry(entry.time);
    let time = at.as_millisecond().to_string();
    let business = entry.id.as_deref().unwrap_or_default();
    let key = [name.as_str(), business, &time, raw.get()].map(str::as_bytes);
    Incoming {
        account: number.id.to_owned(),
        dedupe: Dedupe::of_day(at, &key),
        sort: at.as_millisecond(),
        sender: None,
        chat: Chat::default(),
        event: Event::new(EventKind::Other(name), at, raw.to_owned()),
    }
}
