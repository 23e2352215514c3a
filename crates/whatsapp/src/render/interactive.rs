//! What all messages with something to press have in common: a header, a text and an action below it.

use std::borrow::Cow;

use serde::Serialize;

use super::{
    buttons::{Open, Reply},
    cards::Cards,
    list::Sections,
    media::File,
};

#[derive(Serialize)]
pub(super) struct Interactive<'a> {
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) header: Option<Header<'a>>,
    pub(super) body: Words<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) footer: Option<Words<'a>>,
    pub(super) action: Action<'a>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub(super) enum Header<'a> {
    Text { text: &'a str },
    Image { image: File<'a> },
    Video { video: File<'a> },
    Document { document: super::media::Document<'a> },
}

/// A text that may have markup.
#[derive(Serialize)]
pub(super) struct Words<'a> {
    pub(super) text: Cow<'a, str>,
}

/// What can be done below the text.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Action<'a> {
    Replies { buttons: Vec<Reply<'a>> },
    List(Sections<'a>),
    Open(Open<'a>),
    Cards(Cards<'a>),
    Ask { name: &'static str },
}

impl<'a> Words<'a> {
    pub(super) fn new(text: impl Into<Cow<'a, str>>) -> Self {
        Self { text: text.into() }
    }
}
