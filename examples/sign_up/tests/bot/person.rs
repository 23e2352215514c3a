//! A person on a platform: what they do becomes webhooks, what they hear is read off the API calls.

use std::{
    collections::HashMap,
    sync::{
        LazyLock,
        atomic::{AtomicU64, Ordering},
    },
    time::{SystemTime, UNIX_EPOCH},
};

use hmac::{Hmac, KeyInit as _, Mac as _};
use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::service::{Bot, NUMBER, PAGE, SECRET};

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum On {
    Telegram,
    Messenger,
    WhatsApp,
}

pub(crate) const PLATFORMS: [On; 3] = [On::Telegram, On::Messenger, On::WhatsApp];

/// Tells people and what they do apart.
static NEXT: AtomicU64 = AtomicU64::new(1);

/// When people did the first thing, in seconds: now, for to what was said long ago platforms take no free answer.
static BEGINNING: LazyLock<u64> =
    LazyLock::new(|| SystemTime::now().duration_since(UNIX_EPOCH).expect("it is after 1970").as_secs() - 60);

fn next() -> u64 {
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// Someone on one platform, who signs up in one of the two ways.
pub(crate) struct Person {
    pub(crate) way: &'static str,
    on: On,
    id: String,
    /// The payloads of the newest buttons, by title.
    buttons: HashMap<String, String>,
}

impl Person {
    pub(crate) fn new(on: On, way: &'static str) -> Self {
        Self { way, on, id: (16_505_550_000 + next()).to_string(), buttons: HashMap::new() }
    }

    /// Says something, and hears exactly this.
    pub(crate) async fn says(&mut self, bot: &mut Bot, text: &str, heard: &[&str]) {
        let number = next();
        let body = match self.on {
            On::Telegram => {
                json!({"update_id": number, "message": {"message_id": number, "date": 1_790_000_000,
                "from": self.user(), "chat": {"id": self.telegram_id(), "type": "private"}, "text": text}})
            }
            On::Messenger => {
                self.messaging(number, json!({"message": {"mid": format!("m-{number}"), "text": text}}))
            }
            On::WhatsApp => self.message(number, json!({"type": "text", "text": {"body": text}})),
        };
        self.does(bot, &body, text, heard).await;
    }

    /// Presses the newest button of that title, and hears exactly this.
    pub(crate) async fn presses(&mut self, bot: &mut Bot, title: &str, heard: &[&str]) {
        let payload =
            self.buttons.get(title).unwrap_or_else(|| panic!("no {title} in {:?}", self.buttons)).clone();
        let number = next();
        let body = match self.on {
            On::Telegram => json!({"update_id": number, "callback_query": {"id": number.to_string(),
                "from": self.user(), "chat_instance": "1", "data": payload, "message": {"message_id": 5,
                "date": 1_790_000_000, "chat": {"id": self.telegram_id(), "type": "private"}}}}),
            On::Messenger => self.messaging(
                number,
                json!({"message": {"mid": format!("m-{number}"), "text": title,
                "quick_reply": {"payload": payload}}}),
            ),
            On::WhatsApp => self.message(
                number,
                json!({"type": "interactive", "interactive": {
                "type": "button_reply", "button_reply": {"id": payload, "title": title}}}),
            ),
        };
        self.does(bot, &body, title, heard).await;
    }

    async fn does(&mut self, bot: &mut Bot, body: &Value, what: &str, heard: &[&str]) {
        let body = body.to_string().into_bytes();
        bot.receive(self.on as usize, self.sign(&body), body).await;
        for text in heard {
            assert_eq!(self.hears(bot).await, *text, "after {what} on {:?}, {}", self.on, self.way);
        }
    }

    /// The next text. Its buttons take the place of those before.
    async fn hears(&mut self, bot: &mut Bot) -> String {
        loop {
            let call = bot.next().await;
            let (text, buttons, [title, payload]) = match self.on {
                On::Telegram => {
                    let rows = call["reply_markup"]["inline_keyboard"].as_array();
                    let buttons =
                        rows.into_iter().flatten().flat_map(|row| row.as_array().unwrap()).collect();
                    (&call["text"], buttons, ["/text", "/callback_data"])
                }
                On::Messenger => {
                    let message = &call["message"];
                    (&message["text"], list(&message["quick_replies"]), ["/title", "/payload"])
                }
                On::WhatsApp if call["interactive"].is_null() => (&call["text"]["body"], vec![], ["", ""]),
                On::WhatsApp => {
                    let shown = &call["interactive"];
                    (&shown["body"]["text"], list(&shown["action"]["buttons"]), ["/reply/title", "/reply/id"])
                }
            };
            let string = |value: Option<&Value>| value.unwrap().as_str().unwrap().to_owned();
            if !buttons.is_empty() {
                let pairs = buttons.iter().map(|b| (string(b.pointer(title)), string(b.pointer(payload))));
                self.buttons = pairs.collect();
            }
            if let Some(text) = text.as_str() {
                return text.to_owned();
            }
        }
    }

    fn sign(&self, body: &[u8]) -> HeaderMap {
        let (name, value) = match self.on {
            On::Telegram => ("x-telegram-bot-api-secret-token", SECRET.to_owned()),
            On::Messenger | On::WhatsApp => {
                let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
                mac.update(body);
                let hex: String =
                    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
                ("x-hub-signature-256", format!("sha256={hex}"))
            }
        };
        HeaderMap::from_iter([(HeaderName::from_static(name), HeaderValue::from_str(&value).unwrap())])
    }

    fn telegram_id(&self) -> u64 {
        self.id.parse().unwrap()
    }

    fn user(&self) -> Value {
        json!({"id": self.telegram_id(), "is_bot": false, "first_name": "Ana", "language_code": "en"})
    }

    fn messaging(&self, number: u64, mut item: Value) -> Value {
        let at = *BEGINNING * 1000 + number;
        item["sender"] = json!({"id": self.id});
        item["recipient"] = json!({"id": PAGE});
        item["timestamp"] = json!(at);
        json!({"object": "page", "entry": [{"id": PAGE, "time": at, "messaging": [item]}]})
    }

    fn message(&self, number: u64, mut message: Value) -> Value {
        message["from"] = json!(self.id);
        message["id"] = json!(format!("wamid.in.{number}"));
        message["timestamp"] = json!((*BEGINNING + number).to_string());
        let value = json!({"messaging_product": "whatsapp",
            "metadata": {"display_phone_number": "15550783881", "phone_number_id": NUMBER},
            "contacts": [{"profile": {"name": "Ana"}, "wa_id": self.id}], "messages": [message]});
        json!({"object": "whatsapp_business_account",
            "entry": [{"id": "102290129340398", "changes": [{"field": "messages", "value": value}]}]})
    }
}

fn list(buttons: &Value) -> Vec<&Value> {
    buttons.as_array().into_iter().flatten().collect()
}
