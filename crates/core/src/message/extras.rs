//! What is said for one platform alone.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::Platform;

/// Fields that one platform alone gets, by its name; the others never see them.
///
/// They are fields of its own JSON. A name that begins with `$` is none, but a word to the adapter for what no field
/// says: how many buttons stand in a row.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Extras(BTreeMap<String, Map<String, Value>>);

impl Extras {
    /// The fields for that platform, if there are any.
    pub fn of(&self, platform: Platform) -> Option<&Map<String, Value>> {
        self.0.get(platform.as_str())
    }

    /// Sets a field for that platform.
    pub fn set(&mut self, platform: Platform, field: impl Into<String>, value: impl Into<Value>) {
        let fields = self.0.entry(platform.as_str().to_owned()).or_default();
        fields.insert(field.into(), value.into());
    }

    /// Whether no platform gets any.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
