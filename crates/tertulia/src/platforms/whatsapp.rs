//! WhatsApp, as configured.

use std::{sync::Arc, time::Duration};

use tertulia_core::adapter::{Pace, Rate};
use tertulia_runtime::Channel;
use tertulia_whatsapp::{Number, WhatsApp};

use crate::config::{self, Limits};

pub(super) fn channel(config: &config::WhatsApp, limits: &Limits) -> Channel {
    let limits = &limits.whatsapp;
    let pair = Rate { count: limits.pair_per_minute, per: Duration::from_secs(60), burst: limits.pair_burst };
    let account = Rate { count: limits.account, per: Duration::from_secs(1), burst: 1 };
    let pace = Pace { account: Some(account), chat: Some(pair), group: Some(pair) };
    let numbers = config.numbers.iter().map(|number| Number {
        phone_number_id: number.phone_number_id.clone(),
        access_token: number.access_token.clone(),
        app_secrets: number.app_secrets.clone(),
        verify_tokens: number.verify_tokens.clone(),
    });
    let adapter = Arc::new(WhatsApp::new(numbers, &config.graph_url, pace));
    Channel { adapter, route: config.webhook_route.clone() }
}
