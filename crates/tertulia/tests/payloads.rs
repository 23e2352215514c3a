//! What buttons carry on each platform: whatever it is, it fits, and comes back as it was.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![cfg(all(feature = "messenger", feature = "telegram", feature = "whatsapp"))]

use std::{
    future::ready,
    pin::pin,
    sync::{Arc, Mutex},
    task::{Context as TaskContext, Poll, Waker},
};

use proptest::prelude::*;
use serde_json::{Value, json, value::RawValue};
use tertulia::{Button, Context, Data, Event, List, Params, Reply, Row, Text, payload, program::Program};
use tertulia_core::{
    Adapter, Alias, Destination, EventKind, Journal, Platform, Verdict,
    file::NoFiles,
    journal::Recorded,
    payload::{Keyring, StoredPayload, token_of},
    program::{ProgramBuilder, Tools},
    state::{ConversationState, UserRecord},
    turn::{Outcome, Snapshot},
};

/// Parameters as they came back.
type Pressed = Arc<Mutex<Option<Value>>>;

/// What a place is called in the JSON of its platform, and how many bytes there are in it.
const PLACES: [(Platform, &str, &str, usize); 6] = [
    (Platform::TELEGRAM, "button", "reply_markup/inline_keyboard/0/0/callback_data", 64),
    (Platform::TELEGRAM, "list", "reply_markup/inline_keyboard/0/0/callback_data", 64),
    (Platform::WHATSAPP, "button", "interactive/action/buttons/0/reply/id", 256),
    (Platform::WHATSAPP, "list", "interactive/action/sections/0/rows/0/id", 200),
    (Platform::MESSENGER, "button", "message/attachment/payload/buttons/0/payload", 1000),
    (Platform::MESSENGER, "list", "message/quick_replies/0/payload", 1000),
];

fn adapter(platform: Platform) -> Box<dyn Adapter> {
    if platform == Platform::TELEGRAM {
        let limits = tertulia_telegram::limits::PACE;
        Box::new(tertulia_telegram::Telegram::new(Vec::new(), tertulia_telegram::API_URL, limits))
    } else if platform == Platform::WHATSAPP {
        let limits = tertulia_whatsapp::limits::PACE;
        Box::new(tertulia_whatsapp::WhatsApp::new([], tertulia_whatsapp::GRAPH_URL, limits))
    } else {
        let limits = tertulia_messenger::limits::PACE;
        Box::new(tertulia_messenger::Messenger::new([], tertulia_messenger::GRAPH_URL, limits))
    }
}

/// A bot that shows the parameters it is given, and keeps those that come back.
fn program(params: Value, pressed: &Pressed) -> Program {
    let main = Context::new("main")
        .any_text(move |Text(how): Text, reply: Reply| {
            let carried = payload("note", params.clone());
            match how.as_str() {
                "list" => {
                    reply.list(List::new("Which?", "Choose").section("", [Row::postback("This", carried)]))
                }
                _ => reply.button("Which?", [Button::postback("This", carried)]),
            }
        })
        .postback("note", |Params(params): Params<Value>, pressed: Data<Pressed>| {
            *pressed.lock().unwrap() = Some(params);
        });
    ProgramBuilder::new().context(main).data(Arc::clone(pressed)).build().unwrap()
}

fn turn(program: &Program, adapter: &dyn Adapter, kind: EventKind, stored: Option<StoredPayload>) -> Outcome {
    let aliases = ["telegram_id", "wa_id", "psid"].map(|kind| Alias::new(kind, "42")).to_vec();
    let raw = RawValue::from_string("{}".to_owned()).unwrap();
    let snapshot = Snapshot {
        turn_id: "1".to_owned(),
        platform: adapter.platform(),
        chat: 1,
        destination: Destination { aliases, heard: Some(Default::default()), ..Destination::default() },
        user: UserRecord::default(),
        state: ConversationState::default(),
        event: Event::new(kind, Default::default(), raw),
        stored_payload: stored,
        joined: None,
        now: Default::default(),
    };
    let keyring = Keyring::new(&["a key of thirty-two bytes, or so".into()]).unwrap();
    let tools = Tools {
        adapter,
        keyring: &keyring,
        journal: Arc::new(Nothing),
        files: Arc::new(NoFiles),
        recorder: tertulia::trace::Recorder::default(),
    };
    let mut turn = pin!(program.turn(snapshot, &tools));
    match turn.as_mut().poll(&mut TaskContext::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => outcome.unwrap(),
        Poll::Pending => panic!("nothing waits here"),
    }
}

struct Nothing;

impl Journal for Nothing {
    fn recall<'a>(&'a self, _: &'a str, _: &'a str) -> Recorded<'a, Option<String>> {
        Box::pin(ready(Ok(None)))
    }

    fn record<'a>(&'a self, _: &'a str, _: &'a str, _: String) -> Recorded<'a, ()> {
        Box::pin(ready(Ok(())))
    }
}

/// Up to 64 KiB.
fn note() -> impl Strategy<Value = String> {
    let long = (any::<char>(), 0..(64 << 10) / 4_usize);
    let long = long.prop_map(|(letter, count)| letter.to_string().repeat(count));
    prop_oneof![2 => ".{0,40}", 2 => "[a-z]{0,1200}", 1 => long]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn parameters_of_any_length_fit_their_place_and_come_back(note in note()) {
        for (platform, how, place, limit) in PLACES {
            let (params, pressed, adapter) = (json!({ "note": note }), Pressed::default(), adapter(platform));
            let program = program(params.clone(), &pressed);
            let text = EventKind::Text { text: how.to_owned(), command: None };
            let shown = turn(&program, &*adapter, text, None);
            prop_assert_eq!(shown.calls.len(), 1);
            let body: Value = serde_json::from_str(shown.calls[0].call.body.get()).unwrap();
            let wire = body.pointer(&format!("/{place}")).and_then(Value::as_str);
            let wire = wire.unwrap_or_else(|| panic!("{platform} {how}: {body}")).to_owned();
            prop_assert!(wire.len() <= limit, "{} bytes on {platform}", wire.len());
            let token = token_of(&wire);
            prop_assert_eq!(shown.payloads.first().map(|stored| stored.id), token);
            let stored = shown.payloads.into_iter().next();
            let verdict = turn(&program, &*adapter, EventKind::Postback(wire), stored).verdict;
            prop_assert_eq!(verdict, Verdict::Handled);
            prop_assert_eq!(pressed.lock().unwrap().take(), Some(params));
        }
    }
}
