//! The platforms' words: webhooks, calls and answers.

use hmac::{Hmac, KeyInit as _, Mac as _};
use http::{HeaderMap, HeaderValue};
use serde_json::{Value, json};
use sha2::Sha256;
use tertulia_core::{Adapter, Request, Response};
use tertulia_runtime::Channel;
use tertulia_telegram::{Bot, Telegram};
use tertulia_whatsapp::{Number, WhatsApp};

use std::{sync::Arc, time::Duration};

use tertulia_core::adapter::{Pace, Rate};

use crate::history::Message;

/// The numbers of the channels.
pub(crate) const TELEGRAM: usize = 0;
pub(crate) const WHATSAPP: usize = 1;

/// The first person's id, on Telegram and as a telephone number.
const PEOPLE: usize = 491_500_000;
const NUMBER: &str = "110000000000001";
const SECRET: &str = "a-secret-of-the-webhook";

/// Both platforms, faster than they are: the limits are not what is tested here.
pub(crate) fn channels() -> Vec<Channel> {
    let rate = |count| Some(Rate { count, per: Duration::from_secs(1), burst: count });
    let pace = Pace { account: rate(60), chat: rate(10), group: None };
    let bot = Bot::new("123456:AAF-token".into(), vec![SECRET.into()], None).expect("it is well-formed");
    let number = Number {
        phone_number_id: NUMBER.into(),
        access_token: "TOKEN".into(),
        app_secrets: vec![SECRET.into()],
        verify_tokens: vec![],
    };
    let telegram = Telegram::new(vec![bot], "http://telegram", pace.clone());
    let whatsapp = WhatsApp::new([number], "http://graph", pace);
    let channel = |adapter: Arc<dyn Adapter>, route: &str| Channel { adapter, route: route.into() };
    vec![channel(Arc::new(telegram), "/telegram"), channel(Arc::new(whatsapp), "/whatsapp")]
}

/// The webhook of a press.
pub(crate) fn press(channel: usize, event: usize, person: usize, second: i64) -> (HeaderMap, Vec<u8>) {
    let id = PEOPLE + person;
    if channel == TELEGRAM {
        let message = json!({"message_id": 1, "date": 1, "chat": {"id": id, "type": "private"}});
        return signed_by_telegram(&json!({"update_id": 1000 + event, "callback_query": {
            "id": format!("q{event}"), "from": {"id": id, "is_bot": false, "first_name": "Ana"},
            "message": message, "data": format!("p{event}"),
        }}));
    }
    let message = json!({"from": id.to_string(), "id": format!("wamid.in{event}"), "timestamp": second.to_string(),
        "type": "interactive", "interactive": {"type": "button_reply",
        "button_reply": {"id": format!("p{event}"), "title": "Press"}}});
    let contact = json!({"profile": {"name": "Ana"}, "wa_id": id.to_string()});
    signed_by_meta(&json!({"contacts": [contact], "messages": [message]}))
}

/// The webhook that tells that a message was sent.
pub(crate) fn status(call: usize, reference: &str, second: i64) -> (HeaderMap, Vec<u8>) {
    let status = json!({"id": format!("wamid.out{call}"), "status": "sent", "timestamp": second.to_string(),
        "recipient_id": "1", "biz_opaque_callback_data": reference});
    signed_by_meta(&json!({"statuses": [status]}))
}

fn signed_by_telegram(update: &Value) -> (HeaderMap, Vec<u8>) {
    let secret = HeaderValue::from_static(SECRET);
    (
        HeaderMap::from_iter([(http::HeaderName::from_static("x-telegram-bot-api-secret-token"), secret)]),
        update.to_string().into_bytes(),
    )
}

fn signed_by_meta(value: &Value) -> (HeaderMap, Vec<u8>) {
    let mut value = value.clone();
    value["messaging_product"] = "whatsapp".into();
    value["metadata"] = json!({"display_phone_number": "15550001", "phone_number_id": NUMBER});
    let body = json!({"object": "whatsapp_business_account", "entry": [
        {"id": "1", "changes": [{"field": "messages", "value": value}]}]})
    .to_string()
    .into_bytes();
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("any length will do");
    mac.update(&body);
    let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    let signature = HeaderValue::from_str(&format!("sha256={hex}")).expect("it is ASCII");
    (HeaderMap::from_iter([(http::HeaderName::from_static("x-hub-signature-256"), signature)]), body)
}

/// A call with a message of ours.
pub(crate) struct Said {
    pub(crate) person: usize,
    pub(crate) message: Message,
    /// What the session held, as the message tells.
    pub(crate) handled: Vec<usize>,
    /// Our name for it, where the platform gives that back.
    pub(crate) reference: Option<String>,
}

/// Reads a call. `None` if it is no message: an answer to a press.
pub(crate) fn read(request: &Request) -> Option<Said> {
    let body: Value = serde_json::from_slice(&request.body).expect("every call is JSON");
    let text = body["text"].as_str().or_else(|| body["text"]["body"].as_str())?;
    let number = |text: &str| text.parse::<usize>().expect("our messages hold numbers");
    let (name, handled) = text.split_once(' ').expect("our messages have two words");
    let (event, part) = name.split_once('.').expect("our messages have a name");
    let id = body["chat_id"].as_u64().map(|id| id.to_string());
    let id = id.or_else(|| body["to"].as_str().map(str::to_owned)).expect("every message goes somewhere");
    Some(Said {
        person: number(&id) - PEOPLE,
        message: Message { event: number(event), part: number(part) },
        handled: handled.split(',').map(number).collect(),
        reference: body["biz_opaque_callback_data"].as_str().map(str::to_owned),
    })
}

/// The answer to a call that was taken.
pub(crate) fn taken(channel: usize, call: usize) -> Response {
    let body = if channel == TELEGRAM {
        json!({"ok": true, "result": {"message_id": call}})
    } else {
        json!({"messages": [{"id": format!("wamid.out{call}")}]})
    };
    response(200, &body)
}

/// The answer to an answer to a press.
pub(crate) fn noted() -> Response {
    response(200, &json!({"ok": true, "result": true}))
}

/// Too fast, for a chat or an account.
pub(crate) fn limited(channel: usize, seconds: u64, account: bool) -> Response {
    if channel == TELEGRAM {
        let wait = json!({"retry_after": seconds});
        return response(
            429,
            &json!({"ok": false, "error_code": 429, "description": "Too Many Requests",
            "parameters": wait}),
        );
    }
    let code = if account { 130_429 } else { 131_056 };
    let answer = response(400, &json!({"error": {"message": "limit", "code": code}}));
    Response { retry_after: Some(Duration::from_secs(seconds)), ..answer }
}

/// The person cannot be reached.
pub(crate) fn blocked(channel: usize) -> Response {
    if channel == TELEGRAM {
        let why = "Forbidden: bot was blocked by the user";
        return response(403, &json!({"ok": false, "error_code": 403, "description": why}));
    }
    response(400, &json!({"error": {"message": "undeliverable", "code": 131_026}}))
}

/// The platform is in trouble.
pub(crate) fn trouble(status: u16) -> Response {
    Response { status, retry_after: None, body: b"<html>".to_vec() }
}

fn response(status: u16, body: &Value) -> Response {
    Response { status, retry_after: None, body: body.to_string().into_bytes() }
}
