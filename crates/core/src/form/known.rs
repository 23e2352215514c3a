//! What a form knows by now, as it is kept with its place in the conversation.

use serde_json::{Map, Value, json};

use super::field::AnyField;

/// No field is called like these.
const FILLED: &str = "form.filled";
const TRIES: &str = "form.tries";

/// What a form knows by now.
#[derive(Debug)]
pub(super) struct Known {
    /// By field; null if it was skipped.
    pub(super) values: Map<String, Value>,
    /// How often the present question was answered wrongly.
    pub(super) tries: u32,
}

impl Known {
    /// Reads what is kept. `None` if nothing is: the form is over.
    pub(super) fn read(kept: &Value) -> Option<Self> {
        let tries = kept.get(TRIES).and_then(Value::as_u64);
        let tries = tries.and_then(|tries| tries.try_into().ok()).unwrap_or_default();
        Some(Self { values: values(kept)?.clone(), tries })
    }

    /// What a form begins with, that was asked with these parameters.
    pub(super) fn begin(given: &Value, fields: &[AnyField]) -> Self {
        let mut values = Map::new();
        for (name, value) in given.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null()) {
            match fields.iter().find(|field| field.name == name) {
                Some(field) if field.shown(value).is_some() => _ = values.insert(name.clone(), value.clone()),
                Some(_) => {
                    tracing::warn!(field = name, "what was given is no value of this field; it is asked for");
                }
                None => tracing::warn!(field = name, "the form was given what it does not ask for"),
            }
        }
        Self { values, tries: 0 }
    }

    pub(super) fn keep(self) -> Value {
        json!({ FILLED: self.values, TRIES: self.tries })
    }

    /// The first field that still has to be asked for.
    pub(super) fn missing<'f>(&self, fields: &'f [AnyField]) -> Option<&'f AnyField> {
        fields.iter().find(|field| match self.values.get(field.name) {
            Some(Value::Null) => !field.optional,
            Some(value) => field.shown(value).is_none(),
            None => true,
        })
    }
}

/// What was answered, in what is kept.
pub(super) fn values(kept: &Value) -> Option<&Map<String, Value>> {
    kept.get(FILLED)?.as_object()
}
