//! Presses that no block may see, and what the app says about them.

use super::*;
use crate::{Locale, t};

const DEFAULT: &str = "This button no longer works.";

fn app() -> ProgramBuilder {
    ProgramBuilder::new().context(Context::new("main").postback("yes", "Fine."))
}

/// What is heard of a press that nothing answers, as a message and as a notice over the chat.
fn pressed(builder: ProgramBuilder, press_id: Option<&str>) -> (Vec<String>, Option<String>) {
    let mut press = event(EventKind::Postback("/gone".into()));
    press.press_id = press_id.map(str::to_owned);
    let (heard, outcome) = Chat::of(builder).try_event(press).unwrap();
    assert_eq!(heard.verdict, Verdict::Unknown);
    (heard.texts, outcome.notice.map(|notice| notice.text))
}

#[test]
fn the_app_says_in_its_own_words_why_a_press_is_stale() {
    let texts = || app().locale("es", "gone = Ya no está.");
    let app = || {
        texts().on_stale(|why: Verdict, Locale(locale): Locale| match why {
            Verdict::Unknown => (format!("Gone ({locale})."), pass_not()),
            _ => (String::from("Something else."), pass()),
        })
    };
    assert_eq!(pressed(app(), None), (vec!["Gone (es).".into()], None));
    let mut chat = Chat::of(app());
    assert_eq!(chat.payload("#AAAA").texts, ["Something else.", "Este botón no es para este chat."]);
    assert_eq!(chat.payload("/yes"), handled(&["Fine."]), "who may see a press is not asked");
    let translated = texts().on_stale(t!("gone"));
    assert_eq!(pressed(translated, None).0, ["Ya no está."]);
}

fn pass_not() -> crate::Flow {
    crate::Flow::default()
}

#[test]
fn every_verdict_has_words_of_its_own() {
    let app = app().on_stale(|why: Verdict| why.to_string());
    let mut chat = Chat::of(app);
    let tampered = chat.payload("#AAAA");
    assert_eq!((tampered.texts[0].as_str(), tampered.verdict), ("tampered", Verdict::Tampered));
    assert_eq!(chat.payload("gone/x").texts, ["unknown"]);
}

#[test]
fn a_press_is_not_left_in_silence_by_a_block_that_says_nothing() {
    let silent: [fn() -> ProgramBuilder; 6] = [
        || app().on_stale(|| ()),
        || app().on_stale(pass),
        || app().on_stale(halt),
        || app().on_stale(|reply: Reply| reply.typing(Duration::from_secs(1))),
        || app().on_stale(|reply: Reply| reply.toast("not shown here")),
        || app().on_stale(Rejects::say),
    ];
    for silent in silent {
        assert_eq!(pressed(silent(), None).0, [DEFAULT]);
    }
}

#[test]
fn a_notice_is_an_answer_where_it_is_shown() {
    let app = || app().on_stale(|reply: Reply| reply.toast("Gone."));
    assert_eq!(pressed(app(), Some("7")), (vec![], Some("Gone.".into())));
    let silent = ProgramBuilder::new().context(Context::new("main")).on_stale(|| ());
    assert_eq!(pressed(silent, Some("7")), (vec![DEFAULT.into()], Some(DEFAULT.into())));
}

/// What no event gives.
struct Rejects;

impl Rejects {
    fn say(_: Self) -> &'static str {
        "never said"
    }
}

impl<K: crate::block::Kind> crate::FromTurn<K> for Rejects {
    async fn from_turn(_: &crate::Turn) -> Result<Self> {
        Err(Error::rejected("nothing gives it"))
    }
}

#[test]
fn what_on_stale_changes_and_where_it_goes_is_kept() {
    let shop = Context::new("shop").any_text("in the shop");
    let mut chat = Chat::of(app().context(shop).on_stale(|| ("This way.", change_to("shop"))));
    assert_eq!(chat.payload("/gone").texts, ["This way."]);
    assert_eq!(chat.says("hi"), ["in the shop"]);
}

#[test]
fn an_error_in_on_stale_fails_the_turn_and_the_person_hears_of_it() {
    let mut chat = Chat::of(app().on_stale(|| Err::<(), _>(Error::terminal("no"))));
    let press = event(EventKind::Postback("/gone".into()));
    chat.try_event(press.clone()).unwrap_err();
    let snapshot = chat.snapshot(press);
    let calls = block_on(chat.program.apologise(&snapshot, "no", &chat.tools()));
    assert!(calls[0].call.body.get().contains("Sorry, that did not work."));
}

#[test]
fn a_press_that_failed_is_not_left_in_silence_by_on_error_either() {
    let told = |builder, event| {
        let mut chat = Chat::of(builder);
        let snapshot = chat.snapshot(event);
        let calls = block_on(chat.program.apologise(&snapshot, "why", &chat.tools()));
        calls.iter().map(|call| call.call.body.get().to_owned()).collect::<Vec<_>>()
    };
    let press = || event(EventKind::Postback("/yes".into()));
    assert!(told(app().on_error(|| ()), press())[0].contains("did not work"));
    let typing = |reply: Reply| reply.typing(Duration::from_secs(1)).toast("not shown");
    let typed = told(app().on_error(typing), press());
    assert!(typed.iter().any(|call| call.contains("did not work")), "{typed:?}");
    assert!(told(app().on_error(pass), press())[0].contains("did not work"));
    assert!(told(app().on_error(pass), written("x"))[0].contains("something went wrong"));
    assert_eq!(told(app().on_error(|| ()), written("x")), [""; 0], "a text may be left unanswered");
}
