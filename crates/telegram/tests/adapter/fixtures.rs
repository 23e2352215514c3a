//! Every fixture, and what is read of it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use tertulia_core::{
    Alias, Attachment, Chat, Command, Dedupe, Edited, EventKind, InlineQuery, Membership, Parsed, Profile,
    Reaction, event::Group, incoming::Moved,
};
use tertulia_telegram::TELEGRAM_ID;

use crate::{
    specs,
    support::{ACCOUNT, event, fixture, fixture_names, parse, telegram, telegram_named},
};

const GROUP: &str = "-1001234567890";
const DATE: i64 = 1_790_000_000;

fn text(text: &str) -> EventKind {
    EventKind::Text { text: text.to_owned(), command: None }
}

fn command(text: &str, name: &str, argument: &str) -> EventKind {
    let command = Command { name: name.to_owned(), argument: argument.to_owned() };
    EventKind::Text { text: text.to_owned(), command: Some(command) }
}

fn press(payload: &str) -> EventKind {
    EventKind::Postback(payload.to_owned())
}

/// What was sent, by the words for it; the test below looks into it.
fn sent(kinds: &str) -> EventKind {
    EventKind::OtherMessage(format!("sent {kinds}"))
}

fn reaction(reaction: Reaction) -> EventKind {
    EventKind::Reaction(reaction)
}

fn group() -> Group {
    let mut group = Group::new(GROUP);
    group.title = Some("La tertulia".to_owned());
    group
}

fn plain(kind: EventKind) -> EventKind {
    match kind {
        EventKind::Attachments(all) => sent(&all.iter().map(Attachment::kind).collect::<Vec<_>>().join("+")),
        kind => kind,
    }
}

fn other(name: &str) -> EventKind {
    EventKind::Other(name.to_owned())
}

/// Fixture, kind, who (nobody: 0), in the group or in private, addressed.
fn table() -> Vec<(&'static str, EventKind, i64, bool, bool)> {
    const IN_GROUP: bool = true;
    const PRIVATE: bool = false;
    vec![
        ("text", text("Hola 🤷 qué tal"), 42, PRIVATE, true),
        ("text_group", text("Who is coming?"), 42, IN_GROUP, false),
        ("text_group_mention", text("🤷 @Tertulia_Bot help me"), 42, IN_GROUP, true),
        ("text_group_mention_other", text("@another_bot help me"), 42, IN_GROUP, false),
        ("text_group_text_mention", text("Tertulia, help"), 42, IN_GROUP, true),
        ("text_group_reply", text("blue"), 42, IN_GROUP, true),
        ("text_group_reply_other", text("me too"), 42, IN_GROUP, false),
        ("text_topic", text("about food"), 42, IN_GROUP, false),
        ("text_reply_chain", text("and then?"), 42, IN_GROUP, false),
        ("text_private_topic", text("in my topic"), 42, PRIVATE, true),
        ("command", command("/Help  me please ", "help", "me please"), 42, PRIVATE, true),
        ("command_group", command("/help", "help", ""), 42, IN_GROUP, true),
        ("command_group_own", command("/help@Tertulia_bot now", "help", "now"), 42, IN_GROUP, true),
        ("command_group_other", text("/help@another_bot now"), 42, IN_GROUP, false),
        ("command_inside", text("see /help"), 42, PRIVATE, true),
        ("command_without_entity", text("/usr/bin"), 42, PRIVATE, true),
        ("start", command("/start", "start", ""), 42, PRIVATE, true),
        ("start_deep_link", command("/start spring-sale_26", "start", "spring-sale_26"), 42, PRIVATE, true),
        ("start_not_a_link", command("/start the engine", "start", "the engine"), 42, PRIVATE, true),
        ("start_group", command("/start@tertulia_bot league", "start", "league"), 42, IN_GROUP, true),
        ("photo", sent("image"), 42, PRIVATE, true),
        ("photo_group_mention", sent("image"), 42, IN_GROUP, true),
        ("sticker", sent("sticker"), 42, PRIVATE, true),
        ("location", sent("location"), 42, PRIVATE, true),
        ("venue", sent("location"), 42, PRIVATE, true),
        ("contact", sent("contact"), 42, PRIVATE, true),
        ("animation", sent("animation"), 42, PRIVATE, true),
        ("document", sent("document"), 42, PRIVATE, true),
        ("voice", sent("voice"), 42, PRIVATE, true),
        ("video", sent("video"), 42, PRIVATE, true),
        ("new_chat_members", other("new_chat_members"), 42, IN_GROUP, false),
        ("left_chat_member", other("left_chat_member"), 42, IN_GROUP, false),
        ("pinned_message", other("pinned_message"), 42, IN_GROUP, false),
        ("video_chat_started", other("video_chat_started"), 42, IN_GROUP, false),
        ("service_not_known", other("statue_unveiled"), 42, IN_GROUP, false),
        ("message_of_bot", other("message"), 0, IN_GROUP, false),
        ("message_of_channel", other("message"), 0, IN_GROUP, false),
        ("message_of_nobody", other("message"), 0, IN_GROUP, false),
        ("press", press(r#"/understood:{"response":"yes"}~cAbCdEfGhIjKl"#), 42, PRIVATE, true),
        ("press_group", press("/vote"), 43, IN_GROUP, true),
        ("press_inaccessible", press("/old"), 42, IN_GROUP, true),
        ("press_inline", press("/inline"), 42, PRIVATE, true),
        ("press_business", press("/shop"), 42, PRIVATE, true),
        ("press_game", other("callback_query"), 42, PRIVATE, true),
        ("edited_message", EventKind::Edited(Edited::Text("Hola!".into())), 42, PRIVATE, true),
        ("business_message", other("business_message"), 42, PRIVATE, true),
        ("my_chat_member", other("my_chat_member"), 42, PRIVATE, true),
        ("my_chat_member_added", EventKind::Membership(Membership::New(group())), 42, PRIVATE, true),
        ("my_chat_member_removed", EventKind::Membership(Membership::Drop(group())), 42, PRIVATE, true),
        ("my_chat_member_promoted", other("my_chat_member"), 42, IN_GROUP, false),
        ("inline_query", EventKind::InlineQuery(InlineQuery::new("77", "cat")), 42, PRIVATE, true),
        ("message_reaction", reaction(Reaction::added("900", Some("👍".into()))), 42, IN_GROUP, false),
        ("message_reaction_changed", reaction(Reaction::added("900", Some("❤".into()))), 42, IN_GROUP, false),
        (
            "message_reaction_removed",
            reaction(Reaction::removed("900", Some("👍".into()))),
            42,
            IN_GROUP,
            false,
        ),
        ("message_reaction_of_chat", other("message_reaction"), 0, IN_GROUP, false),
        ("poll", other("poll"), 0, PRIVATE, true),
        ("poll_answer", other("poll_answer"), 42, PRIVATE, true),
        ("kind_not_known", other("telepathy"), 42, PRIVATE, true),
        ("nothing", other("update"), 0, PRIVATE, true),
        ("nulls", text("Hola"), 42, PRIVATE, true),
        ("wrong_types", text("Hola"), 42, PRIVATE, true),
    ]
}

/// Fixtures that happen in a chat of their own, so that their kind alone is in a table.
fn elsewhere() -> Vec<(&'static str, EventKind, &'static str)> {
    vec![
        ("migrate_nowhere", other("migrate_to_chat_id"), "-4001"),
        ("channel_post", other("channel_post"), "-1009"),
        ("message_to_channel", other("message"), "-1005"),
    ]
}

/// Fixtures that tell of a group's new id: to the old group, and to the new one.
const MIGRATIONS: [&str; 2] = ["migrate_to_chat_id", "migrate_from_chat_id"];

#[test]
fn both_ends_of_a_migration_tell_the_same() {
    for name in MIGRATIONS {
        let Parsed::Moved(moved) = parse(&telegram(), &fixture(name)) else { panic!("{name}") };
        let expected = Moved { account: ACCOUNT.into(), from: "-4001".into(), to: GROUP.into() };
        assert_eq!(moved, expected, "{name}");
    }
}

#[test]
fn every_fixture_is_read_as_the_table_says() {
    for (name, kind, who, in_group, addressed) in table() {
        let incoming = event(&telegram(), &fixture(name));
        assert_eq!(plain(incoming.event.kind), kind, "{name}");
        let alias = incoming.sender.map(|sender| sender.aliases);
        let expected = (who != 0).then(|| vec![Alias::new(TELEGRAM_ID, who.to_string())]);
        assert_eq!(alias, expected, "{name}");
        assert_eq!(incoming.chat.group.as_deref(), in_group.then_some(GROUP), "{name}");
        assert_eq!(incoming.event.addressed, addressed, "{name}");
    }
    for (name, kind, group) in elsewhere() {
        let incoming = event(&telegram(), &fixture(name));
        assert_eq!((incoming.event.kind, incoming.chat.group.as_deref()), (kind, Some(group)), "{name}");
    }
}

#[test]
fn no_fixture_is_forgotten() {
    let (table, elsewhere) = (table(), elsewhere());
    let named = table.iter().map(|row| row.0).chain(elsewhere.iter().map(|row| row.0)).chain(MIGRATIONS);
    let named: BTreeSet<String> = named.map(str::to_owned).collect();
    assert_eq!(named, fixture_names().into_iter().collect());
}

#[test]
fn every_update_keeps_its_number_and_its_bytes() {
    let mut numbers = BTreeSet::new();
    for name in fixture_names().into_iter().filter(|name| !MIGRATIONS.contains(&name.as_str())) {
        let body = fixture(&name);
        let incoming = event(&telegram(), &body);
        let json: serde_json::Value = serde_json::from_slice(&body).unwrap();
        let number = json["update_id"].as_i64().unwrap();
        assert!(numbers.insert(number), "{name} has the number of another fixture");
        assert_eq!((incoming.sort, incoming.dedupe), (number, Dedupe::of_sequence(number)), "{name}");
        assert_eq!(incoming.account, ACCOUNT);
        assert_eq!(incoming.event.raw(), String::from_utf8(body).unwrap().trim_end(), "{name}");
    }
}

#[test]
fn the_profile_is_what_telegram_tells() {
    let sender = event(&telegram(), &fixture("text")).sender.unwrap();
    let profile = Profile {
        name: Some("Ana García".to_owned()),
        first_name: Some("Ana".to_owned()),
        last_name: Some("García".to_owned()),
        username: Some("ana_g".to_owned()),
        locale: Some("es".to_owned()),
    };
    assert_eq!(sender.profile, profile);
    let sender = event(&telegram(), &fixture("press_group")).sender.unwrap();
    let profile =
        Profile { name: Some("Ben".to_owned()), first_name: Some("Ben".to_owned()), ..Profile::default() };
    assert_eq!(sender.profile, profile);
    assert_eq!(event(&telegram(), &fixture("wrong_types")).sender.unwrap().profile, Profile::default());
}

#[test]
fn what_was_sent_is_kept() {
    let sent = |name: &str| event(&telegram(), &fixture(name)).event.attachments().unwrap().clone();
    let file = |name: &str| sent(name).files().next().unwrap().clone();

    let photo = file("photo");
    assert_eq!((photo.id.as_deref(), photo.size), (Some("AgACphoto"), Some(1200)));
    assert_eq!(sent("photo").caption.as_deref(), Some("/help"));
    let document = file("document");
    assert_eq!((document.name.as_deref(), document.id.as_deref()), (Some("menu.pdf"), Some("BQACdocument")));
    assert_eq!(document.mime_type.as_deref(), Some("application/pdf"));
    assert_eq!(file("voice").mime_type.as_deref(), Some("audio/ogg"));
    assert_eq!(file("sticker").id.as_deref(), Some("CAACsticker"));
    let Attachment::Sticker(sticker) = &sent("sticker")[0] else { panic!("no sticker") };
    assert_eq!(sticker.emoji.as_deref(), Some("👍"));

    let contact = sent("contact").contacts().next().unwrap().clone();
    assert_eq!((contact.name.as_deref(), contact.user_id.as_deref()), (Some("Ben"), Some("43")));
    assert_eq!(contact.phones, ["34600000000"]);
    let venue = sent("venue").location().unwrap().clone();
    assert_eq!((venue.latitude, venue.longitude, venue.live), (40.4158, -3.7075, false));
    assert_eq!(venue.name.as_deref(), Some("Café Gijón"));
    assert_eq!(venue.address.as_deref(), Some("Paseo de Recoletos, 21"));
}

#[test]
fn topics_and_business_accounts_are_places() {
    let chat = |name: &str| event(&telegram(), &fixture(name)).chat;
    let topic = Chat { group: Some(GROUP.into()), thread: Some("17".into()), business: None };
    assert_eq!(chat("text_topic"), topic);
    assert_eq!(chat("press_group"), topic);
    assert_eq!(chat("text_private_topic"), Chat { thread: Some("3".into()), ..Chat::default() });
    assert_eq!(chat("text_reply_chain").thread, None);
    let business = Chat { business: Some("biz-1".into()), ..Chat::default() };
    assert_eq!(chat("press_business"), business);
    assert_eq!(chat("business_message"), business);
    assert_eq!(chat("press_inline"), Chat::default());
    assert_eq!(chat("inline_query"), Chat::of_inline_queries(), "apart from the person's conversations");
}

#[test]
fn a_press_can_be_answered_and_named() {
    let ids = |name: &str| {
        let event = event(&telegram(), &fixture(name)).event;
        (event.press_id, event.message_id)
    };
    assert_eq!(ids("press"), (Some("180388626432".into()), Some("950".into())));
    assert_eq!(ids("press_inaccessible"), (Some("180388626434".into()), Some("12".into())));
    assert_eq!(ids("press_inline"), (Some("180388626435".into()), None));
    assert_eq!(ids("text"), (None, Some("1100".into())));
}

#[test]
fn what_has_no_time_is_at_the_epoch() {
    let at = |name: &str| event(&telegram(), &fixture(name)).event.at;
    assert_eq!(at("text").as_second(), DATE);
    assert_eq!(at("edited_message").as_second(), DATE + 30);
    assert_eq!(at("my_chat_member").as_second(), DATE);
    for name in ["press", "press_inaccessible", "inline_query", "poll", "wrong_types"] {
        assert_eq!(at(name), Timestamp::UNIX_EPOCH, "{name}");
    }
}

#[test]
fn a_link_that_brought_someone_here_is_kept() {
    let link = |name: &str| event(&telegram(), &fixture(name)).event.deep_link;
    assert_eq!(link("start_deep_link").as_deref(), Some("spring-sale_26"));
    assert_eq!(link("start_group").as_deref(), Some("league"));
    for name in ["start", "start_not_a_link", "command", "text"] {
        assert_eq!(link(name), None, "{name}");
    }
}

#[test]
fn a_bot_without_a_name_takes_what_it_cannot_check() {
    let incoming = event(&telegram_named(None), &fixture("command_group_other"));
    assert_eq!(incoming.event.command().unwrap().name, "help");
    assert!(incoming.event.addressed);
    let incoming = event(&telegram_named(None), &fixture("text_group_mention"));
    assert!(!incoming.event.addressed, "a mention is no command");
}

#[test]
fn the_fixtures_are_what_the_bot_api_documents() {
    let Some(specs) = specs::folder() else { return };
    let odd = ["kind_not_known", "nothing", "nulls", "service_not_known", "wrong_types"];
    let documented = fixture_names().into_iter().filter(|name| !odd.contains(&name.as_str()));
    let line = |name: String| {
        let json: serde_json::Value = serde_json::from_slice(&fixture(&name)).unwrap();
        json.to_string()
    };
    specs::check(&specs, &["--update", "--strict"], &documented.map(line).collect::<Vec<_>>()).unwrap();
}
