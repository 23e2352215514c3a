//! Messages said through a handle: written down, and said in a turn.

use std::sync::Mutex;

use super::*;
use crate::{
    Handle, Media, Recipient, Source,
    event::{OwnEvent, Speech},
    handle::{Desk, Posted},
    plan::Policy,
};

/// Keeps what is said as a store would: as JSON.
struct Mailbox {
    program: Arc<Program>,
    letters: Mutex<Vec<(Recipient, String)>>,
}

impl Desk for Mailbox {
    fn post<'a>(&'a self, _: &'a Recipient, _: OwnEvent) -> Posted<'a> {
        unreachable!("nothing is posted here")
    }

    fn say<'a>(&'a self, to: &'a Recipient, speech: Speech) -> Posted<'a> {
        Box::pin(async move {
            let event = Event::speech(self.program.addressed(speech)?, Timestamp::UNIX_EPOCH);
            let json = serde_json::to_string(&event).unwrap();
            self.letters.lock().unwrap().push((to.clone(), json));
            Ok(())
        })
    }
}

#[derive(Payload, Serialize, Deserialize)]
#[payload(crate = "crate", version = 2)]
struct Track {
    order: u32,
}

fn bot() -> ProgramBuilder {
    let main = Context::new("main").postback("help", "Help!").any_text("main");
    let shop = Context::new("shop").postback("buy", |Params(p): Params<Value>| format!("Bought {p}."));
    let orders = Context::new("orders").on(|track: Track| format!("Order {} is near.", track.order));
    ProgramBuilder::new()
        .locale("en", "sent = Order { $number } was <b>sent</b>.")
        .locale("es", "sent = El pedido { $number } está <b>en camino</b>.")
        .context(main)
        .context(shop)
        .context(orders)
}

/// A conversation, and the mailbox of whatever is said from elsewhere.
fn world(builder: ProgramBuilder) -> (Chat, Arc<Mailbox>, Handle) {
    let chat = Chat::of(builder);
    let mailbox = Arc::new(Mailbox { program: Arc::clone(&chat.program), letters: Mutex::default() });
    let handle = chat.program.handle();
    handle.open(Arc::clone(&mailbox) as _);
    (chat, mailbox, handle)
}

fn ana() -> Recipient {
    Recipient::User(7)
}

impl Mailbox {
    /// The turns of all that waits.
    fn empty(&self, chat: &mut Chat) -> Vec<Result<Heard>> {
        let letters = std::mem::take(&mut *self.letters.lock().unwrap());
        letters
            .into_iter()
            .map(|(to, json)| {
                assert_eq!(to, ana());
                let event = serde_json::from_str(&json).unwrap();
                chat.try_event(event).map(|(heard, _)| heard)
            })
            .collect()
    }

    /// What is said in all of them.
    fn said(&self, chat: &mut Chat) -> Vec<String> {
        self.empty(chat).into_iter().flat_map(|heard| heard.unwrap().texts).collect()
    }
}

#[test]
fn what_is_said_from_elsewhere_is_said_in_the_conversation() {
    let (mut chat, mailbox, handle) = world(bot());
    chat.locale = Some("es".into());
    chat.says("hi");
    let buttons = [
        Button::new("Track", Track { order: 7 }),
        Button::postback("Buy", payload("shop/buy", json!({"sku": 1}))).once(),
        Button::postback("Help", "help"),
    ];
    let said = handle.to(ana()).text(crate::t!("sent", number = 7).html()).button("And now?", buttons);
    block_on(said.send()).unwrap();
    assert_eq!(mailbox.said(&mut chat), ["El pedido 7 está en camino.", "And now?"]);
    assert_eq!(chat.press("Track").texts, ["Order 7 is near."]);
    assert_eq!(chat.press("Buy").texts, [r#"Bought {"sku":1}."#]);
    assert_eq!(chat.press("Buy").verdict, Verdict::AlreadyUsed);
    assert_eq!(chat.press("Help").texts, ["Help!"]);
}

#[test]
fn everything_that_can_be_said_can_be_written_down() {
    use crate::{
        Album, Card, Carousel, Contact, Link, Location, Message, RichText, Wording, message::MediaKind,
    };

    let button = || Button::postback("a", "help").extra(Platform::TELEGRAM, "style", "danger");
    let rich = || Wording::from(RichText::new().bold("bold"));
    let messages = [
        Message::Text("plain".into()),
        Message::Text(rich()),
        Message::Text(Wording::html("<b>x</b>")),
        Message::Text(
            crate::t!("sent", number = 1.5, what = crate::t!("sent", number = 2)).markdown().into(),
        ),
        Message::QuickReplies(crate::Question {
            text: "x".into(),
            buttons: vec![button(), Button::url("b", "https://example.com")],
        }),
        Message::List(List::new("x", "open").section("s", [Row::postback("r", "help")])),
        Message::Media(Media::image("https://example.com/a.png").caption(rich()).buttons([button()])),
        Message::Album(Album::new([(MediaKind::Image, "https://example.com/a.png".into())]).caption("x")),
        Message::Carousel(Carousel::new([Card::new("c").subtitle("s").buttons([button()])])),
        Message::Link(Link::new("l", "https://example.com", "open")),
        Message::Location(Location::new(1.0, 2.0).unwrap()),
        Message::Contact(Contact::default()),
        Message::LocationRequest("where?".into()),
        Message::ContactRequest("number?".into()),
        Message::Native(
            crate::Native::new(Platform::new("fourth"), "send", serde_json::Map::new()).elsewhere("x"),
        ),
        Message::Typing(Duration::from_millis(1500)),
    ];
    for message in messages {
        let read: Message = serde_json::from_str(&serde_json::to_string(&message).unwrap()).unwrap();
        assert_eq!(read, message);
    }
}

#[test]
fn how_it_is_said_is_written_down_as_well() {
    let (mut chat, mailbox, handle) = world(bot());
    let to = handle.to(ana());
    to.named("order").typed_postbacks(true).quick_reply("Well?", [Button::postback("Help me", "help")]);
    to.edit("order").maybe_never().text("Changed.");
    to.delete("order");
    block_on(to.send()).unwrap();
    assert_eq!(mailbox.said(&mut chat), ["Well?", "Changed."]);
    assert_eq!(chat.says("help me"), ["Help!"], "a title that can be typed");
    block_on(to.text("Again.").send()).unwrap();
    assert_eq!(mailbox.said(&mut chat), ["Again."], "each is sent by itself");
}

#[test]
fn what_cannot_be_said_is_told_at_once() {
    let (_, mailbox, handle) = world(bot());
    let to = handle.to(ana());
    to.button("x", [Button::postback("a", "gone"), Button::postback("b", "nowhere/x")]);
    to.refuse("too long");
    let error = block_on(to.send()).unwrap_err().to_string();
    assert!(error.contains("handing_over.rs:") && error.ends_with(": too long"), "{error}");
    to.button("x", [Button::postback("a", "gone"), Button::postback("b", "nowhere/x")]);
    let error = block_on(to.send()).unwrap_err().to_string();
    let lines: Vec<_> = error.lines().collect();
    assert!(lines[0].ends_with("no block of context `main` answers to the payload `gone`"), "{error}");
    assert!(lines[1].ends_with("leads to a context `nowhere` that does not exist"), "{error}");
    assert!(lines.len() == 2 && lines.iter().all(|line| line.contains("handing_over.rs:")), "{error}");
    assert_eq!(block_on(to.send()).unwrap_err().to_string(), "nothing is said to person 7");
    let bytes = Source::bytes("a.bin", "application/pdf", vec![0; 250_000]);
    let error = block_on(to.document(bytes).send()).unwrap_err().to_string();
    assert!(error.contains("handing_over.rs:") && error.contains("give large files by path"), "{error}");
    assert!(mailbox.letters.lock().unwrap().is_empty());
    let closed = Chat::of(bot()).program.handle();
    assert_eq!(
        block_on(closed.to(ana()).text("x").send()).unwrap_err().to_string(),
        "the bot does not run yet"
    );
}

#[test]
fn what_fails_in_the_turn_names_the_line_that_said_it() {
    let (mut chat, mailbox, handle) = world(bot());
    let many = (0..200).map(|number| Button::postback(number.to_string(), "help"));
    block_on(handle.to(ana()).policy(Policy::Deny).button("x", many).send()).unwrap();
    block_on(handle.to(ana()).text(crate::t!("gone")).send()).unwrap();
    block_on(handle.to(ana()).text(" ").template("none", ()).send()).unwrap();
    for failed in mailbox.empty(&mut chat) {
        let error = failed.unwrap_err().to_string();
        assert!(error.lines().all(|line| line.contains("handing_over.rs:")), "{error}");
    }
}

#[test]
fn a_context_that_is_gone_by_then_fails_the_turn() {
    let (_, mailbox, handle) = world(bot());
    block_on(handle.to(ana()).button("x", [Button::postback("Buy", "shop/buy")]).send()).unwrap();
    let mut newer =
        Chat::with([Context::new("main").sub_context(Context::new("shop").postback("buy", "inside"))]);
    let error = mailbox.empty(&mut newer).remove(0).unwrap_err().to_string();
    assert!(error.contains("`shop` that does not exist any more"), "{error}");
}

#[test]
fn who_wants_no_messages_gets_none() {
    let (mut chat, mailbox, handle) = world(bot());
    chat.says("stop");
    block_on(handle.to(ana()).text("News!").send()).unwrap();
    let heard = mailbox.empty(&mut chat).remove(0).unwrap();
    assert_eq!((heard.texts, heard.verdict), (vec![], Verdict::Unmatched));
}

#[test]
fn files_of_the_app_go_along() {
    let (mut chat, mailbox, handle) = world(bot());
    let small = Source::bytes("a.png", "image/png", *b"\x89PNG\r\n\x1a\n");
    block_on(handle.to(ana()).image(small).send()).unwrap();
    let letters = std::mem::take(&mut *mailbox.letters.lock().unwrap());
    let (_, outcome) = chat.try_event(serde_json::from_str(&letters[0].1).unwrap()).unwrap();
    assert_eq!(outcome.calls[0].files.len(), 1);
}
