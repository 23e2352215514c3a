//! What was answered.

use serde_json::{Map, Value};

use crate::{Error, Result, Turn};

use super::{FieldType, Form};

/// What was answered, by field.
#[derive(Clone, Copy, Debug)]
pub struct Values<'a>(&'a Map<String, Value>);

impl<'a> Values<'a> {
    pub(super) fn new(values: &'a Map<String, Value>) -> Self {
        Self(values)
    }

    /// The value of a field that has to be there.
    pub fn required<T: FieldType>(&self, name: &str) -> Option<T> {
        T::restore(self.0.get(name)?)
    }

    /// The value of a field that may have been skipped; `None` if it was not asked yet.
    pub fn optional<T: FieldType>(&self, name: &str) -> Option<Option<T>> {
        match self.0.get(name)? {
            Value::Null => Some(None),
            value => T::restore(value).map(Some),
        }
    }
}

impl Turn {
    /// The form that is filled in. It is what `#[derive(Form)]` calls.
    ///
    /// # Errors
    ///
    /// [`Error::rejected`] if no form of this type is.
    #[doc(hidden)]
    pub fn form<F: Form>(&self) -> Result<F> {
        let values = self.filled().and_then(super::known::values);
        let form = values.and_then(|values| F::of(&Values::new(values)));
        form.ok_or_else(|| Error::rejected("the form is not filled in"))
    }
}
