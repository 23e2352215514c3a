//! Lists.

use super::*;

#[test]
fn a_list_is_written_out_where_there_are_no_lists() {
    let plan = plan(vec![Message::List(list(&[1, 2]))], &Capabilities { text: 200, ..wide() });
    let (payloads, parts) = shown(&plan);
    assert_eq!(payloads, [0, 1, 2]);
    let text = &parts[0].1;
    assert!(parts.len() == 2, "the text is longer than the limit above buttons: {parts:?}");
    assert_eq!(
        format!("{text} {}", parts[1].1).split_whitespace().collect::<Vec<_>>().join(" "),
        "Top Choose Part 0 • Row 1 – more Part 1 • Row 2 – more • Row 3 – more End"
    );
}

#[test]
fn a_section_that_is_divided_keeps_its_title() {
    let plan = plan(vec![Message::List(list(&[8, 4]))], &listed());
    let titles: Vec<Vec<_>> = plan
        .steps
        .iter()
        .map(|step| match &step.part {
            Part::List(list) => list.sections.iter().map(|s| (s.title.as_str(), s.rows.len())).collect(),
            _ => vec![],
        })
        .collect();
    assert_eq!(titles, [vec![("Part 0", 8), ("Part 1", 2)], vec![("Part 1", 2)]]);
}

#[test]
fn a_title_that_is_too_long_stands_below_itself() {
    let mut list = list(&[1]);
    list.sections[0].rows[0].title = "A title of more than twenty-four".into();
    let plan = plan(vec![Message::List(list)], &listed());
    let Part::List(list) = &plan.steps[0].part else { panic!("{plan:?}") };
    let row = &list.sections[0].rows[0];
    assert_eq!(row.title, "A title of more than tw…");
    assert_eq!(row.description.as_deref(), Some("A title of more than twenty-four – more"));
    assert_eq!(plan.losses, [], "nothing is lost");
}
