//! What a pressed button carried.

use std::fmt;

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{Error, EventKind, Result, Turn, block};

use super::{FromTurn, absent};

/// A press as it was read: sealed or not, with its route looked up.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(crate) struct Press {
    /// The name, as the block knows it.
    pub(crate) name: String,
    /// The route as it stood on the wire, without parameters.
    pub(crate) route: String,
    /// The parameters: a JSON object.
    pub(crate) params: Option<String>,
    /// Whether the parameters are known to be ours.
    pub(crate) sealed: bool,
    pub(crate) version: u32,
}

/// The parameters that came with a payload, read into `T`.
///
/// A button without parameters gives an empty object. If they do not fit `T`, the next block is asked.
///
/// ```
/// use serde::Deserialize;
/// use tertulia_core::{Context, extract::Params};
///
/// #[derive(Deserialize)]
/// struct Understood {
///     response: String,
/// }
///
/// let context = Context::new("main").postback("understood", |Params(p): Params<Understood>| {
///     if p.response == "yes" { "Awesome!" } else { "No problem." }
/// });
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "taken apart in arguments: `Params(p): Params<T>`")]
pub struct Params<T>(pub T);

/// The payload without its parameters, for blocks that take several: it shows the name as the context of the
/// block knows it, such as `yes`; [`RawPayload::route`] gives the whole.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RawPayload {
    name: String,
    route: String,
}

impl RawPayload {
    /// The name, as the context of the block knows it.
    pub fn as_str(&self) -> &str {
        &self.name
    }

    /// The whole route, as it stood on the wire: `/yes`, `shop/buy`.
    pub fn route(&self) -> &str {
        &self.route
    }
}

impl fmt::Display for RawPayload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.name)
    }
}

impl PartialEq<str> for RawPayload {
    fn eq(&self, name: &str) -> bool {
        self.name == name
    }
}

impl PartialEq<&str> for RawPayload {
    fn eq(&self, name: &&str) -> bool {
        self.name == *name
    }
}

macro_rules! press {
    ($($kind:ident),*) => { $(
        impl<T: DeserializeOwned + Send> FromTurn<block::$kind> for Params<T> {
            async fn from_turn(turn: &Turn) -> Result<Self> {
                let press = turn.press().ok_or_else(|| absent("payload"))?;
                let params = press.params.as_deref().unwrap_or("{}");
                serde_json::from_str(params).map(Self).map_err(Error::rejected)
            }
        }

        impl FromTurn<block::$kind> for RawPayload {
            async fn from_turn(turn: &Turn) -> Result<Self> {
                let press = turn.press().ok_or_else(|| absent("payload"))?;
                Ok(Self { name: press.name.clone(), route: press.route.clone() })
            }
        }
    )* };
}
impl<T: DeserializeOwned + Send> FromTurn<block::Event> for Params<T> {
    async fn from_turn(turn: &Turn) -> Result<Self> {
        let EventKind::Own(own) = &turn.event().kind else { return Err(absent("parameters")) };
        let none = serde_json::Value::Object(serde_json::Map::new());
        let params = if own.params.is_null() { &none } else { &own.params };
        T::deserialize(params).map(Self).map_err(Error::rejected)
    }
}
press!(BeforeAnything, DeepLink, Postback, AnyPostback, EverythingElse, AfterAll);

impl Turn {
    /// The payload of the press, read as `P`. It is what `#[derive(Payload)]` calls.
    ///
    /// # Errors
    ///
    /// [`Error::rejected`] if the event is no press, or its parameters do not fit.
    #[doc(hidden)]
    pub fn payload<P: crate::Payload>(&self) -> Result<P> {
        let press = self.press().ok_or_else(|| absent("payload"))?;
        let lower = press.name.to_lowercase();
        let name = P::NAMES.iter().find(|name| name.to_lowercase() == lower).copied();
        P::from_params(name.unwrap_or(&press.name), press.params.as_deref().unwrap_or("{}"))
    }
}
