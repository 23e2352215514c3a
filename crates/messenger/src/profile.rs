//! What people see of a page's bot before they write to it.
//!
//! Source: [Messenger Profile API](https://developers.facebook.com/docs/messenger-platform/reference/messenger-profile-api).

use serde_json::{Map, Value, json};
use tertulia_core::{
    Call,
    profile::{In, MenuItem, Profile, Property, Reading, Removal, Scope},
};

const EDGE: &str = "messenger_profile";

/// reference/messenger-profile-api/get-started, persistent-menu: 1000 characters, counted in bytes.
const PAYLOAD: usize = 1000;
/// reference/messenger-profile-api/greeting: 160 characters.
const GREETING: usize = 160;
/// persistent-menu (2026): 20 items.
const ITEMS: usize = 20;
/// reference/messenger-profile-api/persistent-menu: title, 30 characters.
const TITLE: usize = 30;
/// reference/messenger-profile-api/ice-breakers: 4.
const ICE_BREAKERS: usize = 4;
/// reference/messenger-profile-api/domain-whitelisting: 50.
const DOMAINS: usize = 50;
/// reference/messenger-profile-api/commands: 100, names of 32 and descriptions of 64 characters.
const COMMANDS: usize = 100;
const COMMAND_NAME: usize = 32;
const COMMAND_DESCRIPTION: usize = 64;

/// The properties of the page, in an order in which each may be written: the menu needs a button to begin.
///
/// # Errors
///
/// Everything that is over a limit, or not to be said here.
pub(crate) fn properties(profile: &Profile<String>) -> Result<Vec<Property>, Vec<String>> {
    let mut writer = Writer { properties: Vec::new(), faults: Vec::new() };
    if let Some(payload) = &profile.get_started {
        writer.within(payload, PAYLOAD, "the payload of `get_started`");
        writer.add("get_started", json!({ "payload": payload }));
    }
    writer.greeting(&profile.greeting);
    writer.ice_breakers(&profile.ice_breakers);
    writer.menu(profile);
    writer.commands(profile);
    writer.domains(&profile.domains);
    if writer.faults.is_empty() { Ok(writer.properties) } else { Err(writer.faults) }
}

struct Writer {
    properties: Vec<Property>,
    faults: Vec<String>,
}

impl Writer {
    fn greeting(&mut self, greeting: &[In<String>]) {
        let mut texts = Vec::new();
        for In { locale, what } in greeting {
            self.within(what, GREETING, "a greeting");
            texts.push(json!({ "locale": self.locale(locale.as_deref()), "text": what }));
        }
        self.add_all("greeting", texts, greeting);
    }

    fn ice_breakers(&mut self, all: &[In<Vec<MenuItem<String>>>]) {
        let mut locales = Vec::new();
        for In { locale, what } in all {
            self.count(what.len(), ICE_BREAKERS, "ice breakers");
            let mut questions = Vec::new();
            for item in what {
                match item {
                    MenuItem::Postback { title, payload } => {
                        self.within(payload, PAYLOAD, "the payload of an ice breaker");
                        questions.push(json!({ "question": title, "payload": payload }));
                    }
                    other => self.faults.push(format!(
                        "the ice breaker `{}` opens a page; on Messenger each is a postback",
                        other.title()
                    )),
                }
            }
            locales.push(json!({ "locale": self.locale(locale.as_deref()), "call_to_actions": questions }));
        }
        self.add_all("ice_breakers", locales, all);
    }

    fn menu(&mut self, profile: &Profile<String>) {
        let mut menus = Vec::new();
        for In { locale, what } in &profile.menu {
            self.count(what.len(), ITEMS, "items of the menu");
            let mut items = Vec::new();
            for item in what {
                self.within(item.title(), TITLE, "a title of the menu");
                match item {
                    MenuItem::Postback { title, payload } => {
                        self.within(payload, PAYLOAD, "a payload of the menu");
                        items.push(json!({ "type": "postback", "title": title, "payload": payload }));
                    }
                    MenuItem::Url { title, url } => {
                        items.push(json!({ "type": "web_url", "title": title, "url": url }));
                    }
                    other => self.faults.push(format!("the menu cannot show `{}`", other.title())),
                }
            }
            menus.push(json!({ "locale": self.locale(locale.as_deref()), "call_to_actions": items }));
        }
        if !profile.menu.is_empty() && profile.get_started.is_none() {
            self.faults.push("a menu on Messenger needs `get_started`, too".to_owned());
        }
        self.add_all("persistent_menu", menus, &profile.menu);
    }

    fn commands(&mut self, profile: &Profile<String>) {
        let mut lists = Vec::new();
        let shown: Vec<_> = profile.commands.iter().filter(|list| list.scope == Scope::Everyone).collect();
        for list in &shown {
            self.count(list.commands.len(), COMMANDS, "commands");
            let mut commands = Vec::new();
            for (name, does) in &list.commands {
                self.within(name, COMMAND_NAME, "the name of a command");
                self.within(does, COMMAND_DESCRIPTION, "the description of a command");
                commands.push(json!({ "name": name, "description": does }));
            }
            lists.push(json!({ "locale": self.locale(list.locale.as_deref()), "commands": commands }));
        }
        if !shown.is_empty() {
            self.add("commands", lists.into());
        }
    }

    fn domains(&mut self, domains: &[String]) {
        self.count(domains.len().max(1), DOMAINS, "domains");
        for domain in domains.iter().filter(|domain| !domain.starts_with("https://")) {
            self.faults.push(format!("`{domain}` is no address with `https`"));
        }
        if !domains.is_empty() {
            self.add("whitelisted_domains", json!(domains));
        }
    }

    /// As Messenger writes a language: `es_LA`, and `default` for all others.
    fn locale(&self, tag: Option<&str>) -> String {
        let Some(tag) = tag else { return "default".to_owned() };
        if tag.contains(['-', '_']) {
            return tag.replace('-', "_");
        }
        // Messenger's languages have a region: <https://developers.facebook.com/docs/messenger-platform/messenger-profile/supported-locales>.
        let region = match tag {
            "ar" => "AR",
            "cs" => "CZ",
            "da" => "DK",
            "el" => "GR",
            "en" => "US",
            "es" => "LA",
            "he" => "IL",
            "hi" => "IN",
            "ja" => "JP",
            "ko" => "KR",
            "nb" => "NO",
            "pt" => "BR",
            "sv" => "SE",
            "uk" => "UA",
            "vi" => "VN",
            "zh" => "CN",
            tag => return format!("{tag}_{}", tag.to_uppercase()),
        };
        format!("{tag}_{region}")
    }

    fn add_all<T>(&mut self, name: &str, values: Vec<Value>, of: &[In<T>]) {
        let Some(first) = of.first() else { return };
        if of.iter().all(|one| one.locale.is_some()) {
            let locale = first.locale.as_deref().unwrap_or_default();
            self.faults.push(format!(
                "`{name}` is there in `{locale}`, but not for whoever speaks none of the languages"
            ));
        }
        for (at, one) in
            of.iter().enumerate().filter(|(at, one)| of[..*at].iter().any(|first| first.locale == one.locale))
        {
            let locale = one.locale.as_deref().unwrap_or("default");
            self.faults.push(format!("`{name}` is there twice in `{locale}` (number {})", at + 1));
        }
        self.add(name, values.into());
    }

    fn add(&mut self, name: &str, wanted: Value) {
        let write = Map::from_iter([(name.to_owned(), wanted.clone())]);
        self.properties.push(Property {
            name: name.to_owned(),
            read: Reading {
                call: Call::new(format!("{EDGE}?fields={name}"), &json!({})),
                get: true,
                pointer: format!("/data/0/{name}"),
            },
            wanted,
            write: Call::new(EDGE, &write),
            delete: Removal { call: Call::new(EDGE, &json!({ "fields": [name] })), delete: true },
        });
    }

    fn within(&mut self, text: &str, limit: usize, what: &str) {
        if text.is_empty() || text.encode_utf16().count() > limit {
            self.faults.push(format!("{what} has 1 to {limit} characters on Messenger: `{text}`"));
        }
    }

    fn count(&mut self, count: usize, limit: usize, what: &str) {
        if count == 0 || count > limit {
            self.faults.push(format!("there are 1 to {limit} {what} on Messenger, not {count}"));
        }
    }
}
