//! What a platform posts when a person does something.

use std::{
    sync::LazyLock,
    time::{SystemTime, UNIX_EPOCH},
};

use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::{
    account::{Account, Conversation, Platform},
    ledger::Entry,
};

/// When the people of the trials did the first thing, in seconds: some hours ago, for what they do is a second apart each, and
/// platforms take no free answer to what was said more than a day ago.
static BEGINNING: LazyLock<u64> = LazyLock::new(|| {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("it is after 1970").as_secs() - 12 * 3600
});

/// Some events of one conversation, to be posted. However often that is done, the bytes are the same.
#[derive(Clone, Debug)]
pub struct Webhook {
    pub(crate) conversation: Conversation,
    pub(crate) numbers: Vec<u32>,
    pub(crate) mail: Mail,
}

/// What is posted, signed.
#[derive(Clone, Debug)]
pub(crate) struct Mail {
    pub(crate) route: &'static str,
    pub(crate) header: (&'static str, String),
    pub(crate) body: Vec<u8>,
}

impl Webhook {
    /// A webhook with these events: presses and texts in turn.
    ///
    /// Meta puts several events into one webhook, Telegram never does.
    pub fn new(conversation: Conversation, numbers: &[u32]) -> Self {
        let doings = numbers.iter().map(|number| (*number, doing(*number))).collect::<Vec<_>>();
        Self::of(conversation, &doings)
    }

    /// A webhook with one event that ends the process of the bot.
    pub fn that_aborts(conversation: Conversation, number: u32) -> Self {
        Self::of(conversation, &[(number, Doing::Press(format!("abort-{number}")))])
    }

    /// The same with so many bytes in it, as those of platforms that add what nobody asked for.
    pub(crate) fn long(conversation: Conversation, numbers: &[u32], bytes: usize) -> Self {
        let doings = numbers.iter().map(|number| (*number, doing(*number))).collect::<Vec<_>>();
        let mut body = body(conversation, &doings);
        let events = match conversation.account.platform {
            Platform::Telegram => "",
            Platform::Messenger => "/entry/0/messaging",
            Platform::WhatsApp => "/entry/0/changes/0/value/messages",
        };
        for event in body.pointer_mut(events).and_then(Value::as_array_mut).into_iter().flatten() {
            event["something_new"] = "x".repeat(bytes / numbers.len()).into();
        }
        Self { conversation, numbers: numbers.to_vec(), mail: Mail::new(conversation.account, &body) }
    }

    fn of(conversation: Conversation, doings: &[(u32, Doing)]) -> Self {
        let numbers = doings.iter().map(|(number, _)| *number).collect();
        Self { conversation, numbers, mail: Mail::new(conversation.account, &body(conversation, doings)) }
    }

    /// The line of a ledger that tells that it was posted.
    pub(crate) fn entry(&self, post: u64, again: bool) -> Entry {
        let (conversation, numbers) = (self.conversation.to_string(), self.numbers.clone());
        Entry::Posted { post, conversation, numbers, again }
    }
}

impl Mail {
    fn new(account: &Account, body: &Value) -> Self {
        let (secret, body) = (account.secret, body.to_string().into_bytes());
        let (route, header) = match account.platform {
            Platform::Telegram => {
                ("/webhook_telegram", ("x-telegram-bot-api-secret-token", secret.to_owned()))
            }
            Platform::Messenger => ("/webhook_messenger", ("x-hub-signature-256", signature(secret, &body))),
            Platform::WhatsApp => ("/webhook_whatsapp", ("x-hub-signature-256", signature(secret, &body))),
        };
        Self { route, header, body }
    }

    /// What a platform posts about a message that a person was shown: WhatsApp a status, Messenger an echo.
    /// `None` for Telegram, which tells nothing.
    pub(crate) fn receipt(conversation: Conversation, message: &str, reference: &str) -> Option<Self> {
        let Conversation { account, person } = conversation;
        let body = match account.platform {
            Platform::Telegram => return None,
            Platform::Messenger => {
                json!({"object": "page", "entry": [{"id": account.id, "time": *BEGINNING * 1000,
                "messaging": [{"sender": {"id": account.id}, "recipient": {"id": person.to_string()},
                    "timestamp": *BEGINNING * 1000, "message": {"is_echo": true, "app_id": 1, "mid": message,
                        "metadata": reference, "text": "…"}}]}]})
            }
            Platform::WhatsApp => {
                let value = json!({"messaging_product": "whatsapp",
                    "metadata": {"display_phone_number": "15550783881", "phone_number_id": account.id},
                    "statuses": [{"id": message, "status": "sent", "timestamp": BEGINNING.to_string(),
                        "recipient_id": person.to_string(), "biz_opaque_callback_data": reference}]});
                json!({"object": "whatsapp_business_account",
                    "entry": [{"id": "102290129340398", "changes": [{"field": "messages", "value": value}]}]})
            }
        };
        Some(Self::new(account, &body))
    }
}

enum Doing {
    Press(String),
    Text(String),
}

fn doing(number: u32) -> Doing {
    let name = format!("n-{number}");
    if number.is_multiple_of(3) { Doing::Text(name) } else { Doing::Press(name) }
}

fn body(conversation: Conversation, doings: &[(u32, Doing)]) -> Value {
    match conversation.account.platform {
        Platform::Telegram => telegram(conversation, doings),
        Platform::Messenger => messenger(conversation, doings),
        Platform::WhatsApp => whatsapp(conversation, doings),
    }
}

fn telegram(Conversation { person, .. }: Conversation, doings: &[(u32, Doing)]) -> Value {
    let [(number, doing)] = doings else { panic!("an update is one event") };
    let id = person * 100_000 + u64::from(*number);
    let from = json!({"id": person, "is_bot": false, "first_name": "Ana", "language_code": "en"});
    let chat = json!({"id": person, "type": "private"});
    match doing {
        Doing::Press(payload) => {
            json!({"update_id": id, "callback_query": {"id": id.to_string(), "from": from,
            "chat_instance": "1", "data": payload,
            "message": {"message_id": 1, "date": *BEGINNING, "chat": chat}}})
        }
        Doing::Text(text) => json!({"update_id": id, "message": {"message_id": number, "from": from,
            "date": *BEGINNING, "chat": chat, "text": text}}),
    }
}

fn messenger(Conversation { account, person }: Conversation, doings: &[(u32, Doing)]) -> Value {
    let messaging = doings.iter().map(|(number, doing)| {
        let mut item = json!({"sender": {"id": person.to_string()}, "recipient": {"id": account.id},
            "timestamp": *BEGINNING * 1000 + u64::from(*number)});
        let mid = format!("m-{person}-{number}");
        match doing {
            Doing::Press(payload) => {
                item["postback"] = json!({"mid": mid, "title": "…", "payload": payload});
            }
            Doing::Text(text) => item["message"] = json!({"mid": mid, "text": text}),
        }
        item
    });
    let messaging: Vec<_> = messaging.collect();
    json!({"object": "page", "entry": [{"id": account.id, "time": *BEGINNING * 1000, "messaging": messaging}]})
}

fn whatsapp(Conversation { account, person }: Conversation, doings: &[(u32, Doing)]) -> Value {
    let messages = doings.iter().map(|(number, doing)| {
        let mut message = match doing {
            Doing::Press(payload) => json!({"type": "interactive",
                "interactive": {"type": "button_reply", "button_reply": {"id": payload, "title": "…"}}}),
            Doing::Text(text) => json!({"type": "text", "text": {"body": text}}),
        };
        message["from"] = json!(person.to_string());
        message["id"] = json!(format!("wamid.{person}.{number}"));
        message["timestamp"] = json!((*BEGINNING + u64::from(*number)).to_string());
        message
    });
    let messages: Vec<_> = messages.collect();
    let value = json!({"messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "15550783881", "phone_number_id": account.id},
        "contacts": [{"profile": {"name": "Ana"}, "wa_id": person.to_string()}], "messages": messages});
    json!({"object": "whatsapp_business_account",
        "entry": [{"id": "102290129340398", "changes": [{"field": "messages", "value": value}]}]})
}

/// The signature that Meta puts on a body.
fn signature(secret: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("a key may have any length");
    mac.update(body);
    let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256={hex}")
}
