//! Cards of an address book: messages/contacts-messages.

use crate::graph::{Checked, Field};

/// OpenAPI: 5; the page lets 257 pass.
const COUNT: usize = 5;

pub(super) fn contacts(contacts: &Field<'_>) -> Checked {
    contacts.list(1..=COUNT)?.iter().try_for_each(contact)
}

fn contact(contact: &Field<'_>) -> Checked {
    contact.only(&["addresses", "birthday", "emails", "name", "org", "phones", "urls"])?;
    if let Some(birthday) = contact.get("birthday") {
        let digits: Vec<_> = birthday.text(10)?.split('-').map(str::len).collect();
        if digits != [4, 2, 2] {
            return Err(birthday.wrong("must be YYYY-MM-DD"));
        }
    }
    let name = contact.need("name")?;
    let parts = ["first_name", "last_name", "middle_name", "suffix", "prefix"];
    name.only(&["formatted_name", "first_name", "last_name", "middle_name", "suffix", "prefix"])?;
    name.need("formatted_name")?.text(1_000)?;
    if !parts.iter().any(|part| name.get(part).is_some()) {
        return Err(name.wrong("must have a part of the name besides formatted_name"));
    }
    if let Some(phones) = contact.get("phones") {
        for phone in phones.list(0..=20)? {
            phone.only(&["phone", "type", "wa_id"])?;
            phone.need("phone")?.text(100)?;
        }
    }
    for (list, field) in [("emails", "email"), ("urls", "url")] {
        if let Some(list) = contact.get(list) {
            for one in list.list(0..=20)? {
                one.need(field)?.text(1_000)?;
            }
        }
    }
    if let Some(org) = contact.get("org") {
        org.only(&["company", "department", "title"])?;
    }
    Ok(())
}
