//! What a block says, as calls: through the whole of a turn.

use std::{
    pin::pin,
    sync::Arc,
    task::{Context as TaskContext, Poll, Waker},
};

use jiff::Timestamp;
use serde_json::value::RawValue;
use tertulia_core::{
    Call, Chat, Command, Context, Destination, Event, EventKind, Journal, Platform, Reply, Result,
    file::NoFiles,
    journal::Recorded,
    payload::Keyring,
    program::{ProgramBuilder, Tools},
    state::{ConversationState, UserRecord},
    turn::{Outcome, Snapshot},
};

use crate::{messenger, to_person};

/// What is said to the person.
pub(crate) fn said(say: impl Fn(Reply) + Clone + Send + Sync + 'static) -> Vec<Call> {
    try_said(say).unwrap()
}

/// What is said to the person, if the turn does not fail.
pub(crate) fn try_said(say: impl Fn(Reply) + Clone + Send + Sync + 'static) -> Result<Vec<Call>> {
    turn(say, Destination { last_message_id: Some("m_asked".to_owned()), ..to_person() })
}

/// What is said to whoever wrote a comment.
pub(crate) fn said_to_comment(say: impl Fn(Reply) + Clone + Send + Sync + 'static) -> Result<Vec<Call>> {
    turn(say, Destination { chat: Chat::of_comment("1_2"), ..Destination::default() })
}

pub(crate) fn turn(
    say: impl Fn(Reply) + Clone + Send + Sync + 'static,
    destination: Destination,
) -> Result<Vec<Call>> {
    let context = Context::new("main").everything_else(move |reply: Reply| say(reply));
    let program = ProgramBuilder::new().context(context).build().unwrap();
    let keyring = Keyring::new(&["a key of thirty-two bytes, or so".into()]).unwrap();
    let text = EventKind::Text { text: "hi".to_owned(), command: None::<Command> };
    let snapshot = Snapshot {
        turn_id: "1".to_owned(),
        platform: Platform::MESSENGER,
        chat: 1,
        destination,
        user: UserRecord::default(),
        state: ConversationState::default(),
        event: Event::new(text, Timestamp::UNIX_EPOCH, RawValue::from_string("{}".to_owned()).unwrap()),
        stored_payload: None,
        joined: None,
        now: Timestamp::UNIX_EPOCH,
    };
    let adapter = messenger();
    let tools = Tools {
        adapter: &adapter,
        keyring: &keyring,
        journal: Arc::new(NoJournal),
        files: Arc::new(NoFiles),
        recorder: tertulia_core::trace::Recorder::default(),
    };
    let outcome: Outcome = now(program.turn(snapshot, &tools))?;
    Ok(outcome.calls.into_iter().map(|call| call.call).collect())
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
