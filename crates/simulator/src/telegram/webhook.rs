//! Where the bot wants to be told, and of what.

use serde_json::{Value, json};

use super::{call::Parameters, refusal::Refusal};

/// What the bot registered with `setWebhook`. Webhooks are delivered to the bot here in any case.
#[derive(Default)]
pub(super) struct Registered {
    url: String,
    secret: Option<String>,
    connections: Option<i64>,
    /// Empty if it never said which: then all.
    allowed: Vec<String>,
}

/// What has to be asked for by name.
const NOT_BY_DEFAULT: [&str; 3] = ["chat_member", "message_reaction", "message_reaction_count"];

impl Registered {
    /// <https://core.telegram.org/bots/api#setwebhook>
    pub(super) fn set(&mut self, parameters: &Parameters) -> Result<Value, Refusal> {
        let url = parameters.text("url").unwrap_or_default().into_owned();
        if url.is_empty() {
            return Ok(self.delete());
        }
        if !url.starts_with("https://") {
            return Err(Refusal::bad("bad webhook: An HTTPS URL must be provided for webhook"));
        }
        let authority = url["https://".len()..].split(['/', '?']).next().unwrap_or_default();
        let port = authority.rsplit_once(':').map_or("443", |(_, port)| port);
        if !["443", "80", "88", "8443"].contains(&port) {
            return Err(Refusal::bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"));
        }
        let secret = parameters.text("secret_token").map(std::borrow::Cow::into_owned);
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        match &secret {
            Some(secret) if secret.len() > 256 => return Err(Refusal::bad("secret token is too long")),
            Some(secret) if !secret.bytes().all(allowed) => {
                return Err(Refusal::bad("secret token contains unallowed characters"));
            }
            _ => {}
        }
        if let Some(kinds) = parameters.nested("allowed_updates", "allowed updates")? {
            let kinds = kinds.as_array().into_iter().flatten().filter_map(Value::as_str);
            self.allowed = kinds.map(ToOwned::to_owned).collect();
        }
        self.connections = parameters.integer("max_connections").filter(|it| (1..=100).contains(it));
        (self.url, self.secret) = (url, secret);
        Ok(true.into())
    }

    pub(super) fn delete(&mut self) -> Value {
        *self = Self { allowed: std::mem::take(&mut self.allowed), ..Self::default() };
        true.into()
    }

    /// <https://core.telegram.org/bots/api#webhookinfo>
    pub(super) fn info(&self) -> Value {
        let mut info = json!({
            "url": self.url, "has_custom_certificate": false, "pending_update_count": 0,
            "max_connections": self.connections.unwrap_or(40),
        });
        if !self.allowed.is_empty() {
            info["allowed_updates"] = json!(self.allowed);
        }
        info
    }

    pub(super) fn secret(&self) -> Option<&str> {
        self.secret.as_deref()
    }

    pub(super) fn wants(&self, kind: &str) -> bool {
        match (self.allowed.is_empty(), self.url.is_empty()) {
            // A bot that was registered nowhere is told everything, so that all of it can be tried.
            (true, true) => true,
            (true, false) => !NOT_BY_DEFAULT.contains(&kind),
            (false, _) => self.allowed.iter().any(|allowed| allowed == kind),
        }
    }
}
