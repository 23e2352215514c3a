//! What people see of a bot before they write: its names, commands, and menu.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{call::Parameters, refusal::Refusal};

/// What the bot says of itself.
#[derive(Default)]
pub(super) struct Profile {
    /// By field and language; without a language it is for everybody else.
    texts: BTreeMap<(&'static str, String), String>,
    /// By scope and language.
    commands: BTreeMap<(String, String), Vec<Command>>,
    /// By chat; of chat 0 for all others.
    menus: BTreeMap<i64, Value>,
}

/// A command that is offered.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Command {
    pub(super) name: String,
    pub(super) description: String,
}

/// What the bot says of itself in words: the end of the methods' names, the field, its limit in characters.
const TEXTS: [(&str, &str, usize); 3] = [
    ("name", "name", 64),
    ("description", "description", 512),
    ("shortdescription", "short_description", 120),
];

impl Profile {
    /// `setMyName`, `getMyDescription` and their like. The method in lower case; `None` if it is none of them.
    pub(super) fn text_call(
        &mut self,
        method: &str,
        parameters: &Parameters,
    ) -> Option<Result<Value, Refusal>> {
        let find = |name: &str| TEXTS.into_iter().find(|(end, ..)| *end == name);
        if let Some((_, field, limit)) = method.strip_prefix("setmy").and_then(find) {
            return Some(self.set_text(field, limit, parameters));
        }
        let (_, field, _) = method.strip_prefix("getmy").and_then(find)?;
        Some(
            language(parameters)
                .map(|language| json!({ field: self.text(field, &language).unwrap_or_default() })),
        )
    }

    fn set_text(
        &mut self,
        field: &'static str,
        limit: usize,
        parameters: &Parameters,
    ) -> Result<Value, Refusal> {
        let text = parameters.text(field).unwrap_or_default().into_owned();
        if text.chars().count() > limit {
            return Err(Refusal::bad(format!("bot {} is too long", field.replace('_', " "))));
        }
        let key = (field, language(parameters)?);
        if text.is_empty() {
            self.texts.remove(&key);
        } else {
            self.texts.insert(key, text);
        }
        Ok(true.into())
    }

    /// In that language, else in no particular one.
    pub(super) fn text(&self, field: &'static str, language: &str) -> Option<&str> {
        let of = |language: &str| self.texts.get(&(field, language.to_owned()));
        of(language).or_else(|| of("")).map(String::as_str)
    }

    pub(super) fn set_commands(&mut self, parameters: &Parameters) -> Result<Value, Refusal> {
        let key = (scope(parameters)?, language(parameters)?);
        let given = parameters.objects("commands", "bot commands")?;
        if given.len() > 100 {
            return Err(Refusal::bad("BOT_COMMANDS_TOO_MUCH"));
        }
        let commands = given.iter().map(Command::read).collect::<Result<Vec<_>, _>>()?;
        if commands.is_empty() {
            self.commands.remove(&key);
        } else {
            self.commands.insert(key, commands);
        }
        Ok(true.into())
    }

    pub(super) fn delete_commands(&mut self, parameters: &Parameters) -> Result<Value, Refusal> {
        self.commands.remove(&(scope(parameters)?, language(parameters)?));
        Ok(true.into())
    }

    pub(super) fn commands(&self, parameters: &Parameters) -> Result<Value, Refusal> {
        let commands = self.commands.get(&(scope(parameters)?, language(parameters)?));
        let json = |it: &Command| json!({ "command": it.name, "description": it.description });
        Ok(commands.into_iter().flatten().map(json).collect())
    }

    /// What somebody of that language is offered: the narrowest scope that has any.
    pub(super) fn offered(&self, scopes: &[&str], language: &str) -> &[Command] {
        let of = |scope: &str, language: &str| self.commands.get(&(scope.to_owned(), language.to_owned()));
        let found = scopes.iter().find_map(|scope| of(scope, language).or_else(|| of(scope, "")));
        found.map_or(&[], Vec::as_slice)
    }

    pub(super) fn set_menu(&mut self, parameters: &Parameters) -> Result<Value, Refusal> {
        let menu =
            parameters.nested("menu_button", "menu button")?.unwrap_or_else(|| json!({ "type": "default" }));
        let within = |pointer: &str| menu.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
        match within("/type") {
            "web_app" if within("/text").is_empty() => {
                return Err(Refusal::bad("can't parse menu button: Field \"text\" must be of type String"));
            }
            "web_app" if !within("/web_app/url").starts_with("https://") => {
                return Err(Refusal::bad(format!(
                    "menu button Web App URL '{}' is invalid: Only HTTPS links are allowed",
                    within("/web_app/url")
                )));
            }
            "default" | "commands" | "web_app" => {}
            _ => return Err(Refusal::bad("can't parse menu button: unsupported type specified")),
        }
        self.menus.insert(parameters.integer("chat_id").unwrap_or_default(), menu);
        Ok(true.into())
    }

    pub(super) fn menu(&self, chat: i64) -> Value {
        let found = self.menus.get(&chat).or_else(|| self.menus.get(&0));
        found.cloned().unwrap_or_else(|| json!({ "type": "default" }))
    }
}

impl Command {
    fn read(parameters: &Parameters) -> Result<Self, Refusal> {
        let name = parameters.text("command").unwrap_or_default().into_owned();
        let name = name.strip_prefix('/').map_or(name.clone(), ToOwned::to_owned);
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if !(1..=32).contains(&name.len()) || !name.bytes().all(fits) {
            return Err(Refusal::bad("BOT_COMMAND_INVALID"));
        }
        let description = parameters.text("description").unwrap_or_default().into_owned();
        if !(1..=256).contains(&description.chars().count()) {
            return Err(Refusal::bad("BOT_COMMAND_DESCRIPTION_INVALID"));
        }
        Ok(Self { name, description })
    }
}

/// Two letters, or none.
fn language(parameters: &Parameters) -> Result<String, Refusal> {
    let language = parameters.text("language_code").unwrap_or_default().into_owned();
    let fits =
        language.is_empty() || (language.len() == 2 && language.bytes().all(|it| it.is_ascii_lowercase()));
    if fits { Ok(language) } else { Err(Refusal::bad("invalid language code specified")) }
}

/// The scope as a key: its type, and whom it is about.
fn scope(parameters: &Parameters) -> Result<String, Refusal> {
    const KINDS: [&str; 7] = [
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    ];
    let wrong = |what: &str| Refusal::bad(format!("can't parse BotCommandScope: {what}"));
    let Some(scope) = parameters.nested("scope", "BotCommandScope")? else { return Ok("default".to_owned()) };
    let Value::Object(scope) = scope else { return Err(wrong("BotCommandScope must be an Object")) };
    let kind = scope.get("type").and_then(Value::as_str).unwrap_or_default();
    if !KINDS.contains(&kind) {
        return Err(wrong("Unsupported type specified"));
    }
    let lacks = |field: &str| scope.get(field).is_none_or(Value::is_null);
    if kind.starts_with("chat") && lacks("chat_id") {
        return Err(wrong("Can't find field \"chat_id\""));
    }
    if kind == "chat_member" && lacks("user_id") {
        return Err(wrong("Can't find field \"user_id\""));
    }
    Ok(if kind.starts_with("chat") { about(kind, &scope) } else { kind.to_owned() })
}

fn about(kind: &str, scope: &Map<String, Value>) -> String {
    let of = |field: &str| scope.get(field).map(ToString::to_string).unwrap_or_default();
    format!("{kind} {} {}", of("chat_id").trim_matches('"'), of("user_id")).trim_end().to_owned()
}
