//! A bot on Telegram.

use std::collections::BTreeSet;

use http::Method;
use serde_json::{Value, json};
use tertulia_core::Call;

use crate::{
    command::platform::{Account, telegram::webhook},
    config::Config,
};

use super::Findings;

pub(super) async fn examine(
    findings: &mut Findings,
    config: &Config,
    account: &Account<'_>,
    url: Option<&str>,
    kinds: &BTreeSet<&'static str>,
) {
    let what = format!("telegram {}", account.id);
    let me = match account.call(Method::POST, &Call::new("getMe", &json!({}))).await {
        Ok(answer) => answer["result"].clone(),
        Err(failure) => {
            return findings.fault(what, account.said(&failure), "");
        }
    };
    name(findings, config, account, &what, &me);
    match webhook::info(account).await {
        Ok(info) => registered(findings, &what, &info, url, kinds),
        Err(failure) => findings.fault(what, account.said(&failure), ""),
    }
}

fn name(findings: &mut Findings, config: &Config, account: &Account<'_>, what: &str, me: &Value) {
    let user_name = me["username"].as_str().unwrap_or_default();
    let bots = config.telegram.iter().flat_map(|telegram| &telegram.bots);
    let configured = bots.filter(|bot| bot.id.to_string() == account.id).find_map(|bot| bot.bot_name.clone());
    match configured {
        Some(configured) if !configured.eq_ignore_ascii_case(user_name) => findings.fault(
            what,
            format!("the bot is called @{user_name}, not @{configured}"),
            format!("set `telegram.bot_name` to {user_name}: commands for others are told by it"),
        ),
        Some(_) => findings.well(what, format!("the token is that of @{user_name}")),
        None => findings.warning(
            what,
            format!("the token is that of @{user_name}, and no name is configured"),
            format!("set `telegram.bot_name` to {user_name}, or commands for other bots of a group are taken for its own"),
        ),
    }
}

/// What is registered, against what is configured.
fn registered(
    findings: &mut Findings,
    what: &str,
    info: &Value,
    url: Option<&str>,
    kinds: &BTreeSet<&'static str>,
) {
    const ON: &str = "`telegram webhook on` registers it";
    let what = format!("{what}, webhook");
    let known = info["url"].as_str().unwrap_or_default();
    match url {
        _ if known.is_empty() => {
            findings.warning(&what, "none is registered", format!("{ON}; or use `telegram poll`"));
        }
        Some(url) if url != known => findings.fault(&what, format!("{known} is registered, not {url}"), ON),
        Some(_) | None => findings.well(&what, format!("{known} is registered")),
    }
    let needed = tertulia_telegram::allowed_updates(kinds.iter().copied());
    let known = info["allowed_updates"].as_array().map(Vec::as_slice).unwrap_or_default();
    let lacks: Vec<_> = needed.into_iter().filter(|need| !known.iter().any(|known| known == need)).collect();
    // Without a list Telegram sends all kinds but some, reactions among them.
    if !lacks.is_empty() && (!known.is_empty() || lacks.contains(&"message_reaction")) {
        findings.fault(&what, format!("the blocks need {}, which is not sent", lacks.join(", ")), ON);
    }
    if let Some(error) = info["last_error_message"].as_str() {
        let waiting = &info["pending_update_count"];
        findings.warning(
            &what,
            format!("the last delivery failed: {error}; {waiting} updates wait"),
            "`Unauthorized` means another secret (`telegram webhook on`); else look at the proxy and the log of the bot",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::doctor::Level;

    fn levels(info: &Value, url: Option<&str>, kinds: &[&'static str]) -> Vec<Level> {
        let mut findings = Findings::default();
        registered(&mut findings, "telegram 1", info, url, &kinds.iter().copied().collect());
        findings.all.iter().map(|found| found.level).collect()
    }

    #[test]
    fn what_is_registered_is_held_against_what_is_needed() {
        let url = Some("https://a.example/webhook_telegram");
        let all = json!(["message", "callback_query"]);
        let right = json!({"url": url, "allowed_updates": all, "pending_update_count": 0});
        assert_eq!(levels(&right, url, &["keyword"]), [Level::Well]);
        assert_eq!(levels(&right, url, &["reaction"]), [Level::Well, Level::Fault], "they are not sent");
        assert_eq!(levels(&right, Some("https://b.example/"), &[]), [Level::Fault]);
        assert_eq!(levels(&json!({"url": ""}), url, &[]), [Level::Warning]);
        assert_eq!(levels(&json!({"url": url}), url, &["reaction"]), [Level::Well, Level::Fault]);
        let failing = json!({"url": url, "allowed_updates": all, "last_error_message": "Connection refused"});
        assert_eq!(levels(&failing, url, &[]), [Level::Well, Level::Warning]);
    }
}
