//! What can be said on WhatsApp alone.

use serde_json::{Map, Value, json};
use tertulia_core::{Message, Native, Platform, Reply};

use crate::{
    Template,
    render::{PREVIEW_URL, READ},
};

/// What a [`Reply`] can say on WhatsApp alone. On other platforms it is not said, unless there is something to say
/// [elsewhere](Template::elsewhere).
///
/// ```
/// use tertulia_core::Reply;
/// use tertulia_whatsapp::{Template, WhatsAppReply as _};
///
/// fn shipped(reply: Reply, number: String) {
///     let template = Template::new("order_shipped", "en_US").body([number.as_str()]);
///     reply.whatsapp_template(template.elsewhere(format!("Your order {number} is on its way.")));
/// }
/// ```
pub trait WhatsAppReply {
    /// Says an approved template: all that WhatsApp takes once a person has been silent for 24 hours. What is wrong in it
    /// fails the turn, with this line.
    #[track_caller]
    fn whatsapp_template(&self, template: Template) -> Self;

    /// Puts an emoji on the message that came in, or on that of [`Reply::reply_to`]. It replaces the one before.
    #[track_caller]
    fn whatsapp_reaction(&self, emoji: &str) -> Self;

    /// Takes the emoji away again.
    #[track_caller]
    fn whatsapp_no_reaction(&self) -> Self;

    /// Shows the person that the message that came in was read, and with it all before it. [`Reply::typing`] does so too.
    #[track_caller]
    fn whatsapp_read(&self) -> Self;

    /// Whether the first page whose address stands in a text is shown below it, for what is said through the reply this
    /// gives. Without it none is.
    fn whatsapp_preview(&self, preview: bool) -> Self;
}

impl<To: Clone> WhatsAppReply for Reply<To> {
    #[track_caller]
    fn whatsapp_template(&self, template: Template) -> Self {
        let (native, faults) = template.into_native();
        for fault in faults {
            self.refuse(fault);
        }
        self.say(Message::Native(native))
    }

    #[track_caller]
    fn whatsapp_reaction(&self, emoji: &str) -> Self {
        // messages/reaction-messages: an emoji. Letters and long texts are none; the rest WhatsApp has to know.
        let is_emoji = !emoji.is_empty() && !emoji.is_ascii() && emoji.chars().count() <= LONGEST_EMOJI;
        if !is_emoji {
            self.refuse(format!("`{emoji}` is no emoji"));
        }
        self.say(native(json!({ "type": "reaction", "reaction": { "emoji": emoji } })))
    }

    #[track_caller]
    fn whatsapp_no_reaction(&self) -> Self {
        // messages/reaction-messages: an empty one takes it away.
        self.say(native(json!({ "type": "reaction", "reaction": { "emoji": "" } })))
    }

    #[track_caller]
    fn whatsapp_read(&self) -> Self {
        self.say(native(json!({ "status": READ })))
    }

    fn whatsapp_preview(&self, preview: bool) -> Self {
        self.extra(Platform::WHATSAPP, PREVIEW_URL, preview)
    }
}

/// How many code points an emoji has at most: a flag of a region has 7, a family with skin tones 11.
const LONGEST_EMOJI: usize = 12;

fn native(body: Value) -> Message {
    let body = match body {
        Value::Object(body) => body,
        _ => Map::new(),
    };
    Message::Native(Native::new(Platform::WHATSAPP, "", body))
}
