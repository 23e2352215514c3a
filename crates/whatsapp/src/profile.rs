//! What people see of a business before they write to it.
//!
//! Sources: [conversational components](https://developers.facebook.com/docs/whatsapp/cloud-api/phone-numbers/conversational-components)
//! of 2025-10-31 and [business profiles](https://developers.facebook.com/docs/whatsapp/cloud-api/reference/business-profiles). Where
//! the pages differ from the OpenAPI file, the smaller number is taken.

use serde_json::{Map, Value, json};
use tertulia_core::{
    Call,
    profile::{Business, In, MenuItem, Profile, Property, Reading, Removal, Scope},
};

const AUTOMATION: &str = "conversational_automation";
const BUSINESS: &str = "whatsapp_business_profile";

/// OpenAPI: 3 (the page says 4), of 80 characters.
const PROMPTS: usize = 3;
const PROMPT: usize = 80;
/// conversational components: 30 commands; names of 30 (the page says 32), descriptions of 256 characters.
const COMMANDS: usize = 30;
const COMMAND_NAME: usize = 30;
const COMMAND_DESCRIPTION: usize = 256;
/// business profiles: about 139, address 256, description 512, e-mail 128 characters; 2 pages of 256.
const ABOUT: usize = 139;
const ADDRESS: usize = 256;
const DESCRIPTION: usize = 512;
const EMAIL: usize = 128;
const WEBSITES: usize = 2;
const WEBSITE: usize = 256;

/// The properties of the number.
///
/// # Errors
///
/// Everything that is over a limit, or not to be said here.
pub(crate) fn properties(profile: &Profile<String>) -> Result<Vec<Property>, Vec<String>> {
    let mut writer = Writer::default();
    writer.automation(profile);
    writer.business(profile);
    if writer.faults.is_empty() { Ok(writer.properties) } else { Err(writer.faults) }
}

#[derive(Default)]
struct Writer {
    properties: Vec<Property>,
    faults: Vec<String>,
}

impl Writer {
    /// Prompts and commands are one object: what is written without the others takes them away.
    fn automation(&mut self, profile: &Profile<String>) {
        let mut wanted = Map::new();
        // A prompt is in one language, and what comes back is its text.
        if let Some(In { what, .. }) = everyone(&profile.ice_breakers) {
            self.count(what.len(), PROMPTS, "prompts");
            what.iter().for_each(|item: &MenuItem<String>| self.within(item.title(), PROMPT, "a prompt"));
            let prompts: Vec<_> = what.iter().map(MenuItem::title).collect();
            wanted.insert("prompts".to_owned(), json!(prompts));
        }
        let list =
            profile.commands.iter().find(|list| list.scope == Scope::Everyone && list.locale.is_none());
        if let Some(list) = list {
            self.count(list.commands.len(), COMMANDS, "commands");
            let mut commands = Vec::new();
            for (name, does) in &list.commands {
                self.within(name, COMMAND_NAME, "the name of a command");
                self.within(does, COMMAND_DESCRIPTION, "the description of a command");
                if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
                    self.faults
                        .push(format!("`{name}` is no command: letters, digits and `_`, without the slash"));
                }
                commands.push(json!({ "command_name": name, "command_description": does }));
            }
            wanted.insert("commands".to_owned(), commands.into());
        }
        if !wanted.is_empty() {
            let read = reading(format!("?fields={AUTOMATION}"), format!("/{AUTOMATION}"));
            let nothing = json!({ "prompts": [], "commands": [] });
            self.add(AUTOMATION, AUTOMATION, read, wanted.into(), &Map::new(), &nothing);
        }
    }

    fn business(&mut self, profile: &Profile<String>) {
        let about = everyone(&profile.about).map(|about| about.what.clone());
        let Business { address, description, email, websites, vertical } =
            profile.business.clone().unwrap_or_default();
        let mut wanted = Map::new();
        let texts = [
            ("about", about, ABOUT),
            ("address", address, ADDRESS),
            ("description", description, DESCRIPTION),
            ("email", email, EMAIL),
            ("vertical", vertical, usize::MAX),
        ];
        for (field, text, limit) in texts {
            if let Some(text) = text {
                self.within(&text, limit, &format!("`{field}` of a business profile"));
                wanted.insert(field.to_owned(), text.into());
            }
        }
        if !websites.is_empty() {
            self.count(websites.len(), WEBSITES, "pages of a business");
            websites.iter().for_each(|page| self.within(page, WEBSITE, "the address of a page"));
            wanted.insert("websites".to_owned(), json!(websites));
        }
        if wanted.is_empty() {
            return;
        }
        let fields: Vec<_> = wanted.keys().map(String::as_str).collect();
        let read = reading(format!("{BUSINESS}?fields={}", fields.join(",")), "/data/0".to_owned());
        let product = Map::from_iter([("messaging_product".to_owned(), "whatsapp".into())]);
        let empty = |value: &Value| if value.is_array() { json!([]) } else { json!("") };
        // `about` cannot be empty, and a line of business is never none: they stay.
        let removable = wanted.iter().filter(|(field, _)| !["about", "vertical"].contains(&field.as_str()));
        let mut nothing: Map<_, _> = removable.map(|(field, value)| (field.clone(), empty(value))).collect();
        nothing.extend(product.clone());
        self.add(BUSINESS, BUSINESS, read, wanted.into(), &product, &nothing.into());
    }

    fn add(
        &mut self,
        name: &str,
        edge: &str,
        read: Reading,
        wanted: Value,
        around: &Map<String, Value>,
        nothing: &Value,
    ) {
        let mut body = around.clone();
        body.extend(wanted.as_object().cloned().unwrap_or_default());
        let write = Call::new(edge, &body);
        let delete = Removal { call: Call::new(edge, nothing), delete: false };
        self.properties.push(Property { name: name.to_owned(), read, wanted, write, delete });
    }

    fn within(&mut self, text: &str, limit: usize, what: &str) {
        if text.is_empty() || text.encode_utf16().count() > limit {
            self.faults.push(format!("{what} has 1 to {limit} characters on WhatsApp: `{text}`"));
        }
    }

    fn count(&mut self, count: usize, limit: usize, what: &str) {
        if count == 0 || count > limit {
            self.faults.push(format!("there are 1 to {limit} {what} on WhatsApp, not {count}"));
        }
    }
}

/// What is for whoever speaks none of the languages: WhatsApp shows one to all.
fn everyone<T>(all: &[In<T>]) -> Option<&In<T>> {
    all.iter().find(|one| one.locale.is_none())
}

fn reading(endpoint: String, pointer: String) -> Reading {
    Reading { call: Call::new(endpoint, &json!({})), get: true, pointer }
}
