//! WhatsApp's adapter, from the outside.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod golden;
mod interpret;
mod parse;
mod planned;
mod profile;
mod render;
mod reply;
mod robustness;
mod samples;
mod signature;
mod window;
mod wire;

use jiff::Timestamp;
use tertulia_core::{
    Alias, Attachment, Attachments, Destination, EventKind, Parsed,
    receipt::{About, Receipt},
};
use tertulia_whatsapp::{BSUID, GRAPH_URL, Number, PARENT_BSUID, WA_ID, WhatsApp, limits};

/// The phone number in the fixtures, by its id.
const NUMBER: &str = "110000000000001";

/// The person in the fixtures.
const PERSON: &str = "15550100200";
const PERSON_BSUID: &str = "US.13491208655302741918";

fn number(id: &str, app_secrets: &[&str]) -> Number {
    Number {
        phone_number_id: id.to_owned(),
        access_token: "ACCESS-TOKEN".into(),
        app_secrets: app_secrets.iter().map(|secret| (*secret).into()).collect(),
        verify_tokens: vec!["VERIFY-TOKEN".into()],
    }
}

fn whatsapp() -> WhatsApp {
    WhatsApp::new([number(NUMBER, &["APP-SECRET"])], GRAPH_URL, limits::PACE)
}

fn to(aliases: &[(&'static str, &str)]) -> Destination {
    Destination {
        aliases: aliases.iter().map(|(kind, value)| Alias::new(kind, *value)).collect(),
        last_message_id: Some("wamid.THEIRS".to_owned()),
        heard: Some(Timestamp::UNIX_EPOCH),
        ..Destination::default()
    }
}

fn to_person() -> Destination {
    to(&[(BSUID, PERSON_BSUID), (WA_ID, PERSON)])
}

/// What happened, in a few words.
fn kind(kind: &EventKind) -> String {
    match kind {
        EventKind::Postback(payload) => format!("postback {payload}"),
        EventKind::Text { text, command: None } => format!("text {text}"),
        EventKind::Text { command: Some(command), .. } => {
            format!("command {} ({})", command.name, command.argument)
        }
        EventKind::Takeover => "takeover".to_owned(),
        EventKind::OtherMessage(kind) => format!("message {kind}"),
        EventKind::Attachments(sent) => format!("sent {}", kinds(sent)),
        EventKind::Reaction(reaction) => {
            let sign = if reaction.added { '+' } else { '-' };
            format!(
                "reaction {sign}{} on {}",
                reaction.emoji.clone().unwrap_or_default(),
                reaction.message_id
            )
        }
        EventKind::Edited(edited) => format!("edited {}", edited.text().unwrap_or_default()),
        EventKind::RecurringNotification(topic) => {
            format!("notifications {} {}", topic.payload.clone().unwrap_or_default(), topic.granted)
        }
        EventKind::Other(name) => format!("other {name}"),
        other => format!("{other:?}"),
    }
}

/// What a receipt tells, in a few words.
fn news(Receipt { about, status, .. }: &Receipt) -> String {
    match about {
        About::Message { id, reference: None } => format!("{status:?} {id}"),
        About::Message { id, reference: Some(reference) } => format!("{status:?} {id} ({reference})"),
        other => format!("{status:?} {other:?}"),
    }
}

/// What was sent, by the words for it.
fn kinds(sent: &Attachments) -> String {
    sent.iter().map(Attachment::kind).collect::<Vec<_>>().join("+")
}

/// What was read, in a line.
fn summary(parsed: &Parsed) -> String {
    let incoming = match parsed {
        Parsed::Event(incoming) => incoming,
        Parsed::Receipt(receipt) => return news(receipt),
        Parsed::Broken(broken) => return format!("broken: {}", broken.reason),
        _ => return "unknown".to_owned(),
    };
    let mut line = kind(&incoming.event.kind);
    match &incoming.sender {
        None => line += " by nobody",
        Some(sender) => {
            let aliases: Vec<_> = sender
                .aliases
                .iter()
                .map(|alias| match (alias.kind.as_ref(), alias.value.as_str()) {
                    (WA_ID, PERSON) => "phone",
                    (BSUID, PERSON_BSUID) => "bsuid",
                    (PARENT_BSUID, "US.ENT.11815799212886844830") => "parent",
                    (_, value) => value,
                })
                .collect();
            if aliases != ["bsuid", "phone"] {
                line += &format!(" by {}", aliases.join("+"));
            }
        }
    }
    for (name, value) in [("id", &incoming.event.message_id), ("link", &incoming.event.deep_link)] {
        if let Some(value) = value {
            line += &format!(" {name}={value}");
        }
    }
    line
}
