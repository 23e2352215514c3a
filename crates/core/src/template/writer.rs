//! Goes through a template: with values, to write it; without, to check it.

use std::collections::BTreeMap;

use minijinja::{Environment, Error, Value};

use crate::{Line, language::Markup};

use super::{
    fields::Fields,
    node::{Kind, Node},
};

/// Goes through a template. Without values every loop runs once and every condition holds.
pub(super) struct Writer<'a> {
    pub(super) environment: &'a Environment<'static>,
    pub(super) file: &'a str,
    /// None: nothing is written, all is checked.
    pub(super) values: Option<BTreeMap<String, Value>>,
    /// The author's line that says it.
    pub(super) at: Line,
    pub(super) faults: Vec<String>,
}

impl Writer<'_> {
    pub(super) fn fault(&mut self, line: usize, text: impl AsRef<str>) {
        self.faults.push(format!("{}:{line}: {}", self.file, text.as_ref()));
    }

    /// Tells what is wrong, in the place of something.
    pub(super) fn refuse<T>(&mut self, line: usize, text: impl AsRef<str>) -> Option<T> {
        self.fault(line, text);
        None
    }

    /// Whether nothing is written yet, and texts stand there as in the file.
    pub(super) fn checks(&self) -> bool {
        self.values.is_none()
    }

    /// What `one` makes of each item of a list, in order, as often as its `for` says, if its `if` holds.
    pub(super) fn each<T>(
        &mut self,
        node: &Node,
        what: &str,
        one: &mut dyn FnMut(&mut Self, Fields<'_>) -> Option<T>,
    ) -> Vec<T> {
        let Kind::List(items) = &node.kind else {
            self.fault(node.line, format!("this is a list: each {what} begins with `-`"));
            return Vec::new();
        };
        let mut made = Vec::new();
        for item in items {
            if let Some(mut fields) = Fields::of(item, what, self) {
                let (repeats, holds) = (fields.take("for"), fields.take("if"));
                self.repeat(repeats, &mut |writer| {
                    if holds.is_none_or(|holds| writer.holds(holds)) {
                        made.extend(one(writer, fields.clone()));
                    }
                });
            }
        }
        made
    }

    fn repeat(&mut self, node: Option<&Node>, body: &mut dyn FnMut(&mut Self)) {
        let Some(node) = node else { return body(self) };
        let Some(written) = self.literal(node, "a loop") else { return };
        let Some((name, list)) = written.split_once(" in ").map(|(name, list)| (name.trim(), list)) else {
            return self.fault(node.line, "a loop is written `for: flight in flights`");
        };
        let Some(list) = self.evaluate(node.line, list) else { return };
        if self.values.is_none() {
            return body(self);
        }
        let items = match list.try_iter() {
            Ok(items) => items,
            Err(error) => return self.fault(node.line, reason(&error)),
        };
        let outer = self.values.clone();
        for item in items {
            self.values.get_or_insert_default().insert(name.to_owned(), item);
            body(self);
        }
        self.values = outer;
    }

    fn holds(&mut self, node: &Node) -> bool {
        let Some(written) = self.literal(node, "a condition") else { return false };
        let value = self.evaluate(node.line, &written);
        self.checks() || value.is_some_and(|value| value.is_true())
    }

    /// A text with its values, which are no markup in it.
    pub(super) fn fill(&mut self, node: &Node, markup: Markup) -> Option<String> {
        let text = self.literal(node, "this")?;
        // The name decides how values are shielded.
        let name = match markup {
            Markup::None => "text",
            Markup::Html => "text.html",
            Markup::Markdown => "text.md",
        };
        let template = self.environment.template_from_named_str(name, &text);
        let filled = template.and_then(|template| match &self.values {
            Some(values) => template.render(Value::from(values.clone())),
            None => Ok(text.clone()),
        });
        filled.map_err(|error| self.fault(node.line, reason(&error))).ok()
    }

    /// A text as it is written.
    pub(super) fn literal(&mut self, node: &Node, what: &str) -> Option<String> {
        match &node.kind {
            Kind::Text { text, .. } => Some(text.clone()),
            _ => self.refuse(node.line, format!("{what} is a text")),
        }
    }

    /// What an expression is. Nothing is known about it while the template is only checked.
    pub(super) fn evaluate(&mut self, line: usize, written: &str) -> Option<Value> {
        let expression = self.environment.compile_expression_owned(written.trim().to_owned());
        let value = expression.and_then(|expression| match &self.values {
            Some(values) => expression.eval(Value::from(values.clone())),
            None => Ok(Value::UNDEFINED),
        });
        let value = value.map_err(|error| self.fault(line, reason(&error))).ok()?;
        match value.is_undefined() && !self.checks() {
            true => self.refuse(line, format!("there is no `{}`", written.trim())),
            false => Some(value),
        }
    }
}

/// What is wrong, without the name of the text.
pub(super) fn reason(error: &Error) -> String {
    match error.detail() {
        Some(detail) => format!("{}: {detail}", error.kind()),
        None => error.kind().to_string(),
    }
}
