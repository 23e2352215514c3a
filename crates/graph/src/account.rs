//! The accounts of one platform, with their credentials.

use std::time::Duration;

use http::HeaderMap;
use secrecy::{ExposeSecret as _, SecretString};
use tertulia_core::{
    Call, Request,
    adapter::{Unverified, Verified},
};

use crate::{AppSecrets, challenge, verify_signature};

/// How long a whole answer of the Graph API may take. Meta documents no figure; a send takes a second or two,
/// and what takes this long is better looked after than waited for.
const TIMEOUT: Duration = Duration::from_secs(30);

/// A page or a phone number, with what is needed to speak for it and to believe its webhooks.
///
/// Its `Debug` form shows no secret.
#[derive(Clone, Debug)]
pub struct Account {
    /// The id of the page or phone number.
    pub id: String,
    /// The access token that calls are made with.
    pub token: SecretString,
    /// The secrets of the app its webhooks come from, all good during a rotation. Without one, every webhook
    /// for the account is refused.
    pub app_secrets: Vec<SecretString>,
    /// The tokens that a verification request may hold.
    pub verify_tokens: Vec<SecretString>,
}

/// All accounts of one platform that a bot serves.
///
/// ```
/// use tertulia_graph::{Account, Accounts, GRAPH_URL};
///
/// let page = Account {
///     id: "1040".into(),
///     token: "PAGE-TOKEN".into(),
///     app_secrets: vec!["APP-SECRET".into()],
///     verify_tokens: vec!["OUR-WORD".into()],
/// };
/// let pages = Accounts::new([page], GRAPH_URL);
/// let challenge = pages.challenge("hub.mode=subscribe&hub.verify_token=OUR-WORD&hub.challenge=1158201444");
/// assert_eq!(challenge.as_deref(), Ok("1158201444"));
/// ```
#[derive(Clone, Debug)]
pub struct Accounts {
    pub(crate) tokens: Vec<(String, SecretString)>,
    app_secrets: AppSecrets,
    verify_tokens: Vec<SecretString>,
    pub(crate) graph_url: String,
}

impl Accounts {
    /// These accounts, called below this address, for example [`GRAPH_URL`](crate::GRAPH_URL).
    pub fn new(accounts: impl IntoIterator<Item = Account>, graph_url: &str) -> Self {
        let mut app_secrets = AppSecrets::default();
        let mut tokens = Vec::new();
        let mut verify_tokens = Vec::new();
        for account in accounts {
            for secret in account.app_secrets {
                app_secrets.cover(secret, &account.id);
            }
            verify_tokens.extend(account.verify_tokens);
            tokens.push((account.id, account.token));
        }
        let graph_url = graph_url.trim_end_matches('/').to_owned();
        Self { tokens, app_secrets, verify_tokens, graph_url }
    }

    /// The ids of the accounts, in the order given.
    pub fn ids(&self) -> Vec<String> {
        self.tokens.iter().map(|(id, _)| id.clone()).collect()
    }

    /// Checks the signature of a webhook, see [`verify_signature`].
    ///
    /// # Errors
    ///
    /// [`Unverified`] unless exactly one signature is there and fits a secret of ours.
    pub fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<Verified, Unverified> {
        verify_signature(&self.app_secrets, headers, body)
    }

    /// Answers a verification request, see [`challenge`].
    ///
    /// # Errors
    ///
    /// [`Unverified`] if it is none, or holds none of the verify tokens.
    pub fn challenge(&self, query: &str) -> Result<String, Unverified> {
        challenge(query, &self.verify_tokens)
    }

    /// The call as a request to `{graph_url}/{id}/{endpoint}`, with the account's token in the
    /// `Authorization` header. `None` if the account is none of ours.
    pub fn request(&self, id: &str, call: &Call) -> Option<Request> {
        let (_, token) = self.tokens.iter().find(|(ours, _)| ours == id)?;
        // What is asked of the account itself has no edge: `?fields=…`.
        let between = if call.endpoint.starts_with('?') { "" } else { "/" };
        let url = format!("{}/{id}{between}{}", self.graph_url, call.endpoint);
        let authorization = Some(format!("Bearer {}", token.expose_secret()).into());
        Some(Request { authorization, timeout: TIMEOUT, ..Request::json(url, call.body.get().as_bytes()) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(id: &str, secret: &str) -> Account {
        Account {
            id: id.to_owned(),
            token: format!("token-of-{id}").into(),
            app_secrets: vec![secret.into()],
            verify_tokens: vec![format!("verify-{id}").into()],
        }
    }

    #[test]
    fn a_request_has_its_token_in_the_header_only() {
        let accounts =
            Accounts::new([account("1040", "s"), account("1041", "s")], "https://graph.test/v26.0/");
        let call = Call::new("messages", &serde_json::json!({ "a": 1 }));
        let request = accounts.request("1041", &call).unwrap();
        assert_eq!(request.url.expose_secret(), "https://graph.test/v26.0/1041/messages");
        assert_eq!(request.authorization.unwrap().expose_secret(), "Bearer token-of-1041");
        assert_eq!(request.body, br#"{"a":1}"#);
        assert!(accounts.request("1042", &call).is_none());
    }

    #[test]
    fn no_secret_is_printed() {
        let printed = format!("{:?}", Accounts::new([account("1040", "app-secret")], "https://graph.test"));
        for secret in ["token-of-1040", "app-secret", "verify-1040"] {
            assert!(!printed.contains(secret), "{printed}");
        }
        assert!(printed.contains("1040"));
    }
}
