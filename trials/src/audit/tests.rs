//! Ledgers written by hand: a clean one, and one for everything that must be found.

use super::*;
use crate::{
    ledger::{Entry, Meaning},
    said::Said,
    tally::Tally,
};

const ANA: &str = "telegram/700000001/1";
const BOB: &str = "telegram/700000001/2";
const SECOND: u64 = 1_000_000;

/// A trial that is made up step by step. Between two lines a millisecond passes.
#[derive(Default)]
struct Story {
    evidence: Evidence,
    now: u64,
    run: u32,
    number: u64,
}

impl Story {
    fn line(mut self, entry: Entry) -> Self {
        self.now += 1000;
        self.evidence.lines.push(Line { at: self.now, entry });
        self
    }

    fn started(mut self) -> Self {
        self.run += 1;
        let run = self.run;
        self.line(Entry::Started { run, process: 0 })
    }

    fn killed(self) -> Self {
        let run = self.run;
        self.line(Entry::Killed { run })
    }

    /// The first process is frozen when it was about to send this, and another has taken its place.
    fn frozen(self, about_to_send: &[&str]) -> Self {
        let run = self.run;
        let waiting = about_to_send.iter().map(|text| (ANA.to_owned(), (*text).to_owned())).collect();
        self.line(Entry::Frozen { run }).line(Entry::Left { run, waiting }).started()
    }

    /// It comes back, and counts as another run; what follows is its own.
    fn thawed(mut self) -> Self {
        self.run = 1;
        self.line(Entry::Thawed { run: 1, counts_as: 3 })
    }

    fn after(mut self, micros: u64) -> Self {
        self.now += micros;
        self
    }

    fn posted(mut self, numbers: &[u32], status: u16) -> Self {
        self.number += 1;
        let post = self.number;
        let (conversation, numbers) = (ANA.to_owned(), numbers.to_vec());
        self.line(Entry::Posted { post, conversation, numbers, again: false }).line(Entry::Acknowledged {
            post,
            status,
            retry_after: (status == 503).then_some(5),
        })
    }

    /// The bot counts these.
    fn counted(mut self, numbers: &[u32]) -> Self {
        let tally = self.evidence.end.tallies.entry(ANA.to_owned()).or_default();
        numbers.iter().for_each(|number| tally.add(*number));
        self
    }

    fn begun(mut self, conversation: &str, text: &str) -> Self {
        self.number += 1;
        let (call, run) = (self.number, self.run);
        self.line(Entry::Begun { call, run, conversation: conversation.to_owned(), text: text.to_owned() })
    }

    fn taken(self) -> Self {
        let call = self.number;
        self.line(Entry::Taken { call, message: call.to_string() })
    }

    fn answered(self, meaning: Meaning) -> Self {
        let call = self.number;
        self.line(Entry::Answered { call, with: String::new(), meaning })
    }

    fn sent(self, text: &str) -> Self {
        self.begun(ANA, text).taken().answered(Meaning::Sent)
    }

    /// An event as it should be: posted, acknowledged, counted, answered.
    fn event(self, number: u32) -> Self {
        let story = self.posted(&[number], 200).counted(&[number]);
        story.sent(&format!("n:{number} a")).sent(&format!("n:{number} b"))
    }

    fn log(mut self, text: &str) -> Self {
        self.evidence.log.extend_from_slice(text.as_bytes());
        self
    }

    /// What does not hold, each once, in order.
    fn violated(&self) -> Vec<Invariant> {
        let mut violated: Vec<_> =
            audit(&self.evidence).violations.iter().map(|violation| violation.invariant).collect();
        violated.sort_unstable();
        violated.dedup();
        violated
    }

    fn clean(self) -> Figures {
        let finding = audit(&self.evidence);
        assert!(finding.violations.is_empty(), "{finding}");
        finding.figures
    }
}

fn story() -> Story {
    Story::default().started()
}

#[test]
fn nothing_is_found_where_nothing_is_wrong() {
    let figures = story().event(1).event(2).killed().started().event(3).clean();
    let Figures { kills, events, acknowledged, messages, .. } = figures;
    assert_eq!((kills, events, acknowledged, messages), (1, 3, 3, 6));
}

#[test]
fn what_was_not_acknowledged_may_be_handled_or_not() {
    story().event(1).posted(&[2], 503).clean();
    story().posted(&[1], 503).counted(&[1]).sent("n:1 a").sent("n:1 b").clean();
}

#[test]
fn an_acknowledged_event_that_was_not_handled() {
    let story = story().posted(&[1, 2], 200).counted(&[1]).sent("n:1 a").sent("n:1 b");
    assert_eq!(story.violated(), [Invariant::HandledOnce, Invariant::Counted]);
    let finding = audit(&story.evidence);
    let lines: Vec<_> = finding.violations[0].proof.iter().map(|(number, _)| *number).collect();
    assert_eq!(lines, [2, 3], "the post and its acknowledgement prove it");
}

#[test]
fn an_event_that_was_set_aside_is_not_lost() {
    let mut story = story().event(1).posted(&[2], 200).event(3);
    story.evidence.end.dead_events.push((ANA.to_owned(), 2));
    story.clean();
}

#[test]
fn an_event_that_was_handled_and_set_aside() {
    let mut story = story().event(1);
    story.evidence.end.dead_events.push((ANA.to_owned(), 1));
    assert_eq!(story.violated(), [Invariant::HandledOnce]);
}

#[test]
fn an_event_that_was_handled_twice() {
    let story = story().event(1).event(2).counted(&[1]);
    assert_eq!(story.violated(), [Invariant::HandledOnce]);
}

#[test]
fn a_state_that_forgot_an_event() {
    let mut story = story().event(1).event(2);
    let lost = Tally { count: 1, last: 1, ..Tally::default() };
    story.evidence.end.tallies.insert(ANA.to_owned(), lost);
    assert_eq!(story.violated(), [Invariant::HandledOnce, Invariant::Counted]);
    let mut story = story_with_count(3);
    assert_eq!(story.violated(), [Invariant::Counted]);
    story.evidence.end.tallies.clear();
    assert_eq!(story.violated(), [Invariant::HandledOnce, Invariant::Counted]);
}

fn story_with_count(count: u32) -> Story {
    let mut story = story().event(1).event(2);
    story.evidence.end.tallies.get_mut(ANA).unwrap().count = count;
    story
}

#[test]
fn an_event_that_nobody_posted() {
    let story = story().event(1).counted(&[2]).sent("n:2 a").sent("n:2 b");
    assert_eq!(story.violated(), [Invariant::Counted]);
}

#[test]
fn events_that_were_handled_out_of_order() {
    let story = story().posted(&[1, 2, 3], 200).counted(&[1, 3, 2]);
    let story = ["n:1 a", "n:1 b", "n:2 a", "n:2 b", "n:3 a", "n:3 b"].into_iter().fold(story, Story::sent);
    assert_eq!(story.violated(), [Invariant::Order]);
}

#[test]
fn a_message_that_never_came() {
    let story = story().posted(&[1], 200).counted(&[1]).sent("n:1 a");
    assert_eq!(story.violated(), [Invariant::NothingMissing]);
    let mut refused = story.begun(ANA, "n:1 b").answered(Meaning::Refused);
    assert_eq!(refused.violated(), [Invariant::NothingMissing]);
    refused.evidence.end.dead_messages.push((ANA.to_owned(), "n:1 b".to_owned()));
    refused.clean();
}

#[test]
fn a_refusal_that_does_not_say_when_to_come_again() {
    assert_eq!(story().posted(&[1], 503).violated(), []);
    let silent = Entry::Acknowledged { post: 1, status: 503, retry_after: None };
    assert_eq!(story().line(silent).violated(), [Invariant::RetryAfter]);
}

#[test]
fn what_still_waits() {
    let mut waiting = story().event(1);
    waiting.evidence.end.inbox.push(ANA.to_owned());
    assert_eq!(waiting.violated(), [Invariant::NothingMissing]);
    let mut waiting = story().event(1);
    waiting.evidence.end.outbox.push((ANA.to_owned(), "n:1 b".to_owned()));
    assert_eq!(waiting.violated(), [Invariant::NothingMissing]);
}

#[test]
fn a_message_that_came_twice_without_reason() {
    let story = story().event(1).sent("n:1 b");
    assert_eq!(story.violated(), [Invariant::Repeats]);
    assert_eq!(audit(&story.evidence).violations[0].proof.len(), 6, "both calls prove it");
}

#[test]
fn a_message_that_was_under_way_at_a_kill_may_come_twice() {
    let unanswered = || {
        let story = story().posted(&[1], 200).counted(&[1]).sent("n:1 a");
        story.begun(ANA, "n:1 b").taken()
    };
    assert_eq!(
        unanswered().killed().started().sent("n:1 b").violated(),
        [Invariant::Repeats],
        "it was not logged"
    );
    let figures = unanswered().killed().started().log(MAYBE).sent("n:1 b").clean();
    assert_eq!((figures.in_flight, figures.repeated_at_kills), (1, 1));
    // Answered, but what came of it may not have been kept.
    let figures = story().event(1).killed().started().log(MAYBE).sent("n:1 b").clean();
    assert_eq!((figures.in_flight, figures.repeated_at_kills), (1, 1));
}

#[test]
fn a_message_that_was_settled_long_before_the_kill_may_not() {
    let story = story().event(1).after(5 * SECOND).killed().started().sent("n:1 b");
    assert_eq!(story.violated(), [Invariant::Repeats]);
}

#[test]
fn a_process_that_was_frozen_sends_what_it_was_about_to_send_and_nothing_else() {
    let frozen = || {
        let story = story().posted(&[1, 2], 200).counted(&[1, 2]).sent("n:1 a").frozen(&["n:1 b"]).log(MAYBE);
        story.sent("n:1 b").sent("n:2 a").sent("n:2 b").thawed()
    };
    let figures = frozen().clean();
    assert_eq!((figures.freezes, figures.kills, figures.in_flight), (1, 0, 0));
    let figures = frozen().sent("n:1 b").clean();
    assert_eq!((figures.in_flight, figures.repeated_at_kills), (1, 1));
    assert_eq!(frozen().sent("n:1 b").sent("n:1 b").violated(), [Invariant::Repeats, Invariant::SendOrder]);
    assert_eq!(
        frozen().after(5 * SECOND).sent("n:1 b").violated(),
        [Invariant::Repeats, Invariant::SendOrder]
    );
    assert_eq!(frozen().sent("n:2 a").violated(), [Invariant::Repeats, Invariant::SendOrder]);
}

#[test]
fn a_message_that_had_been_settled_before_the_kill_may_not() {
    let left = |story: Story, waiting: &[&str]| {
        let waiting = waiting.iter().map(|text| (ANA.to_owned(), (*text).to_owned())).collect();
        story.line(Entry::Left { run: 1, waiting }).started().log(MAYBE).sent("n:1 b")
    };
    left(story().event(1).killed(), &["n:1 b"]).clean();
    assert_eq!(left(story().event(1).killed(), &[]).violated(), [Invariant::Repeats]);
}

#[test]
fn only_the_last_message_of_a_chat_can_have_been_under_way() {
    let story = story().event(1).killed().started().log(MAYBE).sent("n:1 a").sent("n:1 b");
    assert_eq!(story.violated(), [Invariant::Repeats, Invariant::SendOrder]);
}

#[test]
fn a_kill_is_a_reason_for_one_repetition_only() {
    let story = story().event(1).killed().started().log(MAYBE).sent("n:1 b").sent("n:1 b");
    assert_eq!(story.violated(), [Invariant::Repeats]);
}

const MAYBE: &str = "WARN a message may have been sent; it is sent again platform=telegram";

#[test]
fn a_message_whose_fate_is_unknown_may_come_twice_if_that_is_logged() {
    let story = || {
        let story = story().posted(&[1], 200).counted(&[1]);
        story.begun(ANA, "n:1 a").taken().answered(Meaning::Unknown).sent("n:1 a").sent("n:1 b")
    };
    assert_eq!(story().violated(), [Invariant::Repeats], "it was not logged");
    let figures = story().log(MAYBE).clean();
    assert_eq!((figures.unknown, figures.repeated_after_faults), (1, 1));
    assert_eq!(story().log(MAYBE).sent("n:1 b").violated(), [Invariant::Repeats]);
}

const PSID: &str = "messenger/2000001/1";
const DOUBT: &str = "WARN a message may have been sent; a receipt will tell";

/// A message on a platform that gives our name for it back, whose fate is unknown; and again after so long.
fn doubtful(text: &str, receipt: bool, pause: u64) -> Story {
    let mut story = story().log(DOUBT).log(MAYBE).begun(PSID, text).taken().answered(Meaning::Unknown);
    if receipt {
        let call = story.number;
        story.number += 1;
        let post = story.number;
        let acknowledged = Entry::Acknowledged { post, status: 200, retry_after: None };
        story = story.line(Entry::Receipt { post, call }).line(acknowledged);
    }
    let mut story = story.after(pause).begun(PSID, text).taken().answered(Meaning::Sent);
    let mut tally = Tally::default();
    let number = Said::read(text).unwrap().number;
    (1..=number).for_each(|number| tally.add(number));
    story.evidence.end.tallies.insert(PSID.to_owned(), tally);
    story
}

fn repeats(story: &Story) -> usize {
    let found = audit(&story.evidence).violations;
    found.iter().filter(|violation| violation.invariant == Invariant::Repeats).count()
}

#[test]
fn a_message_that_a_receipt_may_tell_of_is_not_sent_again_too_soon() {
    assert_eq!(repeats(&doubtful("n:1 a", false, 20 * SECOND)), 0);
    assert_eq!(repeats(&doubtful("n:1 a", false, 5 * SECOND)), 1);
}

#[test]
fn a_message_that_a_receipt_told_of_is_not_sent_again() {
    assert_eq!(repeats(&doubtful("n:1 a", true, 20 * SECOND)), 1);
}

#[test]
fn a_message_that_is_never_to_be_sent_twice() {
    assert_eq!(repeats(&doubtful("n:5 b", false, 20 * SECOND)), 1);
}

/// A message of ANA's that was set aside after its call was answered like that, and the process was killed.
fn given_up(text: &str, meaning: Meaning) -> Vec<Invariant> {
    let story = (1..=4).fold(story(), Story::event).posted(&[5], 200).counted(&[5]);
    let story = if text == "n:5 b" { story.sent("n:5 a") } else { story.sent("n:5 b") };
    let story = story.begun(ANA, text).answered(meaning).log(MAYBE).after(SECOND).killed();
    let mut story = story.line(Entry::Left { run: 1, waiting: vec![(ANA.to_owned(), text.to_owned())] });
    story.evidence.end.dead_messages.push((ANA.to_owned(), text.to_owned()));
    story.violated()
}

#[test]
fn a_message_that_was_given_up_without_a_reason() {
    assert_eq!(given_up("n:5 b", Meaning::Unknown), []);
    assert_eq!(given_up("n:5 b", Meaning::Revoked), [Invariant::NothingMissing]);
    let wait = Meaning::Wait { millis: 9000, account: false };
    assert_eq!(given_up("n:5 b", wait), [Invariant::NothingMissing]);
    assert_eq!(given_up("n:5 a", Meaning::Unknown), [Invariant::NothingMissing]);
}

#[test]
fn a_message_that_was_not_taken_the_first_time_is_no_repetition() {
    let story = story().posted(&[1], 200).counted(&[1]);
    let figures = story.begun(ANA, "n:1 a").answered(Meaning::NotSent).sent("n:1 a").sent("n:1 b").clean();
    assert_eq!((figures.messages, figures.repeated_after_faults), (2, 0));
}

#[test]
fn messages_that_came_out_of_order() {
    let story = story().posted(&[1], 200).counted(&[1]).sent("n:1 b").sent("n:1 a");
    assert_eq!(story.violated(), [Invariant::SendOrder]);
}

#[test]
fn a_message_of_an_event_that_is_not_in_the_state() {
    let story = story().event(1).posted(&[2], 503).sent("n:2 a");
    assert_eq!(story.violated(), [Invariant::Counted]);
}

#[test]
fn a_secret_in_the_log() {
    let mut story = story().event(1).log("INFO listening\nDEBUG POST /bot7:AAFsecret/sendMessage\n");
    story.evidence.secrets = vec!["7:AAFsecret".to_owned()];
    assert_eq!(story.violated(), [Invariant::Secrets]);
    let told = audit(&story.evidence).to_string();
    assert!(told.contains("line 2") && !told.contains("AAFsecret"), "{told}");
}

#[test]
fn a_call_before_the_chat_may_be_called_again() {
    let story = |pause| {
        let story = story().posted(&[1], 200).counted(&[1]).begun(ANA, "n:1 a");
        let story = story.answered(Meaning::Wait { millis: 1000, account: false });
        story.begun(BOB, "hello").answered(Meaning::Sent).after(pause).sent("n:1 a").sent("n:1 b")
    };
    assert_eq!(story(900_000).violated(), [Invariant::Patience]);
    story(SECOND).clean();
}

#[test]
fn a_call_before_the_account_may_be_called_again() {
    for meaning in [Meaning::Wait { millis: 5000, account: true }, Meaning::Revoked] {
        let story = |pause| {
            let story = story().posted(&[1], 200).counted(&[1]).begun(BOB, "hello").answered(meaning);
            story.after(pause).sent("n:1 a").sent("n:1 b")
        };
        assert_eq!(story(SECOND).violated(), [Invariant::Patience]);
        story(60 * SECOND).clean();
        // What was begun when the answer was still under way could not know of it.
        story(1000).clean();
    }
}

#[test]
fn a_process_that_is_begun_need_not_know_what_the_one_before_was_asked_for() {
    let story = story().posted(&[1], 200).counted(&[1]).begun(ANA, "n:1 a");
    let story = story.answered(Meaning::Wait { millis: 9000, account: true }).killed().started();
    story.sent("n:1 a").sent("n:1 b").clean();
}

#[test]
fn a_refused_message_that_was_tried_again() {
    let mut story = story().posted(&[1], 200).counted(&[1]).sent("n:1 a");
    story.evidence.end.dead_messages.push((ANA.to_owned(), "n:1 b".to_owned()));
    let story = story.begun(ANA, "n:1 b").answered(Meaning::Refused);
    assert_eq!(story.violated(), []);
    let story = story.begun(ANA, "n:1 b").answered(Meaning::Refused);
    assert_eq!(story.violated(), [Invariant::Refused]);
}

#[test]
fn a_violation_shows_the_lines_that_prove_it() {
    let told = audit(&story().event(1).sent("n:1 b").evidence).to_string();
    assert!(told.contains("I5 no repetition without reason: telegram/700000001/1: `n:1 b`"), "{told}");
    assert!(told.contains(r#"7: {"at":"#) && told.contains(r#""what":"begun""#), "{told}");
}
