//! Payloads: what a button carries and brings back.
//!
//! A payload is a *name* and parameters. On the wire it also says which context its block stands in, so a
//! button leads to the same block however far the conversation has moved on:
//!
//! | made by | on the wire |
//! |---|---|
//! | `"yes"` in context `main`, the default | `/yes` |
//! | `"yes"` in context `shop` | `shop/yes` |
//! | `"profile/sign_up"` anywhere | `profile/sign_up` |
//! | `payload("buy", json!({"sku": 7}))` in `shop` | `shop/buy:{"sku":7}~ck…`, sealed against change |
//! | the same, of a type with `#[payload(version = 2)]` | `shop/buy@2:{"sku":7}~ck…` |
//! | the same where it does not fit, or with terms that the store has to watch over | `#…`, a token for a row there |
//! | the third page of what is shown page by page | `#….2`, a token for a row that holds all of it |

mod keyring;
mod name;
mod page;
mod terms;
mod typed;
mod unsealed;
mod version;
mod wire;

pub use keyring::{Keyring, TokenId};
pub use name::{InvalidName, PayloadName, PayloadRoute};
pub(crate) use page::{is_page, page_of};
pub use terms::{Audience, Terms};
pub use typed::{Leads, Payload, private};
pub use unsealed::Unsealed;
pub(crate) use version::{split_version, with_version};
pub use wire::{Maker, QualifiedPayload, Sealing, StoredPayload, Tampered, WirePayload, token_of};

use std::any::TypeId;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A name with parameters, for a button: the reference system's `set_payload`.
///
/// The parameters are anything that serialises to a JSON object. Use a type with `#[derive(Payload)]` and
/// [`Button::new`](crate::Button::new) where button and block can share it: then neither can be misspelt.
///
/// ```
/// use serde_json::json;
/// use tertulia_core::{Button, payload};
///
/// let button = Button::postback("Of course!", payload("understood", json!({"response": "yes"})));
/// ```
pub fn payload(name: impl Into<String>, params: impl Serialize) -> ButtonPayload {
    let name = name.into();
    match serde_json::to_value(params) {
        Ok(Value::Object(params)) => ButtonPayload { params: Some(params), ..ButtonPayload::named(name) },
        Ok(Value::Null) => ButtonPayload::named(name),
        Ok(other) => {
            let fault = format!("the parameters of payload `{name}` must be a JSON object, not `{other}`");
            ButtonPayload { fault: Some(fault), ..ButtonPayload::named(name) }
        }
        Err(error) => {
            let fault = format!("the parameters of payload `{name}` do not serialise: {error}");
            ButtonPayload { fault: Some(fault), ..ButtonPayload::named(name) }
        }
    }
}

/// What a button is given to carry, before anyone knows which block makes it.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct ButtonPayload {
    pub(crate) name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) params: Option<Map<String, Value>>,
    pub(crate) terms: Terms,
    /// What its parameters mean changes with the version. The first is 1.
    pub(crate) version: u32,
    /// The Rust type it was made from, if it is typed. What is written down names its context instead.
    #[serde(skip)]
    pub(crate) typed: Option<TypeId>,
    /// Whether its name is the whole route to its block, wherever it is said.
    #[serde(default, skip_serializing_if = "is_relative")]
    pub(crate) whole: bool,
    /// What is wrong with it; told when the turn ends, with the line of the reply.
    #[serde(skip)]
    pub(crate) fault: Option<String>,
}

impl ButtonPayload {
    fn named(name: String) -> Self {
        Self {
            name,
            params: None,
            terms: Terms::default(),
            version: 1,
            typed: None,
            whole: false,
            fault: None,
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it")]
fn is_relative(whole: &bool) -> bool {
    !whole
}

/// A bare name or route; or, as payloads are written in menus, `name:{"a":1}`.
impl From<&str> for ButtonPayload {
    fn from(written: &str) -> Self {
        let (name, params) = wire::split_params(written);
        let params = params.and_then(|json| serde_json::from_str(json).ok());
        Self { params, ..Self::named(name.to_owned()) }
    }
}

impl From<String> for ButtonPayload {
    fn from(written: String) -> Self {
        Self::from(written.as_str())
    }
}

#[cfg(test)]
mod tests;
