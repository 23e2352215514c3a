//! Buttons of templates.

use serde_json::{Value, json};
use tertulia_core::{Button, ButtonPayload, Native, Payload, Wording};

use super::counted;
use crate::limits::CAPABILITIES;

const TITLE: usize = CAPABILITIES.buttons.title;

/// A button of a template, with what Messenger alone has. Its title is shown up to 20 characters.
#[derive(Clone, Debug, PartialEq)]
pub struct TemplateButton {
    kind: Kind,
}

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    Postback(Wording, ButtonPayload),
    WebView(Wording, WebView),
    Call(Wording, String),
    LogIn(String),
    LogOut,
}

/// How a page opens.
#[derive(Clone, Debug, Default, PartialEq)]
struct WebView {
    url: String,
    height: Option<Height>,
    extensions: bool,
    fallback: Option<String>,
    unshared: bool,
}

/// How much of the screen a page takes that opens over the chat.
///
/// Source: [URL button](https://developers.facebook.com/docs/messenger-platform/reference/buttons/url).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Height {
    /// Half of it.
    Compact,
    /// Three quarters of it.
    Tall,
    /// All of it.
    Full,
}

impl TemplateButton {
    /// A button that carries a typed payload.
    pub fn new(title: impl Into<Wording>, payload: impl Payload) -> Self {
        Self::postback(title, ButtonPayload::typed(payload))
    }

    /// A button that carries a payload by name.
    pub fn postback(title: impl Into<Wording>, payload: impl Into<ButtonPayload>) -> Self {
        Self { kind: Kind::Postback(title.into(), payload.into()) }
    }

    /// A button that opens a page over the chat, where the platform does that.
    pub fn web_view(title: impl Into<Wording>, url: impl Into<String>) -> Self {
        let view = WebView { url: url.into(), ..WebView::default() };
        Self { kind: Kind::WebView(title.into(), view) }
    }

    /// A button that calls a phone number: `+`, country and number.
    pub fn call(title: impl Into<Wording>, phone: impl Into<String>) -> Self {
        Self { kind: Kind::Call(title.into(), phone.into()) }
    }

    /// A button that links the person's account at a service: `https`. It has a title of Messenger's.
    pub fn log_in(url: impl Into<String>) -> Self {
        Self { kind: Kind::LogIn(url.into()) }
    }

    /// A button that ends such a link. Elsewhere there is none.
    pub fn log_out() -> Self {
        Self { kind: Kind::LogOut }
    }

    /// How much of the screen the page takes. Only of [`TemplateButton::web_view`].
    #[must_use]
    pub fn height(self, height: Height) -> Self {
        self.viewed(|view| view.height = Some(height))
    }

    /// Gives the page Messenger's own functions: it has an `https` address in a domain that the page lists. Only of
    /// [`TemplateButton::web_view`].
    #[must_use]
    pub fn extensions(self) -> Self {
        self.viewed(|view| view.extensions = true)
    }

    /// The page for clients that cannot give it those functions. Only of [`TemplateButton::web_view`].
    #[must_use]
    pub fn fallback(self, url: impl Into<String>) -> Self {
        let url = url.into();
        self.viewed(|view| view.fallback = Some(url))
    }

    /// Hides the button by which the page is shared. Only of [`TemplateButton::web_view`].
    #[must_use]
    pub fn unshared(self) -> Self {
        self.viewed(|view| view.unshared = true)
    }

    fn viewed(mut self, change: impl FnOnce(&mut WebView)) -> Self {
        if let Kind::WebView(_, view) = &mut self.kind {
            change(view);
        }
        self
    }

    /// The button as a template has it.
    pub(super) fn write(self, native: &mut Native) -> Value {
        match self.kind {
            Kind::Postback(title, payload) => {
                let payload = native.payload(payload, CAPABILITIES.buttons.payload);
                json!({ "type": "postback", "title": native.short_text(title, TITLE), "payload": payload })
            }
            Kind::WebView(title, view) => {
                let mut button = view.write();
                button["title"] = native.short_text(title, TITLE);
                button
            }
            Kind::Call(title, phone) => {
                json!({ "type": "phone_number", "title": native.short_text(title, TITLE), "payload": phone })
            }
            Kind::LogIn(url) => json!({ "type": "account_link", "url": url }),
            Kind::LogOut => json!({ "type": "account_unlink" }),
        }
    }

    /// The nearest that every platform has.
    pub(super) fn anywhere(&self) -> Option<Button> {
        Some(match &self.kind {
            Kind::Postback(title, payload) => Button::postback(title.clone(), payload.clone()),
            Kind::WebView(title, view) => Button::url(title.clone(), view.elsewhere()),
            Kind::Call(title, phone) => Button::call(title.clone(), phone.clone()),
            // It works only inside Messenger.
            Kind::LogIn(_) | Kind::LogOut => return None,
        })
    }
}

/// What is wrong with so many buttons below one card.
pub(super) fn fault(buttons: &[TemplateButton]) -> Option<String> {
    counted("buttons", buttons.len(), 0, CAPABILITIES.buttons.count)
}

impl WebView {
    fn write(self) -> Value {
        let mut button = json!({ "type": "web_url", "url": self.url });
        if let Some(height) = self.height {
            button["webview_height_ratio"] = height.name().into();
        }
        if self.extensions {
            button["messenger_extensions"] = true.into();
        }
        if let Some(url) = self.fallback {
            button["fallback_url"] = url.into();
        }
        if self.unshared {
            button["webview_share_button"] = "hide".into();
        }
        button
    }

    /// Where it leads without Messenger's functions.
    fn elsewhere(&self) -> &str {
        self.fallback.as_deref().filter(|_| self.extensions).unwrap_or(&self.url)
    }
}

impl Height {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Compact => "compact",
            Self::Tall => "tall",
            Self::Full => "full",
        }
    }
}
