//! What the platforms answer.

use std::{fmt, time::Duration};

use serde_json::{Value, json};

use crate::{account::Platform, ledger::Meaning};

use super::Fault;

/// How long the bot's adapters wait for a whole answer.
const ADAPTERS_WAIT: Duration = Duration::from_secs(30);

/// An answer, and what stands behind it.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) retry_after: Option<u64>,
    pub(super) body: String,
    pub(super) manner: Manner,
    /// What it tells the bot.
    pub(super) meaning: Meaning,
    /// The platform's id of the message that the person was shown.
    pub(super) message: Option<String>,
}

/// How an answer comes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Manner {
    Whole,
    /// The connection ends in the middle of the body.
    Half,
    /// The connection is cut instead.
    Reset,
    /// Byte by byte.
    Drip(Duration),
}

/// Answers a call that is to show a message.
pub(super) fn answer(platform: Platform, call: u64, fault: Option<Fault>) -> Answer {
    let (message, body) = success(platform, call);
    let sent = Answer { message: Some(message), ..Answer::whole(200, body.to_string(), Meaning::Sent) };
    let unknown = |manner| Answer { manner, meaning: Meaning::Unknown, ..sent.clone() };
    let refused = |status, meaning, body: Value| Answer::whole(status, body.to_string(), meaning);
    match fault {
        None | Some(Fault::Slow(_)) => sent,
        Some(Fault::RetryAfter(seconds)) => too_many_requests(platform, Some(seconds)),
        Some(Fault::TooManyRequests) => too_many_requests(platform, None),
        Some(Fault::ServerError) => refused(500, Meaning::NotSent, server_error(platform)),
        Some(Fault::EdgeTimeout) => {
            Answer { status: 504, body: "<html>Gateway Timeout</html>".to_owned(), ..unknown(Manner::Whole) }
        }
        Some(Fault::ResetBefore) => Answer { message: None, ..unknown(Manner::Reset) },
        Some(Fault::ResetAfter) => unknown(Manner::Reset),
        Some(Fault::Malformed) => Answer { body: "<html>OK</html>".to_owned(), ..unknown(Manner::Whole) },
        Some(Fault::HalfAnswer) => unknown(Manner::Half),
        Some(Fault::Drip(time)) if time < ADAPTERS_WAIT => Answer { manner: Manner::Drip(time), ..sent },
        Some(Fault::Drip(time)) => unknown(Manner::Drip(time)),
        Some(Fault::Blocked) => blocked(platform),
        Some(Fault::WindowClosed) => window_closed(platform),
        Some(Fault::TokenRevoked) => refused(401, Meaning::Revoked, token_revoked(platform)),
    }
}

fn success(platform: Platform, call: u64) -> (String, Value) {
    match platform {
        Platform::Telegram => (
            call.to_string(),
            json!({"ok": true, "result": {"message_id": call, "date": 1_790_000_000, "chat": {"id": 1, "type": "private"}}}),
        ),
        Platform::Messenger => {
            let id = format!("m_{call}");
            (id.clone(), json!({"recipient_id": "1", "message_id": id}))
        }
        Platform::WhatsApp => {
            let id = format!("wamid.sent.{call}");
            let body = json!({"messaging_product": "whatsapp", "contacts": [{"input": "1", "wa_id": "1"}],
                "messages": [{"id": id}]});
            (id, body)
        }
    }
}

/// Without a word on when to come again each platform has a wait of its own. Telegram's and the one for a single
/// person on WhatsApp (131056) concern the chat, the others the account.
fn too_many_requests(platform: Platform, seconds: Option<u64>) -> Answer {
    let (account, default, body) = match (platform, seconds) {
        (Platform::Telegram, Some(seconds)) => {
            let description = format!("Too Many Requests: retry after {seconds}");
            let body = json!({"ok": false, "error_code": 429, "description": description,
                "parameters": {"retry_after": seconds}});
            (false, seconds, body)
        }
        (Platform::Telegram, None) => {
            (false, 5, json!({"ok": false, "error_code": 429, "description": "Too Many Requests"}))
        }
        (Platform::Messenger, _) => (true, 60, error(613, "Calls to this api have exceeded the rate limit.")),
        (Platform::WhatsApp, Some(_)) => (true, 5, error(130_429, "(#130429) Rate limit hit")),
        (Platform::WhatsApp, None) => (false, 6, error(131_056, "(#131056) Pair rate limit hit")),
    };
    let wait = Meaning::Wait { millis: seconds.unwrap_or(default) * 1000, account };
    Answer { retry_after: seconds, ..Answer::whole(429, body.to_string(), wait) }
}

fn server_error(platform: Platform) -> Value {
    match platform {
        Platform::Telegram => json!({"ok": false, "error_code": 500, "description": "Internal Server Error"}),
        Platform::Messenger => error(2, "Service temporarily unavailable"),
        Platform::WhatsApp => error(131_000, "(#131000) Something went wrong"),
    }
}

fn blocked(platform: Platform) -> Answer {
    let (status, body) = match platform {
        Platform::Telegram => {
            let description = "Forbidden: bot was blocked by the user";
            (403, json!({"ok": false, "error_code": 403, "description": description}))
        }
        Platform::Messenger => (400, error(551, "This person isn't available right now.")),
        Platform::WhatsApp => (400, error(131_026, "(#131026) Message undeliverable")),
    };
    Answer::whole(status, body.to_string(), Meaning::Refused)
}

fn window_closed(platform: Platform) -> Answer {
    let body = match platform {
        Platform::Messenger => {
            json!({"error": {"message": "(#10) This message is sent outside of allowed window.",
            "type": "OAuthException", "code": 10, "error_subcode": 2_018_278, "fbtrace_id": "x"}})
        }
        _ => error(131_047, "(#131047) Re-engagement message"),
    };
    Answer::whole(400, body.to_string(), Meaning::Refused)
}

fn token_revoked(platform: Platform) -> Value {
    match platform {
        Platform::Telegram => json!({"ok": false, "error_code": 401, "description": "Unauthorized"}),
        _ => error(190, "Error validating access token: the session has been invalidated"),
    }
}

fn error(code: u32, message: &str) -> Value {
    json!({"error": {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "x"}})
}

impl Answer {
    fn whole(status: u16, body: String, meaning: Meaning) -> Self {
        Self { status, retry_after: None, body, manner: Manner::Whole, meaning, message: None }
    }

    /// To something that leaves no message.
    pub(super) fn of_aside(platform: Platform) -> Self {
        let body = match platform {
            Platform::Telegram => json!({"ok": true, "result": true}),
            _ => json!({"success": true}),
        };
        Self::whole(200, body.to_string(), Meaning::Sent)
    }

    /// To something that no platform has.
    pub(super) fn of_unknown() -> Self {
        Self::whole(404, error(803, "Unknown path").to_string(), Meaning::Refused)
    }

    /// Whether nothing more can come on its connection.
    pub(super) fn ends_connection(&self) -> bool {
        matches!(self.manner, Manner::Half | Manner::Reset)
    }

    /// Whether its connection is cut, instead of closed.
    pub(super) fn resets(&self) -> bool {
        matches!(self.manner, Manner::Reset)
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.manner {
            Manner::Reset => f.write_str("the connection is cut"),
            manner => write!(f, "{} {:?} {}", self.status, manner, self.body),
        }
    }
}
