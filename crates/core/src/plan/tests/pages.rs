//! What is shown page by page.

use super::*;

fn pages(message: Message<usize>, capabilities: &Capabilities) -> Vec<Vec<String>> {
    let plans = turned(vec![(message, Policy::Fit)], capabilities);
    let titles = |plan: &Plan<usize>| {
        let choices = plan.steps.iter().flat_map(|step| step.part.choices());
        choices.map(|(title, _)| title.clone()).collect()
    };
    plans.iter().map(titles).collect()
}

fn named(name: &str, numbers: std::ops::Range<usize>, turns: &[&str]) -> Vec<String> {
    numbers
        .map(|number| format!("{name} {number}"))
        .chain(turns.iter().map(|turn| (*turn).to_owned()))
        .collect()
}

#[test]
fn a_list_of_more_rows_has_pages() {
    let pages = pages(Message::List(list(&[4, 21])), &listed());
    assert_eq!(
        pages,
        [
            named("Row", 1..10, &["More"]),
            named("Row", 10..18, &["Back", "More"]),
            named("Row", 18..26, &["Back"]),
        ],
    );
}

#[test]
fn the_last_page_holds_all_that_it_can() {
    assert_eq!(pages(Message::List(list(&[10])), &listed()), [named("Row", 1..11, &[])]);
    let expected = [named("Row", 1..10, &["More"]), named("Row", 10..19, &["Back"])];
    assert_eq!(pages(Message::List(list(&[18])), &listed()), expected);
}

#[test]
fn choices_that_turn_the_page_stand_under_no_title_of_the_author() {
    let plans = turned(vec![(Message::List(list(&[4, 21])), Policy::Fit)], &listed());
    let titles = |plan: &Plan<usize>| match &plan.steps[..] {
        [Step { part: Part::List(list), .. }] => {
            list.sections.iter().map(|section| section.title.clone()).collect::<Vec<_>>()
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(
        plans.iter().map(titles).collect::<Vec<_>>(),
        [&["Part 0", "Part 1", "⋯"][..], &["Part 1", "⋯"], &["Part 1", "⋯"]]
    );
    let texts = plans.iter().map(|plan| shown(plan).1[0].1.clone());
    assert_eq!(texts.collect::<Vec<_>>(), ["Choose", "2/3", "3/3"]);
}

#[test]
fn a_list_of_many_sections_has_room_for_one_more() {
    let capabilities =
        Capabilities { list: listed().list.map(|list| Lists { sections: 5, ..list }), ..listed() };
    let plans = turned(vec![(Message::List(list(&[1; 20])), Policy::Fit)], &capabilities);
    assert_eq!(reached(&plans), (0..20).collect::<Vec<_>>());
    for Step { part, .. } in plans.iter().flat_map(|plan| &plan.steps) {
        let Part::List(list) = part else { panic!("{part:?}") };
        assert!(list.sections.len() <= 5, "{list:?}");
    }
}

#[test]
fn a_page_of_few_buttons_is_several_messages() {
    let buttons = |count| turned(vec![(Message::Buttons(question("?", count)), Policy::Fit)], &narrow());
    assert_eq!(buttons(9).iter().map(kinds).collect::<Vec<_>>(), [[("buttons", 3); 3]]);
    let pages = buttons(20);
    assert_eq!(
        pages.iter().map(kinds).collect::<Vec<_>>(),
        [&[("buttons", 3); 3][..], &[("buttons", 3); 3], &[("buttons", 3), ("buttons", 3)]]
    );
    assert_eq!(reached(&pages), (0..20).collect::<Vec<_>>());
    assert_eq!(pages[0].losses[0], (0, Loss::Paged { items: Items::Buttons(20), pages: 3 }));
}

#[test]
fn quick_replies_stay_quick_replies() {
    let pages = turned(vec![(Message::QuickReplies(question("?", 30)), Policy::Fit)], &narrow());
    assert_eq!(
        pages.iter().map(kinds).collect::<Vec<_>>(),
        [[("quick", 13)], [("quick", 13)], [("quick", 8)]]
    );
    let pages = turned(vec![(Message::List(list(&[30])), Policy::Fit)], &narrow());
    let quick = |plan: &Plan<usize>| kinds(plan).last() == Some(&("quick", 13));
    assert!(pages[..2].iter().all(quick), "{pages:?}");
}

#[test]
fn buttons_that_vanish_do_so_on_every_page() {
    let pages = turned(vec![(Message::QuickReplies(question("?", 150)), Policy::Fit)], &wide());
    let vanish = |plan: &Plan<usize>| {
        matches!(plan.steps[..], [Step { part: Part::Buttons { vanish: true, .. }, .. }])
    };
    assert!(pages.len() == 2 && pages.iter().all(vanish), "{pages:?}");
}

#[test]
fn split_shows_everything_at_once() {
    for (message, capabilities) in [
        (Message::List(list(&[50])), listed()),
        (Message::Buttons(question("?", 50)), listed()),
        (Message::Buttons(question("?", 50)), narrow()),
    ] {
        let plans = turned(vec![(message.clone(), Policy::Split)], &capabilities);
        assert_eq!((plans.len(), shown(&plans[0]).0), (1, (0..50).collect::<Vec<_>>()));
        assert_eq!(plans[0], super::super::plan(vec![(message, Policy::Split)], &capabilities));
    }
    let plans = turned(vec![(Message::Buttons(question("?", 5)), Policy::Split)], &listed());
    assert_eq!(
        kinds(&plans[0]),
        [("buttons", 3), ("buttons", 2)],
        "rather several messages than another form"
    );
}
