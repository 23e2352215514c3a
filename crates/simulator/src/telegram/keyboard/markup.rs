//! The `reply_markup` of a call.

use serde_json::Value;

use super::{InlineKeyboard, ReplyKeyboard};
use crate::telegram::{call::Parameters, refusal::Refusal};

/// What comes with a message.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::telegram) enum Markup {
    #[default]
    None,
    Inline(InlineKeyboard),
    Reply(ReplyKeyboard),
    Remove,
    /// The person is asked to answer: what is written in grey where the answer goes.
    Force(Option<String>),
}

impl Markup {
    pub(in crate::telegram) fn read(parameters: &Parameters) -> Result<Self, Refusal> {
        let Some(value) = parameters.nested("reply_markup", "reply keyboard markup")? else {
            return Ok(Self::None);
        };
        let Value::Object(markup) = value else {
            return Err(Refusal::bad("object expected as reply markup"));
        };
        let placeholder = || placeholder(markup.get("input_field_placeholder"));
        let is = |field: &str| markup.get(field).and_then(Value::as_bool) == Some(true);
        if let Some(rows) = markup.get("inline_keyboard") {
            return Ok(match InlineKeyboard::read(rows)? {
                Some(keyboard) => Self::Inline(keyboard),
                None => Self::None,
            });
        }
        if let Some(rows) = markup.get("keyboard") {
            let keyboard = ReplyKeyboard::read(rows, is("one_time_keyboard"), placeholder()?)?;
            return Ok(keyboard.map_or(Self::None, Self::Reply));
        }
        if is("remove_keyboard") {
            return Ok(Self::Remove);
        }
        if is("force_reply") {
            return Ok(Self::Force(placeholder()?));
        }
        Ok(Self::None)
    }

    /// Of a call that takes keyboards below messages only.
    pub(in crate::telegram) fn inline(parameters: &Parameters) -> Result<Option<InlineKeyboard>, Refusal> {
        match Self::read(parameters)? {
            Self::None => Ok(None),
            Self::Inline(keyboard) => Ok(Some(keyboard)),
            _ => Err(Refusal::bad("inline keyboard expected")),
        }
    }
}

/// 1-64 characters: <https://core.telegram.org/bots/api#replykeyboardmarkup>.
fn placeholder(value: Option<&Value>) -> Result<Option<String>, Refusal> {
    let Some(text) = value.and_then(Value::as_str).filter(|text| !text.is_empty()) else { return Ok(None) };
    if text.chars().count() > 64 {
        return Err(Refusal::bad("input field placeholder is too long"));
    }
    Ok(Some(text.to_owned()))
}
