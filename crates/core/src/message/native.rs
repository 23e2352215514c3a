//! What one platform alone has.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{Platform, Wording, payload::ButtonPayload};

use super::{Carried, Message};

/// A message in a platform's own JSON, without the recipient.
///
/// The builders of the platforms make them: templates, polls, answers to inline queries. Payloads and texts stand apart, so
/// that they are sealed and translated like all others; where they go, the body has a place for them.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(bound(
    serialize = "P: Serialize, P::Title: Serialize, P::Text: Serialize",
    deserialize = "P: Deserialize<'de>, P::Title: Deserialize<'de>, P::Text: Deserialize<'de>"
))]
pub struct Native<P: Carried = ButtonPayload> {
    /// The platform that has it.
    pub platform: Platform,
    /// What is called, in the platform's words: a method of the Bot API. Empty where there is only one thing to call.
    pub endpoint: String,
    /// The body, without the recipient.
    pub body: Map<String, Value>,
    /// The texts that have a place in the body.
    pub texts: Vec<Written<P::Title>>,
    /// The payloads that have a place in the body.
    pub payloads: Vec<Placed<P>>,
    /// What is said on the other platforms. Without it nothing is.
    pub elsewhere: Option<Box<Message<P>>>,
}

/// A text with the longest that its place takes.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Written<T> {
    /// The text.
    pub text: T,
    /// The longest its place takes, as the platform counts. What is longer is cut with an ellipsis, which is a loss.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<usize>,
}

/// A payload with the longest that its place takes.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Placed<P> {
    /// The payload.
    pub payload: P,
    /// The longest its place takes, in bytes.
    pub limit: usize,
}

/// What stands in a body where a text or payload goes: an object with this one field, whose value is its number.
const TEXT: &str = "$text";
const PAYLOAD: &str = "$payload";

impl Native {
    /// A message in that platform's own JSON.
    pub fn new(platform: Platform, endpoint: impl Into<String>, body: Map<String, Value>) -> Self {
        let endpoint = endpoint.into();
        Self { platform, endpoint, body, texts: Vec::new(), payloads: Vec::new(), elsewhere: None }
    }

    /// Keeps a text. What this gives goes where the text goes in the body.
    pub fn text(&mut self, text: impl Into<Wording>) -> Value {
        self.write(text.into(), None)
    }

    /// Keeps a text for a place that takes so much of it. What this gives goes where the text goes in the body.
    pub fn short_text(&mut self, text: impl Into<Wording>, limit: usize) -> Value {
        self.write(text.into(), Some(limit))
    }

    fn write(&mut self, text: Wording, limit: Option<usize>) -> Value {
        self.texts.push(Written { text, limit });
        place(TEXT, self.texts.len() - 1)
    }

    /// Keeps a payload for a place that takes so many bytes. What this gives goes where the payload goes in the body.
    pub fn payload(&mut self, payload: impl Into<ButtonPayload>, limit: usize) -> Value {
        self.payloads.push(Placed { payload: payload.into(), limit });
        place(PAYLOAD, self.payloads.len() - 1)
    }

    /// What is said on the other platforms.
    #[must_use]
    pub fn elsewhere(mut self, message: impl crate::IntoMessage) -> Self {
        self.elsewhere = Some(Box::new(message.into_message()));
        self
    }
}

impl Native<String> {
    /// The body, with everything in its place.
    pub fn filled(&self) -> Map<String, Value> {
        let fill = |(key, value): (&String, &Value)| (key.clone(), self.fill(value));
        self.body.iter().map(fill).collect()
    }

    fn fill(&self, value: &Value) -> Value {
        match value {
            Value::Array(all) => all.iter().map(|value| self.fill(value)).collect(),
            Value::Object(fields) => match self.placed(fields) {
                Some(text) => Value::from(text),
                None => fields.iter().map(|(key, value)| (key.clone(), self.fill(value))).collect(),
            },
            other => other.clone(),
        }
    }

    fn placed(&self, fields: &Map<String, Value>) -> Option<&str> {
        let (key, number) = fields.iter().next().filter(|_| fields.len() == 1)?;
        let number = usize::try_from(number.as_u64()?).ok()?;
        match key.as_str() {
            TEXT => self.texts.get(number).map(|written| written.text.as_str()),
            PAYLOAD => self.payloads.get(number).map(|placed| placed.payload.as_str()),
            _ => None,
        }
    }
}

fn place(kind: &str, number: usize) -> Value {
    Value::Object(Map::from_iter([(kind.to_owned(), Value::from(number))]))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn texts_and_payloads_come_where_they_belong() {
        let mut native = Native::new(Platform::TELEGRAM, "sendPoll", Map::new());
        let (title, first, second) =
            (native.text("Which?"), native.payload("a", 64), native.payload("b", 64));
        let native = Native::<String> {
            body: Map::from_iter([
                ("q".into(), title),
                ("o".into(), json!([{"data": first}, {"data": second}, {"$text": 9}])),
            ]),
            texts: vec![Written { text: "Which?".into(), limit: None }],
            payloads: ["/a", "/b"].map(|payload| Placed { payload: payload.into(), limit: 64 }).into(),
            platform: native.platform,
            endpoint: native.endpoint,
            elsewhere: None,
        };
        let filled = json!({"q": "Which?", "o": [{"data": "/a"}, {"data": "/b"}, {"$text": 9}]});
        assert_eq!(Value::Object(native.filled()), filled);
    }
}
