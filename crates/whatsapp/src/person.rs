//! Who an event comes from.
//!
//! Source: "Business-scoped user IDs" of the WhatsApp documentation, 2026-06-29. A person who has a username
//! may come without a phone number.

use serde::Deserialize;
use serde_json::value::RawValue;
use tertulia_core::{Alias, Profile, Sender};
use tertulia_graph::lenient;

/// The kind of the alias that is good for one business portfolio. It changes with the phone number.
pub const BSUID: &str = "bsuid";

/// The kind of the alias that is good for all portfolios linked to each other.
pub const PARENT_BSUID: &str = "parent_bsuid";

/// The kind of the alias that is a phone number, without `+`.
pub const WA_ID: &str = "wa_id";

/// How a message names its sender.
#[derive(Deserialize)]
pub(crate) struct SenderIds {
    #[serde(default, deserialize_with = "lenient::id")]
    from: Option<String>,
    #[serde(default, deserialize_with = "lenient::id")]
    from_user_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::id")]
    from_parent_user_id: Option<String>,
}

/// One of the people that the messages of a webhook come from.
#[derive(Deserialize)]
pub(crate) struct Contact {
    #[serde(default, deserialize_with = "lenient::id")]
    wa_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::id")]
    user_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::id")]
    parent_user_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::object")]
    profile: Option<ContactProfile>,
}

#[derive(Deserialize)]
struct ContactProfile {
    #[serde(default, deserialize_with = "lenient::string")]
    name: Option<String>,
    #[serde(default, deserialize_with = "lenient::string")]
    username: Option<String>,
}

/// The contacts that can be read.
pub(crate) fn contacts(raws: &[&RawValue]) -> Vec<Contact> {
    raws.iter().filter_map(|raw| lenient::read(raw)).collect()
}

impl SenderIds {
    /// Somebody named so elsewhere than in a message.
    pub(crate) fn of(wa_id: Option<String>, user_id: Option<String>) -> Self {
        Self { from: wa_id, from_user_id: user_id, from_parent_user_id: None }
    }

    /// The sender, with what the contacts know of them. `None` if nothing names them.
    pub(crate) fn sender(&self, contacts: &[Contact]) -> Option<Sender> {
        let contact = self.contact(contacts);
        let known = |ours: &Option<String>, theirs: fn(&Contact) -> &Option<String>| {
            ours.clone().or_else(|| contact.and_then(|contact| theirs(contact).clone()))
        };
        let aliases = [
            (BSUID, known(&self.from_user_id, |contact| &contact.user_id)),
            (PARENT_BSUID, known(&self.from_parent_user_id, |contact| &contact.parent_user_id)),
            (WA_ID, known(&self.from, |contact| &contact.wa_id)),
        ];
        let mut sender =
            Sender::new(aliases.into_iter().filter_map(|(kind, value)| Some(Alias::new(kind, value?))));
        if let Some(profile) = contact.and_then(|contact| contact.profile.as_ref()) {
            sender.profile = profile.read();
        }
        (!sender.aliases.is_empty()).then_some(sender)
    }

    /// The contact that is the sender. A single one is, even if they share no id, unless an id says otherwise.
    fn contact<'a>(&self, contacts: &'a [Contact]) -> Option<&'a Contact> {
        let ids =
            |contact: &'a Contact| [(&contact.user_id, &self.from_user_id), (&contact.wa_id, &self.from)];
        let same = contacts.iter().find(|contact| {
            ids(contact).into_iter().any(|(theirs, ours)| theirs.is_some() && theirs == ours)
        });
        same.or_else(|| match contacts {
            [contact] => ids(contact)
                .into_iter()
                .all(|(theirs, ours)| theirs.is_none() || ours.is_none())
                .then_some(contact),
            _ => None,
        })
    }
}

impl ContactProfile {
    fn read(&self) -> Profile {
        let username = self.username.as_deref().map(|name| name.trim_start_matches('@').to_owned());
        Profile {
            name: self.name.clone(),
            username: username.filter(|name| !name.is_empty()),
            ..Profile::default()
        }
    }
}
