//! Something to press.

use serde_json::Value;

use crate::{Platform, Wording, payload::ButtonPayload};

use super::{Carried, Extras};

/// A text and what may be pressed below it.
#[derive(Clone, Debug, PartialEq)]
pub struct Question<P: Carried = ButtonPayload> {
    /// The text.
    pub text: P::Text,
    /// The buttons, in order.
    pub buttons: Vec<Button<P>>,
}

/// Something to press.
#[derive(Clone, Debug, PartialEq)]
pub struct Button<P: Carried = ButtonPayload> {
    /// What stands on it.
    pub title: P::Title,
    /// What it does.
    pub action: Action<P>,
    /// What one platform alone shows of it.
    pub extras: Extras,
}

/// What a button does.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Action<P> {
    /// It comes back as a press, with what it carries.
    Postback(P),
    /// It opens a page: `http` or `https`.
    Link(String),
    /// It calls a phone number, written with `+` and the country.
    Call(String),
    /// It copies a text, for the person to paste elsewhere.
    Copy(String),
    /// It opens a web app inside the messenger: `https`.
    WebApp(String),
}

impl Button {
    /// A button that carries a typed payload; the block is declared with [`Context::on`](crate::Context::on).
    pub fn new(title: impl Into<Wording>, payload: impl crate::Payload) -> Self {
        Self::of(title, Action::Postback(ButtonPayload::typed(payload)))
    }

    /// A button that carries a payload by name: `"yes"`, `"profile/sign_up"`, or what
    /// [`payload`](crate::payload()) makes.
    pub fn postback(title: impl Into<Wording>, payload: impl Into<ButtonPayload>) -> Self {
        Self::of(title, Action::Postback(payload.into()))
    }

    /// A button that opens a page of the web. Nothing comes back when it is pressed. Where a platform has none beside
    /// the other buttons, the address stands in the text.
    pub fn url(title: impl Into<Wording>, url: impl Into<String>) -> Self {
        Self::of(title, Action::Link(url.into()))
    }

    /// A button that calls a phone number: `+`, country and number. Where a platform has none, the number stands in the text, which
    /// phones make a link of.
    pub fn call(title: impl Into<Wording>, phone: impl Into<String>) -> Self {
        Self::of(title, Action::Call(phone.into()))
    }

    /// A button that copies a text (256 characters at most). Where a platform has none (only Telegram has), the text stands in the
    /// message.
    pub fn copy(title: impl Into<Wording>, text: impl Into<String>) -> Self {
        Self::of(title, Action::Copy(text.into()))
    }

    /// A button that opens a web app inside the messenger (Telegram's Mini Apps, in private chats). Elsewhere it opens
    /// the page.
    pub fn web_app(title: impl Into<Wording>, url: impl Into<String>) -> Self {
        Self::of(title, Action::WebApp(url.into()))
    }

    /// The same, if it carries something, with what `change` makes of that.
    pub(crate) fn map_payload(mut self, change: impl FnOnce(ButtonPayload) -> ButtonPayload) -> Self {
        self.action = match self.action {
            Action::Postback(payload) => Action::Postback(change(payload)),
            other => other,
        };
        self
    }
}

impl<P: Carried> Button<P> {
    /// A button that does that.
    pub fn of(title: impl Into<P::Title>, action: Action<P>) -> Self {
        Self { title: title.into(), action, extras: Extras::default() }
    }

    /// A button that carries what is there already: for adapters and their tests.
    pub fn carrying(title: impl Into<P::Title>, payload: P) -> Self {
        Self::of(title, Action::Postback(payload))
    }

    /// Adds a field to what one platform alone shows of it. The platforms' crates have typed methods for what they
    /// know; this is for the rest.
    #[must_use]
    pub fn extra(mut self, platform: Platform, field: impl Into<String>, value: impl Into<Value>) -> Self {
        self.extras.set(platform, field, value);
        self
    }

    /// What comes back when it is pressed, if something does.
    pub fn payload(&self) -> Option<&P> {
        match &self.action {
            Action::Postback(payload) => Some(payload),
            _ => None,
        }
    }
}
