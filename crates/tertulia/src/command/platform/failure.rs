//! Why a platform was not told or asked, and what to do about it.

use secrecy::SecretString;
use tertulia_core::{Platform, TransportError};
use tertulia_runtime::{ProfileError, without_secrets};

/// Why a platform was not told or asked.
#[derive(Debug)]
pub(in crate::command) enum Failure {
    /// The platform has no credentials.
    NotConfigured,
    /// Something else is missing, wrong or in the way: a whole sentence.
    Unusable(String),
    /// The platform does not take it.
    Refused { what: String, status: u16, reason: String },
    /// There is no answer.
    Unreachable { what: String, error: TransportError },
}

impl From<ProfileError> for Failure {
    fn from(error: ProfileError) -> Self {
        match error {
            ProfileError::Refused { name, status, reason } => Self::Refused { what: name, status, reason },
            ProfileError::Unreachable { name, error } => Self::Unreachable { what: name, error },
            other => Self::Unusable(other.to_string()),
        }
    }
}

impl Failure {
    /// What to say: what is wrong, and what to do. Holds none of the secrets, whatever the platform echoed.
    pub(in crate::command) fn said(&self, platform: Platform, secrets: &[SecretString]) -> String {
        let keys = Keys::of(platform);
        let text = match self {
            Self::NotConfigured => {
                format!("{} is not configured: set {}", keys.name, keys.credentials)
            }
            Self::Unusable(text) => text.clone(),
            Self::Refused { what, status, reason } => {
                let remedy = keys.remedy(*status, reason).map(|remedy| format!("; {remedy}"));
                let reason = reason.trim_end_matches('.');
                format!("{} refused `{what}`: {reason}{}", keys.name, remedy.unwrap_or_default())
            }
            Self::Unreachable { what, error } => format!(
                "{} was not reached for `{what}` ({error}): look at the network, at `HTTPS_PROXY` if there is one, and at \
                 `{}`",
                keys.name, keys.address
            ),
        };
        without_secrets(&text, secrets)
    }
}

/// What a platform's settings are called.
struct Keys {
    name: &'static str,
    credentials: &'static str,
    token: &'static str,
    where_from: &'static str,
    id: &'static str,
    permissions: &'static str,
    address: &'static str,
}

impl Keys {
    fn of(platform: Platform) -> Self {
        match platform {
            Platform::TELEGRAM => Self {
                name: "Telegram",
                credentials: "`telegram.token` (TERTULIA_TELEGRAM__TOKEN)",
                token: "telegram.token",
                where_from: "compare it with what @BotFather shows",
                id: "telegram.token",
                permissions: "",
                address: "telegram.api_url",
            },
            Platform::MESSENGER => Self {
                name: "Messenger",
                credentials: "`messenger.page_id` and `messenger.page_token` (TERTULIA_MESSENGER__PAGE_ID, TERTULIA_MESSENGER__PAGE_TOKEN)",
                token: "messenger.page_token",
                where_from: "make a new one in the app's dashboard, under Messenger",
                id: "messenger.page_id",
                permissions: "pages_messaging, pages_manage_metadata",
                address: "messenger.graph_url",
            },
            _ => Self {
                name: "WhatsApp",
                credentials: "`whatsapp.phone_number_id` and `whatsapp.access_token` (TERTULIA_WHATSAPP__PHONE_NUMBER_ID, TERTULIA_WHATSAPP__ACCESS_TOKEN)",
                token: "whatsapp.access_token",
                where_from: "make a new one for a system user of the business",
                id: "whatsapp.phone_number_id",
                permissions: "whatsapp_business_messaging, whatsapp_business_management",
                address: "whatsapp.graph_url",
            },
        }
    }

    /// What to do about a refusal, as far as platforms let us know: by words, for their numbers are few.
    fn remedy(&self, status: u16, reason: &str) -> Option<String> {
        let Self { token, where_from, id, permissions, .. } = self;
        let says = |words: &str| reason.to_ascii_lowercase().contains(words);
        if says("access token") || says("unauthorized") || (self.permissions.is_empty() && status == 404) {
            return Some(format!("the token is wrong, expired or revoked: {where_from} (`{token}`)"));
        }
        if says("does not exist") || says("unsupported get request") {
            return Some(format!("look at `{id}`, and whether the token is of the same business"));
        }
        if says("(#10)") || says("(#200)") || says("permission") {
            return Some(format!("the token needs the permissions {permissions} (`{token}`)"));
        }
        (status == 429 || says("(#4)") || says("(#613)"))
            .then(|| "too many calls were made lately: try again in some minutes".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_echoed_secret_is_taken_out() {
        let secrets = ["42:AAF-secret-part".into(), "hook".into()];
        let refused = |reason: &str| Failure::Refused {
            what: "setWebhook".to_owned(),
            status: 400,
            reason: reason.to_owned(),
        };
        let said = refused("no /bot42%3AAAF-secret-part here, hook").said(Platform::TELEGRAM, &secrets);
        assert!(!said.contains("AAF") && !said.contains("hook,"), "{said}");
        assert!(said.contains("[secret]"), "{said}");
    }

    #[test]
    fn a_refusal_says_what_to_do() {
        let said = |platform, status, reason: &str| {
            Failure::Refused { what: "x".to_owned(), status, reason: reason.to_owned() }.said(platform, &[])
        };
        assert!(said(Platform::TELEGRAM, 401, "Unauthorized").contains("@BotFather"));
        assert!(said(Platform::TELEGRAM, 404, "Not Found").contains("`telegram.token`"));
        let expired = "Error validating access token: Session has expired.";
        assert!(said(Platform::MESSENGER, 400, expired).contains("`messenger.page_token`"));
        assert!(
            said(Platform::WHATSAPP, 400, "(#200) You do not have permission")
                .contains("whatsapp_business_management")
        );
        let gone = "Unsupported get request. Object with ID '7' does not exist";
        assert!(said(Platform::WHATSAPP, 400, gone).contains("`whatsapp.phone_number_id`"));
        assert_eq!(said(Platform::TELEGRAM, 400, "Bad Request: x"), "Telegram refused `x`: Bad Request: x");
    }
}
