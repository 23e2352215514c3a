//! Whatever a bot calls, it is answered in Telegram's words, and nothing breaks.

use futures_util::FutureExt as _;
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Map, Value, json};
use tertulia_core::{Http as _, Platform, Request, Response};
use tertulia_simulator::{Act, Credentials, Simulator};

use crate::machine::VirtualClock;

/// All that are served, and some that are not.
const METHODS: [&str; 46] = [
    "getMe",
    "getChat",
    "getFile",
    "setWebhook",
    "deleteWebhook",
    "getWebhookInfo",
    "setMyCommands",
    "getMyCommands",
    "deleteMyCommands",
    "setChatMenuButton",
    "getChatMenuButton",
    "setMyName",
    "getMyName",
    "setMyDescription",
    "getMyShortDescription",
    "sendMessage",
    "sendPhoto",
    "sendVideo",
    "sendAnimation",
    "sendAudio",
    "sendVoice",
    "sendVideoNote",
    "sendDocument",
    "sendSticker",
    "sendMediaGroup",
    "sendLocation",
    "sendVenue",
    "sendContact",
    "sendPoll",
    "sendDice",
    "copyMessage",
    "forwardMessage",
    "sendChatAction",
    "editMessageText",
    "editMessageCaption",
    "editMessageMedia",
    "editMessageReplyMarkup",
    "deleteMessage",
    "deleteMessages",
    "setMessageReaction",
    "pinChatMessage",
    "unpinChatMessage",
    "unpinAllChatMessages",
    "stopPoll",
    "answerCallbackQuery",
    "answerInlineQuery",
];

/// Names of fields, at any depth.
const FIELDS: [&str; 48] = [
    "chat_id",
    "message_id",
    "text",
    "caption",
    "parse_mode",
    "entities",
    "caption_entities",
    "reply_markup",
    "inline_keyboard",
    "keyboard",
    "callback_data",
    "url",
    "web_app",
    "copy_text",
    "remove_keyboard",
    "force_reply",
    "input_field_placeholder",
    "reply_parameters",
    "photo",
    "video",
    "document",
    "sticker",
    "media",
    "type",
    "offset",
    "length",
    "latitude",
    "longitude",
    "title",
    "address",
    "phone_number",
    "first_name",
    "question",
    "options",
    "correct_option_ids",
    "emoji",
    "action",
    "reaction",
    "results",
    "id",
    "input_message_content",
    "message_text",
    "inline_query_id",
    "callback_query_id",
    "commands",
    "command",
    "scope",
    "inline_message_id",
];

fn value() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        "\\PC{0,12}",
        select(vec![
            "HTML",
            "MarkdownV2",
            "<b>🤷",
            "</i",
            "<a href='",
            "&#x110000;",
            "*_`[",
            ">a\n**",
            "photo",
            "attach://x",
            "https://example.com/a.jpg",
            "inline.7000001.1",
            "/",
            "bold",
        ])
        .prop_map(ToOwned::to_owned),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        select(vec![7_000_001_i64, 7_000_002, -1_001_000_000_001, 1, 2, 3, 0, -1]).prop_map(Value::from),
        text.prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((select(&FIELDS[..]), inner), 0..4).prop_map(object),
        ]
    })
}

fn object(fields: Vec<(&str, Value)>) -> Value {
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>().into()
}

fn url(method: &str) -> String {
    format!("http://simulator{}/bot{}/{method}", Credentials::TELEGRAM, Credentials::default().telegram_token)
}

/// Ana has written in private and in the group.
fn simulator() -> Simulator {
    let simulator = Simulator::new(VirtualClock::new());
    let say = Act::Say { text: "/hello".to_owned(), quotes: None };
    for chat in [None, Some("group")] {
        simulator.act(Platform::TELEGRAM, "ana", chat, &say).unwrap();
    }
    simulator
}

/// Whatever the simulator does, it does at once, unless it is told to be late.
fn wait<T>(future: impl Future<Output = T>) -> T {
    future.now_or_never().unwrap()
}

fn call(simulator: &Simulator, method: &str, body: impl AsRef<[u8]>) -> Response {
    wait(simulator.send(Request::json(url(method), body.as_ref()))).unwrap()
}

/// It is an answer of the Bot API.
fn is_answer(response: &Response) {
    let answer: Value = serde_json::from_slice(&response.body).unwrap();
    match response.status {
        200 => assert!(answer["ok"] == true && !answer["result"].is_null(), "{answer}"),
        status => {
            assert_eq!((&answer["ok"], &answer["error_code"]), (&json!(false), &json!(status)), "{answer}");
            assert!(answer["description"].as_str().is_some_and(|text| !text.is_empty()), "{answer}");
        }
    }
}

proptest! {
    #[test]
    fn any_calls_are_answered_and_what_comes_of_them_is_shown(
        calls in vec((select(&METHODS[..]), vec((select(&FIELDS[..]), value()), 0..8), any::<bool>()), 1..24),
    ) {
        let simulator = simulator();
        for (method, fields, there) in calls {
            let mut body = object(fields);
            if there {
                body["chat_id"] = json!(7_000_001);
            }
            is_answer(&call(&simulator, method, body.to_string()));
        }
        for chat in simulator.chats(Platform::TELEGRAM, "ana") {
            let composer = &chat.composer;
            let keys = chat.bubbles.iter().flat_map(|bubble| bubble.choices()).chain(&composer.commands);
            for choice in keys.cloned().collect::<Vec<_>>() {
                // A press may be refused, as that of a button which only Telegram itself can serve.
                let _ = simulator.act(Platform::TELEGRAM, "ana", None, &Act::Press { key: choice.key });
            }
        }
    }

    #[test]
    fn any_body_is_answered(
        method in select(&METHODS[..]),
        body in vec(any::<u8>(), 0..200),
        content_type in select(vec!["application/json", "multipart/form-data; boundary=x", "", "multipart/form-data"]),
    ) {
        let mut request = Request::json(url(method), body);
        request.content_type = content_type.into();
        is_answer(&wait(simulator().send(request)).unwrap());
    }

    #[test]
    fn any_path_is_answered(path in "\\PC{0,40}") {
        let request = Request::json(format!("http://simulator/telegram/{path}"), b"{}");
        let response = wait(simulator().send(request)).unwrap();
        prop_assert!([401, 404].contains(&response.status), "{}", response.status);
        is_answer(&response);
    }

    #[test]
    fn people_may_try_anything(key in "\\PC{0,20}", text in "\\PC{0,20}", latitude in any::<f64>()) {
        let simulator = simulator();
        let acts = [
            Act::Press { key: key.clone() },
            Act::Say { text: text.clone(), quotes: Some(key.clone()) },
            Act::Say { text: text.clone(), quotes: None },
            Act::React { bubble: key.clone(), emoji: Some(text.clone()) },
            Act::Edit { bubble: "1".to_owned(), text: text.clone() },
            Act::Start { link: Some(text.clone()) },
            Act::SendLocation { latitude, longitude: 0.0 },
            Act::SendMedia { kind: "document".to_owned(), name: text.clone(), caption: Some(key.clone()) },
            Act::Ask { query: text },
        ];
        for act in acts {
            for chat in [None, Some("group"), Some(key.as_str())] {
                // What cannot be done is refused, and that is all that is asked for.
                let _ = simulator.act(Platform::TELEGRAM, "ana", chat, &act);
            }
        }
        simulator.chats(Platform::TELEGRAM, "ana");
    }
}

#[tokio::test]
async fn who_has_another_token_is_nobody() {
    let simulator = Simulator::new(VirtualClock::new());
    for (path, status) in [("bot1:A/getMe", 401), ("bot1:A", 404), ("getMe", 404), ("file/bot1:A/a.jpg", 401)]
    {
        let request = Request::json(format!("http://simulator/telegram/{path}"), b"{}");
        let response = simulator.send(request).await.unwrap();
        assert_eq!(response.status, status, "{path}");
        is_answer(&response);
    }
    let tells = simulator.exchanges().iter().any(|exchange| exchange.path.contains("1:A/"));
    assert!(!tells, "no token is remembered");
}
