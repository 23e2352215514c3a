//! Rich text as JSON: a string if it is plain, else words and spans.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::{RichText, Span};

#[derive(Serialize)]
#[serde(untagged)]
enum Written<'a> {
    Plain(&'a str),
    Styled { text: &'a str, spans: &'a [Span] },
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Read {
    Plain(String),
    Styled { text: String, spans: Vec<Span> },
}

impl Serialize for RichText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.as_str();
        match self.spans() {
            [] => Written::Plain(text).serialize(serializer),
            spans => Written::Styled { text, spans }.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for RichText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Read::deserialize(deserializer)? {
            Read::Plain(text) => Ok(Self::from(text)),
            Read::Styled { text, spans } => {
                let covers_text = |span: &Span| text.get(span.range()).is_some_and(|words| !words.is_empty());
                match spans.iter().all(covers_text) {
                    true => Ok(Self::of(text, spans)),
                    false => Err(D::Error::custom("a span covers no words")),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_survives_being_kept() {
        let styled = RichText::html("á <b>b <a href=\"https://example.com/\">c</a></b><pre>d</pre>").unwrap();
        for text in [RichText::from("á"), RichText::new(), styled] {
            let json = serde_json::to_string(&text).unwrap();
            assert_eq!(serde_json::from_str::<RichText>(&json).unwrap(), text, "{json}");
        }
        assert_eq!(serde_json::to_string(&RichText::from("hi")).unwrap(), "\"hi\"");
    }

    #[test]
    fn spans_beside_the_words_are_refused() {
        for (start, end) in [(0, 3), (1, 2), (0, 0)] {
            let json = format!(r#"{{"text":"á","spans":[{{"start":{start},"end":{end},"style":"bold"}}]}}"#);
            assert!(serde_json::from_str::<RichText>(&json).is_err(), "{json}");
        }
        let json = r#"{"text":"x","spans":[{"start":0,"end":1,"style":{"link":"javascript:x"}}]}"#;
        assert!(serde_json::from_str::<RichText>(json).is_err());
    }
}
