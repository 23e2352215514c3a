//! One result.

use serde_json::{Map, Value, json};
use tertulia_core::{Button, Location, Native, Platform, Source, Wording, message::Action};

use crate::limits;

/// One result of an inline query: <https://core.telegram.org/bots/api#inlinequeryresult>.
///
/// Its texts are shown without style. A button below it may be pressed by whoever sees the message; where its payload has parameters, let it be
/// [`for_anyone`](Button::for_anyone).
#[derive(Clone, Debug)]
#[must_use]
pub struct InlineResult {
    fields: Map<String, Value>,
    texts: Vec<(&'static str, Wording)>,
    /// What is sent, if it is not the thing itself.
    says: Option<Wording>,
    buttons: Vec<Button>,
}

impl InlineResult {
    /// A line with a title; who picks it sends the text. `id` tells the results of an answer apart: 1 to 64 bytes.
    pub fn article(id: impl Into<String>, title: impl Into<Wording>, text: impl Into<Wording>) -> Self {
        Self::new("article", id).title(title).text(text)
    }

    /// A picture: an address of a JPEG of 5 MB at most, or an id that Telegram has for it.
    pub fn photo(id: impl Into<String>, photo: impl Into<Source>) -> Self {
        match photo.into() {
            Source::Id(file) => Self::new("photo", id).field("photo_file_id", file),
            Source::Url(url) => {
                Self::new("photo", id).field("photo_url", url.as_str()).field("thumbnail_url", url)
            }
            _ => Self::new("photo", id),
        }
    }

    /// A short film without sound: an address of a GIF, or an id that Telegram has for it.
    pub fn gif(id: impl Into<String>, gif: impl Into<Source>) -> Self {
        match gif.into() {
            Source::Id(file) => Self::new("gif", id).field("gif_file_id", file),
            Source::Url(url) => {
                Self::new("gif", id).field("gif_url", url.as_str()).field("thumbnail_url", url)
            }
            _ => Self::new("gif", id),
        }
    }

    /// A file: an address of a PDF or ZIP file, or an id that Telegram has for any.
    pub fn document(id: impl Into<String>, title: impl Into<Wording>, file: impl Into<Source>) -> Self {
        let result = Self::new("document", id).title(title);
        match file.into() {
            Source::Id(file) => result.field("document_file_id", file),
            Source::Url(url) => {
                let is_zip = url.to_ascii_lowercase().ends_with(".zip");
                let kind = if is_zip { "application/zip" } else { "application/pdf" };
                result.field("mime_type", kind).field("document_url", url)
            }
            _ => result,
        }
    }

    /// A place with a name; its address, if it is known, is shown below.
    pub fn location(id: impl Into<String>, title: impl Into<Wording>, place: &Location) -> Self {
        let kind = if place.address.is_some() { "venue" } else { "location" };
        let result = Self::new(kind, id).title(title);
        let result = result.field("latitude", place.latitude).field("longitude", place.longitude);
        match &place.address {
            Some(address) => result.field("address", address.as_str()),
            None => result,
        }
    }

    /// A result of another kind, by the Bot API's name for it (`video`, `audio`, `contact`), with the fields it wants.
    pub fn new(kind: &str, id: impl Into<String>) -> Self {
        let fields = Map::from_iter([("type".to_owned(), kind.into()), ("id".to_owned(), id.into().into())]);
        Self { fields, texts: Vec::new(), says: None, buttons: Vec::new() }
    }

    /// The title.
    pub fn title(self, title: impl Into<Wording>) -> Self {
        self.told("title", title)
    }

    /// A smaller line below the title.
    pub fn description(self, description: impl Into<Wording>) -> Self {
        self.told("description", description)
    }

    /// The text below a picture, film or file, 1024 characters at most.
    pub fn caption(self, caption: impl Into<Wording>) -> Self {
        self.told("caption", caption)
    }

    /// Sends this text rather than the thing itself.
    pub fn text(mut self, text: impl Into<Wording>) -> Self {
        self.says = Some(text.into());
        self
    }

    /// The little picture beside it: the address of a JPEG.
    pub fn thumbnail(self, url: impl Into<String>) -> Self {
        self.field("thumbnail_url", url.into())
    }

    /// Buttons below what is sent, each in a row.
    pub fn buttons(mut self, buttons: impl IntoIterator<Item = Button>) -> Self {
        self.buttons.extend(buttons);
        self
    }

    /// Any field of the result that the Bot API has.
    pub fn field(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.fields.insert(name.to_owned(), value.into());
        self
    }

    pub(super) fn id(&self) -> &str {
        self.fields.get("id").and_then(Value::as_str).unwrap_or_default()
    }

    /// What Telegram would refuse.
    pub(super) fn fault(&self) -> Option<String> {
        let fits = (1..=limits::INLINE_ID).contains(&self.id().len());
        (!fits).then(|| {
            format!("the id of an inline result has 1 to {} bytes, unlike `{}`", limits::INLINE_ID, self.id())
        })
    }

    /// The result, with places in the answer for what stands apart.
    pub(super) fn write(self, answer: &mut Native) -> Value {
        let Self { mut fields, texts, says, buttons } = self;
        for (name, text) in texts {
            let text = match name {
                "caption" => answer.short_text(text, limits::CAPABILITIES.media.caption),
                _ => answer.text(text),
            };
            fields.insert(name.to_owned(), text);
        }
        if let Some(text) = says {
            let text = answer.short_text(text, limits::CAPABILITIES.text);
            fields.insert("input_message_content".to_owned(), json!({ "message_text": text }));
        }
        if !buttons.is_empty() {
            let rows: Vec<Value> = buttons.into_iter().map(|button| json!([write(button, answer)])).collect();
            fields.insert("reply_markup".to_owned(), json!({ "inline_keyboard": rows }));
        }
        fields.into()
    }

    fn told(mut self, name: &'static str, text: impl Into<Wording>) -> Self {
        self.texts.push((name, text.into()));
        self
    }
}

/// The button, with places in the answer for what stands apart. It is in whichever chat the result is sent to, so a web
/// app is opened as a page.
fn write(button: Button, answer: &mut Native) -> Value {
    let mut fields = button.extras.of(Platform::TELEGRAM).cloned().unwrap_or_default();
    fields.insert("text".to_owned(), answer.text(button.title));
    let (does, what) = match button.action {
        Action::Postback(payload) => {
            ("callback_data", answer.payload(payload, limits::CAPABILITIES.buttons.payload))
        }
        Action::Link(url) | Action::WebApp(url) => ("url", url.into()),
        Action::Call(phone) => ("copy_text", json!({ "text": phone })),
        Action::Copy(text) => ("copy_text", json!({ "text": text })),
        _ => return fields.into(),
    };
    fields.insert(does.to_owned(), what);
    fields.into()
}
