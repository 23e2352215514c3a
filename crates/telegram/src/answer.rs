//! What the Bot API's answers mean.

use std::time::Duration;

use serde::Deserialize;
use serde::de::IgnoredAny;
use tertulia_core::{Call, Delivery, Response, adapter::Scope};

use crate::{Bot, call, limits::LONGEST_CHAT_PAUSE, update::lenient};

/// How long to wait after a 429 that does not say it: what the server asks for while it restarts.
const DEFAULT_PAUSE: Duration = Duration::from_secs(5);

/// No wait is longer: whatever a broken answer says, a chat is tried again within a day.
const LONGEST_PAUSE: Duration = Duration::from_secs(24 * 60 * 60);

/// The longest reason kept, in characters. Descriptions of the Bot API are far shorter.
const LONGEST_REASON: usize = 300;

/// What a refusal says, in lower case, if there is nothing left to do: it is done, too late for it to matter, or the message it
/// is about is gone.
const OVER: [&str; 5] = [
    "query is too old",
    "message can't be deleted",
    "message to delete not found",
    "message to pin not found",
    "message to react not found",
];

/// The answer of the Bot API: <https://core.telegram.org/bots/api#making-requests>.
#[derive(Deserialize)]
struct Answer {
    ok: bool,
    #[serde(default, deserialize_with = "lenient")]
    result: Option<Sent>,
    #[serde(default, deserialize_with = "lenient")]
    description: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    parameters: Option<Parameters>,
}

/// What a call made. Calls that make nothing answer `true`.
#[derive(Deserialize)]
#[serde(untagged)]
enum Sent {
    Message(Message),
    /// An album, which the first of its messages stands for.
    Album(Vec<Message>),
}

#[derive(Deserialize)]
struct Message {
    message_id: i64,
}

impl Sent {
    fn message_id(self) -> Option<String> {
        let message = match self {
            Self::Message(message) => Some(message),
            Self::Album(messages) => messages.into_iter().next(),
        };
        message.map(|message| message.message_id.to_string())
    }
}

/// <https://core.telegram.org/bots/api#responseparameters>
#[derive(Default, Deserialize)]
struct Parameters {
    #[serde(default, deserialize_with = "lenient")]
    retry_after: Option<u64>,
    #[serde(default, deserialize_with = "lenient")]
    migrate_to_chat_id: Option<i64>,
}

impl Parameters {
    /// The group's new id. One that the call has already would only lead in a circle.
    fn new_group(&self, call: &Call) -> Option<String> {
        let group = self.migrate_to_chat_id?.to_string();
        call::readdress(call, &group).map(|_| group)
    }
}

/// Reads an answer. The bots are there to keep their tokens out of the reasons.
pub(crate) fn interpret(call: &Call, response: &Response, bots: &[Bot]) -> Delivery {
    match serde_json::from_slice::<Answer>(&response.body) {
        Ok(answer) if answer.ok => match response.status {
            // The message that lost its buttons is no new one.
            200..=299 if !call::shows(&call.endpoint) => Delivery::Sent(None),
            200..=299 => Delivery::Sent(answer.result.and_then(Sent::message_id)),
            status => Delivery::MaybeSent(format!("{status} with ok:true")),
        },
        Ok(answer) => refused(call, response, answer, bots),
        Err(_) => unreadable(call, response),
    }
}

/// The Bot API itself said no. Its status is the `error_code`; the texts tell cases of one status apart.
fn refused(call: &Call, response: &Response, answer: Answer, bots: &[Bot]) -> Delivery {
    let parameters = answer.parameters.unwrap_or_default();
    let description = answer.description.unwrap_or_default();
    let says = |text: &str| description.to_ascii_lowercase().contains(text);
    let reason = || reason(response.status, &description, bots);
    if response.status == 400
        && let Some(group) = parameters.new_group(call)
    {
        return Delivery::Moved(group);
    }
    match response.status {
        429 => wait(call, parameters.retry_after.map(Duration::from_secs).or(response.retry_after)),
        // The token is revoked, wrong, or the bot has moved to another server. A mere wrong method says so.
        401 | 421 => Delivery::AccountDown(reason()),
        404 if !says("method not found") => Delivery::AccountDown(reason()),
        403 => Delivery::Unreachable(reason()),
        // Buttons that cannot be taken away, or are gone with their message, are nobody's concern.
        400 if call.endpoint == call::EDIT_REPLY_MARKUP => Delivery::Sent(None),
        400 if says("chat not found") => Delivery::Unreachable(reason()),
        400 if says("message is not modified") => Delivery::Sent(call::edited(call)),
        // What was to be done is done, or it is too late for it to matter.
        400 if OVER.into_iter().any(says) => Delivery::Sent(None),
        400..=499 => Delivery::Rejected(reason()),
        500..=599 => Delivery::Retry(reason()),
        _ => Delivery::MaybeSent(reason()),
    }
}

/// Not the words of the Bot API: of something in between, or in its place. The body is not repeated, as such
/// pages like to show the address, which holds the token.
fn unreadable(call: &Call, response: &Response) -> Delivery {
    let status = response.status;
    let reason = format!("{status} without an answer of the Bot API");
    match status {
        429 => wait(call, response.retry_after),
        413 => Delivery::Rejected(reason),
        408 => Delivery::Retry(reason),
        // A proxy or a wrong address. Nothing is wrong with the message or the person.
        300..=499 => Delivery::AccountDown(reason),
        // An edge that lost the server behind it, perhaps after the server had read the call.
        502 | 504 => Delivery::MaybeSent(reason),
        500..=599 => Delivery::Retry(reason),
        _ => Delivery::MaybeSent(reason),
    }
}

/// The API does not say which limit was hit. A chat's own limits are over within a minute, so a call to a
/// chat stops that chat, and only a longer wait, or a call to no chat, stops the bot: otherwise one busy
/// group would silence all others.
fn wait(call: &Call, after: Option<Duration>) -> Delivery {
    let after = after.unwrap_or(DEFAULT_PAUSE).min(LONGEST_PAUSE);
    let scope = if after <= LONGEST_CHAT_PAUSE && goes_to_chat(call) { Scope::Chat } else { Scope::Account };
    Delivery::RetryAfter { after, scope }
}

fn goes_to_chat(call: &Call) -> bool {
    #[derive(Deserialize)]
    struct ToChat {
        #[serde(rename = "chat_id")]
        _chat_id: IgnoredAny,
    }
    serde_json::from_str::<ToChat>(call.body.get()).is_ok()
}

fn reason(status: u16, description: &str, bots: &[Bot]) -> String {
    let mut text = description.to_owned();
    for bot in bots {
        text = bot.redact(&text);
    }
    if text.is_empty() {
        return status.to_string();
    }
    format!("{status} {}", text.chars().take(LONGEST_REASON).collect::<String>())
}
