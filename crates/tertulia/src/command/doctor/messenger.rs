//! A page on Messenger.

use std::collections::BTreeSet;

use http::Method;
use serde_json::json;
use tertulia_core::Call;

use crate::command::platform::{Account, messenger};

use super::Findings;

pub(super) async fn examine(findings: &mut Findings, account: &Account<'_>, kinds: &BTreeSet<&'static str>) {
    let what = format!("messenger {}", account.id);
    match account.call(Method::GET, &Call::new("?fields=name", &json!({}))).await {
        Ok(page) => {
            let name = page["name"].as_str().unwrap_or("the page").to_owned();
            findings.well(&what, format!("the token is that of “{name}”"));
        }
        Err(failure) => return findings.fault(what, account.said(&failure), ""),
    }
    let fields = tertulia_messenger::webhook_fields(kinds.iter().copied());
    match messenger::subscribed(account).await {
        Ok(apps) if apps.is_empty() => {
            findings.fault(
                what,
                "the page's events are sent to no app",
                "`messenger subscribe on` has them sent",
            );
        }
        Ok(apps) if apps.len() == 1 && !messenger::fits(&apps, &fields) => findings.fault(
            what,
            format!("not all of {} are sent", fields.join(", ")),
            "`messenger subscribe on` has them sent",
        ),
        Ok(_) => findings.well(what, "the page's events are sent to the app"),
        Err(failure) => findings.fault(what, account.said(&failure), ""),
    }
}
