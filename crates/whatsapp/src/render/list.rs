//! Lists: messages/interactive-list-messages.

use serde::Serialize;
use tertulia_core::List;

use crate::markup::markup;

use super::interactive::{Action, Header, Interactive, Words};

#[derive(Serialize)]
pub(super) struct Sections<'a> {
    button: &'a str,
    sections: Vec<Section<'a>>,
}

#[derive(Serialize)]
struct Section<'a> {
    title: &'a str,
    rows: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
}

pub(super) fn interactive(list: &List<String>) -> Interactive<'_> {
    let sections = list.sections.iter().map(|section| Section {
        // The documentation wants a title for every section, and the author need not give one to a
        // single section: it is then called like the button that opens it.
        title: if section.title.trim().is_empty() { &list.button } else { &section.title },
        rows: section.rows.iter().map(row).collect(),
    });
    let said = |line: &&str| !line.is_empty();
    Interactive {
        kind: "list",
        header: list.header.as_deref().filter(said).map(|text| Header::Text { text }),
        body: Words::new(markup(&list.text)),
        footer: list.footer.as_deref().filter(said).map(|text| Words { text: text.into() }),
        action: Action::List(Sections { button: &list.button, sections: sections.collect() }),
    }
}

fn row(row: &tertulia_core::Row<String>) -> Row<'_> {
    let description = row.description.as_deref().filter(|description| !description.is_empty());
    Row { id: &row.payload, title: &row.title, description }
}
