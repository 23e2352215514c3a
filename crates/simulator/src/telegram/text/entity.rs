//! Styles and meanings of pieces of a text.

use serde_json::{Map, Value};

use crate::telegram::refusal::Refusal;

/// The kinds that a bot may give: <https://core.telegram.org/bots/api#messageentity>.
const KINDS: [&str; 21] = [
    "mention",
    "hashtag",
    "cashtag",
    "bot_command",
    "url",
    "email",
    "phone_number",
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "blockquote",
    "expandable_blockquote",
    "code",
    "pre",
    "text_link",
    "text_mention",
    "custom_emoji",
    "date_time",
    "bank_card",
];

/// A piece of a text that means something.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::telegram) struct Entity {
    pub(in crate::telegram) kind: String,
    /// In UTF-16 code units, as its length is.
    pub(in crate::telegram) offset: usize,
    pub(in crate::telegram) length: usize,
    /// What else there is of it: the address of a link, the language of a program.
    pub(in crate::telegram) more: Map<String, Value>,
}

impl Entity {
    pub(super) fn new(kind: &str, offset: usize, length: usize) -> Self {
        Self { kind: kind.to_owned(), offset, length, more: Map::new() }
    }

    pub(super) fn with(mut self, field: &str, value: impl Into<Value>) -> Self {
        self.more.insert(field.to_owned(), value.into());
        self
    }

    pub(in crate::telegram) fn end(&self) -> usize {
        self.offset + self.length
    }

    /// What a bot wrote beside a text.
    pub(super) fn read(value: Value) -> Result<Self, Refusal> {
        let wrong = |what: &str| Refusal::bad(format!("can't parse MessageEntity: {what}"));
        let Value::Object(mut more) = value else { return Err(wrong("expected an Object")) };
        let mut number = |field: &str| {
            let number = more.remove(field).and_then(|value| usize::try_from(value.as_i64()?).ok());
            number
                .filter(|number| *number <= 1_000_000)
                .ok_or_else(|| wrong(&format!("field \"{field}\" must be a valid Number")))
        };
        let (offset, length) = (number("offset")?, number("length")?);
        let kind = more.remove("type");
        let kind = kind.as_ref().and_then(Value::as_str).unwrap_or_default();
        if !KINDS.contains(&kind) {
            return Err(wrong("unsupported type specified"));
        }
        for (of, field) in
            [("text_link", "url"), ("text_mention", "user"), ("custom_emoji", "custom_emoji_id")]
        {
            if kind == of && more.get(field).is_none_or(Value::is_null) {
                return Err(wrong(&format!("Can't find field \"{field}\"")));
            }
        }
        Ok(Self { kind: kind.to_owned(), offset, length, more })
    }

    pub(super) fn json(&self) -> Value {
        let mut json = self.more.clone();
        json.insert("type".to_owned(), self.kind.clone().into());
        json.insert("offset".to_owned(), self.offset.into());
        json.insert("length".to_owned(), self.length.into());
        json.into()
    }
}
