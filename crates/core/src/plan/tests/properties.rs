//! What holds for any choices. For replies of all kinds on the platforms themselves: `crates/tertulia/tests/replies`.

use super::*;

fn choices(list: bool, quick: bool, sections: Vec<usize>, text: &str, title: &str) -> Message<usize> {
    let mut rows = self::list(&sections);
    rows.text = text.into();
    for row in rows.sections.iter_mut().flat_map(|section| &mut section.rows) {
        row.title = title.to_owned();
    }
    if list {
        return Message::List(rows);
    }
    let mut question = question(text, sections.iter().sum());
    question.buttons.iter_mut().for_each(|button| button.title = title.to_owned());
    if quick { Message::QuickReplies(question) } else { Message::Buttons(question) }
}

fn policy() -> impl Strategy<Value = Policy> {
    prop::sample::select(vec![Policy::Fit, Policy::Split, Policy::Numbered, Policy::Deny])
}

/// Whether everything in the part is within the limits of the small platforms above.
fn fits(part: &Part<usize>, capabilities: &Capabilities) -> bool {
    let within = |text: &str, limit: usize| capabilities.unit.length(text) <= limit;
    match part {
        Part::Text(text) => within(text.as_str(), capabilities.text),
        Part::Numbered { question, .. } => within(question.text.as_str(), capabilities.text),
        Part::Buttons { question, .. } => {
            within(question.text.as_str(), capabilities.buttons.text)
                && (1..=capabilities.buttons.count).contains(&question.buttons.len())
                && question.buttons.iter().all(|button| within(&button.title, capabilities.buttons.title))
        }
        Part::QuickReplies(question) => {
            let limits = capabilities.quick_replies.as_ref().unwrap();
            within(question.text.as_str(), capabilities.text)
                && (1..=limits.count).contains(&question.buttons.len())
                && question.buttons.iter().all(|button| within(&button.title, limits.title))
        }
        Part::List(list) => {
            let limits = capabilities.list.as_ref().unwrap();
            let rows: Vec<_> = list.sections.iter().flat_map(|section| &section.rows).collect();
            let mut titles: Vec<_> = rows.iter().map(|row| &row.title).collect();
            titles.sort();
            titles.dedup();
            within(list.text.as_str(), limits.text)
                && (1..=limits.rows).contains(&rows.len())
                && titles.len() == rows.len()
                && titles.iter().all(|title| within(title, limits.title))
                && list.sections.len() <= limits.sections
                && list.sections.iter().all(|section| within(&section.title, limits.section_title))
                && (list.sections.len() == 1 || list.sections.iter().all(|section| !section.title.is_empty()))
        }
        _ => true,
    }
}

proptest! {
    #[test]
    fn every_choice_is_reached_within_the_limits(
        text in "x[a-z .]{1,200}", title in "x\\PC{1,60}", list in any::<bool>(), quick in any::<bool>(),
        sections in prop::collection::vec(1_usize..40, 1..6), trailing in any::<bool>(), policy in policy(),
    ) {
        let count = sections.iter().sum::<usize>();
        let mut messages = vec![(choices(list, quick, sections, &text, &title), policy)];
        if trailing {
            messages.push((Message::Text("bye".into()), policy));
        }
        for capabilities in [wide(), narrow(), listed()] {
            let plans = turned(messages.clone(), &capabilities);
            prop_assert_eq!(&plans, &turned(messages.clone(), &capabilities));
            prop_assert_eq!(reached(&plans), (0..count).collect::<Vec<_>>());
            for step in plans.iter().flat_map(|plan| &plan.steps) {
                prop_assert!(fits(&step.part, &capabilities), "{:?}", step.part);
            }
        }
    }

    #[test]
    fn a_page_never_holds_more_than_its_size(count in 0_usize..300, size in 3_usize..30) {
        let pages = page::pages((0..count).collect(), size);
        prop_assert_eq!(pages.concat(), (0..count).collect::<Vec<_>>());
        for (number, page) in pages.iter().enumerate() {
            let turns = usize::from(number > 0) + usize::from(number + 1 < pages.len());
            prop_assert!(!page.is_empty() && page.len() + turns <= size);
        }
    }
}
