//! Telegram, as configured.

use std::{sync::Arc, time::Duration};

use tertulia_core::adapter::{Pace, Rate};
use tertulia_runtime::Channel;
use tertulia_telegram::{Bot, Telegram};

use crate::config::{self, Limits};

pub(super) fn channel(config: &config::Telegram, limits: &Limits) -> Result<Channel, String> {
    let limits = &limits.telegram;
    let pace = Pace {
        account: Some(Rate { count: limits.account, per: Duration::from_secs(1), burst: 1 }),
        chat: Some(Rate { count: limits.chat, per: Duration::from_secs(1), burst: limits.chat_burst }),
        group: Some(within_a_minute(limits.group_per_minute)),
    };
    let bots = config.bots.iter();
    let bots = bots.map(|bot| Bot::new(bot.token.clone(), bot.webhook_secrets.clone(), bot.bot_name.clone()));
    let bots = bots.collect::<Result<_, _>>().map_err(|error| format!("telegram: {error}"))?;
    let adapter = Arc::new(Telegram::new(bots, &config.api_url, pace));
    Ok(Channel { adapter, route: config.webhook_route.clone() })
}

/// Never more than so many in any minute: a quarter may come at once, the rest at an even pace.
fn within_a_minute(count: u32) -> Rate {
    let burst = (count / 4).max(1);
    Rate { count: (count - burst).max(1), per: Duration::from_secs(60), burst }
}
