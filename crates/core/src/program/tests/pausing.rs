//! Conversations that somebody else has taken over.

use super::*;
use crate::{pause, resume};

const HOUR: i64 = 60 * 60;

fn bot() -> ProgramBuilder {
    let shop = Context::new("shop").any_text("shop").postback("buy", "bought");
    let main = Context::new("main")
        .before_anything(|reply: Reply| reply.text("before"))
        .keyword("shop", change_to("shop"))
        .keyword("human", ("A colleague will write to you.", pause(Duration::from_secs(60))))
        .keyword("human in the shop", change_to("shop").pause(Duration::from_secs(60)))
        .keyword("human elsewhere", delegate_to("shop").pause(Duration::from_secs(60)))
        .any_text(|user: User| if user.first_time() { "Welcome!" } else { "Hello!" });
    ProgramBuilder::new().context(main).context(shop)
}

impl Chat {
    fn at(&mut self, second: i64, mut event: Event) -> (Vec<String>, Verdict) {
        event.at = Timestamp::from_second(second).unwrap();
        let Heard { texts, verdict } = self.event(event);
        (texts, verdict)
    }

    fn hears_nothing_at(&mut self, second: i64, event: Event) {
        assert_eq!(self.at(second, event), (vec![], Verdict::Paused), "at {second}");
    }
}

fn somebody_else_writes() -> Event {
    event(EventKind::Takeover)
}

#[test]
fn who_takes_over_silences_the_bot_for_twelve_hours_from_their_last_message() {
    let mut chat = Chat::of(bot());
    chat.says("shop");
    let state = chat.state.clone();
    chat.hears_nothing_at(0, somebody_else_writes());
    chat.hears_nothing_at(HOUR, written("x"));
    chat.hears_nothing_at(2 * HOUR, event(EventKind::Postback("/buy".into())));
    chat.hears_nothing_at(3 * HOUR, somebody_else_writes());
    chat.hears_nothing_at(15 * HOUR - 1, written("main"));
    assert_eq!(chat.at(15 * HOUR, written("x")).0, ["shop"]);
    assert_eq!(chat.state, state, "it is where it was, and nothing is left of the pause");
}

#[test]
fn what_is_told_late_silences_no_longer() {
    let mut chat = Chat::of(bot().takeover_pause(Duration::from_secs(60)));
    chat.hears_nothing_at(100, somebody_else_writes());
    chat.hears_nothing_at(70, somebody_else_writes());
    chat.hears_nothing_at(159, written("x"));
    assert_eq!(chat.at(160, written("x")).1, Verdict::Handled);
}

#[test]
fn a_bot_may_never_pause_by_itself() {
    let mut chat = Chat::of(bot().takeover_pause(Duration::ZERO));
    chat.hears_nothing_at(0, somebody_else_writes());
    assert_eq!(chat.at(0, written("x")).1, Verdict::Handled);
    chat.at(0, written("human"));
    chat.hears_nothing_at(59, somebody_else_writes());
    chat.hears_nothing_at(59, written("x"));
    assert_eq!(chat.at(60, written("x")).1, Verdict::Handled);
}

#[test]
fn the_first_time_is_the_first_that_the_bot_has_to_do_with_the_person() {
    let mut chat = Chat::of(bot());
    chat.hears_nothing_at(0, somebody_else_writes());
    chat.hears_nothing_at(1, written("x"));
    assert_eq!(chat.at(12 * HOUR, written("x")).0, ["before", "Welcome!"]);
}

#[test]
fn a_block_pauses_the_conversation_wherever_it_goes() {
    let mut chat = Chat::of(bot());
    assert_eq!(chat.at(0, written("human")).0, ["before", "A colleague will write to you."]);
    chat.hears_nothing_at(59, written("x"));
    assert_eq!(chat.at(60, written("human elsewhere")).0, ["before", "shop"]);
    chat.hears_nothing_at(61, written("x"));
    assert_eq!(chat.at(120, written("human in the shop")).0, ["before"]);
    chat.hears_nothing_at(121, written("x"));
    assert_eq!(chat.at(180, written("x")).0, ["shop"]);
}

#[test]
fn a_chosen_pause_is_not_shortened_by_who_takes_over() {
    let long = Context::new("main").any_text(pause(Duration::from_secs(3600)));
    let mut chat = Chat::of(ProgramBuilder::new().context(long).takeover_pause(Duration::from_secs(60)));
    chat.at(0, written("x"));
    chat.hears_nothing_at(1, somebody_else_writes());
    chat.hears_nothing_at(3599, written("x"));
}

#[test]
fn while_it_pauses_one_block_is_asked_which_may_end_it() {
    let mut chat = Chat::of(bot().while_paused(|text: Option<Text>, reply: Reply| {
        match text.as_ref().map(|Text(text)| text.as_str()) {
            Some("bot") => resume(),
            Some("longer") => pause(Duration::from_secs(3600)),
            Some("move") => change_to("shop"),
            _ => {
                reply.text("A colleague is with you.");
                pass()
            }
        }
    }));
    assert_eq!(chat.at(0, written("bot")).0, ["before", "Welcome!"], "only then");
    chat.at(0, written("human"));
    assert_eq!(chat.at(1, written("x")), (vec!["A colleague is with you.".into()], Verdict::Paused));
    chat.hears_nothing_at(1, written("longer"));
    let mut others = written("bot");
    others.addressed = false;
    chat.hears_nothing_at(61, others);
    assert!(chat.fails("move").contains("pausing.rs:"), "and that is all it may do");
    assert_eq!(chat.at(61, written("bot")), (vec!["before".into(), "Hello!".into()], Verdict::Handled));
    assert_eq!(chat.at(62, written("x")).1, Verdict::Handled);
}
