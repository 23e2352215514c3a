//! What a person told by a quick reply that asks for a phone number or an e-mail address.
//!
//! Source: [quick replies](https://developers.facebook.com/docs/messenger-platform/send-messages/quick-replies): the payload
//! is what was asked for.

use tertulia_core::{Attachment, Attachments, Command, Contact, EventKind};

/// What was told. `None` if the payload is one of ours: those begin with where they lead, and a `/`, or are a token.
pub(crate) fn read(payload: &str, person: Option<&str>) -> Option<EventKind> {
    if is_phone(payload) {
        let mut card = Contact::default();
        card.phones.push(payload.to_owned());
        // It comes from the person's own profile.
        card.user_id = person.map(str::to_owned);
        let mut sent = Attachments::new([Attachment::Contact(card)])?;
        sent.caption = Some(payload.to_owned());
        return Some(EventKind::Attachments(sent));
    }
    is_email(payload).then(|| EventKind::Text { text: payload.to_owned(), command: Command::typed(payload) })
}

fn is_phone(payload: &str) -> bool {
    payload.strip_prefix('+').is_some_and(|number| {
        (5..=15).contains(&number.bytes().filter(u8::is_ascii_digit).count())
            && number.bytes().all(|byte| byte.is_ascii_digit() || b" ()-".contains(&byte))
    })
}

fn is_email(payload: &str) -> bool {
    let ours = payload.starts_with('#') || payload.contains(|c: char| c == '/' || c.is_whitespace());
    let named = |(user, domain): (&str, &str)| !user.is_empty() && domain.contains('.');
    !ours && payload.split_once('@').is_some_and(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_a_card_with_the_number_as_its_text() {
        for number in ["+34600123456", "+1 (555) 010-0100"] {
            let Some(EventKind::Attachments(sent)) = read(number, Some("240")) else {
                panic!("{number} is no card")
            };
            let card = sent.contacts().next().unwrap();
            assert_eq!(
                (card.phones.as_slice(), card.user_id.as_deref()),
                (&[number.to_owned()][..], Some("240"))
            );
            assert_eq!(sent.caption.as_deref(), Some(number));
        }
    }

    #[test]
    fn an_address_is_a_text() {
        let told = read("ana@example.com", None);
        assert!(matches!(told, Some(EventKind::Text { text, .. }) if text == "ana@example.com"));
    }

    #[test]
    fn payloads_stay_payloads() {
        for ours in ["/yes", "shop/buy@2:{\"a.b\":1}", "#t0ken@x.y", "yes", "+", "+1", "@example.com", "a@b"]
        {
            assert!(read(ours, None).is_none(), "{ours}");
        }
    }
}
