//! Buttons: messages/interactive-reply-buttons-messages, and messages/interactive-cta-url-messages for the one that
//! opens a page.

use std::borrow::Cow;

use serde::Serialize;
use tertulia_core::{Button, adapter::Undeliverable, message::Action as Does};

use super::{
    interactive::{Action, Header, Interactive, Words},
    refuse,
};

#[derive(Serialize)]
pub(super) struct Reply<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    reply: Choice<'a>,
}

#[derive(Serialize)]
struct Choice<'a> {
    id: &'a str,
    title: &'a str,
}

/// What opens a page.
#[derive(Serialize)]
pub(super) struct Open<'a> {
    name: &'static str,
    parameters: Page<'a>,
}

#[derive(Serialize)]
struct Page<'a> {
    display_text: &'a str,
    url: &'a str,
}

/// A text, with a header or none, and buttons below it.
pub(super) fn below<'a>(
    header: Option<Header<'a>>,
    body: Cow<'a, str>,
    buttons: &'a [Button<String>],
) -> Result<Interactive<'a>, Undeliverable> {
    let (kind, action) = match buttons {
        [button] if button.payload().is_none() => (CTA_URL, Action::Open(open(button)?)),
        _ => ("button", Action::Replies { buttons: buttons.iter().map(reply).collect::<Result<_, _>>()? }),
    };
    Ok(Interactive { kind, header, body: Words::new(body), footer: None, action })
}

pub(super) const CTA_URL: &str = "cta_url";

pub(super) fn open(button: &Button<String>) -> Result<Open<'_>, Undeliverable> {
    let Does::Link(url) = &button.action else {
        return refuse("WhatsApp's buttons neither call nor copy");
    };
    Ok(Open { name: CTA_URL, parameters: Page { display_text: &button.title, url } })
}

fn reply(button: &Button<String>) -> Result<Reply<'_>, Undeliverable> {
    match button.payload() {
        Some(id) => Ok(Reply { kind: "reply", reply: Choice { id, title: &button.title } }),
        None => refuse("on WhatsApp a button that opens a page stands alone"),
    }
}
