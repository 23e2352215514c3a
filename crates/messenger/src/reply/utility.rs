//! Utility templates.

use serde_json::{Value, json};
use tertulia_core::{ButtonPayload, Fallback, IntoMessage, Message, Native, Wording};

use super::{Builder, counted, empty};
use crate::limits::CAPABILITIES;

/// A template for what a customer waits to hear, such as the state of an order: Meta approves it once, and the page may
/// send it at any time. Advertising is not allowed in it. Elsewhere nothing is said, unless something is given for there.
///
/// ```
/// use tertulia_messenger::reply::UtilityTemplate;
///
/// let sent = UtilityTemplate::new("order_sent", "en").header("Order").body("566701").postback("order");
/// ```
///
/// It may also stand in for what Messenger no longer takes when somebody was last heard more than 24 hours ago:
/// `reply.outside_window(sent).text("Your order is on its way!")`.
///
/// The page needs the permission `page_utility_messaging`. Source:
/// [utility messages](https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/utility-messages)
/// of 2026-03-13.
#[derive(Clone, Debug, PartialEq)]
pub struct UtilityTemplate {
    name: String,
    language: String,
    header: Vec<Value>,
    body: Vec<Value>,
    buttons: Vec<Value>,
    native: Native,
    elsewhere: Option<Message>,
}

impl UtilityTemplate {
    /// The template of that name and language, as they were approved: `en`, `en_US`.
    pub fn new(name: impl Into<String>, language: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            language: language.into(),
            header: Vec::new(),
            body: Vec::new(),
            buttons: Vec::new(),
            native: empty(),
            elsewhere: None,
        }
    }

    /// The next text of the header.
    #[must_use]
    pub fn header(mut self, text: impl Into<Wording>) -> Self {
        let text = self.native.text(text);
        self.header.push(json!({ "type": "text", "text": text }));
        self
    }

    /// A text of the header, by its name.
    #[must_use]
    pub fn named_header(mut self, name: impl Into<String>, text: impl Into<Wording>) -> Self {
        let text = self.native.text(text);
        self.header.push(json!({ "type": "text", "parameter_name": name.into(), "text": text }));
        self
    }

    /// The next text of the body.
    #[must_use]
    pub fn body(mut self, text: impl Into<Wording>) -> Self {
        let text = self.native.text(text);
        self.body.push(json!({ "type": "text", "text": text }));
        self
    }

    /// A text of the body, by its name.
    #[must_use]
    pub fn named_body(mut self, name: impl Into<String>, text: impl Into<Wording>) -> Self {
        let text = self.native.text(text);
        self.body.push(json!({ "type": "text", "parameter_name": name.into(), "text": text }));
        self
    }

    /// What the next button carries. The template has to leave the whole payload open (`"payload": "{{1}}"`).
    #[must_use]
    pub fn postback(mut self, payload: impl Into<ButtonPayload>) -> Self {
        let payload = self.native.payload(payload, CAPABILITIES.buttons.payload);
        self.buttons.push(json!({ "type": "POSTBACK", "payload": payload }));
        self
    }

    /// What stands at the end of the address that the next button opens.
    #[must_use]
    pub fn url(mut self, end: impl Into<String>) -> Self {
        self.buttons.push(json!({ "type": "URL", "url": end.into() }));
        self
    }

    /// What is said on the other platforms.
    #[must_use]
    pub fn elsewhere(mut self, message: impl IntoMessage) -> Self {
        self.elsewhere = Some(message.into_message());
        self
    }
}

impl From<UtilityTemplate> for Fallback {
    fn from(template: UtilityTemplate) -> Self {
        let fault = template.fault();
        Self::new(template.into_native(), fault)
    }
}

impl UtilityTemplate {
    fn into_native(self) -> Native {
        let Self { name, language, header, body, buttons, mut native, elsewhere } = self;
        let components: Vec<_> = [("header", header), ("body", body), ("buttons", buttons)]
            .into_iter()
            .filter(|(_, parameters)| !parameters.is_empty())
            .map(|(kind, parameters)| json!({ "type": kind, "parameters": parameters }))
            .collect();
        let template = json!({ "name": name, "language": { "code": language }, "components": components });
        native.body.insert("messaging_type".to_owned(), "UTILITY".into());
        native.body.insert("message".to_owned(), json!({ "template": template }));
        Native { elsewhere: elsewhere.map(Box::new), ..native }
    }
}

impl Builder for UtilityTemplate {
    fn fault(&self) -> Option<String> {
        let unnamed = self.name.is_empty() || self.language.is_empty();
        let buttons = || counted("buttons", self.buttons.len(), 0, CAPABILITIES.buttons.count);
        unnamed.then(|| "a utility template has a name and a language".to_owned()).or_else(buttons)
    }

    fn message(self) -> Message {
        Message::Native(self.into_native())
    }
}
