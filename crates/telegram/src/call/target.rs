//! Where a message goes, in the Bot API's words.

use serde::Serialize;
use tertulia_core::{Destination, adapter::Undeliverable};

use crate::TELEGRAM_ID;

/// The fields that every sending method has.
#[derive(Debug, Eq, PartialEq, Serialize)]
pub(super) struct Target<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    business_connection_id: Option<&'a str>,
    chat_id: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    message_thread_id: Option<i64>,
}

impl<'a> Target<'a> {
    /// The group, else the private chat with the person, whose id is the person's own.
    pub(super) fn of(to: &'a Destination) -> Result<Self, Undeliverable> {
        let chat_id =
            to.chat.group.as_deref().or_else(|| to.alias(TELEGRAM_ID)).ok_or_else(unknown_person)?;
        let topic = to.chat.thread.as_deref().filter(|_| !to.chat.is_of_inline_queries());
        Ok(Self {
            business_connection_id: to.chat.business.as_deref(),
            chat_id: number("chat", chat_id)?,
            message_thread_id: topic.map(|topic| number("topic", topic)).transpose()?,
        })
    }
}

impl Target<'_> {
    /// Whether it is the chat with one person: groups have negative ids.
    pub(super) fn is_private(&self) -> bool {
        self.chat_id > 0
    }

    /// Whether keyboards can be shown in the place of the person's own: not "on behalf of a business account".
    pub(super) fn takes_keyboards(&self) -> bool {
        self.business_connection_id.is_none()
    }

    /// The same for a method about a message that is there: a topic has no place in it.
    pub(super) fn without_topic(self) -> Self {
        Self { message_thread_id: None, ..self }
    }
}

fn unknown_person() -> Undeliverable {
    Undeliverable("the person has no Telegram id".to_owned())
}

fn number(what: &str, id: &str) -> Result<i64, Undeliverable> {
    id.parse().map_err(|_| Undeliverable(format!("{id:?} is no id of a {what} on Telegram")))
}

#[cfg(test)]
mod tests {
    use tertulia_core::{Alias, Chat};

    use super::*;

    fn destination(id: &str, chat: Chat) -> Destination {
        Destination { aliases: vec![Alias::new(TELEGRAM_ID, id)], chat, ..Destination::default() }
    }

    #[test]
    fn a_group_goes_before_the_person() {
        let chat = Chat { group: Some("-100200".into()), thread: Some("7".into()), business: None };
        let to = destination("42", chat);
        let expected = Target { business_connection_id: None, chat_id: -100_200, message_thread_id: Some(7) };
        assert_eq!(Target::of(&to).unwrap(), expected);
    }

    #[test]
    fn what_is_said_to_an_inline_query_goes_to_the_private_chat() {
        let to = destination("42", Chat::of_inline_queries());
        let expected = Target { business_connection_id: None, chat_id: 42, message_thread_id: None };
        assert_eq!(Target::of(&to).unwrap(), expected);
    }

    #[test]
    fn what_is_no_number_has_no_address() {
        let chat = |group: Option<&str>, thread: Option<&str>| Chat {
            group: group.map(Into::into),
            thread: thread.map(Into::into),
            business: None,
        };
        for to in [
            Destination { aliases: vec![Alias::new("psid", "42")], ..Destination::default() },
            destination("@ana", Chat::default()),
            destination("42", chat(Some("team"), None)),
            destination("42", chat(None, Some("general"))),
        ] {
            assert!(Target::of(&to).is_err(), "{to:?}");
        }
    }
}
