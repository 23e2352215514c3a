//! Cards of an address book.

use serde::Serialize;
use tertulia_core::{Call, Contact, adapter::Undeliverable};

use crate::limits;

use super::sending::Sending;

/// <https://core.telegram.org/bots/api#sendcontact>
#[derive(Serialize)]
struct Content<'a> {
    phone_number: &'a str,
    first_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vcard: Option<String>,
}

/// A card. What is behind the first word of the name is the last name, so that both together read as they were written.
pub(super) fn contact(card: &Contact, sending: &Sending<'_>) -> Result<Call, Undeliverable> {
    let name = card.name.as_deref().unwrap_or_default().trim();
    let Some(phone_number) = card.phones.first().filter(|_| !name.is_empty()) else {
        return Err(Undeliverable("a card has a name and a phone number".to_owned()));
    };
    let (first_name, last_name) = name.split_once(char::is_whitespace).unwrap_or((name, ""));
    let last_name = Some(last_name.trim()).filter(|name| !name.is_empty());
    let vcard = (card.phones.len() > 1).then(|| vcard(name, &card.phones));
    Ok(sending.call("sendContact", &Content { phone_number, first_name, last_name, vcard }, None))
}

/// The card with all its numbers, as many as fit: <https://www.rfc-editor.org/rfc/rfc2426>.
fn vcard(name: &str, phones: &[String]) -> String {
    const END: &str = "END:VCARD\n";
    let mut card = format!("BEGIN:VCARD\nVERSION:3.0\nFN:{}\n", escaped(name));
    for phone in phones {
        let line = format!("TEL:{}\n", escaped(phone));
        if card.len() + line.len() + END.len() <= limits::VCARD {
            card.push_str(&line);
        }
    }
    card + END
}

/// Without what would end a line or a value.
fn escaped(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ',' | ';' => line.extend(['\\', c]),
            c if c.is_control() => line.push(' '),
            c => line.push(c),
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_name_is_a_line_of_the_card() {
        let phones = ["+1;2".to_owned(), "+3".to_owned()];
        let card = vcard("Ana\r\nTEL:+666, \\", &phones);
        assert_eq!(
            card,
            "BEGIN:VCARD\nVERSION:3.0\nFN:Ana  TEL:+666\\, \\\\\nTEL:+1\\;2\nTEL:+3\nEND:VCARD\n"
        );
    }

    #[test]
    fn a_card_has_as_many_numbers_as_fit() {
        let card = vcard("Ana", &vec!["+34 600 000 000".to_owned(); 1000]);
        assert!(card.len() <= limits::VCARD && card.ends_with("END:VCARD\n"));
    }
}
