//! Whom a message goes to.

use serde::Serialize;
use tertulia_core::{Destination, adapter::Undeliverable};

use crate::{BSUID, PARENT_BSUID, WA_ID};

use super::refuse;

#[derive(Serialize)]
pub(super) struct Address<'a> {
    recipient_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recipient: Option<&'a str>,
}

impl<'a> Address<'a> {
    /// The phone number if it is known, since it is what every part of the API takes.
    ///
    /// It goes as it came. The documentation warns that a number without `+` may be taken for one of the business's
    /// own country; but a `wa_id` is a whole number with its country, and Meta's own examples answer to it as it is.
    pub(super) fn of(to: &'a Destination) -> Result<Self, Undeliverable> {
        if let Some(group) = &to.chat.group {
            return Ok(Self { recipient_type: "group", to: Some(group), recipient: None });
        }
        let number = to.alias(WA_ID);
        let recipient = match number {
            Some(_) => None,
            None => to.alias(BSUID).or_else(|| to.alias(PARENT_BSUID)),
        };
        if number.is_none() && recipient.is_none() {
            return refuse("the person has neither phone number nor business-scoped id");
        }
        Ok(Self { recipient_type: "individual", to: number, recipient })
    }
}
