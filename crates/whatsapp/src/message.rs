//! One element of `messages`.

use serde::Deserialize;
use serde_json::value::RawValue;
use tertulia_core::{Chat, Command, Dedupe, Event, EventKind, Incoming};
use tertulia_graph::{lenient, moment};

use crate::{
    attachment::Content,
    deed,
    parse::Number,
    person::{Contact, SenderIds},
};

#[derive(Deserialize)]
struct Message {
    #[serde(default, deserialize_with = "lenient::string")]
    id: Option<String>,
    #[serde(default, deserialize_with = "lenient::integer")]
    timestamp: Option<i64>,
    #[serde(default, rename = "type", deserialize_with = "lenient::string")]
    kind: Option<String>,
    #[serde(default, deserialize_with = "lenient::object")]
    text: Option<Text>,
    #[serde(default, deserialize_with = "lenient::object")]
    button: Option<TemplateButton>,
    #[serde(default, deserialize_with = "lenient::object")]
    interactive: Option<Interactive>,
    #[serde(default, deserialize_with = "lenient::object")]
    referral: Option<Referral>,
    #[serde(default, deserialize_with = "lenient::object")]
    context: Option<Context>,
    #[serde(default, deserialize_with = "lenient::id")]
    group_id: Option<String>,
}

#[derive(Deserialize)]
struct Text {
    #[serde(default, deserialize_with = "lenient::string")]
    body: Option<String>,
}

/// A quick reply button of a template.
#[derive(Deserialize)]
struct TemplateButton {
    #[serde(default, deserialize_with = "lenient::string")]
    payload: Option<String>,
}

#[derive(Deserialize)]
struct Interactive {
    #[serde(default, deserialize_with = "lenient::object")]
    button_reply: Option<Choice>,
    #[serde(default, deserialize_with = "lenient::object")]
    list_reply: Option<Choice>,
}

#[derive(Deserialize)]
struct Choice {
    #[serde(default, deserialize_with = "lenient::string")]
    id: Option<String>,
}

/// The ad or post with a "Send message" button.
#[derive(Deserialize)]
struct Referral {
    #[serde(default, deserialize_with = "lenient::id")]
    source_id: Option<String>,
}

/// The message that is replied to.
#[derive(Deserialize)]
struct Context {
    #[serde(default, deserialize_with = "lenient::id")]
    from: Option<String>,
}

pub(crate) fn read(number: &Number<'_>, contacts: &[Contact], raw: &RawValue) -> Result<Incoming, String> {
    let message: Message = lenient::read(raw).ok_or("a message that is no object")?;
    let (kind, changed) = message.kind(raw).ok_or("a message without a type")?;
    let sender = lenient::read::<SenderIds>(raw).and_then(|ids| ids.sender(contacts));
    let at = moment::of_seconds(message.timestamp);

    let mut event = Event::new(kind, at, raw.to_owned());
    if event.starts_turn() {
        if sender.is_none() {
            return Err("a message from nobody".to_owned());
        }
        event.deep_link = message.referral.as_ref().and_then(|referral| referral.source_id.clone());
    }
    event.opens_window = opens_window(&event.kind);
    event.addressed = message.group_id.is_none() || message.addresses(&event, number);
    let dedupe = match &message.id {
        Some(id) => Dedupe::of_day(at, &[b"message", id.as_bytes()]),
        None => Dedupe::of_day(at, &[b"message without id", raw.get().as_bytes()]),
    };
    event.message_id = changed.or(message.id);
    Ok(Incoming {
        account: number.id.to_owned(),
        dedupe,
        sort: at.as_millisecond(),
        sender,
        chat: Chat { group: message.group_id, ..Chat::default() },
        event,
    })
}

/// messages/send-messages, customer service windows: any message of the person's.
fn opens_window(kind: &EventKind) -> bool {
    match kind {
        EventKind::Reaction(reaction) => reaction.added,
        EventKind::Postback(_)
        | EventKind::Text { .. }
        | EventKind::Attachments(_)
        | EventKind::OtherMessage(_) => true,
        _ => false,
    }
}

impl Message {
    /// What happened, and to which other message if it was changed.
    fn kind(&self, raw: &RawValue) -> Option<(EventKind, Option<String>)> {
        let kind = self.kind.as_deref()?;
        if kind == "edit"
            && let Some((edited, changed)) = deed::edited(raw)
        {
            return Some((EventKind::Edited(edited), changed));
        }
        Some((self.said(kind, raw), None))
    }

    fn said(&self, kind: &str, raw: &RawValue) -> EventKind {
        let payload = match kind {
            "button" => self.button.as_ref().and_then(|button| button.payload.clone()),
            "interactive" => self.interactive.as_ref().and_then(Interactive::payload),
            _ => None,
        };
        match (kind, payload, self.text.as_ref().and_then(|text| text.body.as_ref())) {
            (_, Some(payload), _) => EventKind::Postback(payload),
            ("text", _, Some(text)) => EventKind::Text { text: text.clone(), command: Command::typed(text) },
            ("reaction", ..) => match deed::reaction(raw) {
                Some(reaction) => EventKind::Reaction(reaction),
                None => EventKind::Other(kind.to_owned()),
            },
            ("system" | "unsupported" | "edit" | "revoke" | "unknown", ..) => {
                EventKind::Other(kind.to_owned())
            }
            _ => match lenient::read(raw).and_then(|content: Content<'_>| content.read(kind)) {
                Some(sent) => EventKind::Attachments(sent),
                None => EventKind::OtherMessage(kind.to_owned()),
            },
        }
    }

    /// Whether something said in a group is said to the bot.
    fn addresses(&self, event: &Event, number: &Number<'_>) -> bool {
        let replied_to = self.context.as_ref().and_then(|context| context.from.as_deref());
        event.payload().is_some()
            || event.command().is_some()
            || replied_to.is_some_and(|from| number.is_shown_as(from))
    }
}

impl Interactive {
    fn payload(&self) -> Option<String> {
        let choice = self.button_reply.as_ref().or(self.list_reply.as_ref())?;
        choice.id.clone()
    }
}
