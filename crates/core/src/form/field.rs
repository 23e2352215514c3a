//! One question of a form.

use std::{fmt, sync::Arc};

use serde_json::Value;

use crate::{Wording, t};

use super::{Choice, FieldType, Input, Misread, Range};

/// One question of a form, whose answer is a `T`. `#[derive(Form)]` makes it of a field and its attributes.
///
/// ```
/// use tertulia_core::form::{AnyField, Field};
///
/// let age: AnyField = Field::<u8>::new("age").ask("How old are you?").range(18..=120).optional().into();
/// ```
#[must_use]
pub struct Field<T> {
    name: &'static str,
    label: Wording,
    ask: Option<Wording>,
    again: Option<Wording>,
    optional: bool,
    rules: Vec<Rule<T>>,
}

type Rule<T> = Box<dyn Fn(&T) -> Result<(), Misread> + Send + Sync>;

impl<T: FieldType> Field<T> {
    /// A field by its name, made of `a-z`, `0-9` and `_`.
    pub fn new(name: &'static str) -> Self {
        Self { name, label: label(name).into(), ask: None, again: None, optional: false, rules: Vec::new() }
    }

    /// The question.
    pub fn ask(mut self, question: impl Into<Wording>) -> Self {
        self.ask = Some(question.into());
        self
    }

    /// What is said to an answer that is none.
    pub fn again(mut self, text: impl Into<Wording>) -> Self {
        self.again = Some(text.into());
        self
    }

    /// What it is called when everything is shown.
    pub fn label(mut self, label: impl Into<Wording>) -> Self {
        self.label = label.into();
        self
    }

    /// It may be skipped.
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// What it must lie between.
    pub fn range(self, range: impl Range<T> + Send + Sync + 'static) -> Self {
        self.rule(move |value| range.check(value))
    }

    /// What else must hold.
    pub fn check(self, holds: impl Fn(&T) -> bool + Send + Sync + 'static) -> Self {
        let wrong = || Misread::new(t!("tertulia-form-misread"));
        self.rule(move |value| if holds(value) { Ok(()) } else { Err(wrong()) })
    }

    fn rule(mut self, rule: impl Fn(&T) -> Result<(), Misread> + Send + Sync + 'static) -> Self {
        self.rules.push(Box::new(rule));
        self
    }
}

impl<T: FieldType + AsRef<str>> Field<T> {
    /// How many characters the text has at least.
    pub fn min(self, min: usize) -> Self {
        let wrong = move || Misread::new(t!("tertulia-form-longer", min = min));
        self.rule(move |text| if text.as_ref().chars().count() < min { Err(wrong()) } else { Ok(()) })
    }

    /// How many characters the text has at most.
    pub fn max(self, max: usize) -> Self {
        let wrong = move || Misread::new(t!("tertulia-form-shorter", max = max));
        self.rule(move |text| if text.as_ref().chars().count() > max { Err(wrong()) } else { Ok(()) })
    }
}

/// What a field is called, if nobody says so: `favourite_color` is "Favourite color".
fn label(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut rest = words.trim().chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

/// One question of a form, whatever its answer is.
#[derive(Clone)]
pub struct AnyField {
    pub(super) name: &'static str,
    pub(super) label: Wording,
    pub(super) ask: Wording,
    pub(super) again: Option<Wording>,
    pub(super) optional: bool,
    pub(super) choices: Vec<Choice>,
    values: Arc<dyn Values>,
}

impl AnyField {
    /// The value of the choice of that name, if there is one.
    pub(super) fn choose(&self, name: &str) -> Option<Result<Value, Misread>> {
        self.values.choose(name)
    }

    /// The value that the person said or sent.
    pub(super) fn read(&self, input: &Input<'_>) -> Result<Value, Misread> {
        self.values.read(input)
    }

    /// What the person is shown of a value. `None` if it is none of this field.
    pub(super) fn shown(&self, value: &Value) -> Option<Wording> {
        self.values.shown(value)
    }
}

/// The values of a field, with their type forgotten.
trait Values: Send + Sync {
    fn choose(&self, name: &str) -> Option<Result<Value, Misread>>;
    fn read(&self, input: &Input<'_>) -> Result<Value, Misread>;
    fn shown(&self, value: &Value) -> Option<Wording>;
}

/// The values for which these rules hold.
struct Ruled<T>(Vec<Rule<T>>);

impl<T: FieldType> Ruled<T> {
    fn stored(&self, value: T) -> Result<Value, Misread> {
        self.0.iter().try_for_each(|rule| rule(&value)).map(|()| value.store())
    }
}

impl<T: FieldType> Values for Ruled<T> {
    fn choose(&self, name: &str) -> Option<Result<Value, Misread>> {
        T::choose(name).map(|value| self.stored(value))
    }

    fn read(&self, input: &Input<'_>) -> Result<Value, Misread> {
        self.stored(T::read(input)?)
    }

    fn shown(&self, value: &Value) -> Option<Wording> {
        T::restore(value)
            .filter(|value| self.0.iter().all(|rule| rule(value).is_ok()))
            .map(|value| value.shown())
    }
}

impl<T: FieldType> From<Field<T>> for AnyField {
    fn from(field: Field<T>) -> Self {
        let Field { name, label, ask, again, optional, rules } = field;
        Self {
            name,
            ask: ask.unwrap_or_else(|| t!("tertulia-form-question", label = label.clone()).into()),
            label,
            again,
            optional,
            choices: T::choices(),
            values: Arc::new(Ruled(rules)),
        }
    }
}

impl<T> fmt::Debug for Field<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Field").field("name", &self.name).finish_non_exhaustive()
    }
}

impl fmt::Debug for AnyField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AnyField").field("name", &self.name).finish_non_exhaustive()
    }
}
