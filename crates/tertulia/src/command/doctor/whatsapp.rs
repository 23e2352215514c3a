//! A number on WhatsApp.

use http::Method;
use serde_json::json;
use tertulia_core::Call;

use crate::{
    command::platform::{Account, whatsapp::Business},
    config::Config,
};

use super::Findings;

pub(super) async fn examine(findings: &mut Findings, config: &Config, account: &Account<'_>) {
    let what = format!("whatsapp {}", account.id);
    let fields = "?fields=display_phone_number,verified_name";
    match account.call(Method::GET, &Call::new(fields, &json!({}))).await {
        Ok(number) => {
            let name = number["verified_name"].as_str().unwrap_or("the number").to_owned();
            findings.well(&what, format!("the token is that of “{name}”"));
        }
        Err(failure) => return findings.fault(what, account.said(&failure), ""),
    }
    let apps = async { Business::of(config, account).await?.subscribed().await };
    match apps.await {
        Ok(apps) if apps.is_empty() => findings.fault(
            what,
            "the business account's events are sent to no app",
            "`whatsapp subscribe on` has them sent",
        ),
        Ok(apps) => findings.well(what, format!("events are sent to {}", apps.join(", "))),
        Err(failure) => findings.warning(
            what,
            account.said(&failure),
            "without it nobody can tell whether its events are sent",
        ),
    }
}
