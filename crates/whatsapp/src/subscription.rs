//! Which webhook fields of a business account a bot subscribes to.

use crate::preference::USER_PREFERENCES;

/// The webhook fields of a business account for a bot with these kinds of blocks, by their names: see
/// [`Program::kinds`](tertulia_core::program::Program::kinds).
///
/// Reactions, edits and the fate of the bot's own messages come with `messages`.
///
/// ```
/// use tertulia_whatsapp::webhook_fields;
///
/// assert_eq!(webhook_fields(["keyword", "reaction"]), ["messages"]);
/// assert_eq!(webhook_fields(["recurring_notification"]), ["messages", "user_preferences"]);
/// ```
pub fn webhook_fields<'k>(kinds: impl IntoIterator<Item = &'k str>) -> Vec<&'static str> {
    let notifies = kinds.into_iter().any(|kind| kind == "recurring_notification");
    if notifies { vec!["messages", USER_PREFERENCES] } else { vec!["messages"] }
}
