//! From a part of a reply to a call of the Send API.
//!
//! Source: [Send API reference](https://developers.facebook.com/docs/messenger-platform/reference/send-api).

use serde::{Deserialize, Serialize, de::IgnoredAny};
use tertulia_core::{
    Button, Call, Destination, Question,
    adapter::{Envelope, Undeliverable},
    plan::Part,
};

use crate::PSID;

const MESSAGES: &str = "messages";

pub(crate) fn render(part: &Part, envelope: &Envelope<'_>) -> Result<Call, Undeliverable> {
    let Envelope { to, reference, .. } = *envelope;
    let recipient = Recipient::of(to)?;
    let content = match part {
        Part::Text(text) => Content::Text { text: text.as_str() },
        Part::Buttons { question, .. } => Content::Attachment { attachment: button_template(question) },
        Part::QuickReplies(question) => Content::QuickReplies {
            text: question.text.as_str(),
            quick_replies: question.buttons.iter().filter_map(quick_reply).collect(),
        },
        Part::Typing if matches!(recipient, Recipient::Comment { .. }) => {
            return Err(Undeliverable("whoever wrote a comment is not in the chat yet".to_owned()));
        }
        Part::Typing => {
            return Ok(Call::new(MESSAGES, &SenderAction { recipient, sender_action: "typing_on" }));
        }
        Part::List(_) => return Err(Undeliverable("Messenger has no lists".to_owned())),
        _ => return Err(Undeliverable("Messenger does not know this form of message".to_owned())),
    };
    let message = Message { content, metadata: reference };
    Ok(Call::new(MESSAGES, &Send { recipient, messaging_type: "RESPONSE", message }))
}

/// Whether the call shows something in passing, such as typing, instead of sending a message.
pub(crate) fn is_action(call: &Call) -> bool {
    #[derive(Deserialize)]
    struct Body {
        sender_action: Option<IgnoredAny>,
    }
    serde_json::from_str::<Body>(call.body.get()).is_ok_and(|body| body.sender_action.is_some())
}

#[derive(Serialize)]
#[serde(untagged)]
enum Recipient<'a> {
    Person { id: &'a str },
    // Once for a comment, and within 7 days.
    Comment { comment_id: &'a str },
}

impl<'a> Recipient<'a> {
    fn of(to: &'a Destination) -> Result<Self, Undeliverable> {
        if let Some(comment_id) = to.chat.comment() {
            return Ok(Self::Comment { comment_id });
        }
        let id = to.alias(PSID);
        id.map(|id| Self::Person { id })
            .ok_or_else(|| Undeliverable("the person has no page-scoped id".to_owned()))
    }
}

#[derive(Serialize)]
struct Send<'a> {
    recipient: Recipient<'a>,
    messaging_type: &'static str,
    message: Message<'a>,
}

#[derive(Serialize)]
struct SenderAction<'a> {
    recipient: Recipient<'a>,
    sender_action: &'static str,
}

#[derive(Serialize)]
struct Message<'a> {
    #[serde(flatten)]
    content: Content<'a>,
    // Comes back in the message's echo; less than 1000 characters.
    #[serde(skip_serializing_if = "str::is_empty")]
    metadata: &'a str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Content<'a> {
    Text { text: &'a str },
    QuickReplies { text: &'a str, quick_replies: Vec<QuickReply<'a>> },
    Attachment { attachment: Attachment<'a> },
}

#[derive(Serialize)]
struct QuickReply<'a> {
    content_type: &'static str,
    title: &'a str,
    payload: &'a str,
}

#[derive(Serialize)]
struct Attachment<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    payload: ButtonTemplate<'a>,
}

#[derive(Serialize)]
struct ButtonTemplate<'a> {
    template_type: &'static str,
    text: &'a str,
    buttons: Vec<PostbackButton<'a>>,
}

#[derive(Serialize)]
struct PostbackButton<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'a str,
    payload: &'a str,
}

fn quick_reply(button: &Button<String>) -> Option<QuickReply<'_>> {
    Some(QuickReply { content_type: "text", title: &button.title, payload: button.payload()? })
}

fn button_template(question: &Question<String>) -> Attachment<'_> {
    let buttons = question.buttons.iter().filter_map(|button| {
        Some(PostbackButton { kind: "postback", title: &button.title, payload: button.payload()? })
    });
    Attachment {
        kind: "template",
        payload: ButtonTemplate {
            template_type: "button",
            text: question.text.as_str(),
            buttons: buttons.collect(),
        },
    }
}
