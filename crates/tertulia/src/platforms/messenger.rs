//! Messenger, as configured.

use std::{sync::Arc, time::Duration};

use tertulia_core::adapter::{Pace, Rate};
use tertulia_messenger::{Messenger, Page};
use tertulia_runtime::Channel;

use crate::config::{self, Limits};

pub(super) fn channel(config: &config::Messenger, limits: &Limits) -> Channel {
    let account = Rate { count: limits.messenger.account, per: Duration::from_secs(1), burst: 1 };
    let pace = Pace { account: Some(account), chat: None, group: None };
    let pages = config.pages.iter().map(|page| Page {
        id: page.page_id.clone(),
        token: page.page_token.clone(),
        app_secrets: page.app_secrets.clone(),
        verify_tokens: page.verify_tokens.clone(),
    });
    let adapter = Arc::new(Messenger::new(pages, &config.graph_url, pace));
    Channel { adapter, route: config.webhook_route.clone() }
}
