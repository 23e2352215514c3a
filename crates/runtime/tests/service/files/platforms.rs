//! The three platforms, as files look there.

use std::sync::Arc;

use serde_json::{Value, json};
use tertulia_core::{
    Adapter, Call, Chat, Dedupe, Event, EventKind, Groups, Incoming, Sender,
    file::{FileBytes, OutgoingFile},
    message::MediaKind,
    turn::OutgoingCall,
};
use tertulia_messenger::{Messenger, Page};
use tertulia_store::{Arrival, Conclusion, Done, Finish, Finished, Ingested, Memory, Store};
use tertulia_telegram::{Bot, Telegram};
use tertulia_whatsapp::{Number, WhatsApp};

use crate::machine::{ANY_PACE, beginning};

pub(crate) const TOKEN: &str = "AAF-token-of-the-bot";

pub(crate) fn telegram(url: &str) -> Arc<dyn Adapter> {
    let bot = Bot::new(format!("123456:{TOKEN}").into(), vec![], None).unwrap();
    Arc::new(Telegram::new(vec![bot], url, ANY_PACE))
}

pub(crate) fn whatsapp(url: &str) -> Arc<dyn Adapter> {
    let number = Number {
        phone_number_id: "1060".into(),
        access_token: TOKEN.into(),
        app_secrets: vec![],
        verify_tokens: vec![],
    };
    Arc::new(WhatsApp::new([number], &format!("{url}/v26.0"), ANY_PACE))
}

pub(crate) fn messenger(url: &str) -> Arc<dyn Adapter> {
    let page = Page { id: "1029".into(), token: TOKEN.into(), app_secrets: vec![], verify_tokens: vec![] };
    Arc::new(Messenger::new([page], &format!("{url}/v26.0"), ANY_PACE))
}

/// A call of that platform that shows a picture, as an adapter writes it for one that the platform has.
pub(crate) fn picture(adapter: &dyn Adapter, reference: &str) -> OutgoingCall {
    let place = format!("file-{reference}-0");
    let (endpoint, body) = match adapter.platform().as_str() {
        "telegram" => ("sendPhoto", json!({"chat_id": 42, "photo": place, "caption": "Chart"})),
        "whatsapp" => (
            "messages",
            json!({"messaging_product": "whatsapp", "to": "42", "type": "image", "image": {"id": place},
                "biz_opaque_callback_data": reference}),
        ),
        _ => (
            "messages",
            json!({"recipient": {"id": "42"}, "message": {"metadata": reference,
                "attachment": {"type": "image", "payload": {"attachment_id": place}}}}),
        ),
    };
    let file = FileBytes::new("chart.png", "image/png", *b"\x89PNG\r\n\x1a\nchart");
    let files = vec![OutgoingFile::new(place, MediaKind::Image, file)];
    OutgoingCall { files, ..OutgoingCall::new(Call::new(endpoint, &body), reference) }
}

/// Somebody writes, and the reply is that call.
pub(crate) async fn reply(store: &Memory, adapter: &dyn Adapter, number: u8, call: OutgoingCall) {
    let native = adapter.accounts().remove(0);
    let account = store.accounts(vec![(adapter.platform(), native.clone())]).await.unwrap()[0];
    let at = beginning();
    let raw = serde_json::value::to_raw_value(&Value::Null).unwrap();
    let incoming = Incoming {
        account: native,
        dedupe: Dedupe { bucket: 1, key: vec![number] },
        sort: number.into(),
        sender: Some(Sender::new([tertulia_core::Alias::new("test", format!("{number}"))])),
        chat: Chat::default(),
        event: Event::new(EventKind::Text { text: "chart".into(), command: None }, at, raw),
    };
    let arrival = Arrival { account, incoming, at, token: None, groups: Groups::default() };
    let claim = match store.ingest(vec![arrival], true).await.unwrap().remove(0) {
        Ingested::Stored(Some(claim)) => claim,
        other => panic!("{other:?}"),
    };
    let done = Done { calls: vec![call], ..Done::default() };
    let finish = Finish {
        conversation: claim.conversation,
        fence: claim.fence,
        seen: claim.seen,
        inbox: claim.inbox,
        at,
        conclusion: Conclusion::Done(done),
        log: Vec::new(),
    };
    assert!(matches!(store.finish(vec![finish]).await.unwrap()[..], [Finished::Kept { .. }]));
}
