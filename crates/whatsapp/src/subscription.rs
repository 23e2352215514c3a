//! Which webhook fields of a business account a bot subscribes to.

use crate::{echo::SMB_MESSAGE_ECHOES, preference::USER_PREFERENCES};

/// The webhook fields of a business account for a bot with these kinds of blocks, by their names: see
/// [`Program::kinds`](tertulia_core::program::Program::kinds).
///
/// Reactions, edits and the fate of the bot's own messages come with `messages`. What a human writes in the WhatsApp
/// Business app comes with `smb_message_echoes`, if the number is used there too.
///
/// ```
/// use tertulia_whatsapp::webhook_fields;
///
/// assert_eq!(webhook_fields(["keyword", "reaction"]), ["messages", "smb_message_echoes"]);
/// assert!(webhook_fields(["recurring_notification"]).contains(&"user_preferences"));
/// ```
pub fn webhook_fields<'k>(kinds: impl IntoIterator<Item = &'k str>) -> Vec<&'static str> {
    let notifies = kinds.into_iter().any(|kind| kind == "recurring_notification");
    ["messages", SMB_MESSAGE_ECHOES].into_iter().chain(notifies.then_some(USER_PREFERENCES)).collect()
}
