//! What was said in a turn, by the person and by the bot, in plain words: for a log of the conversation.

mod heard;
mod said;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub(crate) use said::{notice, said, turned};

/// One thing that was said.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Remark {
    /// What it is: `text`, `press`, `image`, `quick_reply` and so on.
    pub kind: String,
    /// What a file or card is called, where a place or page is; a line for each if there are several.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Its words, without style; of a press the payload.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// What can be chosen below it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
}

/// What can be chosen.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Choice {
    /// What stands on it.
    pub title: String,
    /// What it carries, as a press of it is written down.
    pub payload: String,
}

/// What was heard and said in one turn.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Remarks {
    /// What the person did.
    pub heard: Option<Remark>,
    /// What the bot answered, in order.
    pub said: Vec<Remark>,
}

impl Remark {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::new("text", text)
    }

    fn new(kind: &str, text: impl Into<String>) -> Self {
        Self { kind: kind.to_owned(), text: text.into(), ..Self::default() }
    }

    fn named(self, name: impl Into<String>) -> Self {
        Self { name: name.into(), ..self }
    }
}

/// A payload without its seal: the name with its context and, if it has any, the parameters.
fn readable(route: &str, params: Option<&str>) -> String {
    match params {
        Some(params) => format!("{route} {params}"),
        None => route.to_owned(),
    }
}
