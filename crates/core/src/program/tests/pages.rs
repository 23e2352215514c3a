//! Choices that are shown page by page, through the program.

use std::collections::BTreeSet;

use super::*;
use crate::{Card, Carousel, plan::Lists};

/// Like WhatsApp: three buttons, or a list of ten rows.
static LISTED: Capabilities = {
    let mut listed = Capabilities::new(Platform::new("plain"), Unit::Utf16, 4096);
    listed.buttons.payload = 256;
    listed.list = Some(Lists {
        text: 1024,
        button: 20,
        header: 60,
        sections: 10,
        section_title: 24,
        rows: 10,
        title: 24,
        description: 72,
        payload: 200,
    });
    listed
};

/// Like Telegram: many buttons, and messages that can be changed.
static TURNING: Capabilities = {
    let mut turning = Capabilities::new(Platform::new("plain"), Unit::CodePoints, 4096);
    turning.buttons.count = 100;
    turning.edits = true;
    turning
};

#[derive(Payload, Serialize, Deserialize)]
struct Pick {
    row: usize,
    note: String,
}

fn rows(count: usize) -> impl Iterator<Item = Row> {
    (0..count).map(|row| Row::new(format!("Row {row}"), Pick { row, note: "n".repeat(row * 9) }))
}

fn shop(count: usize) -> Context {
    Context::new("main")
        .before_anything(|reply: Reply| reply.text("A hook."))
        .keyword("list", move |reply: Reply| reply.list(List::new("Which?", "Open").section("", rows(count))))
        .on(|pick: Pick| format!("{} {}", pick.row, pick.note.len()))
        .any_postback("Any postback.")
        .everything_else("What?")
}

fn listed(contexts: impl IntoIterator<Item = Context>) -> Chat {
    Chat { adapter: Plain { edits: false, capabilities: &LISTED }, ..Chat::with(contexts) }
}

/// Takes the buttons that were shown last.
fn newest(chat: &mut Chat) -> Vec<(String, String)> {
    std::mem::take(&mut chat.buttons)
}

fn titles(chat: &Chat) -> Vec<&str> {
    chat.buttons.iter().map(|(title, _)| title.as_str()).collect()
}

#[test]
fn pages_are_turned_without_asking_a_block() {
    let mut chat = listed([shop(25)]);
    assert_eq!(chat.says("list"), ["A hook.", "Which?"]);
    let first = newest(&mut chat);
    assert_eq!((first.len(), first[9].0.as_str()), (10, "More"));
    chat.buttons.clone_from(&first);
    assert_eq!(chat.press("More"), handled(&["2/3"]), "no hook, no block");
    let second = newest(&mut chat)[..10].to_vec();
    let shown: Vec<_> = second.iter().map(|(title, _)| title.as_str()).collect();
    assert_eq!(
        shown,
        ["Row 9", "Row 10", "Row 11", "Row 12", "Row 13", "Row 14", "Row 15", "Row 16", "Back", "More"]
    );
    chat.buttons.clone_from(&second);
    assert_eq!(chat.press("Row 10"), handled(&["A hook.", "10 90"]));
    assert_eq!(chat.press("Back"), handled(&["Which?"]));
    assert_eq!(newest(&mut chat)[..10], first, "each choice is the same on the wire");
}

#[test]
fn a_page_that_is_pressed_twice_is_shown_twice_and_moves_nothing() {
    let main = shop(25).sub_context(Context::new("inside"));
    let mut chat = listed([main.keyword("go", change_to("./inside"))]);
    chat.says("list");
    let more = chat.wire("More");
    chat.says("go");
    for _ in 0..2 {
        let kept = chat.stored.len();
        assert_eq!(chat.payload(&more), handled(&["2/3"]));
        assert_eq!(chat.places(), ["main/inside"]);
        assert_eq!(chat.stored.len(), kept, "turning keeps nothing new");
    }
}

#[test]
fn pages_work_after_a_restart() {
    let mut before = listed([shop(25)]);
    before.says("list");
    let more = before.wire("More");
    let mut after = listed([shop(25)]);
    after.stored = before.stored;
    assert_eq!(after.payload(&more), handled(&["2/3"]));
    assert_eq!(after.press("Row 12"), handled(&["A hook.", "12 108"]));
}

#[test]
fn pages_that_are_gone_or_of_another_chat_are_told_as_usual() {
    let mut chat = listed([shop(25)]);
    chat.says("list");
    let more = chat.wire("More");
    chat.chat = 2;
    assert_eq!(chat.payload(&more).verdict, Verdict::Foreign);
    chat.chat = 1;
    let forged = more.replace(".1", "");
    assert_eq!(chat.payload(&forged).verdict, Verdict::Tampered, "no block sees what is kept");
    assert_eq!(chat.payload(&more.replace(".1", ".x")).verdict, Verdict::Tampered);
    assert_eq!(chat.payload(&more.replace(".1", ".99")).texts, ["3/3"]);
    let row = chat.buttons.iter().map(|(_, wire)| wire.clone()).find(|wire| wire.len() == 23);
    assert_eq!(chat.payload(&format!("{}.1", row.unwrap())).verdict, Verdict::Outdated);
    chat.stored.clear();
    let told = chat.payload(&more);
    assert_eq!((told.verdict, told.texts.len()), (Verdict::Expired, 1));
}

#[test]
fn choices_keep_their_terms_on_every_page() {
    let once = |reply: Reply| reply.list(List::new("Which?", "Open").section("", rows(25).map(Row::once)));
    let own = |reply: Reply| {
        let rows = rows(25).map(|row| row.for_user().expires_in(Duration::from_secs(60)));
        reply.list(List::new("Which?", "Open").section("", rows))
    };
    let mut chat = listed([shop(1).keyword("once", once).keyword("own", own)]);
    chat.says("once");
    chat.press("More");
    let twelve = chat.wire("Row 12");
    assert_eq!(chat.payload(&twelve).verdict, Verdict::Handled);
    chat.press("Back");
    chat.press("More");
    assert_eq!(chat.press("Row 12").verdict, Verdict::AlreadyUsed, "however often its page is shown");

    chat.says("own");
    let more = chat.wire("More");
    chat.person.id = 8;
    assert_eq!(chat.payload(&more).verdict, Verdict::Foreign, "who may press nothing on it is shown no page");
    chat.person.id = 7;
    assert_eq!(chat.payload(&more).verdict, Verdict::Handled);
    chat.now = Timestamp::from_second(60).unwrap();
    assert_eq!(chat.payload(&more).verdict, Verdict::Expired);
}

#[test]
fn titles_of_a_page_are_typed() {
    let main = shop(25);
    let typing = Chat::of(ProgramBuilder::new().context(main).typed_postbacks(true));
    let mut chat = Chat { adapter: Plain { edits: false, capabilities: &LISTED }, ..typing };
    chat.says("list");
    assert_eq!(chat.says("row 12"), ["A hook.", "What?"], "it was not shown yet");
    assert_eq!(chat.says("more"), ["2/3"]);
    assert_eq!(chat.says("row 12"), ["A hook.", "12 108"]);
    assert_eq!(chat.says("back"), ["Which?"]);
    assert_eq!(chat.says("row 3"), ["A hook.", "3 27"]);

    let mut chat = listed([shop(25)]);
    chat.says("list");
    chat.press("More");
    assert_eq!(chat.says("row 12"), ["A hook.", "What?"], "titles that are not typed on the first page");
}

#[test]
fn what_turns_the_page_is_in_the_persons_language() {
    let mut chat = listed([shop(25)]);
    chat.locale = Some("es-MX".into());
    chat.says("list");
    chat.press("Más");
    assert!(titles(&chat).contains(&"Atrás"));
}

#[test]
fn what_the_author_adds_for_the_platform_is_on_every_page() {
    let main = Context::new("main").keyword("list", |reply: Reply| {
        let reply = reply.extra(Platform::MESSENGER, "protect_content", true);
        reply.list(List::new("Which?", "Open").section("", rows(25)))
    });
    let mut chat = listed([main]);
    chat.says("list");
    let extras =
        chat.stored.last().and_then(StoredPayload::pages).unwrap().contains(r#""protect_content":true"#);
    assert!(extras, "{:?}", chat.stored.last());
}

#[test]
fn a_pause_keeps_pages_back_too() {
    let mut chat = listed([shop(25).keyword("pause", crate::pause(Duration::from_secs(60)))]);
    chat.says("list");
    chat.says("pause");
    assert_eq!(chat.press("More").verdict, Verdict::Paused);
}

#[test]
fn cards_take_each_others_place() {
    let card = |number| {
        Card::new(format!("Card {number}"))
            .buttons([Button::new("Book", Pick { row: number, note: String::new() })])
    };
    let main = shop(1).keyword("cards", move |reply: Reply| reply.carousel(Carousel::new((0..3).map(card))));
    let mut chat = Chat { adapter: Plain { edits: false, capabilities: &TURNING }, ..Chat::with([main]) };
    chat.says("cards");
    let replaced = |chat: &mut Chat, title| {
        let mut press = event(EventKind::Postback(chat.wire(title)));
        press.message_id = Some("17".into());
        let (heard, outcome) = chat.try_event(press).unwrap();
        let last: Value = serde_json::from_str(outcome.calls.last().unwrap().call.body.get()).unwrap();
        (heard.texts, last["replaces"].as_str().map(str::to_owned))
    };
    let place = || Some("17".to_owned());
    assert_eq!(replaced(&mut chat, "▶"), (vec!["Card 1".to_owned()], place()));
    assert_eq!(replaced(&mut chat, "2/3"), (vec!["Card 1".to_owned()], place()));
    assert_eq!(replaced(&mut chat, "◀"), (vec!["Card 0".to_owned()], place()));
    assert_eq!(replaced(&mut chat, "◀"), (vec!["Card 2".to_owned()], place()));
    let (texts, replaces) = replaced(&mut chat, "Book");
    assert_eq!((texts[1].as_str(), replaces), ("2 0", None), "what a block says is new");
}

#[test]
fn every_one_of_two_hundred_rows_is_reached() {
    for count in [10, 11, 18, 19, 26, 27, 100, 200] {
        let mut chat = listed([shop(count)]);
        chat.says("list");
        let mut reached = BTreeSet::new();
        loop {
            let page = newest(&mut chat);
            chat.buttons.clone_from(&page);
            for (title, _) in page.iter().filter(|(title, _)| title.starts_with("Row")) {
                reached.extend(chat.press(title).texts.pop());
                chat.buttons.clone_from(&page);
            }
            if page.iter().all(|(title, _)| title != "More") {
                break;
            }
            chat.press("More");
            chat.buttons.truncate(10);
        }
        let expected = (0..count).map(|row| format!("{row} {}", row * 9)).collect();
        assert_eq!(reached, expected);
    }
}
