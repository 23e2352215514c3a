//! Numbers, as people write them in their language.

use serde::Deserialize as _;
use serde_json::Value;

use crate::{
    Wording,
    form::{FieldType, Input, Misread},
    number::{self, Number},
    t,
};

/// The one number in what was written: `33`, `I am 33`, `1,234`.
fn only(input: &Input<'_>) -> Result<Number, Misread> {
    let found = input.text().map(|text| number::find(text, &input.locale())).unwrap_or_default();
    let found = <[Number; 1]>::try_from(found).map(|[number]| number);
    found.map_err(|_| Misread::new(t!("tertulia-form-no-number")))
}

macro_rules! integers {
    ($($integer:ident),*) => { $(
        /// The one whole number in what was written.
        impl FieldType for $integer {
            fn read(input: &Input<'_>) -> Result<Self, Misread> {
                let number = only(input)?;
                if !number.is_integer() {
                    return Err(Misread::new(t!("tertulia-form-no-integer")));
                }
                let (min, max) = (Self::MIN.to_string(), Self::MAX.to_string());
                // What is whole and yet does not fit is out of range.
                let wrong = || Misread::new(t!("tertulia-form-range", min = min, max = max));
                number.to().ok_or_else(wrong)
            }

            fn store(&self) -> Value {
                (*self).into()
            }

            fn restore(stored: &Value) -> Option<Self> {
                Self::deserialize(stored).ok()
            }

            fn shown(&self) -> Wording {
                self.to_string().into()
            }
        }
    )* };
}
integers!(i8, i16, i32, i64, isize, u8, u16, u32, u64, usize);

macro_rules! decimals {
    ($($decimal:ident),*) => { $(
        /// The one number in what was written, as the nearest one of this type.
        impl FieldType for $decimal {
            fn read(input: &Input<'_>) -> Result<Self, Misread> {
                let number = only(input)?.to().filter(|number: &Self| number.is_finite());
                number.ok_or_else(|| Misread::new(t!("tertulia-form-no-number")))
            }

            fn store(&self) -> Value {
                (*self).into()
            }

            fn restore(stored: &Value) -> Option<Self> {
                Self::deserialize(stored).ok()
            }

            fn shown(&self) -> Wording {
                self.to_string().into()
            }
        }
    )* };
}
decimals!(f32, f64);
