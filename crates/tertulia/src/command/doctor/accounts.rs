//! Each page, phone number and bot, by what its platform says.

use std::collections::BTreeSet;

use tertulia_runtime::{Channel, Network};

use crate::{command::platform::Account, config::Config};

use super::{Findings, clock};

pub(super) async fn examine(
    findings: &mut Findings,
    config: &Config,
    channels: &[Channel],
    network: &Network,
    kinds: &BTreeSet<&'static str>,
) {
    for Channel { adapter, route } in channels {
        let adapter = &**adapter;
        let url = config.http.public_url.as_ref().map(|public| format!("{public}{route}"));
        for id in adapter.accounts() {
            let account = Account::new(adapter, id, network, config.secrets());
            // Not every platform wants all of it.
            let _ = (&url, kinds);
            match adapter.platform().as_str() {
                #[cfg(feature = "telegram")]
                "telegram" => {
                    super::telegram::examine(findings, config, &account, url.as_deref(), kinds).await;
                }
                #[cfg(feature = "messenger")]
                "messenger" => super::messenger::examine(findings, &account, kinds).await,
                #[cfg(feature = "whatsapp")]
                "whatsapp" => super::whatsapp::examine(findings, config, &account).await,
                _ => {}
            }
        }
        clock::examine(findings, adapter, network).await;
    }
}
