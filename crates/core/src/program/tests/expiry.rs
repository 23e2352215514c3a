//! Contexts that are left after a silence.

use super::*;

const HOUR: i64 = 60 * 60;

fn chat() -> Chat {
    Chat::with([
        Context::new("main")
            .keyword("go", change_to("booking"))
            .keyword("inside", change_to("booking/table"))
            .on_enter("enter main")
            .any_text("main"),
        Context::new("booking")
            .expires_after(Duration::from_secs(HOUR as u64))
            .on_exit("The booking is over.")
            .keyword("ask", ask("day"))
            .any_text("booking")
            .sub_context(Context::new("table").any_text("table"))
            .answer("day", |a| a.expires_after(Duration::from_secs(60)).ask("Which day?").any_text("day")),
    ])
}

impl Chat {
    fn says_at(&mut self, second: i64, text: &str) -> Vec<String> {
        self.event_at(second, written(text))
    }

    fn event_at(&mut self, second: i64, mut event: Event) -> Vec<String> {
        event.at = Timestamp::from_second(second).unwrap();
        self.event(event).texts
    }
}

/// In the reference expiry was documented, and never called.
#[test]
fn row_50_a_context_expires_after_a_silence() {
    let mut chat = chat();
    chat.says_at(0, "go");
    assert_eq!(chat.says_at(HOUR, "x"), ["booking"], "not longer than that");
    assert_eq!(chat.says_at(2 * HOUR, "x"), ["booking"], "what counts is the last event");
    assert_eq!(chat.says_at(3 * HOUR + 1, "x"), ["The booking is over.", "main"]);
    assert_eq!(chat.places(), [""; 0]);
}

#[test]
fn what_stands_inside_expires_too() {
    let mut chat = chat();
    chat.says_at(0, "inside");
    assert_eq!(chat.says_at(HOUR, "x"), ["table"]);
    assert_eq!(chat.says_at(3 * HOUR, "x"), ["main"]);
}

#[test]
fn an_answer_expires_to_where_it_was_asked() {
    let mut chat = chat();
    chat.says_at(0, "go");
    chat.says_at(1, "ask");
    assert_eq!(chat.says_at(60, "x"), ["day"]);
    assert_eq!(chat.says_at(200, "x"), ["booking"]);
    chat.says_at(200, "ask");
    assert_eq!(chat.says_at(2 * HOUR, "x"), ["The booking is over.", "main"]);
}

#[test]
fn only_what_the_person_does_counts() {
    let mut chat = chat();
    chat.says_at(0, "go");
    let lost = || crate::event::Undelivered { reason: String::new(), message: String::new() };
    assert_eq!(chat.event_at(2 * HOUR, event(EventKind::DeliveryFailed(lost()))), [""; 0]);
    assert_eq!(chat.places(), ["booking"]);
    assert_eq!(chat.says_at(2 * HOUR, "x"), ["The booking is over.", "main"]);
    chat.says_at(2 * HOUR, "go");
    assert_eq!(chat.says_at(HOUR, "x"), ["booking"], "an event that comes late is no silence");
    assert_eq!(chat.says_at(3 * HOUR, "x"), ["booking"]);
}

#[test]
fn who_exits_knows_what_the_context_was_entered_with() {
    let booking = Context::new("booking")
        .alias("table")
        .expires_after(Duration::from_secs(60))
        .on_exit(|Given(seats): Given<u8>| format!("{seats} seats are free again."));
    let mut chat = Chat::with([Context::new("main").any_text("main"), booking]);
    chat.state.stack.push(crate::state::Frame { context: "table".into(), params: json!(4) });
    chat.says_at(0, "x");
    assert_eq!(chat.says_at(61, "x"), ["4 seats are free again.", "main"]);
}

#[test]
fn a_bot_without_expiry_keeps_no_time() {
    let mut chat = Chat::with([Context::new("main").any_text("main")]);
    chat.says_at(7, "x");
    assert_eq!(chat.state, ConversationState::default());
}
