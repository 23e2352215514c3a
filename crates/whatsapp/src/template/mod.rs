//! Templates: what WhatsApp takes at any time, because it has approved it.
//!
//! Source: the pages "Template components" and "Templates overview" below templates/, 2025-11.

mod button;
mod check;
mod header;
mod parameter;

use serde_json::{Map, Value, json};
use tertulia_core::{
    ButtonPayload, Fallback, IntoMessage, Location, Message, Native, Payload, Platform, Source, Wording,
};

use self::{button::Button, header::Header};

pub use check::one_line;
pub(crate) use check::settle;
pub use parameter::Parameter;

/// An approved template, with what is put into its places.
///
/// ```
/// use tertulia_core::payload;
/// use tertulia_whatsapp::{Parameter, Template};
///
/// let template = Template::new("order_shipped", "en_US")
///     .header_image("https://example.com/parcel.jpg")
///     .body(["Ana".into(), Parameter::currency("29 €", "EUR", 29_000)])
///     .url_suffix(0, "orders/7")
///     .quick_reply(1, payload("orders/cancel", serde_json::json!({ "id": 7 })))
///     .elsewhere("Your order is on its way.");
/// ```
///
/// It may also stand in for what WhatsApp no longer takes when somebody was last heard more than 24 hours ago:
///
/// ```
/// # use tertulia_core::Reply;
/// # use tertulia_whatsapp::Template;
/// fn shipped(reply: Reply) {
///     let template = Template::new("order_shipped", "en_US").body(["7"]);
///     reply.outside_window(template).text("Order 7 is on its way!").image("https://example.com/7.jpg");
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Template {
    name: String,
    language: String,
    header: Option<Header>,
    body: Vec<Named>,
    buttons: Vec<(u8, Button)>,
    elsewhere: Option<Message>,
    /// Whether there is more than one header.
    twice: bool,
}

/// A parameter, with its name if the template's places have names rather than numbers.
#[derive(Clone, Debug)]
struct Named {
    name: Option<String>,
    parameter: Parameter,
}

impl Template {
    /// The template of that name in that language, such as `en_US` or `es`, as it was approved.
    pub fn new(name: impl Into<String>, language: impl Into<String>) -> Self {
        let (name, language) = (name.into(), language.into());
        let (header, body, buttons, elsewhere) = (None, Vec::new(), Vec::new(), None);
        Self { name, language, header, body, buttons, elsewhere, twice: false }
    }

    /// What goes into the text above the body: 60 characters at most.
    #[must_use]
    pub fn header_text(self, text: impl Into<Wording>) -> Self {
        self.header(Header::Text(text.into()))
    }

    /// The picture above the body.
    #[must_use]
    pub fn header_image(self, source: impl Into<Source>) -> Self {
        self.header(Header::Image(source.into()))
    }

    /// The film above the body.
    #[must_use]
    pub fn header_video(self, source: impl Into<Source>) -> Self {
        self.header(Header::Video(source.into()))
    }

    /// The file above the body. Its name is the last part of its address.
    #[must_use]
    pub fn header_document(self, source: impl Into<Source>) -> Self {
        self.header(Header::Document(source.into()))
    }

    /// The place above the body. It wants a name and an address.
    #[must_use]
    pub fn header_location(self, place: Location) -> Self {
        self.header(Header::Location(place))
    }

    fn header(mut self, header: Header) -> Self {
        self.twice |= self.header.replace(header).is_some();
        self
    }

    /// What goes into the numbered places of the body, in order: `{{1}}`, `{{2}}`.
    #[must_use]
    pub fn body(mut self, parameters: impl IntoIterator<Item = impl Into<Parameter>>) -> Self {
        let numbered = |parameter: _| Named { name: None, parameter: Into::into(parameter) };
        self.body.extend(parameters.into_iter().map(numbered));
        self
    }

    /// What goes into a named place of the body: `{{first_name}}`. Either all places have names or none.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>, text: impl Into<Wording>) -> Self {
        self.body.push(Named { name: Some(name.into()), parameter: Parameter::Text(text.into()) });
        self
    }

    /// What the quick reply at that place among the buttons, the first being 0, carries back, by name: `"yes"`, or what
    /// [`payload`](tertulia_core::payload()) makes.
    #[must_use]
    pub fn quick_reply(mut self, place: u8, payload: impl Into<ButtonPayload>) -> Self {
        self.buttons.push((place, Button::QuickReply(payload.into())));
        self
    }

    /// What the quick reply at that place carries back, as a type; the block is declared with
    /// [`Context::on`](tertulia_core::Context::on).
    #[must_use]
    pub fn typed_quick_reply(mut self, place: u8, payload: impl Payload) -> Self {
        self.buttons.push((place, Button::typed(payload)));
        self
    }

    /// What comes behind the address of the button at that place: `orders/7`. 2000 characters at most.
    #[must_use]
    pub fn url_suffix(mut self, place: u8, suffix: impl Into<String>) -> Self {
        self.buttons.push((place, Button::Url(suffix.into())));
        self
    }

    /// The code that the button at that place copies: 15 characters at most.
    #[must_use]
    pub fn copy_code(mut self, place: u8, code: impl Into<String>) -> Self {
        self.buttons.push((place, Button::CopyCode(code.into())));
        self
    }

    /// What is said on the other platforms. Without it nothing is.
    #[must_use]
    pub fn elsewhere(mut self, message: impl IntoMessage) -> Self {
        self.elsewhere = Some(message.into_message());
        self
    }

    /// The message, and all that is wrong with it.
    pub(crate) fn into_native(self) -> (Native, Vec<String>) {
        let faults = check::faults(&self);
        let mut native = Native::new(Platform::WHATSAPP, "", Map::new());
        let mut components = Vec::new();
        if let Some(header) = self.header {
            components.push(json!({ "type": "header", "parameters": [header.write(&mut native)] }));
        }
        if !self.body.is_empty() {
            let body = self.body.into_iter().map(|named| named.write(&mut native));
            components.push(json!({ "type": "body", "parameters": body.collect::<Vec<_>>() }));
        }
        components.extend(self.buttons.into_iter().map(|(place, button)| button.write(place, &mut native)));
        let mut template = json!({ "name": self.name, "language": { "code": self.language } });
        if !components.is_empty() {
            template["components"] = components.into();
        }
        native.body =
            Map::from_iter([("type".to_owned(), "template".into()), ("template".to_owned(), template)]);
        native.elsewhere = self.elsewhere.map(Box::new);
        (native, faults)
    }
}

impl From<Template> for Fallback {
    fn from(template: Template) -> Self {
        let (native, faults) = template.into_native();
        Self::new(native, faults)
    }
}

impl Named {
    fn write(self, native: &mut Native) -> Value {
        let mut written = self.parameter.write(native);
        if let Some(name) = self.name {
            written["parameter_name"] = name.into();
        }
        written
    }
}
