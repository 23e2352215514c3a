//! A text by its name, with what stands in it.

use std::{borrow::Cow, panic::Location};

use serde::{Deserialize, Serialize};

use crate::Line;

use super::{Markup, Wording};

/// A text by its name, to be read in the person's language when the reply is planned. Made by [`t!`](crate::t).
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[must_use = "it says nothing until a block ends with it or a reply takes it"]
pub struct Translated {
    pub(crate) key: Cow<'static, str>,
    pub(crate) arguments: Vec<(Cow<'static, str>, Argument)>,
    /// In which markup it is written.
    pub(crate) markup: Markup,
    pub(crate) at: Line,
}

/// What stands in a text in the place of `{ $name }`.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(rename_all = "snake_case")]
pub enum Argument {
    /// A text, shown as it is.
    Text(String),
    /// A number, which also decides between plural forms. Whole numbers are exact up to 2⁵³.
    Number(f64),
    /// Another text by its name, in the same language; without its style.
    Translated(Translated),
}

/// Names a text, to be read in the person's language: `t!("hello")`, `t!("hello", name = user.name())`.
///
/// It is good wherever a text is: at a block's end, in `reply.text(…)`, as the title of a button or row. An argument
/// is a text, a number, or another `t!`.
///
/// If there is no such text, or it wants an argument that is not given, the turn fails, with the line of the `t!`.
/// Start-up finds that out where a block is nothing but a `t!`.
///
/// ```
/// use tertulia_core::{Context, extract::Captures, t};
///
/// let shop = Context::new("shop")
///     .regex(r"(\d+) apples", |found: Captures| -> tertulia_core::Result<_> {
///         let count: u32 = found[1].parse()?;
///         Ok(t!("in-your-basket", count = count, what = t!("apples")))
///     })
///     .everything_else(t!("not-understood"));
/// ```
#[macro_export]
macro_rules! t {
    ($key:expr $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::Translated::new($key)$(.with(::core::stringify!($name), $value))*
    };
}

impl Translated {
    /// What [`t!`](crate::t) makes of a name.
    #[track_caller]
    pub fn new(key: impl Into<Cow<'static, str>>) -> Self {
        Self { key: key.into(), arguments: Vec::new(), markup: Markup::None, at: Location::caller().into() }
    }

    /// Gives what stands in the place of `{ $name }`.
    pub fn with(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Argument>) -> Self {
        self.arguments.push((name.into(), value.into()));
        self
    }

    /// Says that the text is written in the HTML of [`RichText::html`](crate::RichText::html). Arguments stay what they
    /// are, whatever people wrote.
    ///
    /// ```
    /// use tertulia_core::{Context, User, t};
    ///
    /// // hello = Hello, <b>{ $name }</b>!
    /// let main = Context::new("main").any_text(|user: User| t!("hello", name = user.name().unwrap_or("you")).html());
    /// ```
    pub fn html(self) -> Self {
        Self { markup: Markup::Html, ..self }
    }

    /// Says that the text is written in the Markdown of [`RichText::markdown`](crate::RichText::markdown). Arguments stay
    /// what they are, whatever people wrote.
    pub fn markdown(self) -> Self {
        Self { markup: Markup::Markdown, ..self }
    }
}

impl From<Wording> for Argument {
    fn from(text: Wording) -> Self {
        match text.without_style() {
            Wording::Translated(text) => Self::Translated(text),
            Wording::Plain(text) | Wording::Html(text) | Wording::Markdown(text) => Self::Text(text),
            Wording::Rich(text) => Self::Text(text.as_str().to_owned()),
        }
    }
}

macro_rules! text {
    ($($text:ty),*) => { $(
        impl From<$text> for Argument {
            fn from(text: $text) -> Self {
                Wording::from(text).into()
            }
        }
    )* };
}
text!(&str, &String, String, Cow<'_, str>, Translated);

macro_rules! number {
    ($($number:ty),*) => { $(
        impl From<$number> for Argument {
            #[allow(clippy::cast_precision_loss, clippy::cast_lossless, reason = "one impl for all; the limit is told")]
            fn from(number: $number) -> Self {
                Self::Number(number as f64)
            }
        }
    )* };
}
number!(i8, i16, i32, i64, isize, u8, u16, u32, u64, usize, f32, f64);
