//! Keyboards in the place of the letters.

use serde_json::Value;

use crate::telegram::refusal::Refusal;

/// A keyboard whose keys write: <https://core.telegram.org/bots/api#replykeyboardmarkup>.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::telegram) struct ReplyKeyboard {
    pub(in crate::telegram) rows: Vec<Vec<Key>>,
    pub(in crate::telegram) once: bool,
    pub(in crate::telegram) placeholder: Option<String>,
}

/// One key.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::telegram) struct Key {
    pub(in crate::telegram) text: String,
    pub(in crate::telegram) request: Option<Request>,
    pub(in crate::telegram) style: Option<String>,
}

/// What a key asks for instead of writing its text.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::telegram) enum Request {
    Contact,
    Location,
    App(String),
    /// Something that cannot be given here, such as a chat.
    Other,
}

/// How many keys a keyboard has. Not documented.
const KEYS: usize = 300;

impl ReplyKeyboard {
    /// `None` if it has no keys.
    pub(super) fn read(
        rows: &Value,
        once: bool,
        placeholder: Option<String>,
    ) -> Result<Option<Self>, Refusal> {
        let wrong = || Refusal::bad("can't parse reply keyboard: expected an Array of Arrays");
        let mut keyboard: Vec<Vec<Key>> = Vec::new();
        for row in rows.as_array().ok_or_else(wrong)? {
            let row = row.as_array().ok_or_else(wrong)?;
            let keys = row.iter().map(Key::read).collect::<Result<Vec<_>, _>>()?;
            keyboard.extend((!keys.is_empty()).then_some(keys));
        }
        if keyboard.iter().map(Vec::len).sum::<usize>() > KEYS {
            return Err(Refusal::bad("reply markup is too long"));
        }
        Ok((!keyboard.is_empty()).then_some(Self { rows: keyboard, once, placeholder }))
    }
}

impl Key {
    fn read(value: &Value) -> Result<Self, Refusal> {
        let wrong = |what: &str| Refusal::bad(format!("can't parse keyboard button: {what}"));
        if let Value::String(text) = value {
            return Self::new(text, None, None);
        }
        let key = value.as_object().ok_or_else(|| wrong("KeyboardButton must be an Object"))?;
        let text = key.get("text").and_then(Value::as_str);
        let text = text.ok_or_else(|| wrong("Field \"text\" must be of type String"))?;
        let is = |field: &str| key.get(field).and_then(Value::as_bool) == Some(true);
        let there = |field: &str| key.get(field).is_some_and(|value| !value.is_null());
        let request = if is("request_contact") {
            Some(Request::Contact)
        } else if is("request_location") {
            Some(Request::Location)
        } else if there("web_app") {
            let url = key["web_app"].get("url").and_then(Value::as_str).unwrap_or_default();
            if !url.starts_with("https://") {
                return Err(Refusal::bad(format!(
                    "keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed"
                )));
            }
            Some(Request::App(url.to_owned()))
        } else {
            let others = ["request_poll", "request_users", "request_chat", "request_managed_bot"];
            others.into_iter().any(there).then_some(Request::Other)
        };
        Self::new(text, request, key.get("style").and_then(Value::as_str))
    }

    fn new(text: &str, request: Option<Request>, style: Option<&str>) -> Result<Self, Refusal> {
        if text.trim().is_empty() {
            return Err(Refusal::bad("keyboard button text must be non-empty"));
        }
        Ok(Self { text: text.to_owned(), request, style: style.map(ToOwned::to_owned) })
    }
}
