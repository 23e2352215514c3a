//! What is sent and not written.

use serde::{Deserialize as _, Serialize};
use serde_json::Value;

use crate::{
    Attachment, Location, Wording,
    form::{FieldType, Input, Misread},
    t,
};

/// A place that was sent.
impl FieldType for Location {
    fn read(input: &Input<'_>) -> Result<Self, Misread> {
        let place = input.attachments().and_then(|sent| sent.location());
        place.cloned().ok_or_else(|| Misread::new(t!("tertulia-form-no-location")))
    }

    fn store(&self) -> Value {
        as_json(self)
    }

    fn restore(stored: &Value) -> Option<Self> {
        Self::deserialize(stored).ok()
    }

    fn shown(&self) -> Wording {
        let point = || format!("{:.5}, {:.5}", self.latitude, self.longitude);
        self.name.clone().or_else(|| self.address.clone()).unwrap_or_else(point).into()
    }
}

/// The first thing that was sent, whatever it is.
impl FieldType for Attachment {
    fn read(input: &Input<'_>) -> Result<Self, Misread> {
        let first = input.attachments().and_then(|sent| sent.first());
        first.cloned().ok_or_else(|| Misread::new(t!("tertulia-form-no-attachment")))
    }

    fn store(&self) -> Value {
        as_json(self)
    }

    fn restore(stored: &Value) -> Option<Self> {
        Self::deserialize(stored).ok()
    }

    fn shown(&self) -> Wording {
        let name = self.file().and_then(|file| file.name.as_deref());
        name.unwrap_or_else(|| self.kind()).into()
    }
}

/// What came as JSON goes as JSON.
fn as_json(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}
