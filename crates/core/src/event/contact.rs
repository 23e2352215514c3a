//! Cards of an address book.

use serde::{Deserialize, Serialize};

/// Somebody from an address book: the sender's own card or anyone else's.
///
/// ```
/// use tertulia_core::{Context, event::Contact};
///
/// let context = Context::new("main").contact(|card: Contact| match card.phones.first() {
///     Some(phone) => format!("We will call {phone}."),
///     None => "That card has no number.".to_owned(),
/// });
/// ```
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(default)]
pub struct Contact {
    /// The whole name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The phone numbers as they are written on the card, the main one first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<String>,
    /// The platform's id of that person, if they are there: Telegram's user id, WhatsApp's `wa_id`. Anyone can send
    /// anyone's card: only if this is the sender's own id did they send their own number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
}
