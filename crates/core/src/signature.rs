//! Checking who wrote a webhook, in constant time.

use hmac::{Hmac, KeyInit as _, Mac as _};
use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

/// The index of the secret whose HMAC-SHA256 over `body` has the lower-case or upper-case hex form `hex`.
///
/// Every secret is tried, whichever fits, so the time tells nothing. `None` for anything but 64 hex digits.
pub fn hmac_sha256_signer(secrets: &[SecretString], body: &[u8], hex: &[u8]) -> Option<usize> {
    let claimed = decode_hex(hex)?;
    let mut found = None;
    for (index, secret) in secrets.iter().enumerate() {
        if secret.expose_secret().is_empty() {
            continue;
        }
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes()).ok()?;
        mac.update(body);
        if mac.verify_slice(&claimed).is_ok() {
            found.get_or_insert(index);
        }
    }
    found
}

/// Whether two secrets are equal, in a time that depends on neither. An empty secret equals nothing.
pub fn same_secret(secret: &SecretString, given: &[u8]) -> bool {
    let ours = Sha256::digest(secret.expose_secret().as_bytes());
    let theirs = Sha256::digest(given);
    bool::from(ours.ct_eq(&theirs)) && !secret.expose_secret().is_empty()
}

fn decode_hex(hex: &[u8]) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if hex.len() != 64 {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(hex.chunks_exact(2)) {
        let high = (pair[0] as char).to_digit(16)?;
        let low = (pair[1] as char).to_digit(16)?;
        *byte = u8::try_from(high << 4 | low).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    // HMAC-SHA256 of "The quick brown fox jumps over the lazy dog" under "key": a published test vector.
    const FOX: &[u8] = b"The quick brown fox jumps over the lazy dog";
    const HEX: &[u8] = b"f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8";

    #[test]
    fn a_body_is_signed_by_one_of_the_secrets() {
        let secrets = [SecretString::from("old"), SecretString::from("key")];
        assert_eq!(hmac_sha256_signer(&secrets, FOX, HEX), Some(1));
        assert_eq!(hmac_sha256_signer(&secrets, FOX, &HEX.to_ascii_uppercase()), Some(1));
        assert_eq!(hmac_sha256_signer(&secrets[..1], FOX, HEX), None);
        assert_eq!(hmac_sha256_signer(&secrets, &FOX[1..], HEX), None);
        assert_eq!(hmac_sha256_signer(&[SecretString::from("")], FOX, HEX), None);
        for bad in [&HEX[..63], &HEX[..0], b"zz", &[b'z'; 64], &[0xff; 64]] {
            assert_eq!(hmac_sha256_signer(&secrets, FOX, bad), None);
        }
    }

    #[test]
    fn an_empty_secret_equals_nothing() {
        assert!(same_secret(&SecretString::from("s3"), b"s3"));
        assert!(!same_secret(&SecretString::from("s3"), b"S3"));
        assert!(!same_secret(&SecretString::from(""), b""));
    }
}
