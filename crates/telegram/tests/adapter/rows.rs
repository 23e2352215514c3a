//! From an update to what is said, for what the reference system gets wrong.

use std::{future::ready, pin::pin, sync::Arc, task};

use serde_json::{Value, json};
use tertulia_core::{
    Context, Destination, Incoming, Journal, Membership, Reply, ReplyGroup, Text,
    file::NoFiles,
    journal::Recorded,
    payload::Keyring,
    program::{Program, ProgramBuilder, Tools},
    state::{ConversationState, UserRecord},
    turn::Snapshot,
};

use crate::support::{event, fixture, telegram};

struct Nothing;

impl Journal for Nothing {
    fn recall<'a>(&'a self, _: &'a str, _: &'a str) -> Recorded<'a, Option<String>> {
        Box::pin(ready(Ok(None)))
    }

    fn record<'a>(&'a self, _: &'a str, _: &'a str, _: String) -> Recorded<'a, ()> {
        Box::pin(ready(Ok(())))
    }
}

fn program(main: Context) -> Program {
    ProgramBuilder::new().context(main).build().unwrap()
}

/// To which chats what is said after an update.
fn said(program: &Program, update: &[u8]) -> Vec<(i64, String)> {
    let telegram = telegram();
    let Incoming { sender, chat, event, .. } = event(&telegram, update);
    let snapshot = Snapshot {
        turn_id: "1".into(),
        platform: tertulia_core::Platform::TELEGRAM,
        chat: 1,
        destination: Destination { aliases: sender.unwrap().aliases, chat, ..Destination::default() },
        user: UserRecord::default(),
        state: ConversationState::default(),
        joined: event.joined().map(|_| 2),
        now: event.at,
        event,
        stored_payload: None,
    };
    let keyring = Keyring::new(&["a key of thirty-two bytes, or so".into()]).unwrap();
    let tools = Tools {
        adapter: &telegram,
        keyring: &keyring,
        journal: Arc::new(Nothing),
        files: Arc::new(NoFiles),
        recorder: tertulia_core::trace::Recorder::default(),
    };
    let mut turn = pin!(program.turn(snapshot, &tools));
    let mut waiting = task::Context::from_waker(task::Waker::noop());
    let task::Poll::Ready(outcome) = turn.as_mut().poll(&mut waiting) else { panic!("nothing waits here") };
    let calls = outcome.unwrap().calls;
    let bodies = calls.iter().map(|call| serde_json::from_str::<Value>(call.call.body.get()).unwrap());
    bodies
        .map(|body| (body["chat_id"].as_i64().unwrap(), body["text"].as_str().unwrap().to_owned()))
        .collect()
}

#[test]
fn row_26_who_adds_the_bot_to_a_group_is_answered_and_so_is_the_group() {
    let program = program(Context::new("main").membership(
        |change: Membership, reply: Reply, group: Option<ReplyGroup>| {
            let title = change.group().title.clone().unwrap_or_default();
            match (&change, group) {
                (Membership::New(_), Some(group)) => {
                    group.text("Hello all!");
                    reply.text(format!("I am in {title}."))
                }
                (Membership::Drop(_), None) => reply.text(format!("I left {title}.")),
                (change, group) => panic!("{change:?} {group:?}"),
            };
        },
    ));
    let person = update_of("my_chat_member_added")["my_chat_member"]["from"]["id"].as_i64().unwrap();
    let group = update_of("my_chat_member_added")["my_chat_member"]["chat"]["id"].as_i64().unwrap();
    let texts = said(&program, &fixture("my_chat_member_added"));
    assert_eq!(texts, [(person, "I am in La tertulia.".to_owned()), (group, "Hello all!".to_owned())]);
    let texts = said(&program, &fixture("my_chat_member_removed"));
    assert_eq!(texts, [(person, "I left La tertulia.".to_owned())]);
}

#[test]
fn row_42_a_command_is_the_entity_at_the_beginning_in_any_case_and_for_this_bot() {
    let program = program(
        Context::new("main")
            .command("start", "begun")
            .command("help", |Text(about): Text| format!("help about {about:?}"))
            .command("see", "never")
            .any_text("text"),
    );
    let heard = |text: &str| {
        let at = text.encode_utf16().take_while(|unit| *unit != u16::from(b'/')).count();
        let length = text.split('/').nth(1).map_or(0, |rest| 1 + rest.split(' ').next().unwrap().len());
        let entities = json!([{"type": "bot_command", "offset": at, "length": length}]);
        let from = json!({"id": 42, "is_bot": false, "first_name": "Ana"});
        // In a group, where somebody else's command is nobody's text either.
        let chat = json!({"id": -100, "type": "supergroup", "title": "La tertulia"});
        let message = json!({"message_id": 7, "date": 1_790_000_000, "from": from, "chat": chat, "text": text,
            "entities": entities});
        let update = json!({"update_id": 1, "message": message}).to_string();
        said(&program, update.as_bytes()).into_iter().map(|(_, text)| text).collect::<Vec<_>>()
    };
    assert_eq!(heard("/Start"), ["begun"]);
    assert_eq!(heard("/start@tertulia_bot"), ["begun"]);
    assert_eq!(heard("/start@OtherBot"), [""; 0]);
    assert_eq!(heard("see /help"), [""; 0]);
    assert_eq!(heard("/help me please"), [r#"help about "me please""#]);
}

fn update_of(name: &str) -> Value {
    serde_json::from_slice(&fixture(name)).unwrap()
}
