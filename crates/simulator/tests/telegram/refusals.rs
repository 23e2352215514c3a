//! What Telegram refuses, in its words.

use std::time::Duration;

use serde_json::{Value, json};
use tertulia_core::{Attachments, Button, Context, Download, Platform, Reply, Result};
use tertulia_simulator::{Act, Credentials, Direction, Simulator, StoredFile};

use crate::machine::{Machine, VirtualClock, call};

const ANA: i64 = 7_000_001;
const GROUP: i64 = -1_001_000_000_001;

fn bot() -> Context {
    Context::new("main")
        .keyword("ask", |reply: Reply| reply.button("Sure?", [Button::postback("Sure", "sure")]))
        .everything_else(|| ())
}

async fn refused(ana: &Machine, method: &str, parameters: Value) -> String {
    let answer = ana.calls(method, &parameters).await;
    assert_eq!(answer["ok"], false, "{method} {parameters} {answer}");
    answer["description"].as_str().unwrap().to_owned()
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_done_to_a_message() {
    let simulator = Simulator::new(VirtualClock::new());
    simulator.act(Platform::TELEGRAM, "ana", None, &Act::Start { link: None }).unwrap();
    let sure = json!({"inline_keyboard": [[{"text": "Sure", "callback_data": "/sure"}]]});
    for (method, parameters) in [
        ("sendMessage", json!({"chat_id": ANA, "text": "Sure?", "reply_markup": sure})),
        ("sendMessage", json!({"chat_id": ANA, "text": "Where?", "reply_markup": {"keyboard": [["Here"]]}})),
        ("sendPhoto", json!({"chat_id": ANA, "photo": "https://example.com/rome.jpg"})),
    ] {
        assert_eq!(call(&simulator, method, &parameters).await["ok"], true, "{parameters}");
    }
    let without = json!({"chat_id": ANA, "message_id": 2, "text": "Sure?"});
    let edited = call(&simulator, "editMessageText", &without).await;
    assert_eq!(edited["ok"], true, "without its keyboard it is another message");
    for (method, message, parameters, why) in [
        ("editMessageText", 2, json!({"text": "Sure?"}), "message is not modified"),
        ("editMessageText", 99, json!({"text": "x"}), "message to edit not found"),
        ("editMessageText", 0, json!({"text": "x"}), "message identifier is not specified"),
        ("editMessageText", 1, json!({"text": "x"}), "message can't be edited"),
        ("editMessageText", 3, json!({"text": "x"}), "message can't be edited"),
        ("editMessageText", 4, json!({"text": "x"}), "there is no text in the message to edit"),
        ("editMessageText", 2, json!({"text": " \n "}), "message text is empty"),
        ("editMessageText", 2, json!({"text": "x".repeat(4097)}), "message is too long"),
        ("editMessageCaption", 2, json!({"caption": "x"}), "there is no caption in the message to edit"),
        ("editMessageCaption", 4, json!({"caption": "x".repeat(1025)}), "message caption is too long"),
        ("editMessageCaption", 4, json!({}), "message is not modified"),
        ("editMessageReplyMarkup", 2, json!({}), "message is not modified"),
        (
            "editMessageReplyMarkup",
            2,
            json!({"reply_markup": {"remove_keyboard": true}}),
            "inline keyboard expected",
        ),
        (
            "editMessageMedia",
            4,
            json!({"media": {"type": "sticker", "media": "x"}}),
            "can't parse InputMedia",
        ),
        ("deleteMessage", 99, json!({}), "message to delete not found"),
        ("setMessageReaction", 99, json!({"reaction": []}), "message to react not found"),
        (
            "setMessageReaction",
            1,
            json!({"reaction": [{"type": "emoji", "emoji": "🤖"}]}),
            "REACTION_INVALID",
        ),
        ("pinChatMessage", 99, json!({}), "message to pin not found"),
        ("stopPoll", 2, json!({}), "message is not a poll"),
    ] {
        let mut body = parameters.clone();
        (body["chat_id"], body["message_id"]) = (json!(ANA), json!(message));
        let answer = call(&simulator, method, &body).await;
        let description = answer["description"].as_str().unwrap_or_default();
        assert!(description.contains(why), "{method} {body} {answer}");
    }
    tokio::time::sleep(Duration::from_secs(48 * 3600)).await;
    let late = call(&simulator, "deleteMessage", &json!({"chat_id": ANA, "message_id": 2})).await;
    assert_eq!(late["description"], "Bad Request: message can't be deleted");
}

#[tokio::test(start_paused = true)]
async fn where_the_bot_cannot_write() {
    let ana = Machine::new(bot()).await.in_group();
    ana.says("Hello").await;
    ana.simulator.act(Platform::TELEGRAM, "ana", None, &Act::Read).unwrap(); // which is not writing
    for (chat, why) in [
        (json!(null), "Bad Request: chat_id is empty"),
        (json!("@somebody"), "Bad Request: chat not found"),
        (json!(42), "Bad Request: chat not found"),
        (json!(ANA), "Forbidden: bot can't initiate conversation with a user"),
    ] {
        assert_eq!(refused(&ana, "sendMessage", json!({"chat_id": chat, "text": "x"})).await, why);
    }
    for (field, value, why) in [
        ("message_thread_id", json!(3), "message thread not found"),
        ("business_connection_id", json!("b"), "business connection not found"),
        ("reply_parameters", json!({"message_id": 99}), "message to be replied not found"),
        (
            "reply_markup",
            json!({"keyboard": [[{"text": "a", "request_contact": true}]]}),
            "phone number can be",
        ),
        ("parse_mode", json!("BBCode"), "unsupported parse_mode"),
    ] {
        let mut call = json!({"chat_id": GROUP, "text": "x"});
        call[field] = value;
        let said = refused(&ana, "sendMessage", call).await;
        assert!(said.contains(why), "{said}");
    }
    let pin = refused(&ana, "pinChatMessage", json!({"chat_id": GROUP, "message_id": 1})).await;
    assert!(pin.contains("not enough rights"), "{pin}");
    ana.does(Act::Block).await;
    let kicked = refused(&ana, "sendMessage", json!({"chat_id": GROUP, "text": "x"})).await;
    assert_eq!(kicked, "Forbidden: bot was kicked from the supergroup chat");
    assert_eq!(refused(&ana, "sendMessages", json!({})).await, "Not Found: method not found");
    ana.ends_in_trouble().await;
}

#[tokio::test(start_paused = true)]
async fn a_press_is_answered_once_and_in_time() {
    let simulator = Simulator::new(VirtualClock::new());
    let act = |act| simulator.act(Platform::TELEGRAM, "ana", None, &act).unwrap();
    act(Act::Start { link: None });
    let keyboard = json!({"inline_keyboard": [[{"text": "More", "callback_data": "/more"}]]});
    call(&simulator, "sendMessage", &json!({"chat_id": ANA, "text": "Go on?", "reply_markup": keyboard}))
        .await;
    // Queries are numbered one after the other.
    let answer = async |query: u64| {
        let id = (5_100_000_000_000_000_000 + query).to_string();
        call(&simulator, "answerCallbackQuery", &json!({"callback_query_id": id})).await["ok"] == true
    };
    act(Act::Press { key: "2:0:0".to_owned() });
    assert_eq!((answer(1).await, answer(1).await), (true, false));
    act(Act::Press { key: "2:0:0".to_owned() });
    tokio::time::sleep(Duration::from_secs(151)).await;
    assert!(!answer(2).await);
}

#[tokio::test(start_paused = true)]
async fn files_are_found_again() {
    let context = Context::new("main").any_attachment(
        async |sent: Attachments, download: Download| -> Result<String> {
            let file = download.fetch(&sent[0]).await?;
            Ok(String::from_utf8_lossy(&file.bytes).into_owned())
        },
    );
    let ana = Machine::new(context).await;
    let sends = Act::SendMedia { kind: "document".to_owned(), name: "rome.txt".to_owned(), caption: None };
    ana.does(sends).await;
    assert_eq!(ana.last().plain(), "rome.txt", "what is in the file is its name");
    let own = StoredFile::new("own.txt", "text/plain", "what Ana wrote".into());
    ana.does(Act::SendFile { kind: "document".to_owned(), file: own, caption: None }).await;
    assert_eq!(ana.last().plain(), "what Ana wrote");
    let unknown = refused(&ana, "getFile", json!({"file_id": "AgACAgQ"})).await;
    assert_eq!(unknown, "Bad Request: wrong file_id or the file is temporarily unavailable");
    let wrong = refused(&ana, "sendPhoto", json!({"chat_id": ANA, "photo": "AgACAgQ"})).await;
    assert_eq!(wrong, "Bad Request: wrong file identifier/HTTP URL specified");
    let document = ana.told()["message"]["document"]["file_id"].clone();
    let mixed = refused(&ana, "sendPhoto", json!({"chat_id": ANA, "photo": document})).await;
    assert_eq!(mixed, "Bad Request: can't use file of type Document as Photo");
    ana.ends_in_trouble().await;
}

#[tokio::test(start_paused = true)]
async fn the_bot_is_told_what_it_asked_for_under_its_secret() {
    let ana = Machine::new(bot()).await;
    let webhook = json!({
        "url": "https://example.com/webhook", "secret_token": Credentials::default().telegram_secret,
        "allowed_updates": ["message", "callback_query"],
    });
    assert_eq!(ana.calls("setWebhook", &webhook).await["result"], true);
    ana.says("ask").await;
    ana.does(Act::Edit { bubble: "1".to_owned(), text: "asked".to_owned() }).await;
    assert_eq!(ana.went(Direction::Webhook).len(), 1, "an edit is nothing that it asked for");
    let info = ana.calls("getWebhookInfo", &json!({})).await;
    assert_eq!(info["result"]["url"], "https://example.com/webhook");
    for (url, why) in
        [("http://example.com", "HTTPS URL"), ("https://example.com:3000", "ports 80, 88, 443 or 8443")]
    {
        let said = refused(&ana, "setWebhook", json!({"url": url})).await;
        assert!(said.contains(why), "{said}");
    }
    assert_eq!(ana.calls("deleteWebhook", &json!({})).await["result"], true);
    ana.ends_in_trouble().await;
}
