//! `getUpdates`: the updates that wait at Telegram, confirmed once they are stored.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{json, value::RawValue};
use tertulia_core::{Adapter, Call, Http, Request};
use tertulia_runtime::Network;

/// How long Telegram holds an answer back while there is nothing; it takes 50 at most.
const WAIT: Duration = Duration::from_secs(30);
/// The answers are capped near 4 MB.
const LONGEST_ANSWER: usize = 8 << 20;

/// What Telegram says.
#[derive(Debug)]
pub(super) enum Answer {
    /// These updates, as they came.
    Updates(Vec<Box<RawValue>>),
    /// Something is in the way that waiting may remove.
    Later(Duration, String),
    /// It will not answer: the status, and what it says.
    Never(u16, String),
}

#[derive(Deserialize)]
struct Body {
    #[serde(default)]
    result: Option<Vec<Box<RawValue>>>,
    #[serde(default)]
    description: Option<String>,
}

#[derive(Deserialize)]
struct Numbered {
    update_id: i64,
}

/// Asks for the updates from `offset` on, which confirms those before it.
pub(super) async fn ask(
    adapter: &dyn Adapter,
    network: &Network,
    account: &str,
    allowed: &[&str],
    offset: Option<i64>,
) -> Answer {
    let mut body = json!({ "timeout": WAIT.as_secs(), "limit": 100, "allowed_updates": allowed });
    if let Some(offset) = offset {
        body["offset"] = offset.into();
    }
    let Some(request) = adapter.request(account, &Call::new("getUpdates", &body)) else {
        return Answer::Never(404, format!("no bot {account}"));
    };
    let request =
        Request { timeout: WAIT + Duration::from_secs(20), longest_answer: LONGEST_ANSWER, ..request };
    let response = match network.send(request).await {
        Ok(response) => response,
        Err(error) => return Answer::Later(Duration::from_secs(3), error.to_string()),
    };
    let body: Option<Body> = serde_json::from_slice(&response.body).ok();
    let (result, said) = body.map_or((None, None), |body| (body.result, body.description));
    let said = said.unwrap_or_else(|| format!("status {}", response.status));
    match (response.status, result) {
        (200, Some(updates)) => Answer::Updates(updates),
        (429, _) => Answer::Later(response.retry_after.unwrap_or(Duration::from_secs(5)), said),
        (400..=499, _) => Answer::Never(response.status, said),
        _ => Answer::Later(Duration::from_secs(3), said),
    }
}

/// The offset that confirms this update.
pub(super) fn after(update: &RawValue) -> Option<i64> {
    let Numbered { update_id } = serde_json::from_str(update.get()).ok()?;
    Some(update_id + 1)
}
