//! The platforms, as configured.

use std::{sync::Arc, time::Duration};

use tertulia_core::{
    Adapter,
    adapter::{Pace, Rate},
};
use tertulia_runtime::Channel;

use crate::config::Config;

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
pub(crate) fn channels(config: &Config) -> Result<Vec<Channel>, String> {
    let channels = [telegram(config)?, messenger(config)?, whatsapp(config)?];
    Ok(channels.into_iter().flatten().collect())
}

#[cfg(feature = "telegram")]
fn telegram(config: &Config) -> Result<Option<Channel>, String> {
    use tertulia_telegram::{Bot, Telegram};

    let Some(telegram) = &config.telegram else { return Ok(None) };
    let limits = &config.limits.telegram;
    let pace = Pace {
        account: Some(even(limits.account, SECOND)),
        chat: Some(Rate { count: limits.chat, per: SECOND, burst: limits.chat_burst }),
        group: Some(within(limits.group_per_minute, MINUTE)),
    };
    let bots: Result<_, _> = telegram
        .bots
        .iter()
        .map(|bot| Bot::new(bot.token.clone(), bot.webhook_secrets.clone(), bot.bot_name.clone()))
        .collect();
    let bots = bots.map_err(|error| format!("telegram: {error}"))?;
    Ok(Some(channel(Telegram::new(bots, &telegram.api_url, pace), &telegram.webhook_route)))
}

#[cfg(feature = "messenger")]
fn messenger(config: &Config) -> Result<Option<Channel>, String> {
    use tertulia_messenger::{Messenger, Page};

    let Some(messenger) = &config.messenger else { return Ok(None) };
    let pace = Pace { account: Some(even(config.limits.messenger.account, SECOND)), chat: None, group: None };
    let pages = messenger.pages.iter().map(|page| Page {
        id: page.page_id.clone(),
        token: page.page_token.clone(),
        app_secrets: page.app_secrets.clone(),
        verify_tokens: page.verify_tokens.clone(),
    });
    Ok(Some(channel(Messenger::new(pages, &messenger.graph_url, pace), &messenger.webhook_route)))
}

#[cfg(feature = "whatsapp")]
fn whatsapp(config: &Config) -> Result<Option<Channel>, String> {
    use tertulia_whatsapp::{Number, WhatsApp};

    let Some(whatsapp) = &config.whatsapp else { return Ok(None) };
    let limits = &config.limits.whatsapp;
    let pair = Rate { count: limits.pair_per_minute, per: MINUTE, burst: limits.pair_burst };
    let pace = Pace { account: Some(even(limits.account, SECOND)), chat: Some(pair), group: Some(pair) };
    let numbers = whatsapp.numbers.iter().map(|number| Number {
        phone_number_id: number.phone_number_id.clone(),
        access_token: number.access_token.clone(),
        app_secrets: number.app_secrets.clone(),
        verify_tokens: number.verify_tokens.clone(),
    });
    Ok(Some(channel(WhatsApp::new(numbers, &whatsapp.graph_url, pace), &whatsapp.webhook_route)))
}

#[cfg(not(feature = "telegram"))]
fn telegram(config: &Config) -> Result<Option<Channel>, String> {
    absent("telegram", config.telegram.is_some())
}

#[cfg(not(feature = "messenger"))]
fn messenger(config: &Config) -> Result<Option<Channel>, String> {
    absent("messenger", config.messenger.is_some())
}

#[cfg(not(feature = "whatsapp"))]
fn whatsapp(config: &Config) -> Result<Option<Channel>, String> {
    absent("whatsapp", config.whatsapp.is_some())
}

/// A platform that this build leaves out.
#[cfg(not(all(feature = "telegram", feature = "messenger", feature = "whatsapp")))]
fn absent(platform: &str, configured: bool) -> Result<Option<Channel>, String> {
    match configured {
        true => {
            Err(format!("`{platform}` is configured, but this build leaves out the feature `{platform}`"))
        }
        false => Ok(None),
    }
}

#[allow(dead_code, reason = "a build may leave out every platform")]
fn channel(adapter: impl Adapter + 'static, route: &str) -> Channel {
    Channel { adapter: Arc::new(adapter), route: route.to_owned() }
}

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);

/// So many in a time, at an even pace.
#[allow(dead_code, reason = "a build may leave out every platform")]
fn even(count: u32, per: Duration) -> Rate {
    Rate { count, per, burst: 1 }
}

/// Never more than so many within any such time: a quarter may come at once, the rest at an even pace.
#[allow(dead_code, reason = "a build may leave out every platform")]
fn within(count: u32, per: Duration) -> Rate {
    let burst = (count / 4).max(1);
    Rate { count: (count - burst).max(1), per, burst }
}
