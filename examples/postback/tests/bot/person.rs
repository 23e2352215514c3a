//! A person on a platform: what they do becomes webhooks, what they hear is read off the API calls.

use std::{
    cell::Cell,
    sync::LazyLock,
    time::{SystemTime, UNIX_EPOCH},
};

use serde_json::{Value, json};

use crate::{
    Api, Bot,
    api::Call,
    client::Answer,
    process::{NUMBER, PAGE},
};

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum On {
    Telegram,
    Messenger,
    WhatsApp,
}

pub(crate) const PLATFORMS: [On; 3] = [On::Telegram, On::Messenger, On::WhatsApp];

/// When people did the first thing, in seconds: now, for to what was said long ago platforms take no free answer.
pub(crate) static BEGINNING: LazyLock<u64> =
    LazyLock::new(|| SystemTime::now().duration_since(UNIX_EPOCH).expect("it is after 1970").as_secs() - 60);

/// Someone, on one platform, with one bot.
pub(crate) struct Person<'a> {
    pub(crate) on: On,
    pub(crate) id: u64,
    bot: &'a Bot,
    api: &'a Api,
    heard: Cell<usize>,
    sent: Cell<u64>,
}

/// A message as it was shown: its text, and what may be pressed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Shown {
    pub(crate) text: String,
    pub(crate) buttons: Vec<(String, String)>,
}

impl<'a> Person<'a> {
    pub(crate) fn new(on: On, id: u64, bot: &'a Bot, api: &'a Api) -> Self {
        // WhatsApp's names for people are their phone numbers.
        let id = if on == On::WhatsApp { 16_505_550_000 + id } else { id };
        Self { on, id, bot, api, heard: Cell::new(0), sent: Cell::new(0) }
    }

    /// Someone who had so many messages before, and goes on from there.
    pub(crate) fn having_heard(self, messages: usize) -> Self {
        self.heard.set(messages);
        self.sent.set(500);
        self
    }

    /// Presses something with this payload.
    pub(crate) fn presses_payload(&self, payload: &str) -> &Self {
        assert_eq!(self.post(&self.press(payload)).status, 200);
        self
    }

    /// Presses the newest button of that title.
    pub(crate) fn presses(&self, title: &str) -> &Self {
        let shown = self.api.calls().iter().rev().filter_map(|call| self.shown(call)).collect::<Vec<_>>();
        let button = shown.iter().flat_map(|shown| &shown.buttons).find(|(has, _)| has == title);
        let (_, payload) = button.unwrap_or_else(|| panic!("no button {title} in {shown:#?}"));
        self.presses_payload(payload)
    }

    pub(crate) fn says(&self, text: &str) -> &Self {
        assert_eq!(self.post(&self.text(text)).status, 200);
        self
    }

    /// Hears exactly these texts next, in this order.
    #[track_caller]
    pub(crate) fn hears(&self, texts: &[&str]) -> &Self {
        let from = self.heard.get();
        let shown = self.api.wait(&format!("{texts:?} on {:?}", self.on), |calls| {
            let shown: Vec<_> =
                calls.iter().filter(|call| call.taken).filter_map(|call| self.shown(call)).collect();
            (shown.len() >= from + texts.len()).then_some(shown)
        });
        let heard: Vec<_> = shown[from..].iter().map(|shown| shown.text.as_str()).collect();
        assert_eq!(heard, texts, "on {:?}", self.on);
        self.heard.set(shown.len());
        self
    }

    /// The buttons of the newest message that has some.
    pub(crate) fn buttons(&self) -> Vec<String> {
        let calls = self.api.calls();
        let newest =
            calls.iter().rev().filter_map(|call| self.shown(call)).find(|shown| !shown.buttons.is_empty());
        newest.map(|shown| shown.buttons.into_iter().map(|(title, _)| title).collect()).unwrap_or_default()
    }

    /// Telegram's id of the newest message that this person was sent.
    pub(crate) fn newest_message(&self) -> usize {
        let calls = self.api.calls();
        // The fake names messages after the place of their calls.
        calls.iter().rposition(|call| call.taken && self.shown(call).is_some()).unwrap() + 1
    }

    /// Telegram's ids of the messages whose buttons this person was to lose.
    pub(crate) fn messages_without_buttons(&self) -> Vec<usize> {
        let calls = self.api.calls();
        let edits = calls.iter().filter(|call| call.path.ends_with("/editMessageReplyMarkup"));
        let mine = edits.filter(|call| call.body["chat_id"] == json!(self.id));
        mine.map(|call| usize::try_from(call.body["message_id"].as_u64().unwrap()).unwrap()).collect()
    }

    /// The webhook of a press.
    pub(crate) fn press(&self, payload: &str) -> Vec<u8> {
        let (number, id) = (self.next(), self.id.to_string());
        let body = match self.on {
            On::Telegram => json!({"update_id": self.id * 1000 + number, "callback_query": {
                "id": format!("{id}-{number}"), "from": self.user(), "chat_instance": "1", "data": payload,
                "message": {"message_id": 5, "date": 1_790_000_000, "chat": {"id": self.id, "type": "private"}}}}),
            On::Messenger => self.messaging(json!({
                "postback": {"mid": format!("m-{id}-{number}"), "title": "…", "payload": payload}})),
            On::WhatsApp => self.message(
                number,
                json!({"type": "interactive", "interactive": {
                "type": "button_reply", "button_reply": {"id": payload, "title": "…"}}}),
            ),
        };
        body.to_string().into_bytes()
    }

    /// The webhook of a text.
    pub(crate) fn text(&self, text: &str) -> Vec<u8> {
        let (number, id) = (self.next(), self.id.to_string());
        let body = match self.on {
            On::Telegram => {
                let mut message = json!({"message_id": number, "date": 1_790_000_000, "from": self.user(),
                    "chat": {"id": self.id, "type": "private"}, "text": text});
                if text.starts_with('/') {
                    let length = text.split(' ').next().unwrap().encode_utf16().count();
                    message["entities"] = json!([{"type": "bot_command", "offset": 0, "length": length}]);
                }
                json!({"update_id": self.id * 1000 + number, "message": message})
            }
            On::Messenger => {
                self.messaging(json!({"message": {"mid": format!("m-{id}-{number}"), "text": text}}))
            }
            On::WhatsApp => self.message(number, json!({"type": "text", "text": {"body": text}})),
        };
        body.to_string().into_bytes()
    }

    /// The webhook in which WhatsApp tells what became of a message.
    pub(crate) fn status(&self, message: &str, status: &str, reference: &str) -> Vec<u8> {
        let value = json!({"messaging_product": "whatsapp",
            "metadata": {"display_phone_number": "15550783881", "phone_number_id": NUMBER},
            "statuses": [{"id": message, "status": status, "timestamp": "1790000000",
                "recipient_id": self.id.to_string(), "biz_opaque_callback_data": reference}]});
        let body = json!({"object": "whatsapp_business_account",
            "entry": [{"id": "102290129340398", "changes": [{"field": "messages", "value": value}]}]});
        body.to_string().into_bytes()
    }

    /// Delivers a webhook of this person's platform.
    pub(crate) fn post(&self, body: &[u8]) -> Answer {
        match self.on {
            On::Telegram => self.bot.telegram(body),
            On::Messenger => self.bot.messenger(body),
            On::WhatsApp => self.bot.whatsapp(body),
        }
    }

    fn user(&self) -> Value {
        json!({"id": self.id, "is_bot": false, "first_name": "Ana", "language_code": "en"})
    }

    fn messaging(&self, mut item: Value) -> Value {
        let at = *BEGINNING * 1000 + self.sent.get();
        item["sender"] = json!({"id": self.id.to_string()});
        item["recipient"] = json!({"id": PAGE});
        item["timestamp"] = json!(at);
        json!({"object": "page", "entry": [{"id": PAGE, "time": at, "messaging": [item]}]})
    }

    fn message(&self, number: u64, mut message: Value) -> Value {
        let id = self.id.to_string();
        message["from"] = json!(id);
        message["id"] = json!(format!("wamid.{id}.{number}"));
        message["timestamp"] = json!((*BEGINNING + number).to_string());
        let value = json!({"messaging_product": "whatsapp",
            "metadata": {"display_phone_number": "15550783881", "phone_number_id": NUMBER},
            "contacts": [{"profile": {"name": "Ana"}, "wa_id": id}], "messages": [message]});
        json!({"object": "whatsapp_business_account",
            "entry": [{"id": "102290129340398", "changes": [{"field": "messages", "value": value}]}]})
    }

    fn next(&self) -> u64 {
        self.sent.set(self.sent.get() + 1);
        self.sent.get()
    }

    /// What a call shows to this person, if it is a message to them.
    fn shown(&self, call: &Call) -> Option<Shown> {
        let body = &call.body;
        let string = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let pairs = |list: &Value, title: &str, payload: &str| {
            let buttons = list.as_array().into_iter().flatten();
            buttons
                .map(|b| {
                    (
                        string(&b.pointer(title).cloned().unwrap_or_default()),
                        string(&b.pointer(payload).cloned().unwrap_or_default()),
                    )
                })
                .collect::<Vec<_>>()
        };
        match self.on {
            On::Telegram => {
                let to_me = call.path.ends_with("/sendMessage") && body["chat_id"] == json!(self.id);
                let rows = body["reply_markup"]["inline_keyboard"].as_array().cloned().unwrap_or_default();
                let buttons = rows.iter().flat_map(|row| pairs(row, "/text", "/callback_data")).collect();
                to_me.then(|| Shown { text: string(&body["text"]), buttons })
            }
            On::Messenger => {
                let to_me = call.path.contains(PAGE) && body["recipient"]["id"] == json!(self.id.to_string());
                let message = &body["message"];
                let template = &message["attachment"]["payload"];
                let text = if template.is_null() { &message["text"] } else { &template["text"] };
                let mut buttons = pairs(&message["quick_replies"], "/title", "/payload");
                buttons.extend(pairs(&template["buttons"], "/title", "/payload"));
                (to_me && !message.is_null()).then(|| Shown { text: string(text), buttons })
            }
            On::WhatsApp => {
                let to_me = call.path.contains(NUMBER) && body["to"] == json!(self.id.to_string());
                let interactive = &body["interactive"];
                let text =
                    if interactive.is_null() { &body["text"]["body"] } else { &interactive["body"]["text"] };
                let buttons = pairs(&interactive["action"]["buttons"], "/reply/title", "/reply/id");
                to_me.then(|| Shown { text: string(text), buttons })
            }
        }
    }
}
