//! Reading fields of a webhook that may be missing, null or of another type than documented.
//!
//! The functions are for `#[serde(default, deserialize_with = "…")]`. They never fail on valid JSON: a field
//! of another type is as absent. They read from `serde_json` only, and borrow from its input.
//!
//! ```
//! use serde::Deserialize;
//! use tertulia_graph::lenient;
//!
//! #[derive(Deserialize)]
//! struct Postback {
//!     #[serde(default, deserialize_with = "lenient::string")]
//!     payload: Option<String>,
//! }
//!
//! for json in [r#"{"payload": 5}"#, r#"{"payload": null}"#, "{}"] {
//!     assert_eq!(serde_json::from_str::<Postback>(json).unwrap().payload, None);
//! }
//! ```

use std::fmt;

use serde::{Deserialize, Deserializer, de};
use serde_json::value::RawValue;

/// Reads an object. Anything else, an array too, is `None`.
pub fn read<'a, T: Deserialize<'a>>(raw: &'a RawValue) -> Option<T> {
    // A derived struct can also be read from an array, field by field; the platforms mean no such thing.
    if !raw.get().starts_with('{') {
        return None;
    }
    serde_json::from_str(raw.get()).ok()
}

/// Reads the elements of an array, each as received. Anything else is `None`.
pub fn elements(raw: &RawValue) -> Option<Vec<&RawValue>> {
    serde_json::from_str(raw.get()).ok()
}

/// A field that is an object.
///
/// # Errors
///
/// Only if the JSON itself is broken.
pub fn object<'de, D: Deserializer<'de>, T: Deserialize<'de>>(field: D) -> Result<Option<T>, D::Error> {
    Ok(read(<&RawValue>::deserialize(field)?))
}

/// A field that is an array; its elements are as received. Absent is as empty.
///
/// # Errors
///
/// Only if the JSON itself is broken.
pub fn list<'de, D: Deserializer<'de>>(field: D) -> Result<Vec<&'de RawValue>, D::Error> {
    Ok(elements(<&RawValue>::deserialize(field)?).unwrap_or_default())
}

/// A field that is a text. An empty one is as absent. Halves of surrogate pairs become U+FFFD, so that a
/// text that was cut in the middle of an emoji is still read.
///
/// # Errors
///
/// Only if the JSON itself is broken.
pub fn string<'de, D: Deserializer<'de>>(field: D) -> Result<Option<String>, D::Error> {
    Ok(text_of(<&RawValue>::deserialize(field)?))
}

/// A field that is an id: a text, or a whole number, which becomes one. An empty one is as absent.
///
/// # Errors
///
/// Only if the JSON itself is broken.
pub fn id<'de, D: Deserializer<'de>>(field: D) -> Result<Option<String>, D::Error> {
    let raw = <&RawValue>::deserialize(field)?;
    let number = raw.get().bytes().all(|byte| byte.is_ascii_digit());
    Ok(if number { Some(raw.get().to_owned()) } else { text_of(raw) })
}

/// A field that is a whole number, or a text that is one.
///
/// # Errors
///
/// Only if the JSON itself is broken.
pub fn integer<'de, D: Deserializer<'de>>(field: D) -> Result<Option<i64>, D::Error> {
    let raw = <&RawValue>::deserialize(field)?;
    Ok(raw.get().parse().ok().or_else(|| text_of(raw)?.parse().ok()))
}

/// A field that is `true`; anything else is `false`.
///
/// # Errors
///
/// Only if the JSON itself is broken.
pub fn flag<'de, D: Deserializer<'de>>(field: D) -> Result<bool, D::Error> {
    Ok(<&RawValue>::deserialize(field)?.get() == "true")
}

fn text_of(raw: &RawValue) -> Option<String> {
    let text = serde_json::from_str::<LossyText>(raw.get()).ok()?.0;
    (!text.is_empty()).then_some(text)
}

/// A JSON string in which halves of surrogate pairs are replaced.
struct LossyText(String);

impl<'de> Deserialize<'de> for LossyText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // As bytes, serde_json takes strings that are not Unicode.
        deserializer.deserialize_bytes(LossyVisitor)
    }
}

struct LossyVisitor;

impl de::Visitor<'_> for LossyVisitor {
    type Value = LossyText;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<LossyText, E> {
        Ok(LossyText(String::from_utf8_lossy(bytes).into_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, Deserialize, PartialEq)]
    struct Fields {
        #[serde(default, deserialize_with = "string")]
        string: Option<String>,
        #[serde(default, deserialize_with = "id")]
        id: Option<String>,
        #[serde(default, deserialize_with = "integer")]
        integer: Option<i64>,
        #[serde(default, deserialize_with = "flag")]
        flag: bool,
        #[serde(default, deserialize_with = "object")]
        object: Option<Box<Self>>,
    }

    #[track_caller]
    fn fields(json: &str) -> Fields {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn what_is_null_or_of_another_type_is_absent() {
        for odd in ["null", "[]", "[1]", "{}", "1.5", "\"\"", "false", "-1e9"] {
            let json = format!(r#"{{"string":{odd},"id":{odd},"integer":{odd},"flag":{odd}}}"#);
            assert_eq!(fields(&json), Fields::default(), "{odd}");
        }
        for odd in ["null", "[]", r#"["a"]"#, "1", "\"\"", "true"] {
            assert_eq!(fields(&format!(r#"{{"object":{odd}}}"#)), Fields::default(), "{odd}");
        }
        assert_eq!(fields("{}"), Fields::default());
    }

    #[test]
    fn numbers_and_texts_stand_for_each_other_where_platforms_mix_them() {
        let read = fields(r#"{"string": 7, "id": 106540352242922, "integer": "1749416383", "flag": true}"#);
        assert_eq!((read.string, read.id.as_deref()), (None, Some("106540352242922")));
        assert_eq!((read.integer, read.flag), (Some(1_749_416_383), true));
        let read = fields(r#"{"id": "US.1", "integer": 1458692752478, "object": {"string": "in\u00f1er"}}"#);
        assert_eq!((read.id.as_deref(), read.integer), (Some("US.1"), Some(1_458_692_752_478)));
        assert_eq!(read.object.unwrap().string.as_deref(), Some("inñer"));
    }

    #[test]
    fn a_text_cut_inside_an_emoji_is_read() {
        assert_eq!(
            fields(r#"{"string": "hi \ud83d"}"#).string.as_deref(),
            Some("hi \u{fffd}\u{fffd}\u{fffd}")
        );
        assert_eq!(fields(r#"{"string": "hi \ud83d\ude00"}"#).string.as_deref(), Some("hi 😀"));
    }

    #[test]
    fn elements_are_as_received() {
        let raw: &RawValue = serde_json::from_str(r#"[ {"b" : 1}, 2 , "x"]"#).unwrap();
        let parts: Vec<_> = elements(raw).unwrap().into_iter().map(RawValue::get).collect();
        assert_eq!(parts, [r#"{"b" : 1}"#, "2", r#""x""#]);
    }
}
