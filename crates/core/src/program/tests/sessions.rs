//! What is remembered.

use super::*;

#[derive(Session, Default, Serialize, Deserialize)]
struct Clicks(u32);

#[derive(Session, Default, Serialize, Deserialize)]
#[session(name = "basket")]
struct Cart {
    items: Vec<String>,
}

fn main_context() -> Context {
    Context::new("main")
        .before_anything(|mut clicks: Session<Clicks>| clicks.0 += 1)
        .keyword("count", |clicks: Session<Clicks>| clicks.0.to_string())
        .regex("^add (.+)", |found: crate::Captures, mut cart: Session<Cart>, clicks: Session<Clicks>| {
            cart.items.push(found[1].to_owned());
            format!("{} at {}", cart.items.join(", "), clicks.0)
        })
        .keyword("fail", |mut cart: Session<Cart>| {
            cart.items.clear();
            Err::<(), _>(Error::terminal("no"))
        })
        .keyword("nested", |first: Session<Clicks>, turn: Nested| (format!("{} {}", first.0, turn.0), halt()))
}

/// Takes a session although another argument may hold it.
struct Nested(bool);

impl<K: crate::block::Kind> crate::FromTurn<K> for Nested {
    async fn from_turn(turn: &crate::Turn) -> Result<Self> {
        let second = <Session<Clicks> as crate::FromTurn<K>>::from_turn(turn).await;
        Ok(Self(second.is_err()))
    }
}

#[test]
fn what_a_block_changes_is_there_in_the_next_block_and_the_next_turn() {
    let mut chat = Chat::with([main_context()]);
    assert_eq!(chat.says("count"), ["1"]);
    assert_eq!(chat.says("add tea"), ["tea at 2"]);
    assert_eq!(chat.says("add milk"), ["tea, milk at 3"]);
    assert_eq!(chat.state.sessions["basket"], json!({"items": ["tea", "milk"]}));
    assert_eq!(chat.state.sessions["clicks"], json!(3));
}

#[test]
fn a_failed_turn_changes_nothing() {
    let mut chat = Chat::with([main_context()]);
    chat.says("add tea");
    let before = chat.state.clone();
    chat.try_event(written("fail")).unwrap_err();
    assert_eq!(chat.state, before);
}

#[test]
fn a_session_that_no_longer_decodes_gives_way_and_is_kept_aside() {
    let mut chat = Chat::with([main_context()]);
    chat.state.sessions.insert("basket".into(), json!({"things": 3}));
    chat.state.sessions.insert("of_another_version".into(), json!(1));
    assert_eq!(chat.says("add tea"), ["tea at 1"]);
    assert_eq!(chat.state.set_aside["basket"], json!({"things": 3}));
    assert_eq!(chat.state.sessions["of_another_version"], json!(1), "what nobody asks for stays");
}

#[test]
fn a_session_is_never_out_twice() {
    let mut chat = Chat::with([main_context()]);
    assert_eq!(chat.says("nested"), ["1 true"]);
}

#[test]
fn a_session_that_is_only_read_is_not_written_again() {
    let mut chat =
        Chat::with([Context::new("main").keyword("count", |clicks: Session<Clicks>| clicks.0.to_string())]);
    chat.says("count");
    assert!(chat.state.sessions.is_empty());
}
