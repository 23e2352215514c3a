//! Whether whoever is told of errors can be reached.

use std::time::Duration;

use secrecy::ExposeSecret as _;
use tertulia_core::{Http as _, Request};
use tertulia_runtime::Network;

use crate::config::Config;

use super::Findings;

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// Asks without telling anything. Receivers mostly refuse that, which is an answer as well.
pub(super) async fn examine(findings: &mut Findings, config: &Config, network: &Network) {
    const WHAT: &str = "reports.url";
    const REMEDY: &str = "look at the address, at the network, and at `HTTPS_PROXY` if there is one; what is reported is lost to whoever waits for it";
    let Some(url) = &config.reports.url else { return };
    let request = Request { timeout: PATIENCE, ..Request::get(url.expose_secret()) };
    match network.send(request).await {
        Ok(answer) if answer.status < 500 => findings.well(WHAT, "somebody is there to be told of errors"),
        Ok(answer) => findings.fault(WHAT, format!("it answers with status {}", answer.status), REMEDY),
        Err(error) => findings.fault(WHAT, format!("it is not reached: {error}"), REMEDY),
    }
}
