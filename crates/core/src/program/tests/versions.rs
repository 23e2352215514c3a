//! What an older or a newer version of the app has stored.

use super::*;

#[derive(Session, Default, Serialize, Deserialize)]
#[session(version = 3, migrate = from_older)]
struct Basket {
    items: Vec<String>,
}

fn from_older(version: u32, stored: Value) -> Option<Basket> {
    match version {
        1 => Some(Basket { items: vec![stored["item"].as_str()?.to_owned()] }),
        2 => serde_json::from_value(stored).ok().map(|items| Basket { items }),
        _ => None,
    }
}

/// The same before it had versions.
#[derive(Session, Default, Serialize, Deserialize)]
#[session(name = "basket")]
struct OldBasket {
    item: String,
}

/// The same without a way from older ones.
#[derive(Session, Default, Serialize, Deserialize)]
#[session(name = "basket", version = 4)]
struct NewBasket {
    things: u32,
}

fn chat(version: Option<u32>, stored: Value) -> Chat {
    let mut chat = Chat::with([Context::new("main")
        .keyword("look", |basket: Session<Basket>| basket.items.join(", "))
        .regex("^add (.+)", |found: crate::Captures, mut basket: Session<Basket>| {
            basket.items.push(found[1].to_owned());
            basket.items.join(", ")
        })]);
    chat.state.sessions.insert("basket".into(), stored);
    chat.state.versions.extend(version.map(|version| ("basket".to_owned(), version)));
    chat
}

#[test]
fn what_an_older_version_stored_is_rewritten() {
    let mut first = chat(None, json!({"item": "tea"}));
    assert_eq!(first.says("look"), ["tea"]);
    assert_eq!(first.state.sessions["basket"], json!({"item": "tea"}), "what is only read stays as it is");
    assert_eq!(first.says("add milk"), ["tea, milk"]);
    assert_eq!(first.state.sessions["basket"], json!({"items": ["tea", "milk"]}));
    assert_eq!(first.state.versions["basket"], 3);
    assert_eq!(first.says("look"), ["tea, milk"]);
    assert_eq!(chat(Some(2), json!(["tea"])).says("look"), ["tea"]);
}

#[test]
fn what_cannot_be_rewritten_is_kept_aside() {
    for (version, stored) in
        [(None, json!({"thing": 1})), (Some(2), json!(3)), (Some(9), json!({"items": []}))]
    {
        let mut chat = chat(version, stored.clone());
        assert_eq!(chat.says("add tea"), ["tea"]);
        assert_eq!(chat.state.set_aside["basket"], stored);
        assert_eq!(chat.state.versions["basket"], 3);
    }
}

#[test]
fn a_type_without_a_version_stores_and_reads_what_it_always_did() {
    let main = Context::new("main").any_text(|mut basket: Session<OldBasket>| {
        basket.item += "!";
        basket.item.clone()
    });
    let mut chat = Chat::with([main]);
    chat.state.sessions.insert("basket".into(), json!({"item": "tea"}));
    assert_eq!(chat.says("x"), ["tea!"]);
    assert!(chat.state.versions.is_empty());
    let stored = serde_json::to_value(&chat.state).unwrap();
    assert_eq!(stored, json!({"sessions": {"basket": {"item": "tea!"}}}));
}

#[test]
fn without_a_way_from_older_ones_the_default_takes_their_place() {
    let main = Context::new("main").any_text(|mut basket: Session<NewBasket>| {
        basket.things += 1;
        basket.things.to_string()
    });
    let mut chat = Chat::with([main]);
    chat.state.sessions.insert("basket".into(), json!({"things": 7}));
    assert_eq!(chat.says("x"), ["1"]);
    assert_eq!(chat.state.set_aside["basket"], json!({"things": 7}));
    assert_eq!(chat.says("x"), ["2"]);
}
