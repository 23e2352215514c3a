//! The signature of a webhook, and for which accounts it speaks.

use http::HeaderMap;
use secrecy::{ExposeSecret as _, SecretString};
use tertulia_core::{
    adapter::{Unverified, Verified},
    signature::hmac_sha256_signer,
};

/// The header that holds the signature. The older `X-Hub-Signature`, made with SHA-1, is not looked at.
pub const SIGNATURE_HEADER: &str = "x-hub-signature-256";

/// Which accounts each app secret covers, so that one app cannot speak for the accounts of another.
#[derive(Clone, Debug, Default)]
pub struct AppSecrets {
    // The two go in step; they are apart because a signature is checked against all secrets at once.
    secrets: Vec<SecretString>,
    accounts: Vec<Vec<String>>,
}

impl AppSecrets {
    /// Lets what is signed with this secret speak for this account. An empty secret covers nothing.
    pub fn cover(&mut self, secret: SecretString, account: &str) {
        if secret.expose_secret().is_empty() {
            return;
        }
        let known = self.secrets.iter().position(|ours| ours.expose_secret() == secret.expose_secret());
        let index = known.unwrap_or_else(|| {
            self.secrets.push(secret);
            self.accounts.push(Vec::new());
            self.secrets.len() - 1
        });
        self.accounts[index].push(account.to_owned());
    }
}

/// Checks `X-Hub-Signature-256: sha256=<hex>` over the bytes as received, in constant time.
///
/// Meta signs the body in the escaped form in which it sends it, so nothing may be parsed and written
/// again before. Source:
/// [Messenger webhooks, validate payloads](https://developers.facebook.com/docs/messenger-platform/webhooks).
///
/// # Errors
///
/// [`Unverified`] unless exactly one such header is there and fits one of the secrets.
pub fn verify_signature(
    secrets: &AppSecrets,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Verified, Unverified> {
    let mut signatures = headers.get_all(SIGNATURE_HEADER).iter();
    let (Some(signature), None) = (signatures.next(), signatures.next()) else {
        return Err(Unverified);
    };
    let hex = signature.as_bytes().strip_prefix(b"sha256=").ok_or(Unverified)?;
    let signer = hmac_sha256_signer(&secrets.secrets, body, hex).ok_or(Unverified)?;
    Ok(Verified { accounts: secrets.accounts[signer].clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    // HMAC-SHA256 of the body under "app a" and under "app b".
    const BODY: &[u8] = br#"{"object":"page","entry":[]}"#;
    const BY_A: &str = "sha256=8fdb70c7ccc57cddb86a28e8a275e826750081ca29feb3f22fc470213a29db8c";
    const BY_B: &str = "sha256=651e6dbffb33094f9e9883be2b0d9118ec5ef8ca78401ca3b01fca2e5a6a15cf";

    fn secrets() -> AppSecrets {
        let mut secrets = AppSecrets::default();
        for (secret, account) in [("app a", "1"), ("app b", "2"), ("app b", "3"), ("app a", "4"), ("", "5")] {
            secrets.cover(secret.into(), account);
        }
        secrets
    }

    fn verify(headers: &[(&'static str, &str)], body: &[u8]) -> Result<Vec<String>, Unverified> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        verify_signature(&secrets(), &map, body).map(|verified| verified.accounts)
    }

    #[test]
    fn an_app_speaks_for_its_own_accounts() {
        assert_eq!(verify(&[(SIGNATURE_HEADER, BY_A)], BODY), Ok(vec!["1".to_owned(), "4".to_owned()]));
        assert_eq!(verify(&[(SIGNATURE_HEADER, BY_B)], BODY), Ok(vec!["2".to_owned(), "3".to_owned()]));
    }

    #[test]
    fn a_signature_is_whole_single_and_over_these_bytes() {
        let hex = &BY_A["sha256=".len()..];
        let sha1 = format!("sha1={hex}");
        let padded = format!("sha256= {hex}");
        let headers: &[&[(&str, &str)]] = &[
            &[],
            &[(SIGNATURE_HEADER, "")],
            &[(SIGNATURE_HEADER, "sha256=")],
            &[(SIGNATURE_HEADER, hex)],
            &[(SIGNATURE_HEADER, &padded)],
            &[(SIGNATURE_HEADER, &sha1)],
            &[(SIGNATURE_HEADER, &BY_A[..BY_A.len() - 1])],
            &[(SIGNATURE_HEADER, BY_A), (SIGNATURE_HEADER, BY_A)],
            &[(SIGNATURE_HEADER, BY_A), (SIGNATURE_HEADER, BY_B)],
            &[("x-hub-signature", BY_A)],
        ];
        for headers in headers {
            assert_eq!(verify(headers, BODY), Err(Unverified), "{headers:?}");
        }
        assert_eq!(verify(&[(SIGNATURE_HEADER, BY_A)], &BODY[1..]), Err(Unverified));
        assert!(verify(&[("x-hub-signature", "sha1=00"), (SIGNATURE_HEADER, BY_A)], BODY).is_ok());
    }
}
