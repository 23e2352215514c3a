//! Who people are to a business: the page "Business-scoped user IDs", 2026-06-29.

use serde_json::{Value, json};

use crate::{Person, graph};

/// What the ids of this business begin with.
const FIRST: u64 = 13_491_208_655_000_000_000;

/// The id of a person that is good for this business alone.
pub(super) fn bsuid(person: &Person) -> String {
    bsuid_of(person.number)
}

fn bsuid_of(number: u32) -> String {
    format!("US.{}", FIRST + u64::from(number))
}

/// The person as webhooks name them beside what they did.
pub(super) fn contact(person: &Person) -> Value {
    json!({
        "profile": { "name": person.name },
        "wa_id": graph::phone(person),
        "user_id": bsuid(person),
    })
}

/// The number that a business writes to, if somebody here has it. It may be written with `+` and signs between the digits.
pub(super) fn of_number(to: &str) -> Option<String> {
    let digits: String = to.chars().filter(char::is_ascii_digit).collect();
    let known = digits.strip_prefix("1555").is_some_and(|rest| rest.len() == 7);
    known.then_some(digits)
}

/// The number of the person with that business-scoped id.
pub(super) fn of_bsuid(recipient: &str) -> Option<String> {
    let number: u64 = recipient.strip_prefix("US.")?.parse().ok()?;
    let number = number.checked_sub(FIRST).filter(|number| *number < 10_000_000)?;
    Some(format!("1555{number:07}"))
}

/// The business-scoped id of whoever has that number.
pub(super) fn bsuid_of_number(wa_id: &str) -> Option<String> {
    wa_id.strip_prefix("1555")?.parse().ok().map(bsuid_of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_has_one_number_by_all_names() {
        let ana = Person::new("ana", 7);
        let wa_id = graph::phone(&ana);
        assert_eq!(of_number(&format!("+{wa_id}")), Some(wa_id.clone()));
        assert_eq!(of_bsuid(&bsuid(&ana)), Some(wa_id.clone()));
        assert_eq!(bsuid_of_number(&wa_id), Some(bsuid(&ana)));
        for other in ["4915112345678", "1555", ""] {
            assert_eq!(of_number(other), None);
        }
    }
}
