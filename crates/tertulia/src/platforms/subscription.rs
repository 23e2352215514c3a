//! What each platform has to be told to report, for a bot with these blocks.

use std::collections::BTreeSet;

use tertulia_core::{Platform, plan::Capabilities};

use crate::config::Config;

/// A platform of this build, as far as it concerns what is declared.
#[derive(Debug)]
pub(crate) struct Subscription {
    pub(crate) platform: Platform,
    /// Whether it has credentials.
    pub(crate) configured: bool,
    /// What the platform calls what is subscribed to.
    pub(crate) key: &'static str,
    /// What to subscribe to, by the platform's names.
    pub(crate) names: Vec<&'static str>,
    /// What it can show.
    pub(crate) capabilities: &'static Capabilities,
}

/// Every platform of this build. A fourth one is one more entry here.
pub(crate) fn subscriptions(kinds: &BTreeSet<&'static str>, config: &Config) -> Vec<Subscription> {
    // In a build without platforms nothing is asked.
    let _ = (kinds, config);
    vec![
        #[cfg(feature = "messenger")]
        Subscription {
            platform: Platform::MESSENGER,
            configured: config.messenger.is_some(),
            key: "webhook fields",
            names: tertulia_messenger::webhook_fields(kinds.iter().copied()),
            capabilities: &tertulia_messenger::limits::CAPABILITIES,
        },
        #[cfg(feature = "telegram")]
        Subscription {
            platform: Platform::TELEGRAM,
            configured: config.telegram.is_some(),
            key: "allowed_updates",
            names: tertulia_telegram::allowed_updates(kinds.iter().copied()),
            capabilities: &tertulia_telegram::limits::CAPABILITIES,
        },
        #[cfg(feature = "whatsapp")]
        Subscription {
            platform: Platform::WHATSAPP,
            configured: config.whatsapp.is_some(),
            key: "webhook fields",
            names: tertulia_whatsapp::webhook_fields(kinds.iter().copied()),
            capabilities: &tertulia_whatsapp::limits::CAPABILITIES,
        },
    ]
}
