//! Contexts that are left by themselves after a silence.

use super::*;
use crate::{Flow, Form, Now, pause, t};

const MINUTE: Duration = Duration::from_secs(60);

impl Chat {
    /// So many seconds go by. Gives what is said meanwhile, by timers that are due.
    fn waits(&mut self, seconds: i64) -> Vec<String> {
        let until = self.now + jiff::SignedDuration::from_secs(seconds);
        let mut said = vec![];
        while let Some(key) = self.next_due(until) {
            let (timer, due_at) = self.timers.remove(&key).unwrap();
            self.now = due_at;
            said.extend(self.event(Event::timer(timer, due_at)).texts);
        }
        self.now = until;
        said
    }

    fn next_due(&self, until: Timestamp) -> Option<String> {
        let due = self.timers.iter().filter(|(_, (_, due_at))| *due_at <= until);
        due.min_by_key(|(_, (_, due_at))| *due_at).map(|(key, _)| key.clone())
    }

    /// A timer is due that should not be there any more.
    fn fires_late(&mut self) -> Heard {
        let timer = Timer::new("silence", crate::event::TimerPurpose::Silence);
        self.event(Event::timer(timer, self.now))
    }
}

fn main_context() -> Context {
    Context::new("main")
        .keyword("sign up", ask("/profile/email"))
        .keyword("shop", change_to("shop"))
        .any_text("main")
}

/// An answer of one minute, inside one of ten.
fn profile() -> Context {
    Context::new("profile")
        .answer("email", |a| {
            a.ask("What is your email?")
                .on_exit("The email is forgotten.")
                .any_text(("Thank you.", leave()))
                .times_out(10 * MINUTE, "No email, then.")
        })
        .answer("age", |a| a.ask("How old are you?").any_text(leave()))
}

fn code() -> Context {
    Context::new("codes").answer("code", |a| {
        a.ask("Which code?")
            .keyword("7", ("Right.", leave()))
            .any_text("Wrong.")
            .on_exit("The code is gone.")
            .times_out(MINUTE, "Too slow.")
    })
}

fn chat() -> Chat {
    let main = main_context().keyword("code", ask("/codes/code"));
    let mut chat = Chat::with([main, profile(), code(), shop()]);
    chat.says("hello");
    chat
}

fn shop() -> Context {
    Context::new("shop")
        .on_exit("The shop is closed.")
        .any_text("shop")
        .keyword("code", ask("/codes/code"))
        .times_out(5 * MINUTE, "Are you still there?")
}

#[test]
fn an_answer_is_left_after_a_silence_and_says_so() {
    let mut chat = chat();
    assert_eq!(chat.says("code"), ["Which code?"]);
    assert_eq!(chat.waits(59), [""; 0]);
    assert_eq!(chat.waits(1), ["The code is gone.", "Too slow."]);
    assert_eq!(chat.places(), [""; 0]);
    assert_eq!(chat.says("7"), ["main"]);
    assert_eq!(chat.waits(9999), [""; 0], "once");
    assert_eq!(chat.state, ConversationState::default(), "nothing of it is kept");
}

#[test]
fn whatever_the_person_says_begins_the_time_anew() {
    let mut chat = chat();
    chat.says("code");
    for _ in 0..3 {
        assert_eq!(chat.waits(59), [""; 0]);
        assert_eq!(chat.says("1"), ["Wrong."]);
    }
    assert_eq!(chat.waits(60), ["The code is gone.", "Too slow."]);
}

#[test]
fn what_is_answered_in_time_does_not_time_out() {
    let mut chat = chat();
    chat.says("code");
    assert_eq!(chat.says("7"), ["Right.", "The code is gone."]);
    assert!(chat.timers.is_empty(), "nobody waits any more");
    assert_eq!(chat.fires_late(), Heard { texts: vec![], verdict: Verdict::Unmatched });
}

#[test]
fn a_timer_that_fires_late_does_nothing_to_what_was_asked_meanwhile() {
    let mut chat = chat();
    chat.says("code");
    chat.now += 50 * MINUTE; // nothing was handled for that long
    assert_eq!(chat.says("1"), ["Wrong."]);
    assert_eq!(chat.fires_late().verdict, Verdict::Unmatched);
    assert_eq!(chat.places(), ["codes/code"]);
    assert_eq!(chat.waits(60), ["The code is gone.", "Too slow."], "the timer is set all the same");
}

#[test]
fn a_context_is_left_for_the_default_one() {
    let mut chat = chat();
    chat.says("shop");
    assert_eq!(chat.waits(300), ["The shop is closed.", "Are you still there?"]);
    assert_eq!(chat.says("hello"), ["main"]);
}

#[test]
fn the_question_around_is_put_again_and_has_its_own_time() {
    let email = Context::new("profile").answer("email", |a| {
        a.ask("What is your email?")
            .keyword("code", ask("/codes/code"))
            .any_text(leave())
            .times_out(10 * MINUTE, "No email, then.")
    });
    let mut chat = Chat::with([main_context(), email, code(), shop()]);
    assert_eq!(chat.says("sign up"), ["What is your email?"]);
    assert_eq!(chat.says("code"), ["Which code?"]);
    assert_eq!(chat.waits(60), ["The code is gone.", "Too slow.", "What is your email?"]);
    assert_eq!(chat.places(), ["profile/email"]);
    assert_eq!(chat.waits(539), [""; 0], "silent since the code was asked for");
    assert_eq!(chat.waits(1), ["No email, then."]);
}

#[test]
fn what_was_asked_from_it_is_left_too() {
    let mut chat = chat();
    chat.says("shop");
    chat.says("code");
    // Nothing was handled for so long that both are over: the bot was down.
    chat.now += 60 * MINUTE;
    assert_eq!(chat.fires_late().texts, ["The code is gone.", "The shop is closed.", "Are you still there?"]);
    assert_eq!(chat.places(), [""; 0]);
}

#[test]
fn before_exit_and_the_blocks_of_every_turn_are_not_asked() {
    let builder = ProgramBuilder::new()
        .context(main_context().keyword("code", ask("/codes/code")))
        .context(code())
        .context(shop())
        .context(profile())
        .before_exit(("Stay!", halt()))
        .before_blocks(|event: Event| if event.text().is_none() { halt() } else { pass() })
        .after_blocks(|event: Event, reply: Reply| {
            if event.text().is_none() {
                reply.text("after");
            }
        });
    let mut chat = Chat::of(builder);
    chat.says("code");
    assert_eq!(chat.waits(60), ["The code is gone.", "Too slow."]);
}

#[test]
fn the_block_may_go_elsewhere_and_knows_what_was_given() {
    let main = Context::new("main").keyword("go", || ask("/codes/code").with(7)).any_text("main");
    let over = |Given(tries): Given<u8>, reply: Reply, _: Now| -> Flow {
        reply.text(format!("{tries} tries are over."));
        change_to("shop")
    };
    let codes = Context::new("codes")
        .answer("code", move |a| a.ask("Which code?").any_text(keep()).times_out(MINUTE, over));
    let mut chat = Chat::with([main, codes, shop().on_enter("The shop.")]);
    chat.says("go");
    assert_eq!(chat.waits(60), ["7 tries are over.", "The shop."]);
    assert_eq!(chat.places(), ["shop"]);
    assert_eq!(chat.waits(300), ["The shop is closed.", "Are you still there?"], "which times out, too");
}

#[test]
fn halt_keeps_the_question_around_quiet() {
    let main = Context::new("main").keyword("go", ask("/forms/outer"));
    let forms = Context::new("forms")
        .answer("outer", |a| a.ask("Outer?").keyword("in", ask("/others/inner")).any_text(leave()));
    let others = Context::new("others")
        .answer("inner", |a| a.ask("Inner?").any_text(leave()).times_out(MINUTE, ("Hm.", halt())));
    let mut chat = Chat::with([main, forms, others]);
    chat.says("go");
    chat.says("in");
    assert_eq!(chat.waits(60), ["Hm."]);
    assert_eq!(chat.places(), ["forms/outer"]);
}

#[test]
fn who_wants_no_messages_is_left_in_peace() {
    let mut chat = chat();
    chat.says("code");
    chat.says("stop");
    assert!(chat.person.stopped);
    assert_eq!(chat.waits(60), ["The code is gone."], "the context is left all the same");
    assert_eq!(chat.places(), [""; 0]);
}

#[test]
fn nobody_has_to_hurry_while_somebody_else_talks_with_them() {
    let mut chat = Chat::of(
        ProgramBuilder::new()
            .context(main_context().keyword("code", ask("/codes/code")))
            .context(code().deep().keyword("human", pause(30 * MINUTE)))
            .context(shop())
            .context(profile()),
    );
    chat.says("code");
    assert_eq!(chat.says("human"), ["Which code?"]);
    assert_eq!(chat.waits(30 * 60 + 59), [""; 0]);
    assert_eq!(chat.waits(1), ["The code is gone.", "Too slow."], "a minute after the pause");
}

#[test]
fn what_is_no_word_of_the_person_does_not_prolong_it() {
    let mut chat = chat();
    chat.says("code");
    chat.waits(30);
    let lost = crate::event::Undelivered { reason: String::new(), message: String::new() };
    chat.event(event(EventKind::DeliveryFailed(lost)));
    assert_eq!(chat.waits(30), ["The code is gone.", "Too slow."]);
}

#[test]
fn a_question_that_puts_itself_is_waited_for_from_then_on() {
    let main = main_context().keyword("code", ask("/codes/code")).delivery_failed(ask("/codes/code"));
    let mut chat = Chat::with([main, code(), profile(), shop()]);
    chat.says("shop");
    chat.says("hello");
    chat.state.stack.clear();
    chat.waits(45);
    let lost = crate::event::Undelivered { reason: String::new(), message: String::new() };
    assert_eq!(chat.event(event(EventKind::DeliveryFailed(lost))).texts, ["Which code?"]);
    assert_eq!(chat.waits(59), [""; 0]);
    assert_eq!(chat.waits(1), ["The code is gone.", "Too slow."]);
}

#[test]
fn a_newer_version_waits_for_as_long_as_it_says() {
    let with = |time| {
        let code = Context::new("codes")
            .answer("code", move |a| a.ask("Which code?").any_text("Wrong.").times_out(time, "Too slow."));
        Chat::with([Context::new("main").keyword("code", ask("/codes/code")), code])
    };
    let mut chat = with(MINUTE);
    chat.says("code");
    chat.program = with(3 * MINUTE).program;
    assert_eq!(chat.waits(179), [""; 0], "it was set for another time, and is set again");
    assert_eq!(chat.waits(1), ["Too slow."]);

    chat.says("code");
    let code = Context::new("codes").answer("code", |a| a.ask("Which code?").any_text("Wrong."));
    chat.program = Chat::with([Context::new("main").keyword("code", ask("/codes/code")), code]).program;
    assert_eq!(chat.waits(9999), [""; 0], "nothing times out any more");
    assert_eq!((chat.state.silence, chat.timers.len()), (None, 0));
    assert_eq!(chat.says("1"), ["Wrong."]);
}

#[derive(Form)]
#[form(timeout = "10m", confirm)]
struct SignUp {
    name: String,
    age: Option<u8>,
}

#[derive(Form)]
#[form(timeout = Duration::from_secs(90), timed_out = t!("late"))]
struct Quick {
    name: String,
}

fn forms() -> Chat {
    let main = Context::new("main")
        .keyword("sign up", ask("sign_up"))
        .keyword("quick", ask("quick"))
        .form("sign_up", |done: SignUp| format!("{}, {:?}", done.name, done.age))
        .form("quick", |done: Quick| done.name)
        .any_text("main");
    Chat::of(ProgramBuilder::new().context(main).locale("en", "late = Too late."))
}

#[test]
fn a_derived_form_times_out_at_any_question() {
    let mut chat = forms();
    chat.says("sign up");
    chat.waits(599);
    assert_eq!(chat.says("Ana"), ["Age?"]);
    assert_eq!(chat.waits(599), [""; 0]);
    assert_eq!(chat.waits(1), ["That took too long, so I have stopped asking."]);
    assert_eq!(chat.says("7"), ["main"]);
    chat.locale = Some("es".into());
    chat.says("sign up");
    assert_eq!(chat.waits(600), ["Ha pasado demasiado tiempo, así que he dejado de preguntar."]);
    chat.locale = Some("en".into());
    chat.says("sign up");
    chat.says("Ana");
    chat.says("7");
    assert_eq!(chat.waits(600), ["That took too long, so I have stopped asking."], "also at its end");
}

#[test]
fn a_derived_form_has_words_of_its_own_for_it() {
    let mut chat = forms();
    chat.says("quick");
    assert_eq!(chat.waits(90), ["Too late."]);
    assert_eq!(chat.says("Ana"), ["main"]);
}

#[test]
fn what_cannot_time_out_is_told() {
    let answer = |a: crate::Answer| {
        a.ask("Which code?").any_text("Wrong.").times_out(Duration::ZERO, "Hm.").times_out(MINUTE, "Oh.")
    };
    let main = Context::new("main").times_out(MINUTE, "Hello?").any_text("main");
    let codes = Context::new("codes").answer("code", answer);
    let told = |contexts: [Context; 2]| {
        let builder = contexts.into_iter().fold(ProgramBuilder::new(), ProgramBuilder::context);
        builder.build().unwrap_err().iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let faults = told([main, codes]);
    for fault in ["has an `times_out` block already", "`main` is the default context and cannot time out"] {
        assert!(faults.iter().any(|told| told.contains(fault)), "{fault}: {faults:#?}");
    }
    let at_once = Context::new("news").times_out(Duration::ZERO, "Hm.");
    let deep = at_once.deep().times_out(MINUTE, "Hm.");
    let faults = told([Context::new("main"), deep]);
    let fault = "`times_out` belongs to one context and cannot be deep";
    assert!(faults.iter().any(|told| told.contains(fault)), "{faults:#?}");
    let faults = told([Context::new("main"), Context::new("news").times_out(Duration::ZERO, "Hm.")]);
    assert!(faults[0].contains("`news` times out at once"), "{faults:#?}");
}

#[test]
fn an_answer_that_times_out_has_an_end() {
    let main = Context::new("main").any_text(ask("rest"));
    let waits = main.answer("rest", |a| a.ask("Wait.").times_out(MINUTE, "Done."));
    let program = ProgramBuilder::new().context(waits).build().unwrap();
    assert_eq!(program.warnings().len(), 0);
}
