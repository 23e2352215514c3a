//! What a block says, as calls: through the whole of a turn.

use std::{
    pin::pin,
    sync::Arc,
    task::{Context as TaskContext, Poll, Waker},
};

use jiff::Timestamp;
use serde_json::value::RawValue;
use tertulia_core::{
    Adapter, Call, Context, Destination, Event, EventKind, InlineQuery, Journal, Reaction, Reply, Result,
    file::NoFiles,
    journal::Recorded,
    payload::Keyring,
    program::{ProgramBuilder, Tools},
    state::{ConversationState, UserRecord},
    turn::{Outcome, OutgoingCall, Snapshot},
};

use crate::{support::telegram, wire::private};

/// What is said to a text of the person, in private.
pub(crate) fn said(say: impl Fn(Reply) + Clone + Send + Sync + 'static) -> Vec<Call> {
    said_to(private(), say)
}

/// What is said to a text, there.
pub(crate) fn said_to(to: Destination, say: impl Fn(Reply) + Clone + Send + Sync + 'static) -> Vec<Call> {
    calls(turn(text(), to, say).unwrap())
}

/// What is said to an inline query.
pub(crate) fn answered(say: impl Fn(Reply) + Clone + Send + Sync + 'static) -> Vec<Call> {
    calls(turn(EventKind::InlineQuery(InlineQuery::new("5001", "ro")), private(), say).unwrap())
}

/// What is said to a reaction to the message 66.
pub(crate) fn reacted(say: impl Fn(Reply) + Clone + Send + Sync + 'static) -> Vec<Call> {
    calls(turn(EventKind::Reaction(Reaction::added("66", None)), private(), say).unwrap())
}

/// Why it cannot be said to a text.
pub(crate) fn refused(say: impl Fn(Reply) + Clone + Send + Sync + 'static) -> String {
    turn(text(), private(), say).unwrap_err().to_string()
}

/// What is said to that, with what the lanes are told of each call.
pub(crate) fn turn(
    kind: EventKind,
    destination: Destination,
    say: impl Fn(Reply) + Clone + Send + Sync + 'static,
) -> Result<Vec<OutgoingCall>> {
    let context = Context::new("main")
        .everything_else({
            let say = say.clone();
            move |reply: Reply| say(reply)
        })
        .reaction({
            let say = say.clone();
            move |reply: Reply| say(reply)
        })
        .inline_query(move |reply: Reply| say(reply));
    Ok(handle(context, ConversationState::default(), kind, destination)?.calls)
}

/// What becomes of that in a conversation of that state.
pub(crate) fn handle(
    context: Context,
    state: ConversationState,
    kind: EventKind,
    destination: Destination,
) -> Result<Outcome> {
    let program = ProgramBuilder::new().context(context).build().unwrap();
    let keyring = Keyring::new(&["a key of thirty-two bytes, or so".into()]).unwrap();
    let raw = RawValue::from_string("{}".to_owned()).unwrap();
    let mut event = Event::new(kind, Timestamp::UNIX_EPOCH, raw);
    event.message_id = matches!(event.kind, EventKind::Text { .. }).then(|| "65".to_owned());
    let adapter = telegram();
    let snapshot = Snapshot {
        turn_id: "1".to_owned(),
        platform: adapter.platform(),
        chat: 1,
        destination: Destination { last_message_id: Some("65".to_owned()), ..destination },
        user: UserRecord::default(),
        state,
        event,
        stored_payload: None,
        joined: None,
        now: Timestamp::UNIX_EPOCH,
    };
    let tools = Tools {
        adapter: &adapter,
        keyring: &keyring,
        journal: Arc::new(NoJournal),
        files: Arc::new(NoFiles),
        recorder: tertulia_core::trace::Recorder::default(),
    };
    now(program.turn(snapshot, &tools))
}

fn text() -> EventKind {
    EventKind::Text { text: "hi".to_owned(), command: None }
}

fn calls(outgoing: Vec<OutgoingCall>) -> Vec<Call> {
    outgoing.into_iter().map(|outgoing| outgoing.call).collect()
}

/// The output of a future that never waits for anything but itself.
fn now<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut task = TaskContext::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut task) {
            return output;
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
