//! Buttons and quick replies.

use super::*;

#[test]
fn buttons_that_fit_stay_buttons() {
    for capabilities in [wide(), narrow(), listed()] {
        let plan = plan(vec![Message::Buttons(question("?", 3))], &capabilities);
        assert_eq!((kinds(&plan), plan.losses), (vec![("buttons", 3)], vec![]));
    }
}

#[test]
fn buttons_that_do_not_fit_are_divided_or_listed() {
    let five = || vec![Message::Buttons(question("?", 5))];
    assert_eq!(kinds(&plan(five(), &wide())), [("buttons", 5)]);
    let divided = plan(five(), &narrow());
    assert_eq!(
        (kinds(&divided), &divided.losses[..]),
        (
            vec![("buttons", 3), ("buttons", 2)],
            &[(0, Loss::Divided { items: Items::Buttons(5), into: 2 })][..]
        )
    );
    assert_eq!(kinds(&plan(five(), &listed())), [("list", 5)]);
    assert_eq!(
        kinds(&plan(vec![Message::Buttons(question("?", 23))], &listed())),
        [("list", 10), ("list", 10), ("list", 3)]
    );
}

#[test]
fn quick_replies_go_with_the_last_message_only() {
    let quick = || Message::QuickReplies(question("?", 2));
    assert_eq!(
        kinds(&plan(vec![Message::Text("hi".into()), quick()], &narrow())),
        [("text", 0), ("quick", 2)]
    );
    assert_eq!(
        kinds(&plan(vec![quick(), Message::Text("hi".into())], &narrow())),
        [("buttons", 2), ("text", 0)]
    );
    assert_eq!(
        kinds(&plan(vec![quick(), Message::Typing(Duration::from_secs(1))], &narrow()))[0],
        ("quick", 2)
    );
    let many = plan(vec![Message::QuickReplies(question("?", 14))], &narrow());
    assert_eq!(shown(&many).0, (0..14).collect::<Vec<_>>());
    let vanishing = plan(vec![quick()], &wide());
    assert!(matches!(&vanishing.steps[0].part, Part::Buttons { vanish: true, .. }));
}

#[test]
fn equal_titles_are_told_apart_where_they_must_be() {
    let mut twins = question("?", 3);
    twins.buttons.iter_mut().for_each(|button| button.title = "A title that is far too long".into());
    let plan = plan(vec![Message::Buttons(twins)], &listed());
    let Part::Buttons { question, .. } = &plan.steps[0].part else { panic!("{plan:?}") };
    let titles: Vec<_> = question.buttons.iter().map(|button| button.title.as_str()).collect();
    assert_eq!(titles, ["A title that is far…", "A title that is… (2)", "A title that is… (3)"]);
    assert_eq!(plan.losses.len(), 3);
}
