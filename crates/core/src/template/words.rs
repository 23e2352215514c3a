//! Texts, numbers, payloads: what messages are made of.

use std::time::Duration;

use serde_json::{Map, Value};

use crate::{
    ButtonPayload, RichText, Translated, Wording,
    language::{Argument, Markup},
    payload::{PayloadName, PayloadRoute},
};

use super::{
    fields::Fields,
    node::{Kind, Node},
    writer::Writer,
};

impl Writer<'_> {
    /// The text of something, in whichever markup.
    pub(super) fn says(&mut self, fields: &mut Fields<'_>) -> Option<Wording> {
        let (key, node) = fields.one_of(&["text", "html", "markdown"], self)?;
        self.wording(node, markup(key))
    }

    /// The text of something that may have none.
    pub(super) fn may_say(&mut self, fields: &mut Fields<'_>) -> Option<Wording> {
        let found = ["text", "html", "markdown"].into_iter().find_map(|key| Some((key, fields.take(key)?)));
        found.and_then(|(key, node)| self.wording(node, markup(key)))
    }

    /// A title: a short text without style.
    pub(super) fn title(&mut self, node: &Node) -> Option<Wording> {
        self.wording(node, Markup::None)
    }

    pub(super) fn wording(&mut self, node: &Node, markup: Markup) -> Option<Wording> {
        if let Kind::Map(_) = node.kind {
            return self.translated(node, markup).map(Wording::Translated);
        }
        let text = self.fill(node, markup)?;
        Some(match markup {
            Markup::None => Wording::Plain(text),
            Markup::Markdown => Wording::Rich(RichText::shielded_markdown(&text)),
            // What stands between braces is not known yet.
            Markup::Html if self.checks() && text.contains('{') => Wording::Html(String::new()),
            Markup::Html => match RichText::html(&text) {
                Ok(text) => Wording::Rich(text),
                Err(error) => return self.refuse(node.line, error.to_string()),
            },
        })
    }

    /// A text of the bot's: `{ t: key, name: value }`.
    fn translated(&mut self, node: &Node, markup: Markup) -> Option<Translated> {
        let mut fields = Fields::of(node, "a text in the person's language", self)?;
        let key = fields.want("t", self)?;
        let key = self.fixed(key, "the name of a text")?;
        let mut text = Translated { key: key.into(), arguments: Vec::new(), markup, at: self.at.clone() };
        for entry in fields.rest() {
            let argument = match self.value(&entry.node)? {
                Value::Number(number) => {
                    number.as_f64().map_or_else(|| Argument::Text(number.to_string()), Argument::Number)
                }
                Value::String(text) => Argument::Text(text),
                Value::Null if self.checks() => Argument::Text(String::new()),
                other => {
                    return self
                        .refuse(entry.line, format!("an argument is a text or a number, not `{other}`"));
                }
            };
            text.arguments.push((entry.key.clone().into(), argument));
        }
        Some(text)
    }

    /// What a button or row carries: a name, or `{ name, params }`. The name cannot hold values.
    pub(super) fn payload(&mut self, node: &Node) -> Option<ButtonPayload> {
        let (line, payload) = match &node.kind {
            Kind::Map(_) => {
                let mut fields = Fields::of(node, "a payload", self)?;
                let name = fields.want("name", self)?;
                let name = self.fixed(name, "the name of a payload")?;
                let params = match fields.take("params") {
                    Some(params) => self.value(params)?,
                    None => Value::Object(Map::new()),
                };
                fields.finish(self);
                (node.line, crate::payload(name, params))
            }
            _ => (node.line, ButtonPayload::from(self.fixed(node, "a payload")?)),
        };
        let wrong = payload.fault.clone();
        let named =
            PayloadName::parse(PayloadRoute::split(&payload.name).name).map_err(|error| error.to_string());
        match wrong.map_or(named.map(drop), Err) {
            Ok(()) => Some(payload),
            Err(fault) => self.refuse(line, fault),
        }
    }

    /// A text that no value may change.
    fn fixed(&mut self, node: &Node, what: &str) -> Option<String> {
        let text = self.literal(node, what)?;
        match text.contains("{{") || text.contains("{%") {
            true => self
                .refuse(node.line, format!("{what} cannot hold values; put them into `params` or arguments")),
            false => Some(text),
        }
    }

    /// Any value. A text that is nothing but `{{ … }}` is what stands there, and not a text of it.
    pub(super) fn value(&mut self, node: &Node) -> Option<Value> {
        let (text, bare) = match &node.kind {
            Kind::List(items) => return items.iter().map(|item| self.value(item)).collect(),
            Kind::Map(entries) => {
                let value = |entry: &super::node::Entry| Some((entry.key.clone(), self.value(&entry.node)?));
                return entries.iter().map(value).collect::<Option<Map<_, _>>>().map(Value::Object);
            }
            Kind::Text { text, bare } => (text, *bare),
        };
        let inner = text.trim().strip_prefix("{{").and_then(|text| text.strip_suffix("}}"));
        if let Some(expression) = inner.filter(|inner| !inner.contains("{{") && !inner.contains("}}")) {
            let value = self.evaluate(node.line, expression)?;
            return serde_json::to_value(&value)
                .map_err(|error| self.fault(node.line, error.to_string()))
                .ok();
        }
        if !bare || text.contains('{') {
            return self.fill(node, Markup::None).map(Value::String);
        }
        Some(match text.as_str() {
            "" | "~" | "null" => Value::Null,
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            text => text.parse().map_or_else(|_| Value::String(text.to_owned()), Value::Number),
        })
    }

    /// A number: written, or `{{ … }}`.
    pub(super) fn number(&mut self, node: &Node) -> Option<f64> {
        match self.value(node)? {
            Value::Number(number) => number.as_f64(),
            Value::Null if self.checks() => Some(0.0),
            other => self.refuse(node.line, format!("this is a number, not `{other}`")),
        }
    }

    /// A length of time: `2s`, `800ms`.
    pub(super) fn duration(&mut self, node: &Node) -> Option<Duration> {
        let text = self.literal(node, "a length of time")?;
        let (number, unit) = match text.strip_suffix("ms") {
            Some(number) => (number, 0.001),
            None => (text.strip_suffix('s').unwrap_or_default(), 1.0),
        };
        let seconds = number.trim().parse::<f64>().ok().map(|number| number * unit);
        match seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()) {
            Some(time) => Some(time),
            None => self.refuse(node.line, "a length of time is written `2s` or `800ms`"),
        }
    }
}

fn markup(key: &str) -> Markup {
    match key {
        "html" => Markup::Html,
        "markdown" => Markup::Markdown,
        _ => Markup::None,
    }
}
