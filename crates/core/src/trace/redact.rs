//! A trace without what people said.

use serde_json::{Map, Value};

use super::Trace;

impl Trace {
    /// The trace without what people wrote, what the bot said and what is remembered of them: for keeping. What the author
    /// wrote stays: names of contexts, blocks, payloads, lines.
    #[must_use]
    pub fn redacted(mut self) -> Self {
        self.name = None;
        self.summary = without_quotes(&self.summary);
        for message in &mut self.messages {
            message.said = without_quotes(&message.said);
        }
        hide(&mut self.session.before);
        hide(&mut self.session.after);
        if let Some(meaning) = &mut self.meaning {
            meaning.corrected = None;
            meaning.entities.iter_mut().for_each(|entity| entity.value = "…".to_owned());
            meaning.traits.iter_mut().for_each(|found| found.value = "…".to_owned());
        }
        self
    }
}

/// What stands between “ and ” is somebody's; so are the parameters of a payload.
fn without_quotes(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, quoted)) = rest.split_once('“') {
        shown.push_str(before);
        shown.push_str("“…”");
        rest = quoted.rsplit_once('”').map_or("", |(_, after)| after);
    }
    shown.push_str(rest);
    match shown.split_once(":{") {
        Some((route, _)) => format!("{route}:{{…}}`"),
        None => shown,
    }
}

fn hide(values: &mut Map<String, Value>) {
    values.values_mut().for_each(|value| *value = Value::String("…".to_owned()));
}
