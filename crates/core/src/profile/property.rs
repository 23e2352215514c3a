//! One thing that a platform is told, and how it is asked what it knows.

use serde_json::Value;

use crate::Call;

/// One thing that a platform is told about a bot.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_structs, reason = "made by adapters")]
pub struct Property {
    /// What it is, in the platform's words: `persistent_menu`, `setMyCommands (es)`.
    pub name: String,
    /// How the platform is asked for it.
    pub read: Reading,
    /// What it should answer.
    pub wanted: Value,
    /// The call that tells it.
    pub write: Call,
    /// The call that takes it back.
    pub delete: Removal,
}

/// How a platform is asked for something.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_structs, reason = "made by adapters")]
pub struct Reading {
    /// What is called. The Graph API is read by GET, the Bot API by POST.
    pub call: Call,
    /// Whether it is a GET, without a body.
    pub get: bool,
    /// Where in the answer it stands, as a JSON pointer.
    pub pointer: String,
}

/// How something is taken back.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_structs, reason = "made by adapters")]
pub struct Removal {
    /// What is called.
    pub call: Call,
    /// Whether it is a DELETE; else a POST.
    pub delete: bool,
}

impl Property {
    /// Whether the answer to the reading says what is wanted. What a platform adds by itself does
    /// not count.
    pub fn is_there(&self, answer: &Value) -> bool {
        answer.pointer(&self.read.pointer).is_some_and(|found| covers(found, &self.wanted))
    }
}

/// Whether everything that is wanted is there: fields may be more, items may not.
fn covers(found: &Value, wanted: &Value) -> bool {
    match (found, wanted) {
        (Value::Object(found), Value::Object(wanted)) => {
            wanted.iter().all(|(key, wanted)| found.get(key).is_some_and(|found| covers(found, wanted)))
        }
        (Value::Array(found), Value::Array(wanted)) => {
            found.len() == wanted.len()
                && found.iter().zip(wanted).all(|(found, wanted)| covers(found, wanted))
        }
        _ => found == wanted,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_a_platform_adds_does_not_count_but_items_do() {
        let wanted = json!([{"locale": "default", "items": [{"title": "a"}]}]);
        assert!(covers(
            &json!([{"locale": "default", "items": [{"title": "a", "ratio": "full"}], "off": false}]),
            &wanted
        ));
        assert!(!covers(&json!([{"locale": "default", "items": [{"title": "b"}]}]), &wanted));
        assert!(!covers(&json!([{"locale": "default", "items": [{"title": "a"}, {"title": "b"}]}]), &wanted));
        assert!(!covers(&json!([]), &wanted));
        assert!(!covers(&json!(null), &wanted));
    }
}
