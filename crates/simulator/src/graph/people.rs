//! What Meta knows of people.

use jiff::Timestamp;

use crate::{
    Person,
    view::{Bubble, Ticks},
};

/// The person's phone number with its country, without `+`. Nobody has one that begins so.
pub(crate) fn phone(person: &Person) -> String {
    format!("1555{:07}", person.number)
}

/// The person's e-mail address.
pub(crate) fn email(person: &Person) -> String {
    format!("{}@example.com", person.id)
}

/// A message of the person.
pub(crate) fn bubble(person: &Person, id: &str, at: Timestamp) -> Bubble {
    Bubble {
        id: id.to_owned(),
        from: Some(person.id.clone()),
        at,
        ticks: Ticks::Delivered,
        ..Bubble::default()
    }
}
