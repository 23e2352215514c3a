//! What people see of a bot before they write to it.
//!
//! Source: [Bot API](https://core.telegram.org/bots/api) 10.2, `setMyCommands`, `setMyName`, `setMyDescription`,
//! `setMyShortDescription`, `setChatMenuButton`.

use serde_json::{Map, Value, json};
use tertulia_core::{
    Call,
    profile::{Commands, In, Profile, Property, Reading, Removal, Scope},
};

/// setMyCommands: 100 commands, of 1 to 32 lower-case letters, digits and underscores.
const COMMANDS: usize = 100;
const COMMAND_NAME: usize = 32;
/// BotCommand: description, 1 to 256 characters.
const COMMAND_DESCRIPTION: usize = 256;
/// setMyName: 64 characters.
const NAME: usize = 64;
/// setMyDescription: 512 characters.
const DESCRIPTION: usize = 512;
/// setMyShortDescription: 120 characters.
const ABOUT: usize = 120;

/// The properties of the bot.
///
/// # Errors
///
/// Everything that is over a limit, or not to be said here.
pub(crate) fn properties(profile: &Profile<String>) -> Result<Vec<Property>, Vec<String>> {
    let mut writer = Writer::default();
    profile.commands.iter().for_each(|list| writer.commands(list));
    writer.texts("Name", "name", &profile.name, NAME);
    writer.texts("Description", "description", &profile.greeting, DESCRIPTION);
    writer.texts("ShortDescription", "short_description", &profile.about, ABOUT);
    if let Some((title, url)) = &profile.menu_app {
        writer.menu_app(title, url);
    }
    if writer.faults.is_empty() { Ok(writer.properties) } else { Err(writer.faults) }
}

#[derive(Default)]
struct Writer {
    properties: Vec<Property>,
    faults: Vec<String>,
}

impl Writer {
    fn commands(&mut self, list: &Commands) {
        if list.commands.is_empty() || list.commands.len() > COMMANDS {
            self.faults
                .push(format!("there are 1 to {COMMANDS} commands on Telegram, not {}", list.commands.len()));
        }
        let mut commands = Vec::new();
        for (name, does) in &list.commands {
            let known = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
            if !(1..=COMMAND_NAME).contains(&name.len()) || !name.bytes().all(known) {
                self.faults.push(format!(
                    "`{name}` is no command on Telegram: 1 to {COMMAND_NAME} lower-case letters, digits and `_`, without the slash"
                ));
            }
            self.within(does, COMMAND_DESCRIPTION, "the description of a command");
            commands.push(json!({ "command": name, "description": does }));
        }
        let scope = match list.scope {
            Scope::Private => Some("all_private_chats"),
            Scope::Groups => Some("all_group_chats"),
            Scope::Administrators => Some("all_chat_administrators"),
            _ => None,
        };
        let mut of = self.language(list.locale.as_deref());
        if let Some(scope) = scope {
            of.insert("scope".to_owned(), json!({ "type": scope }));
        }
        let wanted = Value::from(commands);
        let mut write = of.clone();
        write.insert("commands".to_owned(), wanted.clone());
        let delete = Removal { call: Call::new("deleteMyCommands", &of), delete: false };
        self.add("setMyCommands", &write, "getMyCommands", &of, "/result", wanted, delete);
    }

    fn texts(&mut self, method: &str, field: &str, texts: &[In<String>], limit: usize) {
        for In { locale, what } in texts {
            self.within(what, limit, &format!("`{field}`"));
            let of = self.language(locale.as_deref());
            let with = |text: &str| {
                let mut body = of.clone();
                body.insert(field.to_owned(), text.into());
                body
            };
            let set = format!("setMy{method}");
            let delete = Removal { call: Call::new(&*set, &with("")), delete: false };
            let (read, pointer) = (format!("getMy{method}"), format!("/result/{field}"));
            self.add(&set, &with(what), &read, &of, &pointer, what.clone().into(), delete);
        }
    }

    fn menu_app(&mut self, title: &str, url: &str) {
        if title.trim().is_empty() || !url.starts_with("https://") {
            self.faults.push("the menu button has a title, and its web app an `https` address".to_owned());
        }
        let wanted = json!({ "type": "web_app", "text": title, "web_app": { "url": url } });
        let write = Map::from_iter([("menu_button".to_owned(), wanted.clone())]);
        let normal = json!({ "menu_button": { "type": "default" } });
        let delete = Removal { call: Call::new("setChatMenuButton", &normal), delete: false };
        self.add("setChatMenuButton", &write, "getChatMenuButton", &Map::new(), "/result", wanted, delete);
    }

    #[expect(clippy::too_many_arguments, reason = "they are the fields of what is made")]
    fn add(
        &mut self,
        method: &str,
        write: &Map<String, Value>,
        read: &str,
        of: &Map<String, Value>,
        pointer: &str,
        wanted: Value,
        delete: Removal,
    ) {
        let which = if of.is_empty() { String::new() } else { format!(" {}", Value::Object(of.clone())) };
        let name = format!("{method}{which}");
        if self.properties.iter().any(|property| property.name == name) {
            // Of `es-ES` and `es-MX` the first is for all who speak Spanish.
            if !of.contains_key("language_code") {
                self.faults.push(format!("`{name}` is there twice"));
            }
            return;
        }
        let read = Reading { call: Call::new(read, of), get: false, pointer: pointer.to_owned() };
        let write = Call::new(method, write);
        self.properties.push(Property { name, read, wanted, write, delete });
    }

    /// The language as Telegram knows it: two letters, without a region.
    fn language(&mut self, tag: Option<&str>) -> Map<String, Value> {
        let Some(tag) = tag else { return Map::new() };
        let code = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        if code.len() != 2 {
            self.faults.push(format!("Telegram knows languages by two letters, not `{tag}`"));
        }
        Map::from_iter([("language_code".to_owned(), code.into())])
    }

    fn within(&mut self, text: &str, limit: usize, what: &str) {
        if text.is_empty() || text.encode_utf16().count() > limit {
            self.faults.push(format!("{what} has 1 to {limit} characters on Telegram: `{text}`"));
        }
    }
}
