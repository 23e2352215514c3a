//! Something to read.

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
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Wording {
    /// A text as it stands.
    Plain(String),
    /// A text in the person's language.
    Translated(Translated),
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
