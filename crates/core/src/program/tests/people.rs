//! What is kept of a person, in whichever conversation.

use super::*;
use crate::{Locale, t};

#[derive(Session, Default, Serialize, Deserialize)]
struct Points(u32);

fn speaks(main: Context) -> Chat {
    Chat::of(
        ProgramBuilder::new()
            .locale("en", "done = Done.\n")
            .locale("es", "done = Hecho.\n")
            .context(main.everything_else(t!("done"))),
    )
}

#[test]
fn a_chosen_language_is_good_at_once_and_from_then_on_and_wins_over_the_platforms() {
    let mut chat = speaks(
        Context::new("main")
            .keyword("es", |user: User, reply: Reply| {
                reply.text(t!("done"));
                user.set_locale("es");
                t!("done")
            })
            .keyword("forget", |user: User| user.unset_locale())
            .keyword("which", |Locale(locale): Locale| locale),
    );
    chat.locale = Some("en-GB".into());
    assert_eq!(chat.says("x"), ["Done."]);
    assert_eq!(chat.says("es"), ["Hecho.", "Hecho."]);
    assert_eq!(chat.says("x"), ["Hecho."]);
    assert_eq!(chat.says("which"), ["es"]);
    let (_, outcome) = chat.try_event(written("es")).unwrap();
    assert_eq!(outcome.person.locale, None, "nothing is written that is known");
    chat.says("forget");
    assert_eq!(chat.says("which"), ["en-GB"]);
    chat.locale = None;
    assert_eq!(chat.says("which"), ["en"]);
}

#[test]
fn what_is_no_language_fails_the_turn_with_the_authors_line() {
    let mut chat = speaks(Context::new("main").any_text(|user: User| user.set_locale("Spanish, please")));
    let error = chat.try_event(written("x")).unwrap_err().to_string();
    assert!(
        error.contains("people.rs:") && error.contains("`Spanish, please` is no language tag"),
        "{error}"
    );
}

#[test]
fn the_first_time_is_the_first_turn_that_does_not_fail() {
    let mut chat = speaks(
        Context::new("main")
            .keyword("fail", || Err::<(), _>(Error::terminal("no")))
            .any_text(|user: User| user.first_time().to_string()),
    );
    chat.try_event(written("fail")).unwrap_err();
    assert_eq!(chat.says("hi"), ["true"]);
    assert_eq!(chat.says("hi"), ["false"]);
}

#[test]
fn user_data_follows_the_person_and_a_session_the_conversation() {
    let mut chat = Chat::with([Context::new("main")
        .before_anything(|mut all: UserData<Points>, mut here: Session<Points>| {
            all.0 += 10;
            here.0 += 1;
        })
        .any_text(|all: UserData<Points>, here: Session<Points>| format!("{} {}", all.0, here.0))]);
    assert_eq!(chat.says("x"), ["10 1"]);
    chat.state = ConversationState::default(); // another conversation of the person
    assert_eq!(chat.says("x"), ["20 1"]);
    assert_eq!(chat.person.memory.values["points"], json!(20));
}

#[test]
fn a_turn_tells_which_version_it_has_read_and_what_it_changed() {
    let mut chat = Chat::with([Context::new("main")
        .keyword("read", |points: UserData<Points>| points.0.to_string())
        .keyword("write", |mut points: UserData<Points>| points.0 += 1)
        .any_text("nothing")]);
    let mut change = |text| chat.try_event(written(text)).unwrap().1.person;
    let first = change("nothing");
    assert_eq!((first.met, first.read, first.memory), (true, None, None));
    let read = change("read");
    assert_eq!((read.met, read.read, read.memory), (false, Some(0), None));
    let written = change("write");
    assert_eq!((written.read, written.memory.unwrap().values["points"].clone()), (Some(0), json!(1)));
    assert_eq!(change("read").read, Some(1));
    assert!(change("nothing").is_empty());
}

#[test]
fn user_data_is_taken_once_in_a_block_and_its_names_are_unique() {
    #[derive(Session, Default, Serialize, Deserialize)]
    #[session(name = "points")]
    struct Other(u32);

    let main = Context::new("main")
        .keyword("a", |_: UserData<Points>, _: UserData<Points>| ())
        .keyword("b", |_: UserData<Points>, _: Session<Points>| ())
        .keyword("c", |_: UserData<Other>| ());
    let faults = ProgramBuilder::new().context(main).build().unwrap_err().to_string();
    assert!(faults.contains("UserData<tertulia_core::program::tests::people::Points>` twice"), "{faults}");
    assert!(faults.contains("which is stored as `points` like"), "{faults}");
    assert_eq!(faults.lines().count(), 2, "{faults}");
}
