//! Which block takes what people send and do, on each platform, from webhook bodies to the words that are sent.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![cfg(all(feature = "messenger", feature = "telegram", feature = "whatsapp"))]

use std::{
    env, fs,
    future::ready,
    path::{Path, PathBuf},
    pin::pin,
    sync::Arc,
    task::{Context as TaskContext, Poll, Waker},
};

use serde_json::Value;
use tertulia::{Context, Event, program::Program};
use tertulia_core::{
    Adapter, Destination, Incoming, Journal, Parsed,
    adapter::Verified,
    file::NoFiles,
    journal::Recorded,
    payload::Keyring,
    program::{ProgramBuilder, Tools},
    state::{ConversationState, UserRecord},
    turn::Snapshot,
};

/// Bodies that others published, by the beginning of their name, and the blocks that take what is in them.
const SAMPLES: &[(&str, &str, &[&str])] = &[
    ("telegram", "message.location__", &["location"]),
    ("telegram", "message.contact__", &["contact"]),
    ("telegram", "message.document__", &["any_attachment"]),
    ("telegram", "message.photo__", &["any_attachment"]),
    ("telegram", "message.sticker__", &["any_attachment"]),
    ("telegram", "message.voice__", &["any_attachment"]),
    ("telegram", "edited_message.text__", &["edited"]),
    ("telegram", "edited_message.location__", &["edited"]),
    ("telegram", "inline_query__", &["inline_query"]),
    ("telegram", "message.new_chat_members__", &[]),
    ("telegram", "message.left_chat_member__", &[]),
    ("meta", "messenger-att-fallback-image-location-messenger4j", &["location"]),
    ("meta", "messenger-optin-messenger4j", &["optin"]),
    ("meta", "messenger-optin-2-messenger4j", &[]),
    ("meta", "messenger-read-messenger4j", &[]),
    ("meta", "whatsapp-location-", &["location"]),
    ("meta", "whatsapp-contacts-", &["contact"]),
    ("meta", "whatsapp-image-", &["any_attachment"]),
    ("meta", "whatsapp-video-", &["any_attachment"]),
    ("meta", "whatsapp-audio-", &["any_attachment"]),
    ("meta", "whatsapp-document-", &["any_attachment"]),
    ("meta", "whatsapp-sticker-", &["any_attachment"]),
    ("meta", "whatsapp-order-", &["everything_else"]),
    ("meta", "whatsapp-reaction-", &["reaction"]),
    ("meta", "whatsapp-user-preferences-", &["recurring_notification"]),
    ("meta", "whatsapp-unsupported-", &[]),
];

/// Bodies written after the documentation, for what nobody published.
const FIXTURES: &[(&str, &str, &[&str])] = &[
    ("telegram", "message_reaction", &["reaction"]),
    ("telegram", "my_chat_member_added", &["membership"]),
    ("telegram", "my_chat_member_removed", &["membership"]),
    ("telegram", "my_chat_member", &[]),
    ("telegram", "venue", &["location"]),
    ("telegram", "video", &["any_attachment"]),
    ("telegram", "animation", &["any_attachment"]),
    (
        "messenger",
        "attachments",
        &["any_attachment", "any_attachment", "location", "any_text", "any_attachment"],
    ),
    ("messenger", "receipts", &["reaction", "reaction", "edited"]),
    ("messenger", "feed", &["comment", "comment"]),
    ("messenger", "optins", &["optin", "recurring_notification", "recurring_notification"]),
    ("whatsapp", "unanswered", &["reaction", "reaction", "edited", "edited"]),
];

/// A bot that says which of its blocks took the event.
fn program() -> Program {
    let main = Context::new("main")
        .location("location")
        .contact("contact")
        .any_attachment("any_attachment")
        .any_number("any_number")
        .any_text("any_text")
        .membership("membership")
        .recurring_notification("recurring_notification")
        .reaction("reaction")
        .edited("edited")
        .comment("comment")
        .inline_query("inline_query")
        .optin("optin")
        .everything_else("everything_else");
    ProgramBuilder::new().context(main).build().unwrap()
}

/// Whoever is served: the accounts in the bodies are placeholders.
fn adapter(platform: &str, body: &Value) -> (Box<dyn Adapter>, String) {
    match platform {
        "telegram" => {
            let bot =
                tertulia_telegram::Bot::new("7000000001:AAF-token".into(), vec!["s".into()], None).unwrap();
            let limits = tertulia_telegram::limits::PACE;
            let telegram = tertulia_telegram::Telegram::new(vec![bot], tertulia_telegram::API_URL, limits);
            (Box::new(telegram), "7000000001".to_owned())
        }
        "messenger" => {
            let limits = tertulia_messenger::limits::PACE;
            let messenger = tertulia_messenger::Messenger::new([], tertulia_messenger::GRAPH_URL, limits);
            (Box::new(messenger), body["entry"][0]["id"].as_str().unwrap().to_owned())
        }
        _ => {
            let limits = tertulia_whatsapp::limits::PACE;
            let whatsapp = tertulia_whatsapp::WhatsApp::new([], tertulia_whatsapp::GRAPH_URL, limits);
            let metadata = &body["entry"][0]["changes"][0]["value"]["metadata"];
            (Box::new(whatsapp), metadata["phone_number_id"].as_str().unwrap().to_owned())
        }
    }
}

/// What is said to all that is in a webhook's body.
fn said(platform: &str, path: &Path) -> Vec<String> {
    let body = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let (adapter, account) = adapter(platform, &serde_json::from_slice(&body).unwrap());
    let events = adapter.parse(&Verified { accounts: vec![account] }, &body);
    let events = events.into_iter().filter_map(|parsed| match parsed {
        Parsed::Event(incoming) if incoming.event.starts_turn() => Some(*incoming),
        _ => None,
    });
    events.flat_map(|incoming| answers(&*adapter, incoming)).collect()
}

fn answers(adapter: &dyn Adapter, incoming: Incoming) -> Vec<String> {
    let Incoming { sender, chat, event, .. } = incoming;
    let kept = serde_json::to_string(&event).unwrap();
    let event: Event = serde_json::from_str(&kept).expect("an event survives the inbox");
    let sender = sender.expect("whoever starts a turn is known");
    let snapshot = Snapshot {
        turn_id: "1".to_owned(),
        platform: adapter.platform(),
        chat: 1,
        destination: Destination {
            aliases: sender.aliases,
            chat,
            heard: Some(event.at),
            ..Destination::default()
        },
        user: UserRecord { id: 1, profile: sender.profile, ..UserRecord::default() },
        state: ConversationState::default(),
        now: event.at,
        event,
        stored_payload: None,
        joined: None,
    };
    let keyring = Keyring::new(&["a key of thirty-two bytes, or so".into()]).unwrap();
    let tools = Tools {
        adapter,
        keyring: &keyring,
        journal: Arc::new(Nothing),
        files: Arc::new(NoFiles),
        recorder: tertulia::trace::Recorder::default(),
    };
    let outcome = block_on(program().turn(snapshot, &tools)).unwrap();
    let text = |body: Value| {
        let places = ["/text", "/message/text", "/text/body"].map(|place| body.pointer(place).cloned());
        places.into_iter().flatten().find_map(|text| text.as_str().map(str::to_owned)).unwrap()
    };
    let bodies = outcome.calls.iter().map(|call| serde_json::from_str(call.call.body.get()).unwrap());
    bodies.map(text).collect()
}

#[test]
fn published_bodies_reach_their_blocks() {
    let Some(specs) = env::var_os("TERTULIA_SPECS") else {
        println!("skipped: TERTULIA_SPECS names no folder with samples");
        return;
    };
    for (folder, start, expected) in SAMPLES {
        let platform = if *folder == "meta" { start.split('-').next().unwrap() } else { folder };
        let paths = files(&Path::new(&specs).join("../samples").join(folder));
        let named = |path: &&PathBuf| path.file_name().unwrap().to_str().unwrap().starts_with(start);
        let mut count = 0;
        for path in paths.iter().filter(named) {
            assert_eq!(said(platform, path), *expected, "{}", path.display());
            count += 1;
        }
        assert!(count > 0, "no sample is called {start}");
    }
}

#[test]
fn documented_bodies_reach_their_blocks() {
    for (platform, name, expected) in FIXTURES {
        let path = format!("{}/../{platform}/tests/fixtures/{name}.json", env!("CARGO_MANIFEST_DIR"));
        assert_eq!(said(platform, Path::new(&path)), *expected, "{platform} {name}");
    }
}

#[test]
fn every_platform_tells_what_to_subscribe_to() {
    let program = program();
    let kinds = || program.kinds().into_iter();
    assert_eq!(
        tertulia_telegram::allowed_updates(kinds()),
        ["message", "callback_query", "edited_message", "inline_query", "my_chat_member", "message_reaction"]
    );
    let fields = tertulia_messenger::webhook_fields(kinds());
    for field in ["messages", "feed", "message_edits", "message_reactions", "messaging_optins"] {
        assert!(fields.contains(&field), "{field}");
    }
    assert_eq!(
        tertulia_whatsapp::webhook_fields(kinds()),
        ["messages", "smb_message_echoes", "user_preferences"]
    );
}

fn files(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect()
}

/// A journal that nothing is kept in.
struct Nothing;

impl Journal for Nothing {
    fn recall<'a>(&'a self, _: &'a str, _: &'a str) -> Recorded<'a, Option<String>> {
        Box::pin(ready(Ok(None)))
    }

    fn record<'a>(&'a self, _: &'a str, _: &'a str, _: String) -> Recorded<'a, ()> {
        Box::pin(ready(Ok(())))
    }
}

/// Polls a future that never waits for anything but itself.
fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut task = TaskContext::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut task) {
            return output;
        }
    }
}
