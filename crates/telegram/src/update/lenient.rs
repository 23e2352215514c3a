//! Reading what may be of another shape than documented.

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// Reads a field for `deserialize_with`: `null` and a value of the wrong type are as absent.
///
/// Only that value is lost, never what stands around it.
pub(crate) fn lenient<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let raw = <&RawValue>::deserialize(deserializer)?;
    Ok(serde_json::from_str(raw.get()).unwrap_or_default())
}

/// Reads a list for `deserialize_with`, without the elements of the wrong type.
pub(crate) fn lenient_list<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let items: Option<Vec<&RawValue>> = lenient(deserializer)?;
    let items = items.unwrap_or_default();
    Ok(items.into_iter().filter_map(|raw| serde_json::from_str(raw.get()).ok()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, Deserialize, Eq, PartialEq)]
    #[serde(default)]
    struct Shape {
        #[serde(deserialize_with = "lenient")]
        number: Option<i64>,
        #[serde(deserialize_with = "lenient")]
        inner: Option<Box<Self>>,
        #[serde(deserialize_with = "lenient_list")]
        list: Vec<i64>,
    }

    #[test]
    fn a_wrong_value_loses_itself_alone() {
        let read = |json: &str| serde_json::from_str::<Shape>(json).unwrap();
        for wrong in ["null", "\"7\"", "7.5", "1e400", "99999999999999999999", "{}", "[]", "true"] {
            let json = format!(r#"{{"number": {wrong}, "inner": {{"number": 1}}, "list": [1, {wrong}, 2]}}"#);
            let inner = Shape { number: Some(1), ..Shape::default() };
            assert_eq!(
                read(&json),
                Shape { number: None, inner: Some(inner.into()), list: vec![1, 2] },
                "{json}"
            );
        }
        assert_eq!(read(r#"{"list": {"a": 1}, "inner": 3, "more": {}}"#), Shape::default());
    }

    #[test]
    fn depth_costs_no_stack() {
        let deep = "[".repeat(200_000) + &"]".repeat(200_000);
        let json = format!(r#"{{"number": 1, "inner": {deep}, "unknown": {deep}}}"#);
        assert_eq!(serde_json::from_str::<Shape>(&json).unwrap().number, Some(1));
    }
}
