//! Messenger's adapter, from the outside.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod golden;
mod interpret;
mod limits;
mod parse;
mod profile;
mod render;
mod robustness;
mod samples;
mod signature;
mod turn;
mod validator;
mod window;
mod wire;

use jiff::Timestamp;
use tertulia_core::{
    Alias, Attachment, Attachments, Destination, EventKind, Parsed,
    receipt::{About, Receipt},
};
use tertulia_messenger::{GRAPH_URL, Messenger, PSID, Page};

/// The page in the fixtures.
const PAGE: &str = "102030405060708";

/// The person in the fixtures.
const PERSON: &str = "24000000000000001";

fn page(id: &str, app_secrets: &[&str]) -> Page {
    Page {
        id: id.to_owned(),
        token: "PAGE-TOKEN".into(),
        app_secrets: app_secrets.iter().map(|secret| (*secret).into()).collect(),
        verify_tokens: vec!["VERIFY-TOKEN".into()],
    }
}

fn messenger() -> Messenger {
    Messenger::new([page(PAGE, &["APP-SECRET"])], GRAPH_URL, tertulia_messenger::limits::PACE)
}

fn to_person() -> Destination {
    let mut destination = Destination { heard: Some(Timestamp::UNIX_EPOCH), ..Destination::default() };
    destination.aliases.push(Alias::new(PSID, PERSON));
    destination
}

/// What a receipt tells, in a few words.
fn news(receipt: &Receipt) -> String {
    let Receipt { account, about, status, .. } = receipt;
    assert_eq!(account, PAGE);
    match about {
        About::Message { id, reference: None } => format!("{status:?} {id}"),
        About::Message { id, reference: Some(reference) } => format!("{status:?} {id} ({reference})"),
        About::Everything(alias) => {
            assert_eq!(*alias, Alias::new(PSID, PERSON));
            format!("{status:?} everything")
        }
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
    let event = &incoming.event;
    let mut line = match &event.kind {
        EventKind::Postback(payload) => format!("postback {payload}"),
        EventKind::Text { text, command: None } => format!("text {text}"),
        EventKind::Text { command: Some(command), .. } => {
            format!("command {} ({})", command.name, command.argument)
        }
        EventKind::Referral => "referral".to_owned(),
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
        EventKind::OptIn(opt_in) => format!("optin {}", opt_in.value.clone().unwrap_or_default()),
        EventKind::Comment(comment) => {
            format!("comment {} {}", comment.id, comment.text.clone().unwrap_or_default())
        }
        EventKind::Other(name) => format!("other {name}"),
        other => format!("{other:?}"),
    };
    let sender = incoming.sender.as_ref().map(|sender| match sender.aliases.as_slice() {
        [alias] if alias.kind == PSID && alias.value == PERSON => "",
        _ => " by somebody else",
    });
    line += sender.unwrap_or(" by nobody");
    for (name, value) in [("id", &event.message_id), ("link", &event.deep_link)] {
        if let Some(value) = value {
            line += &format!(" {name}={value}");
        }
    }
    line
}
