//! Why an event went where it went.

use super::*;
use crate::{
    block::Rank,
    trace::{End, RecordedStep, Trace},
};

/// What is explained is what happened. Every test of a conversation comes through here.
#[track_caller]
pub(super) fn agrees(program: &Program, snapshot: &Snapshot, tools: &Tools<'_>) {
    if matches!(snapshot.event.kind, EventKind::Timer(_)) {
        return; // it is for no block
    }
    let record = tools.recorder.record();
    let mut ran = Vec::new();
    for step in &record.steps {
        let RecordedStep::Block { rank, at, end, .. } = step else { break };
        if (Rank::BeforeAnything..=Rank::EverythingElse).contains(rank) {
            ran.push(at.to_string());
        }
        if !matches!(end, End::Pass | End::Rejected(_) | End::Done) {
            break; // from here on other contexts may be asked
        }
    }
    let explanation = program.explain(snapshot, tools.keyring, record.meaning.as_ref());
    let would: Vec<_> = explanation.blocks.iter().filter(|tried| tried.took).map(|tried| &tried.at).collect();
    let asked: Vec<_> = ran.iter().collect();
    assert!(would.starts_with(&asked), "{asked:?} ran, and the explanation is {explanation:#?}");
}

/// What is told of an event.
fn told(chat: &mut Chat, event: Event) -> (Trace, String) {
    let snapshot = chat.snapshot(event);
    let tools = Tools { recorder: Recorder::on(), ..chat.tools() };
    let ended = block_on(chat.program.turn(snapshot.clone(), &tools));
    let error = ended.err().map(|error| error.to_string());
    let trace = chat.program.trace(&snapshot, &tools.recorder, tools.keyring, error.as_deref());
    let text = trace.to_string();
    // Where this file is and which line it is has nothing to do with it.
    let place = regex::Regex::new(r"at \S+explaining\.rs:\d+:\d+").unwrap();
    (trace, place.replace_all(&text, "at HERE").into_owned())
}

fn shop() -> Chat {
    Chat::with([
        Context::new("main")
            .postback("yes", "Good.")
            .postback("no", pass())
            .any_postback("What is that?")
            .keyword(["shop", "buy"], change_to("shop"))
            .regex("[0-9]+ pizzas", pass())
            .everything_else("Sorry?"),
        Context::new("shop").on_enter("Welcome!").any_text("It is in the basket."),
    ])
}

#[test]
fn every_block_says_why_it_took_the_event_or_not() {
    let mut chat = shop();
    let (trace, text) = told(&mut chat, event(EventKind::Postback("no".into())));
    let took: Vec<_> = trace.tried.iter().map(|it| (it.block.as_str(), it.took, it.why.as_str())).collect();
    assert_eq!(
        took,
        [
            ("postback `yes`", false, "the payload is `no`"),
            ("postback `no`", false, "the payload is `no`"),
            ("any_postback", true, "a button was pressed, and the payload is `no`"),
            ("regex `[0-9]+ pizzas`", false, "no text was written"),
            ("keyword `shop`, `buy`", false, "no text was written"),
            ("everything_else", false, "something was said to the bot"),
        ]
    );
    assert!(text.contains("· main: postback `yes` at HERE: the payload is `no`\n"), "{text}");
    assert!(text.contains("main: any_postback at HERE ended with done\n"), "{text}");
    assert!(text.contains("text “What is that?” at HERE\n"), "{text}");
    chat.says("shop");
    let (trace, _) = told(&mut chat, written("a pizza"));
    assert_eq!(trace.routed, "the event goes to `shop`: the conversation is in it");
    assert_eq!((trace.before, trace.after), (vec!["shop".to_owned()], vec!["shop".to_owned()]));
}

#[test]
fn a_move_is_told_with_what_it_led_to() {
    let (trace, text) = told(&mut shop(), written("Shop"));
    assert_eq!(trace.after, ["shop"]);
    assert!(text.contains("from the default context to shop\n"), "{text}");
    let steps = text.split("  steps:\n").nth(1).unwrap().split("  said:").next().unwrap();
    assert_eq!(
        steps.trim(),
        "\
main: keyword at HERE ended with change_to(shop)
    the conversation is in shop now
    shop: on_enter at HERE ended with done"
    );
}

#[test]
fn a_turn_that_failed_tells_how_far_it_came() {
    let mut chat =
        Chat::with([Context::new("main").any_text(|| -> Result<()> { Err(Error::terminal("no stock")) })]);
    let (trace, _) = told(&mut chat, written("buy"));
    assert_eq!((trace.verdict.as_str(), trace.error.as_deref()), ("failed", Some("no stock")));
    assert_eq!(trace.steps.len(), 1);
}

#[test]
fn what_is_kept_has_nothing_that_people_said() {
    let mut chat = Chat::with([Context::new("main").any_text(|text: Text| format!("You said {}.", text.0))]);
    let (trace, _) = told(&mut chat, written("my card is 4111 1111 “1111” 1111"));
    assert!(trace.to_string().contains("4111"));
    let kept = trace.redacted();
    assert!(!serde_json::to_string(&kept).unwrap().contains("4111"), "{kept}");
    assert_eq!((kept.summary.as_str(), kept.messages[0].said.as_str()), ("text “…”", "text “…”"));
    let (trace, _) = told(&mut chat, event(EventKind::Postback(r#"yes:{"card":"4111"}"#.into())));
    assert_eq!(trace.redacted().summary, "press of `yes:{…}`");
}

#[test]
fn a_stale_press_says_that_no_block_is_asked() {
    let (trace, _) = told(&mut shop(), event(EventKind::Postback("nowhere/yes".into())));
    assert_eq!(trace.routed, "no block is asked: the press is unknown");
    assert_eq!(trace.verdict, "unknown");
}
