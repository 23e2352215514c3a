//! Keyboards below messages.

use serde_json::{Map, Value};

use crate::telegram::refusal::Refusal;

/// A keyboard below a message: <https://core.telegram.org/bots/api#inlinekeyboardmarkup>.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::telegram) struct InlineKeyboard(pub(in crate::telegram) Vec<Vec<InlineButton>>);

/// One button.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::telegram) struct InlineButton {
    pub(in crate::telegram) text: String,
    pub(in crate::telegram) does: Does,
    pub(in crate::telegram) style: Option<String>,
    /// As the bot wrote it.
    json: Value,
}

/// What a press does.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::telegram) enum Does {
    Callback(String),
    Open(String),
    /// A web app opens, which private chats alone have.
    App(String),
    Copy(String),
    /// The bot is asked, in this chat or another one.
    Ask(String),
    Nothing,
}

/// The fields of which a button has exactly one.
const DEEDS: [&str; 11] = [
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
    "disabled",
];

/// How many buttons a keyboard has, and a row. Not documented.
const BUTTONS: usize = 100;
const COLUMNS: usize = 8;

impl InlineKeyboard {
    /// `None` if it has no buttons.
    pub(in crate::telegram) fn read(rows: &Value) -> Result<Option<Self>, Refusal> {
        let wrong = |what: &str| Refusal::bad(format!("can't parse inline keyboard: {what}"));
        let rows = rows.as_array().ok_or_else(|| wrong("expected an Array of Arrays"))?;
        let mut keyboard = Vec::new();
        for row in rows {
            let row = row.as_array().ok_or_else(|| wrong("expected an Array of Arrays"))?;
            let buttons = row.iter().map(InlineButton::read).collect::<Result<Vec<_>, _>>()?;
            keyboard.extend(buttons.chunks(COLUMNS).map(<[InlineButton]>::to_vec));
        }
        if keyboard.iter().map(Vec::len).sum::<usize>() > BUTTONS {
            return Err(Refusal::bad("reply markup is too long"));
        }
        Ok((!keyboard.is_empty()).then_some(Self(keyboard)))
    }

    pub(in crate::telegram) fn json(&self) -> Value {
        let row = |row: &Vec<InlineButton>| row.iter().map(|button| button.json.clone()).collect::<Value>();
        let rows: Value = self.0.iter().map(row).collect();
        Value::Object(Map::from_iter([("inline_keyboard".to_owned(), rows)]))
    }
}

impl InlineButton {
    fn read(value: &Value) -> Result<Self, Refusal> {
        let wrong = |what: &str| Refusal::bad(format!("can't parse inline keyboard button: {what}"));
        let button = value.as_object().ok_or_else(|| wrong("InlineKeyboardButton must be an Object"))?;
        let text = button.get("text").and_then(Value::as_str).unwrap_or_default();
        if text.is_empty() {
            return Err(wrong("Field \"text\" must be of type String"));
        }
        let there = |field: &&&str| button.get(**field).is_some_and(|value| !value.is_null());
        let deeds: Vec<&str> = DEEDS.iter().filter(there).copied().collect();
        let [deed] = deeds.as_slice() else {
            return Err(if deeds.is_empty() {
                wrong("Text buttons are unallowed in the inline keyboard")
            } else {
                Refusal::bad("BUTTON_TYPE_INVALID")
            });
        };
        let style = button.get("style").and_then(Value::as_str);
        if style.is_some_and(|style| !["danger", "success", "primary"].contains(&style)) {
            return Err(wrong("invalid button style specified"));
        }
        let does = Does::read(deed, &button[*deed])?;
        Ok(Self { text: text.to_owned(), does, style: style.map(ToOwned::to_owned), json: value.clone() })
    }
}

impl Does {
    fn read(deed: &str, value: &Value) -> Result<Self, Refusal> {
        let within = |field: &str| value.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
        let text = || value.as_str().unwrap_or_default().to_owned();
        Ok(match deed {
            "callback_data" => {
                if !(1..=64).contains(&text().len()) {
                    return Err(Refusal::bad("BUTTON_DATA_INVALID"));
                }
                Self::Callback(text())
            }
            "url" => Self::Open(address(text())?),
            "web_app" | "login_url" => {
                let url = within("url");
                if !url.starts_with("https://") {
                    return Err(Refusal::bad(format!(
                        "inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed"
                    )));
                }
                if deed == "web_app" { Self::App(url) } else { Self::Open(url) }
            }
            "copy_text" => {
                let text = within("text");
                if !(1..=256).contains(&text.chars().count()) {
                    return Err(Refusal::bad("BUTTON_COPY_TEXT_INVALID"));
                }
                Self::Copy(text)
            }
            "switch_inline_query" | "switch_inline_query_current_chat" => Self::Ask(text()),
            "switch_inline_query_chosen_chat" => Self::Ask(within("query")),
            _ => Self::Nothing,
        })
    }
}

/// HTTP and `tg://` addresses; without a scheme it is HTTP.
fn address(url: String) -> Result<String, Refusal> {
    let invalid = |why: &str| Refusal::bad(format!("inline keyboard button URL '{url}' is invalid: {why}"));
    let is_port = |rest: &str| rest.starts_with(|it: char| it.is_ascii_digit());
    let (scheme, rest) = match url.split_once(':') {
        Some((scheme, rest)) if !scheme.contains(['.', '/']) && !is_port(rest) => {
            (scheme, rest.strip_prefix("//").unwrap_or(rest))
        }
        _ => ("http", url.as_str()),
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    match scheme.to_ascii_lowercase().as_str() {
        "tg" | "ton" if !host.is_empty() => Ok(url),
        "http" | "https" if host.chars().any(char::is_whitespace) || !host.contains('.') => {
            Err(invalid("Wrong HTTP URL"))
        }
        "http" | "https" => Ok(url),
        _ => Err(invalid("Unsupported URL protocol")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn refused(button: &Value) -> String {
        InlineKeyboard::read(&json!([[button]])).unwrap_err().description().to_owned()
    }

    #[test]
    fn a_button_does_one_thing() {
        let read = |button| InlineKeyboard::read(&json!([[button]])).unwrap().unwrap().0[0][0].does.clone();
        assert_eq!(read(json!({"text": "a", "callback_data": "b"})), Does::Callback("b".into()));
        assert_eq!(read(json!({"text": "a", "url": "https://a.b"})), Does::Open("https://a.b".into()));
        assert!(refused(&json!({"text": "a"})).contains("Text buttons are unallowed"));
        let both = json!({"text": "a", "url": "https://a.b", "callback_data": "b"});
        assert_eq!(refused(&both), "Bad Request: BUTTON_TYPE_INVALID");
    }

    #[test]
    fn what_is_too_long_or_leads_nowhere_is_refused() {
        assert!(refused(&json!({"callback_data": "b"})).contains("\"text\""));
        for data in [String::new(), "é".repeat(33)] {
            let button = json!({"text": "a", "callback_data": data});
            assert_eq!(refused(&button), "Bad Request: BUTTON_DATA_INVALID");
        }
        for (url, why) in [
            ("localhost", "Wrong HTTP URL"),
            ("ftp://a.b", "Unsupported URL protocol"),
            ("mailto:a@b.c", "protocol"),
        ] {
            assert!(refused(&json!({"text": "a", "url": url})).ends_with(why), "{url}");
        }
        let row: Vec<Value> =
            (0..101).map(|n| json!({"text": "a", "callback_data": n.to_string()})).collect();
        let long = InlineKeyboard::read(&json!([row])).unwrap_err();
        assert_eq!(long.description(), "Bad Request: reply markup is too long");
    }

    #[test]
    fn a_long_row_is_several() {
        let row: Vec<Value> = (0..9).map(|n| json!({"text": "a", "callback_data": n.to_string()})).collect();
        let rows = InlineKeyboard::read(&json!([row])).unwrap().unwrap().0;
        assert_eq!(rows.iter().map(Vec::len).collect::<Vec<_>>(), [8, 1]);
        assert_eq!(InlineKeyboard::read(&json!([[]])), Ok(None));
    }
}
