//! Forms: several questions, asked one after the other, and one block for all the answers.
//!
//! ```
//! # extern crate tertulia_core as tertulia;
//! use tertulia_core::{Context, Form, FormChoice, Reply, ask, form::Email};
//!
//! #[derive(Form)]
//! struct SignUp {
//!     #[form(ask = "What is your e-mail?", again = "That is no e-mail.")]
//!     email: Email,
//!     #[form(ask = "How old are you?", range = 18..=120)]
//!     age: Option<u8>,
//!     color: Color,
//! }
//!
//! #[derive(FormChoice)]
//! enum Color {
//!     Red,
//!     #[form(title = "Deep blue", words = ["navy"])]
//!     Blue,
//! }
//!
//! let profile = Context::new("profile")
//!     .keyword("sign up", ask("sign_up"))
//!     .form("sign_up", |done: SignUp, reply: Reply| reply.text(format!("Welcome, {}!", done.email)));
//! ```
//!
//! `ask("sign_up")` begins it, and `ask("sign_up").with(…)` with what is known already, which is not asked any more.
//! It is made of [answers](crate::Context::answer), so all that goes for them goes for forms: commands and
//! [`deep`](crate::Context::deep) blocks interrupt, a button that leads out of it abandons it, `leave()` returns to where it was
//! asked. Each question has a route: `profile/sign_up/email`.
//!
//! At any question the person may go back, cancel, or, where the field is an `Option`, skip; the words for that are
//! texts of ours in every language (`tertulia-form-back-words` …), or [the form's own](Settings). An old button of the same form
//! corrects its field.
//!
//! What is known is kept with the conversation's place, each field for itself: a field that a newer version of the bot
//! adds, or whose stored value it no longer reads, is asked for, and nothing else.

mod choice;
mod declare;
mod field;
mod fields;
mod input;
mod known;
mod misread;
mod range;
mod settings;
mod step;
mod values;
mod words;

pub use choice::Choice;
pub use declare::Fills;
pub use field::{AnyField, Field};
pub use fields::{Email, Phone};
pub use input::Input;
pub use misread::Misread;
pub use range::Range;
pub use settings::Settings;
pub use values::Values;
pub use words::Words;

use serde_json::Value;

use crate::{FromTurn, Wording, block};

/// Something that is filled in question by question. Derive it; [`Context::form`](crate::Context::form) asks it.
///
/// | attribute of the struct | meaning |
/// |---|---|
/// | `#[form(confirm)]`, `#[form(confirm = "…")]` | shows everything at the end, asks whether it is right, and lets it be corrected |
/// | `#[form(tries = 3)]` | gives up when one question was answered wrongly so often; without it, never |
/// | `#[form(given_up = "…")]`, `#[form(cancelled = "…")]` | what is said then, and when the person cancels |
/// | `#[form(timeout = "10m")]` | ends by itself when nothing was heard for so long (`90s`, `10m`, `2h`, `1d`, `1h 30m`, or a `Duration`); without it, it waits |
/// | `#[form(timed_out = "…")]` | what is said then |
/// | `#[form(back = "…")]`, `cancel`, `skip` | other words for that: `"word"` or `["one", "another"]` |
/// | `#[form(crate = "…")]` | where `tertulia` is found |
///
/// | attribute of a field | meaning |
/// |---|---|
/// | `#[form(ask = "…")]` | the question; without it, the field's name and a question mark |
/// | `#[form(again = "…")]` | what is said to an answer that is none; without it, what is wrong, and the question |
/// | `#[form(label = "…")]` | what it is called when everything is shown; without it, the field's name |
/// | `#[form(range = 18..=120)]` | the least and the greatest: `18..`, `..=120` |
/// | `#[form(min = 2, max = 40)]` | how many characters a text has |
/// | `#[form(check = path)]` | `fn(&T) -> bool`, or a closure: what else must hold |
///
/// A text is a literal, or an expression such as `t!("email-question")`. Of `Option<T>`, the attributes are about `T`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `Form`",
    label = "nothing says what to ask for `{Self}`",
    note = "annotate the struct with `#[derive(Form)]`"
)]
pub trait Form: FromTurn<block::Form> + Send + 'static {
    /// What is asked, in order. There is at least one field, and no two have the same name.
    fn fields() -> Vec<AnyField>;

    /// What goes for the whole form.
    fn settings() -> Settings {
        Settings::default()
    }

    /// The form of what was answered. `None` if something is missing.
    fn of(values: &Values<'_>) -> Option<Self>;
}

/// What a field of a [`Form`] can be: `String`, `bool`, integers, `f32`, `f64`, [`Email`], [`Phone`],
/// [`civil::Date`](jiff::civil::Date), [`Location`](crate::Location), [`Attachment`](crate::Attachment), enums with
/// `#[derive(FormChoice)]`, `Option` of each, and types of your own:
///
/// ```
/// # extern crate tertulia_core as tertulia;
/// use serde_json::Value;
/// use tertulia_core::{Form, Wording, form::{FieldType, Input, Misread}};
///
/// struct Postcode(String);
///
/// impl FieldType for Postcode {
///     fn read(input: &Input<'_>) -> Result<Self, Misread> {
///         let digits = input.text().filter(|text| text.len() == 5 && text.bytes().all(|b| b.is_ascii_digit()));
///         digits.map(|digits| Self(digits.to_owned())).ok_or(Misread::new("A postcode has five digits."))
///     }
///
///     fn store(&self) -> Value {
///         self.0.as_str().into()
///     }
///
///     fn restore(stored: &Value) -> Option<Self> {
///         Some(Self(stored.as_str()?.to_owned()))
///     }
///
///     fn shown(&self) -> Wording {
///         self.0.as_str().into()
///     }
/// }
///
/// #[derive(Form)]
/// struct Parcel {
///     postcode: Postcode,
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "a form cannot ask for `{Self}`",
    label = "not a type of a form's field",
    note = "a field is `String`, `bool`, a number, `Email`, `Phone`, `Date`, `Location`, `Attachment`, or an `Option` of one",
    note = "an enum without fields to choose from is annotated with `#[derive(FormChoice)]`",
    note = "any other type of your own implements `tertulia::form::FieldType`"
)]
pub trait FieldType: Sized + Send + 'static {
    /// What there is to choose from, as buttons. Typing the title or name of one chooses it, too.
    fn choices() -> Vec<Choice> {
        Vec::new()
    }

    /// The choice of that name.
    fn choose(name: &str) -> Option<Self> {
        let _ = name;
        None
    }

    /// Reads what the person said or sent, if it was none of the choices.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    fn read(input: &Input<'_>) -> Result<Self, Misread>;

    /// What is kept until the form is filled in.
    fn store(&self) -> Value;

    /// Reads what was kept, or given with `ask(…).with(…)`. `None` if it cannot be: then it is asked for.
    fn restore(stored: &Value) -> Option<Self>;

    /// What the person is shown of it before it is confirmed.
    fn shown(&self) -> Wording;
}

/// What the derived code calls. Not for others.
#[doc(hidden)]
pub mod private {
    use super::Misread;
    use crate::t;

    /// The person said something else than there is to choose from.
    pub fn no_choice() -> Misread {
        Misread::new(t!("tertulia-form-no-choice"))
    }
}
