//! Any text.

use serde_json::Value;

use crate::{
    Wording,
    form::{FieldType, Input, Misread},
    t,
};

/// What was written, without space around it. It is never empty.
impl FieldType for String {
    fn read(input: &Input<'_>) -> Result<Self, Misread> {
        input.text().map(Self::from).ok_or_else(|| Misread::new(t!("tertulia-form-no-text")))
    }

    fn store(&self) -> Value {
        self.as_str().into()
    }

    fn restore(stored: &Value) -> Option<Self> {
        stored.as_str().map(Self::from)
    }

    fn shown(&self) -> Wording {
        self.as_str().into()
    }
}
