//! Chats that show every widget of their platform.

use serde_json::{Value, json};
use tertulia_core::Platform;

/// A chat in which much was said.
pub(crate) fn full(platform: Platform) -> Vec<Value> {
    match platform.as_str() {
        "messenger" => vec![chat(
            messenger(),
            &json!({
                "quick_replies": [tell("q1", "Of course!"), tell("q2", "Not really 🤷"), tell("q3", "Tell me more")],
                "menu": [tell("m1", "Start again"), tell("m2", "My orders"), open("m3", "Our page", "https://example.com/")],
            }),
        )],
        "whatsapp" => vec![chat(whatsapp(), &json!({}))],
        _ => vec![
            chat(
                telegram(),
                &json!({
                    "keyboard": {"rows": [[tell("k1", "🍕 Order"), tell("k2", "📦 Where is it?")], [share("k3", "Send my place")]], "once": false},
                    "commands": [described("c1", "/start", "Begin anew"), described("c2", "/help", "What I can do")],
                }),
            ),
            json!({"id": "-100", "title": "Pizza friends", "group": true, "typing": false, "blocked": false, "window": null, "composer": composer(&json!({})), "bubbles": [
                with(said("g1", Some("ben"), "/order@gallery_bot two margheritas"), &json!({})),
                with(said("g2", None, "Two margheritas for Ben."), &json!({"quotes": "g1"})),
            ]}),
        ],
    }
}

/// A chat in which nothing was said yet.
pub(crate) fn new(platform: Platform) -> Vec<Value> {
    let composer = match platform.as_str() {
        "messenger" => {
            json!({"start": tell("start", "Get Started"), "greeting": "Hello! I am the bot of the gallery. Nice to meet you.",
            "ice_breakers": [tell("i1", "What can you do?"), tell("i2", "Where is my order?")]})
        }
        "whatsapp" => {
            json!({"ice_breakers": [tell("i1", "What can you do?"), tell("i2", "Where is my order?")],
            "commands": [described("c1", "/help", "What I can do")]})
        }
        _ => {
            json!({"start": tell("start", "Start"), "greeting": "What can this bot do?\n\nIt shows every widget that Telegram has."})
        }
    };
    vec![chat(Vec::new(), &composer)]
}

fn messenger() -> Vec<Value> {
    vec![
        said("1", Some("ana"), "Hi! What is there for lunch?"),
        said("2", None, "Hello, Ana! Today's kitchen is Italian. Have a look:"),
        with(
            said("3", None, ""),
            &json!({"cards": [
                {"image": "https://example.com/margherita.jpg", "title": plain("Margherita"), "subtitle": plain("Tomato, mozzarella, basil. 9 €"), "link": "https://example.com/m", "buttons": [tell("a1", "Order"), open("a2", "More about it", "https://example.com/m")]},
                {"image": "https://example.com/funghi.jpg", "title": plain("Funghi"), "subtitle": plain("Mushrooms from the wood. 11 €"), "link": null, "buttons": [tell("b1", "Order")]},
                {"image": "https://example.com/diavola.jpg", "title": plain("Diavola"), "subtitle": plain("Hot. 12 €"), "link": null, "buttons": [tell("b2", "Order")]},
            ]}),
        ),
        said("4", Some("ana"), "👍"),
        with(
            said("5", None, "Shall it be delivered, or do you come by?"),
            &json!({"buttons": [[tell("d1", "Deliver it")], [tell("d2", "I come by")], [json!({"key": "d3", "title": "Call us", "does": "call", "phone": "+34 600 000 000"})]]}),
        ),
        with(said("6", Some("ana"), "Deliver it"), &json!({"ticks": "read"})),
        with(
            said("7", None, ""),
            &json!({"attached": [{"kind": "location", "latitude": 40.4168, "longitude": -3.7038, "name": "Puerta del Sol", "address": "Madrid"}]}),
        ),
        with(said("8", None, "Is this the place?"), &json!({"reactions": ["❤️"]})),
        with(said("9", Some("ana"), "It is."), &json!({"quotes": "8", "ticks": "delivered"})),
        with(said("10", None, "Is it clear to you how postbacks work?"), &json!({})),
    ]
}

fn whatsapp() -> Vec<Value> {
    vec![
        said("1", Some("ana"), "Hi! What is there for lunch?"),
        with(
            said("2", None, ""),
            &json!({"header": plain("Today's kitchen"), "text": [
            {"text": "Everything is "}, {"text": "fresh", "styles": ["bold"]}, {"text": " and made "}, {"text": "by hand", "styles": ["italic"]}, {"text": ". Not "}, {"text": "frozen", "styles": ["strikethrough"]}, {"text": ", ever. "}, {"text": "code", "styles": ["code"]}],
            "footer": plain("Open until 23:00"), "buttons": [[tell("b1", "Order")], [tell("b2", "See the menu")], [open("b3", "Our page", "https://example.com/")]]}),
        ),
        with(said("3", Some("ana"), "See the menu"), &json!({"ticks": "read", "quotes": "2"})),
        with(
            said("4", None, "What would you like?"),
            &json!({"list": {"button": "Choose", "sections": [
            {"title": plain("Pizza"), "rows": [described("l1", "Margherita", "Tomato, mozzarella, basil"), described("l2", "Funghi", "Mushrooms from the wood"), tell("l3", "Diavola")]},
            {"title": plain("Drinks"), "rows": [tell("l4", "Water"), described("l5", "Lemonade", "Made here")]}]}}),
        ),
        with(
            said("5", Some("ana"), ""),
            &json!({"ticks": "delivered", "attached": [{"kind": "file", "media": "audio", "url": null, "name": "voice.ogg"}]}),
        ),
        with(
            said("6", None, ""),
            &json!({"cards": [
            {"image": "https://example.com/margherita.jpg", "title": [], "subtitle": plain("Margherita, 9 €"), "link": null, "buttons": [tell("a1", "Order")]},
            {"image": "https://example.com/funghi.jpg", "title": [], "subtitle": plain("Funghi, 11 €"), "link": null, "buttons": [tell("b1", "Order")]}]}),
        ),
        with(
            said("7", None, ""),
            &json!({"attached": [{"kind": "contact", "name": "Kitchen", "phone": "+34 600 000 000"}]}),
        ),
        with(
            said("8", None, "Your bill."),
            &json!({"attached": [{"kind": "file", "media": "document", "url": null, "name": "bill.pdf"}], "reactions": ["👍", "🙏"]}),
        ),
        with(said("9", Some("ana"), "Thank you"), &json!({"ticks": "failed"})),
    ]
}

fn telegram() -> Vec<Value> {
    vec![
        with(said("0", Some("ana"), "/start"), &json!({"ticks": "read"})),
        with(
            said("1", None, ""),
            &json!({"text": [{"text": "Hello, Ana!", "styles": ["bold"]}, {"text": " The "}, {"text": "secret", "styles": ["spoiler"]}, {"text": " is in "}, {"text": "our book", "link": "https://example.com/book"}, {"text": ".\n"}, {"text": "Say it with a tertulia.", "styles": ["quote"]}], "pinned": true}),
        ),
        with(
            said("2", None, "Margherita\nTomato, mozzarella, basil. 9 €"),
            &json!({"attached": [{"kind": "file", "media": "image", "url": "https://example.com/margherita.jpg", "name": null}],
            "buttons": [[tell("p1", "◀"), tell("p2", "1 / 3"), tell("p3", "▶")], [with(tell("p4", "Order"), &json!({"style": "success"}))], [open("p5", "More about it", "https://example.com/m")]]}),
        ),
        with(said("3", Some("ana"), "Is it hot?"), &json!({"ticks": "read", "quotes": "2", "edited": true})),
        with(said("4", None, "Not at all 🙂"), &json!({"edited": true, "reactions": ["❤️"]})),
        with(
            said("5", None, ""),
            &json!({"attached": [{"kind": "file", "media": "sticker", "url": null, "name": "elephant"}]}),
        ),
        with(said("6", None, "Ana pinned “Hello, Ana!”"), &json!({"notice": true})),
        with(
            said("7", Some("ana"), ""),
            &json!({"ticks": "sent", "attached": [{"kind": "location", "latitude": 40.4168, "longitude": -3.7038, "name": null, "address": null}]}),
        ),
        with(
            said("8", None, "Is it clear to you how postbacks work?"),
            &json!({"buttons": [[tell("y", "Of course!")], [tell("n", "Not really 🤷")]]}),
        ),
    ]
}

/// What went over the wire.
pub(crate) fn exchanges() -> Vec<Value> {
    vec![
        json!({"number": 1, "at": "2026-03-02T10:03:05Z", "platform": "telegram", "direction": "webhook", "path": "", "method": "POST", "status": 200, "answer": null,
            "body": {"update_id": 1, "callback_query": {"id": "7", "from": {"id": 42, "first_name": "Ana"}, "data": "~understood"}}}),
        json!({"number": 2, "at": "2026-03-02T10:03:05Z", "platform": "telegram", "direction": "call", "path": "bot…/sendMessage", "method": "POST", "status": 200,
            "body": {"chat_id": 42, "text": "Awesome!"}, "answer": {"ok": true, "result": {"message_id": 12}}}),
        json!({"number": 3, "at": "2026-03-02T10:03:07Z", "platform": "messenger", "direction": "call", "path": "v26.0/175/messages", "method": "POST", "status": 500,
            "body": {"recipient": {"id": "7001"}, "message": {"text": "It's here"}}, "answer": {"error": {"code": 2, "message": "Service temporarily unavailable"}}}),
    ]
}

/// A message with a text.
pub(crate) fn said(id: &str, from: Option<&str>, text: &str) -> Value {
    let text = if text.is_empty() { json!([]) } else { plain(text) };
    json!({
        "id": id, "from": from, "at": jiff::Timestamp::now() - jiff::SignedDuration::from_mins(3), "header": [], "attached": [],
        "text": text, "footer": [], "buttons": [], "list": null, "cards": [], "ticks": "sent", "reactions": [], "quotes": null,
        "edited": false, "pinned": false, "notice": false,
    })
}

fn chat(bubbles: Vec<Value>, extra: &Value) -> Value {
    let typing = !bubbles.is_empty();
    json!({
        "id": "42", "title": "Trattoria", "group": false, "bubbles": bubbles, "typing": typing, "blocked": false,
        "window": null, "composer": composer(extra),
    })
}

fn composer(extra: &Value) -> Value {
    let none = json!({
        "start": null, "greeting": null, "ice_breakers": [], "quick_replies": [], "keyboard": null, "menu": [],
        "commands": [], "placeholder": null, "closed": null,
    });
    with(none, extra)
}

fn with(mut value: Value, more: &Value) -> Value {
    for (name, field) in more.as_object().into_iter().flatten() {
        value[name] = field.clone();
    }
    value
}

fn plain(text: &str) -> Value {
    json!([{ "text": text }])
}

fn tell(key: &str, title: &str) -> Value {
    json!({"key": key, "title": title, "does": "tell"})
}

fn described(key: &str, title: &str, description: &str) -> Value {
    with(tell(key, title), &json!({"description": description}))
}

fn open(key: &str, title: &str, url: &str) -> Value {
    json!({"key": key, "title": title, "does": "open", "url": url})
}

fn share(key: &str, title: &str) -> Value {
    json!({"key": key, "title": title, "does": "share_location"})
}
