//! People who want no messages that answer nothing.

use super::*;

fn bot() -> ProgramBuilder {
    ProgramBuilder::new().context(
        Context::new("main")
            .keyword("stop by block", |user: User| user.set_stopped(true))
            .keyword("fail", || Err::<(), _>(Error::terminal("no")))
            .any_text(|user: User| user.stopped().to_string()),
    )
}

#[test]
fn who_writes_a_stop_word_is_known_to_have_stopped_until_a_start_word() {
    for (stop, start) in
        [("STOP", "START"), (" ¡Baja! ", "Alta."), ("/stop", "/start spring"), ("unsubscribe", "subscribe")]
    {
        let mut chat = Chat::of(bot());
        assert_eq!(chat.says("please do not stop"), ["false"], "that is no stop word");
        assert_eq!(chat.says(stop), ["true"], "{stop}: the block is asked, and knows");
        assert_eq!(chat.says("x"), ["true"], "{stop}");
        assert_eq!(chat.says(start), ["false"], "{start}");
        assert_eq!(chat.says("x"), ["false"], "{start}");
    }
}

#[test]
fn only_news_of_it_are_kept() {
    let mut chat = Chat::of(bot());
    let mut change = |text| chat.try_event(written(text)).unwrap().1.person.stopped;
    assert_eq!(
        (change("start"), change("stop"), change("stop"), change("start")),
        (None, Some(true), None, Some(false))
    );
    assert_eq!((change("stop by block"), change("x")), (Some(true), None));
}

#[test]
fn what_is_said_to_others_in_a_group_is_no_stop_word() {
    let mut chat = Chat::of(bot());
    let mut others = written("stop");
    others.addressed = false;
    chat.event(others);
    assert!(!chat.person.stopped);
}

#[test]
fn stop_words_are_heard_while_the_conversation_pauses() {
    let mut chat = Chat::of(bot());
    chat.event(event(EventKind::Takeover));
    assert_eq!(chat.event(written("STOP")), Heard { texts: vec![], verdict: Verdict::Paused });
    assert!(chat.person.stopped);
}

#[test]
fn a_bot_may_have_words_of_its_own() {
    let mut chat = Chat::of(bot().stop_words(["Genug"]).start_words("Weiter"));
    assert_eq!(chat.says("STOP"), ["false"]);
    assert_eq!(chat.says("genug"), ["true"]);
    assert_eq!(chat.says("start"), ["true"]);
    assert_eq!(chat.says("WEITER"), ["false"]);
}
