//! What a template is filled with.

use serde::{Serialize, Serializer, ser::Error as _};
use serde_json::{Map, Value};

/// What a template is filled with, made by [`context!`](macro@crate::context). Any other value that serialises to an object does
/// as well.
#[derive(Clone, Debug, Default)]
pub struct Values {
    values: Map<String, Value>,
    fault: Option<String>,
}

/// Names what a template is filled with: `context! { name, items => basket.items() }`. A bare name is that of a variable.
///
/// ```
/// use tertulia_core::{Reply, context};
///
/// fn greet(reply: Reply) -> Reply {
///     let name = "ana";
///     reply.template("main/menu", context! { name, cities => ["Rome", "Oslo"] })
/// }
/// ```
#[macro_export]
macro_rules! context {
    ($($key:ident $(=> $value:expr)?),* $(,)?) => {
        $crate::template::Values::default()$(.with(::core::stringify!($key), &$crate::context!(@ $key $(=> $value)?)))*
    };
    (@ $key:ident => $value:expr) => { $value };
    (@ $key:ident) => { $key };
}

impl Values {
    /// Adds a value under a name.
    #[must_use]
    pub fn with(mut self, name: &str, value: &(impl Serialize + ?Sized)) -> Self {
        match serde_json::to_value(value) {
            Ok(value) => _ = self.values.insert(name.to_owned(), value),
            Err(error) => self.fault = Some(format!("`{name}` does not serialise: {error}")),
        }
        self
    }
}

impl Serialize for Values {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.fault {
            Some(fault) => Err(S::Error::custom(fault)),
            None => self.values.serialize(serializer),
        }
    }
}
