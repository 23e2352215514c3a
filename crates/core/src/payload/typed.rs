//! Typed payloads: button and block share one Rust type, so neither can be misspelt.

use serde_json::{Map, Value};

use super::{ButtonPayload, Terms};
use crate::Error;

/// What a button carries back, as a type. Derive it:
///
/// ```
/// # extern crate tertulia_core as tertulia;
/// use serde::{Deserialize, Serialize};
/// use tertulia_core::{Button, Payload};
///
/// #[derive(Payload, Serialize, Deserialize)]
/// struct Understood {
///     response: String,
/// }
///
/// #[derive(Payload, Serialize, Deserialize)]
/// enum Shop {
///     Browse,
///     #[payload(name = "purchase")]
///     Buy { sku: String, quantity: u32 },
/// }
///
/// assert_eq!(Understood::NAMES, ["understood"]);
/// assert_eq!(Shop::NAMES, ["browse", "purchase"]);
/// let button = Button::new("Of course!", Understood { response: "yes".into() });
/// ```
///
/// A struct has the name of its type in snake case, an enum one name per variant; `#[payload(name = "…")]`
/// gives another. `#[payload(sealed)]` on the type refuses parameters that this bot did not make itself.
/// `#[payload(version = 2)]` tells that the parameters mean something else than in version 1, the first: old buttons
/// are answered with "outdated". Fields that only came or went need no version, but serde's `default`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `Payload`",
    label = "a button cannot carry this",
    note = "annotate the type with `#[derive(Payload, Serialize, Deserialize)]`, or name the payload: `Button::postback(\"…\", \"name\")`"
)]
pub trait Payload: Sized + Send + 'static {
    /// Every name of this type: one for a struct, one per variant for an enum.
    const NAMES: &'static [&'static str];
    /// Whether parameters that this bot did not seal are refused, on every platform.
    const SEALED: bool;
    /// The version of its parameters. A press of a button made with another one is answered with "outdated", and
    /// no block sees it.
    const VERSION: u32;

    /// The name of this value.
    fn name(&self) -> &'static str;

    /// The parameters of this value.
    ///
    /// # Errors
    ///
    /// If they do not serialise to a JSON object.
    fn into_params(self) -> Result<Option<Map<String, Value>>, String>;

    /// The value with that name and these parameters, a JSON object.
    ///
    /// # Errors
    ///
    /// If the name is none of [`Payload::NAMES`], or the parameters do not fit the type.
    fn from_params(name: &str, params: &str) -> Result<Self, Error>;
}

impl ButtonPayload {
    /// What a typed payload is on a button: for what makes buttons of its own, such as a platform's templates.
    pub fn typed<P: Payload>(payload: P) -> Self {
        let name = payload.name();
        let (params, fault) = match payload.into_params() {
            Ok(params) => (params, None),
            Err(fault) => (None, Some(format!("payload `{name}`: {fault}"))),
        };
        Self {
            name: name.to_owned(),
            params,
            terms: Terms::default(),
            version: P::VERSION,
            typed: Some(std::any::TypeId::of::<P>()),
            whole: false,
            fault,
        }
    }
}

/// Arguments whose first one is a payload, so that [`Context::on`](crate::Context::on) learns the name from it.
#[diagnostic::on_unimplemented(
    message = "the first argument of this block is not a `Payload`",
    label = "`on` learns the payload's name from the first argument",
    note = "take a `#[derive(Payload, Serialize, Deserialize)]` type first, or name the payload: `.postback(\"name\", …)`"
)]
pub trait Leads {
    /// The payload that leads.
    type Payload: Payload;
}

macro_rules! leads {
    ($($rest:ident),*) => {
        #[diagnostic::do_not_recommend]
        impl<P: Payload, $($rest),*> Leads for (P, $($rest,)*) {
            type Payload = P;
        }
    };
}
leads!();
leads!(B);
leads!(B, C);
leads!(B, C, D);
leads!(B, C, D, E);
leads!(B, C, D, E, F);
leads!(B, C, D, E, F, G);
leads!(B, C, D, E, F, G, H);

/// What the derived code calls. Not for others.
#[doc(hidden)]
pub mod private {
    use serde::{Deserialize, Serialize};
    use serde_json::{Map, Value};

    use crate::Error;

    /// Parameters out of a struct.
    pub fn to_params<T: Serialize>(value: T) -> Result<Option<Map<String, Value>>, String> {
        match serde_json::to_value(value) {
            Ok(Value::Object(params)) if params.is_empty() => Ok(None),
            Ok(Value::Object(params)) => Ok(Some(params)),
            Ok(Value::Null) => Ok(None),
            Ok(other) => Err(format!("its parameters must be a JSON object, not `{other}`")),
            Err(error) => Err(format!("its parameters do not serialise: {error}")),
        }
    }

    /// A struct out of parameters.
    pub fn from_params<T: for<'de> Deserialize<'de>>(params: &str) -> Result<T, Error> {
        serde_json::from_str(params).map_err(Error::rejected)
    }

    /// A unit struct has no parameters; older buttons may still bring some.
    pub fn unknown_name(name: &str) -> Error {
        Error::rejected(format!("no payload of this type is called `{name}`"))
    }
}
