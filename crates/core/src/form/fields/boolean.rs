//! Yes or no, pressed or typed.

use serde_json::Value;

use crate::{
    Wording,
    form::{Choice, FieldType, Input, Misread, private::no_choice},
    t,
};

/// Yes or no.
impl FieldType for bool {
    fn choices() -> Vec<Choice> {
        vec![
            Choice::new("yes", t!("tertulia-form-yes")).words(t!("tertulia-form-yes-words")),
            Choice::new("no", t!("tertulia-form-no")).words(t!("tertulia-form-no-words")),
        ]
    }

    fn choose(name: &str) -> Option<Self> {
        match name {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        }
    }

    fn read(_: &Input<'_>) -> Result<Self, Misread> {
        Err(no_choice())
    }

    fn store(&self) -> Value {
        (*self).into()
    }

    fn restore(stored: &Value) -> Option<Self> {
        stored.as_bool()
    }

    fn shown(&self) -> Wording {
        if *self { t!("tertulia-form-yes").into() } else { t!("tertulia-form-no").into() }
    }
}
