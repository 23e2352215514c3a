//! Who an event comes from, as the platform names the person.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// One of the names a platform has for a person, such as a PSID or a phone number.
///
/// A person may have several, and any of them may change or be missing; the store resolves them to one
/// user of ours. An alias is good inside one account only.
#[derive(Clone, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
pub struct Alias {
    /// What kind of name it is: `psid`, `wa_id`, `bsuid`, `telegram` …
    pub kind: Cow<'static, str>,
    /// The name itself.
    pub value: String,
}

impl Alias {
    /// An alias of a kind that an adapter knows.
    pub fn new(kind: &'static str, value: impl Into<String>) -> Self {
        Self { kind: Cow::Borrowed(kind), value: value.into() }
    }
}

/// The person an event comes from, as the webhook tells it.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Sender {
    /// The person's names, the most durable first. Never empty.
    pub aliases: Vec<Alias>,
    /// What the webhook says about the person.
    pub profile: Profile,
}

impl Sender {
    /// A sender known by these aliases, of whom the webhook says nothing more.
    pub fn new(aliases: impl IntoIterator<Item = Alias>) -> Self {
        Self { aliases: aliases.into_iter().collect(), profile: Profile::default() }
    }
}

/// What a platform tells about a person. Everything may be missing.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default)]
pub struct Profile {
    /// The name as the person shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The first name, where the platform tells it apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// The last name, where the platform tells it apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// The public handle, without `@`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// The language of the person's app, as a BCP 47 tag such as `es` or `pt-BR`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
}

impl Profile {
    /// Takes over what `newer` says; what it does not say stays. Tells whether anything changed.
    pub fn update(&mut self, newer: &Self) -> bool {
        let before = self.clone();
        for (old, new) in [
            (&mut self.name, &newer.name),
            (&mut self.first_name, &newer.first_name),
            (&mut self.last_name, &newer.last_name),
            (&mut self.username, &newer.username),
            (&mut self.locale, &newer.locale),
        ] {
            if new.is_some() {
                old.clone_from(new);
            }
        }
        *self != before
    }
}
