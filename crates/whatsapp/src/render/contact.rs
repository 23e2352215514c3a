//! Cards of an address book: messages/contacts-messages.

use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Contact<'a> {
    name: Name<'a>,
    phones: Vec<Phone<'a>>,
}

/// Besides the whole name some part of it is wanted; which word of it is the first name nobody can tell.
#[derive(Serialize)]
struct Name<'a> {
    formatted_name: &'a str,
    first_name: &'a str,
}

#[derive(Serialize)]
struct Phone<'a> {
    phone: &'a str,
    // With it the card has a button that writes to that person.
    #[serde(skip_serializing_if = "Option::is_none")]
    wa_id: Option<&'a str>,
}

impl<'a> Contact<'a> {
    pub(super) fn new(card: &'a tertulia_core::Contact) -> Self {
        let name = card.name.as_deref().unwrap_or_default();
        let wa_id = |phone: &str| {
            card.user_id.as_deref().filter(|id| phone.chars().filter(char::is_ascii_digit).eq(id.chars()))
        };
        Self {
            name: Name { formatted_name: name, first_name: name },
            phones: card.phones.iter().map(|phone| Phone { phone, wa_id: wa_id(phone) }).collect(),
        }
    }
}
