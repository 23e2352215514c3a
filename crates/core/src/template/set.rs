//! All templates, read.

use std::{collections::BTreeMap, panic::Location};

use minijinja::{AutoEscape, Environment, Output, State, UndefinedBehavior, Value};
use serde_json::Value as Json;

use crate::{Line, Message, RichText, Wording, language::Markup};

use super::{
    TemplateFile,
    node::Node,
    writer::{Writer, reason},
};

/// All templates, read.
#[derive(Debug)]
pub(super) struct Set {
    environment: Environment<'static>,
    /// By name, without what the file ends with.
    templates: BTreeMap<String, Template>,
}

#[derive(Debug)]
struct Template {
    file: String,
    body: Body,
}

#[derive(Debug)]
enum Body {
    Messages(Node),
    Text(Markup),
}

impl Set {
    /// Reads every file, and tells everything that is wrong with them.
    pub(super) fn read(
        files: Vec<TemplateFile>,
    ) -> (Self, Vec<(Option<&'static Location<'static>>, String)>) {
        let mut set = Self { environment: environment(), templates: BTreeMap::new() };
        let mut faults = Vec::new();
        for TemplateFile { name, file, text, at } in files {
            match set.add(&name, &file, text) {
                Ok(()) => {}
                Err(wrong) => faults.extend(wrong.into_iter().map(|text| (at, text))),
            }
        }
        (set, faults)
    }

    fn add(&mut self, name: &str, file: &str, text: String) -> Result<(), Vec<String>> {
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let body = match extension {
            "yml" | "yaml" => {
                let node =
                    Node::read(&text).map_err(|(line, wrong)| vec![format!("{file}:{line}: {wrong}")])?;
                let mut writer = self.writer(file, None, &Location::caller().into());
                writer.messages(&node);
                if !writer.faults.is_empty() {
                    return Err(writer.faults);
                }
                Body::Messages(node)
            }
            "html" | "md" => {
                let added = self.environment.add_template_owned(name.to_owned(), text);
                added.map_err(|error| {
                    vec![format!("{file}:{}: {}", error.line().unwrap_or(1), reason(&error))]
                })?;
                Body::Text(if extension == "md" { Markup::Markdown } else { Markup::Html })
            }
            _ => return Err(vec![format!("{file}: a template is a file `.yml`, `.html` or `.md`")]),
        };
        let file = file.to_owned();
        match self.templates.insert(stem.to_owned(), Template { file: file.clone(), body }) {
            Some(first) => {
                Err(vec![format!("{file}: there is a template `{stem}` already, in {}", first.file)])
            }
            None => Ok(()),
        }
    }

    /// What a template says. A name without `/` is looked up in the context that speaks, then in those around it.
    ///
    /// # Errors
    ///
    /// Everything that is wrong, each with file and line.
    pub(super) fn write(
        &self,
        name: &str,
        speaker: &str,
        values: Json,
        at: &Line,
    ) -> Result<Vec<Message>, Vec<String>> {
        let template = self.find(name, speaker).ok_or_else(|| vec![self.unknown(name, speaker)])?;
        let Json::Object(values) = values else {
            return Err(vec![format!("a template is filled with an object, not `{values}`")]);
        };
        let values =
            values.into_iter().map(|(name, value)| (name, Value::from(minijinja::value::Serde(value))));
        let values: BTreeMap<_, _> = values.collect();
        match &template.body {
            Body::Text(markup) => {
                let said = self.text(name, speaker, values, *markup);
                let said = said.map_err(|wrong| vec![format!("{}:{wrong}", template.file)])?;
                Ok(vec![Message::Text(Wording::Rich(said))])
            }
            Body::Messages(node) => {
                let mut writer = self.writer(&template.file, Some(values), at);
                let messages = writer.messages(node);
                if writer.faults.is_empty() { Ok(messages) } else { Err(writer.faults) }
            }
        }
    }

    fn text(
        &self,
        name: &str,
        speaker: &str,
        values: BTreeMap<String, Value>,
        markup: Markup,
    ) -> Result<RichText, String> {
        let extension = if markup == Markup::Markdown { "md" } else { "html" };
        let whole = self.whole_name(name, speaker).unwrap_or_default();
        let template = self.environment.get_template(&format!("{whole}.{extension}"));
        let filled = template.and_then(|template| template.render(Value::from(values)));
        let filled = filled.map_err(|error| format!("{}: {}", error.line().unwrap_or(1), reason(&error)))?;
        markup.read(filled.trim()).map_err(|wrong| format!("1: {wrong}"))
    }

    fn find(&self, name: &str, speaker: &str) -> Option<&Template> {
        self.templates.get(&self.whole_name(name, speaker)?)
    }

    fn whole_name(&self, name: &str, speaker: &str) -> Option<String> {
        if name.contains('/') {
            return Some(name.trim_start_matches('/').to_owned());
        }
        let around = std::iter::successors(Some(speaker), |path| Some(path.rsplit_once('/')?.0));
        around.map(|path| format!("{path}/{name}")).find(|whole| self.templates.contains_key(whole))
    }

    fn unknown(&self, name: &str, speaker: &str) -> String {
        let names: Vec<_> = self.templates.keys().map(|name| format!("`{name}`")).collect();
        let known = if names.is_empty() { "there is none".to_owned() } else { names.join(", ") };
        format!("there is no template `{name}` (said in context `{speaker}`); the templates are: {known}")
    }

    fn writer<'a>(&'a self, file: &'a str, values: Option<BTreeMap<String, Value>>, at: &Line) -> Writer<'a> {
        Writer { environment: &self.environment, file, values, at: at.clone(), faults: Vec::new() }
    }
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|name| match name.rsplit_once('.') {
        Some((_, "html")) => AutoEscape::Html,
        Some((_, "md")) => AutoEscape::Custom("markdown".into()),
        _ => AutoEscape::None,
    });
    environment.set_formatter(write_shielded);
    environment
}

/// Writes a value so that it is no markup, unless the author says that it is.
fn write_shielded(
    out: &mut Output<'_>,
    state: &mut State<'_, '_>,
    value: &Value,
) -> Result<(), minijinja::Error> {
    let markup = match state.auto_escape() {
        _ if value.is_safe() => Markup::None,
        AutoEscape::Html => Markup::Html,
        AutoEscape::Custom(_) => Markup::Markdown,
        _ => Markup::None,
    };
    out.write_str(&markup.shield(&value.to_string())).map_err(minijinja::Error::from)
}
