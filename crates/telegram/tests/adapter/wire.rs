//! The JSON that goes to the Bot API.

use serde_json::{Value, json};
use tertulia_core::{
    Adapter, Alias, Button, Call, Chat, Destination, List, Question, RichText,
    adapter::{Envelope, Notice, Undeliverable},
    plan::Part,
};
use tertulia_telegram::{TELEGRAM_ID, formatted};

use crate::{specs, support::telegram};

pub(crate) fn private() -> Destination {
    Destination { aliases: vec![Alias::new(TELEGRAM_ID, "42")], ..Destination::default() }
}

pub(crate) fn place(group: Option<&str>, thread: Option<&str>, business: Option<&str>) -> Destination {
    let [group, thread, business] = [group, thread, business].map(|id| id.map(str::to_owned));
    Destination { chat: Chat { group, thread, business }, ..private() }
}

fn buttons(titles: &[&str]) -> Part {
    let button = |(at, title): (usize, &&str)| Button::carrying((*title).to_owned(), format!("/{at}"));
    let buttons = titles.iter().enumerate().map(button).collect();
    Part::Buttons { question: Question { text: "Which?".into(), buttons }, vanish: false }
}

fn render(part: &Part, to: &Destination) -> Call {
    telegram().render(part, &Envelope::new(to, "")).unwrap()
}

fn body(call: &Call) -> Value {
    serde_json::from_str(call.body.get()).unwrap()
}

#[test]
fn a_text() {
    let text = Part::Text("Hello <b>you</b> & *me*!\n🤷".into());
    let call = render(&text, &private());
    assert_eq!(call.endpoint, "sendMessage");
    assert_eq!(body(&call), json!({"chat_id": 42, "text": "Hello <b>you</b> & *me*!\n🤷"}));
}

#[test]
fn a_text_to_other_places() {
    let text = Part::Text("Hi".into());
    let to = |to: Destination| body(&render(&text, &to));
    let group = place(Some("-1001234567890"), None, None);
    assert_eq!(to(group), json!({"chat_id": -1_001_234_567_890_i64, "text": "Hi"}));
    let topic = place(Some("-1001234567890"), Some("17"), None);
    let expected = json!({"chat_id": -1_001_234_567_890_i64, "message_thread_id": 17, "text": "Hi"});
    assert_eq!(to(topic), expected);
    let own_topic = place(None, Some("3"), None);
    assert_eq!(to(own_topic), json!({"chat_id": 42, "message_thread_id": 3, "text": "Hi"}));
    let business = place(None, None, Some("biz-1"));
    assert_eq!(to(business), json!({"business_connection_id": "biz-1", "chat_id": 42, "text": "Hi"}));
}

#[test]
fn buttons_below_a_text() {
    let call = render(&buttons(&["Of course!", "Not really 🤷"]), &private());
    assert_eq!(call.endpoint, "sendMessage");
    let expected = json!({
        "chat_id": 42,
        "text": "Which?",
        "reply_markup": {"inline_keyboard": [[
            {"text": "Of course!", "callback_data": "/0"},
            {"text": "Not really 🤷", "callback_data": "/1"},
        ]]},
    });
    assert_eq!(body(&call), expected);
}

#[test]
fn long_titles_stand_below_each_other() {
    let call = render(&buttons(&["Yes", "No, I would rather wait"]), &private());
    let expected = json!([
        [{"text": "Yes", "callback_data": "/0"}],
        [{"text": "No, I would rather wait", "callback_data": "/1"}],
    ]);
    assert_eq!(body(&call)["reply_markup"]["inline_keyboard"], expected);
}

#[test]
fn a_call_follows_its_group() {
    let new = "-1001234567890";
    let telegram = telegram();
    assert!(!telegram.returns_references());
    for part in [Part::Text("Hi".into()), buttons(&["Yes"]), Part::Typing] {
        let old = render(&part, &place(Some("-4001"), None, None));
        let moved = telegram.readdress(&old, new).unwrap();
        let expected = render(&part, &place(Some(new), None, None));
        assert_eq!((&moved.endpoint, body(&moved)), (&expected.endpoint, body(&expected)));
        assert!(telegram.readdress(&moved, new).is_none(), "it is there");
        let to = place(Some(new), None, None);
        let marked = telegram.render(&part, &Envelope::new(&to, "q1-W_e3r4T5y6U7i")).unwrap();
        assert_eq!(body(&marked), body(&expected), "there is no place for a reference");
    }
    assert!(telegram.readdress(&telegram.answer_press("1", None).unwrap(), new).is_none());
}

#[test]
fn the_sign_of_writing() {
    let call = render(&Part::Typing, &place(Some("-5"), None, None));
    assert_eq!(call.endpoint, "sendChatAction");
    assert_eq!(body(&call), json!({"chat_id": -5, "action": "typing"}));
}

#[test]
fn the_answer_to_a_press() {
    let answer = |notice: Option<Notice>| {
        let call = telegram().answer_press("4382", notice.as_ref()).unwrap();
        assert_eq!(call.endpoint, "answerCallbackQuery");
        body(&call)
    };
    let notice = |text: &str, alert| Some(Notice { text: text.to_owned(), alert });
    assert_eq!(answer(None), json!({"callback_query_id": "4382"}));
    assert_eq!(answer(notice("Saved", false)), json!({"callback_query_id": "4382", "text": "Saved"}));
    let alert = json!({"callback_query_id": "4382", "text": "Gone", "show_alert": true});
    assert_eq!(answer(notice("Gone", true)), alert);
    // 199 letters and a family of five code points: it does not fit, and is not torn apart.
    let long = "x".repeat(199) + "👨‍👩‍👧";
    assert_eq!(answer(notice(&long, false))["text"], "x".repeat(199));
}

#[test]
fn buttons_that_vanish() {
    let taken = |to: &Destination| {
        let call = telegram().take_buttons(to).unwrap();
        assert_eq!(call.endpoint, "editMessageReplyMarkup");
        body(&telegram().about(&call, "77").unwrap())
    };
    assert_eq!(taken(&private()), json!({"chat_id": 42, "message_id": 77}));
    let topic = place(Some("-1001234567890"), Some("17"), None);
    assert_eq!(taken(&topic), json!({"chat_id": -1_001_234_567_890_i64, "message_id": 77}), "no topic");
    let business = place(None, None, Some("biz-1"));
    assert_eq!(taken(&business), json!({"business_connection_id": "biz-1", "chat_id": 42, "message_id": 77}));
    let call = telegram().take_buttons(&private()).unwrap();
    assert!(telegram().about(&call, "wamid.7").is_none());
    let text = render(&Part::Text("Hi".into()), &private());
    assert!(telegram().about(&text, "77").is_none(), "a new message is about no other");
    assert!(telegram().take_buttons(&Destination::default()).is_none(), "nobody is there");
}

#[test]
fn only_messages_count() {
    let telegram = telegram();
    assert!(telegram.counts(&render(&Part::Text("Hi".into()), &private())));
    assert!(telegram.counts(&render(&buttons(&["Yes"]), &private())));
    assert!(!telegram.counts(&render(&Part::Typing, &private())));
    assert!(!telegram.counts(&telegram.answer_press("1", None).unwrap()));
    assert!(!telegram.counts(&telegram.take_buttons(&private()).unwrap()));
    for method in ["answerInlineQuery", "pinChatMessage", "setMessageReaction"] {
        assert!(!telegram.counts(&Call::new(method, &json!({}))), "{method}");
    }
}

#[test]
fn what_telegram_does_not_have_is_refused() {
    let question = Question { text: "Which?".into(), buttons: Vec::new() };
    let list =
        List { text: "Which?".into(), button: "Open".into(), header: None, footer: None, sections: vec![] };
    for part in [Part::QuickReplies(question), Part::List(list)] {
        let Err(Undeliverable(reason)) = telegram().render(&part, &Envelope::new(&private(), "")) else {
            panic!("{part:?}")
        };
        assert!(!reason.is_empty());
    }
}

/// Every part this crate can write, to every place, with the most that its limits allow.
fn every_call() -> Vec<Call> {
    let limits = telegram().capabilities();
    let mut parts = vec![Part::Text("Hi".into()), Part::Text("é".repeat(limits.text).into()), Part::Typing];
    let titles = ["Yes", "No", "Perhaps", "Of course!", "Not really 🤷", "I do not know it yet", "7", "8"];
    parts.extend((1..=titles.len()).map(|count| buttons(&titles[..count])));
    let longest = Button::carrying("é".repeat(limits.buttons.title), "x".repeat(limits.buttons.payload));
    let question = Question { text: "Which?".into(), buttons: vec![longest; limits.buttons.count] };
    parts.push(Part::Buttons { question, vanish: true });
    let places = [
        private(),
        place(Some("-1001234567890"), None, None),
        place(Some("-1001234567890"), Some("17"), None),
        place(None, Some("3"), None),
        place(None, None, Some("biz-1")),
    ];
    let mut calls: Vec<Call> =
        places.iter().flat_map(|to| parts.iter().map(move |part| render(part, to))).collect();
    let taken = |to| telegram().about(&telegram().take_buttons(to).unwrap(), "77").unwrap();
    calls.extend(places.iter().map(taken));
    let notice = Notice { text: "é".repeat(300), alert: true };
    calls.extend([None, Some(&notice)].map(|notice| telegram().answer_press("4382", notice).unwrap()));
    calls
}

#[test]
fn wire() {
    let Some(specs) = specs::folder() else { return };
    let calls = every_call();
    let known = ["sendMessage", "sendChatAction", "answerCallbackQuery", "editMessageReplyMarkup"];
    for method in known {
        let of_method = calls.iter().filter(|call| call.endpoint == method);
        let lines: Vec<String> = of_method.map(|call| call.body.get().to_owned()).collect();
        assert!(!lines.is_empty(), "{method}");
        specs::check(&specs, &["--strict", "--method", method], &lines).unwrap();
    }
    assert!(calls.iter().all(|call| known.contains(&call.endpoint.as_str())));
}

#[test]
fn entities_are_what_the_bot_api_documents() {
    let Some(specs) = specs::folder() else { return };
    let html = "<b>a</b> <i>b</i> <u>c</u> <s>d</s> <tg-spoiler>e</tg-spoiler> <code>f</code>\n<pre>g</pre>\n\
        <pre><code class=\"language-rust\">h</code></pre>\n<a href=\"https://example.org\">i</a>\n\
        <blockquote>j</blockquote>";
    let formatted = formatted(&RichText::html(html).unwrap());
    assert_eq!(formatted.entities.len(), 10);
    let call = json!({"chat_id": 42, "text": formatted.text, "entities": formatted.entities});
    specs::check(&specs, &["--strict", "--method", "sendMessage"], &[call.to_string()]).unwrap();
}

#[test]
fn the_checker_finds_what_is_wrong() {
    let Some(specs) = specs::folder() else { return };
    let mut call = body(&render(&buttons(&["Yes"]), &private()));
    call["reply_markup"]["inline_keyboard"][0][0]["callback_data"] = "x".repeat(65).into();
    let checked = specs::check(&specs, &["--strict", "--method", "sendMessage"], &[call.to_string()]);
    assert!(checked.unwrap_err().contains("callback_data"));
}
