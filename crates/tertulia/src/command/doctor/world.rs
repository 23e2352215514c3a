//! Whether the world reaches the bot.

use std::time::Duration;

use tertulia_core::{Http as _, Request, TransportError};
use tertulia_runtime::Network;

use crate::config::Config;

use super::Findings;

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

pub(super) async fn examine(findings: &mut Findings, config: &Config, network: &Network) {
    const WHAT: &str = "http.public_url";
    let Some(url) = &config.http.public_url else {
        return findings.warning(
            WHAT,
            "not set, so webhooks cannot be registered nor looked at",
            "set it to the https address at which the world reaches the bot; for development there is `telegram poll`",
        );
    };
    let request = Request { timeout: PATIENCE, ..Request::get(format!("{url}/healthz")) };
    match network.send(request).await {
        Ok(answer) if answer.status == 200 => findings.well(WHAT, format!("{url} leads to the bot")),
        Ok(answer) => findings.fault(
            WHAT,
            format!("{url}/healthz answers with status {}", answer.status),
            "does the bot run, and does the proxy in front of it pass everything on to `http.addr`?",
        ),
        Err(error) if is_about_certificates(&error) => findings.fault(
            WHAT,
            format!("the certificate of {url} is not good: {error}"),
            "renew it; platforms refuse what is expired, made by oneself, or lacks the certificates in between",
        ),
        Err(error) => findings.fault(
            WHAT,
            format!("{url} is not reached: {error}"),
            "does the bot run, does the name lead here, is the port open? From inside some networks it cannot be seen",
        ),
    }
}

fn is_about_certificates(error: &TransportError) -> bool {
    let said = error.to_string().to_ascii_lowercase();
    said.contains("certificate") || said.contains("tls")
}
