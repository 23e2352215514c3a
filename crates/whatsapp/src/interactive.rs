//! The wire types of messages with buttons or a list.

use serde::Serialize;
use tertulia_core::{List, Question};

#[derive(Serialize)]
pub(crate) struct Interactive<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    header: Option<Header<'a>>,
    body: Text<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    footer: Option<Text<'a>>,
    action: Action<'a>,
}

#[derive(Serialize)]
struct Header<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    text: &'a str,
}

#[derive(Serialize)]
struct Text<'a> {
    text: &'a str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Action<'a> {
    Buttons { buttons: Vec<Button<'a>> },
    List { button: &'a str, sections: Vec<Section<'a>> },
}

#[derive(Serialize)]
struct Button<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    reply: Reply<'a>,
}

#[derive(Serialize)]
struct Reply<'a> {
    id: &'a str,
    title: &'a str,
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

impl<'a> Interactive<'a> {
    pub(crate) fn buttons(question: &'a Question<String>) -> Self {
        let buttons = question.buttons.iter().filter_map(|button| {
            let reply = Reply { id: button.payload()?, title: &button.title };
            Some(Button { kind: "reply", reply })
        });
        Self {
            kind: "button",
            header: None,
            body: Text { text: question.text.as_str() },
            footer: None,
            action: Action::Buttons { buttons: buttons.collect() },
        }
    }

    pub(crate) fn list(list: &'a List<String>) -> Self {
        let sections = list.sections.iter().map(|section| Section {
            // The documentation wants a title for every section, and the author need not give one to a
            // single section: it is then called like the button that opens it.
            title: if section.title.trim().is_empty() { &list.button } else { &section.title },
            rows: section.rows.iter().map(row).collect(),
        });
        Self {
            kind: "list",
            header: list.header.as_deref().map(|text| Header { kind: "text", text }),
            body: Text { text: list.text.as_str() },
            footer: list.footer.as_deref().map(|text| Text { text }),
            action: Action::List { button: &list.button, sections: sections.collect() },
        }
    }
}

fn row(row: &tertulia_core::Row<String>) -> Row<'_> {
    let description = row.description.as_deref().filter(|description| !description.is_empty());
    Row { id: &row.payload, title: &row.title, description }
}
