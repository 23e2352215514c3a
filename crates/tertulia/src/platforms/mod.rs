//! The platforms, as configured.

#[cfg(feature = "messenger")]
mod messenger;
mod subscription;
#[cfg(feature = "telegram")]
mod telegram;
#[cfg(feature = "whatsapp")]
mod whatsapp;

use tertulia_runtime::Channel;

use crate::config::Config;

pub(crate) use subscription::{Subscription, subscriptions};

/// What to say when no platform has credentials.
pub(crate) const WHAT_TO_SET: &str = "\
No platform is configured. Set the credentials of at least one, in `tertulia.toml` or in the environment:

  Telegram   TERTULIA_TELEGRAM__TOKEN, TERTULIA_TELEGRAM__WEBHOOK_SECRET
  Messenger  TERTULIA_MESSENGER__PAGE_ID, TERTULIA_MESSENGER__PAGE_TOKEN,
             TERTULIA_MESSENGER__APP_SECRET, TERTULIA_MESSENGER__VERIFY_TOKEN
  WhatsApp   TERTULIA_WHATSAPP__PHONE_NUMBER_ID, TERTULIA_WHATSAPP__ACCESS_TOKEN,
             TERTULIA_WHATSAPP__APP_SECRET, TERTULIA_WHATSAPP__VERIFY_TOKEN

Then point the platform's webhook at /webhook_telegram, /webhook_messenger or /webhook_whatsapp.";

/// The platforms that have credentials. A fourth one is one more line here.
///
/// # Errors
///
/// If a platform is configured that this build leaves out, or its credentials cannot be what they should.
pub(crate) fn channels(config: &Config) -> Result<Vec<Channel>, String> {
    let channels = Vec::<Option<Channel>>::from([
        #[cfg(feature = "telegram")]
        config.telegram.as_ref().map(|own| telegram::channel(own, &config.limits)).transpose()?,
        #[cfg(feature = "messenger")]
        config.messenger.as_ref().map(|own| messenger::channel(own, &config.limits)),
        #[cfg(feature = "whatsapp")]
        config.whatsapp.as_ref().map(|own| whatsapp::channel(own, &config.limits)),
    ]);
    let channels: Vec<_> = channels.into_iter().flatten().collect();
    let configured = [config.telegram.is_some(), config.messenger.is_some(), config.whatsapp.is_some()]
        .into_iter()
        .filter(|on| *on);
    if configured.count() > channels.len() {
        return Err("a platform is configured whose feature (`telegram`, `messenger`, `whatsapp`) this build leaves out".to_owned());
    }
    Ok(channels)
}
