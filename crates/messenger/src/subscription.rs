//! Which webhook fields of a page a bot subscribes to.

/// What every bot needs: what is said and pressed, and what becomes of its own messages.
const ALWAYS: [&str; 5] =
    ["messages", "messaging_postbacks", "message_deliveries", "message_reads", "message_echoes"];

/// The field that a kind of block lives on.
const OF_KINDS: [(&str, &str); 6] = [
    ("comment", "feed"),
    ("deep_link", "messaging_referrals"),
    ("edited", "message_edits"),
    ("optin", "messaging_optins"),
    ("reaction", "message_reactions"),
    ("recurring_notification", "messaging_optins"),
];

/// The webhook fields of a page for a bot with these kinds of blocks, by their names: see
/// [`Program::kinds`](tertulia_core::program::Program::kinds).
///
/// Source: [webhooks](https://developers.facebook.com/docs/messenger-platform/webhooks) of 2026-05-05. `feed` is a field of
/// the page, and needs the permission `pages_manage_metadata`, the others belong to Messenger.
///
/// ```
/// use tertulia_messenger::webhook_fields;
///
/// assert!(webhook_fields(["keyword"]).contains(&"messaging_postbacks"));
/// assert!(webhook_fields(["comment"]).contains(&"feed"));
/// ```
pub fn webhook_fields<'k>(kinds: impl IntoIterator<Item = &'k str>) -> Vec<&'static str> {
    let kinds: Vec<_> = kinds.into_iter().collect();
    let mut fields = ALWAYS.to_vec();
    for (_, field) in OF_KINDS.into_iter().filter(|(kind, _)| kinds.contains(kind)) {
        if !fields.contains(&field) {
            fields.push(field);
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_field_is_asked_for_twice() {
        let fields = webhook_fields(["recurring_notification", "optin", "optin"]);
        assert_eq!(fields[ALWAYS.len()..], ["messaging_optins"]);
    }
}
