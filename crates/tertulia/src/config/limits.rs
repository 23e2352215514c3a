//! `[limits]`: how fast messages are sent.

use super::fields::Fields;
use super::value;

/// How fast messages are sent, so that no platform has to refuse one.
#[derive(Clone, Debug)]
pub(crate) struct Limits {
    /// Whether the limits hold. Without them a platform's own refusals are the only brake.
    pub(crate) enabled: bool,
    /// Those of Telegram (<https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this>).
    pub(crate) telegram: TelegramLimits,
    /// Those of WhatsApp
    /// (<https://developers.facebook.com/docs/whatsapp/cloud-api/overview#throughput>, "Pair rate limits").
    pub(crate) whatsapp: WhatsAppLimits,
    /// Those of Messenger (<https://developers.facebook.com/docs/messenger-platform/overview/rate-limiting>).
    pub(crate) messenger: MessengerLimits,
}

/// How fast a bot sends on Telegram. All are above zero.
#[derive(Clone, Debug)]
pub(crate) struct TelegramLimits {
    /// Messages a second, per bot.
    pub(crate) account: u32,
    /// Messages a second, per chat.
    pub(crate) chat: u32,
    /// Messages at once, per chat.
    pub(crate) chat_burst: u32,
    /// Messages a minute, per group.
    pub(crate) group_per_minute: u32,
}

/// How fast a phone number sends on WhatsApp. All are above zero.
#[derive(Clone, Debug)]
pub(crate) struct WhatsAppLimits {
    /// Messages a second, per phone number.
    pub(crate) account: u32,
    /// Messages a minute, per person.
    pub(crate) pair_per_minute: u32,
    /// Messages at once, per person.
    pub(crate) pair_burst: u32,
}

/// How fast a page sends on Messenger. All are above zero.
#[derive(Clone, Debug)]
pub(crate) struct MessengerLimits {
    /// Messages a second, per page.
    pub(crate) account: u32,
}

impl Limits {
    pub(super) fn read(fields: &mut Fields<'_>) -> Self {
        let enabled = fields.value("limits.enabled", value::switch);
        let mut limit = |path| fields.value(path, value::count);
        Self {
            enabled,
            telegram: TelegramLimits {
                account: limit("limits.telegram.account"),
                chat: limit("limits.telegram.chat"),
                chat_burst: limit("limits.telegram.chat_burst"),
                group_per_minute: limit("limits.telegram.group_per_minute"),
            },
            whatsapp: WhatsAppLimits {
                account: limit("limits.whatsapp.account"),
                pair_per_minute: limit("limits.whatsapp.pair_per_minute"),
                pair_burst: limit("limits.whatsapp.pair_burst"),
            },
            messenger: MessengerLimits { account: limit("limits.messenger.account") },
        }
    }
}
