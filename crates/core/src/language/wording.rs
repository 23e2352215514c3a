//! Something to read.

use serde::{Deserialize, Serialize};

use crate::RichText;

use super::Translated;

/// Something to read: a text as it stands, or one that is translated for the person.
///
/// Whatever takes one takes `&str`, `String` and what [`t!`](crate::t) makes:
///
/// ```
/// use tertulia_core::{Button, Reply, t};
///
/// fn ask(reply: Reply) -> Reply {
///     reply.quick_reply(t!("question"), [Button::postback(t!("yes"), "yes"), Button::postback("🤷", "no")])
/// }
/// ```
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(rename_all = "snake_case")]
pub enum Wording {
    /// A text as it stands.
    Plain(String),
    /// A text in the person's language.
    Translated(Translated),
    /// A text with style.
    Rich(RichText),
    /// A text with style, written in HTML that is read when the turn ends.
    Html(String),
    /// A text with style, written in Markdown.
    Markdown(String),
}

impl Wording {
    /// A text with style, written in a safe subset of HTML. What is wrong in it fails the turn, with the author's line.
    pub fn html(code: impl Into<String>) -> Self {
        Self::Html(code.into())
    }

    /// A text with style, written in Markdown.
    pub fn markdown(code: impl Into<String>) -> Self {
        Self::Markdown(code.into())
    }

    /// The same without style. HTML that cannot be read stays as it is written.
    pub(crate) fn without_style(self) -> Self {
        match self {
            Self::Rich(text) => Self::Plain(text.plain().into_owned()),
            Self::Html(code) => {
                Self::Plain(RichText::html(&code).map_or(code, |text| text.plain().into_owned()))
            }
            Self::Markdown(code) => Self::Plain(RichText::markdown(&code).plain().into_owned()),
            plain => plain,
        }
    }
}

impl From<RichText> for Wording {
    fn from(text: RichText) -> Self {
        Self::Rich(text)
    }
}

impl<T: Into<String>> From<T> for Wording {
    fn from(text: T) -> Self {
        Self::Plain(text.into())
    }
}

impl From<Translated> for Wording {
    fn from(text: Translated) -> Self {
        Self::Translated(text)
    }
}
