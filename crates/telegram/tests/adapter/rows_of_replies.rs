//! What the system that this one follows got wrong on Telegram.

use serde_json::{Value, json};
use tertulia_core::{
    Button, Call, Context, EventKind, Media, Params, Reply, Wording, payload, state::ConversationState,
};
use tertulia_telegram::reply::TelegramReply as _;

use crate::{
    specs,
    turn::{handle, said},
    wire::private,
};

fn body(call: &Call) -> Value {
    serde_json::from_str(call.body.get()).unwrap()
}

/// A title with signs of markup neither broke nor became any.
#[test]
fn row_8_markup_in_what_people_wrote_stays_words() {
    let name = "</b><a href=\"https://example.org\">_*ana";
    let calls = said(move |reply| {
        reply.media(Media::image("https://example.com/1.jpg").caption(name)).text(name);
        reply.text(Wording::Rich(tertulia_core::RichText::new().bold(name)));
    });
    let [media, text, bold] = [0, 1, 2].map(|at| body(&calls[at]));
    assert_eq!((&media["caption"], media.get("caption_entities")), (&json!(name), None));
    assert_eq!((&text["text"], text.get("entities")), (&json!(name), None));
    let whole = json!([{ "type": "bold", "offset": 0, "length": name.encode_utf16().count() }]);
    assert_eq!((&bold["text"], &bold["entities"]), (&json!(name), &whole));
    specs::judge(&calls);
}

/// The keys of a keyboard send their titles, and what they carry was lost.
#[test]
fn row_36_a_key_of_a_keyboard_brings_its_payload() {
    let context = || {
        Context::new("main")
            .postback("book", |Params(book): Params<Value>| {
                format!("{} it is", book["city"].as_str().unwrap())
            })
            .everything_else(|reply: Reply| {
                let book = Button::postback("Rome!", payload("book", json!({ "city": "rome" })));
                reply.telegram(|t| t.keyboard()).quick_reply("Where to?", [book]);
            })
    };
    let written = |text: &str| EventKind::Text { text: text.to_owned(), command: None };
    let asked = handle(context(), ConversationState::default(), written("hi"), private()).unwrap();
    assert_eq!(body(&asked.calls[0].call)["reply_markup"]["keyboard"], json!([[{ "text": "Rome!" }]]));
    let pressed = handle(context(), asked.state, written("Rome!"), private()).unwrap();
    let last = pressed.calls.last().unwrap();
    assert_eq!(body(&last.call)["text"], "rome it is");
}

/// The limit is one of bytes, not of letters.
#[test]
fn row_41_forty_letters_of_two_bytes_are_too_many_for_a_button() {
    let calls = said(|reply| {
        reply.button("Which?", [Button::postback("This", "ж".repeat(40))]);
    });
    let keyboard = &body(&calls[0])["reply_markup"]["inline_keyboard"];
    let data = keyboard[0][0]["callback_data"].as_str().unwrap();
    assert!(data.len() <= 64 && data.starts_with('#'), "{data}");
}
