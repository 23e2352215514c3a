//! What can be said on WhatsApp alone, from the block that says it to the call.

use std::{
    pin::pin,
    sync::Arc,
    task::{Context as TaskContext, Poll, Waker},
};

use jiff::Timestamp;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json, value::RawValue};
use tertulia_core::{
    Context, Destination, Event, EventKind, Journal, Location, Payload, Platform, Reply, Result, RichText,
    Source,
    file::NoFiles,
    journal::Recorded,
    payload,
    payload::Keyring,
    program::{ProgramBuilder, Tools},
    state::{ConversationState, UserRecord},
    t,
    turn::{Outcome, Snapshot},
};
use tertulia_whatsapp::{Parameter, Template, WhatsAppReply as _, one_line};

use crate::{to_person, whatsapp};

struct NoJournal;

impl Journal for NoJournal {
    fn recall<'a>(&'a self, _: &'a str, _: &'a str) -> Recorded<'a, Option<String>> {
        Box::pin(async { Ok(None) })
    }

    fn record<'a>(&'a self, _: &'a str, _: &'a str, _: String) -> Recorded<'a, ()> {
        Box::pin(async { Ok(()) })
    }
}

/// What becomes of a turn that says something.
pub(crate) fn turn(say: impl Fn(&Reply) + Clone + Send + Sync + 'static, to: Destination) -> Result<Outcome> {
    let main = Context::new("main")
        .on(|_: Cancel| "cancelled")
        .postback("yes", ())
        .everything_else(move |reply: Reply| say(&reply));
    let program = ProgramBuilder::new().locale("en", "parcel = two parcels").context(main).build().unwrap();
    let keyring = Keyring::new(&[SecretString::from("a key of thirty-two bytes, or so")]).unwrap();
    let raw = RawValue::from_string("{}".to_owned()).unwrap();
    let text = EventKind::Text { text: "hi".to_owned(), command: None };
    let snapshot = Snapshot {
        turn_id: "1".to_owned(),
        platform: Platform::WHATSAPP,
        chat: 1,
        destination: to,
        user: UserRecord::default(),
        state: ConversationState::default(),
        event: Event::new(text, Timestamp::UNIX_EPOCH, raw),
        stored_payload: None,
        joined: None,
        now: Timestamp::UNIX_EPOCH,
    };
    let adapter = whatsapp();
    let tools = Tools {
        adapter: &adapter,
        keyring: &keyring,
        journal: Arc::new(NoJournal),
        files: Arc::new(NoFiles),
        recorder: tertulia_core::trace::Recorder::default(),
    };
    let mut turn = pin!(program.turn(snapshot, &tools));
    let mut task = TaskContext::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(outcome) = turn.as_mut().poll(&mut task) {
            return outcome;
        }
    }
}

#[derive(Payload, Serialize, Deserialize)]
#[payload(crate = "tertulia_core")]
struct Cancel {
    order: u32,
}

fn shop() -> Location {
    let mut place = Location::new(40.4168, -3.7038).unwrap();
    place.name = Some("Sol".to_owned());
    place.address = Some("Puerta del Sol, Madrid".to_owned());
    place
}

type Say = fn(&Reply);

const SAID: &[(&str, Say)] = &[
    ("template", |reply| {
        reply.whatsapp_template(Template::new("hello_world", "en_US"));
    }),
    ("template_positional", |reply| {
        let body =
            ["*ana*".into(), Parameter::currency("29 €", "EUR", 29_000), Parameter::date_time("today")];
        let template = Template::new("order_shipped", "en_US").header_text("Order 7").body(body);
        reply.whatsapp_template(template.quick_reply(0, "yes").url_suffix(1, "orders/7"));
    }),
    ("template_named", |reply| {
        let template = Template::new("order_shipped", "es").header_image("https://example.com/parcel.jpg");
        let template = template.named("first_name", "ana").named("what", t!("parcel"));
        reply.whatsapp_template(template.typed_quick_reply(0, Cancel { order: 7 }));
    }),
    ("template_video", |reply| {
        let template = Template::new("offer", "en").header_video(Source::Id("1037543291543636".to_owned()));
        reply.whatsapp_template(template.copy_code(0, "SPRING25"));
    }),
    ("template_document", |reply| {
        reply.whatsapp_template(
            Template::new("ticket", "en").header_document("https://example.com/ticket.pdf"),
        );
    }),
    ("template_location", |reply| {
        reply.whatsapp_template(Template::new("pick_up", "en").header_location(shop()));
    }),
    ("template_long_payload", |reply| {
        let order = payload("yes", json!({ "note": "x".repeat(200) }));
        reply.whatsapp_template(Template::new("order_shipped", "en_US").quick_reply(0, order));
    }),
    ("said_reaction", |reply| {
        reply.whatsapp_reaction("👩‍👩‍👧‍👦");
    }),
    ("said_no_reaction", |reply| {
        reply.reply_to("wamid.OTHER").whatsapp_no_reaction();
    }),
    ("said_read", |reply| {
        reply.whatsapp_read();
    }),
    ("said_preview", |reply| {
        reply.whatsapp_preview(true).text(RichText::new().text("See https://example.com/_a."));
    }),
];

/// The one call that saying it becomes.
fn body(say: Say) -> Value {
    let outcome = turn(say, to_person()).unwrap();
    let [call] = outcome.calls.as_slice() else { panic!("{:?}", outcome.calls) };
    serde_json::from_str(call.call.body.get()).unwrap()
}

/// The bodies of all that can be said.
pub(crate) fn bodies() -> impl Iterator<Item = Value> {
    SAID.iter().map(|(_, say)| body(*say))
}

#[test]
fn everything_is_written_as_before() {
    for (name, say) in SAID {
        insta::assert_snapshot!(*name, format!("{:#}", body(*say)));
    }
}

#[test]
fn a_receipt_is_no_message() {
    let counts = |say: Say| {
        let outcome = turn(say, to_person()).unwrap();
        tertulia_core::Adapter::counts(&whatsapp(), &outcome.calls[0].call)
    };
    assert!(!counts(|reply| {
        reply.whatsapp_read();
    }));
    assert!(counts(|reply| {
        reply.whatsapp_reaction("👍");
    }));
}

/// Why a turn fails.
fn refused(say: impl Fn(&Reply) + Clone + Send + Sync + 'static) -> String {
    turn(say, to_person()).unwrap_err().to_string()
}

#[test]
fn what_whatsapp_would_refuse_in_a_template_fails_the_turn_with_the_authors_line() {
    let good = || Template::new("order_shipped", "en_US");
    let mut nowhere = shop();
    nowhere.address = None;
    for (template, fault) in [
        (
            Template::new("Order-Shipped", "en"),
            "its name is not of lower-case letters, digits and `_`, 512 at most",
        ),
        (Template::new("", "en"), "its name is not of"),
        (Template::new("x".repeat(513), "en"), "512 at most"),
        (Template::new("order", "english"), "`english` is no language of templates"),
        (Template::new("order", "en_us"), "`en_us` is no language of templates"),
        (good().body(["two\nlines"]), "`two\nlines` has a line break, a tab or more than 4 blanks"),
        (good().body(["a\tb"]), "see `one_line`"),
        (good().body(["a     b"]), "more than 4 blanks"),
        (good().body([RichText::new().bold("a\nb")]), "has a line break"),
        (good().body([" "]), "a text in it is empty"),
        (good().body([Parameter::currency("a\nb", "EUR", 1)]), "has a line break"),
        (good().body(["x".repeat(1025)]), "longer than 1024 characters"),
        (good().named("First", "ana"), "the place `First` is not of"),
        (good().named("first", "ana").body(["7"]), "either all places of the body have names or none"),
        (good().header_text("x".repeat(61)), "longer than 60 characters"),
        (good().header_text("x").header_text("y"), "it has two headers"),
        (good().header_image("parcel.jpg"), "`parcel.jpg` is no address of a file"),
        (good().header_location(nowhere), "wants a name and an address"),
        (good().copy_code(0, "x".repeat(16)), "a code to copy has 1 to 15 characters"),
        (good().url_suffix(0, "x".repeat(2001)), "the end of an address has 1 to 2000 characters"),
        (good().quick_reply(10, "yes"), "button 10: a template has at most 10"),
        (good().quick_reply(0, "yes").url_suffix(0, "x"), "button 0 is given twice"),
    ] {
        let error = refused(move |reply| {
            reply.whatsapp_template(template.clone());
        });
        assert!(error.contains(fault), "{fault} is missing in:\n{error}");
        assert!(error.contains("reply.rs:") && error.contains(": the template `"), "{error}");
    }
    let fits = good().body(["a    b".to_owned(), one_line(" a\n\t  b "), "x".repeat(1024)]).named("a", "b");
    assert_eq!(
        refused(move |reply| {
            reply.whatsapp_template(fits.clone());
        })
        .lines()
        .count(),
        1,
        "nothing but the names is wrong in it"
    );
}

#[test]
fn a_text_that_is_translated_is_checked_once_it_is_there() {
    let error = refused(|reply| {
        let template = Template::new("order_shipped", "en_US").body([t!("tertulia-unknown-key")]);
        reply.whatsapp_template(template);
    });
    assert!(error.contains("tertulia-unknown-key"), "{error}");
    let error = refused(|reply| {
        let markdown = tertulia_core::Wording::markdown("one\n\ntwo");
        reply.whatsapp_template(Template::new("order_shipped", "en_US").body([markdown]));
    });
    assert!(error.contains("the template `order_shipped`: `one\n\ntwo` has a line break"), "{error}");
}

#[test]
fn a_reaction_is_an_emoji_on_a_message() {
    for no_emoji in ["", "x", ":)", "😀😀😀😀😀😀😀😀😀😀😀😀😀"] {
        let error = refused(move |reply| {
            reply.whatsapp_reaction(no_emoji);
        });
        assert!(
            error.ends_with(&format!("`{no_emoji}` is no emoji")) && error.contains("reply.rs:"),
            "{error}"
        );
    }
    let nothing_came = || Destination { last_message_id: None, ..to_person() };
    let error = turn(|reply| drop(reply.whatsapp_reaction("👍")), nothing_came()).unwrap_err();
    assert_eq!(error.to_string(), "there is no message to react to");
    let error = turn(|reply| drop(reply.whatsapp_read()), nothing_came()).unwrap_err();
    assert_eq!(error.to_string(), "there is no message to mark as read");
}
