//! Parts of replies in words.

use tertulia_core::plan::{Capabilities, Part, Plan};

use crate::Number;

/// What is shown, part by part. Equal ones that follow each other are counted.
pub(crate) fn described(plan: &Plan<Number>, capabilities: &Capabilities) -> String {
    let mut told: Vec<(String, usize)> = Vec::new();
    for step in &plan.steps {
        let words = part(&step.part, capabilities);
        match told.last_mut() {
            Some((last, times)) if *last == words => *times += 1,
            _ => told.push((words, 1)),
        }
    }
    let times = |(words, times): &(String, usize)| match times {
        1 => words.clone(),
        times => format!("{times} × {words}"),
    };
    match told.is_empty() {
        true => "nothing".to_owned(),
        false => told.iter().map(times).collect::<Vec<_>>().join(", "),
    }
}

fn part(part: &Part<Number>, capabilities: &Capabilities) -> String {
    match part {
        Part::Text(_) => "text".to_owned(),
        Part::Numbered { question, .. } => format!("text with {} numbers", question.buttons.len()),
        Part::Buttons { question, vanish: true } if capabilities.edits => {
            format!("{}, which are taken away later", with(&question.buttons, "text"))
        }
        Part::Buttons { question, .. } => with(&question.buttons, "text"),
        Part::QuickReplies(question) => format!("text with {} quick replies", question.buttons.len()),
        Part::List(list) => {
            let rows: usize = list.sections.iter().map(|section| section.rows.len()).sum();
            format!("list of {rows} rows")
        }
        Part::Media(media) => {
            let captioned = if media.caption.is_some() { " with caption" } else { "" };
            with(&media.buttons, &format!("{}{captioned}", media.kind.name()))
        }
        Part::Album(album) => format!("album of {}", album.items.len()),
        Part::Cards(carousel) => format!("carousel of {} cards", carousel.cards.len()),
        Part::Leaf(leaf) => {
            let kind = if leaf.image.is_some() { "image with caption" } else { "text" };
            let turns: Vec<_> = leaf.turns.iter().map(|turn| turn.title.as_str()).collect();
            format!(
                "{}, and `{}` to show the others in its place",
                with(&leaf.buttons, kind),
                turns.join(" ")
            )
        }
        Part::Location(_) => "place on a map".to_owned(),
        Part::Contact(_) => "card of an address book".to_owned(),
        Part::LocationRequest(_) => "text with a button that tells the place".to_owned(),
        Part::ContactRequest(_) => "text with a button that tells the number".to_owned(),
        Part::Native(_) => "as written".to_owned(),
        Part::Typing => "sign of typing".to_owned(),
        other => format!("{other:?}"),
    }
}

fn with<T>(buttons: &[T], what: &str) -> String {
    match buttons.len() {
        0 => what.to_owned(),
        1 => format!("{what} with 1 button"),
        count => format!("{what} with {count} buttons"),
    }
}
