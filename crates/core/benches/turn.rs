//! What a turn costs without any I/O: the whole of it, and its parts.

extern crate tertulia_core as tertulia;

use std::{
    pin::pin,
    sync::Arc,
    task::{Context as TaskContext, Poll, Waker},
};

use divan::{Bencher, black_box};
use http::HeaderMap;
use jiff::Timestamp;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use serde_json::{json, value::RawValue};
use tertulia_core::{
    Adapter, Answer, Button, Call, Command, Context, Delivery, Destination, Event, EventKind, Journal,
    Message, Parsed, Payload, Platform, Question, Reply, Request, Response, RichText, Session,
    adapter::{Envelope, Notice, Pace, Undeliverable, Unverified, Verified},
    file::NoFiles,
    journal::Recorded,
    payload::{Keyring, Maker, QualifiedPayload, Sealing, Terms, WirePayload},
    plan::{self, Capabilities, Part, Policy, Unit},
    program::{Program, ProgramBuilder, Tools},
    state::{ConversationState, Frame, UserRecord},
    turn::{Outcome, Snapshot},
};

const CHAT: i64 = 1;

fn main() {
    divan::main();
}

#[derive(Payload, Serialize, Deserialize)]
struct Buy {
    sku: String,
    quantity: u32,
}

#[derive(Default, Session, Serialize, Deserialize)]
struct Cart {
    items: Vec<(String, u32)>,
}

async fn buy(order: Buy, reply: Reply, mut cart: Session<Cart>) {
    cart.items.push((order.sku.clone(), order.quantity));
    let more = |title, quantity| Button::new(title, Buy { sku: order.sku.clone(), quantity });
    let count = cart.items.len();
    reply.button(format!("{} is yours.", order.sku), [more("One more", 1), more("A dozen more", 12)]).button(
        format!("{count} in your cart."),
        [Button::postback("Pay", "pay"), Button::postback("Go on", "go_on")],
    );
}

/// A press on a button with sealed parameters: a typed block changes a session and says two messages with two
/// buttons each, one pair of them sealed.
#[divan::bench]
fn whole_turn(bencher: Bencher<'_, '_>) {
    let keyring = keyring();
    let shop = Context::new("main").on(buy).postback(["pay", "go_on"], ());
    let program = program(shop);
    let press = Sealing::new(&keyring, MAKER).write(&order(), 1000);
    let mut snapshot = snapshot(EventKind::Postback(press));
    snapshot.state.sessions.insert("cart".to_owned(), json!({ "items": [["pear", 2], ["plum", 9]] }));
    let outcome = run(&program, snapshot.clone(), &keyring);
    assert_eq!((outcome.calls.len(), &outcome.state.sessions["cart"]["items"][2]), (2, &json!(["apple", 1])));
    bencher.with_inputs(|| snapshot.clone()).bench_values(|snapshot| run(&program, snapshot, &keyring));
}

/// 500 postbacks, 200 keywords, 100 commands and 200 regular expressions in one context, whose bodies do nothing.
mod among_1_000_blocks {
    use super::*;

    /// 200 characters that no block but `everything_else` takes.
    #[divan::bench]
    fn text_that_nothing_matches(bencher: Bencher<'_, '_>) {
        takes(bencher, &long_text());
    }

    #[divan::bench]
    fn keyword(bencher: Bencher<'_, '_>) {
        takes(bencher, &written("Keyword 137"));
    }

    #[divan::bench]
    fn command(bencher: Bencher<'_, '_>) {
        takes(bencher, &written("/command_77 and what follows"));
    }

    #[divan::bench]
    fn regex(bencher: Bencher<'_, '_>) {
        takes(bencher, &written("my ticket #99-1234 is lost"));
    }

    #[divan::bench]
    fn postback(bencher: Bencher<'_, '_>) {
        takes(bencher, &EventKind::Postback("/postback_321".to_owned()));
    }

    #[divan::bench]
    fn postback_that_nothing_matches(bencher: Bencher<'_, '_>) {
        takes(bencher, &EventKind::Postback("/postback_999".to_owned()));
    }

    fn takes(bencher: Bencher<'_, '_>, event: &EventKind) {
        let program = program(thousand_blocks(Context::new("main"), |context| context).everything_else(()));
        bench(bencher, &program, snapshot(event.clone()));
    }
}

/// The same, deep in the default context, while the conversation waits for an answer three floors below.
mod among_1_000_deep_blocks {
    use super::*;

    #[divan::bench]
    fn text_that_nothing_matches(bencher: Bencher<'_, '_>) {
        takes(bencher, &long_text());
    }

    #[divan::bench]
    fn keyword(bencher: Bencher<'_, '_>) {
        takes(bencher, &written("Keyword 137"));
    }

    fn takes(bencher: Bencher<'_, '_>, event: &EventKind) {
        let question = |answer: Answer| answer.ask(()).everything_else(());
        let inner = Context::new("b").sub_context(Context::new("c").answer("d", question));
        let main = Context::new("main").sub_context(Context::new("a").sub_context(inner));
        let program = program(thousand_blocks(main, Context::deep));
        let mut snapshot = snapshot(event.clone());
        snapshot.state.stack.push(Frame { context: "main/a/b/c/d".to_owned(), ..Frame::default() });
        bench(bencher, &program, snapshot);
    }
}

fn thousand_blocks(mut context: Context, prepare: fn(Context) -> Context) -> Context {
    for at in 0..500 {
        context = prepare(context).postback(format!("postback_{at}"), ());
    }
    for at in 0..200 {
        context = prepare(context).keyword(format!("keyword {at}"), ());
    }
    for at in 0..100 {
        context = prepare(context).command(format!("command_{at}"), ());
        context = prepare(context).regex(&format!(r"(?i)^order number {at} (\d+)$"), ());
        context = prepare(context).regex(&format!(r"\bticket #{at}-(\d+)"), ());
    }
    context
}

fn bench(bencher: Bencher<'_, '_>, program: &Program, snapshot: Snapshot) {
    let keyring = keyring();
    bencher.with_inputs(|| snapshot.clone()).bench_values(|snapshot| run(program, snapshot, &keyring));
}

fn written(text: &str) -> EventKind {
    EventKind::Text { text: text.to_owned(), command: Command::typed(text) }
}

/// 200 characters.
fn long_text() -> EventKind {
    let text = "the order of words in this sentence is of no interest to anyone ".repeat(4);
    written(&text[..200])
}

#[divan::bench]
fn plan_three_buttons(bencher: Bencher<'_, '_>) {
    let button = |title: &str| Button::carrying(title, format!("/{title}"));
    let buttons = ["Of course!", "Not really 🤷", "Later"].map(button).to_vec();
    let text = RichText::from("Is it clear to you how postbacks work?");
    let message = Message::QuickReplies(Question { text, buttons });
    bencher
        .with_inputs(|| vec![(message.clone(), Policy::Fit)])
        .bench_values(|messages| plan::plan(messages, &CAPABILITIES));
}

#[divan::bench]
fn seal_and_read_payload(bencher: Bencher<'_, '_>) {
    let (keyring, order) = (keyring(), order());
    bencher.bench(|| {
        let wire = Sealing::new(&keyring, MAKER).write(black_box(&order), 1000);
        let read = WirePayload::read(&wire, &keyring, CHAT).expect("just sealed");
        assert!(matches!(read, WirePayload::Plain { sealed: true, .. }));
    });
}

const MAKER: Maker<'_> = Maker { chat: CHAT, user: 7, turn: "0", now: Timestamp::UNIX_EPOCH };

fn order() -> QualifiedPayload {
    let params = Some(r#"{"sku":"apple","quantity":1}"#.to_owned());
    QualifiedPayload { route: "/buy".to_owned(), params, terms: Terms::default() }
}

fn program(context: Context) -> Program {
    ProgramBuilder::new().context(context).build().expect("a context without faults")
}

fn keyring() -> Keyring {
    Keyring::new(&[SecretString::from("a key of thirty-two bytes, or so")]).expect("a long key")
}

fn snapshot(event: EventKind) -> Snapshot {
    let raw = RawValue::from_string("{}".to_owned()).expect("JSON");
    Snapshot {
        turn_id: "1".to_owned(),
        platform: Platform::new("plain"),
        chat: CHAT,
        destination: Destination::default(),
        user: UserRecord::default(),
        state: ConversationState::default(),
        event: Event::new(event, Timestamp::UNIX_EPOCH, raw),
        stored_payload: None,
        joined: None,
        now: Timestamp::UNIX_EPOCH,
    }
}

/// Runs a turn, which never waits for anything but itself.
fn run(program: &Program, snapshot: Snapshot, keyring: &Keyring) -> Outcome {
    let tools = Tools {
        adapter: &Plain,
        keyring,
        journal: Arc::new(NoJournal),
        files: Arc::new(NoFiles),
        recorder: tertulia_core::trace::Recorder::default(),
    };
    let mut turn = pin!(program.turn(snapshot, &tools));
    let mut task = TaskContext::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(outcome) = turn.as_mut().poll(&mut task) {
            return outcome.expect("a block that does not fail");
        }
    }
}

/// Nothing here is done outside.
struct NoJournal;

impl Journal for NoJournal {
    fn recall<'a>(&'a self, _: &'a str, _: &'a str) -> Recorded<'a, Option<String>> {
        Box::pin(async { Ok(None) })
    }

    fn record<'a>(&'a self, _: &'a str, _: &'a str, _: String) -> Recorded<'a, ()> {
        Box::pin(async { Ok(()) })
    }
}

/// A platform with buttons, and nothing else.
struct Plain;

static CAPABILITIES: Capabilities = {
    let mut plain = Capabilities::new(Platform::new("plain"), Unit::CodePoints, 4096);
    plain.buttons.count = 100;
    plain.buttons.title = 64;
    plain.buttons.payload = 1000;
    plain
};

impl Adapter for Plain {
    fn platform(&self) -> Platform {
        Platform::new("plain")
    }
    fn accounts(&self) -> Vec<String> {
        Vec::new()
    }
    fn challenge(&self, _: &str) -> Result<String, Unverified> {
        Err(Unverified)
    }
    fn verify(&self, _: &HeaderMap, _: &[u8]) -> Result<Verified, Unverified> {
        Err(Unverified)
    }
    fn parse(&self, _: &Verified, _: &[u8]) -> Vec<Parsed> {
        Vec::new()
    }
    fn capabilities(&self) -> &'static Capabilities {
        &CAPABILITIES
    }
    fn render(&self, part: &Part, _: &Envelope<'_>) -> Result<Call, Undeliverable> {
        let body = match part {
            Part::Text(text) => json!({ "text": text.as_str() }),
            Part::Buttons { question, .. } => {
                let buttons = question.buttons.iter().map(|b| json!([b.title, b.payload()]));
                json!({ "text": question.text.as_str(), "buttons": buttons.collect::<Vec<_>>() })
            }
            _ => return Err(Undeliverable("not offered".into())),
        };
        Ok(Call::new("send", &body))
    }
    fn answer_press(&self, _: &str, _: Option<&Notice>) -> Option<Call> {
        None
    }
    fn counts(&self, _: &Call) -> bool {
        true
    }
    fn request(&self, _: &str, _: &Call) -> Option<Request> {
        None
    }
    fn interpret(&self, _: &Call, _: &Response) -> Delivery {
        Delivery::Sent(None)
    }
    fn pace(&self) -> &Pace {
        static PACE: Pace = Pace { account: None, chat: None, group: None };
        &PACE
    }
}
