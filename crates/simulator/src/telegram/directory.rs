//! Who is who.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{Credentials, Person};

/// The id of the first person; the others follow.
const FIRST: i64 = 7_000_001;

/// Everybody who was ever seen here, and the bot.
pub(super) struct Directory {
    people: BTreeMap<i64, Person>,
    bot: i64,
    username: &'static str,
    /// What the bot calls itself.
    pub(super) name: String,
}

impl Directory {
    pub(super) fn new(credentials: &Credentials) -> Self {
        let bot = credentials.telegram_token.split(':').next().and_then(|id| id.parse().ok());
        let username = credentials.telegram_name;
        Self {
            people: BTreeMap::new(),
            bot: bot.expect("a token begins with the bot's id"),
            username,
            name: "Tertulia".to_owned(),
        }
    }

    pub(super) fn bot(&self) -> i64 {
        self.bot
    }

    pub(super) fn username(&self) -> &str {
        self.username
    }

    /// The person's id, who is known from then on.
    pub(super) fn meet(&mut self, person: &Person) -> i64 {
        let id = self.id_of(person);
        self.people.insert(id, person.clone());
        id
    }

    pub(super) fn id_of(&self, person: &Person) -> i64 {
        FIRST - 1 + i64::from(person.number)
    }

    pub(super) fn person(&self, id: i64) -> Option<&Person> {
        self.people.get(&id)
    }

    /// The person's phone number, which nobody has.
    pub(super) fn phone(&self, id: i64) -> String {
        format!("+1555010{:04}", self.person(id).map_or(0, |person| person.number % 10_000))
    }

    /// <https://core.telegram.org/bots/api#user>
    pub(super) fn user(&self, id: i64) -> Value {
        match self.people.get(&id) {
            Some(person) => json!({
                "id": id, "is_bot": false, "first_name": person.name, "username": username(person),
                "language_code": person.language,
            }),
            None => {
                json!({ "id": self.bot, "is_bot": true, "first_name": self.name, "username": self.username })
            }
        }
    }

    /// The person's private chat: <https://core.telegram.org/bots/api#chat>.
    pub(super) fn private_chat(&self, id: i64) -> Value {
        match self.people.get(&id) {
            Some(person) => {
                json!({ "id": id, "type": "private", "first_name": person.name, "username": username(person) })
            }
            None => json!({ "id": id, "type": "private" }),
        }
    }
}

/// Names of users have 5 to 32 of `A-Za-z0-9_`.
fn username(person: &Person) -> String {
    let fits: String =
        person.id.chars().filter(|it| it.is_ascii_alphanumeric() || *it == '_').take(20).collect();
    format!("{fits}_{:04}", person.number)
}
